// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/networkSecurityGroups, their rules, and applicationSecurityGroups.
#include "helper/topology/validate.h"
#include "test/support/arm.h"

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

constexpr const char* SYNTAX = "ARM template reference: networkSecurityGroups";

std::string
Rule(const std::string& name, const std::string& properties)
{
    return R"({"name": ")" + name + R"(", "properties": {)" + properties + "}}";
}

constexpr const char* WEB =
    R"("description": "web", "protocol": "TCP", "sourcePortRange": "*", "destinationPortRange": "80",
    "sourceAddressPrefix": "internet", "destinationAddressPrefix": "*", "access": "allow",
    "priority": 100, "direction": "INBOUND")";

std::string
Group(const std::string& rules)
{
    return R"({"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01",
        "name": "nsg", "properties": {"securityRules": [)" +
           rules + "]}}";
}

/** A network whose subnet and whose interface use the group "nsg", and the interface "asg". */
constexpr const char* USERS =
    R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v",
        "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [{"name": "a",
        "properties": {"addressPrefix": "10.0.0.0/24", "networkSecurityGroup": {"id":
        "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]"}}}]}},
       {"type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "n",
        "properties": {"networkSecurityGroup": {"id":
        "[resourceId('Microsoft.Network/networkSecurityGroups', 'NSG')]"},
        "ipConfigurations": [{"name": "c", "properties": {"subnet": {"id":
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'a')]"},
        "applicationSecurityGroups": [{"id":
        "[resourceId('Microsoft.Network/applicationSecurityGroups', 'asg')]"}]}}]}})";

constexpr const char* ASG =
    R"({"type": "Microsoft.Network/applicationSecurityGroups", "apiVersion": "2023-09-01",
        "name": "asg", "location": "westeurope"})";

Row
With(const std::string& sentence,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look,
     const std::string& clause = SYNTAX)
{
    return test::Read(sentence, clause, TemplateOf("[" + resources + "]"), look);
}

const SecurityRule&
First(const Topology& topology)
{
    return topology.networkSecurityGroups.at(0).securityRules.at(0);
}

