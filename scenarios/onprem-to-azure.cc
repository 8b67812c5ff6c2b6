// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/onprem-to-azure.h"

#include "model/core/address.h"
#include "model/core/translation/pref64.h"
#include "scenarios/word-checker.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

#include <stdexcept>

namespace ns3::v6lab
{

using namespace build;

NS_OBJECT_ENSURE_REGISTERED(OnpremToAzure);

namespace
{

constexpr const char* WELL_KNOWN = "64:ff9b::/96";
/** A part of the hub's own space, which the gateway tells the data centre anyway. */
constexpr const char* OF_THE_HUB = "2001:db8:a0:64::/96";
/** Hub and spoke, as the data centre knows them. */
constexpr const char* AZURE_IPV6 = "2001:db8:a0::/47";
constexpr const char* CAMPUS_IPV6 = "2001:db8:c:1::/64";
constexpr const char* TRANSIT_IPV6 = "2001:db8:c::/64";
constexpr const char* RESOLVER = "2001:db8:c:1::54";
constexpr const char* NVA_IPV6 = "2001:db8:a0:1::4";
/** IPv4 in Azure as IPv6 hosts of the data centre see it, of `reverse`. */
constexpr const char* RELAY_PREFIX = "2001:db8:c:46::/96";

} // namespace

TypeId
OnpremToAzure::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::OnpremToAzure")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<OnpremToAzure>()
            .AddAttribute("Solution",
                          "What is done for the server: nothing, IPv6 for the data source, a NAT64 "
                          "in the data centre, or a NAT64 on an appliance in the hub.",
                          StringValue("nat64-onprem"),
                          MakeStringAccessor(&OnpremToAzure::m_solution),
                          MakeWordChecker({"none", "dual-stack", "nat64-onprem", "nat64-azure"}))
            .AddAttribute("Gateway",
                          "What connects the hub with the data centre: a VPN gateway and an IPsec "
                          "tunnel, or an ExpressRoute circuit.",
                          StringValue("vpn"),
                          MakeStringAccessor(&OnpremToAzure::m_gateway),
                          MakeWordChecker({"vpn", "expressroute"}))
            .AddAttribute("Azure",
                          "The year of Azure's rules: VPN gateways carry no IPv6 in 2023.",
                          StringValue("2026"),
                          MakeStringAccessor(&OnpremToAzure::m_azure),
                          MakeWordChecker({"2023", "2026"}))
            .AddAttribute("Pref64",
                          "The RFC 6052 prefix of NAT64 and DNS64; auto: the well-known one as in "
                          "the article, and for the NAT64 in Azure a part of the hub's own space.",
                          StringValue("auto"),
                          MakeStringAccessor(&OnpremToAzure::m_prefix),
                          MakeToldChecker("auto|IPv6 prefix of length 32|40|48|56|64|96"))
            .AddAttribute(
                "StrictWkp",
                "The NAT64 keeps to RFC 6052 3.1: 64:ff9b::/96 must not stand for private "
                "addresses, such as all of Azure's here.",
                BooleanValue(false),
                MakeBooleanAccessor(&OnpremToAzure::m_strict),
                MakeBooleanChecker())
            .AddAttribute(
                "Reverse",
                "How an IPv4-only virtual machine calls the IPv6-only server: not at all, "
                "by an explicit address mapping (RFC 7757), or by virtual IPv6 and a DNS "
                "proxy.",
                StringValue("none"),
                MakeStringAccessor(&OnpremToAzure::m_reverse),
                MakeWordChecker({"none", "eam", "virtual-ipv6"}));
    return tid;
}

std::string
OnpremToAzure::GetName() const
{
    return "onprem-to-azure";
}

std::string
OnpremToAzure::GetPurpose() const
{
    return "An IPv6-only server in a data centre uses IPv4-only data in Azure: three solutions";
}

std::string
OnpremToAzure::GetArticle() const
{
    return "IPv6 to IPv4 workload communication (Microsoft Tech Community), third scenario";
}

bool
OnpremToAzure::IsDualStack() const
{
    return m_solution == "dual-stack";
}

bool
OnpremToAzure::TranslatesInAzure() const
{
    return m_solution == "nat64-azure";
}

bool
OnpremToAzure::TranslatesOnprem() const
{
    return m_solution == "nat64-onprem";
}

