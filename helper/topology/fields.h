// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIELDS_H
#define V6LAB_FIELDS_H

#include "helper/topology/advertisement-fields.h"
#include "helper/topology/balancer-fields.h"
#include "helper/topology/dhcp-fields.h"
#include "helper/topology/dns-fields.h"
#include "helper/topology/field.h"
#include "helper/topology/firewall-fields.h"
#include "helper/topology/gateway-fields.h"
#include "helper/topology/manager-fields.h"
#include "helper/topology/security-fields.h"
#include "helper/topology/topology.h"
#include "helper/topology/translator-fields.h"
#include "helper/topology/vpn-fields.h"

/**
 * The one declaration of what a topology consists of.
 *
 * `Fields(visitor, Of<Subnet>())` calls `visitor(Field, pointer to member)` for each field in the
 * order of the struct; `TypeName(Of<Subnet>())` names the struct. The reader, the writers, the JSON
 * schema, the comparison, the checks of words and the docs table are visitors, so a new field is
 * one line here.
 */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(Subnet, "subnet")

template <class V>
void
Fields(V& v, Of<Subnet>)
{
    v(Field("name", "unique in its virtual network").Required(), &Subnet::name);
    v(Field("addressPrefixes", "one IPv4 prefix, optionally one IPv6 /64")
          .Required()
          .OrOne("addressPrefix"),
      &Subnet::addressPrefixes);
    v(Field("routeTable", "name of the route table that it uses"), &Subnet::routeTable);
    v(Field("defaultOutboundAccess", "false makes it a private subnet"),
      &Subnet::defaultOutboundAccess);
    v(Field("networkSecurityGroup", "name of the network security group that guards it"),
      &Subnet::networkSecurityGroup);
    v(Field("natGateway", "name of the NAT gateway that its outbound connections use"),
      &Subnet::natGateway);
    v(Field("serviceEndpoints", "services that it reaches directly, such as Microsoft.Storage"),
      &Subnet::serviceEndpoints);
    v(Field("privateEndpointNetworkPolicies",
            "true: user-defined routes decide over those of private endpoints"),
      &Subnet::privateEndpointNetworkPolicies);
}

V6LAB_TYPE_NAME(VirtualNetworkPeering, "peering")

template <class V>
void
Fields(V& v, Of<VirtualNetworkPeering>)
{
    using T = VirtualNetworkPeering;
    v(Field("name", "unique in its virtual network").Required(), &T::name);
    v(Field("remoteVirtualNetwork", "name of the virtual network at the other end").Required(),
      &T::remoteVirtualNetwork);
    v(Field("allowVirtualNetworkAccess", "the remote network counts as VirtualNetwork in rules"),
      &T::allowVirtualNetworkAccess);
    v(Field("allowForwardedTraffic", "accept what the remote side forwards for others"),
      &T::allowForwardedTraffic);
    v(Field("allowGatewayTransit", "the remote side may use this network's gateway"),
      &T::allowGatewayTransit);
    v(Field("useRemoteGateways", "use the remote network's gateway"), &T::useRemoteGateways);
    v(Field("peeringState", "derived from the two sides if not given")
          .Words({"Initiated", "Connected", "Disconnected"}),
      &T::peeringState);
    v(Field("peerCompleteVnets", "false: subnet peering, of the subnets named here only"),
      &T::peerCompleteVnets);
    v(Field("localSubnetNames", "with subnet peering"), &T::localSubnetNames);
    v(Field("remoteSubnetNames", "with subnet peering"), &T::remoteSubnetNames);
    v(Field("enableOnlyIPv6Peering", "subnet peering of their IPv6 prefixes alone"),
      &T::enableOnlyIPv6Peering);
}

V6LAB_TYPE_NAME(VirtualNetwork, "virtual network")

template <class V>
void
Fields(V& v, Of<VirtualNetwork>)
{
    using T = VirtualNetwork;
    v(Field("name", "unique among the virtual networks").Required(), &T::name);
    v(Field("location", "Azure region; peering across regions is global peering"), &T::location);
    v(Field("addressPrefixes", "address space, at least one IPv4 prefix")
          .Required()
          .OrIn("addressSpace"),
      &T::addressPrefixes);
    v(Field("subnets", "its parts"), &T::subnets);
    v(Field("virtualNetworkPeerings", "its sides of peerings"), &T::virtualNetworkPeerings);
}

