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
constexpr const char* POOL = "10.64.0.0/16";
/** Room for two peers. */
constexpr const char* SMALL_POOL = "10.64.0.0/30";
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

} // namespace ns3::v6lab
