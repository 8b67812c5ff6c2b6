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

constexpr const char* N4 = "192.0.2.1"; // as in figure 1 of the article
constexpr const char* N4_NAME = "n4.example.com";
constexpr const char* N46 = "2001:db8:46::80";
constexpr const char* N46_NAME = "n46.example.com";
/** Its IPv6 address has no route: the router says so. */
constexpr const char* UNROUTED_NAME = "unrouted.example.com";
/** Its IPv6 address is a black hole: whatever goes there is lost, and nobody says so. */
constexpr const char* SILENT_NAME = "silent.example.com";
constexpr const char* SILENT_PREFIX = "2001:db8:bad::/48";
/** RFC 8305 5, 8: the recommended delay between attempts, and the least. */
constexpr const char* ATTEMPT_DELAY = "250ms";
constexpr const char* LEAST_DELAY = "10ms";
/** What its record was when it was signed, n4's, is not what is served. */
constexpr const char* FORGED_NAME = "forged.example.com";
constexpr const char* FORGED_ADDRESS = "192.0.2.46";
constexpr const char* DNS64 = "2001:db8:6::53";
constexpr const char* POOL = "203.0.113.1";
constexpr uint32_t LARGE_DATAGRAM = 4000; //!< bytes of payload
/** The fragments that a LAN's MTU allows: a multiple of 8 bytes behind IPv6 and Fragment Header. */
constexpr uint32_t FRAGMENT6_OF_LAN = 1496;
constexpr uint32_t FRAGMENT_OF_LAN = FRAGMENT6_OF_LAN - 28; //!< in IPv4

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

Flow
Nat64Dns64::MainFlow() const
{
    const std::string to = m_literal ? N4 : N4_NAME;
    const std::string name = m_protocol + " to " + to;
    if (m_protocol == "ping")
    {
        return Ping("n6", to, name).Start("2s");
    }
    if (m_protocol == "udp")
    {
        return UdpEcho("n6", to, name).Start("2s");
    }
    if (m_protocol == "http") // a request's headers, and a small page
    {
        return Tcp("n6", to, name).Size(400).Reply(20000).Start("2s");
    }
    return Tcp("n6", to, name).Port(7777).Start("2s");
}

void
Nat64Dns64::AddMainFlow(TopologyBuilder& lab) const
{
    if (m_literal)
    {
        AddLiteral(lab);
        return;
    }
    const auto flow = MainFlow().Server("n4");
    lab.Add(flow);
    lab.Add(Expect("the name leads to an address that DNS64 made", flow)
                .Called(Behind(N4))
                .Answer("synthesised")
                .Clause("RFC 6147 5.1.7, RFC 6052 2.3"));
    lab.Add(Expect("the IPv4-only host answers, through the NAT64", flow)
                .Delivered()
                .Translations(1)
                .Path("n6", "r6", "nat64", "r4", "n4")
                .Back("n4", "r4", "nat64", "r6", "n6")
                .Clause("RFC 6146 3"));
}

void
Nat64Dns64::AddLiteral(TopologyBuilder& lab) const
{
    const auto flow = MainFlow().Server("n4");
    lab.Add(flow);
    if (IsDualStack())
    {
        lab.Add(Expect("a host with IPv4 calls the address natively", flow)
                    .Delivered()
                    .Translations(0)
                    .Clause("RFC 6147 6.3.2"));
        return;
    }
    if (m_clat)
    {
        lab.Add(Expect("the CLAT takes the IPv4 literal over IPv6: two translations", flow)
                    .Delivered()
                    .Translations(2)
                    .Clause("RFC 6877 3.2, RFC 8781 5"));
        return;
    }
    if (m_synthesis)
    {
        lab.Add(Expect("the host makes the literal's IPv6 address itself: one translation", flow)
                    .Delivered()
                    .Called(Behind(N4))
                    .Translations(1)
                    .Path("n6", "r6", "nat64", "r4", "n4")
                    .Clause("RFC 8305 7.1, RFC 8781 5"));
        return;
    }
    lab.Add(Expect("without a name there is nothing to synthesise, and no way to IPv4", flow)
                .Failed("no-source-address")
                .At("n6")
                .Clause("RFC 6877 1, RFC 8683 4.4.1"));
}

void
Nat64Dns64::AddOtherNames(TopologyBuilder& lab) const
{
    const auto native = Tcp("n6", N46_NAME, "TCP to a name with an IPv6 address").Server("n46");
    const auto alias = Tcp("n6", "www.example.com", "TCP to an alias").Server("n4").Start("4s");
    const auto missing = Tcp("n6", "nobody.example.com", "TCP to a name that is not there");
    lab.Add(Flow(native).Start("3s")).Add(alias).Add(Flow(missing).Start("5s"));
    lab.Add(Expect("a real IPv6 address is left alone: nothing is translated", native)
                .Delivered()
                .Called(N46)
                .Answer("real")
                .Translations(0)
                .Clause("RFC 6147 5.1.1"));
    lab.Add(Expect("an alias of an IPv4-only name is followed", alias)
                .Delivered()
                .Called(Behind(N4))
                .Clause("RFC 6147 5.1.5"));
    lab.Add(Expect("a name that does not exist stays so", missing)
                .Failed("name-not-found")
                .Clause("RFC 6147 5.1.2"));
}

