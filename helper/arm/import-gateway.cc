// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/virtualNetworkGateways, localNetworkGateways, connections and
// expressRouteCircuits with their peerings.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"
#include "model/core/azure/gateway-sku.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* GATEWAY = "Microsoft.Network/virtualNetworkGateways";
constexpr const char* SITE = "Microsoft.Network/localNetworkGateways";
constexpr const char* CONNECTION = "Microsoft.Network/connections";
constexpr const char* CIRCUIT = "Microsoft.Network/expressRouteCircuits";
constexpr const char* PEERING = "Microsoft.Network/expressRouteCircuits/peerings";
constexpr const char* PUBLIC_ADDRESS = "Microsoft.Network/publicIPAddresses";

uint32_t
NumberOf(const Field& field, uint32_t fallback)
{
    const std::string text = field.Text();
    const bool number =
        !text.empty() && text.size() < 11 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return number ? static_cast<uint32_t>(std::stoull(text)) : fallback;
}

std::optional<BgpSettings>
BgpOf(const Field& properties)
{
    const Field given = properties["bgpSettings"];
    if (!given.Exists())
    {
        return std::nullopt;
    }
    BgpSettings bgp;
    bgp.asn = NumberOf(given["asn"], bgp.asn);
    bgp.bgpPeeringAddress = given["bgpPeeringAddress"].Text();
    bgp.peerWeight = NumberOf(given["peerWeight"], 0);
    return bgp;
}

/** Why a gateway cannot be simulated; empty if it can. */
std::string
Obstacle(const VirtualNetworkGateway& gateway)
{
    for (const auto& configuration : gateway.ipConfigurations)
    {
        if (configuration.subnet.empty())
        {
            return "resource (its subnet is not in this template)";
        }
        if (configuration.publicIPAddress.empty() && gateway.gatewayType == "Vpn")
        {
            return "resource (its public IP address is not in this template)";
        }
    }
    return gateway.ipConfigurations.empty() ? "resource (it has no ipConfigurations)" : "";
}

void
ImportGateway(ImportState& state, const Imported& imported)
{
    const Field body = state.Read(imported);
    const Field properties = body["properties"];
    VirtualNetworkGateway gateway;
    gateway.name = imported.name;
    gateway.gatewayType = Canonical(properties["gatewayType"].Text("Vpn"), {"Vpn", "ExpressRoute"});
    const bool vpn = gateway.gatewayType == "Vpn";
    gateway.vpnType =
        Canonical(properties["vpnType"].Text("RouteBased"), {"RouteBased", "PolicyBased"});
    gateway.vpnGatewayGeneration = Canonical(properties["vpnGatewayGeneration"].Text(),
                                             {"None", "Generation1", "Generation2"});
    const std::string sku = properties["sku"]["name"].Text();
    gateway.sku = Canonical(sku.empty() ? (vpn ? "VpnGw1" : "Standard") : sku,
                            vpn ? azure::VpnSkuWords() : azure::ExpressRouteSkuWords());
    if (sku.empty())
    {
        state.Assume("A gateway without a SKU has " + gateway.sku + ".");
    }
    gateway.activeActive = properties["activeActive"].Flag(false);
    gateway.enableBgp = properties["enableBgp"].Flag(false);
    gateway.bgpSettings = BgpOf(properties);
    for (const auto& item : properties["ipConfigurations"].Items())
    {
        const Field own = item["properties"];
        gateway.ipConfigurations.push_back(
            {item["name"].Text(),
             SubnetOf(state, own["subnet"]["id"]),
             state.NameOf(own["publicIPAddress"]["id"].Text(), PUBLIC_ADDRESS),
             own["privateIPAddress"].Text()});
    }
    if (const auto obstacle = Obstacle(gateway); !obstacle.empty())
    {
        state.Leave(imported, obstacle);
        return;
    }
    state.topology.virtualNetworkGateways.push_back(gateway);
}

void
ImportSites(ImportState& state)
{
    for (const auto& imported : state.Find(SITE))
    {
        const Field properties = state.Read(imported)["properties"];
        LocalNetworkGateway site;
        site.name = imported.name;
        site.gatewayIpAddress = properties["gatewayIpAddress"].Text();
        site.localNetworkAddressSpace =
            properties["localNetworkAddressSpace"]["addressPrefixes"].Texts();
        site.bgpSettings = BgpOf(properties);
        if (site.gatewayIpAddress.empty())
        {
            state.Leave(imported, "resource (it has no gatewayIpAddress)");
            continue;
        }
        state.topology.localNetworkGateways.push_back(site);
        state.Assume("Nothing answers behind local network gateways: a template does not describe "
                     "the devices there. Tunnels begin in Azure and end nowhere.");
    }
}

void
AddPeering(ExpressRouteCircuit& circuit, const std::string& name, const Field& properties)
{
    ExpressRoutePeering peering;
    peering.name = Canonical(properties["peeringType"].Text(name), {"AzurePrivatePeering"});
    peering.peerASN = NumberOf(properties["peerASN"], 0);
    peering.azureASN = NumberOf(properties["azureASN"], peering.azureASN);
    peering.primaryPeerAddressPrefix = properties["primaryPeerAddressPrefix"].Text();
    peering.secondaryPeerAddressPrefix = properties["secondaryPeerAddressPrefix"].Text();
    const Field ipv6 = properties["ipv6PeeringConfig"];
    peering.primaryPeerAddressPrefixIPv6 = ipv6["primaryPeerAddressPrefix"].Text();
    peering.secondaryPeerAddressPrefixIPv6 = ipv6["secondaryPeerAddressPrefix"].Text();
    peering.vlanId = NumberOf(properties["vlanId"], 0);
    peering.state = Canonical(properties["state"].Text("Enabled"), {"Enabled", "Disabled"});
    circuit.peerings.push_back(peering);
}

