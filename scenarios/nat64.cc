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

constexpr const char* NOBODY4 = "192.0.2.99"; //!< on the link of n4, but no host's
constexpr const char* POOL = "203.0.113.1";
/** Of the static binding that lets the IPv4 side call n6. */
constexpr uint16_t PUBLISHED = 8080;
/** Fewer TCP ports than the connections of the flow that wants them all. */
constexpr const char* FEW_PORTS = "40000-40015";
constexpr uint32_t MANY_CONNECTIONS = 24;

/** The length in IPv4 of the segment with the answer of the published server. */
constexpr uint32_t PUBLISHED_ANSWER = 1052;

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

/** Each check counts sessions and bindings, too: a timer that is wrong fails it. */
void
Nat64Scenario::AddTimeouts(TopologyBuilder& lab) const
{
    AddUdpTimeouts(lab);
    AddIcmpTimeouts(lab);
    if (!m_exhaust) // then TCP has no port left
    {
        AddTcpTimeouts(lab);
    }
}

void
Nat64Scenario::AddUdpTimeouts(TopologyBuilder& lab) const
{
    const auto patient = UdpEcho("n6", Behind(N4), "UDP that is silent for less than 5 minutes")
                             .Server("n4")
                             .Port(10)
                             .Count(2)
                             .Every("299s")
                             .Start("20s");
    const auto forgotten = UdpEcho("n6", Behind(N4), "UDP that is silent for more than 5 minutes")
                               .Server("n4")
                               .Port(11)
                               .Count(2)
                               .Every("301s")
                               .Start("20s");
    lab.Add(patient).Add(forgotten);
    lab.Add(Expect("UDP is answered after a silence that its session outlives", patient)
                .Delivered()
                .Sessions(1)
                .Bindings(1)
                .Clause("RFC 6146 3.5.1, 4"));
    lab.Add(
        Expect("and after a longer one, by a session that the host inside makes anew", forgotten)
            .Delivered()
            .Sessions(2)
            .Bindings(2)
            .Silence("300s")
            .Clause("RFC 6146 3.5.1, 4"));
}

void
Nat64Scenario::AddIcmpTimeouts(TopologyBuilder& lab) const
{
    const auto patient = Ping("n6", Behind(N4), "pings that are silent for less than a minute")
                             .Server("n4")
                             .Count(2)
                             .Every("59s")
                             .Start("20s");
    const auto forgotten = Ping("n6", Behind(N4), "pings that are silent for more than a minute")
                               .Server("n4")
                               .Count(2)
                               .Every("61s")
                               .Start("20s");
    lab.Add(patient).Add(forgotten);
    lab.Add(Expect("pings within a minute share a session, which ends a minute later", patient)
                .Delivered()
                .Sessions(1)
                .Bindings(1)
                .Silence("60s")
                .Clause("RFC 6146 3.5.3, 4"));
    lab.Add(Expect("pings further apart have a session and a binding each", forgotten)
                .Delivered()
                .Sessions(2)
                .Bindings(2)
                .Silence("60s")
                .Clause("RFC 6146 3.5.3, 4"));
}

void
Nat64Scenario::AddTcpTimeouts(TopologyBuilder& lab) const
{
    const auto closed =
        Tcp("n6", Behind(N4), "TCP that both ends close").Server("n4").Port(82).Start("21s");
    const auto unanswered =
        Tcp("n6", Behind(NOBODY4), "TCP that nobody answers").Port(83).Start("22s");
    const auto waiting =
        Tcp("n4b", POOL, "TCP from outside that nobody inside meets").Port(9998).Start("23s");
    lab.Add(closed).Add(unanswered).Add(waiting);
    lab.Add(Expect("a closed connection is kept for 4 minutes more", closed)
                .Delivered()
                .Sessions(1)
                .Bindings(1)
                .Silence("240s")
                .Clause("RFC 6146 3.5.2.2, 4"));
    lab.Add(Expect("so is one that does not open", unanswered)
                .Failed()
                .Sessions(1)
                .Bindings(1)
                .Silence("240s")
                .Clause("RFC 6146 3.5.2.2, 4"));
    lab.Add(Expect("a SYN from outside waits six seconds for one from inside", waiting)
                .Failed()
                .At("nat64")
                .Sessions(1)
                .Bindings(0)
                .Silence("6s")
                .Clause("RFC 6146 3.5.2.2, 4"));
}

} // namespace ns3::v6lab
