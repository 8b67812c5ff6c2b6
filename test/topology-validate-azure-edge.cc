// SPDX-License-Identifier: GPL-2.0-only
// More of what load balancers, gateways and their connections must not say.
#include "test/support/balanced-cloud.h"
#include "test/support/gateway-faults.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

const std::string LB = "loadBalancers[0]";
const std::string TUNNEL = "nodes[0].tunnels[0]";

Row
Balanced(const std::string& sentence,
         const std::string& rule,
         const std::string& path,
         const std::string& word,
         const test::Edit& change)
{
    return Refused(sentence, rule, path, word, change, [] { return Pool(2); });
}

LoadBalancer&
Lb(Topology& t)
{
    return t.loadBalancers[0];
}

/** A second network with a VPN gateway, and a connection of both. */
void
AddOther(Topology& t, const std::string& prefix)
{
    VirtualNetwork other;
    other.name = "other";
    other.addressPrefixes = {prefix};
    other.subnets = {Part("GatewaySubnet", {prefix.substr(0, prefix.find('/')) + "/27"})};
    t.virtualNetworks.push_back(other);
    AddPublic(t, "pip-other", "192.0.2.90");
    t.virtualNetworkGateways.push_back(
        Gateway("vpn-other", "Vpn", "VpnGw1AZ", "other", {"pip-other"}));
    GatewayConnection connection;
    connection.name = "to-other";
    connection.connectionType = "Vnet2Vnet";
    connection.virtualNetworkGateway1 = "vpn";
    connection.virtualNetworkGateway2 = "vpn-other";
    t.connections.push_back(connection);
}

const std::vector<Row> ROWS{
    Balanced("a load balancer with the name of a machine",
             "",
             LB + ".name",
             "",
             [](Topology& t) {
                 Lb(t).name = "client";
                 for (auto& nic : t.networkInterfaces)
                 {
                     for (auto& one : nic.ipConfigurations)
                     {
                         for (auto& pool : one.loadBalancerBackendAddressPools)
                         {
                             pool = "client" + pool.substr(pool.find('/'));
                         }
                     }
                 }
             }),
    Balanced("idle for more than 120 minutes",
             "",
             LB + ".loadBalancingRules[0].idleTimeoutInMinutes",
             "",
             [](Topology& t) { Lb(t).loadBalancingRules[0].idleTimeoutInMinutes = 65'546; }),
    Balanced("an outbound rule of an internal frontend",
             "R20",
             LB + ".outboundRules[0].frontendIPConfigurations[0]",
             "",
             [](Topology& t) {
                 OutboundRule rule;
                 rule.name = "out";
                 rule.frontendIPConfigurations = {"front4"};
                 rule.backendAddressPool = "pool4";
                 Lb(t).outboundRules = {rule};
                 Lb(t).loadBalancingRules[0].disableOutboundSnat = true;
             }),
    Balanced("an IPv6 frontend in a subnet without an IPv6 prefix",
             "L4",
             LB + ".frontendIPConfigurations[1].subnet",
             "",
             [](Topology& t) {
                 t.virtualNetworks[0].subnets.push_back(Part("v4", {"10.1.2.0/24"}));
                 Lb(t).frontendIPConfigurations[1].subnet = "a/v4";
                 Lb(t).frontendIPConfigurations[1].privateIPAddress.clear();
             }),
    Balanced(
        "a frontend with an address of the other IP version",
        "L4",
        LB + ".frontendIPConfigurations[0].privateIPAddress",
        "",
        [](Topology& t) { Lb(t).frontendIPConfigurations[0].privateIPAddress = "fd00:1::99"; }),
    Vpn("a gateway that is policy-based speaks no BGP",
        "R7",
        GATEWAY + ".enableBgp",
        "",
        [](Topology& t) {
            t.virtualNetworkGateways[0].vpnType = "PolicyBased";
            t.virtualNetworkGateways[0].enableBgp = true;
        }),
    Refused(
        "a gateway's instances are in one network",
        "A6",
        GATEWAY + ".ipConfigurations",
        "",
        [](Topology& t) {
            VirtualNetwork other;
            other.name = "other";
            other.addressPrefixes = {"10.9.0.0/16"};
            other.subnets = {Part("GatewaySubnet", {"10.9.0.0/27"})};
            t.virtualNetworks.push_back(other);
            t.virtualNetworkGateways[0].ipConfigurations[1].subnet = "other/GatewaySubnet";
        },
        [] { return VpnSite(2); }),
    Vpn("a generation that Azure does not have",
        "G1",
        GATEWAY + ".vpnGatewayGeneration",
        "",
        [](Topology& t) { t.virtualNetworkGateways[0].vpnGatewayGeneration = "Generation3"; }),
    Vpn("a gateway's public address that is not there",
        "",
        GATEWAY + ".ipConfigurations[0].publicIPAddress",
        "InvalidResourceReference",
        [](Topology& t) {
            t.virtualNetworkGateways[0].ipConfigurations[0].publicIPAddress = "none";
        }),
    Circuit("a connection to a circuit that is not there",
            "",
            "connections[0].expressRouteCircuit",
            "InvalidResourceReference",
            [](Topology& t) { t.connections[0].expressRouteCircuit = "none"; }),
    Vpn("a connection to a gateway that is not there",
        "",
        "connections[1].virtualNetworkGateway2",
        "InvalidResourceReference",
        [](Topology& t) {
            AddOther(t, "10.8.0.0/16");
            t.connections[1].virtualNetworkGateway2 = "none";
        }),
    Vpn("a connection of networks that overlap",
        "P6",
        "connections[1].virtualNetworkGateway2",
        "VnetAddressSpacesOverlap",
        [](Topology& t) { AddOther(t, "10.0.128.0/17"); }),
    Vpn("a tunnel's end is IPv4",
        "D1",
        TUNNEL + ".local",
        "",
        [](Topology& t) { t.nodes[0].tunnels[0].local = "2001:db8:aa::1"; }),
    Vpn("a tunnel of less than 576 bytes",
        "G5",
        TUNNEL + ".mtu",
        "",
        [](Topology& t) { t.nodes[0].tunnels[0].mtu = 575; }),
    Vpn("a tunnel's prefix with host bits",
        "",
        TUNNEL + ".prefixes[0]",
        "InvalidCIDRNotation",
        [](Topology& t) { t.nodes[0].tunnels[0].prefixes[0] = "10.0.0.1/8"; }),
};

V6LAB_SUITE("v6lab-topology-validate-azure-edge", ROWS);

} // namespace
