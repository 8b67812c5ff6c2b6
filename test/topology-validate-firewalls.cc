// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/draw.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** A dual-stack firewall with one rule of each kind, and an appliance with a filter. */
Topology
Base()
{
    GuestFirewall filter;
    filter.rules = {{"yes", "Allow", {"TCP"}, {"*"}, {"*"}, {"80"}}};
    filter.masquerade = {"IPv6"};
    return TopologyBuilder("lab")
        .Add(Vnet("hub")
                 .Space("10.0.0.0/16", "fd00::/48")
                 .Subnet("AzureFirewallSubnet", "10.0.1.0/26", "fd00:0:0:1::/64")
                 .Subnet("AzureFirewallManagementSubnet", "10.0.2.0/26")
                 .Subnet("app", "10.0.3.0/24", "fd00:0:0:3::/64"))
        .Add(Nsg("nsg").AllowIn("Tcp", {"*"}))
        .Add(FirewallIn("fw", "hub/AzureFirewallSubnet")
                 .Public(PublicIp("pip").At("203.0.113.10"))
                 .Allow("TCP", {"*"}, {"10.0.0.0/8"}, {"80-90"})
                 .Dnat("pip", 8080, "10.0.3.4", 80)
                 .DualStack())
        .Add(Vm("app").Nic("hub/app"))
        .Add(Vm("nva").Nic("hub/app", "v4", "v6").Filtering(filter))
        .Build();
}

AzureFirewall&
Fw(Topology& topology)
{
    return topology.azureFirewalls[0];
}

FirewallNetworkRule&
Rule(Topology& topology)
{
    return Fw(topology).networkRuleCollections[0].rules[0];
}

FirewallNatRule&
Nat(Topology& topology)
{
    return Fw(topology).natRuleCollections[0].rules[0];
}

Row
Bad(const std::string& sentence,
    const std::string& rule,
    const std::string& path,
    const Edit& change,
    const std::string& word = "")
{
    return Refused(sentence, rule, "azureFirewalls[0]" + path, word, change, Base);
}

const std::vector<Row> SUBNETS = {
    Accepted(
        "a dual-stack firewall with rules of each kind is valid",
        "M2",
        [](Topology&) {},
        Base),
    Bad("a firewall stands in AzureFirewallSubnet",
        "A6",
        ".ipConfigurations[0].subnet",
        [](Topology& t) { Fw(t).ipConfigurations[0].subnet = "hub/app"; }),
    Bad(
        "its subnet must exist",
        "A6",
        ".ipConfigurations[0].subnet",
        [](Topology& t) { Fw(t).ipConfigurations[0].subnet = "hub/firewall"; },
        "InvalidResourceReference"),
    Refused(
        "AzureFirewallSubnet is a /26 at least",
        "A6",
        "virtualNetworks[0].subnets[0].addressPrefixes[0]",
        "",
        [](Topology& t) { t.virtualNetworks[0].subnets[0].addressPrefixes[0] = "10.0.1.0/27"; },
        Base),
    Bad("AzureFirewallSubnet takes no network security group",
        "S6",
        ".ipConfigurations[0].subnet",
        [](Topology& t) { t.virtualNetworks[0].subnets[0].networkSecurityGroup = "nsg"; }),
    Refused(
        "no machine stands in AzureFirewallSubnet",
        "A6",
        "networkInterfaces[0].ipConfigurations[0].subnet",
        "",
        [](Topology& t) {
            t.networkInterfaces[0].ipConfigurations[0].subnet = "hub/AzureFirewallSubnet";
        },
        Base),
    Refused(
        "a subnet has one firewall",
        "A6",
        "azureFirewalls[1].ipConfigurations[0].subnet",
        "",
        [](Topology& t) {
            t.publicIPAddresses.push_back({"more", "IPv4", "203.0.113.11", "Standard"});
            t.azureFirewalls.push_back(Fw(t));
            t.azureFirewalls[1].name = "second";
            t.azureFirewalls[1].natRuleCollections.clear();
            t.azureFirewalls[1].ipConfigurations[0].publicIPAddress = "more";
        },
        Base),
    Bad(
        "its private address lies in its subnet",
        "A3",
        ".ipConfigurations[0].privateIPAddress",
        [](Topology& t) { Fw(t).ipConfigurations[0].privateIPAddress = "10.0.3.9"; },
        "PrivateIPAddressNotInSubnet"),
    Accepted(
        "forced tunnelling has a management configuration, and needs no other public address",
        "M2",
        [](Topology& t) {
            t.publicIPAddresses.push_back({"mgmt", "IPv4", "203.0.113.11", "Standard"});
            Fw(t).ipConfigurations[0].publicIPAddress = "";
            Fw(t).natRuleCollections.clear();
            Fw(t).managementIpConfiguration =
                ApplianceIpConfiguration{"m", "hub/AzureFirewallManagementSubnet", "mgmt", ""};
        },
        Base),
    Bad("the management configuration has a subnet of its own",
        "A6",
        ".managementIpConfiguration.subnet",
        [](Topology& t) {
            t.publicIPAddresses.push_back({"mgmt", "IPv4", "203.0.113.11", "Standard"});
            Fw(t).managementIpConfiguration = ApplianceIpConfiguration{"m", "hub/app", "mgmt", ""};
        }),
    Bad("without public address there is no way out",
        "M2",
        ".ipConfigurations",
        [](Topology& t) {
            Fw(t).ipConfigurations[0].publicIPAddress = "";
            Fw(t).natRuleCollections.clear();
        }),
    Bad("its public addresses are of the SKU Standard",
        "M2",
        ".ipConfigurations[0].publicIPAddress",
        [](Topology& t) { t.publicIPAddresses[0].sku = "Basic"; }),
    Bad("the SKU Basic needs a management configuration",
        "M2",
        ".managementIpConfiguration",
        [](Topology& t) {
            Fw(t).sku = "Basic";
            Fw(t).dualStack = false;
        }),
    Refused(
        "a firewall's name is no other node's",
        "",
        "azureFirewalls[0].name",
        "",
        [](Topology& t) { Fw(t).name = "app"; },
        Base),
};

