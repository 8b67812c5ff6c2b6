// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MANAGED_NETWORKS_H
#define V6LAB_MANAGED_NETWORKS_H

#include "helper/topology/topology.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

/** What Virtual Network Manager makes of a topology (N1, N3, N5). */
namespace ns3::v6lab
{

/** A connectivity configuration by its places. */
struct ConfigurationPlace
{
    size_t manager{0};
    size_t configuration{0};
};

/** A connected group: places of virtual networks of the topology. */
struct ManagedMesh
{
    ConfigurationPlace by;
    std::vector<size_t> members;
};

/** What virtual networks look like once configurations are deployed. */
struct ManagedNetworks
{
    /** The topology's, with the peerings that deployed configurations make and without those that
     * they delete. */
    std::vector<VirtualNetwork> virtualNetworks;
    /** Which configuration made a peering: by places of network and peering in that list. */
    std::map<std::pair<size_t, size_t>, ConfigurationPlace> makers;
    std::vector<ManagedMesh> meshes;
};

/**
 * Applies all configurations, in their order, to networks in regions where they are deployed (N5).
 * Names that do not exist are passed over: Validate() tells of them.
 */
ManagedNetworks ApplyManagers(const Topology& topology);

/** The name of a peering that Virtual Network Manager makes: "ANM_hub_spoke". */
std::string ManagedPeeringName(const std::string& from, const std::string& to);

/** Whether a virtual network gateway stands in the network. */
bool HasGateway(const Topology& topology, const std::string& virtualNetwork);

} // namespace ns3::v6lab

#endif // V6LAB_MANAGED_NETWORKS_H