V6LAB_TYPE_NAME(Route, "route")

template <class V>
void
Fields(V& v, Of<Route>)
{
    v(Field("name", "unique in its route table").Required(), &Route::name);
    v(Field("addressPrefix", "destinations that it covers").Required(), &Route::addressPrefix);
    v(Field("nextHopType", "where they are sent")
          .Required()
          .Words({"VirtualAppliance", "VirtualNetworkGateway", "VnetLocal", "Internet", "None"}),
      &Route::nextHopType);
    v(Field("nextHopIpAddress", "address of the appliance, with VirtualAppliance only"),
      &Route::nextHopIpAddress);
}

V6LAB_TYPE_NAME(RouteTable, "route table")

template <class V>
void
Fields(V& v, Of<RouteTable>)
{
    v(Field("name", "unique among the route tables").Required(), &RouteTable::name);
    v(Field("disableBgpRoutePropagation", "true keeps gateway routes out of its subnets"),
      &RouteTable::disableBgpRoutePropagation);
    v(Field("routes", "user-defined routes"), &RouteTable::routes);
}

V6LAB_TYPE_NAME(PublicIpAddress, "public IP address")

template <class V>
void
Fields(V& v, Of<PublicIpAddress>)
{
    using T = PublicIpAddress;
    v(Field("name", "unique among the public IP addresses").Required(), &T::name);
    v(Field("publicIPAddressVersion", "IP version").Words({"IPv4", "IPv6"}),
      &T::publicIPAddressVersion);
    v(Field("ipAddress", "assigned from a documentation prefix if not given"), &T::ipAddress);
    v(Field("sku", "Standard is closed to the Internet until a network security group opens it")
          .Words({"Basic", "Standard", "StandardV2"}),
      &T::sku);
}

V6LAB_TYPE_NAME(IpConfiguration, "IP configuration")

template <class V>
void
Fields(V& v, Of<IpConfiguration>)
{
    using T = IpConfiguration;
    v(Field("name", "unique in its network interface").Required(), &T::name);
    v(Field("subnet", "\"virtual network/subnet\"").Required(), &T::subnet);
    v(Field("privateIPAddressVersion", "IP version").Words({"IPv4", "IPv6"}),
      &T::privateIPAddressVersion);
    v(Field("privateIPAddress", "a static address; the next free one if not given"),
      &T::privateIPAddress);
    v(Field("publicIPAddress", "name of a public IP address"), &T::publicIPAddress);
    v(Field("primary", "true for the primary one of the interface"), &T::primary);
    v(Field("applicationSecurityGroups", "names of those that it belongs to"),
      &T::applicationSecurityGroups);
    v(Field("loadBalancerBackendAddressPools", "\"load balancer/pool\" of each that it is in"),
      &T::loadBalancerBackendAddressPools);
    v(Field("loadBalancerInboundNatRules", "\"load balancer/rule\" of each that leads to it"),
      &T::loadBalancerInboundNatRules);
}

V6LAB_TYPE_NAME(NetworkInterface, "network interface")

template <class V>
void
Fields(V& v, Of<NetworkInterface>)
{
    using T = NetworkInterface;
    v(Field("name", "unique among the network interfaces").Required(), &T::name);
    v(Field("enableIPForwarding", "true lets it carry packets that are not its own"),
      &T::enableIPForwarding);
    v(Field("dataRate", "egress limit such as \"10Gbps\"; the fabric's if not given"),
      &T::dataRate);
    v(Field("ipConfigurations", "at least one with IPv4").Required(), &T::ipConfigurations);
    v(Field("networkSecurityGroup", "name of the network security group that guards it"),
      &T::networkSecurityGroup);
}

V6LAB_TYPE_NAME(MachineOutage, "outage of a virtual machine")

template <class V>
void
Fields(V& v, Of<MachineOutage>)
{
    v(Field("from", "when it begins, such as \"10s\"").Required(), &MachineOutage::from);
    v(Field("to", "when it ends; empty: never"), &MachineOutage::to);
}

V6LAB_TYPE_NAME(VirtualMachine, "virtual machine")

