// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/virtualNetworks with its subnets and peerings.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* NETWORK = "Microsoft.Network/virtualNetworks";
constexpr const char* SUBNET = "Microsoft.Network/virtualNetworks/subnets";
constexpr const char* PEERING = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings";
constexpr const char* ROUTE_TABLE = "Microsoft.Network/routeTables";

/** Rule D9: networks made with API versions after 2026-03-31 have private subnets by default. */
bool
DefaultOutboundAccess(const std::string& apiVersion)
{
    return apiVersion.substr(0, 10) <= "2026-03-31";
}

/** Rule A6 came with November 2021: what an older template says of its Bastion was allowed then. */
void
DateRules(ImportState& state, const Imported& network, const VirtualNetwork& vnet)
{
    const bool bastion =
        std::any_of(vnet.subnets.begin(), vnet.subnets.end(), [](const Subnet& subnet) {
            return subnet.name == "AzureBastionSubnet";
        });
    if (bastion && network.resource->apiVersion.substr(0, 10) < "2021-11-02")
    {
        state.topology.azure = "2021";
        state.Assume("The template's API version is older than November 2021, so the rules of 2021 "
                     "apply (AzureBastionSubnet may be a /27, A6).");
    }
}

void
AddSubnet(ImportState& state,
          const Imported& network,
          VirtualNetwork& vnet,
          const std::string& name,
          const Field& properties,
          const std::string& path)
{
    Subnet subnet;
    subnet.name = name;
    subnet.addressPrefixes = properties["addressPrefixes"].Texts();
    const std::string single = properties["addressPrefix"].Text();
    if (subnet.addressPrefixes.empty() && !single.empty())
    {
        subnet.addressPrefixes = {single};
    }
    const std::string table = properties["routeTable"]["id"].Text();
    subnet.routeTable = state.NameOf(table, ROUTE_TABLE);
    if (!table.empty() && subnet.routeTable.empty())
    {
        state.Leave(network,
                    path + ".properties.routeTable (\"" + ParseId(table).name +
                        "\" is not in this template)");
    }
    const std::string gateway = properties["natGateway"]["id"].Text();
    subnet.natGateway = state.NameOf(gateway, "Microsoft.Network/natGateways");
    if (!gateway.empty() && subnet.natGateway.empty())
    {
        state.Leave(network,
                    path + ".properties.natGateway (\"" + ParseId(gateway).name +
                        "\" is not in this template)");
    }
    subnet.defaultOutboundAccess = properties["defaultOutboundAccess"].Flag(
        DefaultOutboundAccess(network.resource->apiVersion));
    for (const auto& item : properties["serviceEndpoints"].Items())
    {
        subnet.serviceEndpoints.push_back(item["service"].Text());
    }
    const std::string policies = properties["privateEndpointNetworkPolicies"].Text("Disabled");
    subnet.privateEndpointNetworkPolicies = SameWord(policies, "Enabled") ||
                                            SameWord(policies, "RouteTableEnabled") ||
                                            SameWord(policies, "NetworkSecurityGroupEnabled");
    subnet.networkSecurityGroup = SecurityGroupOf(state, network, properties, path + ".");
    if (subnet.addressPrefixes.empty())
    {
        state.droppedSubnets.insert(Lower(vnet.name + "/" + name));
        state.Leave(network, path + " (it has no address range)");
        return;
    }
    const auto same = std::find_if(vnet.subnets.begin(), vnet.subnets.end(), [&](const auto& one) {
        return SameWord(one.name, name);
    });
    if (same == vnet.subnets.end())
    {
        vnet.subnets.push_back(subnet);
    }
    else
    {
        *same = subnet; // given within the network and again as its child
    }
}

void
AddSubnets(ImportState& state, const Imported& network, VirtualNetwork& vnet)
{
    for (const auto& item : state.Read(network)["properties"]["subnets"].Items())
    {
        const std::string name = item["name"].Text();
        AddSubnet(state,
                  network,
                  vnet,
                  name,
                  item["properties"],
                  "properties.subnets[" + name + "]");
    }
    for (const auto& child : state.ChildrenOf(network.resource->id, SUBNET))
    {
        const std::string name = SplitPath(child.resource->name).back();
        AddSubnet(state, network, vnet, name, state.Read(child)["properties"], "subnets/" + name);
    }
}

