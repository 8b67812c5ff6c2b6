// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MANAGER_FIELDS_H
#define V6LAB_MANAGER_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/manager-config.h"

/** The declaration of what manager-config.h holds; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(NetworkGroup, "network group")

template <class V>
void
Fields(V& v, Of<NetworkGroup>)
{
    using T = NetworkGroup;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("virtualNetworks", "names of its members"), &T::virtualNetworks);
}

V6LAB_TYPE_NAME(ConnectivityGroupItem, "network group of a configuration")

template <class V>
void
Fields(V& v, Of<ConnectivityGroupItem>)
{
    using T = ConnectivityGroupItem;
    v(Field("networkGroup", "name of the group").Required(), &T::networkGroup);
    v(Field("groupConnectivity", "None or DirectlyConnected").Words({"None", "DirectlyConnected"}),
      &T::groupConnectivity);
    v(Field("useHubGateway", "spokes use the gateway of the hub"), &T::useHubGateway);
    v(Field("isGlobal", "across regions"), &T::isGlobal);
}

V6LAB_TYPE_NAME(ConnectivityConfiguration, "connectivity configuration")

template <class V>
void
Fields(V& v, Of<ConnectivityConfiguration>)
{
    using T = ConnectivityConfiguration;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("connectivityTopology", "HubAndSpoke or Mesh")
          .Required()
          .Words({"HubAndSpoke", "Mesh"}),
      &T::connectivityTopology);
    v(Field("hub", "name of a virtual network, with HubAndSpoke"), &T::hub);
    v(Field("appliesToGroups", "network groups").Required(), &T::appliesToGroups);
    v(Field("deleteExistingPeering", "removes the peerings of others"), &T::deleteExistingPeering);
    v(Field("isGlobal", "across regions"), &T::isGlobal);
    v(Field("connectedGroupAddressOverlap",
            "Allowed: overlapping prefixes are left out of the mesh (N2); or Disallowed")
          .Words({"Allowed", "Disallowed"}),
      &T::connectedGroupAddressOverlap);
    v(Field("deployedTo", "regions; without effect where not deployed (N5)"), &T::deployedTo);
}

V6LAB_TYPE_NAME(NetworkManager, "network manager")

template <class V>
void
Fields(V& v, Of<NetworkManager>)
{
    using T = NetworkManager;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("networkGroups", "groups of virtual networks"), &T::networkGroups);
    v(Field("connectivityConfigurations", "what connects them"), &T::connectivityConfigurations);
}

V6LAB_TYPE_NAME(PrivateEndpoint, "private endpoint")

template <class V>
void
Fields(V& v, Of<PrivateEndpoint>)
{
    using T = PrivateEndpoint;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("subnet", "\"virtual network/subnet\"").Required(), &T::subnet);
    v(Field("privateIPAddress", "empty: the next free one"), &T::privateIPAddress);
    v(Field("service", "node that answers behind it, or empty: nothing does"), &T::service);
}

V6LAB_TYPE_NAME(FlowLog, "flow log")

template <class V>
void
Fields(V& v, Of<FlowLog>)
{
    using T = FlowLog;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("target", "\"virtual network\", \"virtual network/subnet\" or a network interface")
          .Required(),
      &T::target);
    v(Field("enabled", "false switches it off"), &T::enabled);
}

} // namespace ns3::v6lab

#endif // V6LAB_MANAGER_FIELDS_H