/** A record that is not what was signed: only who validates can tell. */
void
Nat64Dns64::AddForgery(TopologyBuilder& lab) const
{
    const auto forged = Tcp("n6", FORGED_NAME, "TCP to a name whose address is forged")
                            .Server(m_dnssec ? "n4" : "n46")
                            .Start("5500ms");
    lab.Add(forged);
    if (m_dnssec)
    {
        lab.Add(
            Expect("a forged address fails validation, and the DNS64 makes nothing of it", forged)
                .Failed("name-lookup-failed")
                .Clause("RFC 4035 5.5, RFC 6147 5.5"));
        return;
    }
    lab.Add(Expect("without DNSSEC a forged address is believed", forged)
                .Delivered()
                .Called(Behind(FORGED_ADDRESS))
                .Translations(1)
                .Clause("RFC 4033 1"));
}

/** What a host with both families makes of a DNS64. */
void
Nat64Dns64::AddChoice(TopologyBuilder& lab) const
{
    const auto silent =
        Tcp("n6", SILENT_NAME, "TCP to a name whose IPv6 is a black hole").Server("n4").Start("6s");
    const auto unrouted =
        Tcp("n6", UNROUTED_NAME, "TCP to a name whose IPv6 has no route").Server("n4").Start("7s");
    lab.Add(silent).Add(unrouted);
    lab.Add(Expect("where IPv6 is a black hole, IPv4 wins after the attempt delay", silent)
                .Delivered()
                .Over("v4")
                .Translations(0)
                .AttemptDelay(ATTEMPT_DELAY)
                .Clause("RFC 8305 5"));
    lab.Add(
        Expect("where a router says that IPv6 has no route, IPv4 need not wait so long", unrouted)
            .Delivered()
            .Over("v4")
            .Translations(0)
            .AttemptDelay(LEAST_DELAY)
            .Clause("RFC 8305 5, 8"));
}

void
Nat64Dns64::AddRoute(TopologyBuilder& lab) const
{
    const auto trace = Traceroute("n6", N4_NAME, "traceroute to the name")
                           .Over("v6")
                           .Server("n4")
                           .Start("8s")
                           .Every("500ms");
    lab.Add(trace);
    lab.Add(Expect("a traceroute shows the routers of both sides", trace)
                .Delivered()
                .Routers("2001:db8:6::1", "2001:db8:60::2", Behind("198.51.100.22"), Behind(N4))
                .Clause("RFC 6146 3.4, 3.6"));
}

void
Nat64Dns64::AddSizes(TopologyBuilder& lab) const
{
    // Each narrower link costs TCP a retransmission timeout: one second, then two.
    const auto bulk = TcpBulk("n6", N4_NAME, "bulk TCP to the name")
                          .Over("v6")
                          .Server("n4")
                          .Port(81)
                          .Start("12s")
                          .Timeout("10s");
    const auto datagrams = UdpEcho("n6", N4_NAME, "large UDP datagrams to the name")
                               .Over("v6")
                               .Server("n4")
                               .Port(9)
                               .Size(LARGE_DATAGRAM)
                               .Start("11s");
    lab.Add(bulk).Add(datagrams);
    const bool narrow = m_mtu4 < 1500 || m_mtu6 < 1500;
    lab.Add(Expect(narrow ? "bulk TCP finds the path MTU" : "bulk TCP passes", bulk)
                .Delivered()
                .Clause("RFC 7915 1.4"));
    const bool jool = m_profile == "jool";
    if (jool && m_mtu4 >= LARGE_DATAGRAM + 28)
    {
        lab.Add(Expect("profile jool joins fragments and forbids cutting them again: large "
                       "datagrams end at the first link of less",
                       datagrams)
                    .Failed()
                    .At("r4")
                    .Clause("RFC 7915 5.1.1"));
        return;
    }
    // Profile jool cuts nothing for the IPv4 side: the sender has to learn.
    if (m_mtu6 < FRAGMENT6_OF_LAN || (jool && m_mtu4 < FRAGMENT_OF_LAN))
    {
        lab.Add(Expect("the first large datagram is lost to path MTU discovery", datagrams)
                    .Partial()
                    .Clause("RFC 8201 4"));
        return;
    }
    lab.Add(Expect("fragments of datagrams follow their first one", datagrams)
                .Delivered()
                .Clause("RFC 6146 3.4"));
}

} // namespace ns3::v6lab
