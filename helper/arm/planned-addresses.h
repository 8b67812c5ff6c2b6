// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_PLANNED_ADDRESSES_H
#define V6LAB_ARM_PLANNED_ADDRESSES_H

#include "helper/topology/topology.h"

#include <map>
#include <string>
#include <utility>

namespace ns3::v6lab::arm
{

/** By the name of an IP configuration; those of what has no such parts under "". */
using AddressesByPart = std::map<std::string, std::string>;

/**
 * The addresses, given and assigned, that a topology's interfaces, firewalls, gateways, internal
 * frontends, private endpoints and public IP addresses have once it is installed, by their Azure
 * type in lower case and their name. Throws std::invalid_argument for what Validate() refuses.
 */
std::map<std::pair<std::string, std::string>, AddressesByPart> PlannedAddresses(
    const Topology& topology);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_PLANNED_ADDRESSES_H
