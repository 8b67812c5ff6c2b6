// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MANAGER_PLAN_H
#define V6LAB_MANAGER_PLAN_H

#include "helper/install/azure-plan.h"

namespace ns3::v6lab
{

/** The remote prefixes that a side of a subnet peering sees (P12). */
std::vector<Prefix> PeeredSubnets(const VirtualNetwork& remote,
                                  const VirtualNetworkPeering& peering);

/** Peerings and connected groups, those of Virtual Network Manager included (P1, P12, N1). */
void PlanConnectivity(const Topology& topology, AzurePlan& plan);

/** Routes of service endpoints (R9), and who answers behind private endpoints (R8), whose
 * addresses are planned. */
void PlanEndpoints(const Topology& topology, AzurePlan& plan);

} // namespace ns3::v6lab

#endif // V6LAB_MANAGER_PLAN_H