const std::vector<Row> ROWS{
    With("a rule is read with all its properties, words in Azure's spelling",
         Group(Rule("web", WEB)),
         [](Verdict& v, const Topology& t) {
             const SecurityRule& rule = First(t);
             v.Equal(rule.name + " " + rule.description + " " + std::to_string(rule.priority) +
                         " " + rule.direction + " " + rule.access + " " + rule.protocol,
                     "web web 100 Inbound Allow Tcp",
                     "words");
             v.Equal(Words(rule.sourceAddressPrefixes) + " " + Words(rule.sourcePortRanges) + " " +
                         Words(rule.destinationAddressPrefixes) + " " +
                         Words(rule.destinationPortRanges),
                     "Internet * * 80",
                     "ends");
             v.Equal(LeftOutText(t), "", "left out");
             v.True(Validate(t).empty(), "valid");
         }),
    With("an augmented rule's lists are read",
         Group(Rule("r",
                    R"("protocol": "*", "sourcePortRanges": ["1-2", "5"],
                    "destinationPortRanges": [], "destinationPortRange": "9",
                    "sourceAddressPrefixes": ["10.0.0.0/8", "192.0.2.1"],
                    "destinationAddressPrefix": "VirtualNetwork", "access": "Deny",
                    "priority": 4096, "direction": "Outbound")")),
         [](Verdict& v, const Topology& t) {
             const SecurityRule& rule = First(t);
             v.Equal(Words(rule.sourceAddressPrefixes) + " " + Words(rule.sourcePortRanges) + " " +
                         Words(rule.destinationAddressPrefixes) + " " +
                         Words(rule.destinationPortRanges),
                     "10.0.0.0/8 192.0.2.1 1-2 5 VirtualNetwork 9",
                     "ends");
         }),
    With("rules that stand alone as children join their group, or replace its rule of that name",
         Group(Rule("web", WEB)) +
             R"(, {"type": "Microsoft.Network/networkSecurityGroups/securityRules",
             "apiVersion": "2023-09-01", "name": "nsg/ssh", "properties": {)" +
             WEB + R"(}}, {"type": "Microsoft.Network/networkSecurityGroups/securityRules",
             "apiVersion": "2023-09-01", "name": "nsg/WEB", "properties": {"priority": 300,
             "protocol": "Udp", "access": "Deny", "direction": "Inbound"}})",
         [](Verdict& v, const Topology& t) {
             v.Equal(Names(t.networkSecurityGroups.at(0).securityRules), "WEB ssh", "rules");
             v.Equal(First(t).priority, 300u, "the later one counts");
         }),
    With("subnets, interfaces and configurations find their groups",
         Group("") + "," + USERS + "," + ASG,
         [](Verdict& v, const Topology& t) {
             v.Equal(t.virtualNetworks.at(0).subnets.at(0).networkSecurityGroup, "nsg", "subnet");
             v.Equal(t.networkInterfaces.at(0).networkSecurityGroup, "nsg", "interface");
             v.Equal(
                 Words(t.networkInterfaces.at(0).ipConfigurations.at(0).applicationSecurityGroups),
                 "asg",
                 "configuration");
             v.Equal(LeftOutText(t), "", "left out");
         }),
    With("groups of other templates are said to be left out",
         USERS,
         [](Verdict& v, const Topology& t) {
             const std::string left = LeftOutText(t);
             v.True(
                 Contains(left, "properties.subnets[a].properties.networkSecurityGroup (\"nsg\""),
                 left);
             v.True(Contains(left, "networkInterfaces properties.networkSecurityGroup (\"NSG\""),
                    left);
             v.True(Contains(left, "applicationSecurityGroups (\"asg\" is not in this template)"),
                    left);
         }),
    With("a rule for a group that is not here is left out, for it would be for everybody",
         Group(Rule("r",
                    std::string(R"("destinationApplicationSecurityGroups": [{"id":
                    "[resourceId('Microsoft.Network/applicationSecurityGroups', 'asg')]"}], )") +
                        R"("protocol": "*", "access": "Allow", "priority": 100,
                    "direction": "Inbound")")),
         [](Verdict& v, const Topology& t) {
             v.True(t.networkSecurityGroups.at(0).securityRules.empty(), "no rule");
             v.True(Contains(LeftOutText(t), "rule \"r\": destinationApplicationSecurityGroups"),
                    LeftOutText(t));
         }),
    With("a rule finds the application security groups of its template",
         std::string(ASG) + "," +
             Group(Rule("r",
                        std::string(R"("sourceApplicationSecurityGroups": [{"id":
                    "[resourceId('Microsoft.Network/applicationSecurityGroups', 'asg')]"}], )") +
                            R"("protocol": "*", "access": "Allow", "priority": 100,
                    "direction": "Inbound")")),
         [](Verdict& v, const Topology& t) {
             v.Equal(Words(First(t).sourceApplicationSecurityGroups), "asg", "source");
         }),
    With(
        "the tag of a service is kept, with a word that it matches nothing",
        Group(Rule("r",
                   R"("protocol": "Tcp", "sourceAddressPrefix": "gatewaymanager",
                    "access": "Allow", "priority": 100, "direction": "Inbound")")),
        [](Verdict& v, const Topology& t) {
            v.Equal(Words(First(t).sourceAddressPrefixes), "GatewayManager", "tag");
            v.True(Contains(Words(t.assumptions), "GatewayManager, match no packet"),
                   Words(t.assumptions));
        },
        "S3"),
    With(
        "a group without rules is a group",
        R"({"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01",
         "name": "nsg", "properties": {}})",
        [](Verdict& v, const Topology& t) {
            v.Equal(Names(t.networkSecurityGroups), "nsg", "groups");
        },
        "S2"),
    With(
        "a priority that is no number is refused by its rule",
        Group(Rule("r",
                   R"("protocol": "Tcp", "access": "Allow", "priority": "first",
                    "direction": "Inbound")")),
        [](Verdict& v, const Topology& t) {
            const auto faults = Validate(t);
            v.Equal(faults.size(), 1u, "faults");
            v.Equal(faults.empty() ? "" : faults[0].word, "SecurityRuleInvalidPriority", "word");
        },
        "S1"),
    With(
        "a public address is of the SKU Basic unless the template says Standard",
        R"({"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": "a"},
         {"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": "b",
         "sku": {"name": "standard", "tier": "Regional"}})",
        [](Verdict& v, const Topology& t) {
            v.Equal(t.publicIPAddresses.at(0).sku, "Basic", "first");
            v.Equal(t.publicIPAddresses.at(1).sku, "Standard", "second");
            v.Equal(LeftOutText(t), "", "left out");
        },
        "S4"),
};

V6LAB_SUITE("v6lab-arm-security", ROWS);

} // namespace
