// SPDX-License-Identifier: GPL-2.0-only
// What pictures show of per-app VPNs.
#include "helper/draw/draw.h"
#include "helper/topology/builder.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Row;
using test::Verdict;

namespace
{

/** A phone and a VPN server at the ends of a link. */
Topology
Phone(const std::string& mode)
{
    TopologyBuilder lab("phone", "");
    lab.Add(Wire("radio"));
    lab.Add(Host("phone").On("radio", "192.0.2.2/30").Vpn("tun", mode, "10.8.0.2"));
    lab.Add(Router("server").On("radio", "192.0.2.1/30").ServeVpn("10.8.0.0/24"));
    Topology topology = lab.Build();
    topology.nodes.at(0).vpnServices.at(0).server = mode == "tunnel" ? "server" : "";
    return topology;
}

void
Look(Verdict& v, const Topology& topology, const std::string& part, bool there)
{
    const auto has = [&part](const std::string& text) {
        return text.find(part) != std::string::npos;
    };
    v.Equal(has(DrawDot(topology)), there, part + " in dot");
    v.Equal(has(DrawMermaid(topology)), there, part + " in mermaid");
}

const std::vector<Row> ROWS = {
    {"a tunnel is a line of its own between the phone and its server, and in the legend",
     "article D",
     [](Verdict& v) {
         const auto topology = Phone("tunnel");
         Look(v, topology, "tun: VPN tunnel", true);
         Look(v, topology, "10.8.0.2", true);
         Look(v, topology, "VPN server of 10.8.0.0/24", true);
         const auto dot = DrawDot(topology);
         v.True(dot.find("node1 -- label") != std::string::npos, "from the server");
         v.True(dot.find("-- node0 [color=\"#0072b2\", style=dashed") != std::string::npos, dot);
         v.True(DrawMermaid(topology).find("node0 -.-|\"tun: VPN tunnel\"| node1") !=
                    std::string::npos,
                "mermaid");
     }},
    {"a proxy has no line: it stands in its node's box",
     "article D",
     [](Verdict& v) {
         Look(v, Phone("proxy"), "VPN tunnel", false);
         Look(v, Phone("proxy"), "tun: VPN proxy", true);
     }},
    {"a service without IPv6 says so",
     "article D",
     [](Verdict& v) {
         Topology topology = Phone("proxy");
         topology.nodes.at(0).vpnServices.at(0).ipv6 = false;
         Look(v, topology, "no IPv6", true);
     }},
};

V6LAB_SUITE("v6lab-topology-draw-vpns", ROWS);

} // namespace
