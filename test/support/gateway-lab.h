// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_GATEWAY_LAB_H
#define V6LAB_TEST_GATEWAY_LAB_H

#include "test/support/fabric-lab.h"

/** Hubs with gateways and the sites behind them, as topologies. */
namespace ns3::v6lab::test
{

inline VirtualNetworkPeering
Side(const std::string& remote, bool transit, bool uses)
{
    VirtualNetworkPeering peering;
    peering.name = "to-" + remote;
    peering.remoteVirtualNetwork = remote;
    peering.allowForwardedTraffic = false;
    peering.allowGatewayTransit = transit;
    peering.useRemoteGateways = uses;
    return peering;
}

/** Hub 10.0/16 with GatewaySubnet, spokes s1 10.1/16 and s2 10.2/16 with a machine each. */
inline Topology
HubAndSpokes()
{
    Topology t;
    VirtualNetwork hub;
    hub.name = "hub";
    hub.addressPrefixes = {"10.0.0.0/16", "2001:db8:a0::/48"};
    hub.subnets = {Part("app", {"10.0.1.0/24", "2001:db8:a0:1::/64"}),
                   Part("GatewaySubnet", {"10.0.255.0/27", "2001:db8:a0:ff::/64"})};
    for (const std::string n : {"1", "2"})
    {
        VirtualNetwork spoke;
        spoke.name = "s" + n;
        spoke.addressPrefixes = {"10." + n + ".0.0/16", "2001:db8:a" + n + "::/48"};
        spoke.subnets = {Part("app", {"10." + n + ".0.0/24", "2001:db8:a" + n + ":1::/64"})};
        spoke.virtualNetworkPeerings = {Side("hub", false, true)};
        hub.virtualNetworkPeerings.push_back(Side(spoke.name, true, false));
        t.virtualNetworks.push_back(spoke);
        AddMachine(t, Nic("vm" + n, spoke.name + "/app", {"10." + n + ".0.4", "v6"}, ""));
    }
    t.virtualNetworks.push_back(hub);
    AddMachine(t, Nic("vm0", "hub/app", {"10.0.1.4", "v6"}, ""));
    return t;
}

inline OutsideNode
Device(const std::string& name, const std::string& address, const std::string& lan)
{
    OutsideNode node;
    node.name = name;
    node.kind = "router";
    if (!address.empty())
    {
        node.internet = InternetAttachment{{address}, {}};
    }
    Interface interface;
    interface.link = lan;
    interface.addresses = {"172.16.0.1/24", "2001:db8:aa::1/64"};
    node.interfaces = {interface};
    return node;
}

/** A host behind the device. */
inline void
AddSiteHost(Topology& t, const std::string& name, const std::string& lan)
{
    OutsideNode host;
    host.name = name;
    Interface interface;
    interface.link = lan;
    interface.addresses = {"172.16.0.10/24", "2001:db8:aa::10/64"};
    host.interfaces = {interface};
    t.nodes.push_back(host);
    Link link;
    link.name = lan;
    link.kind = "lan";
    t.links.push_back(link);
}

inline VirtualNetworkGateway
Gateway(const std::string& name,
        const std::string& type,
        const std::string& sku,
        const std::string& network,
        const std::vector<std::string>& publics)
{
    VirtualNetworkGateway gateway;
    gateway.name = name;
    gateway.gatewayType = type;
    gateway.sku = sku;
    gateway.activeActive = publics.size() > 1;
    for (const auto& address : publics)
    {
        ApplianceIpConfiguration configuration;
        configuration.name = "ip" + std::to_string(gateway.ipConfigurations.size());
        configuration.subnet = network + "/GatewaySubnet";
        configuration.publicIPAddress = address;
        gateway.ipConfigurations.push_back(configuration);
    }
    return gateway;
}

inline void
AddPublic(Topology& t, const std::string& name, const std::string& address)
{
    PublicIpAddress resource;
    resource.name = name;
    resource.ipAddress = address;
    resource.sku = "Standard";
    t.publicIPAddresses.push_back(resource);
}

/** The hub's VPN gateway of one or two instances, and the site 172.16/16 whose host is "pc". */
inline Topology
VpnSite(size_t instances = 1)
{
    Topology t = HubAndSpokes();
    std::vector<std::string> publics;
    for (size_t i = 0; i < instances; ++i)
    {
        publics.push_back("pip" + std::to_string(i));
        AddPublic(t, publics.back(), "192.0.2." + std::to_string(70 + i));
    }
    t.virtualNetworkGateways = {Gateway("vpn", "Vpn", "VpnGw1AZ", "hub", publics)};
    LocalNetworkGateway site;
    site.name = "site";
    site.gatewayIpAddress = "198.51.100.9";
    site.localNetworkAddressSpace = {"172.16.0.0/16", "2001:db8:aa::/48"};
    t.localNetworkGateways = {site};
    GatewayConnection connection;
    connection.name = "to-site";
    connection.connectionType = "IPsec";
    connection.virtualNetworkGateway1 = "vpn";
    connection.localNetworkGateway2 = "site";
    t.connections = {connection};
    auto device = Device("device", "198.51.100.9", "lan");
    TunnelConfig tunnel;
    tunnel.name = "to-azure";
    tunnel.remote = "vpn";
    tunnel.prefixes = {"10.0.0.0/8", "2001:db8:a0::/44"};
    device.tunnels = {tunnel};
    t.nodes = {device};
    AddSiteHost(t, "pc", "lan");
    return t;
}

/** The gateway's speakers and the device's, of one or two tunnels. */
inline Topology
VpnByBgp(size_t instances = 1)
{
    Topology t = VpnSite(instances);
    t.localNetworkGateways[0].localNetworkAddressSpace.clear();
    BgpSettings settings;
    settings.asn = 65001;
    settings.bgpPeeringAddress = "10.99.0.1";
    t.localNetworkGateways[0].bgpSettings = settings;
    t.connections[0].enableBgp = true;
    t.virtualNetworkGateways[0].enableBgp = true;
    t.nodes[0].tunnels[0].prefixes.clear();
    t.nodes[0].tunnels[0].addresses = {"10.99.0.1/32"};
    BgpConfig bgp;
    bgp.asn = 65001;
    bgp.networks = {"172.16.0.0/16", "2001:db8:aa::/48"};
    t.nodes[0].bgp = bgp;
    return t;
}

/** The hub's ExpressRoute gateway and a circuit to "edge1" and "edge2", whose host is "pc". */
inline Topology
CircuitSite(const std::string& sku = "ErGw1AZ", bool fastPath = false)
{
    Topology t = HubAndSpokes();
    t.virtualNetworkGateways = {Gateway("erg", "ExpressRoute", sku, "hub", {""})};
    ExpressRouteCircuit circuit;
    circuit.name = "er";
    circuit.primaryRouter = "edge1";
    circuit.secondaryRouter = "edge2";
    ExpressRoutePeering peering;
    peering.peerASN = 65001;
    peering.primaryPeerAddressPrefix = "192.168.10.0/30";
    peering.secondaryPeerAddressPrefix = "192.168.10.4/30";
    peering.primaryPeerAddressPrefixIPv6 = "2001:db8:ee::/126";
    peering.secondaryPeerAddressPrefixIPv6 = "2001:db8:ee::4/126";
    circuit.peerings = {peering};
    t.expressRouteCircuits = {circuit};
    GatewayConnection connection;
    connection.name = "to-er";
    connection.connectionType = "ExpressRoute";
    connection.virtualNetworkGateway1 = "erg";
    connection.expressRouteCircuit = "er";
    connection.expressRouteGatewayBypass = fastPath;
    t.connections = {connection};
    auto edge1 = Device("edge1", "", "lan");
    auto edge2 = Device("edge2", "", "lan");
    edge2.interfaces[0].addresses = {"172.16.0.2/24", "2001:db8:aa::2/64"};
    BgpConfig bgp;
    bgp.asn = 65001;
    bgp.networks = {"172.16.0.0/16", "2001:db8:aa::/48"};
    edge1.bgp = edge2.bgp = bgp;
    t.nodes = {edge1, edge2};
    AddSiteHost(t, "pc", "lan");
    return t;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_GATEWAY_LAB_H
