// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/arm.h"

#include <functional>

using namespace ns3::v6lab;
using test::Contains;
using test::FaultsOf;
using test::LeftOutText;
using test::Names;
using test::Row;
using test::TemplateOf;
using test::Verdict;

namespace
{

const std::string LEFT_OUT = "issue: left out, never silently";

const std::string NETWORK =
    R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01",
    "name": "v", "location": "northeurope", "properties": {
        "addressSpace": {"addressPrefixes": ["10.0.0.0/16", "2001:db8::/48"]},
        "subnets": [{"name": "a", "properties": {"addressPrefix": "10.0.0.0/24"}},
                    {"name": "b", "properties": {"addressPrefixes": ["10.0.1.0/24", "2001:db8:0:1::/64"]}}]}})";

std::string
Interface(const std::string& name, const std::string& subnet, const std::string& more = "")
{
    return R"({"type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": ")" +
           name + R"(", "properties": {)" + more +
           R"("ipConfigurations": [{"name": "c", "properties": {"subnet": {"id": ")" + subnet +
           "\"}}}]}}";
}

std::string
Machine(const std::string& name, const std::string& interfaces)
{
    return R"({"type": "microsoft.compute/VirtualMachines", "apiVersion": "2023-09-01", "name": ")" +
           name + R"(", "properties": {"networkProfile": {"networkInterfaces": [)" + interfaces +
           "]}}}";
}

const std::string SUBNET_A = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'a')]";
const std::string NIC_ID = "[resourceId('Microsoft.Network/networkInterfaces', '";

/** Imports, and hands the topology on only if there was no fault. */
Row
With(const std::string& sentence,
     const std::string& clause,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look)
{
    return test::Read(sentence, clause, TemplateOf("[" + resources + "]"), look);
}

Row
Refuses(const std::string& sentence, const std::string& resources, const std::string& fault)
{
    return {sentence, "ARM InvalidTemplate", [=](Verdict& v) {
                const auto faults = test::FaultsOf(TemplateOf("[" + resources + "]"));
                v.True(Contains(faults, fault), faults);
            }};
}

/** A subnet's id in each form that templates use reaches subnet a. */
Row
Reaches(const std::string& id)
{
    return With(
        "an interface finds its subnet by " + id,
        "ARM template reference: resourceId",
        NETWORK + "," + Interface("n", id),
        [](Verdict& v, const Topology& t) {
            v.Equal(t.networkInterfaces.at(0).ipConfigurations.at(0).subnet, "v/a", "subnet");
        });
}

const std::string RG =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/v6lab-rg";

