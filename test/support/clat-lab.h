// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_CLAT_LAB_H
#define V6LAB_TEST_CLAT_LAB_H

#include "model/core/translation/clat-core.h"
#include "test/support/nat64-lab.h"

namespace ns3::v6lab::test::flow
{

/** The prefixes and addresses of RFC 6877's appendix A; one address for all is added. */
constexpr const char* PLAT_PREFIX = "2001:db8:1234::/96";
constexpr const char* CLAT_PREFIX = "2001:db8:aaaa::/96";
constexpr const char* SHARED = "2001:db8:cafe::1";

inline Prefix
P(const std::string& text)
{
    return *Prefix::Parse(text);
}

/** An IPv4 address behind the PLAT. */
inline std::string
ViaPlat(const std::string& ipv4)
{
    return Pref64(P(PLAT_PREFIX)).Embed(*IpAddress::Parse(ipv4)).ToString();
}

/** No networks, no address of its own yet. */
inline ClatSettings
PlainClat()
{
    ClatSettings settings;
    settings.platPrefix = Pref64(P(PLAT_PREFIX));
    settings.translation.errors = ErrorSending::On;
    return settings;
}

inline ClatSettings
DedicatedClat()
{
    ClatSettings settings = PlainClat();
    settings.networks = {P("192.168.1.0/24")};
    settings.dedicated = P(CLAT_PREFIX);
    return settings;
}

/** 192.168.1.0/24 behind one address. */
inline ClatSettings
SharingClat()
{
    ClatSettings settings = PlainClat();
    settings.networks = {P("192.168.1.0/24")};
    settings.shared = IpAddress::Parse(SHARED);
    return settings;
}

/** The node itself is the client. */
inline ClatSettings
HostClat()
{
    ClatSettings settings = PlainClat();
    settings.shared = IpAddress::Parse(SHARED);
    return settings;
}

/** A CLAT on a bench: packets go in by hand, time is a number. */
class ClatLab
{
  public:
    explicit ClatLab(const ClatSettings& settings = SharingClat())
        : core(settings)
    {
        around.address4 = *IpAddress::Parse("192.168.1.254");
        around.address6 = *IpAddress::Parse("2001:db8:cafe::ff");
    }

    /** What leaves, for a packet that comes in at this second; time must not run backwards. */
    std::vector<Bytes> Send(const Bytes& packet, double second = 0)
    {
        const auto size = static_cast<uint32_t>(packet.size());
        uint32_t available = std::min(size, atHand);
        do
        {
            // A copy of just these bytes: a read behind them is an error that sanitizers see.
            const Bytes bytes(packet.begin(), packet.begin() + available);
            last = core.Process({bytes.data(), available, size, 1},
                                around,
                                static_cast<int64_t>(second * 1e9));
            if (last.fate == Fate::NeedsMore && (last.needed <= available || last.needed > size))
            {
                throw std::runtime_error("asks for bytes that it has or that nobody has");
            }
            available = last.needed;
        } while (last.fate == Fate::NeedsMore);
        std::vector<Bytes> sent;
        for (const auto& emission : last.emissions)
        {
            Bytes bytes(emission.head.begin(), emission.head.end());
            const auto from = packet.begin() + emission.tail;
            bytes.insert(bytes.end(), from, from + emission.tailLength);
            sent.push_back(bytes);
        }
        return sent;
    }

    void Expect(Verdict& v,
                const Bytes& packet,
                const std::vector<Bytes>& expected,
                const std::string& what,
                double second = 0)
    {
        const auto sent = Send(packet, second);
        v.Equal(sent.size(),
                expected.size(),
                what + ": packets (" + std::string(Describe(last.reason).word) + ")");
        for (size_t i = 0; i < std::min(sent.size(), expected.size()); ++i)
        {
            v.Equal(ToHex(Comparable(sent[i])), ToHex(Comparable(expected[i])), what);
        }
    }

    void ExpectDrop(Verdict& v,
                    const Bytes& packet,
                    Reason reason,
                    const std::string& what,
                    double second = 0,
                    const std::vector<Bytes>& expected = {})
    {
        Expect(v, packet, expected, what, second);
        v.True(last.fate == Fate::Dropped, what + ": is dropped");
        v.Equal(std::string(Describe(last.reason).word),
                std::string(Describe(reason).word),
                what + ": reason");
    }

    void ExpectNotMine(Verdict& v, const Bytes& packet, const std::string& what, double second = 0)
    {
        Expect(v, packet, {}, what, second);
        v.True(last.fate == Fate::NotMine, what + ": is left to the node");
    }

    ClatCore core;
    FixedSurroundings around;
    Outcome last;
    /** How many bytes of each packet the CLAT gets at first. */
    uint32_t atHand{0xffffffff};
};

} // namespace ns3::v6lab::test::flow

#endif // V6LAB_TEST_CLAT_LAB_H
