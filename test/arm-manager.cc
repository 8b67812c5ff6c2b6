// SPDX-License-Identifier: GPL-2.0-only
// Private endpoints, service endpoints, subnet peering, Bastion, network managers, flow logs.
#include "helper/topology/validate.h"
#include "test/support/arm.h"

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

constexpr const char* SYNTAX = "ARM template reference: Microsoft.Network";

const std::string NETWORKS = R"(
{"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "hub",
 "location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
 "subnets": [{"name": "AzureBastionSubnet", "properties": {"addressPrefix": "10.0.1.0/26"}},
  {"name": "app", "properties": {"addressPrefix": "10.0.2.0/24",
   "privateEndpointNetworkPolicies": "Enabled",
   "serviceEndpoints": [{"service": "Microsoft.Storage", "locations": ["*"]}]}}],
 "virtualNetworkPeerings": [{"name": "p", "properties": {"remoteVirtualNetwork": {"id":
   "[resourceId('Microsoft.Network/virtualNetworks', 'spoke')]"}, "peerCompleteVnets": false,
   "localSubnetNames": ["app"], "remoteSubnetNames": ["s"], "enableOnlyIPv6Peering": false,
   "allowVirtualNetworkAccess": true}}]}},
{"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "spoke",
 "location": "eastus", "properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]},
 "subnets": [{"name": "s", "properties": {"addressPrefix": "10.1.1.0/24"}}]}})";

const std::string BASTION = R"(,
{"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": "ip",
 "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static"}},
{"type": "Microsoft.Network/bastionHosts", "apiVersion": "2023-09-01", "name": "bastion",
 "sku": {"name": "standard"}, "properties": {"ipConfigurations": [{"name": "c", "properties": {
 "subnet": {"id":
  "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'AzureBastionSubnet')]"},
 "publicIPAddress": {"id": "[resourceId('Microsoft.Network/publicIPAddresses', 'ip')]"}}}]}})";

const std::string ENDPOINT = R"(,
{"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2023-09-01", "name": "pe",
 "properties": {"subnet": {"id":
  "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]"},
 "privateLinkServiceConnections": [{"name": "x", "properties": {"groupIds": ["blob"]}}],
 "ipConfigurations": [{"name": "i", "properties": {"privateIPAddress": "10.0.2.9"}}]}})";

const std::string MANAGER = R"(,
{"type": "Microsoft.Network/networkManagers", "apiVersion": "2023-09-01", "name": "m",
 "properties": {"networkManagerScopeAccesses": ["Connectivity"]}},
{"type": "Microsoft.Network/networkManagers/networkGroups", "apiVersion": "2023-09-01",
 "name": "m/g", "properties": {}},
{"type": "Microsoft.Network/networkManagers/networkGroups/staticMembers",
 "apiVersion": "2023-09-01", "name": "m/g/one", "properties": {"resourceId":
 "[resourceId('Microsoft.Network/virtualNetworks', 'spoke')]"}},
{"type": "Microsoft.Network/networkManagers/connectivityConfigurations",
 "apiVersion": "2023-09-01", "name": "m/c", "properties": {"connectivityTopology": "hubAndSpoke",
 "hubs": [{"resourceId": "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]",
  "resourceType": "Microsoft.Network/virtualNetworks"}], "isGlobal": "False",
 "deleteExistingPeering": "True", "appliesToGroups": [{"networkGroupId":
  "[resourceId('Microsoft.Network/networkManagers/networkGroups', 'm', 'g')]",
  "groupConnectivity": "directlyConnected", "useHubGateway": "True", "isGlobal": "True"}]}})";

const std::string FLOW_LOG = R"(,
{"type": "Microsoft.Network/networkWatchers/flowLogs", "apiVersion": "2023-09-01",
 "name": "watcher/log", "properties": {"targetResourceId":
 "[resourceId('Microsoft.Network/virtualNetworks', 'spoke')]", "enabled": true}},
{"type": "Microsoft.Network/networkWatchers/flowLogs", "apiVersion": "2023-09-01",
 "name": "watcher/other", "properties": {"targetResourceId":
 "[resourceId('Microsoft.Network/virtualNetworks', 'elsewhere')]", "enabled": true}})";

Row
With(const std::string& sentence,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look)
{
    return test::Read(sentence, SYNTAX, TemplateOf("[" + NETWORKS + resources + "]"), look);
}

const std::vector<Row> ROWS{
    With("service endpoints and network policies of a subnet are read",
         "",
         [](Verdict& v, const Topology& t) {
             const Subnet& app = t.virtualNetworks.at(0).subnets.at(1);
             v.Equal(Words(app.serviceEndpoints), "Microsoft.Storage", "services");
             v.True(app.privateEndpointNetworkPolicies, "policies");
         }),
    With("a peering of single subnets is read",
         "",
         [](Verdict& v, const Topology& t) {
             const auto& side = t.virtualNetworks.at(0).virtualNetworkPeerings.at(0);
             v.True(!side.peerCompleteVnets, "not complete");
             v.Equal(Words(side.localSubnetNames) + " " + Words(side.remoteSubnetNames),
                     "app s",
                     "subnets");
         }),
    With("a Bastion is read",
         BASTION,
         [](Verdict& v, const Topology& t) {
             v.Equal(Names(t.bastionHosts), "bastion", "names");
             const auto& bastion = t.bastionHosts.at(0);
             v.Equal(bastion.sku + " " + bastion.ipConfigurations.at(0).subnet + " " +
                         bastion.ipConfigurations.at(0).publicIPAddress,
                     "Standard hub/AzureBastionSubnet ip",
                     "Bastion");
             v.Equal(Validate(t).size(), 0U, "faults");
         }),
    With(
        "a private endpoint is read; what it leads to is told as left out",
        ENDPOINT,
        [](Verdict& v, const Topology& t) {
            const auto& endpoint = t.privateEndpoints.at(0);
            v.Equal(endpoint.subnet + " " + endpoint.privateIPAddress, "hub/app 10.0.2.9", "place");
            v.True(Contains(LeftOutText(t), "privateLinkServiceConnections"), LeftOutText(t));
        }),
    With("a network manager is read with its groups, members and configurations",
         MANAGER,
         [](Verdict& v, const Topology& t) {
             const auto& manager = t.networkManagers.at(0);
             v.Equal(Names(manager.networkGroups), "g", "groups");
             v.Equal(Words(manager.networkGroups.at(0).virtualNetworks), "spoke", "members");
             const auto& one = manager.connectivityConfigurations.at(0);
             const auto& item = one.appliesToGroups.at(0);
             v.Equal(one.name + " " + one.connectivityTopology + " " + one.hub + " " +
                         item.networkGroup + " " + item.groupConnectivity,
                     "c HubAndSpoke hub g DirectlyConnected",
                     "configuration");
             v.True(one.deleteExistingPeering && item.useHubGateway && item.isGlobal &&
                        !one.isGlobal,
                    "flags");
             v.Equal(Words(one.deployedTo), "eastus westeurope", "regions");
             v.True(Contains(Words(t.assumptions), "counts as deployed"), Words(t.assumptions));
         }),
    With("a flow log is read; one of something else is left out",
         FLOW_LOG,
         [](Verdict& v, const Topology& t) {
             v.Equal(t.flowLogs.size(), 1U, "flow logs");
             v.Equal(t.flowLogs.at(0).name + " " + t.flowLogs.at(0).target, "log spoke", "log");
             v.True(Contains(LeftOutText(t), "elsewhere"), LeftOutText(t));
         }),
};

V6LAB_SUITE("v6lab-arm-manager", ROWS);

} // namespace
