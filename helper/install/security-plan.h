// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SECURITY_PLAN_H
#define V6LAB_SECURITY_PLAN_H

#include "helper/install/azure-plan.h"
#include "model/record/record-rows.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * Adds the topology's security groups and security admin rules to a plan that has all networks and
 * NICs. Throws std::invalid_argument for what Validate() would have refused.
 */
void PlanSecurity(const Topology& topology, AzurePlan& plan);

/** Appends the rows of one NIC; the estate must be that of the topology. */
void AddSecurityRows(std::vector<EffectiveSecurityRuleRow>& rows,
                     const std::string& nic,
                     const Topology& topology,
                     const azure::Estate& estate,
                     azure::Index index);

} // namespace ns3::v6lab

#endif // V6LAB_SECURITY_PLAN_H
