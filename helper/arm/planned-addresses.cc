// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/planned-addresses.h"

#include "helper/arm/address-book.h"
#include "helper/install/azure-plan.h"
#include "helper/topology/firewall-machines.h"
#include "helper/topology/validate.h"

#include <stdexcept>

namespace ns3::v6lab::arm
{

namespace
{

/**
 * Of a topology what takes addresses, and nothing of what names them, such as routes and rules: it
 * stands and falls without these, which an empty book leaves with dummies.
 */
Topology
Skeleton(const Topology& whole)
{
    Topology bare;
    bare.azure = whole.azure;
    bare.virtualNetworks = whole.virtualNetworks;
    bare.networkInterfaces = whole.networkInterfaces;
    bare.publicIPAddresses = whole.publicIPAddresses;
    bare.publicIPPrefixes = whole.publicIPPrefixes;
    bare.natGateways = whole.natGateways;
    bare.bastionHosts = whole.bastionHosts;
    bare.privateEndpoints = whole.privateEndpoints;
    bare.virtualNetworkGateways = whole.virtualNetworkGateways;
    for (auto& vnet : bare.virtualNetworks)
    {
        vnet.virtualNetworkPeerings.clear();
        for (auto& subnet : vnet.subnets)
        {
            subnet.routeTable.clear();
            subnet.networkSecurityGroup.clear();
        }
    }
    for (auto& nic : bare.networkInterfaces)
    {
        nic.networkSecurityGroup.clear();
        for (auto& configuration : nic.ipConfigurations)
        {
            configuration.applicationSecurityGroups.clear();
            configuration.loadBalancerBackendAddressPools.clear();
            configuration.loadBalancerInboundNatRules.clear();
            if (IsDummy(configuration.privateIPAddress))
            {
                configuration.privateIPAddress.clear();
            }
        }
    }
    for (const auto& balancer : whole.loadBalancers)
    {
        auto& own = bare.loadBalancers.emplace_back();
        own.name = balancer.name;
        own.sku = balancer.sku;
        own.frontendIPConfigurations = balancer.frontendIPConfigurations;
    }
    for (const auto& firewall : whole.azureFirewalls)
    {
        auto& own = bare.azureFirewalls.emplace_back();
        own.name = firewall.name;
        own.sku = firewall.sku;
        own.dualStack = firewall.dualStack;
        own.ipConfigurations = firewall.ipConfigurations;
        own.managementIpConfiguration = firewall.managementIpConfiguration;
    }
    for (const auto& node : whole.nodes)
    {
        auto& own = bare.nodes.emplace_back();
        own.name = node.name;
        own.internet = node.internet;
    }
    return bare;
}

} // namespace

std::map<std::pair<std::string, std::string>, AddressesByPart>
PlannedAddresses(const Topology& whole)
{
    const Topology topology = Skeleton(whole);
    const auto faults = Validate(topology);
    if (!faults.empty())
    {
        throw std::invalid_argument(ToString(faults.front()));
    }
    const AzurePlan plan = PlanAzure(topology);
    std::map<std::pair<std::string, std::string>, AddressesByPart> all;
    const auto text = [&](azure::Index nic, size_t configuration) {
        return plan.estate.nics.at(nic).ipConfigurations.at(configuration).address.ToString();
    };
    for (const auto& nic : topology.networkInterfaces)
    {
        auto& own = all[{"microsoft.network/networkinterfaces", nic.name}];
        for (size_t i = 0; i < nic.ipConfigurations.size(); ++i)
        {
            own[nic.ipConfigurations[i].name] = text(plan.nics.at(nic.name), i);
        }
    }
    for (const auto& firewall : topology.azureFirewalls)
    {
        if (!firewall.ipConfigurations.empty())
        {
            all[{"microsoft.network/azurefirewalls", firewall.name}]
               [firewall.ipConfigurations.front().name] =
                   text(plan.nics.at(InterfaceOf(firewall)), 0);
        }
    }
    for (const auto& instance : plan.gatewayInstances)
    {
        const auto& gateway = topology.virtualNetworkGateways[instance.gateway];
        all[{"microsoft.network/virtualnetworkgateways", gateway.name}]
           [gateway.ipConfigurations[instance.configuration].name] = text(instance.nic, 0);
    }
    for (size_t i = 0; i < topology.loadBalancers.size(); ++i)
    {
        for (const auto& frontend : plan.estate.loadBalancers.at(i).settings.frontends)
        {
            if (!frontend.isPublic)
            {
                all[{"microsoft.network/loadbalancers", topology.loadBalancers[i].name}]
                   [frontend.name] = frontend.address.ToString();
            }
        }
    }
    for (size_t i = 0; i < topology.privateEndpoints.size(); ++i)
    {
        all[{"microsoft.network/privateendpoints", topology.privateEndpoints[i].name}][""] =
            plan.estate.privateEndpoints.at(i).address.ToString();
    }
    for (const auto& [name, address] : plan.publicAddresses)
    {
        all[{"microsoft.network/publicipaddresses", name}][""] = address.ToString();
    }
    return all;
}

} // namespace ns3::v6lab::arm