std::string
Fleet(size_t count)
{
    return NETWORK + R"(,{"type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01",
        "name": "[concat('n', copyIndex())]", "copy": {"name": "l", "count": )" +
           std::to_string(count) +
           R"(}, "properties": {"ipConfigurations": [{"name": "c", "properties":
        {"subnet": {"id": ")" +
           SUBNET_A + "\"}}}]}}";
}

const std::vector<Row> ROWS{
    With("a network keeps its place, its ranges and its subnets' ranges in either form",
         "A2",
         NETWORK,
         [](Verdict& v, const Topology& t) {
             const auto& network = t.virtualNetworks.at(0);
             v.Equal(network.name + " " + network.location, "v northeurope", "network");
             v.Equal(test::Words(network.addressPrefixes), "10.0.0.0/16 2001:db8::/48", "space");
             v.Equal(test::Words(network.subnets.at(0).addressPrefixes), "10.0.0.0/24", "subnet a");
             v.Equal(test::Words(network.subnets.at(1).addressPrefixes),
                     "10.0.1.0/24 2001:db8:0:1::/64",
                     "subnet b");
             v.Equal(LeftOutText(t), "", "left out");
         }),
    Reaches(SUBNET_A),
    Reaches("[resourceId('MICROSOFT.network/virtualnetworks/Subnets/', 'V', 'A')]"),
    Reaches("[resourceId('v6lab-rg', 'Microsoft.Network/virtualNetworks/subnets', 'v', 'a')]"),
    Reaches("[concat(resourceId('Microsoft.Network/virtualNetworks', 'v'), '/subnets/', 'a')]"),
    Reaches(
        "[concat(resourceGroup().id, '/providers/Microsoft.Network/virtualNetworks/v/subnets/a')]"),
    Reaches("[reference('v').subnets[0].id]"),
    Reaches(RG + "/providers/Microsoft.Network/virtualNetworks/v/subnets/a"),
    With(
        "names of properties have no letter case, and bools may be text",
        "templates' quirks",
        NETWORK +
            R"(,{"TYPE": "Microsoft.Network/NetworkInterfaces", "apiversion": "2023-09-01", "Name": "n", "Properties": {
             "enableIpForwarding": "true", "ipconfigurations": [{"name": "c", "properties": {"Primary": "True",
             "privateIpAddressVersion": "ipv6", "privateIpAllocationMethod": "static", "privateIpAddress": "2001:db8:0:1::9",
             "Subnet": {"ID": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'b')]"}}}]}})",
        [](Verdict& v, const Topology& t) {
            const auto& nic = t.networkInterfaces.at(0);
            v.True(nic.enableIPForwarding && nic.ipConfigurations.at(0).primary, "flags");
            v.Equal(nic.ipConfigurations.at(0).privateIPAddressVersion, "IPv6", "version");
            v.Equal(nic.ipConfigurations.at(0).privateIPAddress, "2001:db8:0:1::9", "address");
            v.Equal(LeftOutText(t), "", "left out");
        }),
    With(
        "a route table has its routes inside and as children, in Azure's spelling",
        "R12",
        R"({"type": "Microsoft.Network/routeTables", "apiVersion": "1", "name": "t", "properties": {"disableBgpRoutePropagation": "true",
             "routes": [{"name": "a", "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "none"}}]}},
            {"type": "Microsoft.Network/routeTables/routes", "apiVersion": "1", "name": "t/b", "properties": {
             "addressPrefix": "10.0.0.0/8", "nextHopType": "VIRTUALAPPLIANCE", "nextHopIpAddress": "10.0.0.4"}},
            {"type": "Microsoft.Network/routeTables/routes", "apiVersion": "1", "name": "t/tag", "properties": {
             "addressPrefix": "AzureCloud", "nextHopType": "Internet"}})",
        [](Verdict& v, const Topology& t) {
            const auto& table = t.routeTables.at(0);
            v.True(table.disableBgpRoutePropagation, "propagation");
            v.Equal(Names(table.routes), "a b", "routes");
            v.Equal(table.routes.at(0).nextHopType + " " + table.routes.at(1).nextHopType,
                    "None VirtualAppliance",
                    "types");
            v.True(Contains(LeftOutText(t), "service tag AzureCloud, R11b"), LeftOutText(t));
        }),
    With(
        "a subnet uses its route table, and a table of elsewhere is left out",
        LEFT_OUT,
        R"({"type": "Microsoft.Network/routeTables", "apiVersion": "1", "name": "t", "properties": {}},
            {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v", "properties": {
             "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
             {"name": "a", "properties": {"addressPrefix": "10.0.0.0/24", "routeTable": {"id": "[resourceId('Microsoft.Network/routeTables', 't')]"}}},
             {"name": "b", "properties": {"addressPrefix": "10.0.1.0/24", "routeTable": {"id": "[resourceId('other', 'Microsoft.Network/routeTables', 'far')]"}}}]}})",
        [](Verdict& v, const Topology& t) {
            v.Equal(t.virtualNetworks.at(0).subnets.at(0).routeTable, "t", "a");
            v.Equal(t.virtualNetworks.at(0).subnets.at(1).routeTable, "", "b");
            v.Equal(LeftOutText(t),
                    "v Microsoft.Network/virtualNetworks "
                    "properties.subnets[b].properties.routeTable (\"far\" is not in this template)",
                    "left out");
        }),
    With(
        "a subnet given inside its network and again as its child is one",
        "101-nat-gateway-vnet",
        NETWORK +
            R"(,{"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2023-09-01", "name": "v/A",
             "properties": {"addressPrefix": "10.0.9.0/24"}})",
        [](Verdict& v, const Topology& t) {
            v.Equal(Names(t.virtualNetworks.at(0).subnets), "A b", "subnets");
            v.Equal(t.virtualNetworks.at(0).subnets.at(0).addressPrefixes.at(0),
                    "10.0.9.0/24",
                    "the later one counts");
        }),
    With(
        "a child of a network that is not here is left out",
        LEFT_OUT,
        R"({"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "1", "name": "far/s", "properties": {"addressPrefix": "10.0.0.0/24"}},
            {"type": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "apiVersion": "1", "name": "far/p", "properties": {}})",
        [](Verdict& v, const Topology& t) {
            v.True(Contains(LeftOutText(t),
                            "far/s Microsoft.Network/virtualNetworks/subnets resource (the "
                            "template does not describe its parent \"far\")"),
                   LeftOutText(t));
            v.True(Contains(LeftOutText(t), "far/p"), LeftOutText(t));
        }),
    {"a subnet that a network of the template does not have is a fault, with its place, as in "
     "Azure",
     "InvalidResourceReference",
     [](Verdict& v) {
         const std::string faults =
             FaultsOf(TemplateOf(std::string("[") + NETWORK + "," +
                                 Interface("n",
                                           "[resourceId('Microsoft.Network/virtualNetworks/"
                                           "subnets', 'v', 'nope')]") +
                                 "]"));
         v.True(Contains(faults,
                         "properties.subnet.id: virtual network \"v\" has no subnet \"nope\" "
                         "(InvalidResourceReference)"),
                faults);
     }},
    {"a template without its $schema is known by its resources",
     "template syntax",
     [](Verdict& v) {
         v.True(LacksArmSchema(R"({"resources": []})"), "bare");
         v.True(!LacksArmSchema(TemplateOf("[]")), "complete");
         v.True(!LacksArmSchema(R"({"virtualNetworks": []})"), "a topology");
         v.True(!LacksArmSchema("name: resources"), "YAML");
     }},
    With(
        "a subnet without a range is left out, and so is an interface in it",
        LEFT_OUT,
        R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v", "properties": {
             "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [{"name": "a"}]}},)" +
            Interface("n", SUBNET_A),
        [](Verdict& v, const Topology& t) {
            v.Equal(t.virtualNetworks.at(0).subnets.size() + t.networkInterfaces.size(),
                    0U,
                    "imported");
            v.True(Contains(LeftOutText(t), "properties.subnets[a] (it has no address range)"),
                   LeftOutText(t));
            v.True(Contains(LeftOutText(t),
                            "n Microsoft.Network/networkInterfaces resource (none of its "
                            "ipConfigurations has a subnet"),
                   LeftOutText(t));
        }),
    With(
        "networks of API versions after 2026-03-31 have private subnets unless they say otherwise",
        "D9",
        R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2026-04-01", "name": "v", "properties": {
             "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [{"name": "a", "properties": {"addressPrefix": "10.0.0.0/24"}},
             {"name": "b", "properties": {"addressPrefix": "10.0.1.0/24", "defaultOutboundAccess": true}}]}},
            {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2025-11-01", "name": "w", "properties": {
             "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}, "subnets": [{"name": "a", "properties": {"addressPrefix": "10.1.0.0/24"}}]}})",
        [](Verdict& v, const Topology& t) {
            v.True(!t.virtualNetworks.at(0).subnets.at(0).defaultOutboundAccess, "a is private");
            v.True(t.virtualNetworks.at(0).subnets.at(1).defaultOutboundAccess, "b says otherwise");
            v.True(t.virtualNetworks.at(1).subnets.at(0).defaultOutboundAccess, "w is older");
        }),
    With("a machine's primary interface comes first",
         "Topology: the first is the primary one",
         NETWORK + "," + Interface("n0", SUBNET_A) + "," +
             Interface("n1", SUBNET_A, R"("enableIPForwarding": true,)") + "," +
             Machine("m",
                     R"({"id": ")" + NIC_ID + R"(n0')]"}, {"id": ")" + NIC_ID +
                         R"(n1')]", "properties": {"primary": true}})"),
         [](Verdict& v, const Topology& t) {
             v.Equal(test::Words(t.virtualMachines.at(0).networkInterfaces), "n1 n0", "order");
             v.True(t.virtualMachines.at(0).guestForwarding, "R15: its guest forwards");
             v.True(Contains(test::Words(t.assumptions), "The guest of \"m\" forwards"), "said");
         }),
    With("a machine whose interfaces are elsewhere is left out",
         LEFT_OUT,
         Machine("m", R"({"id": ")" + NIC_ID + R"(far')]"})"),
         [](Verdict& v, const Topology& t) {
             v.Equal(t.virtualMachines.size(), 0U, "machines");
             v.True(Contains(LeftOutText(t), "(it has no network interface in this template)"),
                    LeftOutText(t));
         }),
    With("an interface without machine gets one named after it",
         "assumption",
         NETWORK + "," + Interface("n", SUBNET_A),
         [](Verdict& v, const Topology& t) {
             v.Equal(Names(t.virtualMachines), "n-vm", "machines");
             v.True(Contains(test::Words(t.assumptions), "Network interface \"n\" has no machine"),
                    "said");
         }),
    With("a design without interfaces gets a probe in each subnet, dual-stack where the subnet is",
         "assumption",
         NETWORK,
         [](Verdict& v, const Topology& t) {
             v.Equal(Names(t.virtualMachines), "v-a-probe v-b-probe", "machines");
             v.Equal(Names(t.networkInterfaces.at(1).ipConfigurations),
                     "ipconfig-v4 ipconfig-v6",
                     "configurations");
         }),
    With(
        "no probe goes into a subnet that Azure keeps, or that is delegated",
        "A6",
        R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v", "properties": {
             "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
             {"name": "gatewaysubnet", "properties": {"addressPrefix": "10.0.0.0/24"}},
             {"name": "AzureBastionSubnet", "properties": {"addressPrefix": "10.0.1.0/24"}},
             {"name": "sql", "properties": {"addressPrefix": "10.0.2.0/24", "delegations": [{"name": "d"}]}}]}})",
        [](Verdict& v, const Topology& t) {
            v.Equal(t.virtualMachines.size(), 0U, "machines");
            v.Equal(t.workloads.size(), 0U, "workloads");
        }),
    With(
        "a peering has its flags, inside and as child; a remote gateway and a peering to elsewhere "
        "are left out",
        "P1, P3, P4",
        R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v", "properties": {
             "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "virtualNetworkPeerings": [{"name": "p", "properties": {
             "allowVirtualNetworkAccess": false, "allowForwardedTraffic": true, "allowGatewayTransit": "true", "useRemoteGateways": false,
             "remoteVirtualNetwork": {"id": "[resourceId('Microsoft.Network/virtualNetworks', 'w')]"}}}]}},
            {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "w", "properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}}},
            {"type": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "apiVersion": "2023-09-01", "name": "w/q", "properties": {
             "useRemoteGateways": true, "remoteVirtualNetwork": {"id": "[resourceId('Microsoft.Network/virtualNetworks', 'v')]"}}},
            {"type": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "apiVersion": "2023-09-01", "name": "w/far", "properties": {
             "remoteVirtualNetwork": {"id": "[resourceId('rg2', 'Microsoft.Network/virtualNetworks', 'x')]"}}})",
        [](Verdict& v, const Topology& t) {
            const auto& p = t.virtualNetworks.at(0).virtualNetworkPeerings.at(0);
            v.True(!p.allowVirtualNetworkAccess && p.allowForwardedTraffic &&
                       p.allowGatewayTransit && !p.useRemoteGateways,
                   "flags of p");
            v.Equal(p.remoteVirtualNetwork, "w", "p's remote");
            const auto& all = t.virtualNetworks.at(1).virtualNetworkPeerings;
            v.Equal(Names(all), "q", "w's peerings");
            v.True(!all.at(0).useRemoteGateways && all.at(0).allowVirtualNetworkAccess,
                   "flags of q");
            v.True(Contains(LeftOutText(t), "peering \"q\": useRemoteGateways"), LeftOutText(t));
            v.True(Contains(LeftOutText(t),
                            "peering \"far\" to \"x\" (that network is not in this template)"),
                   LeftOutText(t));
        }),
    With(
        "everything that is not read is listed by its path, once, and empty things are not",
        LEFT_OUT,
        R"({"type": "Microsoft.Network/applicationGateways", "apiVersion": "1", "name": "g", "properties": {"x": "[nosuch()]"}},
            {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v", "tags": {"a": "b"}, "comments": "c", "properties": {
             "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "dhcpOptions": {"dnsServers": ["10.0.0.5"]}, "bgpCommunities": {}, "ddosProtectionPlan": null,
             "subnets": [{"name": "a", "properties": {"addressPrefix": "10.0.0.0/24", "serviceEndpointPolicies": [{"service": "Microsoft.Storage"}],
             "ipAllocation": {"id": "[listKeys('x', '1')]"}, "delegations": []}}]}})",
        [](Verdict& v, const Topology& t) {
            v.Equal(
                LeftOutText(t),
                "g Microsoft.Network/applicationGateways resource; "
                "v Microsoft.Network/virtualNetworks tags; "
                "v Microsoft.Network/virtualNetworks properties.dhcpOptions; "
                "v Microsoft.Network/virtualNetworks "
                "properties.subnets[a].properties.serviceEndpointPolicies; "
                "v Microsoft.Network/virtualNetworks properties.subnets[a].properties.ipAllocation "
                "(resources[1].properties.subnets[0].properties.ipAllocation.id: \"[listKeys('x', "
                "'1')]\", character 2: "
                "listKeys(): its value is known only once deployed (a run-time value))",
                "left out");
        }),
    Refuses(
        "a range that needs a run-time value is a fault with its place",
        R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "1", "name": "v", "properties": {"addressSpace": {"addressPrefixes": ["[reference('x').prefix]"]}}})",
        "resources[0].properties.addressSpace.addressPrefixes[0]: \"[reference('x').prefix]\", "
        "character 2"),
    Refuses(
        "a range that uses an unknown function is a fault with its place",
        R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "1", "name": "v", "properties": {"addressSpace": {"addressPrefixes": "[nosuch(1)]"}}})",
        "resources[0].properties.addressSpace.addressPrefixes: \"[nosuch(1)]\", character 2: "
        "nosuch(): there is no such function"),
    Refuses(
        "a value of another type is a fault with its place",
        R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "1", "name": "v", "properties": {"addressSpace": {"addressPrefixes": "10.0.0.0/8"}}})",
        "resources[0].properties.addressSpace.addressPrefixes: must be an array, but is a string"),
    Refuses(
        "a flag that is neither true nor false is a fault",
        R"({"type": "Microsoft.Network/networkInterfaces", "apiVersion": "1", "name": "n", "properties": {"enableIPForwarding": "perhaps"}})",
        "resources[0].properties.enableIPForwarding: must be true or false, but is a string"),
    With("every machine pings and opens TCP to every other, once per family both have",
         "issue: v_reachability",
         NETWORK,
         [](Verdict& v, const Topology& t) {
             v.Equal(t.workloads.size(), 4U, "subnet b alone has IPv6");
             v.Equal(t.workloads.at(0).name, "ping v4 v-a-probe → v-b-probe", "name");
             v.Equal(t.workloads.at(3).kind + t.workloads.at(3).from, "tcpv-b-probe", "the last");
         }),
    With("a large design is spread over some partners each, and says so",
         "issue: v_reachability",
         Fleet(200),
         [](Verdict& v, const Topology& t) {
             v.Equal(t.virtualMachines.size(), 200U, "machines");
             v.Equal(t.workloads.size(), 200U * 17U * 2U, "60 * 59 / 200 = 17 partners, two kinds");
             v.True(Contains(t.assumptions.back(), "each calls 17 others"), "said");
         }),
    {"a deployment template is known by its schema, at any scope",
     "ARM template syntax: $schema",
     [](Verdict& v) {
         v.True(LooksLikeArm(TemplateOf("[]")), "deploymentTemplate");
         v.True(
             LooksLikeArm(
                 R"({ "$schema" : "https://x/2018-05-01/SubscriptionDeploymentTemplate.json#" })"),
             "subscription");
         v.True(LooksLikeArm(R"({"$schema": "https://x/deploymentTemplate.json#", broken)"),
                "with a slip");
         v.True(!LooksLikeArm(R"({"$schema": "https://x/deploymentParameters.json#"})"),
                "parameters");
         v.True(LooksLikeArmParameters(R"({"$schema": "https://x/deploymentParameters.json#"})") &&
                    !LooksLikeArmParameters(TemplateOf("[]")),
                "parameters are known as such");
         v.True(!LooksLikeArm(R"({"virtualNetworks": []})") && !LooksLikeArm(""), "others");
     }},
};

V6LAB_SUITE("v6lab-arm-import", ROWS);

} // namespace
