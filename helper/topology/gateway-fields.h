// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_FIELDS_H
#define V6LAB_GATEWAY_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/gateway-config.h"
#include "helper/topology/outage-fields.h"

/** The declaration of what gateway-config.h holds; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(BgpSettings, "BGP settings")

template <class V>
void
Fields(V& v, Of<BgpSettings>)
{
    using T = BgpSettings;
    v(Field("asn", "its autonomous system"), &T::asn);
    v(Field("bgpPeeringAddress", "empty: of a gateway its own address"), &T::bgpPeeringAddress);
    v(Field("peerWeight",
            "of a site, 0 to 100: added to the weight of routes learned from it; of a gateway no "
            "effect"),
      &T::peerWeight);
}

V6LAB_TYPE_NAME(ApplianceIpConfiguration, "IP configuration of a service")

template <class V>
void
Fields(V& v, Of<ApplianceIpConfiguration>)
{
    using T = ApplianceIpConfiguration;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("subnet", "\"virtual network/GatewaySubnet\", \"…/AzureFirewallSubnet\", …").Required(),
      &T::subnet);
    v(Field("publicIPAddress", "name of a public IP address"), &T::publicIPAddress);
    v(Field("privateIPAddress", "empty: the next free one"), &T::privateIPAddress);
}

V6LAB_TYPE_NAME(VirtualNetworkGateway, "virtual network gateway")

template <class V>
void
Fields(V& v, Of<VirtualNetworkGateway>)
{
    using T = VirtualNetworkGateway;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("gatewayType", "Vpn or ExpressRoute").Words({"Vpn", "ExpressRoute"}), &T::gatewayType);
    v(Field("vpnType", "RouteBased or PolicyBased").Words({"RouteBased", "PolicyBased"}),
      &T::vpnType);
    v(Field("vpnGatewayGeneration", "None, Generation1 or Generation2; empty: by the SKU"),
      &T::vpnGatewayGeneration);
    v(Field("sku", "throughput (G1, G2)"), &T::sku);
    v(Field("activeActive", "two instances that both carry traffic"), &T::activeActive);
    v(Field("enableBgp", "whether routes come by BGP"), &T::enableBgp);
    v(Field("ipConfigurations", "two if active-active").Required(), &T::ipConfigurations);
    v(Field("bgpSettings", "its side of BGP"), &T::bgpSettings);
}

V6LAB_TYPE_NAME(LocalNetworkGateway, "local network gateway")

template <class V>
void
Fields(V& v, Of<LocalNetworkGateway>)
{
    using T = LocalNetworkGateway;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("gatewayIpAddress", "public address of the device at the site").Required(),
      &T::gatewayIpAddress);
    v(Field("localNetworkAddressSpace", "prefixes at the site"), &T::localNetworkAddressSpace);
    v(Field("bgpSettings", "its side of BGP"), &T::bgpSettings);
}

V6LAB_TYPE_NAME(GatewayConnection, "connection")

template <class V>
void
Fields(V& v, Of<GatewayConnection>)
{
    using T = GatewayConnection;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("connectionType", "IPsec, Vnet2Vnet or ExpressRoute")
          .Required()
          .Words({"IPsec", "Vnet2Vnet", "ExpressRoute"}),
      &T::connectionType);
    v(Field("virtualNetworkGateway1", "name of the gateway").Required(),
      &T::virtualNetworkGateway1);
    v(Field("virtualNetworkGateway2", "with Vnet2Vnet"), &T::virtualNetworkGateway2);
    v(Field("localNetworkGateway2", "with IPsec"), &T::localNetworkGateway2);
    v(Field("expressRouteCircuit", "with ExpressRoute"), &T::expressRouteCircuit);
    v(Field("enableBgp", "whether routes come by BGP"), &T::enableBgp);
    v(Field("routingWeight", "the highest is preferred"), &T::routingWeight);
    v(Field("expressRouteGatewayBypass", "FastPath: past the gateway"),
      &T::expressRouteGatewayBypass);
    v(Field("mtu", "of the tunnel (G5)"), &T::mtu);
    v(Field("mss", "the clamp of the tunnel (G5)"), &T::mss);
}

V6LAB_TYPE_NAME(ExpressRoutePeering, "peering of a circuit")

template <class V>
void
Fields(V& v, Of<ExpressRoutePeering>)
{
    using T = ExpressRoutePeering;
    v(Field("name", "unique among its kind"), &T::name);
    v(Field("peerASN", "of the customer").Required(), &T::peerASN);
    v(Field("azureASN", "of the Microsoft edge"), &T::azureASN);
    v(Field("primaryPeerAddressPrefix",
            "a /30: the customer has its first address, Microsoft the second"),
      &T::primaryPeerAddressPrefix);
    v(Field("secondaryPeerAddressPrefix", "a /30 of the secondary link"),
      &T::secondaryPeerAddressPrefix);
    v(Field("primaryPeerAddressPrefixIPv6", "a /126, as ipv6PeeringConfig in Azure"),
      &T::primaryPeerAddressPrefixIPv6);
    v(Field("secondaryPeerAddressPrefixIPv6", "a /126 of the secondary link"),
      &T::secondaryPeerAddressPrefixIPv6);
    v(Field("vlanId", "tag of the peering, not simulated"), &T::vlanId);
    v(Field("state", "Enabled or Disabled").Words({"Enabled", "Disabled"}), &T::state);
}

V6LAB_TYPE_NAME(ExpressRouteCircuit, "ExpressRoute circuit")

template <class V>
void
Fields(V& v, Of<ExpressRouteCircuit>)
{
    using T = ExpressRouteCircuit;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("serviceProviderName", "for the reader only"), &T::serviceProviderName);
    v(Field("peeringLocation", "for the reader only"), &T::peeringLocation);
    v(Field("sku", "product variant"), &T::sku);
    v(Field("bandwidthInMbps", "of each of its two links"), &T::bandwidthInMbps);
    v(Field("peerings", "private peering"), &T::peerings);
    v(Field("primaryRouter", "the node that its primary link ends at"), &T::primaryRouter);
    v(Field("secondaryRouter", "the same of the secondary link; may be the same node"),
      &T::secondaryRouter);
    v(Field("delay", "one way, customer edge to Microsoft edge"), &T::delay);
    v(Field("allowIPv6", "whether dual-stack gateways may be connected"), &T::allowIPv6);
    v(Field("primaryOutages", "when its primary link is cut"), &T::primaryOutages);
    v(Field("secondaryOutages", "when its secondary link is cut"), &T::secondaryOutages);
}

V6LAB_TYPE_NAME(BgpNeighbor, "BGP neighbour")

template <class V>
void
Fields(V& v, Of<BgpNeighbor>)
{
    using T = BgpNeighbor;
    v(Field("address", "an address of the neighbour, or the name of a node").Required(),
      &T::address);
    v(Field("asn", "its autonomous system; 0: that of the node it names"), &T::asn);
    v(Field("weight", "of routes from it; the highest is preferred"), &T::weight);
    v(Field("localAddress", "our end of the session; empty: by the way to it"), &T::localAddress);
    v(Field("importPrefixes", "what is let in, with the longer ones inside; empty: all"),
      &T::importPrefixes);
    v(Field("exportPrefixes", "what it hears, with the longer ones inside; empty: all"),
      &T::exportPrefixes);
    v(Field("prepend", "how often more our AS stands in front of what it hears"), &T::prepend);
}

V6LAB_TYPE_NAME(BgpConfig, "BGP of a node")

template <class V>
void
Fields(V& v, Of<BgpConfig>)
{
    using T = BgpConfig;
    v(Field("asn", "its autonomous system").Required(), &T::asn);
    v(Field("routerId", "empty: its first IPv4 address"), &T::routerId);
    v(Field("networks", "prefixes that it originates"), &T::networks);
    v(Field("neighbors", "whom it speaks to"), &T::neighbors);
    v(Field("keepalive", "time between messages"), &T::keepalive);
    v(Field("holdTime", "silence after which a neighbour counts as lost"), &T::holdTime);
    v(Field("connectRetry", "time between attempts to connect"), &T::connectRetry);
    v(Field("bfd", "true: a lost neighbour is noticed by BFD (RFC 5880)"), &T::bfd);
    v(Field("bfdInterval", "time between BFD packets; lost after three of them"), &T::bfdInterval);
}

V6LAB_TYPE_NAME(TunnelConfig, "tunnel")

template <class V>
void
Fields(V& v, Of<TunnelConfig>)
{
    using T = TunnelConfig;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("remote", "public address, or name of a virtual network gateway").Required(),
      &T::remote);
    v(Field("local", "its own public address; empty: its first one"), &T::local);
    v(Field("prefixes", "that it routes into the tunnel, without BGP"), &T::prefixes);
    v(Field(
          "addresses",
          "of its end of the tunnel, such as 172.16.255.1; what it speaks BGP from is one of them"),
      &T::addresses);
    v(Field("mtu", "bytes of an inner packet"), &T::mtu);
}

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_FIELDS_H
