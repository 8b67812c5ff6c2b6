// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** Gives subnet a/app a route table with one route. */
Edit
WithRoute(const std::string& prefix, const std::string& type, const std::string& hop)
{
    return [=](Topology& t) {
        t.routeTables.push_back({"rt", false, {{"r", prefix, type, hop}}});
        SubnetA(t).routeTable = "rt";
    };
}

const std::string SUBNET_A = "virtualNetworks[0].subnets[0]";
const std::string NIC_A = "networkInterfaces[0]";

const std::vector<Row> ROWS{
    Accepted("a route to an appliance in the same network is accepted",
             "R12",
             WithRoute("0.0.0.0/0", "VirtualAppliance", "10.1.0.4")),
    Accepted("the types VirtualNetworkGateway, VnetLocal, Internet and None are accepted",
             "R12",
             [](Topology& t) {
                 t.routeTables = {{"rt",
                                   false,
                                   {{"r1", "10.50.0.0/16", "VirtualNetworkGateway", ""},
                                    {"r2", "10.51.0.0/16", "VnetLocal", ""},
                                    {"r3", "10.52.0.0/16", "Internet", ""},
                                    {"r4", "10.53.0.0/16", "None", ""}}}};
             }),
    Refused("the type VNetPeering is refused",
            "",
            "routeTables[0].routes[0].nextHopType",
            "",
            WithRoute("10.50.0.0/16", "VNetPeering", "")),
    Refused("VirtualAppliance without address is refused",
            "R12",
            "routeTables[0].routes[0].nextHopIpAddress",
            "MissingNextHopIpAddress",
            WithRoute("10.50.0.0/16", "VirtualAppliance", "")),
    Refused("an address with another type is refused",
            "R12",
            "routeTables[0].routes[0].nextHopIpAddress",
            "",
            WithRoute("10.50.0.0/16", "Internet", "10.1.0.4")),
    Refused("two routes for one prefix in a table are refused",
            "R13",
            "routeTables[0].routes[1].addressPrefix",
            "RouteConflict",
            [](Topology& t) {
                t.routeTables = {{"rt",
                                  false,
                                  {{"r1", "2001:db8:5::/48", "None", ""},
                                   {"r2", "2001:DB8:5:0::/48", "Internet", ""}}}};
            }),
    Accepted("one prefix in two tables is accepted",
             "R13",
             [](Topology& t) {
                 t.routeTables = {{"rt1", false, {{"r", "10.5.0.0/16", "None", ""}}},
                                  {"rt2", false, {{"r", "10.5.0.0/16", "None", ""}}}};
             }),
    Accepted("an IPv6 prefix with an IPv6 appliance is accepted",
             "R13",
             WithRoute("::/0", "VirtualAppliance", "2001:db8:1::4")),
    Refused("an IPv6 prefix with an IPv4 appliance is refused",
            "R13",
            "routeTables[0].routes[0].nextHopIpAddress",
            "",
            WithRoute("::/0", "VirtualAppliance", "10.1.0.4")),
    Refused("a route for no prefix is refused",
            "R13",
            "routeTables[0].routes[0].addressPrefix",
            "InvalidAddressPrefixFormat",
            WithRoute("Internet", "None", "")),
    Refused("a route for the addresses of a service is refused as what is not simulated",
            "R11b",
            "routeTables[0].routes[0].addressPrefix",
            "",
            WithRoute("Storage", "Internet", "")),
    Refused("so is one for those of a region",
            "R11b",
            "routeTables[0].routes[0].addressPrefix",
            "",
            WithRoute("AzureCloud.WestEurope", "Internet", "")),
    Refused("a subnet with an unknown route table is refused",
            "R13",
            SUBNET_A + ".routeTable",
            "InvalidResourceReference",
            [](Topology& t) { SubnetA(t).routeTable = "nosuch"; }),
    Accepted("an appliance in a peered network is accepted",
             "R14",
             WithRoute("0.0.0.0/0", "VirtualAppliance", "10.2.0.4")),
    Refused("an appliance behind a peered network is refused",
            "R14",
            "routeTables[0].routes[0].nextHopIpAddress",
            "",
            [](Topology& t) {
                const auto c = Vnet("c").Space("10.3.0.0/16");
                AddNetwork(t, c);
                B(t).virtualNetworkPeerings.push_back(Side("b-to-c", "c"));
                WithRoute("0.0.0.0/0", "VirtualAppliance", "10.3.0.4")(t);
            }),
    Accepted("the same in a table that no subnet uses is accepted",
             "R14",
             [](Topology& t) {
                 t.routeTables.push_back(
                     {"rt", false, {{"r", "0.0.0.0/0", "VirtualAppliance", "172.16.0.4"}}});
             }),
    Refused("disableBgpRoutePropagation on GatewaySubnet is refused",
            "R17",
            "virtualNetworks[0].subnets[1].routeTable",
            "",
            [](Topology& t) {
                t.routeTables.push_back({"rt", true, {}});
                A(t).subnets.push_back({"GatewaySubnet", {"10.1.9.0/27"}, "rt", true});
            }),
    Refused("two networks of one name are refused, upper and lower case alike",
            "",
            "virtualNetworks[2].name",
            "DuplicateResourceName",
            [](Topology& t) { AddNetwork(t, Vnet("A").Space("10.7.0.0/16")); }),
    Refused("two subnets of one name are refused",
            "",
            "virtualNetworks[0].subnets[1].name",
            "DuplicateResourceName",
            [](Topology& t) {
                A(t).subnets.push_back({"app", {"10.1.7.0/24"}, "", true});
            }),
    Accepted("subnets of one name in two networks are accepted",
             "",
             [](Topology& t) {
                 B(t).subnets.push_back({"app", {"10.2.7.0/24"}, "", true});
             }),
    Refused("a name with a slash is refused",
            "",
            "virtualNetworks[2].name",
            "InvalidResourceName",
            [](Topology& t) { AddNetwork(t, Vnet("c/d").Space("10.7.0.0/16")); }),
    Refused("a machine and a node of one name are refused",
            "",
            "nodes[0].name",
            "",
            [](Topology& t) { t.nodes.push_back(Host("vm-a").Get()); }),
    Refused("a node named like an address is refused",
            "",
            "nodes[0].name",
            "",
            [](Topology& t) { t.nodes.push_back(Host("192.0.2.1").Get()); }),
    Refused("a machine without interface is refused",
            "",
            "virtualMachines[2].networkInterfaces",
            "",
            [](Topology& t) { t.virtualMachines.push_back(Vm("vm-c").Get()); }),
    Accepted("an interface without machine is accepted",
             "",
             [](Topology& t) { t.networkInterfaces.push_back(PlainNic("spare", "a/app")); }),
    Refused("an unknown interface is refused",
            "",
            "virtualMachines[0].networkInterfaces[1]",
            "InvalidResourceReference",
            [](Topology& t) { t.virtualMachines[0].networkInterfaces.push_back("nosuch"); }),
    Refused("one interface in two machines is refused",
            "",
            "virtualMachines[2].networkInterfaces[0]",
            "NicInUse",
            [](Topology& t) {
                t.virtualMachines.push_back({"vm-c", {"vm-a-nic"}});
            }),
    Refused("interfaces of one machine in two networks are refused",
            "",
            "virtualMachines[0].networkInterfaces",
            "SubnetsNotInSameVnet",
            [](Topology& t) {
                t.networkInterfaces.push_back(PlainNic("n", "b/data"));
                t.virtualMachines[0].networkInterfaces.push_back("n");
            }),
    Refused("configurations of one interface in two subnets are refused",
            "R1",
            "networkInterfaces[0].ipConfigurations[2].subnet",
            "IpConfigurationsOnSameNicCannotUseDifferentSubnets",
            [](Topology& t) {
                A(t).subnets.push_back({"x", {"10.1.7.0/24"}, "", true});
                t.networkInterfaces[0].ipConfigurations.push_back(
                    PlainNic("", "a/x").ipConfigurations[0]);
            }),
    Refused("an unknown subnet is refused",
            "",
            "networkInterfaces[2].ipConfigurations[0].subnet",
            "InvalidResourceReference",
            [](Topology& t) { t.networkInterfaces.push_back(PlainNic("n", "a/nosuch")); }),
    Refused("one static address on two interfaces is refused",
            "",
            "networkInterfaces[2].ipConfigurations[0].privateIPAddress",
            "PrivateIPAddressIsAllocated",
            [](Topology& t) { t.networkInterfaces.push_back(PlainNic("n", "a/app", "10.1.0.4")); }),
    Refused("an IPv4 address in an IPv6 configuration is refused",
            "A2",
            NIC_A + ".ipConfigurations[1].privateIPAddress",
            "",
            [](Topology& t) { Config(t, 1).privateIPAddress = "10.1.0.5"; }),
    Refused("an interface with a rate of zero is refused",
            "T3",
            NIC_A + ".dataRate",
            "",
            [](Topology& t) { t.networkInterfaces[0].dataRate = "0Mbps"; }),
    Accepted("an IPv6 public address at an IPv6 configuration is accepted",
             "A8",
             [](Topology& t) {
                 t.publicIPAddresses.push_back({"pip", "IPv6", "2001:db8:f::1"});
                 Config(t, 1).publicIPAddress = "pip";
             }),
    Refused("an IPv6 public address at an IPv4 configuration is refused",
            "A8",
            NIC_A + ".ipConfigurations[0].publicIPAddress",
            "",
            [](Topology& t) {
                t.publicIPAddresses.push_back({"pip", "IPv6", ""});
                Config(t, 0).publicIPAddress = "pip";
            }),
    Refused("one public address at two configurations is refused",
            "",
            "networkInterfaces[1].ipConfigurations[0].publicIPAddress",
            "PublicIPAddressInUse",
            [](Topology& t) {
                t.publicIPAddresses.push_back({"pip", "IPv4", ""});
                Config(t, 0).publicIPAddress = "pip";
                t.networkInterfaces[1].ipConfigurations[0].publicIPAddress = "pip";
            }),
    Refused("an unknown public address is refused",
            "",
            NIC_A + ".ipConfigurations[0].publicIPAddress",
            "InvalidResourceReference",
            [](Topology& t) { Config(t, 0).publicIPAddress = "pip"; }),
    Refused("a private address as public address is refused",
            "RFC 6890 2.2",
            "publicIPAddresses[0].ipAddress",
            "",
            [](Topology& t) {
                t.publicIPAddresses.push_back({"pip", "IPv4", "10.0.0.1"});
            }),
};

V6LAB_SUITE("v6lab-topology-validate-resources", ROWS);

} // namespace
