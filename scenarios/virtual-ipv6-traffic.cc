// SPDX-License-Identifier: GPL-2.0-only
// The scenario's flows in both directions.
#include "scenarios/virtual-ipv6.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr const char* UNUSED_VIRTUAL = "10.64.200.1";

} // namespace

void
VirtualIpv6::AddOutbound(TopologyBuilder& lab) const
{
    const auto tcp = Tcp("client4", "six.example.com", "TCP to an IPv6-only server")
                         .Server("server6")
                         .Start("1s");
    const auto ping = Ping("client4", "other.example.com", "ping to an IPv6-only host")
                          .Server("other6")
                          .Start("2s");
    lab.Add(tcp).Add(ping);
    lab.Add(Expect("the DNS proxy answers with a virtual IPv4 address", tcp)
                .Called("10.64.0.1")
                .Answer("synthesised")
                .Clause("draft-vogt-durand slides: outbound by DNS proxies"));
    if (m_dnssec)
    {
        lab.Add(Expect("what the proxy made an address of was validated, and it says so", tcp)
                    .Authentic()
                    .Clause("draft-vogt-durand slides: DNSSEC up to the resolver"));
    }
    lab.Add(Expect("an IPv4-only host reaches an IPv6-only server", tcp)
                .Delivered()
                .Translations(1)
                .Path("client4", "edge", "provider", "server6")
                .Back("server6", "provider", "edge", "client4")
                .Clause("draft-vogt-durand abstract"));
    lab.Add(Expect("each peer has a virtual address of its own", ping)
                .Delivered()
                .Called("10.64.0.2")
                .Clause("our design: one binding a peer"));
}

void
VirtualIpv6::AddInbound(TopologyBuilder& lab) const
{
    const auto tcp = Tcp("client6", "www.site.example", "TCP to the IPv4-only server")
                         .Server("server4")
                         .Start("4s");
    const auto udp = UdpEcho("client6", "www.site.example", "UDP to the IPv4-only server")
                         .Server("server4")
                         .Start("5s");
    lab.Add(tcp).Add(udp);
    lab.Add(Expect("the server's virtual IPv6 address is an ordinary record", tcp)
                .Called(SERVER_VIRTUAL)
                .Answer("real")
                .Clause("draft-vogt-durand slides: global and stable"));
    if (m_dnssec)
    {
        lab.Add(Expect("the peer verifies the signatures itself, from the root down", tcp)
                    .Authentic()
                    .Clause("draft-vogt-durand slides: DNSSEC verifiable end to end inbound"));
    }
    lab.Add(Expect("an IPv6 host reaches the IPv4-only server with a private address", tcp)
                .Delivered()
                .Translations(1)
                .Path("client6", "provider", "edge", "server4")
                .Back("server4", "edge", "provider", "client6")
                .Clause("draft-vogt-durand abstract"));
    lab.Add(Expect("UDP as well", udp).Delivered().Translations(1).Clause("RFC 7915 5.5"));
}

/** A host of the site that asks for another one by its public name. */
void
VirtualIpv6::AddInside(TopologyBuilder& lab) const
{
    const auto inside = Tcp("client4", "www.site.example", "TCP to a neighbour by its public name")
                            .Server("server4")
                            .Start("6s");
    lab.Add(inside);
    lab.Add(Expect("a neighbour is called by its own address, and nothing is translated", inside)
                .Delivered()
                .Called("10.0.0.5")
                .Translations(0)
                .Clause("our design: the proxy's split view"));
}

void
VirtualIpv6::AddStale(TopologyBuilder& lab) const
{
    const auto unknown = UdpEcho("client4", UNUSED_VIRTUAL, "UDP to a virtual address of nobody")
                             .Server("server6")
                             .Start("7s");
    lab.Add(unknown);
    lab.Add(Expect("a virtual address that stands for nobody takes nothing", unknown)
                .Failed("stale-virtual-address")
                .At("edge")
                .Clause("our design: ICMPv4 3/1"));
}

/** Records that are not what was signed, of the site and for the site. */
void
VirtualIpv6::AddForgeries(TopologyBuilder& lab) const
{
    const auto inbound = Tcp("client6", "forged.site.example", "TCP to a forged name of the site")
                             .Server("server4")
                             .Start("8s");
    const auto outbound = Tcp("client4", "forged.example.com", "TCP to a forged name outside")
                              .Server("server6")
                              .Start("9s");
    lab.Add(inbound).Add(outbound);
    lab.Add(Expect("the peer finds out that a name of the site is forged", inbound)
                .Failed("name-lookup-failed")
                .Clause("draft-vogt-durand slides: DNSSEC inbound, RFC 4035 5.5"));
    lab.Add(Expect("the proxy finds out that a name outside is forged", outbound)
                .Failed("name-lookup-failed")
                .Clause("draft-vogt-durand slides: DNSSEC up to the resolver, RFC 4035 5.5"));
}

} // namespace ns3::v6lab
