// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FRONTEND_CALLS_H
#define V6LAB_FRONTEND_CALLS_H

#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * Adds calls of load balancers to the default workload: one TCP transaction to the first frontend
 * of each IP version that a rule for TCP or HA ports is for, "tcp v4 a → lb". Internal frontends
 * are called by machines that are not behind the load balancer (an instance that is chosen for its
 * own call never gets it, L7: its row would be chance), MAX_FULL_MESH of them at most, public
 * frontends by nodes on the internet.
 */
void AddFrontendCalls(Topology& topology);

/** True if a call of AddFrontendCalls() to a public frontend needs a node on the internet. */
bool HasPublicService(const Topology& topology);

/** True if the machine is in one of the load balancer's pools, or an inbound NAT rule's target. */
bool IsBehind(const Topology& topology,
              const VirtualMachine& machine,
              const LoadBalancer& balancer);

} // namespace ns3::v6lab

#endif // V6LAB_FRONTEND_CALLS_H
