// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/import-state.h"
#include "helper/topology/frontend-calls.h"
#include "model/core/address.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

/** Rule A6: subnets that Azure keeps for its own services. */
bool
IsReserved(const std::string& subnet)
{
    for (const char* name : {"GatewaySubnet",
                             "AzureFirewallSubnet",
                             "AzureFirewallManagementSubnet",
                             "AzureBastionSubnet",
                             "RouteServerSubnet"})
    {
        if (SameWord(subnet, name))
        {
            return true;
        }
    }
    return false;
}

bool
IsDelegated(const ImportState& state, const VirtualNetwork& vnet, const Subnet& subnet)
{
    const auto& all = state.topology.leftOut;
    return std::any_of(all.begin(), all.end(), [&](const LeftOut& one) {
        const bool inside =
            one.name == vnet.name &&
            one.what == "properties.subnets[" + subnet.name + "].properties.delegations";
        return inside ||
               (one.name == vnet.name + "/" + subnet.name && one.what == "properties.delegations");
    });
}

void
AddMachine(ImportState& state, const std::string& name, const NetworkInterface& nic)
{
    VirtualMachine machine;
    machine.name = state.FreshMachineName(name);
    machine.networkInterfaces = {nic.name};
    machine.guestForwarding = nic.enableIPForwarding;
    state.topology.virtualMachines.push_back(machine);
}

void
AddSubnetProbe(ImportState& state, const VirtualNetwork& vnet, const Subnet& subnet)
{
    NetworkInterface nic;
    nic.name = vnet.name + "-" + subnet.name + "-probe-nic";
    for (const auto& text : subnet.addressPrefixes)
    {
        const auto prefix = Prefix::Parse(text);
        const std::string version = prefix && prefix->GetFamily() == Family::V6 ? "IPv6" : "IPv4";
        IpConfiguration configuration;
        configuration.name = version == "IPv6" ? "ipconfig-v6" : "ipconfig-v4";
        configuration.subnet = vnet.name + "/" + subnet.name;
        configuration.privateIPAddressVersion = version;
        configuration.primary = nic.ipConfigurations.empty();
        const bool again =
            std::any_of(nic.ipConfigurations.begin(),
                        nic.ipConfigurations.end(),
                        [&](const auto& one) { return one.name == configuration.name; });
        if (!again)
        {
            nic.ipConfigurations.push_back(configuration);
        }
    }
    state.topology.networkInterfaces.push_back(nic);
    AddMachine(state, vnet.name + "-" + subnet.name + "-probe", nic);
}

/** Interfaces on their own: one machine each. */
void
AddInterfaceProbes(ImportState& state)
{
    const auto& machines = state.topology.virtualMachines;
    std::set<std::string> used;
    for (const auto& machine : machines)
    {
        used.insert(machine.networkInterfaces.begin(), machine.networkInterfaces.end());
    }
    for (const auto& nic : state.topology.networkInterfaces)
    {
        if (used.count(nic.name) == 0)
        {
            AddMachine(state, nic.name + "-vm", nic);
            state.Assume("Network interface \"" + nic.name + "\" has no machine; \"" +
                         state.topology.virtualMachines.back().name + "\" stands in for one" +
                         (nic.enableIPForwarding ? ", and forwards packets (R15)." : "."));
        }
    }
}

bool
IsGiven(const Topology& topology, const std::string& address)
{
    const auto& nics = topology.networkInterfaces;
    const auto& balancers = topology.loadBalancers;
    const auto has = [&](const auto& part) { return part.privateIPAddress == address; };
    return std::any_of(nics.begin(),
                       nics.end(),
                       [&](const auto& nic) {
                           const auto& own = nic.ipConfigurations;
                           return std::any_of(own.begin(), own.end(), has);
                       }) ||
           std::any_of(balancers.begin(), balancers.end(), [&](const auto& balancer) {
               const auto& own = balancer.frontendIPConfigurations;
               return std::any_of(own.begin(), own.end(), has);
           });
}