void
AddPeering(ImportState& state,
           const Imported& owner,
           VirtualNetwork& vnet,
           const std::string& name,
           const Field& properties)
{
    VirtualNetworkPeering peering;
    peering.name = name;
    const std::string remote = properties["remoteVirtualNetwork"]["id"].Text();
    peering.remoteVirtualNetwork = state.NameOf(remote, NETWORK);
    if (peering.remoteVirtualNetwork.empty())
    {
        state.Leave(owner,
                    "peering \"" + name + "\" to \"" +
                        (remote.empty() ? "nothing" : ParseId(remote).name) +
                        "\" (that network is not in this template)");
        return;
    }
    if (!properties["allowVirtualNetworkAccess"].Exists())
    {
        state.Assume("A peering that does not say whether it allows access to the remote network "
                     "(allowVirtualNetworkAccess) does.");
    }
    peering.allowVirtualNetworkAccess = properties["allowVirtualNetworkAccess"].Flag(true);
    peering.allowForwardedTraffic = properties["allowForwardedTraffic"].Flag(false);
    peering.allowGatewayTransit = properties["allowGatewayTransit"].Flag(false);
    peering.useRemoteGateways = properties["useRemoteGateways"].Flag(false);
    peering.peerCompleteVnets = properties["peerCompleteVnets"].Flag(true);
    peering.localSubnetNames = properties["localSubnetNames"].Texts();
    peering.remoteSubnetNames = properties["remoteSubnetNames"].Texts();
    peering.enableOnlyIPv6Peering = properties["enableOnlyIPv6Peering"].Flag(false);
    peering.peeringState = properties["peeringState"].Text();
    const auto same = std::find_if(vnet.virtualNetworkPeerings.begin(),
                                   vnet.virtualNetworkPeerings.end(),
                                   [&](const auto& one) { return SameWord(one.name, name); });
    if (same == vnet.virtualNetworkPeerings.end())
    {
        vnet.virtualNetworkPeerings.push_back(peering);
    }
    else
    {
        *same = peering;
    }
}

void
AddPeerings(ImportState& state, const Imported& network, VirtualNetwork& vnet)
{
    for (const auto& item : state.Read(network)["properties"]["virtualNetworkPeerings"].Items())
    {
        AddPeering(state, network, vnet, item["name"].Text(), item["properties"]);
    }
    for (const auto& child : state.ChildrenOf(network.resource->id, PEERING))
    {
        const std::string name = SplitPath(child.resource->name).back();
        AddPeering(state, child, vnet, name, state.Read(child)["properties"]);
    }
}

} // namespace

void
ImportVirtualNetworks(ImportState& state)
{
    for (const auto& network : state.Find(NETWORK))
    {
        const Field body = state.Read(network);
        VirtualNetwork vnet;
        vnet.name = network.name;
        vnet.location = body["location"].Text(vnet.location);
        vnet.addressPrefixes = body["properties"]["addressSpace"]["addressPrefixes"].Texts();
        AddSubnets(state, network, vnet);
        AddPeerings(state, network, vnet);
        DateRules(state, network, vnet);
        state.topology.virtualNetworks.push_back(vnet);
    }
    state.LeaveOrphans(SUBNET, NETWORK);
    state.LeaveOrphans(PEERING, NETWORK);
}

std::string
SubnetOf(const ImportState& state, const Field& id)
{
    const std::string key = IdKey(id.Text());
    const size_t at = key.rfind("/subnets/");
    if (at == std::string::npos)
    {
        return "";
    }
    const std::string network = state.NameOf(key.substr(0, at), NETWORK);
    const std::string wanted = key.substr(at + 9);
    for (const auto& vnet : state.topology.virtualNetworks)
    {
        for (const auto& subnet : vnet.subnets)
        {
            if (vnet.name == network && SameWord(subnet.name, wanted))
            {
                return vnet.name + "/" + subnet.name;
            }
        }
    }
    if (!network.empty() && state.droppedSubnets.count(Lower(network + "/" + wanted)) == 0)
    {
        id.Refuse("virtual network \"" + network + "\" has no subnet \"" +
                  SplitPath(id.Text()).back() + "\" (InvalidResourceReference)");
    }
    return "";
}

} // namespace ns3::v6lab::arm
