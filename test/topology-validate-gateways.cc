// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/gateway-faults.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** A table of spoke 1 with one route to the gateway. */
test::Edit
Routed(const std::string& prefix, bool coexist = false)
{
    return [=](Topology& t) {
        t.routeTables = {{"table", false, {{"r", prefix, "VirtualNetworkGateway", ""}}}};
        t.virtualNetworks[0].subnets[0].routeTable = "table";
        if (coexist)
        {
            t.virtualNetworkGateways.push_back(
                Gateway("erg", "ExpressRoute", "ErGw1AZ", "hub", {""}));
        }
    };
}

const std::vector<Row> ROWS{
    Accepted(
        "a hub with a VPN gateway",
        "A6, P4",
        [](Topology&) {},
        [] { return VpnSite(); }),
    Accepted(
        "one with two instances",
        "R7",
        [](Topology&) {},
        [] { return VpnSite(2); }),
    Accepted(
        "a hub with a circuit",
        "G3",
        [](Topology&) {},
        [] { return CircuitSite(); }),
    Accepted(
        "one gateway of either type in a network",
        "D2",
        [](Topology& t) {
            t.virtualNetworkGateways.push_back(
                Gateway("erg", "ExpressRoute", "ErGw1AZ", "hub", {""}));
        },
        [] { return VpnSite(); }),
    Accepted("a user-defined route to a VPN gateway",
             "R12",
             Routed("10.2.0.0/16"),
             [] { return VpnSite(); }),
    Circuit("the router's number is another one than the peering's",
            "G3",
            "expressRouteCircuits[0].peerings[0].peerASN",
            "",
            [](Topology& t) { t.nodes[1].bgp->asn = 65002; }),
    Vpn("the device's number is another one than the site's",
        "R7",
        "connections[0].localNetworkGateway2",
        "",
        [](Topology& t) {
            t.localNetworkGateways[0].bgpSettings = BgpSettings();
            t.localNetworkGateways[0].bgpSettings->asn = 65010;
            t.localNetworkGateways[0].bgpSettings->bgpPeeringAddress = "10.99.0.1";
            t.connections[0].enableBgp = true;
            t.nodes[0].tunnels[0].addresses = {"10.99.0.1/32"};
            t.nodes[0].bgp = BgpConfig();
            t.nodes[0].bgp->asn = 65001;
        }),
    Vpn("the address that a site speaks BGP from is no address",
        "R7",
        "localNetworkGateways[0].bgpSettings.bgpPeeringAddress",
        "",
        [](Topology& t) {
            t.localNetworkGateways[0].bgpSettings = BgpSettings();
            t.localNetworkGateways[0].bgpSettings->asn = 65010;
            t.localNetworkGateways[0].bgpSettings->bgpPeeringAddress = "10.99.0";
        }),
    Vpn("a gateway stands in GatewaySubnet",
        "A6",
        GATEWAY + ".ipConfigurations[0].subnet",
        "",
        [](Topology& t) { t.virtualNetworkGateways[0].ipConfigurations[0].subnet = "hub/app"; }),
    Vpn("in one that exists",
        "A6",
        GATEWAY + ".ipConfigurations[0].subnet",
        "InvalidResourceReference",
        [](Topology& t) {
            t.virtualNetworkGateways[0].ipConfigurations[0].subnet = "nowhere/GatewaySubnet";
            t.connections.clear();
            t.nodes[0].tunnels.clear();
            for (auto& vnet : t.virtualNetworks)
            {
                vnet.virtualNetworkPeerings.clear();
            }
        }),
    Vpn("its SKU is one of its type",
        "G1",
        GATEWAY + ".sku",
        "",
        [](Topology& t) { t.virtualNetworkGateways[0].sku = "ErGw1AZ"; }),
    Vpn("and of its generation",
        "G1",
        GATEWAY + ".vpnGatewayGeneration",
        "",
        [](Topology& t) { t.virtualNetworkGateways[0].vpnGatewayGeneration = "Generation2"; }),
    Vpn("Basic speaks no BGP",
        "G1",
        GATEWAY + ".sku",
        "",
        [](Topology& t) {
            t.virtualNetworkGateways[0].sku = "Basic";
            t.virtualNetworkGateways[0].enableBgp = true;
        }),
    Circuit("the SKU of a circuit's gateway is another",
            "G2",
            GATEWAY + ".sku",
            "",
            [](Topology& t) { t.virtualNetworkGateways[0].sku = "VpnGw1"; }),
    Vpn("active-active needs two instances",
        "R7",
        GATEWAY + ".ipConfigurations",
        "",
        [](Topology& t) { t.virtualNetworkGateways[0].activeActive = true; }),
    Vpn("tunnels need a public address",
        "D1",
        GATEWAY + ".ipConfigurations[0].publicIPAddress",
        "",
        [](Topology& t) { t.virtualNetworkGateways[0].ipConfigurations[0].publicIPAddress = ""; }),
    Vpn("an IPv4 one",
        "D1",
        GATEWAY + ".ipConfigurations[0].publicIPAddress",
        "",
        [](Topology& t) {
            t.publicIPAddresses.push_back({"pip6", "IPv6", ""});
            t.virtualNetworkGateways[0].ipConfigurations[0].publicIPAddress = "pip6";
        }),
    Vpn("that nobody else has",
        "",
        GATEWAY + ".ipConfigurations[0].publicIPAddress",
        "PublicIPAddressInUse",
        [](Topology& t) { t.networkInterfaces[0].ipConfigurations[0].publicIPAddress = "pip0"; }),
    Vpn("its private address lies in its subnet",
        "A3",
        GATEWAY + ".ipConfigurations[0].privateIPAddress",
        "",
        [](Topology& t) {
            t.virtualNetworkGateways[0].ipConfigurations[0].privateIPAddress = "10.0.1.9";
        }),
    Vpn("a network has one VPN gateway",
        "D2",
        "virtualNetworkGateways[1]",
        "",
        [](Topology& t) {
            AddPublic(t, "more", "192.0.2.99");
            t.virtualNetworkGateways.push_back(Gateway("vpn2", "Vpn", "VpnGw1AZ", "hub", {"more"}));
        }),
    Vpn("a spoke that uses the gateway of its hub has none itself",
        "P4",
        "virtualNetworks[0].virtualNetworkPeerings[0].useRemoteGateways",
        "",
        [](Topology& t) {
            t.virtualNetworks[0].subnets.push_back(Part("GatewaySubnet", {"10.1.255.0/27"}));
            t.virtualNetworkGateways.push_back(
                Gateway("erg", "ExpressRoute", "ErGw1AZ", "s1", {""}));
        }),
    Refused(
        "and its hub has one",
        "P4",
        "virtualNetworks[0].virtualNetworkPeerings[0]",
        "RemoteVnetHasNoGateways",
        [](Topology& t) {
            t.virtualNetworks[1].virtualNetworkPeerings[0].useRemoteGateways = false;
        },
        [] { return HubAndSpokes(); }),
    Vpn("no user-defined route leads to a gateway beside one of ExpressRoute",
        "R12",
        "routeTables[0].routes[0].nextHopType",
        "",
        Routed("10.2.0.0/16", true)),
    Vpn("and none of IPv6 to any",
        "D1",
        "routeTables[0].routes[0].nextHopType",
        "",
        Routed("2001:db8:a2::/48")),
    Vpn("the device of a site has an IPv4 address",
        "D1",
        "localNetworkGateways[0].gatewayIpAddress",
        "",
        [](Topology& t) { t.localNetworkGateways[0].gatewayIpAddress = "2001:db8::1"; }),
    Vpn("its prefixes are prefixes",
        "R7",
        "localNetworkGateways[0].localNetworkAddressSpace[0]",
        "InvalidAddressPrefixFormat",
        [](Topology& t) { t.localNetworkGateways[0].localNetworkAddressSpace[0] = "172.16"; }),
    Vpn("and there are some, without BGP",
        "R7",
        "localNetworkGateways[0].localNetworkAddressSpace",
        "",
        [](Topology& t) { t.localNetworkGateways[0].localNetworkAddressSpace.clear(); }),
    Vpn("none of them lies in the gateway's own network",
        "R11a",
        "connections[0].localNetworkGateway2",
        "",
        [](Topology& t) {
            t.localNetworkGateways[0].localNetworkAddressSpace[0] = "10.0.128.0/24";
        }),
    Vpn("two sites of a gateway have no prefix in common",
        "R7",
        "connections[1].localNetworkGateway2",
        "",
        [](Topology& t) {
            auto site = t.localNetworkGateways[0];
            site.name = "site2";
            site.gatewayIpAddress = "198.51.100.10";
            site.localNetworkAddressSpace = {"172.16.0.0/16"};
            t.localNetworkGateways.push_back(site);
            auto connection = t.connections[0];
            connection.name = "to-site2";
            connection.localNetworkGateway2 = "site2";
            t.connections.push_back(connection);
        }),
    Vpn("a connection begins at a gateway that exists",
        "",
        "connections[0].virtualNetworkGateway1",
        "InvalidResourceReference",
        [](Topology& t) { t.connections[0].virtualNetworkGateway1 = "nobody"; }),
    Vpn("and leads to a site that does",
        "",
        "connections[0].localNetworkGateway2",
        "InvalidResourceReference",
        [](Topology& t) { t.connections[0].localNetworkGateway2 = "nobody"; }),
    Vpn("a VPN gateway has no connection to a circuit",
        "R12",
        "connections[0].connectionType",
        "",
        [](Topology& t) {
            t.connections[0].connectionType = "ExpressRoute";
            t.connections[0].localNetworkGateway2 = "";
        }),
    Vpn("networks are joined by gateways of two networks",
        "R12",
        "connections[0].virtualNetworkGateway2",
        "",
        [](Topology& t) {
            t.connections[0].connectionType = "Vnet2Vnet";
            t.connections[0].localNetworkGateway2 = "";
            t.connections[0].virtualNetworkGateway2 = "vpn";
        }),
    Vpn("tunnels carry 1400 bytes at most",
        "G5",
        "connections[0].mtu",
        "",
        [](Topology& t) { t.connections[0].mtu = 1401; }),
    Vpn("a routing weight is 32000 at most",
        "R7",
        "connections[0].routingWeight",
        "",
        [](Topology& t) { t.connections[0].routingWeight = 32001; }),
    Vpn("a tunnel leads to an IPv4 address or to a VPN gateway",
        "D1",
        "nodes[0].tunnels[0].remote",
        "",
        [](Topology& t) { t.nodes[0].tunnels[0].remote = "nobody"; }),
    Vpn("a gateway's node has a name of its own",
        "",
        "nodes[0].name",
        "",
        [](Topology& t) { t.nodes[0].name = "vpn"; }),
    Circuit("FastPath needs a large gateway",
            "R18",
            "connections[0].expressRouteGatewayBypass",
            "",
            [](Topology& t) { t.connections[0].expressRouteGatewayBypass = true; }),
    Circuit("a circuit's link is a /30",
            "G3",
            "expressRouteCircuits[0].peerings[0].primaryPeerAddressPrefix",
            "",
            [](Topology& t) {
                t.expressRouteCircuits[0].peerings[0].primaryPeerAddressPrefix = "192.168.20.0/29";
            }),
    Circuit("and a /126",
            "G3",
            "expressRouteCircuits[0].peerings[0].secondaryPeerAddressPrefixIPv6",
            "",
            [](Topology& t) {
                t.expressRouteCircuits[0].peerings[0].secondaryPeerAddressPrefixIPv6 =
                    "2001:db8:ef::/64";
            }),
    Circuit("of both links",
            "G3",
            "expressRouteCircuits[0].peerings[0]",
            "",
            [](Topology& t) {
                t.expressRouteCircuits[0].peerings[0].secondaryPeerAddressPrefixIPv6 = "";
            }),
    Circuit("if the circuit allows IPv6",
            "G3",
            "expressRouteCircuits[0].peerings[0].primaryPeerAddressPrefixIPv6",
            "",
            [](Topology& t) { t.expressRouteCircuits[0].allowIPv6 = false; }),
    Circuit("it ends at routers",
            "G3",
            "expressRouteCircuits[0].primaryRouter",
            "",
            [](Topology& t) { t.expressRouteCircuits[0].primaryRouter = "pc"; }),
    Circuit("that exist",
            "G3",
            "expressRouteCircuits[0].secondaryRouter",
            "InvalidResourceReference",
            [](Topology& t) { t.expressRouteCircuits[0].secondaryRouter = "nobody"; }),
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-gateways", ROWS);
