// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/xlat464.h"

#include "scenarios/word-checker.h"

#include "ns3/string.h"

namespace ns3::v6lab
{

using namespace build;

NS_OBJECT_ENSURE_REGISTERED(Xlat464);

namespace
{

constexpr const char* PLAT_PREFIX = "2001:db8:64::/96";
constexpr const char* SERVER4 = "198.51.100.1";
constexpr const char* SERVER4_BEHIND_PLAT = "2001:db8:64::198.51.100.1";
constexpr const char* POOL = "192.0.2.1";

} // namespace

TypeId
Xlat464::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Xlat464")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<Xlat464>()
            .AddAttribute("Clat",
                          "The home gateway's CLAT: a /64 of its own for translation, or one "
                          "address for all hosts of the home, behind a NAT44.",
                          StringValue("dedicated"),
                          MakeStringAccessor(&Xlat464::m_clat),
                          MakeWordChecker({"dedicated", "shared"}))
            .AddAttribute("Nat64Profile",
                          "Where the RFCs leave a choice: their letter, or what Jool does.",
                          StringValue("rfc"),
                          MakeStringAccessor(&Xlat464::m_profile),
                          MakeWordChecker({"rfc", "jool"}));
    return tid;
}

std::string
Xlat464::GetName() const
{
    return "464xlat";
}

std::string
Xlat464::GetPurpose() const
{
    return "IPv4 applications in an IPv6-only access network: 0, 1 or 2 translations on the way";
}

std::string
Xlat464::GetArticle() const
{
    return "464XLAT: Combination of Stateful and Stateless Translation (RFC 6877)";
}

bool
Xlat464::IsShared() const
{
    return m_clat == "shared";
}

Topology
Xlat464::Describe() const
{
    TopologyBuilder lab(GetName(), GetPurpose());
    AddNetwork(lab);
    AddTranslators(lab);
    AddPhoneTraffic(lab);
    AddHomeTraffic(lab);
    AddWhatFails(lab);
    return lab.Build();
}

void
Xlat464::AddNetwork(TopologyBuilder& lab) const
{
    lab.Add(Lan("home").Delay("10us")).Add(Lan("access").Delay("10us"));
    lab.Add(Wire("to-plat").Delay("2ms")).Add(Wire("to-ipv6").Delay("10ms"));
    lab.Add(Wire("ipv4-internet").Delay("10ms"));
    lab.Add(Host("phone").On("access", "2001:db8:cafe::10/64"));
    lab.Add(Host("pc1").On("home", "192.168.1.2/24", "2001:db8:cafe:1::2/64"));
    lab.Add(Host("pc2").On("home", "192.168.1.3/24", "2001:db8:cafe:1::3/64"));
    lab.Add(Router("provider")
                .On("access", "2001:db8:cafe::1/64")
                .On("to-plat", "2001:db8:a::1/64")
                .On("to-ipv6", "2001:db8:b::1/64")
                .Route("2001:db8:cafe:1::/64", "2001:db8:cafe::20")
                .Route("2001:db8:cafe:46::/64", "2001:db8:cafe::20")
                .Route("2001:db8:cafe:47::/64", "2001:db8:cafe::10")
                .Route(PLAT_PREFIX, "2001:db8:a::2"));
    lab.Add(Router("gateway")
                .On("home", "192.168.1.1/24", "2001:db8:cafe:1::1/64")
                .On("access", "2001:db8:cafe::20/64")
                .Route("::/0", "2001:db8:cafe::1"));
    lab.Add(Router("plat")
                .On("to-plat", "2001:db8:a::2/64")
                .On("ipv4-internet", "198.51.100.254/24")
                .Route("::/0", "2001:db8:a::1"));
    lab.Add(Host("server4").On("ipv4-internet", std::string(SERVER4) + "/24"));
    lab.Add(Host("server6").On("to-ipv6", "2001:db8:b::6/64"));
}

void
Xlat464::AddTranslators(TopologyBuilder& lab) const
{
    lab.Add(Nat64On("plat").Prefix(PLAT_PREFIX).Pool(POOL).Profile(m_profile));
    lab.Add(ClatOn("phone").Prefix(PLAT_PREFIX).Dedicated("2001:db8:cafe:47::/64"));
    auto home = ClatOn("gateway").Prefix(PLAT_PREFIX).Network("192.168.1.0/24");
    if (IsShared())
    {
        home.Shared("2001:db8:cafe::20"); // the gateway's own address
    }
    else
    {
        home.Dedicated("2001:db8:cafe:46::/64");
    }
    lab.Add(home);
}

