// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/virtual-ipv6.h"

#include "ns3/boolean.h"

#include <stdexcept>

namespace ns3::v6lab
{

using namespace build;

NS_OBJECT_ENSURE_REGISTERED(VirtualIpv6);

namespace
{

constexpr const char* SITE_PREFIX = "2001:db8:64::/96";
/** The virtual address of the server: the prefix and 10.0.0.5. */
constexpr const char* SERVER_VIRTUAL = "2001:db8:64::a00:5";
constexpr const char* POOL = "10.64.0.0/16";
/** Room for two peers. */
constexpr const char* SMALL_POOL = "10.64.0.0/30";
constexpr const char* UNUSED_VIRTUAL = "10.64.200.1";
constexpr const char* HOLD = "20s";
constexpr const char* GUARD = "5s";
constexpr const char* QUARANTINE = "60s"; //!< of a freed address
constexpr const char* PEER = "2001:db8:ffff::10";
constexpr const char* OUTSIDE_RESOLVER = "2001:db8:ffff::54";

} // namespace

TypeId
VirtualIpv6::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::VirtualIpv6")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<VirtualIpv6>()
            .AddAttribute(
                "Dnssec",
                "The zones are signed; the peer outside validates for itself, and the proxy "
                "for the site.",
                BooleanValue(false),
                MakeBooleanAccessor(&VirtualIpv6::m_dnssec),
                MakeBooleanChecker())
            .AddAttribute("Exhaust",
                          "There are virtual addresses for two peers, and a third is called.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&VirtualIpv6::m_exhaust),
                          MakeBooleanChecker())
            .AddAttribute("Expiry",
                          "There are virtual addresses for two peers, whose bindings end; a third "
                          "asks while the addresses rest, and afterwards. Not with exhaust.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&VirtualIpv6::m_expiry),
                          MakeBooleanChecker());
    return tid;
}

std::string
VirtualIpv6::GetName() const
{
    return "virtual-ipv6";
}

std::string
VirtualIpv6::GetPurpose() const
{
    return "An IPv4-only site is reached from the IPv6 internet and reaches it, its hosts "
           "unchanged";
}

std::string
VirtualIpv6::GetArticle() const
{
    return "Virtual IPv6 Connectivity for IPv4-Only Networks (Vogt, Durand)";
}

Topology
VirtualIpv6::Describe() const
{
    if (m_exhaust && m_expiry)
    {
        throw std::invalid_argument("--expiry and --exhaust: allowed is one of the two, as each "
                                    "has traffic of its own");
    }
    TopologyBuilder lab(GetName(), GetPurpose());
    AddNetwork(lab);
    AddNames(lab);
    AddTranslator(lab);
    if (m_expiry)
    {
        AddExpiry(lab);
        return lab.Build();
    }
    if (m_exhaust)
    {
        AddExhaustion(lab);
        return lab.Build();
    }
    AddOutbound(lab);
    AddInbound(lab);
    AddInside(lab);
    AddStale(lab);
    if (m_dnssec)
    {
        AddForgeries(lab);
    }
    return lab.Build();
}

void
VirtualIpv6::AddNetwork(TopologyBuilder& lab) const
{
    lab.Add(Lan("site").Delay("10us"))
        .Add(Wire("uplink").Delay("2ms"))
        .Add(Lan("ipv6-internet").Delay("5ms"));
    lab.Add(Host("client4").On("site", "10.0.0.7/24").Resolvers("10.0.0.1"));
    lab.Add(Host("server4").On("site", "10.0.0.5/24"));
    lab.Add(Router("edge")
                .On("site", "10.0.0.1/24")
                .On("uplink", "2001:db8:60::2/64")
                .Route("::/0", "2001:db8:60::1"));
    lab.Add(Router("provider")
                .On("uplink", "2001:db8:60::1/64")
                .On("ipv6-internet", "2001:db8:ffff::1/64")
                .Route(SITE_PREFIX, "2001:db8:60::2"));
    // With DNSSEC it trusts nobody but itself.
    lab.Add(Host("client6")
                .On("ipv6-internet", std::string(PEER) + "/64")
                .Resolvers(m_dnssec ? PEER : OUTSIDE_RESOLVER));
    lab.Add(Host("server6").On("ipv6-internet", "2001:db8:ffff::80/64"));
    lab.Add(Host("other6").On("ipv6-internet", "2001:db8:ffff::81/64"));
    lab.Add(Host("third6").On("ipv6-internet", "2001:db8:ffff::82/64"));
    lab.Add(Host("names").On("ipv6-internet", "2001:db8:ffff::53/64"));
    lab.Add(Host("resolver").On("ipv6-internet", std::string(OUTSIDE_RESOLVER) + "/64"));
}

