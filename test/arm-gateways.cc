// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/virtualNetworkGateways, localNetworkGateways, connections and
// expressRouteCircuits.
#include "helper/install/install.h"
#include "test/support/arm.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/simulator.h"

#include <functional>

using namespace ns3::v6lab;
using test::Contains;
using test::LeftOutText;
using test::Names;
using test::Row;
using test::TemplateOf;
using test::Verdict;
using test::Words;

namespace
{

constexpr const char* SYNTAX = "ARM template reference: virtualNetworkGateways";

/** A network with GatewaySubnet, a peer that uses its gateway, and a public address. */
constexpr const char* BASE =
    R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v",
        "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
        {"name": "GatewaySubnet", "properties": {"addressPrefix": "10.0.255.0/27"}},
        {"name": "a", "properties": {"addressPrefix": "10.0.0.0/24"}}],
        "virtualNetworkPeerings": [{"name": "w", "properties": {"allowGatewayTransit": true,
        "remoteVirtualNetwork": {"id": "[resourceId('Microsoft.Network/virtualNetworks', 'w')]"}}}]}},
       {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "w",
        "properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]},
        "virtualNetworkPeerings": [{"name": "v", "properties": {"useRemoteGateways": true,
        "remoteVirtualNetwork": {"id": "[resourceId('Microsoft.Network/virtualNetworks', 'v')]"}}}]}},
       {"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": "pip",
        "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static"}},)";

std::string
GatewayText(const std::string& properties, const std::string& address = "pip")
{
    return R"({"type": "Microsoft.Network/virtualNetworkGateways", "apiVersion": "2023-09-01",
        "name": "gw", "properties": {"ipConfigurations": [{"name": "c", "properties": {
        "subnet": {"id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'GatewaySubnet')]"},
        "publicIPAddress": {"id": "[resourceId('Microsoft.Network/publicIPAddresses', ')" +
           address + R"(')]"}}}], )" + properties + "}}";
}

constexpr const char* VPN =
    R"("gatewayType": "vpn", "vpnType": "routebased", "sku": {"name": "vpngw2az", "tier": "VpnGw2AZ"},
       "vpnGatewayGeneration": "Generation2", "enableBgp": "true",
       "bgpSettings": {"asn": 65010, "peerWeight": 5}, "vpnClientConfiguration": {"x": 1})";

constexpr const char* EXPRESS_ROUTE = R"("gatewayType": "ExpressRoute")";

constexpr const char* SITE =
    R"({"type": "Microsoft.Network/localNetworkGateways", "apiVersion": "2023-09-01", "name": "site",
        "properties": {"gatewayIpAddress": "198.51.100.9",
        "localNetworkAddressSpace": {"addressPrefixes": ["172.16.0.0/16"]}}})";

std::string
ConnectionText(const std::string& type, const std::string& other)
{
    return R"({"type": "Microsoft.Network/connections", "apiVersion": "2023-09-01", "name": "conn",
        "properties": {"connectionType": ")" +
           type + R"(", "routingWeight": 10, "sharedKey": "secret", "virtualNetworkGateway1": {"id":
        "[resourceId('Microsoft.Network/virtualNetworkGateways', 'gw')]"}, )" +
           other + "}}";
}

constexpr const char* TO_SITE =
    R"("localNetworkGateway2": {"id": "[resourceId('Microsoft.Network/localNetworkGateways', 'SITE')]"})";
constexpr const char* TO_CIRCUIT =
    R"("peer": {"id": "[resourceId('Microsoft.Network/expressRouteCircuits', 'er')]"},
       "expressRouteGatewayBypass": false)";

constexpr const char* CIRCUIT =
    R"({"type": "Microsoft.Network/expressRouteCircuits", "apiVersion": "2023-09-01", "name": "er",
        "sku": {"name": "Premium_MeteredData", "tier": "Premium", "family": "MeteredData"},
        "properties": {"serviceProviderProperties": {"serviceProviderName": "Equinix",
        "peeringLocation": "Amsterdam", "bandwidthInMbps": 50}}},
       {"type": "Microsoft.Network/expressRouteCircuits/peerings", "apiVersion": "2023-09-01",
        "name": "er/AzurePrivatePeering", "properties": {"peeringType": "AzurePrivatePeering",
        "peerASN": 65020, "primaryPeerAddressPrefix": "192.168.10.16/30",
        "secondaryPeerAddressPrefix": "192.168.10.20/30", "vlanId": 200,
        "ipv6PeeringConfig": {"primaryPeerAddressPrefix": "2001:db8:e::/126",
        "secondaryPeerAddressPrefix": "2001:db8:e::4/126"}}},
       {"type": "Microsoft.Network/expressRouteCircuits/peerings", "apiVersion": "2023-09-01",
        "name": "er/MicrosoftPeering", "properties": {"peeringType": "MicrosoftPeering"}})";

Row
With(const std::string& sentence,
     const std::string& clause,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look)
{
    return test::Imported(sentence, clause, TemplateOf("[" + (BASE + resources) + "]"), look);
}

