// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-plan.h"

#include "helper/install/address-text.h"
#include "helper/install/balancer-plan.h"
#include "helper/install/gateway-exchange.h"
#include "helper/install/gateway-plan.h"
#include "helper/install/manager-plan.h"
#include "helper/install/plan-names.h"
#include "helper/install/public-book.h"
#include "helper/install/security-plan.h"
#include "helper/topology/address-pool.h"
#include "helper/topology/firewall-machines.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Fills an AzurePlan, part by part. */
class Planner
{
  public:
    explicit Planner(const Topology& topology)
        : m_topology(topology)
    {
    }

    AzurePlan Run()
    {
        PlanRouteTables();
        PlanVnets();
        PlanConnectivity(m_topology, m_plan);
        PlanPrivateAddresses();
        PlanGateways(m_topology, m_plan);
        PlanEndpoints(m_topology, m_plan);
        PlanPublicAddresses();
        PlanGatewayRoutes(m_topology, m_plan);
        PlanSecurity(m_topology, m_plan);
        return std::move(m_plan);
    }

  private:
    void PlanRouteTables();
    void PlanVnets();
    void PlanPrivateAddresses();
    void PlanPublicAddresses();
    AddressPool& PoolOf(azure::Index subnet, Family family);
    Family VersionOf(const std::string& publicAddress) const;

    const Topology& m_topology;
    AzurePlan m_plan;
    std::map<std::string, azure::Index> m_tables;
    std::map<Prefix, std::map<azure::Index, AddressPool>> m_pools; //!< by prefix, then subnet
};

void
Planner::PlanRouteTables()
{
    for (const auto& table : m_topology.routeTables)
    {
        std::vector<azure::Route> routes;
        for (const auto& route : table.routes)
        {
            const std::string where = "route table " + table.name + ", route " + route.name;
            const auto type = azure::UserNextHopTypeFromWord(route.nextHopType);
            if (!type)
            {
                throw std::invalid_argument(where + ": \"" + route.nextHopType +
                                            "\" is no next hop type of a route (R12)");
            }
            azure::Route planned{ReadPrefix(route.addressPrefix, where), *type};
            if (!route.nextHopIpAddress.empty())
            {
                planned.nextHopIp = ReadAddress(route.nextHopIpAddress, where);
            }
            routes.push_back(planned);
        }
        const auto index = m_plan.estate.AddRouteTable(std::move(routes));
        m_plan.estate.routeTables[index].disableBgpRoutePropagation =
            table.disableBgpRoutePropagation;
        m_tables[table.name] = index;
    }
}

void
Planner::PlanVnets()
{
    for (const auto& vnet : m_topology.virtualNetworks)
    {
        const auto index =
            m_plan.estate.AddVnet(ReadPrefixes(vnet.addressPrefixes, vnet.name), vnet.location);
        m_plan.vnets[vnet.name] = index;
        for (const auto& subnet : vnet.subnets)
        {
            const std::string name = vnet.name + "/" + subnet.name;
            const auto table = subnet.routeTable.empty()
                                   ? azure::NOTHING
                                   : Resolve(m_tables, subnet.routeTable, name);
            const auto planned =
                m_plan.estate.AddSubnet(index, ReadPrefixes(subnet.addressPrefixes, name), table);
            m_plan.estate.subnets[planned].defaultOutboundAccess = subnet.defaultOutboundAccess;
            m_plan.estate.subnets[planned].privateEndpointNetworkPolicies =
                subnet.privateEndpointNetworkPolicies;
            m_plan.subnets[name] = planned;
        }
    }
}

Family
FamilyOf(const IpConfiguration& configuration)
{
    return configuration.privateIPAddressVersion == "IPv6" ? Family::V6 : Family::V4;
}

/** IPv4 if there is no such address, which PlanPublicAddresses() will say. */
Family
Planner::VersionOf(const std::string& publicAddress) const
{
    const auto& all = m_topology.publicIPAddresses;
    const auto found = std::find_if(all.begin(), all.end(), [&](const PublicIpAddress& address) {
        return address.name == publicAddress;
    });
    return found != all.end() && found->publicIPAddressVersion == "IPv6" ? Family::V6 : Family::V4;
}

AddressPool&
Planner::PoolOf(azure::Index subnet, Family family)
{
    const Prefix& prefix = PrefixOf(m_plan.estate.subnets[subnet], family);
    return m_pools[prefix].try_emplace(subnet, std::vector<Prefix>{prefix}, 4).first->second;
}