/** High in its subnet, so that the template's own dynamic addresses are those that Azure gives. */
void
GiveHighAddresses(Topology& topology, const Subnet& subnet)
{
    for (auto& configuration : topology.networkInterfaces.back().ipConfigurations)
    {
        for (const auto& text : subnet.addressPrefixes)
        {
            const auto prefix = Prefix::Parse(text);
            const Family family =
                configuration.privateIPAddressVersion == "IPv6" ? Family::V6 : Family::V4;
            if (!prefix || prefix->GetFamily() != family)
            {
                continue;
            }
            auto last = prefix->Last().GetBytes();
            --last[15]; // an odd one, as subnets have eight addresses at least
            const std::string high =
                (family == Family::V4 ? IpAddress::V4(prefix->Last().ToV4() - 1)
                                      : IpAddress::V6(last.data()))
                    .ToString();
            configuration.privateIPAddress = IsGiven(topology, high) ? "" : high;
            break;
        }
    }
}

/** Whether Azure assigns addresses of the subnet to something that is no machine. */
bool
HasService(const Topology& topology, const std::string& subnet)
{
    const auto& balancers = topology.loadBalancers;
    const auto& endpoints = topology.privateEndpoints;
    const auto here = [&](const auto& one) { return one.subnet == subnet; };
    return std::any_of(endpoints.begin(), endpoints.end(), here) ||
           std::any_of(balancers.begin(), balancers.end(), [&](const LoadBalancer& balancer) {
               const auto& own = balancer.frontendIPConfigurations;
               return std::any_of(own.begin(), own.end(), here);
           });
}

bool
HasCaller(const Topology& topology, const LoadBalancer& balancer)
{
    const auto& all = topology.virtualMachines;
    return std::any_of(all.begin(), all.end(), [&](const VirtualMachine& machine) {
        return !IsBehind(topology, machine, balancer);
    });
}

/** Internal load balancers that all machines are behind: who calls them is elsewhere (L7). */
void
AddFrontendProbes(ImportState& state)
{
    for (const auto& balancer : state.topology.loadBalancers)
    {
        for (const auto& frontend : balancer.frontendIPConfigurations)
        {
            for (const auto& vnet : state.topology.virtualNetworks)
            {
                for (const auto& subnet : vnet.subnets)
                {
                    const bool here = frontend.subnet == vnet.name + "/" + subnet.name;
                    if (here && !HasCaller(state.topology, balancer))
                    {
                        AddSubnetProbe(state, vnet, subnet);
                        GiveHighAddresses(state.topology, subnet);
                        state.Assume("All machines are behind load balancer \"" + balancer.name +
                                     "\"; \"" + state.topology.virtualMachines.back().name +
                                     "\" calls it.");
                    }
                }
            }
        }
    }
}

} // namespace

void
AddFrontendUser(Topology& topology)
{
    const std::string user = "internet-user";
    const auto& nodes = topology.nodes;
    if (!HasPublicService(topology) ||
        std::any_of(nodes.begin(), nodes.end(), [&](const auto& one) { return one.name == user; }))
    {
        return;
    }
    OutsideNode node;
    node.name = user;
    node.internet = InternetAttachment{{"198.51.100.252", "2001:db8:fffe::252"}, {}};
    topology.nodes.push_back(node);
    topology.assumptions.push_back("\"" + user +
                                   "\" on the internet calls public frontends of load balancers.");
}

void
AddProbes(ImportState& state)
{
    AddInterfaceProbes(state);
    if (!state.topology.networkInterfaces.empty())
    {
        AddFrontendProbes(state);
        return;
    }
    for (const auto& vnet : state.topology.virtualNetworks)
    {
        for (const auto& subnet : vnet.subnets)
        {
            const std::string name = vnet.name + "/" + subnet.name;
            if (IsReserved(subnet.name) || IsDelegated(state, vnet, subnet))
            {
                state.Assume("Subnet \"" + name +
                             "\" is kept for an Azure service: no machine in it.");
                continue;
            }
            AddSubnetProbe(state, vnet, subnet);
            if (HasService(state.topology, name))
            {
                GiveHighAddresses(state.topology, subnet);
            }
            state.Assume("The template has no machines; \"" +
                         state.topology.virtualMachines.back().name + "\" probes subnet \"" + name +
                         "\".");
        }
    }
}

} // namespace ns3::v6lab::arm