template <class V>
void
Fields(V& v, Of<VirtualMachine>)
{
    using T = VirtualMachine;
    v(Field("name", "unique among virtual machines and nodes").Required(), &T::name);
    v(Field("networkInterfaces", "names; the first is the primary one").Required(),
      &T::networkInterfaces);
    v(Field("resolvers", "addresses that it asks for names"), &T::resolvers);
    v(Field("guestForwarding", "true if the guest forwards packets: an appliance"),
      &T::guestForwarding);
    v(Field("outages", "when it is dead"), &T::outages);
    v(Field("firewall", "a stateful packet filter in the guest of an appliance"), &T::firewall);
}

V6LAB_TYPE_NAME(Interface, "interface")

template <class V>
void
Fields(V& v, Of<Interface>)
{
    v(Field("link", "name of the link").Required(), &Interface::link);
    v(Field("addresses", "with prefix length, such as \"192.0.2.1/24\""), &Interface::addresses);
    v(Field("autoconfigure", "true: IPv6 addresses and routes by router advertisements"),
      &Interface::autoconfigure);
}

V6LAB_TYPE_NAME(StaticRoute, "static route")

template <class V>
void
Fields(V& v, Of<StaticRoute>)
{
    v(Field("prefix", "destinations that it covers").Required(), &StaticRoute::prefix);
    v(Field("nextHop", "an address on one of the node's links").Required(), &StaticRoute::nextHop);
}

V6LAB_TYPE_NAME(InternetAttachment, "internet attachment")

template <class V>
void
Fields(V& v, Of<InternetAttachment>)
{
    using T = InternetAttachment;
    v(Field("addresses", "its public addresses").Required(), &T::addresses);
    v(Field("prefixes", "public prefixes that the internet routes to it"), &T::prefixes);
}

V6LAB_TYPE_NAME(OutsideNode, "node")

template <class V>
void
Fields(V& v, Of<OutsideNode>)
{
    v(Field("name", "unique among virtual machines and nodes").Required(), &OutsideNode::name);
    v(Field("kind", "whether it forwards packets").Words({"host", "router"}), &OutsideNode::kind);
    v(Field("interfaces", "its connections to links"), &OutsideNode::interfaces);
    v(Field("routes", "static routes"), &OutsideNode::routes);
    v(Field("internet", "its connection to the public internet"), &OutsideNode::internet);
    v(Field("resolvers", "addresses that it asks for names"), &OutsideNode::resolvers);
    v(Field("routerAdvertisements", "what a router says to the hosts on its links"),
      &OutsideNode::routerAdvertisements);
    v(Field("dhcpv6",
            "what it tells hosts whose router advertises other: DHCPv6 without addresses"),
      &OutsideNode::dhcpv6);
    v(Field("dhcp",
            "what it tells hosts that have an IPv4 address on its link: DHCP without addresses"),
      &OutsideNode::dhcp);
    v(Field("synthesiseLiterals",
            "workloads to IPv4 addresses go through the NAT64 whose prefix the host has learned "
            "(RFC 8305 7.1), if it has no IPv4"),
      &OutsideNode::synthesiseLiterals);
    v(Field("connectivityCheck",
            "an IPv4 address that the host pings through the NAT64 that it has learned (RFC 7050 "
            "3.2)"),
      &OutsideNode::connectivityCheck);
    v(Field("tunnels", "IPsec tunnels that it ends"), &OutsideNode::tunnels);
    v(Field("bgp", "the routes that a router exchanges"), &OutsideNode::bgp);
    v(Field("vpnServices", "per-app VPNs, each with a virtual interface"),
      &OutsideNode::vpnServices);
    v(Field("vpnServer", "the VPN server that it is"), &OutsideNode::vpnServer);
}

V6LAB_TYPE_NAME(Link, "link")

template <class V>
void
Fields(V& v, Of<Link>)
{
    v(Field("name", "unique among the links").Required(), &Link::name);
    v(Field("kind", "two ends, or any number").Words({"point-to-point", "lan"}), &Link::kind);
    v(Field("dataRate", "such as \"1Gbps\""), &Link::dataRate);
    v(Field("delay", "one way, such as \"1ms\""), &Link::delay);
    v(Field("mtu", "bytes"), &Link::mtu);
    v(Field("outages", "when it is cut"), &Link::outages);
}

