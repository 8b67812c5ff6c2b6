// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/azureFirewalls, firewallPolicies and their rule collection groups.
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

constexpr const char* SYNTAX = "ARM template reference: azureFirewalls";
constexpr const char* POLICY_SYNTAX = "ARM template reference: firewallPolicies";

constexpr const char* AROUND =
    R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v",
        "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
        {"name": "AzureFirewallSubnet", "properties": {"addressPrefix": "10.0.1.0/26"}},
        {"name": "AzureFirewallManagementSubnet", "properties": {"addressPrefix": "10.0.2.0/26"}}]}},
       {"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": "p1",
        "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static",
        "ipAddress": "203.0.113.1"}},
       {"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": "p2",
        "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static"}})";

std::string
Configuration(const std::string& name, const std::string& address, const std::string& subnet)
{
    const std::string inSubnet =
        subnet.empty() ? ""
                       : R"(, "subnet": {"id": "[resourceId('Microsoft.Network/virtualNetworks/)"
                         R"(subnets', 'v', ')" +
                             subnet + R"(')]"})";
    return R"({"name": ")" + name +
           R"(", "properties": {"publicIPAddress": {"id": "[resourceId('Microsoft.Network/)"
           R"(publicIPAddresses', ')" +
           address + R"(')]"})" + inSubnet + "}}";
}

std::string
FirewallWith(const std::string& properties)
{
    return std::string(AROUND) +
           R"(, {"type": "Microsoft.Network/azureFirewalls", "apiVersion": "2023-09-01",
           "name": "fw", "properties": {"sku": {"name": "AZFW_VNet", "tier": "premium"},
           "ipConfigurations": [)" +
           Configuration("a", "p1", "AzureFirewallSubnet") + "," + Configuration("b", "p2", "") +
           "]" + properties + "}}";
}

constexpr const char* CLASSIC = R"(,
    "additionalProperties": {"Network.SNAT.PrivateRanges": "IANAPrivateRanges, 192.0.2.0/24"},
    "threatIntelMode": "Alert",
    "applicationRuleCollections": [{"name": "app", "properties": {"priority": 100,
        "action": {"type": "Allow"}, "rules": []}}],
    "natRuleCollections": [{"name": "dnat", "properties": {"priority": 300,
        "action": {"type": "Dnat"}, "rules": [{"name": "ssh", "protocols": ["tcp"],
        "sourceAddresses": ["*"], "destinationAddresses": ["203.0.113.1"],
        "destinationPorts": ["2222"], "translatedAddress": "10.0.3.4", "translatedPort": "22"}]}}],
    "networkRuleCollections": [{"name": "net", "properties": {"priority": 200,
        "action": {"type": "deny"}, "rules": [
        {"name": "dns", "protocols": ["Udp", "ANY"], "sourceAddresses": ["10.0.0.0/8"],
         "destinationAddresses": ["192.0.2.53", "*"], "destinationPorts": ["53", "80-90"]},
        {"name": "by-name", "protocols": ["TCP"], "sourceAddresses": ["*"],
         "destinationFqdns": ["example.com"], "destinationPorts": ["80"]},
        {"name": "tag", "protocols": ["TCP"], "sourceAddresses": ["*"],
         "destinationAddresses": ["AzureCloud"], "destinationPorts": ["80"]}]}}])";

constexpr const char* POLICY = R"(, "firewallPolicy": {"id":
    "[resourceId('Microsoft.Network/firewallPolicies', 'pol')]"})";

/** A policy whose second group comes first by priority. */
constexpr const char* GROUPS = R"(,
    {"type": "Microsoft.Network/firewallPolicies", "apiVersion": "2023-09-01", "name": "pol",
     "properties": {"sku": {"tier": "Standard"}, "snat": {"privateRanges": ["10.0.0.0/8"]}}},
    {"type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups", "apiVersion": "2023-09-01",
     "name": "pol/late", "properties": {"priority": 300, "ruleCollections": [
     {"ruleCollectionType": "FirewallPolicyFilterRuleCollection", "name": "second",
      "priority": 100, "action": {"type": "Allow"}, "rules": [
      {"ruleType": "NetworkRule", "name": "web", "ipProtocols": ["TCP"],
       "sourceAddresses": ["*"], "destinationAddresses": ["*"], "destinationPorts": ["80"]},
      {"ruleType": "ApplicationRule", "name": "site", "targetFqdns": ["example.com"]}]}]}},
    {"type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups", "apiVersion": "2023-09-01",
     "name": "pol/early", "properties": {"priority": 200, "ruleCollections": [
     {"ruleCollectionType": "FirewallPolicyNatRuleCollection", "name": "in",
      "priority": 400, "action": {"type": "DNAT"}, "rules": [
      {"ruleType": "NatRule", "name": "ssh", "ipProtocols": ["TCP"], "sourceAddresses": ["*"],
       "destinationAddresses": ["203.0.113.1"], "destinationPorts": ["22"],
       "translatedAddress": "10.0.3.4", "translatedPort": "22"}]},
     {"ruleCollectionType": "FirewallPolicyFilterRuleCollection", "name": "first",
      "priority": 900, "action": {"type": "Deny"}, "rules": [
      {"ruleType": "NetworkRule", "name": "no", "ipProtocols": ["Any"], "sourceAddresses": ["*"],
       "destinationAddresses": ["192.0.2.0/24"], "destinationPorts": ["*"]}]}]}})";

