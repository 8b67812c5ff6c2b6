// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OPENWRT_MATCH_H
#define V6LAB_OPENWRT_MATCH_H

#include "helper/topology/openwrt-block.h"
#include "model/core/firewall/firewall-settings.h"

#include <optional>

namespace ns3::v6lab
{

/**
 * What a rule's block in /etc/config/firewall matches in packets of one IP version: types of ICMP
 * differ, and prefixes say which it is. Nothing if no such packet can match. Throws
 * std::invalid_argument naming line, word and what is allowed.
 */
std::optional<FirewallMatch> MatchOf(const UciBlock& block, Family family);

} // namespace ns3::v6lab

#endif // V6LAB_OPENWRT_MATCH_H
