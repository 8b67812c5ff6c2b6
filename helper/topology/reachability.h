// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_REACHABILITY_H
#define V6LAB_REACHABILITY_H

#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/** Up to this many machines, every one calls every other. */
constexpr size_t MAX_FULL_MESH = 60;

/**
 * Adds the default workload, which fills v_reachability: every virtual machine pings every other
 * and opens TCP to it, over each family that the primary interfaces of both have. One ping and one
 * TCP transaction per pair and family, "ping v4 a → b" and "tcp v4 a → b", started one after the
 * other so that large designs stay fast.
 *
 * With more than MAX_FULL_MESH machines each calls a few others, evenly spread over the design and
 * about as many pairs in all as the full mesh of MAX_FULL_MESH; an assumption says so.
 */
void AddReachabilityWorkloads(Topology& topology);

} // namespace ns3::v6lab

#endif // V6LAB_REACHABILITY_H
