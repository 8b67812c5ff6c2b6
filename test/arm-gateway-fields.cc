// SPDX-License-Identifier: GPL-2.0-only
// Every property of gateways, sites, circuits and connections that the import reads, with values
// that are no defaults.
#include "test/support/arm.h"

using namespace ns3::v6lab;
using test::ImportText;
using test::Row;
using test::TemplateOf;
using test::Verdict;

namespace
{

constexpr const char* SYNTAX = "ARM template reference: Microsoft.Network";

std::string
Resource(const std::string& type, const std::string& name, const std::string& properties)
{
    return R"({"type": "Microsoft.Network/)" + type +
           R"(", "apiVersion": "2023-09-01", "name": ")" + name + R"(", "properties": {)" +
           properties + "}}";
}

std::string
Id(const std::string& type, const std::string& name)
{
    return R"({"id": "[resourceId('Microsoft.Network/)" + type + "', '" + name + R"(')]"})";
}

/** A network of that name with an active-active gateway, "gw-NAME". */
std::string
Network(const std::string& name, const std::string& prefix)
{
    const std::string subnet =
        R"({"id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', ')" + name +
        R"(', 'GatewaySubnet')]"})";
    std::string text =
        Resource("virtualNetworks",
                 name,
                 R"("addressSpace": {"addressPrefixes": [")" + prefix +
                     R"(.0.0/16"]}, "subnets": [{"name": "GatewaySubnet", "properties":
                     {"addressPrefix": ")" +
                     prefix + R"(.255.0/27"}}])") +
        ",";
    std::string configurations;
    for (const std::string end : {"0", "1"})
    {
        text += Resource("publicIPAddresses",
                         "pip-" + name + end,
                         R"("publicIPAllocationMethod": "Static")") +
                ",";
        configurations += (configurations.empty() ? "" : ",") + (R"({"name": "c)" + end) +
                          R"(", "properties": {"subnet": )" + subnet + R"(, "publicIPAddress": )" +
                          Id("publicIPAddresses", "pip-" + name + end) + "}}";
    }
    return text + Resource("virtualNetworkGateways",
                           "gw-" + name,
                           R"("gatewayType": "Vpn", "vpnType": "RouteBased", "activeActive": true,
                           "sku": {"name": "VpnGw2"}, "ipConfigurations": [)" +
                               configurations + "]");
}

const std::string SITE = Resource(
    "localNetworkGateways",
    "site",
    R"("gatewayIpAddress": "198.51.100.9", "localNetworkAddressSpace": {"addressPrefixes": []},
       "bgpSettings": {"asn": 65020, "bgpPeeringAddress": "10.99.0.1", "peerWeight": 7})");

const std::string CIRCUIT =
    Resource("expressRouteCircuits",
             "er",
             R"("serviceProviderProperties": {"serviceProviderName": "Equinix",
                "peeringLocation": "Amsterdam", "bandwidthInMbps": 50},
                "peerings": [{"name": "AzurePrivatePeering", "properties": {"peeringType":
                "azureprivatepeering", "peerASN": 65030, "azureASN": 12077, "vlanId": 200,
                "primaryPeerAddressPrefix": "192.168.10.16/30",
                "secondaryPeerAddressPrefix": "192.168.10.20/30", "state": "disabled"}}])");

std::string
Connection(const std::string& name, const std::string& type, const std::string& rest)
{
    return Resource("connections",
                    name,
                    R"("connectionType": ")" + type + R"(", "virtualNetworkGateway1": )" +
                        Id("virtualNetworkGateways", "gw-v") + ", " + rest);
}

Topology
Imported(Verdict& v)
{
    std::string faults;
    const auto topology = ImportText(
        TemplateOf(
            "[" + Network("v", "10.0") + "," + Network("w", "10.1") + "," + SITE + "," + CIRCUIT +
            "," +
            Connection("to-w",
                       "Vnet2Vnet",
                       R"("virtualNetworkGateway2": )" + Id("virtualNetworkGateways", "gw-w")) +
            "," +
            Connection("to-site",
                       "IPsec",
                       R"("enableBgp": true, "routingWeight": 3, "localNetworkGateway2": )" +
                           Id("localNetworkGateways", "site")) +
            "," +
            Connection("to-er",
                       "ExpressRoute",
                       R"("expressRouteGatewayBypass": true, "peer": )" +
                           Id("expressRouteCircuits", "er")) +
            "]"),
        faults);
    v.Equal(faults, "", "faults of the import");
    return topology;
}

const GatewayConnection&
Find(const Topology& topology, const std::string& name)
{
    for (const auto& connection : topology.connections)
    {
        if (connection.name == name)
        {
            return connection;
        }
    }
    throw std::invalid_argument("no connection " + name);
}

const std::vector<Row> ROWS{
    {"a gateway of two instances",
     SYNTAX,
     [](Verdict& v) {
         const auto t = Imported(v);
         const auto& gateway = t.virtualNetworkGateways.at(0);
         v.True(gateway.activeActive, "activeActive");
         v.Equal(gateway.ipConfigurations.size(), size_t{2}, "configurations");
         v.Equal(gateway.ipConfigurations.at(1).publicIPAddress, "pip-v1", "the second address");
     }},
    {"the BGP of a site",
     SYNTAX,
     [](Verdict& v) {
         const auto t = Imported(v);
         const auto& site = t.localNetworkGateways.at(0);
         v.True(site.bgpSettings.has_value(), "bgpSettings");
         const auto bgp = site.bgpSettings.value_or(BgpSettings());
         v.Equal(bgp.asn, 65020u, "asn");
         v.Equal(bgp.bgpPeeringAddress, "10.99.0.1", "bgpPeeringAddress");
         v.Equal(bgp.peerWeight, 7u, "peerWeight");
     }},
    {"a circuit and its peering",
     SYNTAX,
     [](Verdict& v) {
         const auto t = Imported(v);
         const auto& circuit = t.expressRouteCircuits.at(0);
         v.Equal(circuit.serviceProviderName, "Equinix", "serviceProviderName");
         v.Equal(circuit.peeringLocation, "Amsterdam", "peeringLocation");
         const auto& peering = circuit.peerings.at(0);
         v.Equal(peering.name, "AzurePrivatePeering", "peeringType in Azure's spelling");
         v.Equal(peering.peerASN, 65030u, "peerASN");
         v.Equal(peering.azureASN, 12077u, "azureASN");
         v.Equal(peering.vlanId, 200u, "vlanId");
         v.Equal(peering.state, "Disabled", "state");
     }},
    {"connections of the three types",
     SYNTAX,
     [](Verdict& v) {
         const auto t = Imported(v);
         v.Equal(Find(t, "to-w").virtualNetworkGateway2, "gw-w", "virtualNetworkGateway2");
         v.True(Find(t, "to-site").enableBgp, "enableBgp");
         v.Equal(Find(t, "to-site").routingWeight, 3u, "routingWeight");
         v.True(Find(t, "to-er").expressRouteGatewayBypass, "expressRouteGatewayBypass");
     }},
};

V6LAB_SUITE("v6lab-arm-gateway-fields", ROWS);

} // namespace
