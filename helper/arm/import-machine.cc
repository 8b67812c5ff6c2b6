// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/networkInterfaces and Microsoft.Compute/virtualMachines.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* INTERFACE = "Microsoft.Network/networkInterfaces";
constexpr const char* PUBLIC_IP = "Microsoft.Network/publicIPAddresses";
constexpr const char* MACHINE = "Microsoft.Compute/virtualMachines";

/** The public address of a configuration, if this template has it. */
std::string
PublicAddress(ImportState& state,
              const Imported& nic,
              const Field& properties,
              const std::string& path)
{
    const std::string id = properties["publicIPAddress"]["id"].Text();
    std::string name = state.NameOf(id, PUBLIC_IP);
    if (!id.empty() && name.empty())
    {
        state.Leave(nic,
                    path + ".properties.publicIPAddress (\"" + ParseId(id).name +
                        "\" is not in this template)");
    }
    return name;
}

void
AddConfiguration(ImportState& state,
                 const Imported& nic,
                 NetworkInterface& interface,
                 const Field& item)
{
    const Field properties = item["properties"];
    IpConfiguration configuration;
    configuration.name = item["name"].Text();
    const std::string path = "properties.ipConfigurations[" + configuration.name + "]";
    const std::string subnet = properties["subnet"]["id"].Text();
    configuration.subnet = SubnetOf(state, properties["subnet"]["id"]);
    if (configuration.subnet.empty())
    {
        const std::string reason =
            subnet.empty() ? "it names no subnet"
                           : "its subnet \"" + ParseId(subnet).name + "\" is not in this template";
        state.Leave(nic, path + " (" + reason + ")");
        return;
    }
    const std::string version = properties["privateIPAddressVersion"].Text("IPv4");
    configuration.privateIPAddressVersion = SameWord(version, "IPv6")   ? "IPv6"
                                            : SameWord(version, "IPv4") ? "IPv4"
                                                                        : version;
    configuration.privateIPAddress = properties["privateIPAddress"].Text();
    if (!configuration.privateIPAddress.empty() &&
        SameWord(properties["privateIPAllocationMethod"].Text(), "Dynamic"))
    {
        state.Assume("Network interface \"" + nic.name + "\" keeps the address " +
                     configuration.privateIPAddress + " that its template names, though dynamic.");
    }
    configuration.publicIPAddress = PublicAddress(state, nic, properties, path);
    configuration.primary = properties["primary"].Flag(false);
    configuration.applicationSecurityGroups =
        ApplicationSecurityGroupsOf(state,
                                    nic,
                                    properties["applicationSecurityGroups"],
                                    path + ".properties.applicationSecurityGroups");
    configuration.loadBalancerBackendAddressPools =
        BalancerPartsOf(state,
                        nic,
                        properties["loadBalancerBackendAddressPools"],
                        path + ".properties.loadBalancerBackendAddressPools");
    configuration.loadBalancerInboundNatRules =
        BalancerPartsOf(state,
                        nic,
                        properties["loadBalancerInboundNatRules"],
                        path + ".properties.loadBalancerInboundNatRules");
    interface.ipConfigurations.push_back(configuration);
}

void
LeaveDetachedInterface(ImportState& state, const Imported& nic)
{
    state.Leave(nic, "resource (none of its ipConfigurations has a subnet in this template)");
}

/** The primary interface first: the topology's order says which one it is. */
std::vector<std::string>
InterfacesOf(ImportState& state, const Imported& machine)
{
    std::vector<std::string> names;
    for (const auto& item :
         state.Read(machine)["properties"]["networkProfile"]["networkInterfaces"].Items())
    {
        const std::string id = item["id"].Text();
        const std::string name = state.NameOf(id, INTERFACE);
        const auto& all = state.topology.networkInterfaces;
        const bool known =
            std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
        if (!known)
        {
            state.Leave(machine,
                        "properties.networkProfile.networkInterfaces (\"" + ParseId(id).name +
                            "\" is not in this template, or left out)");
        }
        else if (item["properties"]["primary"].Flag(false))
        {
            names.insert(names.begin(), name);
        }
        else
        {
            names.push_back(name);
        }
    }
    return names;
}

} // namespace

void
ImportNetworkInterfaces(ImportState& state)
{
    for (const auto& imported : state.Find(INTERFACE))
    {
        const Field properties = state.Read(imported)["properties"];
        NetworkInterface nic;
        nic.name = imported.name;
        nic.enableIPForwarding = properties["enableIPForwarding"].Flag(false);
        nic.networkSecurityGroup = SecurityGroupOf(state, imported, properties, "");
        for (const auto& item : properties["ipConfigurations"].Items())
        {
            AddConfiguration(state, imported, nic, item);
        }
        auto& all = nic.ipConfigurations;
        if (all.empty())
        {
            LeaveDetachedInterface(state, imported);
            continue;
        }
        if (std::none_of(all.begin(), all.end(), [](const auto& one) { return one.primary; }))
        {
            all.front().primary = true;
        }
        state.topology.networkInterfaces.push_back(nic);
    }
}

void
ImportVirtualMachines(ImportState& state)
{
    for (const auto& imported : state.Find(MACHINE))
    {
        VirtualMachine machine;
        machine.name = imported.name;
        machine.networkInterfaces = InterfacesOf(state, imported);
        if (machine.networkInterfaces.empty())
        {
            state.Leave(imported, "resource (it has no network interface in this template)");
            continue;
        }
        for (const auto& nic : state.topology.networkInterfaces)
        {
            const auto& names = machine.networkInterfaces;
            if (nic.enableIPForwarding && std::count(names.begin(), names.end(), nic.name) != 0)
            {
                machine.guestForwarding = true;
                state.Assume("The guest of \"" + machine.name +
                             "\" forwards packets, since its interface \"" + nic.name +
                             "\" has enableIPForwarding (R15).");
            }
        }
        state.topology.virtualMachines.push_back(machine);
    }
}

} // namespace ns3::v6lab::arm
