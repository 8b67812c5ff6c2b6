// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-plan.h"

#include "helper/install/address-text.h"
#include "helper/install/manager-plan.h"
#include "helper/install/security-plan.h"
#include "helper/topology/address-pool.h"
#include "model/core/special-addresses.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

azure::Index
Resolve(const std::map<std::string, azure::Index>& names,
        const std::string& name,
        const std::string& where)
{
    const auto found = names.find(name);
    if (found == names.end())
    {
        throw std::invalid_argument(where + ": there is no \"" + name + "\"");
    }
    return found->second;
}

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
        PlanEndpoints(m_topology, m_plan);
        PlanPublicAddresses();
        PlanSecurity(m_topology, m_plan);
        return std::move(m_plan);
    }

  private:
    void PlanRouteTables();
    void PlanVnets();
    void PlanPrivateAddresses();
    void PlanPublicAddresses();
    void ReservePublic(AddressPool& v4, AddressPool& v6) const;
    const PublicIpAddress& FindPublic(const std::string& name, const std::string& where) const;

    const Topology& m_topology;
    AzurePlan m_plan;
    std::map<std::string, azure::Index> m_tables;
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

void
Planner::PlanPrivateAddresses()
{
    std::map<Prefix, std::map<azure::Index, AddressPool>> pools; // by prefix, then subnet
    const auto poolOf = [&](azure::Index subnet, Family family) -> AddressPool& {
        const Prefix& prefix = PrefixOf(m_plan.estate.subnets[subnet], family);
        return pools[prefix].try_emplace(subnet, std::vector<Prefix>{prefix}, 4).first->second;
    };
    for (const auto& nic : m_topology.networkInterfaces)
    {
        for (const auto& configuration : nic.ipConfigurations)
        {
            const auto subnet = Resolve(m_plan.subnets, configuration.subnet, nic.name);
            if (!configuration.privateIPAddress.empty())
            {
                poolOf(subnet, FamilyOf(configuration))
                    .Reserve(ReadAddress(configuration.privateIPAddress, nic.name));
            }
        }
    }
    for (const auto& endpoint : m_topology.privateEndpoints)
    {
        if (!endpoint.privateIPAddress.empty())
        {
            poolOf(Resolve(m_plan.subnets, endpoint.subnet, endpoint.name), Family::V4)
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
                                    ? poolOf(subnet, FamilyOf(configuration)).Take()
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
            const auto& resource = FindPublic(configuration.publicIPAddress, bastion.name);
            const bool v6 = resource.publicIPAddressVersion == "IPv6";
            addresses.push_back(poolOf(subnet, v6 ? Family::V6 : Family::V4).Take());
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
             endpoint.privateIPAddress.empty() ? poolOf(subnet, Family::V4).Take()
                                               : *IpAddress::Parse(endpoint.privateIPAddress)});
    }
}

/** What the topology's author uses already, so that no assigned address collides with it. */
void
Planner::ReservePublic(AddressPool& v4, AddressPool& v6) const
{
    const auto reserve = [&](const Prefix& prefix) {
        constexpr uint8_t COARSE = 8; // a default route to a node uses no particular address
        if (prefix.GetLength() >= COARSE)
        {
            (prefix.GetFamily() == Family::V4 ? v4 : v6).Reserve(prefix);
        }
    };
    const auto reserveAddress = [&](const std::string& text, const std::string& where) {
        const auto address = ReadAddress(text.substr(0, text.find('/')), where);
        (address.IsV4() ? v4 : v6).Reserve(address);
    };
    for (const auto& vnet : m_plan.estate.vnets)
    {
        std::for_each(vnet.prefixes.begin(), vnet.prefixes.end(), reserve);
    }
    for (const auto& subnet : m_plan.estate.subnets)
    {
        for (const auto& route : subnet.serviceEndpoints)
        {
            reserve(route.prefix);
        }
    }
    for (const auto& address : m_topology.publicIPAddresses)
    {
        if (!address.ipAddress.empty())
        {
            reserveAddress(address.ipAddress, address.name);
        }
    }
    for (const auto& node : m_topology.nodes)
    {
        for (const auto& interface : node.interfaces)
        {
            for (const auto& address : interface.addresses)
            {
                reserveAddress(address, node.name);
            }
        }
        if (node.internet)
        {
            for (const auto& address : node.internet->addresses)
            {
                reserveAddress(address, node.name);
            }
            for (const auto& prefix : ReadPrefixes(node.internet->prefixes, node.name))
            {
                reserve(prefix);
            }
        }
    }
}