void
Planner::PlanPrivateAddresses()
{
    for (const auto& balancer : m_topology.loadBalancers)
    {
        for (const auto& frontend : balancer.frontendIPConfigurations)
        {
            if (!frontend.subnet.empty() && !frontend.privateIPAddress.empty())
            {
                const auto address = ReadAddress(frontend.privateIPAddress, balancer.name);
                PoolOf(Resolve(m_plan.subnets, frontend.subnet, balancer.name), address.GetFamily())
                    .Reserve(address);
            }
        }
    }
    for (const auto& nic : m_topology.networkInterfaces)
    {
        for (const auto& configuration : nic.ipConfigurations)
        {
            const auto subnet = Resolve(m_plan.subnets, configuration.subnet, nic.name);
            if (!configuration.privateIPAddress.empty())
            {
                PoolOf(subnet, FamilyOf(configuration))
                    .Reserve(ReadAddress(configuration.privateIPAddress, nic.name));
            }
        }
    }
    for (const auto& endpoint : m_topology.privateEndpoints)
    {
        if (!endpoint.privateIPAddress.empty())
        {
            PoolOf(Resolve(m_plan.subnets, endpoint.subnet, endpoint.name), Family::V4)
                .Reserve(ReadAddress(endpoint.privateIPAddress, endpoint.name));
        }
    }
    for (const auto& nic : m_topology.networkInterfaces)
    {
        if (nic.ipConfigurations.empty())
        {
            throw std::invalid_argument(nic.name + ": a NIC needs an ipConfiguration");
        }
        std::vector<IpAddress> addresses;
        for (const auto& configuration : nic.ipConfigurations)
        {
            const auto subnet = Resolve(m_plan.subnets, configuration.subnet, nic.name);
            addresses.push_back(configuration.privateIPAddress.empty()
                                    ? PoolOf(subnet, FamilyOf(configuration)).Take()
                                    : *IpAddress::Parse(configuration.privateIPAddress));
        }
        const auto subnet = m_plan.subnets[nic.ipConfigurations.front().subnet];
        m_plan.nics[nic.name] = m_plan.estate.AddNic(subnet, addresses, nic.enableIPForwarding);
    }
    for (const auto& bastion : m_topology.bastionHosts)
    {
        std::vector<IpAddress> addresses;
        for (const auto& configuration : bastion.ipConfigurations)
        {
            const auto subnet = Resolve(m_plan.subnets, configuration.subnet, bastion.name);
            addresses.push_back(PoolOf(subnet, VersionOf(configuration.publicIPAddress)).Take());
            m_plan.nics[bastion.name + "/bastion"] =
                static_cast<azure::Index>(m_plan.estate.nics.size());
        }
        const auto& first = bastion.ipConfigurations.front().subnet;
        m_plan.estate.AddNic(m_plan.subnets[first], addresses);
    }
    for (const auto& endpoint : m_topology.privateEndpoints)
    {
        const auto subnet = Resolve(m_plan.subnets, endpoint.subnet, endpoint.name);
        m_plan.estate.privateEndpoints.push_back(
            {subnet,
             endpoint.privateIPAddress.empty() ? PoolOf(subnet, Family::V4).Take()
                                               : *IpAddress::Parse(endpoint.privateIPAddress)});
    }
}

void
Planner::PlanPublicAddresses()
{
    PublicBook book(m_topology, m_plan.estate);
    for (const auto& nic : m_topology.networkInterfaces)
    {
        auto& planned = m_plan.estate.nics[m_plan.nics[nic.name]].ipConfigurations;
        for (size_t i = 0; i < nic.ipConfigurations.size(); ++i)
        {
            const std::string& name = nic.ipConfigurations[i].publicIPAddress;
            if (!name.empty())
            {
                const std::string& sku = book.Find(name, nic.name).sku;
                planned[i].closedByDefault = sku != "Basic"; // S4
                planned[i].publicAddress = book.Over(planned[i].address, name, nic.name);
            }
        }
    }
    for (const auto& bastion : m_topology.bastionHosts)
    {
        auto& planned = m_plan.estate.nics[m_plan.nics[bastion.name + "/bastion"]].ipConfigurations;
        for (size_t i = 0; i < planned.size(); ++i)
        {
            planned[i].publicAddress = book.Over(planned[i].address,
                                                 bastion.ipConfigurations[i].publicIPAddress,
                                                 bastion.name);
        }
    }
    for (const auto& instance : m_plan.gatewayInstances)
    {
        const auto& gateway = m_topology.virtualNetworkGateways[instance.gateway];
        const std::string& name = gateway.ipConfigurations[instance.configuration].publicIPAddress;
        if (!name.empty())
        {
            m_plan.estate.nics[instance.nic].ipConfigurations.front().publicAddress =
                book.Take(name, instance.name);
        }
    }
    EdgeAddresses addresses;
    addresses.publicAddress = [&](const std::string& name, const std::string& user) {
        return book.Take(name, user);
    };
    addresses.publicPrefix = [&](const std::string& name, const std::string& user) {
        return book.TakePrefix(name, user);
    };
    addresses.privateAddress = [&](azure::Index subnet, Family family) {
        return PoolOf(subnet, family).Take();
    };
    PlanBalancers(m_topology, addresses, m_plan);
    m_plan.estate.idlePublicAddresses = book.GetIdle();
    m_plan.estate.sharedOutbound = book.TakeShared();
    m_plan.publicAddresses = book.TakeAll(); // last: the other addresses do not depend on it
}

} // namespace

AzurePlan
PlanAzure(const Topology& topology)
{
    const Topology whole = WithFirewallMachines(topology);
    AzurePlan plan = Planner(whole).Run();
    for (const auto& firewall : topology.azureFirewalls)
    {
        const auto nic = plan.nics.find(InterfaceOf(firewall));
        if (nic != plan.nics.end()) // S4 is for machines: the service opens its own addresses
        {
            for (auto& configuration : plan.estate.nics[nic->second].ipConfigurations)
            {
                configuration.closedByDefault = false;
            }
        }
    }
    return plan;
}

const Prefix&
PrefixOf(const azure::Subnet& subnet, Family family)
{
    for (const auto& prefix : subnet.prefixes)
    {
        if (prefix.GetFamily() == family)
        {
            return prefix;
        }
    }
    throw std::invalid_argument(std::string("a subnet has no prefix of family ") + ToWord(family));
}

} // namespace ns3::v6lab
