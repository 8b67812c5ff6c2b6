// SPDX-License-Identifier: GPL-2.0-only
// Gateways in C++ words, in files, and in pictures.
#include "helper/draw/draw.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Row;
using test::Verdict;

namespace
{

/** Two hubs: one with a tunnel to a branch and a circuit, the other reached by its gateway. */
Topology
Sample()
{
    const auto hub = Vnet("hub").Space("10.0.0.0/16").Subnet("GatewaySubnet", "10.0.255.0/27");
    const auto far = Vnet("far").Space("10.9.0.0/16").Subnet("GatewaySubnet", "10.9.255.0/27");
    return TopologyBuilder("sample")
        .Add(hub)
        .Add(far)
        .Add(PublicIp("ip0").At("192.0.2.70"))
        .Add(PublicIp("ip1").At("192.0.2.71"))
        .Add(PublicIp("ip9").At("192.0.2.79"))
        .Add(VnetGateway("vpn", "Vpn", "VpnGw2AZ").In("hub", "ip0").In("hub", "ip1").Bgp(65010))
        .Add(VnetGateway("erg", "ExpressRoute", "ErGw3AZ").In("hub"))
        .Add(VnetGateway("vpn9", "Vpn", "VpnGw1").In("far", "ip9"))
        .Add(Site("branch", "198.51.100.9").Behind("172.16.0.0/16"))
        .Add(Connect("vpn").ToSite("branch").Bgp())
        .Add(Connect("vpn").ToGateway("vpn9"))
        .Add(Connect("vpn9").ToGateway("vpn"))
        .Add(Connect("erg").ToCircuit("er").FastPath())
        .Add(Circuit("er", 65020)
                 .Routers("edge", "edge")
                 .Links("192.168.0.0/30", "192.168.0.4/30")
                 .LinksIpv6("2001:db8:e::/126", "2001:db8:e::4/126"))
        .Add(Outside("device", "router")
                 .Internet("198.51.100.9")
                 .TunnelTo("vpn", "10.0.0.0/16")
                 .Bgp(65001, "172.16.0.0/16"))
        .Add(Outside("edge", "router").Bgp(65020, "172.17.0.0/16"))
        .Build();
}

std::string
Missing(const std::string& text, const std::vector<std::string>& parts)
{
    std::string missing;
    for (const auto& part : parts)
    {
        missing += text.find(part) == std::string::npos ? part + "; " : "";
    }
    return missing;
}

const std::vector<Row> ROWS{
    {"the words make what is valid",
     "R7, G3",
     [](Verdict& v) {
         const Topology t = Sample();
         for (const auto& fault : Validate(t))
         {
             v.True(false, ToString(fault));
         }
         v.True(t.virtualNetworkGateways.at(0).activeActive, "two instances are active-active");
         v.Equal(t.virtualNetworkGateways[0].bgpSettings->asn, 65010u, "its system");
         v.Equal(t.connections.at(0).connectionType, "IPsec", "to a site");
         v.True(t.connections[0].enableBgp, "by BGP");
         v.Equal(t.connections.at(1).connectionType, "Vnet2Vnet", "to a gateway");
         v.Equal(t.connections.at(3).connectionType, "ExpressRoute", "to a circuit");
         v.True(t.connections[3].expressRouteGatewayBypass, "FastPath");
         v.Equal(t.nodes.at(0).tunnels.at(0).remote, "vpn", "the tunnel");
         v.Equal(t.nodes.at(1).bgp->networks.at(0), "172.17.0.0/16", "what it originates");
     }},
    {"pictures show gateways, circuits and what joins them; a pair of connections is one line",
     "R7, G3",
     [](Verdict& v) {
         const std::string mermaid = DrawMermaid(Sample());
         v.Equal(Missing(mermaid,
                         {"VPN gateway, VpnGw2AZ",
                          "active-active",
                          "ExpressRoute gateway, ErGw3AZ",
                          "ExpressRoute circuit",
                          "node0 -.-|\"IPsec\"| vnet0s0m0",
                          "vnet1s0m0 -.-|\"IPsec\"| vnet0s0m0",
                          "node2 -.-|\"FastPath\"| vnet0s0m1",
                          "192.168.0.4/30"}),
                 "",
                 "missing in Mermaid");
         size_t lines = 0;
         for (size_t at = mermaid.find("IPsec"); at != std::string::npos;
              at = mermaid.find("IPsec", at + 1))
         {
             ++lines;
         }
         v.Equal(lines, size_t{2}, "IPsec lines");
         v.Equal(Missing(DrawDot(Sample()),
                         {"VPN gateway, VpnGw2AZ", "IPsec", "FastPath", "ExpressRoute circuit"}),
                 "",
                 "missing in DOT");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-topology-gateways", ROWS);
