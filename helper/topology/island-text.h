// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ISLAND_TEXT_H
#define V6LAB_ISLAND_TEXT_H

#include "helper/topology/island-config.h"
#include "model/core/dhcpv6/prefix-delegation.h"
#include "model/core/dhcpv6/prefix-request.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What the text says; throws std::invalid_argument naming the field and what is allowed. */
DelegationSettings ReadDelegation(const PrefixDelegationConfig& config);
PrefixRequestSettings ReadPrefixRequest(const PrefixRequestConfig& config);

/** True of a link that gets a /64 of what is delegated to who asks so. */
bool IsDownlink(const std::vector<PrefixRequestConfig>& requests, const std::string& link);

} // namespace ns3::v6lab

#endif // V6LAB_ISLAND_TEXT_H