const std::vector<Row> ROWS{
    With("a VPN gateway, its site and their connection",
         SYNTAX,
         GatewayText(VPN) + "," + SITE + "," + ConnectionText("ipsec", TO_SITE),
         [](Verdict& v, const Topology& t) {
             const auto& gateway = t.virtualNetworkGateways.at(0);
             v.Equal(gateway.gatewayType + " " + gateway.vpnType + " " + gateway.sku + " " +
                         gateway.vpnGatewayGeneration,
                     "Vpn RouteBased VpnGw2AZ Generation2",
                     "words in Azure's spelling");
             v.Equal(gateway.ipConfigurations.at(0).subnet, "v/GatewaySubnet", "subnet");
             v.Equal(gateway.ipConfigurations.at(0).publicIPAddress, "pip", "public address");
             v.True(gateway.enableBgp && gateway.bgpSettings->asn == 65010 &&
                        gateway.bgpSettings->peerWeight == 5,
                    "BGP");
             v.Equal(t.localNetworkGateways.at(0).gatewayIpAddress, "198.51.100.9", "device");
             v.Equal(Words(t.localNetworkGateways[0].localNetworkAddressSpace),
                     "172.16.0.0/16",
                     "prefixes");
             v.Equal(t.connections.at(0).localNetworkGateway2, "site", "the connection's site");
             v.Equal(t.connections[0].routingWeight, 10u, "weight");
             v.True(Contains(LeftOutText(t),
                             "conn Microsoft.Network/connections "
                             "properties.sharedKey"),
                    LeftOutText(t));
             v.True(Contains(LeftOutText(t), "properties.vpnClientConfiguration"), LeftOutText(t));
             v.True(Contains(Words(t.assumptions), "Nothing answers behind local network gateways"),
                    Words(t.assumptions));
         }),
    With("a peer uses the gateway that the template describes",
         "P4",
         GatewayText(VPN),
         [](Verdict& v, const Topology& t) {
             v.True(t.virtualNetworks.at(1).virtualNetworkPeerings.at(0).useRemoteGateways,
                    "it does");
         }),
    With("but not one of another type of resource, which is left out",
         "P4",
         GatewayText(VPN, "elsewhere"),
         [](Verdict& v, const Topology& t) {
             v.Equal(t.virtualNetworkGateways.size(), size_t{0}, "gateways");
             v.True(!t.virtualNetworks.at(1).virtualNetworkPeerings.at(0).useRemoteGateways,
                    "it does not");
             v.True(Contains(LeftOutText(t), "useRemoteGateways (v has no gateway"),
                    LeftOutText(t));
             v.True(Contains(LeftOutText(t), "its public IP address is not in this template"),
                    LeftOutText(t));
         }),
    With("a circuit with private peering of both families, and its connection",
         "G3",
         GatewayText(EXPRESS_ROUTE) + "," + CIRCUIT + "," +
             ConnectionText("ExpressRoute", TO_CIRCUIT),
         [](Verdict& v, const Topology& t) {
             const auto& circuit = t.expressRouteCircuits.at(0);
             v.Equal(circuit.bandwidthInMbps, 50u, "bandwidth");
             v.Equal(circuit.sku, "Premium_MeteredData", "SKU");
             v.Equal(Names(circuit.peerings), "AzurePrivatePeering", "peerings");
             v.Equal(circuit.peerings.at(0).secondaryPeerAddressPrefixIPv6,
                     "2001:db8:e::4/126",
                     "IPv6 of the secondary link");
             v.Equal(t.connections.at(0).expressRouteCircuit, "er", "the connection's circuit");
             v.Equal(t.virtualNetworkGateways.at(0).sku, "Standard", "SKU by default");
             v.True(Contains(LeftOutText(t), "peering \"MicrosoftPeering\""), LeftOutText(t));
             v.True(Contains(Words(t.assumptions), "Nothing answers behind ExpressRoute circuits"),
                    Words(t.assumptions));
         }),
    With("a connection to a circuit of another template is left out",
         SYNTAX,
         GatewayText(EXPRESS_ROUTE) + "," + ConnectionText("ExpressRoute", TO_CIRCUIT),
         [](Verdict& v, const Topology& t) {
             v.Equal(t.connections.size(), size_t{0}, "connections");
             v.True(Contains(LeftOutText(t),
                             "conn Microsoft.Network/connections resource (what it connects to"),
                    LeftOutText(t));
         }),
    With("gateways without a device at the other end are installed all the same",
         SYNTAX,
         GatewayText(VPN) + "," + SITE + "," + CIRCUIT + "," + ConnectionText("IPsec", TO_SITE),
         [](Verdict& v, const Topology& t) {
             const auto installation = Install(t);
             v.True(installation.nodes.count("gw") == 1 &&
                        installation.nodes.count("er-primary") == 1,
                    "nodes");
             ns3::Simulator::Destroy();
             ns3::GlobalValue::Bind("ChecksumEnabled", ns3::BooleanValue(false));
         }),
};

} // namespace

V6LAB_SUITE("v6lab-arm-gateways", ROWS);