V6LAB_TYPE_NAME(Workload, "workload")

template <class V>
void
Fields(V& v, Of<Workload>)
{
    using T = Workload;
    v(Field("name", "unique among the workloads").Required(), &T::name);
    v(Field("kind", "what is sent")
          .Required()
          .Words({"ping", "udp-echo", "tcp", "tcp-bulk", "traceroute"}),
      &T::kind);
    v(Field("from", "a virtual machine or node").Required(), &T::from);
    v(Field("to", "a virtual machine, node, load balancer, literal IP address or domain name")
          .Required(),
      &T::to);
    v(Field("family", "IP version").Words({"auto", "v4", "v6"}), &T::family);
    v(Field("start", "simulated time of the first packet, such as \"1s\""), &T::start);
    v(Field("count",
            "packets, transactions or hops; 0: 4 for ping and udp-echo, 1 for tcp, 30 for "
            "traceroute"),
      &T::count);
    v(Field("interval", "time between them"), &T::interval);
    v(Field("size", "payload bytes sent; 0: 56 ping, 64 udp-echo and tcp, 1000000 tcp-bulk"),
      &T::size);
    v(Field("replySize", "tcp: payload bytes answered; 0: 1000"), &T::replySize);
    v(Field("port", "0: 7 for udp-echo, 80 for tcp and tcp-bulk"), &T::port);
    v(Field("timeout", "how long an answer or a connection is waited for"), &T::timeout);
    v(Field("dontFragment", "ping: set DF (IPv4)"), &T::dontFragment);
    v(Field("server",
            "the node that answers, where to is a domain name or an address by a translator"),
      &T::server);
    v(Field("serverPort", "its port, where a translator changes that too; 0: port"),
      &T::serverPort);
    v(Field("vpn", "name of the VPN service of the node that the application is bound to"),
      &T::vpn);
}

V6LAB_TYPE_NAME(Check, "check")

template <class V>
void
Fields(V& v, Of<Check>)
{
    v(Field("name", "a sentence, unique among the checks").Required(), &Check::name);
    v(Field("workload", "name of the workload that it judges").Required(), &Check::workload);
    v(Field("expect", "the outcome").Words({"delivered", "partial", "failed"}), &Check::expect);
    v(Field("reason", "word of the reason of a failed flow; with at, of what TCP sent again"),
      &Check::reason);
    v(Field("at", "the node, or \"fabric\" (the internet too), where that drop must be"),
      &Check::at);
    v(Field("family", "IP version at the source and at the destination").Words({"v4", "v6"}),
      &Check::family);
    v(Field("path",
            "nodes that the first request passes, ends included; one that is dropped between them "
            "ends at "
            "\"fabric\""),
      &Check::path);
    v(Field("returnPath", "the same for its answer"), &Check::returnPath);
    v(Field("translations", "how often the packets are translated"), &Check::translations);
    v(Field("ttl", "TTL or hop limit of the first request where it is delivered"), &Check::ttl);
    v(Field("routers", "addresses that answered a traceroute, by rising TTL"), &Check::routers);
    v(Field("called", "the address that the source called"), &Check::called);
    v(Field("answer", "how the DNS came by that address").Words({"real", "synthesised"}),
      &Check::answer);
    v(Field("sessions", "how many sessions stateful translators made for it"), &Check::sessions);
    v(Field("bindings", "how many bindings it used there"), &Check::bindings);
    v(Field("silence", "how long after their last packets those sessions ended, those that did"),
      &Check::silence);
    v(Field("attemptDelay",
            "time from the first attempt to connect to the start of the one that won, to a "
            "millisecond (RFC 8305 5)"),
      &Check::attemptDelay);
    v(Field("authentic",
            "whether the answer that held the address called said that it is authentic (AD, RFC "
            "4035 3.2.3)"),
      &Check::authentic);
    v(Field("machines", "how many machines of a pool the requests reached"), &Check::machines);
    v(Field(
          "spread",
          "percentage points at most between the share of each of these machines and an even one"),
      &Check::spread);
    v(Field("clause", "the RFC clause, Azure rule or article behind it"), &Check::clause);
}

V6LAB_TYPE_NAME(FabricSettings, "fabric")

