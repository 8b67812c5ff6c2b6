// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TRANSLATOR_BENCH_H
#define V6LAB_TEST_TRANSLATOR_BENCH_H

#include "model/core/nat64/state-records.h"
#include "model/core/translation/outcome.h"
#include "model/core/translation/surroundings.h"
#include "test/support/flow-packets.h"
#include "test/support/table.h"

#include <map>

namespace ns3::v6lab::test::flow
{

int64_t ToNs(double second);

/**
 * What must be equal in two packets: all bytes but the identification of an IPv4 packet that is no
 * fragment (RFC 6864), here and in a quoted packet. Checksums of what is compared must be right.
 */
Bytes Comparable(Bytes packet);

/**
 * A translator on a bench: packets go in by hand, time is a number. For Nat64Core, ClatCore and
 * VirtualIp6Core.
 */
template <typename Core>
class TranslatorBench
{
  public:
    template <typename Settings>
    TranslatorBench(const Settings& settings, const std::string& own4, const std::string& own6)
        : core(settings)
    {
        around.address4 = *IpAddress::Parse(own4);
        around.address6 = *IpAddress::Parse(own6);
    }

    /** What leaves, for a packet that comes in at this second; time must not run backwards. */
    std::vector<Bytes> Send(const Bytes& packet, double second = 0);
    /** Expects these packets, in order, and sound tables. */
    void Expect(Verdict& v,
                const Bytes& packet,
                const std::vector<Bytes>& expected,
                const std::string& what,
                double second = 0);
    /** Expects a drop for this reason, with these packets (errors) leaving. */
    void ExpectDrop(Verdict& v,
                    const Bytes& packet,
                    Reason reason,
                    const std::string& what,
                    double second = 0,
                    const std::vector<Bytes>& expected = {});

    Core core;
    FixedSurroundings around;
    Outcome last;
    uint64_t lastHandle{0};
    /** How many bytes of each packet the translator gets at first. */
    uint32_t atHand{0xffffffff};

  protected:
    Bytes Whole(const Emission& emission) const;

  private:
    std::map<uint64_t, Bytes> m_packets;
};

/** When the only session ends, in seconds; -1 without one. */
template <typename Core>
double
ExpiryOf(const Core& core)
{
    const auto sessions = core.GetSessions();
    return sessions.size() == 1 ? static_cast<double>(sessions[0].expiresNs) / 1e9 : -1;
}

/** Has a watch write down what it hears of bindings and sessions: "+b", "-b", "+s", "~s", "-s". */
template <typename Watch>
void
WriteDown(Watch& watch, std::string& heard)
{
    const auto sign = [](Change change) {
        return change == Change::Added ? "+" : change == Change::Removed ? "-" : "~";
    };
    watch.binding = [&heard, sign](const BindingRecord&, Change change, int64_t) {
        heard += std::string(sign(change)) + "b ";
    };
    watch.session = [&heard, sign](const SessionRecord&, Change change, int64_t) {
        heard += std::string(sign(change)) + "s ";
    };
}

} // namespace ns3::v6lab::test::flow

#endif // V6LAB_TEST_TRANSLATOR_BENCH_H
