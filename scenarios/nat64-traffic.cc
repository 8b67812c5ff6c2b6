// SPDX-License-Identifier: GPL-2.0-only
// The scenario's flows in both directions, and those that exhaust its pool.
#include "scenarios/nat64.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr uint32_t MANY_CONNECTIONS = 24;
/** The length in IPv4 of the segment with the answer of the published server. */
constexpr uint32_t PUBLISHED_ANSWER = 1052;

} // namespace

/** What works as if there were no translator: one hop, one translation. */
void
Nat64Scenario::AddOutbound(TopologyBuilder& lab) const
{
    const auto ping = Ping("n6", Behind(N4), "ping through the NAT64").Server("n4");
    const auto udp = UdpEcho("n6", Behind(N4), "UDP through the NAT64").Server("n4").Start("1s");
    const auto tcp = Tcp("n6", Behind(N4), "TCP through the NAT64").Server("n4").Start("2s");
    lab.Add(ping).Add(udp).Add(tcp);
    lab.Add(Expect("ping is answered, and the NAT64 counts as one hop", ping)
                .Delivered()
                .Path("n6", "r6", "nat64", "r4", "n4")
                .Back("n4", "r4", "nat64", "r6", "n6")
                .Translations(1)
                .Ttl(61)
                .Clause("RFC 7915 5.1"));
    lab.Add(Expect("UDP is answered", udp).Delivered().Translations(1).Clause("RFC 6146 3.5.1"));
    lab.Add(Expect("TCP connects and transfers", tcp)
                .Delivered()
                .Translations(1)
                .Clause("RFC 6146 3.5.2"));
}

void
Nat64Scenario::AddRoute(TopologyBuilder& lab) const
{
    const auto trace = Traceroute("n6", Behind(N4), "traceroute through the NAT64")
                           .Server("n4")
                           .Start("8s")
                           .Every("500ms");
    lab.Add(trace);
    lab.Add(Expect("a traceroute shows the routers of both sides", trace)
                .Delivered()
                .Routers("2001:db8:6::1", "2001:db8:60::2", Behind("198.51.100.2"), Behind(N4))
                .Clause("RFC 6146 3.4, 3.6"));
}

void
Nat64Scenario::AddInbound(TopologyBuilder& lab) const
{
    const auto published =
        Tcp("n4", POOL, "TCP to the published port").Port(PUBLISHED).Server("n6", 80).Start("11s");
    const auto unknown =
        UdpEcho("n4b", POOL, "UDP to a port that nobody uses").Port(9999).Start("12s");
    lab.Add(published).Add(unknown);
    if (Filters())
    {
        lab.Add(Expect("the filter stops whom the host inside never sent to", published)
                    .Failed("address-dependent-filter")
                    .At("nat64")
                    .Clause("RFC 6146 3.5.2.2"));
    }
    else if (JoolCannotSend(PUBLISHED_ANSWER))
    {
        lab.Add(Expect("profile jool cuts no segment of the published server's answer", published)
                    .Failed("packet-too-big")
                    .At("nat64")
                    .Clause("RFC 7915 1.4, 5.1"));
    }
    else
    {
        lab.Add(Expect("the IPv4 side reaches a static binding", published)
                    .Delivered()
                    .Translations(1)
                    .Clause("RFC 6146 3.1"));
    }
    lab.Add(Expect("a port without a binding takes nothing", unknown)
                .Failed("no-binding")
                .At("nat64")
                .Clause("RFC 6146 3.5.1"));
}

/** Two hosts behind the NAT64 that know each other by its IPv4 address. */
void
Nat64Scenario::AddHairpin(TopologyBuilder& lab) const
{
    const auto hairpin = Tcp("n6b", Behind(POOL), "TCP between two hosts behind the NAT64")
                             .Port(PUBLISHED)
                             .Server("n6", 80)
                             .Start("13s");
    lab.Add(hairpin);
    if (Filters())
    {
        lab.Add(Expect("the filter is the same between hosts behind the NAT64", hairpin)
                    .Failed("address-dependent-filter")
                    .At("nat64")
                    .Clause("RFC 6146 3.8"));
        return;
    }
    lab.Add(Expect("hosts behind the NAT64 reach each other by its IPv4 address", hairpin)
                .Delivered()
                .Path("n6b", "r6", "nat64", "r6", "n6")
                .Clause("RFC 6146 3.8"));
}

void
Nat64Scenario::AddExhaustion(TopologyBuilder& lab) const
{
    const auto greedy = Tcp("n6", Behind(N4), "more connections than ports")
                            .Server("n4")
                            .Count(MANY_CONNECTIONS)
                            .Every("200ms");
    const auto modest =
        UdpEcho("n6b", Behind(N4), "UDP while TCP has no port left").Server("n4").Start("8s");
    lab.Add(greedy).Add(modest);
    lab.Add(Expect("a full pool refuses new connections and keeps the old ones", greedy)
                .Partial()
                .Reason("pool-exhausted")
                .At("nat64")
                .Clause("RFC 6146 3.5.1.1, RFC 6888 REQ-11"));
    lab.Add(Expect("the other protocols have pools of their own", modest)
                .Delivered()
                .Clause("RFC 6146 3.1"));
}

} // namespace ns3::v6lab