bool
OnpremToAzure::HasNat64() const
{
    return TranslatesInAzure() || TranslatesOnprem();
}

bool
OnpremToAzure::NeedsIpv6() const
{
    return IsDualStack() || TranslatesInAzure();
}

std::string
OnpremToAzure::Pref64() const
{
    if (m_prefix == "auto")
    {
        return TranslatesInAzure() ? OF_THE_HUB : WELL_KNOWN;
    }
    return m_prefix;
}

bool
OnpremToAzure::IsForbidden() const
{
    return m_strict && Pref64() == WELL_KNOWN;
}

/** BGP tells the edge Azure's own space, and nothing else (D7); into a tunnel goes what it likes.
 */
bool
OnpremToAzure::IsToldToEdge() const
{
    const auto prefix = Prefix::Parse(Pref64());
    return Connection().IsVpn() || (prefix && Prefix::Parse(AZURE_IPV6)->Contains(*prefix));
}

CrossPremises
OnpremToAzure::Connection() const
{
    return CrossPremises(m_gateway, NeedsIpv6());
}

/** The prefix as somebody wrote it; what it is in the design comes too late to name the option. */
void
OnpremToAzure::RefuseContradictions() const
{
    if (m_strict && !HasNat64())
    {
        throw std::invalid_argument("--strict-wkp=true needs a NAT64: --solution=nat64-onprem or "
                                    "--solution=nat64-azure");
    }
    if (m_prefix == "auto")
    {
        return;
    }
    const std::string told = "--pref64=" + m_prefix;
    const auto prefix = Prefix::Parse(m_prefix);
    if (!prefix)
    {
        throw std::invalid_argument(told + ": allowed is auto or an IPv6 prefix of length "
                                           "32|40|48|56|64|96 (RFC 6052 2.2)");
    }
    try
    {
        (void)v6lab::Pref64(*prefix);
    }
    catch (const std::invalid_argument& refused)
    {
        throw std::invalid_argument(told + ": " + refused.what());
    }
    if (!HasNat64())
    {
        throw std::invalid_argument(told + " needs a NAT64: --solution=nat64-onprem or "
                                           "--solution=nat64-azure");
    }
    for (const std::string used : {CAMPUS_IPV6, TRANSIT_IPV6, RELAY_PREFIX})
    {
        if (used == RELAY_PREFIX && m_reverse == "none")
        {
            continue;
        }
        const auto other = *Prefix::Parse(used);
        if (other.Contains(*prefix) || prefix->Contains(other))
        {
            throw std::invalid_argument(told + " overlaps " + used +
                                        ", which the data centre uses");
        }
    }
}

Topology
OnpremToAzure::Describe() const
{
    RefuseContradictions();
    TopologyBuilder lab(GetName(), GetPurpose());
    AddAzure(lab);
    AddDataCentre(lab);
    AddNat64(lab);
    if (m_reverse != "none")
    {
        AddRelay(lab);
    }
    AddEdge(lab); // the last of the data centre's nodes, and so drawn next to Azure
    AddNames(lab);
    AddCall(lab);
    AddNeighbour(lab);
    if (m_reverse != "none")
    {
        AddReverse(lab);
    }
    Topology topology = lab.Build();
    topology.azure = m_azure;
    return topology;
}

void
OnpremToAzure::AddAzure(TopologyBuilder& lab) const
{
    auto hub = Connection().Hub();
    if (TranslatesInAzure())
    {
        hub.Uses("to-nat64").Subnet("nva", "10.0.1.0/24", "2001:db8:a0:1::/64");
        lab.Add(Udr("to-nat64").Via(Pref64(), NVA_IPV6));
        lab.Add(Vm("nva").Nic("hub/nva", "10.0.1.4", NVA_IPV6).Forwarding());
    }
    auto a = Vnet("vnet-a").Space("10.1.0.0/16");
    auto data = Vm("data-source");
    if (IsDualStack())
    {
        a.Space("2001:db8:a1::/48").Subnet("data", "10.1.1.0/24", "2001:db8:a1:1::/64");
        data.Nic("vnet-a/data", "10.1.1.4", "v6");
    }
    else
    {
        a.Subnet("data", "10.1.1.0/24");
        data.Nic("vnet-a/data", "10.1.1.4");
    }
    lab.Add(hub).Add(a).Peer(hub, a, AllowGatewayTransit, UseRemoteGateways);
    lab.Add(data);
    auto worker = Vm("worker").Nic("vnet-a/data", "10.1.1.5");
    lab.Add(m_reverse == "virtual-ipv6" ? worker.Resolvers("172.16.0.46") : worker);
}

