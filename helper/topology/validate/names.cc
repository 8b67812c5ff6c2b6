// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace ns3::v6lab
{

namespace
{

constexpr size_t LONGEST_RESOURCE_NAME = 80;
constexpr size_t LONGEST_SENTENCE = 400;

/** Azure: letters, digits, _ . and -, first a letter or digit, last not . or -. */
bool
IsResourceName(const std::string& name)
{
    const auto alnum = [](unsigned char c) { return c < 0x80 && std::isalnum(c); };
    return name.size() <= LONGEST_RESOURCE_NAME && alnum(name.front()) &&
           (alnum(name.back()) || name.back() == '_') &&
           std::all_of(name.begin(), name.end(), [&](char c) {
               return alnum(c) || c == '_' || c == '.' || c == '-';
           });
}

std::string
Lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

/** Azure compares names without regard to case; a name that differs only there is a trap. */
using Seen = std::map<std::string, std::string>;

void
CheckUnique(ValidationContext& context,
            Seen& seen,
            const std::string& name,
            const std::string& path,
            bool resource)
{
    const auto [first, fresh] = seen.emplace(resource ? Lower(name) : name, path);
    if (!fresh && !name.empty())
    {
        context.Add({path + ".name",
                     name,
                     resource ? "DuplicateResourceName" : "",
                     "",
                     "the name \"" + name + "\" is already taken by " + first->second});
    }
}

template <class T>
void
CheckResources(ValidationContext& context, const std::vector<T>& list, const std::string& path)
{
    Seen seen;
    for (size_t i = 0; i < list.size(); ++i)
    {
        const std::string& name = list[i].name;
        if (!name.empty() && !IsResourceName(name))
        {
            context.Add(
                {Item(path, i) + ".name",
                 name,
                 "InvalidResourceName",
                 "",
                 "a name has at most 80 letters, digits, _ . and -, starts with a letter or "
                 "digit and ends with one or with _"});
        }
        CheckUnique(context, seen, name, Item(path, i), true);
    }
}

template <class T>
void
CheckOthers(ValidationContext& context,
            const std::vector<T>& list,
            const std::string& path,
            size_t longest)
{
    Seen seen;
    for (size_t i = 0; i < list.size(); ++i)
    {
        const std::string& name = list[i].name;
        if (name.size() > longest || name.find('\n') != std::string::npos)
        {
            context.Add({Item(path, i) + ".name",
                         "",
                         "",
                         "",
                         "a name is one line of at most " + std::to_string(longest) + " bytes"});
        }
        CheckUnique(context, seen, name, Item(path, i), false);
    }
}

/** Workloads and checks name machines, nodes and addresses alike, so none may look like another. */
void
CheckNodeNames(ValidationContext& context)
{
    Seen seen;
    const auto check = [&](const std::string& name, const std::string& path) {
        if (name == "fabric" || name == "internet")
        {
            context.Add({path + ".name", name, "", "", "\"" + name + "\" names the fabric's own"});
        }
        if (IpAddress::Parse(name))
        {
            context.Add({path + ".name", name, "", "", "a node's name must not be an address"});
        }
    };
    const Topology& topology = context.topology;
    for (size_t i = 0; i < topology.virtualMachines.size(); ++i)
    {
        check(topology.virtualMachines[i].name, Item("virtualMachines", i));
        seen.emplace(topology.virtualMachines[i].name, Item("virtualMachines", i));
    }
    for (size_t i = 0; i < topology.virtualNetworkGateways.size(); ++i)
    {
        const auto& gateway = topology.virtualNetworkGateways[i];
        const std::string path = Item("virtualNetworkGateways", i);
        check(gateway.name, path);
        for (const auto* suffix : {"", "-0", "-1"})
        {
            if (gateway.activeActive != std::string(suffix).empty())
            {
                CheckUnique(context, seen, gateway.name + suffix, path, false);
            }
        }
    }
    for (size_t i = 0; i < topology.expressRouteCircuits.size(); ++i)
    {
        for (const auto* suffix : {"-primary", "-secondary"})
        {
            CheckUnique(context,
                        seen,
                        topology.expressRouteCircuits[i].name + suffix,
                        Item("expressRouteCircuits", i),
                        false);
        }
    }
    for (size_t i = 0; i < topology.azureFirewalls.size(); ++i)
    {
        const std::string& name = topology.azureFirewalls[i].name;
        check(name, Item("azureFirewalls", i));
        CheckUnique(context, seen, name, Item("azureFirewalls", i), false);
    }
    for (size_t i = 0; i < topology.bastionHosts.size(); ++i)
    {
        const std::string& name = topology.bastionHosts[i].name;
        check(name, Item("bastionHosts", i));
        CheckUnique(context, seen, name, Item("bastionHosts", i), false);
    }
    for (size_t i = 0; i < topology.nodes.size(); ++i)
    {
        const std::string& name = topology.nodes[i].name;
        check(name, Item("nodes", i));
        CheckUnique(context, seen, name, Item("nodes", i), false);
        if (name.size() > LONGEST_RESOURCE_NAME ||
            name.find_first_of("/\n\r\t") != std::string::npos)
        {
            context.Add({Item("nodes", i) + ".name",
                         name,
                         "",
                         "",
                         "a node's name has at most 80 bytes, no / and no line break"});
        }
    }
}

void
CheckManagerNames(ValidationContext& context)
{
    const auto& managers = context.topology.networkManagers;
    CheckResources(context, managers, "networkManagers");
    for (size_t i = 0; i < managers.size(); ++i)
    {
        const std::string path = Item("networkManagers", i);
        CheckResources(context, managers[i].networkGroups, path + ".networkGroups");
        CheckResources(context,
                       managers[i].connectivityConfigurations,
                       path + ".connectivityConfigurations");
    }
}

} // namespace

void
ValidateNames(ValidationContext& context)
{
    const Topology& topology = context.topology;
    CheckResources(context, topology.virtualNetworks, "virtualNetworks");
    for (size_t i = 0; i < topology.virtualNetworks.size(); ++i)
    {
        const auto& vnet = topology.virtualNetworks[i];
        const std::string path = Item("virtualNetworks", i);
        CheckResources(context, vnet.subnets, path + ".subnets");
        CheckResources(context, vnet.virtualNetworkPeerings, path + ".virtualNetworkPeerings");
    }
    CheckResources(context, topology.routeTables, "routeTables");
    for (size_t i = 0; i < topology.routeTables.size(); ++i)
    {
        CheckResources(context, topology.routeTables[i].routes, Item("routeTables", i) + ".routes");
    }
    CheckResources(context, topology.publicIPAddresses, "publicIPAddresses");
    CheckResources(context, topology.networkInterfaces, "networkInterfaces");
    for (size_t i = 0; i < topology.networkInterfaces.size(); ++i)
    {
        CheckResources(context,
                       topology.networkInterfaces[i].ipConfigurations,
                       Item("networkInterfaces", i) + ".ipConfigurations");
    }
    CheckResources(context, topology.networkSecurityGroups, "networkSecurityGroups");
    for (size_t i = 0; i < topology.networkSecurityGroups.size(); ++i)
    {
        CheckResources(context,
                       topology.networkSecurityGroups[i].securityRules,
                       Item("networkSecurityGroups", i) + ".securityRules");
    }
    CheckResources(context, topology.applicationSecurityGroups, "applicationSecurityGroups");
    CheckResources(context, topology.securityAdminRuleCollections, "securityAdminRuleCollections");
    for (size_t i = 0; i < topology.securityAdminRuleCollections.size(); ++i)
    {
        CheckResources(context,
                       topology.securityAdminRuleCollections[i].rules,
                       Item("securityAdminRuleCollections", i) + ".rules");
    }
    CheckResources(context, topology.virtualNetworkGateways, "virtualNetworkGateways");
    CheckResources(context, topology.localNetworkGateways, "localNetworkGateways");
    CheckResources(context, topology.connections, "connections");
    CheckResources(context, topology.expressRouteCircuits, "expressRouteCircuits");
    CheckManagerNames(context);
    CheckResources(context, topology.privateEndpoints, "privateEndpoints");
    CheckResources(context, topology.bastionHosts, "bastionHosts");
    CheckResources(context, topology.flowLogs, "flowLogs");
    CheckResources(context, topology.virtualMachines, "virtualMachines");
    CheckResources(context, topology.publicIPPrefixes, "publicIPPrefixes");
    CheckResources(context, topology.natGateways, "natGateways");
    CheckResources(context, topology.loadBalancers, "loadBalancers");
    for (size_t i = 0; i < topology.loadBalancers.size(); ++i)
    {
        const auto& balancer = topology.loadBalancers[i];
        const std::string path = Item("loadBalancers", i);
        CheckResources(context,
                       balancer.frontendIPConfigurations,
                       path + ".frontendIPConfigurations");
        CheckResources(context, balancer.backendAddressPools, path + ".backendAddressPools");
        CheckResources(context, balancer.probes, path + ".probes");
        CheckResources(context, balancer.loadBalancingRules, path + ".loadBalancingRules");
        CheckResources(context, balancer.inboundNatRules, path + ".inboundNatRules");
        CheckResources(context, balancer.outboundRules, path + ".outboundRules");
    }
    CheckResources(context, topology.azureFirewalls, "azureFirewalls");
    for (size_t i = 0; i < topology.azureFirewalls.size(); ++i)
    {
        const auto& firewall = topology.azureFirewalls[i];
        const std::string path = Item("azureFirewalls", i);
        CheckResources(context, firewall.ipConfigurations, path + ".ipConfigurations");
        CheckResources(context, firewall.natRuleCollections, path + ".natRuleCollections");
        CheckResources(context, firewall.networkRuleCollections, path + ".networkRuleCollections");
    }
    CheckNodeNames(context);
    CheckOthers(context, topology.links, "links", LONGEST_RESOURCE_NAME);
    CheckOthers(context, topology.workloads, "workloads", LONGEST_SENTENCE);
    CheckOthers(context, topology.checks, "checks", LONGEST_SENTENCE);
}

} // namespace ns3::v6lab
