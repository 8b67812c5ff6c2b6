// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/gateway-faults.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** A second connection of the VPN gateway, to a site with this device. */
void
AddSite(Topology& t, const std::string& device)
{
    auto site = t.localNetworkGateways[0];
    site.name = "site2";
    site.gatewayIpAddress = device;
    site.localNetworkAddressSpace = {"172.20.0.0/16"};
    t.localNetworkGateways.push_back(site);
    auto connection = t.connections[0];
    connection.name = "to-site2";
    connection.localNetworkGateway2 = "site2";
    t.connections.push_back(connection);
}

/** Another network with an ExpressRoute gateway, on the same circuit. */
void
AddNetwork(Topology& t, const std::string& space, const std::string& gatewaySubnet)
{
    VirtualNetwork more;
    more.name = "more";
    more.addressPrefixes = {space};
    more.subnets = {Part("GatewaySubnet", {gatewaySubnet})};
    t.virtualNetworks.push_back(more);
    t.virtualNetworkGateways.push_back(Gateway("erg2", "ExpressRoute", "ErGw1AZ", "more", {""}));
    auto connection = t.connections[0];
    connection.name = "more-to-er";
    connection.virtualNetworkGateway1 = "erg2";
    t.connections.push_back(connection);
}

/** Another circuit with the addresses of the first and routers of its own. */
void
AddCircuit(Topology& t)
{
    auto circuit = t.expressRouteCircuits[0];
    circuit.name = "er2";
    circuit.primaryRouter = circuit.secondaryRouter = "";
    circuit.peerings[0].secondaryPeerAddressPrefix = "192.168.20.4/30";
    circuit.peerings[0].primaryPeerAddressPrefixIPv6 = "";
    circuit.peerings[0].secondaryPeerAddressPrefixIPv6 = "";
    t.expressRouteCircuits.push_back(circuit);
}

ExpressRoutePeering&
Peering(Topology& t, size_t circuit = 0)
{
    return t.expressRouteCircuits.at(circuit).peerings.at(0);
}

const std::string PEERING = "expressRouteCircuits[0].peerings[0].";

