// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/manager-plan.h"

#include "helper/install/address-text.h"
#include "helper/topology/managed-networks.h"
#include "model/core/azure/service-prefixes.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

azure::PeeringState
StateOf(const VirtualNetworkPeering& peering, bool bothSides)
{
    if (peering.peeringState == "Disconnected")
    {
        return azure::PeeringState::Disconnected;
    }
    if (peering.peeringState == "Initiated" || (peering.peeringState.empty() && !bothSides))
    {
        return azure::PeeringState::Initiated;
    }
    return azure::PeeringState::Connected;
}

const OutsideNode*
FindNode(const Topology& topology, const std::string& name)
{
    for (const auto& node : topology.nodes)
    {
        if (node.name == name)
        {
            return &node;
        }
    }
    return nullptr;
}

/** Of a service by its name, or of a node: its prefixes and addresses on the internet, IPv4. */
std::vector<Prefix>
PrefixesOfService(const Topology& topology, const std::string& name, const std::string& where)
{
    if (const auto* service = azure::FindEndpointService(name))
    {
        return {service->prefix};
    }
    const OutsideNode* node = FindNode(topology, name);
    if (!node || !node->internet)
    {
        throw std::invalid_argument(where + ": there is no service \"" + name + "\"");
    }
    std::vector<Prefix> prefixes = ReadPrefixes(node->internet->prefixes, name);
    for (const auto& address : ReadAddresses(node->internet->addresses, name))
    {
        prefixes.emplace_back(address, address.GetBits());
    }
    prefixes.erase(std::remove_if(prefixes.begin(),
                                  prefixes.end(),
                                  [](const Prefix& one) { return one.GetFamily() == Family::V6; }),
                   prefixes.end());
    return prefixes;
}

void
PlanServiceEndpoints(const Topology& topology, AzurePlan& plan)
{
    for (const auto& vnet : topology.virtualNetworks)
    {
        for (const auto& subnet : vnet.subnets)
        {
            const std::string name = vnet.name + "/" + subnet.name;
            auto& routes = plan.estate.subnets[plan.subnets.at(name)].serviceEndpoints;
            for (size_t i = 0; i < subnet.serviceEndpoints.size(); ++i)
            {
                for (const auto& prefix :
                     PrefixesOfService(topology, subnet.serviceEndpoints[i], name))
                {
                    routes.push_back({prefix,
                                      azure::NextHopType::VirtualNetworkServiceEndpoint,
                                      std::nullopt,
                                      azure::NOTHING,
                                      static_cast<azure::Index>(i)});
                }
            }
        }
    }
}

} // namespace

std::vector<Prefix>
PeeredSubnets(const VirtualNetwork& remote, const VirtualNetworkPeering& peering)
{
    std::vector<Prefix> prefixes;
    for (const auto& name : peering.remoteSubnetNames)
    {
        for (const auto& subnet : remote.subnets)
        {
            if (subnet.name != name)
            {
                continue;
            }
            for (const auto& prefix : ReadPrefixes(subnet.addressPrefixes, name))
            {
                if (prefix.GetFamily() == Family::V6 || !peering.enableOnlyIPv6Peering)
                {
                    prefixes.push_back(prefix);
                }
            }
        }
    }
    return prefixes;
}

void
PlanConnectivity(const Topology& topology, AzurePlan& plan)
{
    const ManagedNetworks managed = ApplyManagers(topology);
    std::set<std::pair<azure::Index, azure::Index>> sides;
    const auto remoteOf = [&](const VirtualNetwork& vnet, const VirtualNetworkPeering& peering) {
        const auto found = plan.vnets.find(peering.remoteVirtualNetwork);
        if (found == plan.vnets.end())
        {
            throw std::invalid_argument("virtual network " + vnet.name + ", peering " +
                                        peering.name + ": there is no \"" +
                                        peering.remoteVirtualNetwork + "\"");
        }
        return found->second;
    };
    for (const auto& vnet : managed.virtualNetworks)
    {
        for (const auto& peering : vnet.virtualNetworkPeerings)
        {
            sides.emplace(plan.vnets[vnet.name], remoteOf(vnet, peering));
        }
    }
    for (const auto& vnet : managed.virtualNetworks)
    {
        const auto self = plan.vnets[vnet.name];
        for (const auto& peering : vnet.virtualNetworkPeerings)
        {
            const auto remote = remoteOf(vnet, peering);
            azure::Peering planned{remote,
                                   StateOf(peering, sides.count({remote, self}) != 0),
                                   peering.allowVirtualNetworkAccess,
                                   peering.allowForwardedTraffic,
                                   peering.allowGatewayTransit,
                                   peering.useRemoteGateways};
            if (!peering.peerCompleteVnets)
            {
                planned.subnets = PeeredSubnets(managed.virtualNetworks[remote], peering);
            }
            plan.estate.vnets[self].peerings.push_back(std::move(planned));
        }
    }
    for (const auto& mesh : managed.meshes)
    {
        plan.estate.Mesh({mesh.members.begin(), mesh.members.end()});
    }
}

void
PlanEndpoints(const Topology& topology, AzurePlan& plan)
{
    PlanServiceEndpoints(topology, plan);
    for (size_t i = 0; i < topology.privateEndpoints.size(); ++i)
    {
        const PrivateEndpoint& endpoint = topology.privateEndpoints[i];
        const OutsideNode* node = FindNode(topology, endpoint.service);
        if (!node || !node->internet)
        {
            continue;
        }
        for (const auto& address : ReadAddresses(node->internet->addresses, endpoint.service))
        {
            auto& service = plan.estate.privateEndpoints[i].service;
            if (address.IsV4() && !service)
            {
                service = address;
            }
        }
    }
}

} // namespace ns3::v6lab
