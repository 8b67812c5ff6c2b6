// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

const Edit NOTHING = [](Topology&) {};
const std::string SUBNET_A = "virtualNetworks[0].subnets[0]";
const std::string NIC_A = "networkInterfaces[0]";

const std::vector<Row> ROWS{
    Accepted("an IPv6 subnet of /64 is accepted", "A1", NOTHING),
    Refused("an IPv6 subnet of /63 is refused",
            "A1",
            SUBNET_A + ".addressPrefixes[1]",
            "",
            [](Topology& t) { SubnetA(t).addressPrefixes[1] = "2001:db8:1::/63"; }),
    Refused("an IPv6 subnet of /96 is refused",
            "A1",
            SUBNET_A + ".addressPrefixes[1]",
            "",
            [](Topology& t) { SubnetA(t).addressPrefixes[1] = "2001:db8:1::/96"; }),
    Accepted("GatewaySubnet may have an IPv6 prefix larger than /64",
             "A1",
             [](Topology& t) {
                 A(t).subnets.push_back(
                     {"GatewaySubnet", {"10.1.9.0/27", "2001:db8:1:10::/60"}, "", true});
             }),
    Refused("a network without IPv4 space is refused",
            "A2",
            "virtualNetworks[2].addressPrefixes",
            "",
            [](Topology& t) { AddNetwork(t, Vnet("c").Space("2001:db8:c::/48")); }),
    Refused("a subnet without IPv4 prefix is refused",
            "A2",
            "virtualNetworks[0].subnets[1].addressPrefixes",
            "",
            [](Topology& t) {
                A(t).subnets.push_back({"six", {"2001:db8:1:6::/64"}, "", true});
            }),
    Refused("a subnet with two IPv4 prefixes is refused",
            "A2",
            "virtualNetworks[0].subnets[1].addressPrefixes",
            "",
            [](Topology& t) {
                A(t).subnets.push_back({"two", {"10.1.5.0/24", "10.1.6.0/24"}, "", true});
            }),
    Accepted("an interface with only IPv4 is accepted",
             "A2",
             [](Topology& t) { t.networkInterfaces[0].ipConfigurations.pop_back(); }),
    Refused("an interface with only IPv6 is refused",
            "A2",
            NIC_A + ".ipConfigurations",
            "",
            [](Topology& t) {
                auto& list = t.networkInterfaces[0].ipConfigurations;
                list.erase(list.begin());
            }),
    Refused("an IPv6 configuration in an IPv4-only subnet is refused",
            "A2",
            NIC_A + ".ipConfigurations[1].subnet",
            "",
            [](Topology& t) {
                SubnetA(t).addressPrefixes.pop_back();
                Config(t, 1).privateIPAddress = "";
            }),
    Refused("an IPv6 primary configuration is refused",
            "A2",
            NIC_A + ".ipConfigurations[1].primary",
            "",
            [](Topology& t) { Config(t, 1).primary = true; }),
    Refused("two primary configurations are refused",
            "A2",
            NIC_A + ".ipConfigurations",
            "",
            [](Topology& t) {
                auto& list = t.networkInterfaces[0].ipConfigurations;
                list.push_back({"c3", "a/app", "IPv4", "10.1.0.9", "", true});
                list[0].primary = true;
            }),
    Accepted("the first usable address .4 and the last .254 of a /24 are accepted",
             "A3",
             [](Topology& t) {
                 Config(t, 0).privateIPAddress = "10.1.0.254";
                 Config(t, 1).privateIPAddress = "2001:db8:1::5";
             }),
    Refused("the fourth address .3 is refused",
            "A3",
            NIC_A + ".ipConfigurations[0].privateIPAddress",
            "PrivateIPAddressInReservedRange",
            [](Topology& t) { Config(t, 0).privateIPAddress = "10.1.0.3"; }),
    Refused("the broadcast address is refused",
            "A3",
            NIC_A + ".ipConfigurations[0].privateIPAddress",
            "PrivateIPAddressInReservedRange",
            [](Topology& t) { Config(t, 0).privateIPAddress = "10.1.0.255"; }),
    Refused("the IPv6 address ::3 is refused",
            "A3",
            NIC_A + ".ipConfigurations[1].privateIPAddress",
            "PrivateIPAddressInReservedRange",
            [](Topology& t) { Config(t, 1).privateIPAddress = "2001:db8:1::3"; }),
    Refused("a /30 subnet is refused: five of its four addresses are reserved",
            "A3",
            "virtualNetworks[0].subnets[1].addressPrefixes[0]",
            "",
            [](Topology& t) {
                A(t).subnets.push_back({"tiny", {"10.1.9.0/30"}, "", true});
            }),
    Accepted("a /29 with three interfaces is accepted",
             "A3",
             [](Topology& t) {
                 A(t).subnets.push_back({"small", {"10.1.9.0/29"}, "", true});
                 for (const char* name : {"n1", "n2", "n3"})
                 {
                     t.networkInterfaces.push_back(PlainNic(name, "a/small"));
                 }
             }),
    Refused("a /29 with four interfaces is full",
            "A3",
            "virtualNetworks[0].subnets[1]",
            "SubnetIsFull",
            [](Topology& t) {
                A(t).subnets.push_back({"small", {"10.1.9.0/29"}, "", true});
                for (const char* name : {"n1", "n2", "n3", "n4"})
                {
                    t.networkInterfaces.push_back(PlainNic(name, "a/small"));
                }
            }),
    Refused("a subnet outside the address space is refused",
            "A5",
            "virtualNetworks[0].subnets[1].addressPrefixes[0]",
            "NetcfgInvalidSubnet",
            [](Topology& t) {
                A(t).subnets.push_back({"x", {"10.9.0.0/24"}, "", true});
            }),
    Refused("a subnet larger than the address space is refused",
            "A5",
            "virtualNetworks[0].subnets[1].addressPrefixes[0]",
            "NetcfgInvalidSubnet",
            [](Topology& t) {
                t.virtualNetworks[0].addressPrefixes.push_back("10.9.0.0/24");
                A(t).subnets.push_back({"x", {"10.9.0.0/23"}, "", true});
            }),
    Refused("an IPv6 subnet needs IPv6 space in its network",
            "A5",
            "virtualNetworks[2].subnets[0].addressPrefixes[1]",
            "NetcfgInvalidSubnet",
            [](Topology& t) {
                AddNetwork(
                    t,
                    Vnet("c").Space("10.3.0.0/16").Subnet("s", "10.3.0.0/24", "2001:db8:3::/64"));
            }),
    Accepted("sibling subnets side by side are accepted",
             "A5",
             [](Topology& t) {
                 A(t).subnets.push_back({"x", {"10.1.1.0/24"}, "", true});
             }),
    Refused("a subnet within its sibling is refused",
            "A5",
            "virtualNetworks[0].subnets[1]",
            "NetcfgSubnetRangesOverlap",
            [](Topology& t) {
                A(t).subnets.push_back({"x", {"10.1.0.128/25"}, "", true});
            }),
    Refused("sibling subnets with one IPv6 prefix are refused",
            "A5",
            "virtualNetworks[0].subnets[1]",
            "NetcfgSubnetRangesOverlap",
            [](Topology& t) {
                A(t).subnets.push_back({"x", {"10.1.1.0/24", "2001:db8:1::/64"}, "", true});
            }),
    Refused("overlapping prefixes in one address space are refused",
            "A5",
            "virtualNetworks[0].addressPrefixes[2]",
            "",
            [](Topology& t) { A(t).addressPrefixes.push_back("10.1.128.0/17"); }),
    Refused("a static address outside its subnet is refused",
            "A5",
            NIC_A + ".ipConfigurations[0].privateIPAddress",
            "PrivateIPAddressNotInSubnet",
            [](Topology& t) { Config(t, 0).privateIPAddress = "10.1.1.4"; }),
    Refused("a prefix with host bits is refused",
            "RFC 4632 3.1",
            "virtualNetworks[0].subnets[1].addressPrefixes[0]",
            "InvalidCIDRNotation",
            [](Topology& t) {
                A(t).subnets.push_back({"x", {"10.1.1.1/24"}, "", true});
            }),
    Refused("what is no prefix is refused",
            "RFC 4632 3.1",
            "virtualNetworks[0].subnets[1].addressPrefixes[0]",
            "InvalidAddressPrefixFormat",
            [](Topology& t) {
                A(t).subnets.push_back({"x", {"10.1.1.0"}, "", true});
            }),
    Refused("address space around Azure's own 168.63.129.16 is refused",
            "A7",
            "virtualNetworks[0].addressPrefixes[2]",
            "",
            [](Topology& t) { A(t).addressPrefixes.push_back("168.63.0.0/16"); }),
    Accepted("GatewaySubnet of /29 and AzureFirewallSubnet of /26 are accepted",
             "A6",
             [](Topology& t) {
                 A(t).subnets.push_back({"GatewaySubnet", {"10.1.8.0/29"}, "", true});
                 A(t).subnets.push_back({"AzureFirewallSubnet", {"10.1.9.0/26"}, "", true});
             }),
    Refused("AzureFirewallSubnet of /27 is refused",
            "A6",
            "virtualNetworks[0].subnets[1].addressPrefixes[0]",
            "",
            [](Topology& t) {
                A(t).subnets.push_back({"AzureFirewallSubnet", {"10.1.9.0/27"}, "", true});
            }),
    Refused("a route table on AzureBastionSubnet is refused",
            "A6",
            "virtualNetworks[0].subnets[1].routeTable",
            "RouteTableCannotBeAttachedForAzureBastionSubnet",
            [](Topology& t) {
                t.routeTables.push_back({"rt", false, {}});
                A(t).subnets.push_back({"AzureBastionSubnet", {"10.1.9.0/26"}, "rt", true});
            }),
    Refused("a machine in GatewaySubnet is refused",
            "A6",
            "networkInterfaces[2].ipConfigurations[0].subnet",
            "",
            [](Topology& t) {
                A(t).subnets.push_back({"GatewaySubnet", {"10.1.9.0/27"}, "", true});
                t.networkInterfaces.push_back(PlainNic("n", "a/GatewaySubnet"));
            }),
};

V6LAB_SUITE("v6lab-topology-validate", ROWS);

} // namespace