void
ImportCircuits(ImportState& state)
{
    for (const auto& imported : state.Find(CIRCUIT))
    {
        const Field body = state.Read(imported);
        const Field properties = body["properties"];
        const Field provider = properties["serviceProviderProperties"];
        ExpressRouteCircuit circuit;
        circuit.name = imported.name;
        circuit.sku = body["sku"]["name"].Text(circuit.sku);
        circuit.serviceProviderName = provider["serviceProviderName"].Text();
        circuit.peeringLocation = provider["peeringLocation"].Text();
        circuit.bandwidthInMbps = NumberOf(provider["bandwidthInMbps"], circuit.bandwidthInMbps);
        const auto add = [&](const Imported& owner, const std::string& name, const Field& own) {
            if (SameWord(own["peeringType"].Text(name), "AzurePrivatePeering"))
            {
                AddPeering(circuit, name, own);
                return;
            }
            state.Leave(owner, "peering \"" + name + "\" (only private peering is simulated)");
        };
        for (const auto& item : properties["peerings"].Items())
        {
            add(imported, item["name"].Text(), item["properties"]);
        }
        for (const auto& child : state.ChildrenOf(imported.resource->id, PEERING))
        {
            add(child, SplitPath(child.resource->name).back(), state.Read(child)["properties"]);
        }
        state.topology.expressRouteCircuits.push_back(circuit);
        state.Assume("Nothing answers behind ExpressRoute circuits: a template does not describe "
                     "the customer's routers. No prefix is learned from there.");
    }
    state.LeaveOrphans(PEERING, CIRCUIT);
}

void
ImportConnection(ImportState& state, const Imported& imported)
{
    const Field properties = state.Read(imported)["properties"];
    const auto named = [&](const char* member, const char* type) {
        return state.NameOf(properties[member]["id"].Text(), type);
    };
    GatewayConnection connection;
    connection.name = imported.name;
    connection.connectionType =
        Canonical(properties["connectionType"].Text(), {"IPsec", "Vnet2Vnet", "ExpressRoute"});
    connection.virtualNetworkGateway1 = named("virtualNetworkGateway1", GATEWAY);
    connection.virtualNetworkGateway2 = named("virtualNetworkGateway2", GATEWAY);
    connection.localNetworkGateway2 = named("localNetworkGateway2", SITE);
    connection.expressRouteCircuit = named("peer", CIRCUIT);
    connection.enableBgp = properties["enableBgp"].Flag(false);
    connection.routingWeight = NumberOf(properties["routingWeight"], 0);
    connection.expressRouteGatewayBypass = properties["expressRouteGatewayBypass"].Flag(false);
    const auto& gateways = state.topology.virtualNetworkGateways;
    const bool known = std::any_of(gateways.begin(), gateways.end(), [&](const auto& gateway) {
        return gateway.name == connection.virtualNetworkGateway1;
    });
    const std::string& other =
        connection.connectionType == "IPsec"       ? connection.localNetworkGateway2
        : connection.connectionType == "Vnet2Vnet" ? connection.virtualNetworkGateway2
                                                   : connection.expressRouteCircuit;
    if (!known || other.empty())
    {
        state.Leave(imported,
                    known ? "resource (what it connects to is not in this template)"
                          : "resource (its gateway is not simulated)");
        return;
    }
    state.topology.connections.push_back(connection);
}

/** Rule P4 asks for a gateway at the other end, which may be in another template. */
void
CheckRemoteGateways(ImportState& state)
{
    const auto& gateways = state.topology.virtualNetworkGateways;
    for (auto& vnet : state.topology.virtualNetworks)
    {
        for (auto& peering : vnet.virtualNetworkPeerings)
        {
            const std::string start = peering.remoteVirtualNetwork + "/";
            const bool there =
                std::any_of(gateways.begin(), gateways.end(), [&](const auto& gateway) {
                    return gateway.ipConfigurations[0].subnet.rfind(start, 0) == 0;
                });
            if (peering.useRemoteGateways && !there)
            {
                peering.useRemoteGateways = false;
                state.topology.leftOut.push_back(
                    {vnet.name,
                     "Microsoft.Network/virtualNetworks",
                     "peering \"" + peering.name + "\": useRemoteGateways (" +
                         peering.remoteVirtualNetwork + " has no gateway in this template)"});
            }
        }
    }
}

} // namespace

void
ImportGateways(ImportState& state)
{
    for (const auto& imported : state.Find(GATEWAY))
    {
        ImportGateway(state, imported);
    }
    ImportSites(state);
    ImportCircuits(state);
    for (const auto& imported : state.Find(CONNECTION))
    {
        ImportConnection(state, imported);
    }
    CheckRemoteGateways(state);
}

} // namespace ns3::v6lab::arm
