// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/builder.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab::build
{

namespace
{

template <class Value>
void
Append(std::vector<Value>& list, const std::vector<Value>& more)
{
    list.insert(list.end(), more.begin(), more.end());
}

} // namespace

TopologyBuilder::TopologyBuilder(const std::string& name, const std::string& description)
{
    m_topology.name = name;
    m_topology.description = description;
}

TopologyBuilder&
TopologyBuilder::Add(const Vnet& vnet)
{
    m_topology.virtualNetworks.push_back(vnet.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Udr& table)
{
    m_topology.routeTables.push_back(table.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Nsg& group)
{
    m_topology.networkSecurityGroups.push_back(group.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const PublicIp& address)
{
    m_topology.publicIPAddresses.push_back(address.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Vm& vm)
{
    m_topology.virtualMachines.push_back(vm.Get());
    Append(m_topology.networkInterfaces, vm.GetNics());
    Append(m_topology.publicIPAddresses, vm.GetPublicIps());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const VnetGateway& gateway)
{
    m_topology.virtualNetworkGateways.push_back(gateway.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Site& site)
{
    m_topology.localNetworkGateways.push_back(site.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Connect& connection)
{
    m_topology.connections.push_back(connection.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Circuit& circuit)
{
    m_topology.expressRouteCircuits.push_back(circuit.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Balancer& balancer)
{
    m_topology.loadBalancers.push_back(balancer.Get());
    Append(m_topology.publicIPAddresses, balancer.GetPublicIps());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const NatGw& gateway)
{
    m_topology.natGateways.push_back(gateway.Get());
    Append(m_topology.publicIPAddresses, gateway.GetPublicIps());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const FirewallIn& firewall)
{
    m_topology.azureFirewalls.push_back(firewall.Get());
    Append(m_topology.publicIPAddresses, firewall.GetPublicIps());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Outside& node)
{
    m_topology.nodes.push_back(node.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Cable& link)
{
    m_topology.links.push_back(link.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const TranslatorOn& translator)
{
    m_topology.translators.push_back(translator.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const DnsZone& zone)
{
    m_topology.zones.push_back(zone.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const NameServerOn& server)
{
    m_topology.nameServers.push_back(server.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Flow& workload)
{
    m_topology.workloads.push_back(workload.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Expect& check)
{
    m_topology.checks.push_back(check.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Peer(const Vnet& a, const Vnet& b, PeeringFlags both)
{
    return Peer(a, b, both, both);
}

TopologyBuilder&
TopologyBuilder::Peer(const Vnet& a, const Vnet& b, PeeringFlags ofA, PeeringFlags ofB)
{
    PeerOneSide(a.GetName(), b.GetName(), ofA);
    return PeerOneSide(b.GetName(), a.GetName(), ofB);
}

TopologyBuilder&
TopologyBuilder::PeerOneSide(const std::string& from,
                             const std::string& to,
                             PeeringFlags flags,
                             const std::string& state)
{
    auto& vnets = m_topology.virtualNetworks;
    const auto vnet =
        std::find_if(vnets.begin(), vnets.end(), [&](const auto& v) { return v.name == from; });
    if (vnet == vnets.end())
    {
        throw std::invalid_argument("virtual network " + from +
                                    " must be added before its peering");
    }
    VirtualNetworkPeering peering;
    peering.name = from + "-to-" + to;
    peering.remoteVirtualNetwork = to;
    peering.allowVirtualNetworkAccess = (flags & BlockVirtualNetworkAccess) == 0;
    peering.allowForwardedTraffic = (flags & AllowForwardedTraffic) != 0;
    peering.allowGatewayTransit = (flags & AllowGatewayTransit) != 0;
    peering.useRemoteGateways = (flags & UseRemoteGateways) != 0;
    peering.peeringState = state;
    vnet->virtualNetworkPeerings.push_back(peering);
    return *this;
}

TopologyBuilder&
TopologyBuilder::Fabric(const FabricSettings& settings)
{
    m_topology.fabric = settings;
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const Manager& manager)
{
    m_topology.networkManagers.push_back(manager.Get());
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const PrivateEndpoint& endpoint)
{
    m_topology.privateEndpoints.push_back(endpoint);
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const FlowLog& log)
{
    m_topology.flowLogs.push_back(log);
    return *this;
}

TopologyBuilder&
TopologyBuilder::Add(const BastionHost& bastion)
{
    m_topology.bastionHosts.push_back(bastion);
    return *this;
}

TopologyBuilder&
TopologyBuilder::PeerSubnets(const Vnet& a,
                             const std::vector<std::string>& subnetsOfA,
                             const Vnet& b,
                             const std::vector<std::string>& subnetsOfB,
                             PeeringFlags ofA,
                             PeeringFlags ofB)
{
    Peer(a, b, ofA, ofB);
    for (auto& network : m_topology.virtualNetworks)
    {
        const bool isA = network.name == a.GetName();
        if (!isA && network.name != b.GetName())
        {
            continue;
        }
        auto& peering = network.virtualNetworkPeerings.back();
        peering.peerCompleteVnets = false;
        peering.localSubnetNames = isA ? subnetsOfA : subnetsOfB;
        peering.remoteSubnetNames = isA ? subnetsOfB : subnetsOfA;
    }
    return *this;
}

TopologyBuilder&
TopologyBuilder::PeerSubnets(const Vnet& a,
                             const std::vector<std::string>& subnetsOfA,
                             const Vnet& b,
                             const std::vector<std::string>& subnetsOfB,
                             PeeringFlags both,
                             bool onlyIPv6)
{
    PeerSubnets(a, subnetsOfA, b, subnetsOfB, both, both);
    for (auto& network : m_topology.virtualNetworks)
    {
        if (network.name == a.GetName() || network.name == b.GetName())
        {
            network.virtualNetworkPeerings.back().enableOnlyIPv6Peering = onlyIPv6;
        }
    }
    return *this;
}

} // namespace ns3::v6lab::build
