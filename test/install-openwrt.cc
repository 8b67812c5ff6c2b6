// SPDX-License-Identifier: GPL-2.0-only
// Which ways through a home router its rules open and close.
#include "helper/install/island-install.h"
#include "helper/install/outside-install.h"
#include "helper/stack-helper.h"
#include "helper/topology/builder.h"
#include "test/support/flow-packets.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

#include <vector>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** Two links of each zone around r, each with a host. */
Topology
Home(const std::string& rules)
{
    TopologyBuilder lab("home");
    auto router = Router("r").OpenWrt("lan1", "wan1", rules);
    uint32_t subnet = 0;
    for (const std::string link : {"lan1", "lan2", "wan1", "wan2"})
    {
        const auto v4 = "10.0." + std::to_string(++subnet);
        const auto v6 = "fd00:" + std::to_string(subnet) + "::";
        lab.Add(Wire(link).Delay("1us"));
        lab.Add(Host("host-" + link).On(link, v4 + ".9/24", v6 + "9/64"));
        router.On(link, v4 + ".1/24", v6 + "1/64");
    }
    Topology topology = lab.Add(router).Build();
    topology.nodes.back().openwrt->lan.push_back("lan2");
    topology.nodes.back().openwrt->wan.push_back("wan2");
    return topology;
}

struct Sent
{
    std::string way;
    std::string from; //!< link
    flow::Bytes packet;
};

/** The ways of packets that the router's filter let through, in their order. */
std::string
Passed(const std::string& rules, const std::vector<Sent>& all)
{
    Installation installation;
    installation.ledger = ns3::CreateObject<FlowLedger>();
    const Topology topology = Home(rules);
    InstallOutside(topology, installation);
    InstallZoneFirewalls(topology, installation);
    bool refused = false;
    StackHelper::ConnectTraces(
        installation.nodes.at("r"),
        {},
        ns3::Callback<void, const PacketEvent&>([&refused](const PacketEvent& event) {
            refused = event.reason == Reason::FirewallZoneDenied ||
                      event.reason == Reason::FirewallZoneNoRule || refused;
        }));
    std::string passed;
    for (const auto& [way, from, bytes] : all)
    {
        const auto device = installation.devices.at("host-" + from + "/" + from);
        const uint16_t type = bytes[0] >> 4 == 4 ? 0x0800 : 0x86dd;
        refused = false;
        device->Send(ns3::Create<ns3::Packet>(bytes.data(), bytes.size()),
                     device->GetBroadcast(),
                     type);
        ns3::Simulator::Stop(ns3::MilliSeconds(10));
        ns3::Simulator::Run();
        passed += refused ? "" : way + " ";
    }
    installation = {};
    ns3::Simulator::Destroy();
    return passed;
}

/** Of the six ways, those that a rule leaves or makes open in both IP versions. */
std::string
Open(const std::string& rule)
{
    static const struct
    {
        std::string way;
        std::string link;
        int from;
        int to;
        int host; //!< 1: the router itself
    } WAYS[]{
        {"lan>lan", "lan1", 1, 2, 9},
        {"lan>wan", "lan1", 1, 3, 9},
        {"lan>r", "lan1", 1, 1, 1},
        {"wan>lan", "wan1", 3, 1, 9},
        {"wan>wan", "wan1", 3, 4, 9},
        {"wan>r", "wan1", 3, 3, 1},
    };

    std::vector<Sent> v4;
    std::vector<Sent> v6;
    for (const auto& [way, link, from, to, host] : WAYS)
    {
        const auto last = std::to_string(host);
        v4.push_back({way,
                      link,
                      flow::Udp({"10.0." + std::to_string(from) + ".9", 4000},
                                {"10.0." + std::to_string(to) + "." + last, 5000})});
        v6.push_back({way,
                      link,
                      flow::Udp({"fd00:" + std::to_string(from) + "::9", 4000},
                                {"fd00:" + std::to_string(to) + "::" + last, 5000})});
    }
    const auto open = Passed(rule, v4);
    return open == Passed(rule, v6) ? open : "other than in IPv6: " + open;
}