void
OnpremToAzure::AddDataCentre(TopologyBuilder& lab) const
{
    lab.Add(Lan("campus").Delay("10us")).Add(Lan("transit").Delay("10us"));
    lab.Add(Host("server").On("campus", "2001:db8:c:1::10/64").Resolvers(RESOLVER));
    lab.Add(Host("names").On("campus", "2001:db8:c:1::53/64"));
    lab.Add(Host("resolver").On("campus", std::string(RESOLVER) + "/64"));
    auto core = Router("core")
                    .On("campus", "2001:db8:c:1::1/64")
                    .On("transit", "2001:db8:c::1/64")
                    .Route("::/0", "2001:db8:c::2");
    if (TranslatesOnprem())
    {
        core.Route(Pref64(), "2001:db8:c::64");
    }
    if (m_reverse != "none")
    {
        core.Route(RELAY_PREFIX, "2001:db8:c::46");
    }
    lab.Add(core);
}

void
OnpremToAzure::AddEdge(TopologyBuilder& lab) const
{
    auto edge = Router("edge")
                    .On("transit", "2001:db8:c::2/64", "172.16.0.2/24")
                    .Route(CAMPUS_IPV6, "2001:db8:c::1");
    if (TranslatesOnprem())
    {
        edge.Route("172.16.64.0/24", "172.16.0.64");
    }
    if (m_reverse != "none")
    {
        edge.Route("172.16.46.0/24", "172.16.0.46");
    }
    std::vector<std::string> tunnelled;
    if (NeedsIpv6())
    {
        tunnelled.emplace_back(AZURE_IPV6);
    }
    if (TranslatesInAzure())
    {
        tunnelled.push_back(Pref64());
    }
    Connection().Add(lab, edge, {"172.16.0.0/16", "2001:db8:c::/48"}, tunnelled);
}

void
OnpremToAzure::AddNames(TopologyBuilder& lab) const
{
    auto zone = DnsZone("example.com").Server("names").Record("data A 10.1.1.4");
    if (IsDualStack())
    {
        zone.Record("data AAAA 2001:db8:a1:1::4");
    }
    lab.Add(DnsZone(".").Server("names"));
    lab.Add(zone.Record("server AAAA 2001:db8:c:1::10"));
    auto resolver = ResolverOn("resolver");
    lab.Add(HasNat64() ? resolver.Dns64(Pref64()) : resolver);
}

void
OnpremToAzure::AddNat64(TopologyBuilder& lab) const
{
    if (!HasNat64())
    {
        return;
    }
    auto nat64 = Nat64On(TranslatesInAzure() ? "nva" : "nat64").Prefix(Pref64());
    nat64.Config().wellKnownDeny = m_strict ? "default" : "off";
    if (TranslatesInAzure())
    {
        // Azure lets an interface send from its own addresses only; the rest is the guest's own.
        lab.Add(nat64.Pool("10.0.1.4", "1024-49151"));
        return;
    }
    lab.Add(nat64.Pool("172.16.64.1"));
    lab.Add(Router("nat64")
                .On("transit", "2001:db8:c::64/64", "172.16.0.64/24")
                .Route(CAMPUS_IPV6, "2001:db8:c::1")
                .Route("0.0.0.0/0", "172.16.0.2"));
}

/** The translator of calls from Azure. */
void
OnpremToAzure::AddRelay(TopologyBuilder& lab) const
{
    lab.Add(Router("relay")
                .On("transit", "2001:db8:c::46/64", "172.16.0.46/24")
                .Route(CAMPUS_IPV6, "2001:db8:c::1")
                .Route("0.0.0.0/0", "172.16.0.2"));
    if (m_reverse == "eam")
    {
        lab.Add(SiitOn("relay").Prefix(RELAY_PREFIX).Map("172.16.46.1", "2001:db8:c:1::10"));
        return;
    }
    lab.Add(
        VirtualIp6On("relay").Prefix(RELAY_PREFIX).Network("10.1.0.0/16").Pool("172.16.46.0/24"));
    lab.Add(DnsProxyOn("relay").Translator("relay"));
}

} // namespace ns3::v6lab