const PublicIpAddress&
Planner::FindPublic(const std::string& name, const std::string& where) const
{
    for (const auto& address : m_topology.publicIPAddresses)
    {
        if (address.name == name)
        {
            return address;
        }
    }
    throw std::invalid_argument(where + ": there is no public IP address \"" + name + "\"");
}

/** What an IPv6 public IP without an address stands for if the private address is global: itself.
 */
IpAddress
AssignPublic(const IpAddress& inside, AddressPool& v4, AddressPool& v6)
{
    if (inside.IsV4())
    {
        return v4.Take();
    }
    return IsPublic(inside) ? inside : v6.Take();
}

/** Nobody could tell whom a packet to a public address of two is for. */
void
ClaimPublic(std::map<IpAddress, std::string>& owners,
            const IpAddress& address,
            const std::string& nic)
{
    const auto [first, fresh] = owners.emplace(address, nic);
    if (!fresh)
    {
        throw std::invalid_argument("the public address " + address.ToString() +
                                    " would belong to both " + first->second + " and " + nic);
    }
}

void
Planner::PlanPublicAddresses()
{
    // Large estates run out of documentation prefixes.
    AddressPool v4(
        ReadPrefixes({"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "20.64.0.0/10"}, ""),
        1);
    AddressPool v6(
        ReadPrefixes({"2001:db8:ffff:ffff::/64", "2001:db8:ffff:fffe::/64", "3fff:fff::/64"}, ""),
        1);
    ReservePublic(v4, v6);
    std::set<std::string> associated;
    std::map<IpAddress, std::string> owners;
    for (const auto& nic : m_topology.networkInterfaces)
    {
        auto& planned = m_plan.estate.nics[m_plan.nics[nic.name]].ipConfigurations;
        for (size_t i = 0; i < nic.ipConfigurations.size(); ++i)
        {
            const std::string& name = nic.ipConfigurations[i].publicIPAddress;
            if (!name.empty())
            {
                const PublicIpAddress& resource = FindPublic(name, nic.name);
                const std::string& own = resource.ipAddress;
                planned[i].closedByDefault = resource.sku == "Standard"; // S4
                planned[i].publicAddress =
                    own.empty() ? AssignPublic(planned[i].address, v4, v6) : ReadAddress(own, name);
                ClaimPublic(owners, *planned[i].publicAddress, nic.name);
                associated.insert(name);
            }
        }
    }
    for (const auto& bastion : m_topology.bastionHosts)
    {
        auto& planned = m_plan.estate.nics[m_plan.nics[bastion.name + "/bastion"]].ipConfigurations;
        for (size_t i = 0; i < planned.size(); ++i)
        {
            const std::string& name = bastion.ipConfigurations[i].publicIPAddress;
            const std::string& own = FindPublic(name, bastion.name).ipAddress;
            planned[i].publicAddress =
                own.empty() ? AssignPublic(planned[i].address, v4, v6) : ReadAddress(own, name);
            ClaimPublic(owners, *planned[i].publicAddress, bastion.name);
            associated.insert(name);
        }
    }
    for (const auto& resource : m_topology.publicIPAddresses)
    {
        if (associated.count(resource.name) == 0 && !resource.ipAddress.empty())
        {
            m_plan.estate.idlePublicAddresses.push_back(
                ReadAddress(resource.ipAddress, resource.name));
        }
    }
    m_plan.estate.sharedOutbound = v4.Take();
}

} // namespace

AzurePlan
PlanAzure(const Topology& topology)
{
    return Planner(topology).Run();
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