const std::vector<Row> VERSIONS = {
    Bad("there was no dual-stack firewall before 2026",
        "D3",
        ".dualStack",
        [](Topology& t) { t.azure = "2023"; }),
    Bad("a dual-stack firewall needs an IPv6 prefix in its subnet",
        "D3",
        ".dualStack",
        [](Topology& t) { t.virtualNetworks[0].subnets[0].addressPrefixes.pop_back(); }),
    Bad("IPv6 rules need a dual-stack firewall",
        "D3",
        ".networkRuleCollections[0].rules[0]",
        [](Topology& t) {
            Fw(t).dualStack = false;
            Rule(t).destinationAddresses = {"fd00::/8"};
        }),
    Bad("a rule is for one IP version",
        "M2",
        ".networkRuleCollections[0].rules[0]",
        [](Topology& t) { Rule(t).sourceAddresses = {"fd00::/8"}; }),
    Bad("there is no destination NAT for IPv6",
        "D3",
        ".natRuleCollections[0].rules[0]",
        [](Topology& t) { Nat(t).translatedAddress = "fd00:0:0:3::4"; }),
    Bad("private ranges are IPv4",
        "M2",
        ".privateRanges[0]",
        [](Topology& t) { Fw(t).privateRanges = {"2001:db8::/32"}; }),
};

const std::vector<Row> RULES = {
    Bad("priorities are 100 to 65000",
        "M2",
        ".networkRuleCollections[0].priority",
        [](Topology& t) { Fw(t).networkRuleCollections[0].priority = 99; }),
    Bad("no two collections of a kind have one priority",
        "M2",
        ".networkRuleCollections[1].priority",
        [](Topology& t) {
            auto copy = Fw(t).networkRuleCollections[0];
            copy.name = "copy";
            Fw(t).networkRuleCollections.push_back(copy);
        }),
    Bad("protocols are TCP, UDP, ICMP and Any",
        "M2",
        ".networkRuleCollections[0].rules[0].protocols[0]",
        [](Topology& t) { Rule(t).protocols = {"GRE"}; }),
    Bad("addresses are addresses, prefixes or *",
        "M2",
        ".networkRuleCollections[0].rules[0].destinationAddresses[0]",
        [](Topology& t) { Rule(t).destinationAddresses = {"10.0.0.1/8"}; }),
    Bad("ports are ports, ranges or *",
        "M2",
        ".networkRuleCollections[0].rules[0].destinationPorts[0]",
        [](Topology& t) { Rule(t).destinationPorts = {"90-80"}; }),
    Bad("a rule says what it is for",
        "",
        ".networkRuleCollections[0].rules[0].sourceAddresses",
        [](Topology& t) { Rule(t).sourceAddresses.clear(); }),
    Bad("destination NAT is of the firewall's public addresses",
        "M2",
        ".natRuleCollections[0].rules[0].destinationAddresses[0]",
        [](Topology& t) { Nat(t).destinationAddresses = {"203.0.113.99"}; }),
    Accepted(
        "they may be written as addresses",
        "M2",
        [](Topology& t) { Nat(t).destinationAddresses = {"203.0.113.10"}; },
        Base),
    Bad("destination NAT is to one port",
        "M2",
        ".natRuleCollections[0].rules[0].translatedPort",
        [](Topology& t) { Nat(t).translatedPort = "80-90"; }),
    Refused(
        "a packet filter is for guests that forward",
        "",
        "virtualMachines[1].firewall",
        "",
        [](Topology& t) { t.virtualMachines[1].guestForwarding = false; },
        Base),
    Refused(
        "a packet filter masquerades IPv4 and IPv6",
        "",
        "virtualMachines[1].firewall.masquerade[0]",
        "",
        [](Topology& t) { t.virtualMachines[1].firewall->masquerade = {"IPX"}; },
        Base),
    Refused(
        "its rules are judged too",
        "",
        "virtualMachines[1].firewall.rules[0].protocols[0]",
        "",
        [](Topology& t) { t.virtualMachines[1].firewall->rules[0].protocols = {"tcp"}; },
        Base),
    {"a picture shows firewalls and packet filters",
     "M2",
     [](Verdict& v) {
         const std::string text = DrawDot(Base());
         for (const char* words :
              {"Azure Firewall, 2 rules", "packet filter, 1 rule", "masquerades"})
         {
             v.True(text.find(words) != std::string::npos, words);
         }
     }},
};

std::vector<Row>
All()
{
    std::vector<Row> all;
    for (const auto* rows : {&SUBNETS, &VERSIONS, &RULES})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-topology-validate-firewalls", All());
