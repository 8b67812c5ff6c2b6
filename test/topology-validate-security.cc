// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

const std::string RULE = "networkSecurityGroups[0].securityRules[0]";
const std::string BASTION = "virtualNetworks[0].subnets[1].networkSecurityGroup";
constexpr const char* NOT_COMPLIANT = "NetworkSecurityGroupNotCompliantForAzureBastionSubnet";

SecurityRule
Web()
{
    SecurityRule rule;
    rule.name = "web";
    rule.priority = 100;
    rule.direction = "Inbound";
    rule.access = "Allow";
    rule.protocol = "Tcp";
    rule.sourceAddressPrefixes = {"Internet"};
    rule.destinationPortRanges = {"80"};
    return rule;
}

/** A group with that rule, changed, on subnet a/app. */
Edit
With(const std::function<void(SecurityRule&)>& change)
{
    return [=](Topology& t) {
        SecurityRule rule = Web();
        change(rule);
        t.networkSecurityGroups = {{"nsg", {rule}}};
        SubnetA(t).networkSecurityGroup = "nsg";
    };
}

Edit
From(const std::vector<std::string>& addresses)
{
    return With([=](SecurityRule& r) { r.sourceAddressPrefixes = addresses; });
}

Edit
ToPorts(const std::vector<std::string>& ports)
{
    return With([=](SecurityRule& r) { r.destinationPortRanges = ports; });
}

/** A collection with that rule, changed, for network a. */
Edit
Admin(const std::function<void(SecurityAdminRuleCollection&)>& change)
{
    return [=](Topology& t) {
        SecurityRule rule = Web();
        rule.priority = 1;
        SecurityAdminRuleCollection collection{"baseline", {"a"}, {rule}};
        change(collection);
        t.securityAdminRuleCollections = {collection};
    };
}

SecurityRule
Named(const std::string& name, uint32_t priority, const std::string& direction)
{
    SecurityRule rule = Web();
    rule.name = name;
    rule.priority = priority;
    rule.direction = direction;
    return rule;
}

/** What Bastion asks for, on its subnet; then changed. */
Edit
Bastion(const std::function<void(std::vector<SecurityRule>&)>& change)
{
    return [=](Topology& t) {
        auto internet = Named("internet", 100, "Inbound");
        internet.destinationPortRanges = {"443"};
        auto manager = Named("manager", 110, "Inbound");
        manager.sourceAddressPrefixes = {"GatewayManager"};
        manager.destinationPortRanges = {"443"};
        auto machines = Named("machines", 100, "Outbound");
        machines.sourceAddressPrefixes = {"*"};
        machines.destinationAddressPrefixes = {"VirtualNetwork"};
        machines.destinationPortRanges = {"22", "3389"};
        auto cloud = machines;
        cloud.name = "cloud";
        cloud.priority = 110;
        cloud.destinationAddressPrefixes = {"AzureCloud"};
        cloud.destinationPortRanges = {"443"};
        std::vector<SecurityRule> rules{internet, manager, machines, cloud};
        change(rules);
        t.networkSecurityGroups = {{"nsg", rules}};
        A(t).subnets.push_back({"AzureBastionSubnet", {"10.1.200.0/26"}, ""});
        A(t).subnets.back().networkSecurityGroup = "nsg";
    };
}

void
AsItIs(std::vector<SecurityRule>&)
{
}

