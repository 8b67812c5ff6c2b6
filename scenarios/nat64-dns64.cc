// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/nat64-dns64.h"

#include "scenarios/embedded-address.h"
#include "scenarios/word-checker.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::v6lab
{

using namespace build;

NS_OBJECT_ENSURE_REGISTERED(Nat64Dns64);

namespace
{

constexpr const char* SILENT_PREFIX = "2001:db8:bad::/48";
constexpr const char* DNS64 = "2001:db8:6::53";
constexpr const char* POOL = "203.0.113.1";

} // namespace

TypeId
Nat64Dns64::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Nat64Dns64")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<Nat64Dns64>()
            .AddAttribute("Client",
                          "The host that asks: IPv6 only, or with IPv4 as well.",
                          StringValue("ipv6-only"),
                          MakeStringAccessor(&Nat64Dns64::m_client),
                          MakeWordChecker({"ipv6-only", "dual-stack"}))
            .AddAttribute("Protocol",
                          "What it sends to the name.",
                          StringValue("tcp"),
                          MakeStringAccessor(&Nat64Dns64::m_protocol),
                          MakeWordChecker({"ping", "udp", "tcp", "http"}))
            .AddAttribute("Literal",
                          "It calls the IPv4 address itself, which no DNS64 can help with.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64Dns64::m_literal),
                          MakeBooleanChecker())
            .AddAttribute("LiteralSynthesis",
                          "It makes an IPv6 address of the literal, as it has learned the NAT64's "
                          "prefix. With literal only.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64Dns64::m_synthesis),
                          MakeBooleanChecker())
            .AddAttribute("Clat",
                          "It has a CLAT that learns the NAT64's prefix from the router.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64Dns64::m_clat),
                          MakeBooleanChecker())
            .AddAttribute("Dnssec",
                          "The zones are signed, and the DNS64 validates before it synthesises.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64Dns64::m_dnssec),
                          MakeBooleanChecker())
            .AddAttribute("Nat64Profile",
                          "Where the RFCs leave a choice: their letter, or what Jool does.",
                          StringValue("rfc"),
                          MakeStringAccessor(&Nat64Dns64::m_profile),
                          MakeWordChecker({"rfc", "jool"}))
            .AddAttribute("Pref64",
                          "The RFC 6052 prefix of NAT64 and DNS64.",
                          StringValue("64:ff9b::/96"),
                          MakeStringAccessor(&Nat64Dns64::m_prefix),
                          MakeStringChecker())
            .AddAttribute("MtuIpv4",
                          "MTU of the link behind the NAT64, bytes.",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&Nat64Dns64::m_mtu4),
                          MakeUintegerChecker<uint32_t>(1280, 9000))
            .AddAttribute("MtuIpv6",
                          "MTU of the link in front of the NAT64, bytes.",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&Nat64Dns64::m_mtu6),
                          MakeUintegerChecker<uint32_t>(1280, 9000));
    return tid;
}

std::string
Nat64Dns64::GetName() const
{
    return "nat64-dns64";
}

std::string
Nat64Dns64::GetPurpose() const
{
    return "An IPv6-only host reaches an IPv4-only one by name, through DNS64 and NAT64";
}

std::string
Nat64Dns64::GetArticle() const
{
    return "Accessing IPv4-only Nodes from an IPv6-only Network (Craig Miller)";
}

bool
Nat64Dns64::IsDualStack() const
{
    return m_client == "dual-stack";
}

std::string
Nat64Dns64::Behind(const std::string& ipv4) const
{
    return EmbeddedAddress(m_prefix, ipv4);
}

Topology
Nat64Dns64::Describe() const
{
    if (m_synthesis && !m_literal)
    {
        throw std::invalid_argument("--literal-synthesis: allowed with --literal only, as without "
                                    "a literal there is nothing to make an address of");
    }
    TopologyBuilder lab(GetName(), GetPurpose());
    AddNetwork(lab);
    AddClient(lab);
    AddNames(lab);
    AddTranslators(lab);
    AddMainFlow(lab);
    AddOtherNames(lab);
    AddForgery(lab);
    if (IsDualStack())
    {
        AddChoice(lab);
    }
    AddRoute(lab);
    AddSizes(lab);
    return lab.Build();
}

