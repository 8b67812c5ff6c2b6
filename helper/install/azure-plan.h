// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_PLAN_H
#define V6LAB_AZURE_PLAN_H

#include "helper/topology/topology.h"
#include "model/core/azure/estate.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A node of a virtual network gateway. */
struct GatewayInstance
{
    std::string name;  //!< of the node: the gateway's, with "-0" or "-1" if there are two
    size_t gateway{0}; //!< in the topology
    size_t configuration{0};
    azure::Index nic{azure::NOTHING};
};

/** A Microsoft edge's way into a virtual network with an ExpressRoute gateway. */
struct EdgeAttachment
{
    size_t circuit{0}; //!< in the topology
    bool secondary{false};
    size_t connection{0};
    azure::Index nic{azure::NOTHING};
};

/** The Azure part of a topology with every address assigned, and where its names went. */
struct AzurePlan
{
    azure::Estate estate;
    std::map<std::string, azure::Index> vnets;
    std::map<std::string, azure::Index> subnets; //!< "virtual network/subnet"
    std::map<std::string, azure::Index> nics;
    std::vector<GatewayInstance> gatewayInstances{};
    std::vector<EdgeAttachment> edges{};
    /** By the resource's name; one that nothing uses has an address, too. */
    std::map<std::string, IpAddress> publicAddresses{};
};

/**
 * Turns names into indexes and assigns what the author left open: private addresses from .4 and ::4
 * on, in order of appearance (A3); public addresses from documentation prefixes, but an IPv6 one
 * over a global private address is that address. Throws std::invalid_argument for what Validate()
 * would have refused.
 */
AzurePlan PlanAzure(const Topology& topology);

/** The subnet's prefix of the family; throws std::invalid_argument if it has none. */
const Prefix& PrefixOf(const azure::Subnet& subnet, Family family);

} // namespace ns3::v6lab

#endif // V6LAB_AZURE_PLAN_H
