// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RFC6791_POOL_H
#define V6LAB_RFC6791_POOL_H

#include "model/core/address.h"

#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/**
 * The address number `index` of a pool of one family, counted modulo its size (RFC 6791 3.1); every
 * address of every prefix counts. The pool must not be empty. Of IPv6 prefixes shorter than /80
 * only the lower 48 bits vary.
 */
IpAddress PickFromPool(const std::vector<Prefix>& pool, uint64_t index);

} // namespace ns3::v6lab

#endif // V6LAB_RFC6791_POOL_H
