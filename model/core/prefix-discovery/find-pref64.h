// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIND_PREF64_H
#define V6LAB_FIND_PREF64_H

#include "model/core/translation/pref64.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** 192.0.0.170 and 192.0.0.171, the addresses of ipv4only.arpa (RFC 7050 8.2). */
const std::vector<IpAddress>& WellKnownIpv4Addresses();

/** Whether an IPv4 address is one of them. */
bool IsWellKnownIpv4Address(const IpAddress& address);

/**
 * The prefix that made an AAAA record of ipv4only.arpa: where one of its addresses stands at one of
 * the places of RFC 6052 2.2 (RFC 7050 3). Nothing if neither stands at exactly one.
 */
std::optional<Pref64> FindPref64(const IpAddress& aaaa);

/** Those of all AAAA records, each once, in the order of the records. */
std::vector<Pref64> FindPref64(const std::vector<IpAddress>& aaaas);

} // namespace ns3::v6lab

#endif // V6LAB_FIND_PREF64_H
