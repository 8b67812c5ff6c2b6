// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/ipv4-island.h"

#include "model/core/translation/pref64.h"
#include "model/record/reader.h"
#include "scenarios/ipv4-island-conclusion.h"
#include "scenarios/ipv4-island-names.h"
#include "scenarios/word-checker.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

namespace ns3::v6lab
{

using namespace build;
using namespace island;

NS_OBJECT_ENSURE_REGISTERED(Ipv4Island);

namespace
{

constexpr const char* CAMPUS = "2001:db8:8011:1::/64";

/** What the article puts into /etc/config/firewall. */
constexpr const char* FIREWALL = "config rule\n"
                                 "    option dest_port '22 80'\n"
                                 "    option src 'wan'\n"
                                 "    option name 'ext_mgmt_fwd'\n"
                                 "    option family 'ipv6'\n"
                                 "    option target 'ACCEPT'\n"
                                 "    option dest 'lan'\n"
                                 "    list proto 'tcp'\n";

/** And into /etc/rc.local. */
std::string
Jool()
{
    return std::string("modprobe jool\njool instance add \"default\" --netfilter --pool6 ") +
           POOL6 + " --force\n";
}

} // namespace

TypeId
Ipv4Island::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Ipv4Island")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<Ipv4Island>()
            .AddAttribute("Clat",
                          "Whether the island's router is a CLAT: the island's way to the IPv4 "
                          "internet.",
                          StringValue("on"),
                          MakeStringAccessor(&Ipv4Island::m_clat),
                          MakeWordChecker({"on", "off"}))
            .AddAttribute("PlatPrefix",
                          "How the CLAT comes by the prefix of the campus' NAT64: by router "
                          "advertisements (RFC 8781), by DNS (RFC 7050), or it is set.",
                          StringValue("advertised"),
                          MakeStringAccessor(&Ipv4Island::m_platPrefix),
                          MakeWordChecker({"advertised", "dns", "set"}))
            .AddAttribute("Pref64",
                          "The prefix of the campus' NAT64, which is the PLAT.",
                          StringValue("64:ff9b::/96"),
                          MakeStringAccessor(&Ipv4Island::m_plat),
                          MakeStringChecker())
            .AddAttribute("Renumbered",
                          "The campus delegates another prefix from 40 s on, and lifetimes are a "
                          "minute or two: what becomes of the island.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Ipv4Island::m_renumbered),
                          MakeBooleanChecker())
            .AddAttribute("Questions",
                          "Prints the questions of the hands-on and what this run answers.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Ipv4Island::m_questions),
                          MakeBooleanChecker());
    return tid;
}

std::string
Ipv4Island::GetName() const
{
    return "ipv4-island";
}

std::string
Ipv4Island::GetPurpose() const
{
    return "an island of IPv4-only devices in an IPv6-only campus: reached by a reverse NAT64, on "
           "the IPv4 internet by 464XLAT";
}

std::string
Ipv4Island::GetArticle() const
{
    return "Accessing IPv4-only Nodes from an IPv6-only Network (Craig Miller)";
}

bool
Ipv4Island::HasClat() const
{
    return m_clat == "on";
}

Topology
Ipv4Island::Describe() const
{
    TopologyBuilder lab(GetName(), GetPurpose());
    AddCampus(lab);
    AddIsland(lab);
    AddTranslators(lab);
    AddManagement(lab);
    AddBlocked(lab);
    AddInternet(lab);
    AddPrefix(lab);
    if (m_renumbered)
    {
        AddRenumbering(lab);
    }
    return lab.Build();
}

void
Ipv4Island::AddCampus(TopologyBuilder& lab) const
{
    lab.Add(Lan("campus").Delay("50us")).Add(Wire("to-plat").Delay("1ms"));
    lab.Add(Wire("ipv4-internet").Delay("10ms"));
    lab.Add(Host(WORKSTATION).Autoconfigured("campus"));
    auto router = Router(CAMPUS_ROUTER)
                      .On("campus", "2001:db8:8011:1::1/64")
                      .On("to-plat", "2001:db8:8011:2::1/64")
                      .Route(m_plat, "2001:db8:8011:2::2")
                      .Advertise("campus")
                      .Announce(CAMPUS)
                      .Delegates("campus", DELEGATED, 62);
    if (m_renumbered)
    {
        router.Lifetimes("60s", "120s");
        router.Delegates("campus", RENUMBERED, 62).Lifetimes("60s", "120s").From("40s");
    }
    if (m_platPrefix == "advertised")
    {
        router.Pref64(m_plat);
    }
    lab.Add(router);
    lab.Add(Router(PLAT)
                .On("to-plat", "2001:db8:8011:2::2/64")
                .On("ipv4-internet", "198.51.100.254/24")
                .Route("2001:db8:8011::/48", "2001:db8:8011:2::1"));
    lab.Add(Host(SERVER).On("ipv4-internet", std::string(SERVER4) + "/24"));
    if (m_platPrefix == "dns") // the campus' resolver stands on its router
    {
        lab.Add(DnsZone(".").Server(PLAT));
        lab.Add(ResolverOn(CAMPUS_ROUTER).Dns64(m_plat));
    }
}

/** The defaults of OpenWrt: DHCPv6 on the wan, a /64 of it and leases of IPv4 on the lan. */
void
Ipv4Island::AddIsland(TopologyBuilder& lab) const
{
    lab.Add(Lan("island").Delay("50us"));
    auto router = Router(ROUTER)
                      .Autoconfigured("campus")
                      .On("island", "192.168.38.1/24")
                      .RequestsPrefix("campus", "::/62")
                      .Downlink("island")
                      .DhcpPool("island", "192.168.38.100", "192.168.38.249")
                      .Reserve(DEVICE, DEVICE4)
                      .OpenWrt("island", "campus", FIREWALL, Jool());
    if (m_platPrefix == "dns")
    {
        router.Resolvers("2001:db8:8011:1::1");
    }
    lab.Add(router);
    lab.Add(Host(DEVICE).On("island").Leases());
    lab.Add(Host(LAPTOP).Autoconfigured("island").Leases());
}

void
Ipv4Island::AddTranslators(TopologyBuilder& lab) const
{
    lab.Add(Nat64On(PLAT).Prefix(m_plat).Pool("203.0.113.1"));
    if (!HasClat())
    {
        return;
    }
    auto clat = ClatOn(ROUTER).Network("192.168.38.0/24").Dedicated(CLAT_PREFIX);
    if (m_platPrefix == "set")
    {
        clat.Prefix(m_plat);
    }
    else
    {
        clat.Config().discoverPrefix = true;
    }
    lab.Add(clat);
}

std::string
Ipv4Island::Conclude(Database& database, const RunHandle& run, const std::string& captures) const
{
    if (!captures.empty())
    {
        const IpAddress server = *IpAddress::Parse(SERVER4);
        WriteCaptures(captures, HasClat() ? Pref64(*Prefix::Parse(m_plat)).Embed(server) : server);
    }
    return m_questions ? AnswerQuestions(Query(database, "v_translation", run.id, ""), HasClat())
                       : "";
}

} // namespace ns3::v6lab
