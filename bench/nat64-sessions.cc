// SPDX-License-Identifier: GPL-2.0-only
// What a NAT64's state costs, without any simulator: memory of a session with its binding, time of
// a packet through a small and through a large table, making and expiring sessions, and what a
// flood of SYNs can fill with the default limits.
#include "bench/support/core-packets.h"
#include "bench/support/heap.h"
#include "bench/support/measure.h"

#include <array>
#include <random>
#include <utility>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t MILLION = 1'000'000;
constexpr uint32_t FEW = 1000;
constexpr uint32_t PAIRS_OF_PACKETS = MILLION;
constexpr uint32_t SIZE = 64;

/** A pool address, its port and the header checksum as they are in an answer. */
using Outside = std::array<uint8_t, 8>;

/** One packet each way, whose addresses and ports are written anew for every session. */
class Flows
{
  public:
    Flows()
        : m_six(Outgoing(0, SIZE)),
          m_base(Address("2001:db8:1::"))
    {
    }

    PacketIn Out(uint32_t session)
    {
        SetSource(m_six, m_base.Plus(session / 16));
        test::SetWord(m_six, 40, static_cast<uint16_t>(20000 + session % 16));
        return In(m_six);
    }

    PacketIn Back(const Outside& outside)
    {
        std::copy_n(outside.begin(), 4, m_four.begin() + 16);
        std::copy_n(outside.begin() + 4, 2, m_four.begin() + 22);
        std::copy_n(outside.begin() + 6, 2, m_four.begin() + 10);
        return In(m_four);
    }

    /** What Back() needs of a session's first packet. */
    Outside Learn(const Outcome& outcome)
    {
        m_four = Answer(outcome, SIZE);
        Outside outside;
        std::copy_n(m_four.begin() + 16, 4, outside.begin());
        std::copy_n(m_four.begin() + 22, 2, outside.begin() + 4);
        std::copy_n(m_four.begin() + 10, 2, outside.begin() + 6);
        return outside;
    }

  private:
    Bytes m_six;
    Bytes m_four;
    IpAddress m_base;
};

/** A NAT64 with so many UDP sessions, each with its own binding. */
struct Filled
{
    explicit Filled(uint32_t sessions, bool keepAnswers = false)
        : core(BigNat64())
    {
        for (uint32_t i = 0; i < sessions; ++i)
        {
            const Outcome outcome = core.Process(flows.Out(i), around, SECOND + i);
            Demand(outcome);
            if (keepAnswers)
            {
                answers.push_back(flows.Learn(outcome));
            }
        }
    }

    Flows flows;
    FixedSurroundings around{Around()};
    Nat64Core core;
    std::vector<Outside> answers;
};

/** Nanoseconds of a packet, out and in by turns, over sessions picked at random. */
double
LookupNs(uint32_t sessions)
{
    Filled filled(sessions, true);
    std::mt19937 random(1);
    // In the order of their use: the load itself is not to miss the caches.
    std::vector<std::pair<uint32_t, Outside>> order(PAIRS_OF_PACKETS);
    for (auto& [session, outside] : order)
    {
        session = static_cast<uint32_t>(random() % sessions);
        outside = filled.answers[session];
    }
    int64_t now = 2 * SECOND;
    const double seconds = CpuSeconds([&] {
        for (const auto& [session, outside] : order)
        {
            Demand(filled.core.Process(filled.flows.Out(session), filled.around, ++now));
            Demand(filled.core.Process(filled.flows.Back(outside), filled.around, ++now));
        }
    });
    return seconds * 1e9 / (2 * PAIRS_OF_PACKETS);
}

double
SessionBytes()
{
    const size_t before = HeapBytes();
    const Filled filled(MILLION);
    return static_cast<double>(HeapBytes() - before) / MILLION;
}

double
CreationNs(uint32_t sessions)
{
    return CpuSeconds([&] { Filled filled(sessions); }) * 1e9 / sessions;
}

double
ExpiryNs(uint32_t sessions)
{
    Filled filled(sessions);
    const double seconds = CpuSeconds([&] { filled.core.Advance(filled.around, 400 * SECOND); });
    Check(filled.core.GetUsage().sessions[static_cast<size_t>(BibKind::Udp)] == 0,
          "a session did not expire");
    return seconds * 1e9 / sessions;
}

/** MB that SYNs fill, far more than the limits take: of hosts inside, and of ports outside. */
double
FloodMegabytes()
{
    const size_t before = HeapBytes();
    Nat64Settings settings = BigNat64();
    settings.limits = Nat64Limits();
    Nat64Core core(settings);
    const FixedSurroundings around = Around();
    const IpAddress base = Address("2001:db8:1::");
    const IpAddress server = BenchPrefix().Embed(Address("198.51.100.7"));
    Bytes inside = test::MakePacket(base, server, 6, test::Tcp(4000, 80));
    Bytes outside =
        test::MakePacket(Address("198.18.0.0"), Address("203.0.113.9"), 6, test::Tcp(4000, 32768));
    inside[40 + 13] = 0x02; // SYN
    outside[20 + 13] = 0x02;
    for (uint32_t i = 0; i < 3 * MILLION; ++i)
    {
        SetSource(inside, base.Plus(i));
        core.Process(In(inside), around, SECOND + i);
        test::SetWord(outside, 20, static_cast<uint16_t>(i));
        core.Process(In(outside), around, SECOND + i);
    }
    Check(core.GetUsage().storedSyns == settings.limits.storedSyns, "the flood was not seen");
    return static_cast<double>(HeapBytes() - before) / (1024 * 1024);
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    ReportValue("NAT64, memory of a session with its binding, 1,000,000 of them",
                InChild(SessionBytes).value,
                "bytes",
                250);
    const Ratio lookup =
        Compare([] { return LookupNs(MILLION); }, [] { return LookupNs(FEW); }, pairs);
    Report("NAT64, packet of a random session among 1,000,000 / among 1,000", lookup, 2);
    InformValue("the former alone", lookup.a, "ns");
    const Ratio making =
        Compare([] { return CreationNs(MILLION); }, [] { return CreationNs(MILLION / 8); }, pairs);
    Report("NAT64, making a session among 1,000,000 / among 125,000", making, 2);
    InformValue("the former alone", making.a, "ns");
    const Ratio expiring =
        Compare([] { return ExpiryNs(MILLION); }, [] { return ExpiryNs(MILLION / 8); }, pairs);
    Report("NAT64, expiring a session among 1,000,000 / among 125,000", expiring, 2);
    InformValue("the former alone", expiring.a, "ns");
    InformValue("NAT64, flood of 3,000,000 SYNs from each side, default limits",
                InChild(FloodMegabytes).value,
                "MB");
    return 0;
}
