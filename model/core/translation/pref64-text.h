// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREF64_TEXT_H
#define V6LAB_PREF64_TEXT_H

#include "model/core/translation/pref64.h"

#include <string>

namespace ns3::v6lab
{

/**
 * An IPv6 prefix as people write it. Throws std::invalid_argument saying what is wrong: bits behind
 * its length are told apart from what is no prefix at all; `example` is what one looks like.
 */
Prefix Ipv6PrefixFromText(const std::string& text, const std::string& example);

/**
 * A translation prefix as people write it. Throws std::invalid_argument for all that Pref64 does
 * not take, and for prefixes whose addresses no packet between networks has: unspecified, loopback,
 * link-local, multicast, IPv4-mapped (RFC 4291 2.5, 2.7).
 */
Pref64 Pref64FromText(const std::string& text, Pref64::UOctet uOctet = Pref64::UOctet::Zero);

} // namespace ns3::v6lab

#endif // V6LAB_PREF64_TEXT_H
