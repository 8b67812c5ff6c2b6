// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BALANCER_PLAN_H
#define V6LAB_BALANCER_PLAN_H

#include "helper/install/azure-plan.h"

#include <functional>

namespace ns3::v6lab
{

/** Where the planner of load balancers and NAT gateways gets addresses. */
struct EdgeAddresses
{
    /** Of the public IP address with that name; the second text is who uses it. */
    std::function<IpAddress(const std::string&, const std::string&)> publicAddress;
    /** Of the public IP prefix with that name. */
    std::function<std::vector<IpAddress>(const std::string&, const std::string&)> publicPrefix;
    /** The next free one of the subnet. */
    std::function<IpAddress(azure::Index, Family)> privateAddress;
};

/**
 * Adds the load balancers and NAT gateways of the topology to the plan, whose network interfaces
 * stand already. A public load balancer's rules without disableOutboundSnat give their pool
 * outbound connections as an outbound rule would, where it has none. Throws std::invalid_argument
 * for what Validate() would have refused.
 */
void PlanBalancers(const Topology& topology, const EdgeAddresses& addresses, AzurePlan& plan);

} // namespace ns3::v6lab

#endif // V6LAB_BALANCER_PLAN_H