const std::vector<Row> ROWS{
    Accepted("a rule for a service tag and a port is accepted", "S1", With([](auto&) {})),
    Accepted("an augmented rule with several prefixes, addresses and ports is accepted",
             "S1",
             With([](SecurityRule& r) {
                 r.sourceAddressPrefixes = {"10.0.0.0/8", "192.0.2.1", "198.51.100.0/24"};
                 r.destinationPortRanges = {"80", "443-445", "8080"};
             })),
    Accepted("IPv6 prefixes are accepted", "S5", From({"2001:db8::/32", "fd00::1"})),
    Accepted("a tag with a region is accepted", "S1", From({"Storage.WestEurope"})),
    Accepted("the last port and the last priority are accepted", "S1", With([](SecurityRule& r) {
                 r.destinationPortRanges = {"65535", "0-65535"};
                 r.priority = 4096;
             })),

    Refused("a priority below 100 is refused",
            "S1",
            RULE + ".priority",
            "SecurityRuleInvalidPriority",
            With([](SecurityRule& r) { r.priority = 99; })),
    Refused("a priority above 4096 is refused",
            "S1",
            RULE + ".priority",
            "SecurityRuleInvalidPriority",
            With([](SecurityRule& r) { r.priority = 4097; })),
    Refused("two rules of one direction and priority are refused",
            "S1",
            "networkSecurityGroups[0].securityRules[1].priority",
            "SecurityRuleConflict",
            [](Topology& t) {
                t.networkSecurityGroups = {
                    {"nsg", {Named("a", 100, "Inbound"), Named("b", 100, "Inbound")}}};
            }),
    Accepted("of two directions they are accepted",
             "S1",
             [](Topology& t) {
                 t.networkSecurityGroups = {
                     {"nsg", {Named("a", 100, "Inbound"), Named("b", 100, "Outbound")}}};
             }),
    Refused("two rules of one name are refused",
            "",
            "networkSecurityGroups[0].securityRules[1].name",
            "DuplicateResourceName",
            [](Topology& t) {
                t.networkSecurityGroups = {
                    {"nsg", {Named("a", 100, "Inbound"), Named("A", 110, "Inbound")}}};
            }),
    Refused("a prefix with host bits is refused",
            "S1",
            RULE + ".sourceAddressPrefixes[0]",
            "SecurityRuleInvalidAddressPrefix",
            From({"50.206.209.68/27"})),
    Refused("a subnet's name is no address",
            "S1",
            RULE + ".sourceAddressPrefixes[0]",
            "SecurityRuleInvalidAddressPrefix",
            From({"AzureBastionSubnet"})),
    Refused("a tag among other values is refused",
            "S1",
            RULE + ".sourceAddressPrefixes[1]",
            "SecurityRuleParameterContainsUnsupportedValue",
            From({"10.0.0.0/8", "Internet"})),
    Refused("so is the asterisk",
            "S1",
            RULE + ".sourceAddressPrefixes[0]",
            "SecurityRuleParameterContainsUnsupportedValue",
            From({"*", "10.0.0.0/8"})),
    Refused("IPv4 and IPv6 at one end are refused",
            "S5",
            RULE,
            "ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies",
            From({"10.0.0.0/8", "2001:db8::/32"})),
    Refused("so they are at two ends",
            "S5",
            RULE,
            "ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies",
            With([](SecurityRule& r) {
                r.sourceAddressPrefixes = {"10.0.0.0/8"};
                r.destinationAddressPrefixes = {"2001:db8:1::4"};
            })),
    Refused("ports in one text are refused",
            "S1",
            RULE + ".destinationPortRanges[0]",
            "SecurityRuleInvalidPortRange",
            ToPorts({"80,443"})),
    Refused("a port above 65535 is refused",
            "S1",
            RULE + ".destinationPortRanges[1]",
            "SecurityRuleInvalidPortRange",
            ToPorts({"80", "65536"})),
    Refused("a range that runs backwards is refused",
            "S1",
            RULE + ".destinationPortRanges[0]",
            "SecurityRuleInvalidPortRange",
            ToPorts({"90-80"})),
    Refused("AlwaysAllow in a network security group is refused",
            "N4",
            RULE + ".access",
            "SecurityRuleInvalidAccessType",
            With([](SecurityRule& r) { r.access = "AlwaysAllow"; })),
    Refused("a rule that allows the platform's DNS is refused",
            "A7",
            RULE + ".access",
            "SecurityRuleInvalidAccessType",
            From({"AzurePlatformDNS"})),
    Accepted("one that denies it is accepted", "A7", With([](SecurityRule& r) {
                 r.direction = "Outbound";
                 r.access = "Deny";
                 r.sourceAddressPrefixes = {"*"};
                 r.destinationAddressPrefixes = {"AzurePlatformDNS"};
             })),
    {"a rule for ICMPv6 is refused and told what covers it",
     "S5",
     [](Verdict& v) {
         Topology t = TwoNetworks();
         With([](SecurityRule& r) { r.protocol = "Icmpv6"; })(t);
         const std::string shown = Shown(Validate(t));
         v.True(shown.find("\"Icmpv6\" is not one of Tcp, Udp, Icmp, Esp, Ah, *") !=
                    std::string::npos,
                shown);
         v.True(shown.find("only rules for the protocol * cover it [S5]") != std::string::npos,
                shown);
     }},

    // References.
    Refused("a subnet with a group that there is not is refused",
            "S1",
            "virtualNetworks[0].subnets[0].networkSecurityGroup",
            "InvalidResourceReference",
            [](Topology& t) { SubnetA(t).networkSecurityGroup = "none"; }),
    Refused("so is an interface",
            "S1",
            "networkInterfaces[0].networkSecurityGroup",
            "InvalidResourceReference",
            [](Topology& t) { t.networkInterfaces[0].networkSecurityGroup = "none"; }),
    Refused("and one in an application security group that there is not",
            "S1",
            "networkInterfaces[0].ipConfigurations[0].applicationSecurityGroups[0]",
            "InvalidResourceReference",
            [](Topology& t) {
                t.networkInterfaces[0].ipConfigurations[0].applicationSecurityGroups = {"none"};
            }),
    Refused("and a rule that names one",
            "S1",
            RULE + ".destinationApplicationSecurityGroups[0]",
            "InvalidResourceReference",
            With([](SecurityRule& r) { r.destinationApplicationSecurityGroups = {"none"}; })),
    Refused("a rule with prefixes and groups at one end is refused",
            "S1",
            RULE + ".sourceApplicationSecurityGroups",
            "",
            [](Topology& t) {
                With([](SecurityRule& r) { r.sourceApplicationSecurityGroups = {"asg"}; })(t);
                t.applicationSecurityGroups = {{"asg"}};
            }),
    Refused("the members of a group are in one virtual network",
            "S1",
            "networkInterfaces[1].ipConfigurations[0].applicationSecurityGroups[0]",
            "",
            [](Topology& t) {
                t.applicationSecurityGroups = {{"asg"}};
                t.networkInterfaces[0].ipConfigurations[0].applicationSecurityGroups = {"asg"};
                t.networkInterfaces[1].ipConfigurations[0].applicationSecurityGroups = {"asg"};
            }),
    Refused("so are those of all groups of a rule",
            "S1",
            RULE,
            "",
            [](Topology& t) {
                With([](SecurityRule& r) {
                    r.sourceAddressPrefixes = {};
                    r.sourceApplicationSecurityGroups = {"one"};
                    r.destinationApplicationSecurityGroups = {"two"};
                })(t);
                t.applicationSecurityGroups = {{"one"}, {"two"}};
                t.networkInterfaces[0].ipConfigurations[0].applicationSecurityGroups = {"one"};
                t.networkInterfaces[1].ipConfigurations[0].applicationSecurityGroups = {"two"};
            }),

    // Subnets of Azure's own.
    Refused("GatewaySubnet takes no group",
            "S6",
            "virtualNetworks[0].subnets[1].networkSecurityGroup",
            "NetworkSecurityGroupCannotBeAttachedToGatewaySubnet",
            [](Topology& t) {
                t.networkSecurityGroups = {{"nsg", {}}};
                A(t).subnets.push_back({"GatewaySubnet", {"10.1.200.0/27"}, ""});
                A(t).subnets.back().networkSecurityGroup = "nsg";
            }),
    Accepted("AzureBastionSubnet with the rules that Bastion needs is accepted",
             "S6",
             Bastion(AsItIs)),
    Refused("without one of them it is refused",
            "S6",
            BASTION,
            NOT_COMPLIANT,
            Bastion([](auto& rules) { rules.erase(rules.begin() + 1); })),
    Refused("a rule that denies before it is as good as none",
            "S6",
            BASTION,
            NOT_COMPLIANT,
            Bastion([](auto& rules) {
                rules[0].priority = 300;
                auto deny = Named("deny", 200, "Inbound");
                deny.access = "Deny";
                deny.destinationPortRanges = {"400-500"};
                rules.push_back(deny);
            })),
    Refused("the ports of machines must all be open",
            "S6",
            BASTION,
            NOT_COMPLIANT,
            Bastion([](auto& rules) { rules[2].destinationPortRanges = {"3389"}; })),

    // Security admin rules.
    Accepted("an admin rule with priority 1 is accepted", "N4", Admin([](auto&) {})),
    Accepted("so is one that always allows", "N4", Admin([](auto& c) {
                 c.rules[0].access = "AlwaysAllow";
             })),
    Refused("priority 0 is refused",
            "N4",
            "securityAdminRuleCollections[0].rules[0].priority",
            "SecurityRuleInvalidPriority",
            Admin([](auto& c) { c.rules[0].priority = 0; })),
    Refused("a network that there is not is refused",
            "N4",
            "securityAdminRuleCollections[0].virtualNetworks[0]",
            "InvalidResourceReference",
            Admin([](auto& c) { c.virtualNetworks = {"none"}; })),
    Refused("application security groups in admin rules are refused",
            "N4",
            "securityAdminRuleCollections[0].rules[0].destinationApplicationSecurityGroups[0]",
            "",
            [](Topology& t) {
                t.applicationSecurityGroups = {{"asg"}};
                Admin([](auto& c) { c.rules[0].destinationApplicationSecurityGroups = {"asg"}; })(
                    t);
            }),
};

V6LAB_SUITE("v6lab-topology-validate-security", ROWS);

} // namespace
