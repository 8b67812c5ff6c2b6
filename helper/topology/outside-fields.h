// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTSIDE_FIELDS_H
#define V6LAB_OUTSIDE_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/topology.h"

/** The declaration of what nodes and links outside Azure consist of; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(Interface, "interface")

template <class V>
void
Fields(V& v, Of<Interface>)
{
    v(Field("link", "name of the link").Required(), &Interface::link);
    v(Field("addresses", "with prefix length, such as \"192.0.2.1/24\""), &Interface::addresses);
    v(Field("autoconfigure", "true: IPv6 addresses and routes by router advertisements"),
      &Interface::autoconfigure);
    v(Field("dhcp", "true: an IPv4 address and the default route by DHCP, of ns-3's client"),
      &Interface::dhcp);
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
    v(Field("delegates", "prefixes that a router gives to routers on its links (RFC 8415)"),
      &OutsideNode::delegates);
    v(Field("prefixRequests", "prefixes that a router asks for on its links (RFC 8415)"),
      &OutsideNode::prefixRequests);
    v(Field("openwrt", "a router's firewall and Jool in the words of OpenWrt"),
      &OutsideNode::openwrt);
    v(Field("dhcpPools", "IPv4 addresses that a router leases to hosts, by ns-3's DHCP server"),
      &OutsideNode::dhcpPools);
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
    v(Field("kind", "two ends, or any number of them on one half-duplex bus")
          .Words({"point-to-point", "lan"}),
      &Link::kind);
    v(Field("dataRate", "such as \"1Gbps\""), &Link::dataRate);
    v(Field(
          "delay",
          "one way, such as \"1ms\"; takes the whole bus of a lan for each frame: write \"10us\""),
      &Link::delay);
    v(Field("mtu", "bytes"), &Link::mtu);
    v(Field("outages", "when it is cut"), &Link::outages);
}

} // namespace ns3::v6lab

#endif // V6LAB_OUTSIDE_FIELDS_H