/** RFC 6877 7.2, the table of treatments. */
void
Xlat464::AddPhoneTraffic(TopologyBuilder& lab) const
{
    const auto native = Tcp("phone", "server6", "IPv6 application to an IPv6 server").Start("2s");
    const auto once = Tcp("phone", SERVER4_BEHIND_PLAT, "IPv6 application to an IPv4 server")
                          .Server("server4")
                          .Start("1s");
    const auto twice = Tcp("phone", SERVER4, "IPv4 application to an IPv4 server");
    const auto ping = Ping("phone", SERVER4, "IPv4 ping from the phone").Start("3s");
    lab.Add(twice).Add(native).Add(once).Add(ping); // the first one is what explain tells of
    lab.Add(Expect("IPv6 to IPv6 is not translated", native)
                .Delivered()
                .Over("v6")
                .Translations(0)
                .Clause("RFC 6877 7.2"));
    lab.Add(Expect("an IPv6 application is translated once, by the PLAT", once)
                .Delivered()
                .Translations(1)
                .Path("phone", "provider", "plat", "server4")
                .Clause("RFC 6877 7.2"));
    lab.Add(Expect("an IPv4 application is translated twice, by CLAT and PLAT", twice)
                .Delivered()
                .Translations(2)
                .Over("v4")
                .Clause("RFC 6877 7.2"));
    // 64, less one each for CLAT, provider and PLAT.
    lab.Add(Expect("the phone's CLAT takes one from the TTL, as a router would", ping)
                .Delivered()
                .Translations(2)
                .Path("phone", "provider", "plat", "server4")
                .Ttl(61)
                .Clause("RFC 6877 4.2"));
}

void
Xlat464::AddHomeTraffic(TopologyBuilder& lab) const
{
    const auto first = UdpEcho("pc1", SERVER4, "IPv4 from one computer at home").Start("4s");
    const auto second = UdpEcho("pc2", SERVER4, "IPv4 from the other at the same time").Start("4s");
    const auto bulk = TcpBulk("pc1", SERVER4, "bulk IPv4 from home").Port(81).Start("5s");
    const auto native = Ping("pc1", "server6", "IPv6 from home").Start("8s");
    const auto trace =
        Traceroute("pc1", SERVER4, "IPv4 traceroute from home").Start("9s").Every("500ms");
    lab.Add(first).Add(second).Add(bulk).Add(native).Add(trace);
    lab.Add(Expect("IPv4 from home passes CLAT and PLAT", first)
                .Delivered()
                .Translations(2)
                .Path("pc1", "gateway", "provider", "plat", "server4")
                .Clause("RFC 6877 2"));
    lab.Add(Expect("so does that of a second computer", second)
                .Delivered()
                .Translations(2)
                .Clause("RFC 6877 6.3"));
    lab.Add(Expect("bulk TCP from home passes CLAT and PLAT", bulk)
                .Delivered()
                .Translations(2)
                .Clause("RFC 7915 1.4"));
    lab.Add(Expect("IPv6 from home is not translated", native)
                .Delivered()
                .Translations(0)
                .Clause("RFC 6877 7.2"));
    // Routers without an IPv4 address answer through the CLAT with that of RFC 7600.
    lab.Add(Expect("an IPv4 traceroute shows the IPv6 routers by a stand-in address", trace)
                .Delivered()
                .Routers("192.168.1.1", "192.0.0.8", "192.0.0.8", SERVER4)
                .Clause("RFC 6791 3, RFC 7600 4.8"));
}

void
Xlat464::AddWhatFails(TopologyBuilder& lab) const
{
    const auto mixed =
        UdpEcho("phone", "server6", "IPv4 application to an IPv6 server").Over("v4").Start("15s");
    const auto inbound = UdpEcho("server4", POOL, "unasked from the IPv4 internet").Start("16s");
    lab.Add(mixed).Add(inbound);
    lab.Add(Expect("464XLAT does not connect IPv4 with IPv6-only servers", mixed)
                .Failed("no-destination-address")
                .Clause("RFC 6877 2"));
    lab.Add(Expect("the IPv4 internet cannot call in", inbound)
                .Failed("no-binding")
                .At("plat")
                .Clause("RFC 6877 1"));
}

} // namespace ns3::v6lab