/** A rule of any protocol between two zones. */
std::string
Rule(const std::string& src, const std::string& dest, const std::string& target)
{
    return "config rule\n option src '" + src + "'\n" +
           (dest.empty() ? "" : " option dest '" + dest + "'\n") +
           " option proto all\n option target " + target + "\n";
}

Row
Ways(const std::string& src,
     const std::string& dest,
     const std::string& accepted,
     const std::string& dropped)
{
    const std::string way = src + " to " + (dest.empty() ? "the router" : dest);
    return {"a rule from " + way + " opens and closes that way alone",
            "OpenWrt firewall, Rules; article C",
            [=](Verdict& v) {
                v.Equal(Open(Rule(src, dest, "ACCEPT")), accepted, "ACCEPT");
                v.Equal(Open(Rule(src, dest, "DROP")), dropped, "DROP");
            }};
}

/** ESP and UDP of port 500, from the wan to each of the three places, and one that is not IKE. */
void
PassesIpsec(Verdict& v)
{
    const flow::Bytes spi{0, 0, 1, 0, 0, 0, 0, 1, 1, 2, 3, 4};
    std::vector<Sent> all;
    for (const std::string to : {"10.0.1.9", "10.0.4.9", "10.0.3.1"})
    {
        all.push_back({"ESP>" + to, "wan1", Ipv4Bytes("10.0.3.9", to, protocol::ESP, spi)});
        all.push_back({"IKE>" + to, "wan1", flow::Udp({"10.0.3.9", 500}, {to, 500})});
    }
    all.push_back({"ESP>v6", "wan1", Ipv6Bytes("fd00:3::9", "fd00:1::9", protocol::ESP, spi)});
    all.push_back({"IKE>v6", "wan1", flow::Udp({"fd00:3::9", 500}, {"fd00:1::9", 500})});
    all.push_back({"501>v6", "wan1", flow::Udp({"fd00:3::9", 501}, {"fd00:1::9", 501})});
    v.Equal(Passed("", all), "ESP>10.0.1.9 IKE>10.0.1.9 ESP>v6 IKE>v6 ", "what passes");
}

const std::vector<Row> ROWS{
    {"without rules the lan goes everywhere and the wan nowhere",
     "article C; RFC 6092 3.1",
     [](Verdict& v) { v.Equal(Open(""), "lan>lan lan>wan lan>r ", "open"); }},
    Ways("wan", "", "lan>lan lan>wan lan>r wan>r ", "lan>lan lan>wan lan>r "),
    Ways("wan", "lan", "lan>lan lan>wan lan>r wan>lan ", "lan>lan lan>wan lan>r "),
    Ways("wan", "wan", "lan>lan lan>wan lan>r wan>wan ", "lan>lan lan>wan lan>r "),
    Ways("wan", "*", "lan>lan lan>wan lan>r wan>lan wan>wan ", "lan>lan lan>wan lan>r "),
    Ways("lan", "", "lan>lan lan>wan lan>r ", "lan>lan lan>wan "),
    Ways("lan", "lan", "lan>lan lan>wan lan>r ", "lan>wan lan>r "),
    Ways("lan", "wan", "lan>lan lan>wan lan>r ", "lan>lan lan>r "),
    Ways("lan", "*", "lan>lan lan>wan lan>r ", "lan>r "),
    Ways("*", "", "lan>lan lan>wan lan>r wan>r ", "lan>lan lan>wan "),
    Ways("*", "lan", "lan>lan lan>wan lan>r wan>lan ", "lan>wan lan>r "),
    Ways("*", "wan", "lan>lan lan>wan lan>r wan>wan ", "lan>lan lan>r "),
    Ways("*", "*", "lan>lan lan>wan lan>r wan>lan wan>wan ", "lan>r "),
    {"IPsec passes to the lan by OpenWrt's own rules, and to nobody else",
     "RFC 6092 3.2.4; OpenWrt firewall, Allow-IPSec-ESP, Allow-ISAKMP",
     PassesIpsec},
};

} // namespace

V6LAB_SUITE("v6lab-install-openwrt", ROWS);
