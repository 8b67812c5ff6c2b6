// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/firewall-machines.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

bool
IsVersion6(const Topology& topology, const std::string& publicAddress)
{
    const auto& all = topology.publicIPAddresses;
    return std::any_of(all.begin(), all.end(), [&](const PublicIpAddress& address) {
        return address.name == publicAddress && address.publicIPAddressVersion == "IPv6";
    });
}

bool
HasIpv6(const Topology& topology, const std::string& reference)
{
    for (const auto& vnet : topology.virtualNetworks)
    {
        for (const auto& subnet : vnet.subnets)
        {
            if (vnet.name + "/" + subnet.name == reference)
            {
                return std::any_of(
                    subnet.addressPrefixes.begin(),
                    subnet.addressPrefixes.end(),
                    [](const std::string& prefix) { return prefix.find(':') != prefix.npos; });
            }
        }
    }
    return false;
}

NetworkInterface
MakeInterface(const Topology& topology, const AzureFirewall& firewall)
{
    NetworkInterface nic;
    nic.name = InterfaceOf(firewall);
    nic.enableIPForwarding = true;
    const std::string subnet = firewall.ipConfigurations.front().subnet;
    bool has6 = false;
    for (const auto& given : firewall.ipConfigurations)
    {
        IpConfiguration configuration;
        configuration.name = given.name;
        configuration.subnet = subnet; // only the first one names it
        configuration.privateIPAddress = given.privateIPAddress;
        configuration.publicIPAddress = given.publicIPAddress;
        configuration.primary = nic.ipConfigurations.empty();
        if (IsVersion6(topology, given.publicIPAddress))
        {
            configuration.privateIPAddressVersion = "IPv6";
            has6 = true;
        }
        nic.ipConfigurations.push_back(configuration);
    }
    if (firewall.dualStack && !has6 && HasIpv6(topology, subnet))
    {
        IpConfiguration configuration;
        configuration.name = "ipv6";
        configuration.subnet = subnet;
        configuration.privateIPAddressVersion = "IPv6";
        nic.ipConfigurations.push_back(configuration);
    }
    return nic;
}

} // namespace

std::string
InterfaceOf(const AzureFirewall& firewall)
{
    return firewall.name + "-nic";
}

Topology
WithFirewallMachines(Topology topology)
{
    for (const auto& firewall : topology.azureFirewalls)
    {
        if (firewall.ipConfigurations.empty())
        {
            continue;
        }
        topology.networkInterfaces.push_back(MakeInterface(topology, firewall));
        VirtualMachine machine;
        machine.name = firewall.name;
        machine.networkInterfaces = {InterfaceOf(firewall)};
        machine.guestForwarding = true;
        topology.virtualMachines.push_back(machine);
    }
    return topology;
}

} // namespace ns3::v6lab
