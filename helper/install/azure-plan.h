// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_PLAN_H
#define V6LAB_AZURE_PLAN_H

#include "helper/topology/topology.h"
#include "model/core/azure/estate.h"

#include <map>
#include <string>

namespace ns3::v6lab
{

/** The Azure part of a topology with every address assigned, and where its names went. */
struct AzurePlan
{
    azure::Estate estate;
    std::map<std::string, azure::Index> vnets;
    std::map<std::string, azure::Index> subnets; //!< "virtual network/subnet"
    std::map<std::string, azure::Index> nics;
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