void
VirtualIpv6::AddNames(TopologyBuilder& lab) const
{
    lab.Add(DnsZone(".").Server("names").Signed(m_dnssec));
    lab.Add(DnsZone("site.example")
                .Server("names")
                .Record(std::string("www AAAA ") + SERVER_VIRTUAL)
                .Record(std::string("forged AAAA ") + SERVER_VIRTUAL)
                .Forged("forged AAAA 2001:db8:ffff::82")
                .Signed(m_dnssec));
    lab.Add(DnsZone("example.com")
                .Server("names")
                .Record("six 30 AAAA 2001:db8:ffff::80")
                .Record("other 30 AAAA 2001:db8:ffff::81")
                .Record("third 30 AAAA 2001:db8:ffff::82")
                .Record("forged 30 AAAA 2001:db8:ffff::80")
                .Forged("forged 30 AAAA 2001:db8:ffff::82")
                .Signed(m_dnssec));
    lab.Add(ResolverOn(m_dnssec ? "client6" : "resolver").Validate(m_dnssec));
    lab.Add(DnsProxyOn("edge").Translator("edge").Validate(m_dnssec));
}

void
VirtualIpv6::AddTranslator(TopologyBuilder& lab) const
{
    auto edge = VirtualIp6On("edge").Prefix(SITE_PREFIX).Network("10.0.0.0/24");
    edge.Pool(m_exhaust || m_expiry ? SMALL_POOL : POOL);
    edge.Config().bindingHold = HOLD;
    edge.Config().bindingGuard = GUARD;
    edge.Config().quarantine = QUARANTINE;
    lab.Add(edge);
}

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

/**
 * Two peers take the two addresses for a few pings. A minute later their sessions end, and with
 * them the bindings (RFC 6146 3.5.3); the addresses rest for another minute, and are free then.
 */
void
VirtualIpv6::AddExpiry(TopologyBuilder& lab) const
{
    const auto first =
        Ping("client4", "six.example.com", "ping to the first peer").Server("server6").Start("1s");
    const auto second = Ping("client4", "other.example.com", "ping to the second peer")
                            .Server("other6")
                            .Start("2s");
    const auto stale = UdpEcho("client4", "10.64.0.1", "UDP to the first peer's old address")
                           .Server("server6")
                           .Start("90s");
    const auto inside = Ping("client4", "third.example.com", "ping to a third peer, too early")
                            .Server("third6")
                            .Start("95s");
    const auto afterwards = Ping("client4", "third.example.com", "ping to a third peer, later")
                                .Server("third6")
                                .Start("180s");
    lab.Add(first).Add(second).Add(stale).Add(inside).Add(afterwards);
    lab.Add(Expect("the first peer has the first address", first)
                .Delivered()
                .Called("10.64.0.1")
                .Clause("our design: one binding a peer"));
    lab.Add(Expect("the second peer has the other one", second)
                .Delivered()
                .Called("10.64.0.2")
                .Clause("our design: one binding a peer"));
    lab.Add(Expect("a binding that ended leaves its address to nobody", stale)
                .Failed("stale-virtual-address")
                .At("edge")
                .Clause("our design: ICMPv4 3/1"));
    lab.Add(Expect("while the addresses rest, a third peer gets neither", inside)
                .Failed("name-lookup-failed")
                .Clause("our design: quarantine"));
    lab.Add(Expect("rested, the address that was freed first is the third peer's", afterwards)
                .Delivered()
                .Called("10.64.0.1")
                .Translations(1)
                .Clause("our design: quarantine"));
}

void
VirtualIpv6::AddExhaustion(TopologyBuilder& lab) const
{
    const auto first =
        Tcp("client4", "six.example.com", "TCP to the first peer").Server("server6").Start("1s");
    const auto second =
        Tcp("client4", "other.example.com", "TCP to the second peer").Server("other6").Start("2s");
    const auto third =
        Tcp("client4", "third.example.com", "TCP to the third peer").Server("third6").Start("3s");
    const auto inbound =
        Tcp("client6", "www.site.example", "TCP from another peer").Server("server4").Start("8s");
    lab.Add(first).Add(second).Add(third).Add(inbound);
    lab.Add(Expect("the first peers have their addresses", first)
                .Delivered()
                .Clause("our design: one binding a peer"));
    lab.Add(
        Expect("so has the second", second).Delivered().Clause("our design: one binding a peer"));
    lab.Add(Expect("for a third name there is no address, and the proxy says so", third)
                .Failed("name-lookup-failed")
                .Clause("our design: SERVFAIL"));
    lab.Add(Expect("nor for a peer that calls from outside", inbound)
                .Failed("no-virtual-address")
                .At("edge")
                .Clause("our design: ICMPv6 1/3"));
}

} // namespace ns3::v6lab
