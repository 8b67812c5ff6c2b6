// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/gateway-exchange.h"

#include "helper/install/address-text.h"
#include "helper/install/gateway-plan.h"
#include "helper/topology/own-address.h"

#include <algorithm>
#include <map>
#include <set>

namespace ns3::v6lab
{

namespace
{

void
Append(std::vector<Prefix>& list, const std::vector<Prefix>& more)
{
    for (const auto& prefix : more)
    {
        if (std::find(list.begin(), list.end(), prefix) == list.end())
        {
            list.push_back(prefix);
        }
    }
}

std::vector<Prefix>
NetworksOf(const OutsideNode* node)
{
    return node != nullptr && node->bgp ? ReadPrefixes(node->bgp->networks, node->name)
                                        : std::vector<Prefix>();
}

azure::Index
VnetOf(const AzurePlan& plan, const VirtualNetworkGateway& gateway)
{
    return plan.vnets.at(NetworkOf(gateway));
}

/** Adds a row for each NIC that carries the prefix, unless it is there. */
void
AddRoute(azure::Estate& estate, azure::Index vnet, azure::Route route)
{
    auto& routes = estate.vnets[vnet].gatewayRoutes;
    const bool known = std::any_of(routes.begin(), routes.end(), [&](const azure::Route& other) {
        return other.prefix == route.prefix && other.carrier == route.carrier;
    });
    if (!known)
    {
        routes.push_back(std::move(route));
    }
}

/** P5: what other gateways tell the same edge, which tells it this one. */
std::vector<Prefix>
BehindSameEdge(const Topology& topology, const AzurePlan& plan, const EdgeAttachment& edge)
{
    const auto* gateway =
        FindGateway(topology, topology.connections[edge.connection].virtualNetworkGateway1);
    const auto& circuit = topology.expressRouteCircuits[edge.circuit];
    std::vector<Prefix> prefixes;
    for (const auto& other : plan.edges)
    {
        const auto* neighbour =
            FindGateway(topology, topology.connections[other.connection].virtualNetworkGateway1);
        if (other.circuit != edge.circuit || other.secondary != edge.secondary ||
            neighbour == gateway)
        {
            continue;
        }
        for (const auto& prefix : AdvertisedBy(topology, plan, *neighbour))
        {
            if (LinkOf(circuit, edge.secondary, prefix.GetFamily()))
            {
                Append(prefixes, {prefix});
            }
        }
    }
    return prefixes;
}

/** Of a prefix that several circuits lead to, those of the highest routingWeight are used. */
void
KeepPreferred(const Topology& topology, AzurePlan& plan)
{
    std::map<azure::Index, uint32_t> weights; // of Microsoft edges
    for (const auto& edge : plan.edges)
    {
        weights[edge.nic] = topology.connections[edge.connection].routingWeight;
    }
    for (auto& vnet : plan.estate.vnets)
    {
        std::map<std::string, uint32_t> best;
        for (const auto& route : vnet.gatewayRoutes)
        {
            auto& most = best[route.prefix.ToString()];
            most = std::max(most, weights.count(route.carrier) ? weights[route.carrier] : 0);
        }
        auto& all = vnet.gatewayRoutes;
        all.erase(std::remove_if(all.begin(),
                                 all.end(),
                                 [&](const azure::Route& route) {
                                     const auto weight = weights.find(route.carrier);
                                     return weight != weights.end() &&
                                            weight->second < best[route.prefix.ToString()];
                                 }),
                  all.end());
    }
}

void
PlanExpressRoute(const Topology& topology,
                 AzurePlan& plan,
                 const EdgeAttachment& edge,
                 Exchange exchange)
{
    const auto& circuit = topology.expressRouteCircuits[edge.circuit];
    if (exchange == Exchange::WithoutSessions && HasSession(topology, circuit, edge.secondary))
    {
        return;
    }
    const auto& connection = topology.connections[edge.connection];
    const auto* gateway = FindGateway(topology, connection.virtualNetworkGateway1);
    const auto link = LinkOf(circuit, edge.secondary, Family::V4);
    auto learned = LearnedFromRouter(topology, circuit, edge.secondary);
    Append(learned, BehindSameEdge(topology, plan, edge));
    for (const auto& prefix : learned)
    {
        azure::Route route{prefix, azure::NextHopType::VirtualNetworkGateway};
        if (link) // R7: also of IPv6 prefixes
        {
            route.nextHopIp = link->microsoft;
        }
        route.carrier = edge.nic;
        AddRoute(plan.estate, VnetOf(plan, *gateway), route);
    }
}

void
PlanTunnels(const Topology& topology,
            AzurePlan& plan,
            const GatewayConnection& connection,
            Exchange exchange)
{
    const auto* gateway = FindGateway(topology, connection.virtualNetworkGateway1);
    if (gateway == nullptr || connection.connectionType == "ExpressRoute")
    {
        return;
    }
    const auto vnet = VnetOf(plan, *gateway);
    const auto& routes = plan.estate.vnets[vnet].gatewayRoutes;
    std::set<std::string> byCircuit; // ExpressRoute is preferred: a VPN stands by
    for (const auto& route : routes)
    {
        if (!plan.estate.nics[route.carrier].entries.empty())
        {
            byCircuit.insert(route.prefix.ToString());
        }
    }
    const bool ipv6 = CarriesIpv6(topology, *gateway);
    for (const auto& prefix : LearnedBy(topology, plan, connection, exchange))
    {
        if (prefix.GetFamily() == Family::V6 && !ipv6)
        {
            plan.estate.vnets[vnet].unreachedBehindGateway.push_back(prefix);
            continue;
        }
        for (const auto& instance : plan.gatewayInstances)
        {
            if (&topology.virtualNetworkGateways[instance.gateway] == gateway &&
                byCircuit.count(prefix.ToString()) == 0)
            {
                azure::Route route{prefix, azure::NextHopType::VirtualNetworkGateway};
                route.nextHopIp = plan.estate.nics[instance.nic].ipConfigurations.front().address;
                route.carrier = instance.nic;
                AddRoute(plan.estate, vnet, route);
            }
        }
    }
}

bool
HasTunnel(const Topology& topology,
          const OutsideNode& node,
          const std::string& gateway,
          const IpAddress& speaker)
{
    return std::any_of(node.tunnels.begin(), node.tunnels.end(), [&](const TunnelConfig& tunnel) {
        const auto* there = GatewayOf(topology, tunnel);
        return there != nullptr && there->name == gateway &&
               std::any_of(
                   tunnel.addresses.begin(),
                   tunnel.addresses.end(),
                   [&](const std::string& text) { return ParseOwnAddress(text) == speaker; });
    });
}

} // namespace

bool
HasSession(const Topology& topology, const ExpressRouteCircuit& circuit, bool secondary)
{
    const std::string& name = secondary ? circuit.secondaryRouter : circuit.primaryRouter;
    return LinkOf(circuit, secondary, Family::V4) &&
           std::any_of(topology.nodes.begin(), topology.nodes.end(), [&](const OutsideNode& node) {
               return node.name == name && node.bgp;
           });
}

const OutsideNode*
SessionPeer(const Topology& topology, const GatewayConnection& connection)
{
    const auto* site = FindSite(topology, connection.localNetworkGateway2);
    if (connection.connectionType != "IPsec" || !connection.enableBgp || site == nullptr ||
        !site->bgpSettings)
    {
        return nullptr;
    }
    const auto speaker = IpAddress::Parse(site->bgpSettings->bgpPeeringAddress);
    const auto* node = NodeAt(topology, site->gatewayIpAddress);
    const bool speaks = speaker && speaker->IsV4() && node != nullptr && node->bgp &&
                        HasTunnel(topology, *node, connection.virtualNetworkGateway1, *speaker);
    return speaks ? node : nullptr;
}

std::vector<Prefix>
AdvertisedBy(const Topology&, const AzurePlan& plan, const VirtualNetworkGateway& gateway)
{
    const auto self = VnetOf(plan, gateway);
    std::vector<Prefix> prefixes = plan.estate.vnets[self].prefixes;
    for (azure::Index vnet = 0; vnet < plan.estate.vnets.size(); ++vnet)
    {
        if (plan.estate.RemoteGatewayOf(vnet) == self)
        {
            // The whole network (D7), or of peered subnets what the gateway's network sees (P12).
            const auto* peering = plan.estate.FindPeering(self, vnet);
            Append(prefixes, peering->subnets.value_or(plan.estate.vnets[vnet].prefixes));
        }
    }
    return prefixes;
}

std::vector<Prefix>
LearnedBy(const Topology& topology,
          const AzurePlan& plan,
          const GatewayConnection& connection,
          Exchange exchange)
{
    if (connection.connectionType == "Vnet2Vnet")
    {
        const auto* other = FindGateway(topology, connection.virtualNetworkGateway2);
        return other == nullptr ? std::vector<Prefix>() : AdvertisedBy(topology, plan, *other);
    }
    const auto* site = FindSite(topology, connection.localNetworkGateway2);
    if (site == nullptr)
    {
        return {};
    }
    auto prefixes = ReadPrefixes(site->localNetworkAddressSpace, site->name);
    const bool all = exchange == Exchange::All || SessionPeer(topology, connection) == nullptr;
    if (connection.enableBgp && all)
    {
        Append(prefixes, NetworksOf(NodeAt(topology, site->gatewayIpAddress)));
    }
    return prefixes;
}

std::vector<Prefix>
LearnedFromRouter(const Topology& topology, const ExpressRouteCircuit& circuit, bool secondary)
{
    const std::string& name = secondary ? circuit.secondaryRouter : circuit.primaryRouter;
    std::vector<Prefix> prefixes;
    for (const auto& node : topology.nodes)
    {
        if (node.name == name)
        {
            prefixes = NetworksOf(&node);
        }
    }
    prefixes.erase(std::remove_if(prefixes.begin(),
                                  prefixes.end(),
                                  [&](const Prefix& prefix) {
                                      return !LinkOf(circuit, secondary, prefix.GetFamily());
                                  }),
                   prefixes.end());
    return prefixes;
}

const OutsideNode*
NodeAt(const Topology& topology, const std::string& address)
{
    const auto wanted = IpAddress::Parse(address);
    for (const auto& node : topology.nodes)
    {
        std::vector<std::string> addresses;
        if (node.internet)
        {
            addresses = node.internet->addresses;
        }
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                addresses.push_back(text.substr(0, text.find('/')));
            }
        }
        for (const auto& text : addresses)
        {
            if (wanted && IpAddress::Parse(text) == wanted)
            {
                return &node;
            }
        }
    }
    return nullptr;
}

void
PlanGatewayRoutes(const Topology& topology, AzurePlan& plan, Exchange exchange)
{
    for (const auto& edge : plan.edges)
    {
        PlanExpressRoute(topology, plan, edge, exchange);
    }
    KeepPreferred(topology, plan);
    for (const auto& connection : topology.connections)
    {
        PlanTunnels(topology, plan, connection, exchange);
    }
}

} // namespace ns3::v6lab