Row
With(const std::string& sentence,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look,
     const std::string& clause = SYNTAX)
{
    return test::Imported(sentence, clause, TemplateOf("[" + resources + "]"), look);
}

const std::vector<Row> ROWS{
    With("a firewall has all its addresses in the subnet that the first one names",
         FirewallWith(""),
         [](Verdict& v, const Topology& t) {
             const AzureFirewall& firewall = t.azureFirewalls.at(0);
             std::string text = firewall.name + " " + firewall.sku;
             for (const auto& one : firewall.ipConfigurations)
             {
                 text += " " + one.name + " " + one.subnet + " " + one.publicIPAddress;
             }
             v.Equal(text,
                     "fw Premium a v/AzureFirewallSubnet p1 b v/AzureFirewallSubnet p2",
                     "firewall");
             v.Equal(LeftOutText(t), "", "left out");
         }),
    With("network and NAT rules are read; what no packet tells is said to be left out",
         FirewallWith(CLASSIC),
         [](Verdict& v, const Topology& t) {
             const AzureFirewall& firewall = t.azureFirewalls.at(0);
             const auto& net = firewall.networkRuleCollections.at(0);
             v.Equal(net.name + " " + std::to_string(net.priority) + " " + net.action,
                     "net 200 Deny",
                     "collection");
             v.Equal(Names(net.rules), "dns", "rules");
             const auto& rule = net.rules.at(0);
             v.Equal(Words(rule.protocols) + " " + Words(rule.sourceAddresses) + " " +
                         Words(rule.destinationAddresses) + " " + Words(rule.destinationPorts),
                     "UDP Any 10.0.0.0/8 192.0.2.53 * 53 80-90",
                     "rule");
             const auto& nat = firewall.natRuleCollections.at(0).rules.at(0);
             v.Equal(Words(nat.protocols) + " " + Words(nat.destinationAddresses) + " " +
                         Words(nat.destinationPorts) + " " + nat.translatedAddress + " " +
                         nat.translatedPort,
                     "TCP 203.0.113.1 2222 10.0.3.4 22",
                     "DNAT rule");
             v.Equal(Words(firewall.privateRanges),
                     "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 192.0.2.0/24",
                     "private ranges");
             const std::string left = LeftOutText(t);
             for (const char* what : {"applicationRuleCollections",
                                      "threatIntelMode",
                                      "rules[by-name] (destinationFqdns",
                                      "rules[tag] (\"AzureCloud\""})
             {
                 v.True(Contains(left, what), std::string(what) + " in: " + left);
             }
         }),
    With(
        "a policy's groups are one list in the order in which they are asked",
        FirewallWith(POLICY) + GROUPS,
        [](Verdict& v, const Topology& t) {
            const AzureFirewall& firewall = t.azureFirewalls.at(0);
            std::string text;
            for (const auto& one : firewall.networkRuleCollections)
            {
                text += one.name + " " + std::to_string(one.priority) + " " + one.action + " " +
                        Names(one.rules) + "; ";
            }
            v.Equal(text, "first 100 Deny no; second 110 Allow web; ", "network rules");
            v.Equal(Names(firewall.natRuleCollections), "in", "NAT rules");
            v.Equal(Words(firewall.privateRanges), "10.0.0.0/8", "private ranges");
            v.True(Contains(LeftOutText(t), "rules[site] (ApplicationRule"), LeftOutText(t));
            v.True(!t.assumptions.empty(), "the new priorities are said to be assumed");
        },
        POLICY_SYNTAX),
    With(
        "a policy of another template is said to be left out",
        FirewallWith(POLICY),
        [](Verdict& v, const Topology& t) {
            v.True(Contains(LeftOutText(t), "firewallPolicy (\"pol\" is not"), LeftOutText(t));
        },
        POLICY_SYNTAX),
    With("forced tunnelling is read",
         FirewallWith(R"(, "managementIpConfiguration": )" +
                      Configuration("m", "p2", "AzureFirewallManagementSubnet")),
         [](Verdict& v, const Topology& t) {
             const auto& management = t.azureFirewalls.at(0).managementIpConfiguration;
             v.True(management.has_value(), "there");
             v.Equal(management->subnet + " " + management->publicIPAddress,
                     "v/AzureFirewallManagementSubnet p2",
                     "management");
         }),
};

} // namespace

V6LAB_SUITE("v6lab-arm-firewall", ROWS);
