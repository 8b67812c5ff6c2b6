// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VNET_FIELDS_H
#define V6LAB_VNET_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/topology.h"

/** The declaration of what virtual networks and their routes consist of; see fields.h. */
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

} // namespace ns3::v6lab

#endif // V6LAB_VNET_FIELDS_H
