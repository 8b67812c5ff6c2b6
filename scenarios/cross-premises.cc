// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cross-premises.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr const char* EDGE_PUBLIC = "198.51.100.9";
constexpr uint32_t EDGE_ASN = 65010;

} // namespace

CrossPremises::CrossPremises(const std::string& gateway, bool ipv6)
    : m_gateway(gateway),
      m_ipv6(ipv6)
{
}

bool
CrossPremises::IsVpn() const
{
    return m_gateway == "vpn";
}

Vnet
CrossPremises::Hub() const
{
    if (!m_ipv6)
    {
        return Vnet("hub").Space("10.0.0.0/16").Subnet("GatewaySubnet", "10.0.255.0/27");
    }
    auto hub = Vnet("hub").Space("10.0.0.0/16", "2001:db8:a0::/48");
    return hub.Subnet("GatewaySubnet", "10.0.255.0/27", "2001:db8:a0:ff::/64");
}

void
CrossPremises::Add(TopologyBuilder& lab,
                   Outside edge,
                   const std::vector<std::string>& networks,
                   const std::vector<std::string>& tunnelled) const
{
    if (IsVpn())
    {
        const auto address = PublicIp("hub-vpn-ip").At("192.0.2.70").Standard();
        lab.Add(address);
        lab.Add(VnetGateway("hub-vpn", "Vpn", "VpnGw1AZ").In("hub", "hub-vpn-ip").Bgp());
        lab.Add(Site("data-centre", EDGE_PUBLIC).Bgp(EDGE_ASN));
        lab.Add(Connect("hub-vpn").ToSite("data-centre").Bgp());
        edge.Internet(EDGE_PUBLIC).TunnelTo("hub-vpn", tunnelled);
    }
    else
    {
        // Its secondary link ends at nobody here, so that there is one way and not two by turns.
        auto circuit = Circuit("circuit", EDGE_ASN)
                           .Routers("edge", "")
                           .Links("192.168.255.0/30", "192.168.255.4/30");
        if (m_ipv6)
        {
            circuit.LinksIpv6("2001:db8:ee::/126", "2001:db8:ee::4/126");
        }
        lab.Add(circuit);
        lab.Add(VnetGateway("hub-er", "ExpressRoute", "ErGw1AZ").In("hub"));
        lab.Add(Connect("hub-er").ToCircuit("circuit"));
    }
    lab.Add(edge.Bgp(EDGE_ASN).Originates(networks));
}

std::vector<std::string>
CrossPremises::FromAzure() const
{
    // ExpressRoute: machines send straight to Microsoft's edge (R7).
    return {IsVpn() ? "hub-vpn" : "circuit-primary", "edge"};
}

std::vector<std::string>
CrossPremises::ToAzure() const
{
    if (IsVpn())
    {
        return {"edge", "hub-vpn"};
    }
    return {"edge", "circuit-primary", "hub-er"};
}

std::vector<std::string>
Join(const std::vector<std::vector<std::string>>& stretches)
{
    std::vector<std::string> path;
    for (const auto& stretch : stretches)
    {
        path.insert(path.end(), stretch.begin(), stretch.end());
    }
    return path;
}

} // namespace ns3::v6lab
