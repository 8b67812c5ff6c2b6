// SPDX-License-Identifier: GPL-2.0-only
// Prefix delegation for many islands: time and memory of the server for each (RFC 8415).
#include "bench/support/heap.h"
#include "bench/support/measure.h"
#include "model/core/dhcpv6/prefix-delegation.h"
#include "model/core/dhcpv6/prefix-request.h"
#include "model/core/time-units.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t FEW = 1000;
constexpr uint32_t MANY = 10000;
constexpr uint32_t SOME = 3000;
constexpr uint32_t ALL = 30000; //!< islands of a measurement, however many a server has
constexpr int RENEWALS = 4;

DelegationSettings
Pool()
{
    DelegationSettings settings;
    settings.pool = *Prefix::Parse("2001:db8::/32");
    settings.length = 56;
    return settings;
}

Duid
DuidOf(uint32_t island)
{
    return MakeDuid({2,
                     0,
                     static_cast<uint8_t>(island >> 24),
                     static_cast<uint8_t>(island >> 16),
                     static_cast<uint8_t>(island >> 8),
                     static_cast<uint8_t>(island)});
}

/** One message on the wire to the server, and its answer back. */
void
Pass(PrefixRequest& island, PrefixDelegation& server, const IpAddress& from, int64_t& now)
{
    now = std::max(now, island.GetDeadline().value_or(now));
    const auto message = island.OnTime(now, 0.5);
    const auto wire = message.value().Encode();
    const auto read = Dhcpv6Message::Decode(wire.data(), wire.size());
    const auto reply = server.Answer(std::get<Dhcpv6Message>(read), from, true, now);
    const auto back = reply.value().Encode();
    const auto heard = Dhcpv6Message::Decode(back.data(), back.size());
    Check(island.OnMessage(std::get<Dhcpv6Message>(heard), now), "an answer does not count");
}

/** Islands get their prefixes from one server and renew them a few times. */
void
Serve(uint32_t islands)
{
    const IpAddress from = *IpAddress::Parse("fe80::1");
    PrefixDelegation server(MakeDuid({2, 0, 0, 0, 0, 1}), Pool());
    std::vector<PrefixRequest> clients;
    clients.reserve(islands);
    int64_t now = 0;
    for (uint32_t i = 0; i < islands; ++i)
    {
        clients.emplace_back(DuidOf(i), PrefixRequestSettings());
        clients.back().Start(now, 0);
        int64_t own = now;
        Pass(clients.back(), server, from, own); // Solicit
        Pass(clients.back(), server, from, own); // Request
        server.TakeChanges();
    }
    for (int round = 0; round < RENEWALS; ++round)
    {
        for (auto& client : clients)
        {
            Pass(client, server, from, now);
        }
    }
    Check(server.GetBindings() == islands, "an island has no prefix");
}

/** Seconds for the same number of islands in all. */
double
Run(uint32_t islands)
{
    return CpuSeconds([islands] {
        for (uint32_t done = 0; done < ALL; done += islands)
        {
            Serve(islands);
        }
    });
}

/** Bytes of the server for each of its bindings. */
double
BytesEach(uint32_t islands)
{
    const IpAddress from = *IpAddress::Parse("fe80::1");
    const size_t before = HeapBytes();
    PrefixDelegation server(MakeDuid({2, 0, 0, 0, 0, 1}), Pool());
    int64_t now = 0;
    for (uint32_t i = 0; i < islands; ++i)
    {
        PrefixRequest client(DuidOf(i), PrefixRequestSettings());
        client.Start(0, 0);
        Pass(client, server, from, now);
        Pass(client, server, from, now);
        server.TakeChanges();
        now = 0;
    }
    return static_cast<double>(HeapBytes() - before) / islands;
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    const Ratio some = Compare([] { return Run(SOME); }, [] { return Run(FEW); }, pairs);
    Report("DHCPv6-PD, time for an island: 3,000 islands / 1,000", some, 1.5);
    const Ratio time = Compare([] { return Run(MANY); }, [] { return Run(FEW); }, pairs);
    Report("DHCPv6-PD, time for an island: 10,000 islands / 1,000", time, 1.5);
    InformValue("an island's four messages and four renewals among 10,000",
                time.a * 1e6 / ALL,
                "us");
    const Ratio less = Compare([] { return BytesEach(SOME); }, [] { return BytesEach(FEW); }, 1);
    Report("DHCPv6-PD, memory for an island: 3,000 islands / 1,000", less, 1.2);
    const Ratio memory = Compare([] { return BytesEach(MANY); }, [] { return BytesEach(FEW); }, 1);
    Report("DHCPv6-PD, memory for an island: 10,000 islands / 1,000", memory, 1.2);
    InformValue("the server's memory for an island among 10,000", memory.a, "bytes");
    return 0;
}
