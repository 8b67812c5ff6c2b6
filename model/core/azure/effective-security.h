// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_EFFECTIVE_SECURITY_H
#define V6LAB_AZURE_EFFECTIVE_SECURITY_H

#include "model/core/azure/security-gate.h"

#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

/** One row of what Azure calls effective security rules. */
struct EffectiveSecurityRule
{
    RuleMatch match;
    std::vector<Prefix> expandedSource{}; //!< of VirtualNetwork, AzureLoadBalancer or groups
    std::vector<Prefix> expandedDestination{};
};

/**
 * All rules that apply to the interface: by direction, then in the order in which they are asked,
 * then by priority, the default rules included. The tag Internet is not expanded: it is all that is
 * left over.
 */
std::vector<EffectiveSecurityRule> EffectiveSecurityRules(const Estate& estate, Index nic);

/** "10.0.0.0/8,fd00::/8", "VirtualNetwork" or "*". Of application security groups nothing: they
 * have no names here.
 */
std::string AddressText(const RuleEnd& end);
/** "80,443-445", as Azure's effective rules write ports; all of them are "0-65535". */
std::string PortText(const RuleEnd& end);
std::string JoinPrefixes(const std::vector<Prefix>& prefixes);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_EFFECTIVE_SECURITY_H
