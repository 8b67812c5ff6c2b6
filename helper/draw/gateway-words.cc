// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/gateway-words.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab
{

namespace
{

class GatewayDrawer
{
  public:
    GatewayDrawer(const Topology& topology, const ValidationContext& context, Picture& picture)
        : m_topology(topology),
          m_context(context),
          m_picture(picture)
    {
    }

    void Run()
    {
        for (const auto& gateway : m_topology.virtualNetworkGateways)
        {
            AddGateway(gateway);
        }
        for (const auto& circuit : m_topology.expressRouteCircuits)
        {
            AddCircuit(circuit);
        }
        for (const auto& connection : m_topology.connections)
        {
            AddConnection(connection);
        }
    }

  private:
    void AddGateway(const VirtualNetworkGateway& gateway)
    {
        const auto place = gateway.ipConfigurations.empty()
                               ? std::nullopt
                               : m_context.FindSubnet(gateway.ipConfigurations[0].subnet);
        if (!place)
        {
            return;
        }
        MachineView view;
        view.name = gateway.name;
        view.gateway = true;
        const bool vpn = gateway.gatewayType == "Vpn";
        view.lines = {(vpn ? "VPN gateway, " : "ExpressRoute gateway, ") + gateway.sku};
        if (gateway.activeActive)
        {
            view.lines.emplace_back("active-active");
        }
        for (const auto& configuration : gateway.ipConfigurations)
        {
            const auto known = m_context.publicIps.Find(configuration.publicIPAddress);
            if (vpn && known)
            {
                const auto& address = m_topology.publicIPAddresses[*known];
                view.publics.push_back(address.ipAddress.empty() ? address.name
                                                                 : address.ipAddress);
                m_picture.internet = true;
            }
        }
        auto& machines = m_picture.networks[place->vnet].subnets[place->subnet].machines;
        m_gateways[gateway.name] = {place->vnet, place->subnet, machines.size()};
        machines.push_back(std::move(view));
    }

    void AddCircuit(const ExpressRouteCircuit& circuit)
    {
        NodeView view;
        view.name = circuit.name;
        view.router = true;
        view.lines = {"ExpressRoute circuit", std::to_string(circuit.bandwidthInMbps) + " Mbps"};
        const size_t self = m_picture.nodes.size();
        m_picture.nodes.push_back(view);
        m_circuits[circuit.name] = self;
        const ExpressRoutePeering none;
        const auto& peering = circuit.peerings.empty() ? none : circuit.peerings.front();
        AddLink(self,
                circuit.primaryRouter,
                "primary",
                peering.primaryPeerAddressPrefix,
                peering.primaryPeerAddressPrefixIPv6);
        AddLink(self,
                circuit.secondaryRouter,
                "secondary",
                peering.secondaryPeerAddressPrefix,
                peering.secondaryPeerAddressPrefixIPv6);
    }

    void AddLink(size_t circuit,
                 const std::string& router,
                 const std::string& name,
                 const std::string& v4,
                 const std::string& v6)
    {
        if (const auto node = m_context.nodes.Find(router))
        {
            LinkView link{name, false, {}, {*node, circuit}};
            for (const auto& prefix : {v4, v6})
            {
                if (!prefix.empty())
                {
                    link.lines.push_back(prefix);
                }
            }
            m_picture.links.push_back(link);
        }
    }

    void AddConnection(const GatewayConnection& connection)
    {
        const auto gateway = m_gateways.find(connection.virtualNetworkGateway1);
        if (gateway == m_gateways.end())
        {
            return;
        }
        TunnelView view;
        view.gateway = gateway->second;
        if (connection.connectionType == "ExpressRoute")
        {
            const auto circuit = m_circuits.find(connection.expressRouteCircuit);
            if (circuit != m_circuits.end())
            {
                view.node = circuit->second;
                view.name = connection.expressRouteGatewayBypass ? "FastPath" : "ExpressRoute";
                m_picture.tunnels.push_back(view);
            }
            return;
        }
        view.name = "IPsec";
        const auto other = m_gateways.find(connection.virtualNetworkGateway2);
        if (connection.connectionType == "Vnet2Vnet" && other != m_gateways.end())
        {
            view.other = other->second;
            const bool known = std::any_of(m_picture.tunnels.begin(),
                                           m_picture.tunnels.end(),
                                           [&](const TunnelView& t) {
                                               return t.other && Same(*t.other, view.gateway) &&
                                                      Same(t.gateway, *view.other);
                                           });
            if (!known) // the connection back is the same line
            {
                m_picture.tunnels.push_back(view);
            }
        }
        else if (const auto node = NodeOf(connection))
        {
            view.node = *node;
            m_picture.tunnels.push_back(view);
        }
    }

    static bool Same(const MachinePlace& a, const MachinePlace& b)
    {
        return a.network == b.network && a.subnet == b.subnet && a.machine == b.machine;
    }

    /** The node outside Azure that has the site's address. */
    std::optional<size_t> NodeOf(const GatewayConnection& connection) const
    {
        for (const auto& site : m_topology.localNetworkGateways)
        {
            for (size_t i = 0; i < m_topology.nodes.size(); ++i)
            {
                const auto& internet = m_topology.nodes[i].internet;
                if (site.name == connection.localNetworkGateway2 && internet &&
                    std::count(internet->addresses.begin(),
                               internet->addresses.end(),
                               site.gatewayIpAddress) > 0)
                {
                    return i;
                }
            }
        }
        return std::nullopt;
    }

    const Topology& m_topology;
    const ValidationContext& m_context;
    Picture& m_picture;
    std::map<std::string, MachinePlace> m_gateways;
    std::map<std::string, size_t> m_circuits; //!< places of nodes
};

} // namespace

void
AddGateways(const Topology& topology, const ValidationContext& context, Picture& picture)
{
    GatewayDrawer(topology, context, picture).Run();
}

} // namespace ns3::v6lab
