// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HOST_PREFIXES_H
#define V6LAB_HOST_PREFIXES_H

#include "model/core/address.h"

#include <optional>
#include <string>

namespace ns3::v6lab
{

/**
 * In words, the first range that overlaps a prefix and whose addresses no host of a network is
 * given (RFC 1122 3.2.1.3, RFC 4291 2.4); nothing if there is none.
 */
std::optional<std::string> RangeWithoutHosts(const Prefix& prefix);
/** The clause that says so. */
const char* ClauseOfHosts(Family family);

} // namespace ns3::v6lab

#endif // V6LAB_HOST_PREFIXES_H