template <class V>
void
Fields(V& v, Of<FabricSettings>)
{
    using T = FabricSettings;
    v(Field("vnetDelay", "one way within a virtual network"), &T::vnetDelay);
    v(Field("peeringDelay", "one way between peered networks of a region"), &T::peeringDelay);
    v(Field("globalPeeringDelay", "one way between regions"), &T::globalPeeringDelay);
    v(Field("internetDelay", "one way between Azure and an internet host"), &T::internetDelay);
    v(Field("nicDataRate", "egress limit of a network interface"), &T::nicDataRate);
    v(Field("nicQueuePackets", "packets that wait for that limit"), &T::nicQueuePackets);
}

V6LAB_TYPE_NAME(LeftOut, "left-out part")

template <class V>
void
Fields(V& v, Of<LeftOut>)
{
    v(Field("name", "of the resource"), &LeftOut::name);
    v(Field("type", "of the resource"), &LeftOut::type);
    v(Field("what", "\"resource\", or the path of the property"), &LeftOut::what);
}

V6LAB_TYPE_NAME(Topology, "topology")

template <class V>
void
Fields(V& v, Of<Topology>)
{
    using T = Topology;
    v(Field("name", "title of reports and drawings"), &T::name);
    v(Field("description", "what it shows"), &T::description);
    v(Field("virtualNetworks", "Azure virtual networks"), &T::virtualNetworks);
    v(Field("routeTables", "user-defined routes"), &T::routeTables);
    v(Field("publicIPAddresses", "public addresses of IP configurations"), &T::publicIPAddresses);
    v(Field("networkInterfaces", "network interfaces of virtual machines"), &T::networkInterfaces);
    v(Field("virtualMachines", "virtual machines, appliances included"), &T::virtualMachines);
    v(Field("nodes", "hosts and routers outside Azure"), &T::nodes);
    v(Field("links", "links outside Azure"), &T::links);
    v(Field("translators", "NAT64, SIIT and CLAT"), &T::translators);
    v(Field("zones", "DNS zones"), &T::zones);
    v(Field("nameServers", "DNS servers"), &T::nameServers);
    v(Field("fabric", "figures of the Azure fabric and the internet"), &T::fabric);
    v(Field("workloads", "traffic"), &T::workloads);
    v(Field("checks", "what must be true of the recorded run"), &T::checks);
    v(Field("leftOut", "what an import did not take over"), &T::leftOut);
    v(Field("assumptions", "what an import had to assume"), &T::assumptions);
    v(Field("networkSecurityGroups", "rules for what subnets and interfaces let in and out"),
      &T::networkSecurityGroups);
    v(Field("applicationSecurityGroups", "groups of interfaces that security rules can name"),
      &T::applicationSecurityGroups);
    v(Field("securityAdminRuleCollections",
            "rules of Virtual Network Manager that come before those of network security groups"),
      &T::securityAdminRuleCollections);
    v(Field("azure", "year whose rules apply where Azure's have changed")
          .Words({"2021", "2023", "2026"}),
      &T::azure);
    v(Field("publicIPPrefixes", "consecutive public addresses"), &T::publicIPPrefixes);
    v(Field("loadBalancers", "internal and public load balancers"), &T::loadBalancers);
    v(Field("natGateways", "outbound addresses of subnets"), &T::natGateways);
    v(Field("virtualNetworkGateways", "VPN and ExpressRoute gateways"), &T::virtualNetworkGateways);
    v(Field("localNetworkGateways", "sites that VPN gateways connect to"),
      &T::localNetworkGateways);
    v(Field("connections", "what gateways are connected to"), &T::connections);
    v(Field("expressRouteCircuits", "private links to Microsoft's edge"), &T::expressRouteCircuits);
    v(Field("azureFirewalls", "stateful firewalls"), &T::azureFirewalls);
    v(Field("bastionHosts", "the way of administrators to virtual machines"), &T::bastionHosts);
    v(Field("networkManagers", "Virtual Network Manager"), &T::networkManagers);
    v(Field("privateEndpoints", "interfaces of platform services in subnets"),
      &T::privateEndpoints);
    v(Field("flowLogs", "where flow logs are written"), &T::flowLogs);
}

} // namespace ns3::v6lab

#endif // V6LAB_FIELDS_H