void
Nat64Dns64::AddNetwork(TopologyBuilder& lab) const
{
    lab.Add(Lan("inside").Delay("10us"))
        .Add(Wire("front").Mtu(m_mtu6))
        .Add(Wire("back").Mtu(m_mtu4))
        .Add(Wire("ipv6-internet").Delay("10ms"))
        .Add(Lan("outside").Delay("10us"));
    auto r6 = Router("r6")
                  .On("inside", "2001:db8:6::1/64", "198.51.100.1/28")
                  .On("front", "2001:db8:60::1/64", "198.51.100.17/30")
                  .On("ipv6-internet", "2001:db8:46::1/64")
                  .Route(m_prefix, "2001:db8:60::2")
                  .Route(SILENT_PREFIX, N46) // a host, which forwards nothing and says nothing
                  .Route("0.0.0.0/0", "198.51.100.18");
    lab.Add(r6.Advertise("inside").Announce("2001:db8:6::/64").Rdnss(DNS64).Pref64(m_prefix));
    lab.Add(Host("dns64").On("inside", std::string(DNS64) + "/64"));
    lab.Add(Router("nat64")
                .On("front", "2001:db8:60::2/64", "198.51.100.18/30")
                .On("back", "198.51.100.21/30")
                .Route("2001:db8:6::/64", "2001:db8:60::1")
                .Route("198.51.100.0/28", "198.51.100.17")
                .Route("0.0.0.0/0", "198.51.100.22"));
    lab.Add(Router("r4")
                .On("back", "198.51.100.22/30")
                .On("outside", "192.0.2.254/24")
                .Route("203.0.113.0/24", "198.51.100.21")
                .Route("198.51.100.0/28", "198.51.100.21"));
    lab.Add(Host("n4").On("outside", std::string(N4) + "/24"));
    lab.Add(Host("n46")
                .On("ipv6-internet", std::string(N46) + "/64")
                .On("outside", "192.0.2.46/24")
                .Route("::/0", "2001:db8:46::1")
                .Route("0.0.0.0/0", "192.0.2.254"));
}

void
Nat64Dns64::AddClient(TopologyBuilder& lab) const
{
    auto n6 = Host("n6").Autoconfigured("inside");
    if (IsDualStack())
    {
        n6 = Host("n6").Autoconfigured("inside", "198.51.100.6/28");
    }
    lab.Add(m_synthesis ? n6.SynthesiseLiterals() : n6);
}

/** One server for all zones: what matters here is what the resolver makes of them. */
void
Nat64Dns64::AddNames(TopologyBuilder& lab) const
{
    lab.Add(DnsZone(".").Server("n46").Signed(m_dnssec));
    lab.Add(DnsZone("example.com")
                .Server("n46")
                .Record(std::string("n4 A ") + N4)
                .Record(std::string("n46 AAAA ") + N46)
                .Record("n46 A 192.0.2.46")
                .Record("www CNAME n4")
                .Record("unrouted AAAA 2001:db8:dead::1")
                .Record(std::string("unrouted A ") + N4)
                .Record("silent AAAA 2001:db8:bad::1")
                .Record(std::string("silent A ") + N4)
                .Record(std::string("forged A ") + N4)
                .Forged(std::string("forged A ") + FORGED_ADDRESS)
                .Signed(m_dnssec));
    lab.Add(ResolverOn("dns64").Validate(m_dnssec).Dns64(m_prefix));
}

void
Nat64Dns64::AddTranslators(TopologyBuilder& lab) const
{
    lab.Add(Nat64On("nat64").Prefix(m_prefix).Pool(POOL).Profile(m_profile));
    if (m_clat)
    {
        auto clat = ClatOn("n6").Shared("2001:db8:6::c1a7");
        clat.Config().discoverPrefix = true;
        lab.Add(clat);
    }
}

} // namespace ns3::v6lab
