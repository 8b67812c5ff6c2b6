// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FILTER_TEXT_H
#define V6LAB_FILTER_TEXT_H

#include "model/core/address.h"
#include "model/core/azure/security-rule.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

/** The texts of firewall rules. */
namespace ns3::v6lab
{

/** "10.0.0.4", "10.0.0.0/8"; nothing for anything else. */
std::optional<Prefix> ParseFilterAddress(const std::string& text);
/** TCP, UDP, ICMP or Any. */
std::optional<azure::RuleProtocol> ParseFilterProtocol(const std::string& text);
/** The IP versions that texts of addresses name; "*" names none. */
std::set<Family> FamiliesOf(const std::vector<std::string>& addresses);

} // namespace ns3::v6lab

#endif // V6LAB_FILTER_TEXT_H