const std::vector<Row> ROWS{
    Vpn("one connection leads from a gateway to a site",
        "R7",
        "connections[1].localNetworkGateway2",
        "",
        [](Topology& t) {
            t.connections.push_back(t.connections[0]);
            t.connections[1].name = "again";
        }),
    Vpn("two sites of a gateway have two devices",
        "R7",
        "connections[1].localNetworkGateway2",
        "",
        [](Topology& t) { AddSite(t, "198.51.100.9"); }),
    Accepted(
        "two sites with a device each",
        "R7",
        [](Topology& t) { AddSite(t, "198.51.100.10"); },
        [] { return VpnSite(); }),
    Circuit("the links of a circuit have a /30 each",
            "G3",
            PEERING + "secondaryPeerAddressPrefix",
            "",
            [](Topology& t) {
                Peering(t).secondaryPeerAddressPrefix = Peering(t).primaryPeerAddressPrefix;
            }),
    Circuit("and a /126 each",
            "G3",
            PEERING + "secondaryPeerAddressPrefixIPv6",
            "",
            [](Topology& t) {
                Peering(t).secondaryPeerAddressPrefixIPv6 = Peering(t).primaryPeerAddressPrefixIPv6;
            }),
    Circuit("so have two circuits that end at one router",
            "G3",
            "expressRouteCircuits[1].peerings[0].primaryPeerAddressPrefix",
            "",
            [](Topology& t) {
                AddCircuit(t);
                t.expressRouteCircuits[1].primaryRouter = "edge1";
            }),
    Circuit("or at one gateway",
            "G3",
            "expressRouteCircuits[1].peerings[0].primaryPeerAddressPrefix",
            "",
            [](Topology& t) {
                AddCircuit(t);
                t.connections.push_back(t.connections[0]);
                t.connections[1].name = "to-er2";
                t.connections[1].expressRouteCircuit = "er2";
            }),
    Accepted("circuits that never meet may be numbered alike",
             "G3",
             AddCircuit,
             [] { return CircuitSite(); }),
    Circuit("one connection leads from a gateway to a circuit",
            "G3",
            "connections[1].expressRouteCircuit",
            "",
            [](Topology& t) {
                t.connections.push_back(t.connections[0]);
                t.connections[1].name = "again";
            }),
    Accepted(
        "two networks on one circuit",
        "G3",
        [](Topology& t) { AddNetwork(t, "10.9.0.0/16", "10.9.255.0/27"); },
        [] { return CircuitSite(); }),
    Circuit("they have no address in common",
            "G3",
            "connections[1].expressRouteCircuit",
            "",
            [](Topology& t) { AddNetwork(t, "10.0.0.0/16", "10.0.255.0/27"); }),
    Vpn("a tunnel leads to no circuit",
        "R7",
        "connections[0].expressRouteCircuit",
        "",
        [](Topology& t) { t.connections[0].expressRouteCircuit = "er"; }),
    Circuit("a circuit has no site at its end",
            "R7",
            "connections[0].localNetworkGateway2",
            "",
            [](Topology& t) { t.connections[0].localNetworkGateway2 = "site"; }),
    Vpn("a gateway of one instance has one configuration",
        "R7",
        "virtualNetworkGateways[0].ipConfigurations",
        "",
        [](Topology& t) {
            AddPublic(t, "more", "192.0.2.99");
            auto second = t.virtualNetworkGateways[0].ipConfigurations[0];
            second.name = "second";
            second.publicIPAddress = "more";
            t.virtualNetworkGateways[0].ipConfigurations.push_back(second);
        }),
    Vpn("a site's number is none of Azure's",
        "R7",
        "localNetworkGateways[0].bgpSettings.asn",
        "",
        [](Topology& t) {
            t.localNetworkGateways[0].bgpSettings = BgpSettings();
            t.localNetworkGateways[0].bgpSettings->asn = 65515;
            t.localNetworkGateways[0].bgpSettings->bgpPeeringAddress = "10.99.0.1";
        }),
    Circuit("nor is that of a circuit's customer",
            "R7",
            PEERING + "peerASN",
            "",
            [](Topology& t) {
                Peering(t).peerASN = 65520;
                t.nodes[0].bgp->asn = t.nodes[1].bgp->asn = 65520;
            }),
    Vpn("a site's weight is one that Azure takes",
        "R7",
        "localNetworkGateways[0].bgpSettings.peerWeight",
        "",
        [](Topology& t) {
            t.localNetworkGateways[0].bgpSettings = BgpSettings();
            t.localNetworkGateways[0].bgpSettings->asn = 65010;
            t.localNetworkGateways[0].bgpSettings->peerWeight = 101;
        }),
    Vpn("segments fit the tunnel",
        "G5",
        "connections[0].mss",
        "",
        [](Topology& t) { t.connections[0].mss = 1361; }),
    Vpn("and are no smaller than any host takes",
        "G5",
        "connections[0].mss",
        "",
        [](Topology& t) { t.connections[0].mss = 535; }),
    Vpn("the site's device is not the gateway",
        "D1",
        "connections[0].localNetworkGateway2",
        "",
        [](Topology& t) { t.localNetworkGateways[0].gatewayIpAddress = "192.0.2.70"; }),
    Vpn("it has a public address",
        "D1",
        "localNetworkGateways[0].gatewayIpAddress",
        "",
        [](Topology& t) { t.localNetworkGateways[0].gatewayIpAddress = "10.0.255.4"; }),
    Vpn("and speaks BGP from another",
        "R7",
        "localNetworkGateways[0].bgpSettings.bgpPeeringAddress",
        "",
        [](Topology& t) {
            t.localNetworkGateways[0].bgpSettings = BgpSettings();
            t.localNetworkGateways[0].bgpSettings->asn = 65010;
            t.localNetworkGateways[0].bgpSettings->bgpPeeringAddress = "198.51.100.9";
        }),
    Vpn("that is not in the gateway's network",
        "R7",
        "connections[0].localNetworkGateway2",
        "",
        [](Topology& t) {
            t.localNetworkGateways[0].bgpSettings = BgpSettings();
            t.localNetworkGateways[0].bgpSettings->asn = 65010;
            t.localNetworkGateways[0].bgpSettings->bgpPeeringAddress = "10.0.255.4";
        }),
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-gateway-conflicts", ROWS);
