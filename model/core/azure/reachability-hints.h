// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_REACHABILITY_HINTS_H
#define V6LAB_AZURE_REACHABILITY_HINTS_H

#include "model/core/azure/address-owners.h"
#include "model/core/reason.h"

#include <optional>

namespace ns3::v6lab::azure
{

/**
 * Why a network has no route to an address that lies in another network near it: the peering is
 * not Connected (P1), or there is only a way over a third network (P5). Nothing if neither holds.
 * Walks lists: for packets that are dropped anyway.
 */
std::optional<Reason> ExplainUnrouted(const Estate& estate, Index from, const IpAddress& to);

/**
 * The NIC with this address in the network or, failing that, in the nearest one over peerings that
 * are Connected: what an appliance forwards comes from there. NOTHING if there is none. Walks lists
 * too.
 */
Index NearestOwner(const Estate& estate,
                   const AddressOwners& owners,
                   Index from,
                   const IpAddress& address);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_REACHABILITY_HINTS_H
