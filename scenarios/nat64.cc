// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/nat64.h"

#include "scenarios/embedded-address.h"
#include "scenarios/word-checker.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

using namespace build;

NS_OBJECT_ENSURE_REGISTERED(Nat64Scenario);

namespace
{

/** Fewer TCP ports than the connections of the flow that wants them all. */
constexpr const char* FEW_PORTS = "40000-40015";

} // namespace

TypeId
Nat64Scenario::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Nat64Scenario")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<Nat64Scenario>()
            .AddAttribute("Nat64Profile",
                          "Where the RFCs leave a choice: their letter, or what Jool does.",
                          StringValue("rfc"),
                          MakeStringAccessor(&Nat64Scenario::m_profile),
                          MakeWordChecker({"rfc", "jool"}))
            .AddAttribute("Prefix",
                          "The NAT64's RFC 6052 prefix.",
                          StringValue("64:ff9b::/96"),
                          MakeStringAccessor(&Nat64Scenario::m_prefix),
                          MakeToldChecker("IPv6 prefix of length 32|40|48|56|64|96"))
            .AddAttribute("Filtering",
                          "Who may send to a binding: anybody, or only those it was used for.",
                          StringValue("endpoint-independent"),
                          MakeStringAccessor(&Nat64Scenario::m_filtering),
                          MakeWordChecker({"endpoint-independent", "address-dependent"}))
            .AddAttribute("MtuIpv4",
                          "MTU of the link behind the NAT64, bytes.",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&Nat64Scenario::m_mtu4),
                          MakeUintegerChecker<uint32_t>(576, 9000))
            .AddAttribute("MtuIpv6",
                          "MTU of the link in front of the NAT64, bytes.",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&Nat64Scenario::m_mtu6),
                          MakeUintegerChecker<uint32_t>(1280, 9000))
            .AddAttribute("MtuFar",
                          "MTU of a link beyond the first IPv4 router, bytes.",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&Nat64Scenario::m_farMtu),
                          MakeUintegerChecker<uint32_t>(1280, 9000))
            .AddAttribute("Exhaust",
                          "The pool has 16 TCP ports, and a host opens 24 connections.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64Scenario::m_exhaust),
                          MakeBooleanChecker())
            .AddAttribute("Timeouts",
                          "Flows that stay silent for longer and shorter than their sessions live.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64Scenario::m_timeouts),
                          MakeBooleanChecker());
    return tid;
}

std::string
Nat64Scenario::GetName() const
{
    return "nat64";
}

std::string
Nat64Scenario::GetPurpose() const
{
    return "IPv6-only hosts reach IPv4-only ones through a NAT64, by literal addresses";
}

std::string
Nat64Scenario::GetArticle() const
{
    return "Accessing IPv4-only Nodes from an IPv6-only Network (Craig Miller), without its DNS64";
}

std::string
Nat64Scenario::Behind(const std::string& ipv4) const
{
    return EmbeddedAddress(m_prefix, ipv4);
}

bool
Nat64Scenario::Filters() const
{
    return m_filtering == "address-dependent";
}

Topology
Nat64Scenario::Describe() const
{
    TopologyBuilder lab(GetName(), GetPurpose());
    AddNetwork(lab);
    AddTranslator(lab);
    if (m_exhaust)
    {
        AddExhaustion(lab);
    }
    else
    {
        AddOutbound(lab);
        AddSizes(lab);
        AddRoute(lab);
        AddInbound(lab);
        AddHairpin(lab);
        AddPathMtu(lab);
    }
    if (m_timeouts)
    {
        AddTimeouts(lab);
    }
    return lab.Build();
}

void
Nat64Scenario::AddNetwork(TopologyBuilder& lab) const
{
    lab.Add(Lan("inside").Delay("10us"))
        .Add(Wire("front").Mtu(m_mtu6))
        .Add(Wire("back").Mtu(m_mtu4));
    lab.Add(Lan("outside").Delay("10us"));
    lab.Add(Wire("far").Mtu(m_farMtu)).Add(Lan("remote").Delay("10us"));
    lab.Add(Host("n6").On("inside", "2001:db8:6::6/64"));
    lab.Add(Host("n6b").On("inside", "2001:db8:6::7/64"));
    lab.Add(Router("r6")
                .On("inside", "2001:db8:6::1/64")
                .On("front", "2001:db8:60::1/64")
                .Route("::/0", "2001:db8:60::2"));
    lab.Add(Router("nat64")
                .On("front", "2001:db8:60::2/64")
                .On("back", "198.51.100.1/30")
                .Route("2001:db8:6::/64", "2001:db8:60::1")
                .Route("0.0.0.0/0", "198.51.100.2"));
    lab.Add(Router("r4")
                .On("back", "198.51.100.2/30")
                .On("outside", "192.0.2.1/24")
                .On("far", "198.51.100.129/30")
                .Route("198.51.100.192/26", "198.51.100.130")
                .Route("203.0.113.0/24", "198.51.100.1"));
    lab.Add(Router("r4b")
                .On("far", "198.51.100.130/30")
                .On("remote", "198.51.100.193/26")
                .Route("0.0.0.0/0", "198.51.100.129"));
    lab.Add(Host("n4").On("outside", std::string(N4) + "/24"));
    lab.Add(Host("n4b").On("outside", "192.0.2.5/24"));
    lab.Add(Host("n4far").On("remote", std::string(FAR4) + "/26"));
}

void
Nat64Scenario::AddTranslator(TopologyBuilder& lab) const
{
    auto nat64 = Nat64On("nat64").Prefix(m_prefix).Profile(m_profile);
    if (m_exhaust)
    {
        nat64.Pool(POOL, FEW_PORTS, "tcp").Pool(POOL, "1024-65535", "udp");
        nat64.Pool(POOL, "0-65535", "icmp");
    }
    else
    {
        nat64.Pool(POOL).Bind("tcp",
                              "2001:db8:6::6#80",
                              std::string(POOL) + "#" + std::to_string(PUBLISHED));
    }
    nat64.Config().addressDependentFiltering = Filters();
    lab.Add(nat64);
}

} // namespace ns3::v6lab
