// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_RULES_H
#define V6LAB_FIREWALL_RULES_H

#include "helper/topology/validate/context.h"

namespace ns3::v6lab
{

/** The rules of an Azure Firewall (M2, D3), which is the one at `place` in the topology. */
void CheckFirewallRules(ValidationContext& context, size_t place);

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_RULES_H
