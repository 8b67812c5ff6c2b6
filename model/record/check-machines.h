// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CHECK_MACHINES_H
#define V6LAB_CHECK_MACHINES_H

#include "model/record/explain.h"

#include <map>
#include <string>

namespace ns3::v6lab
{

/**
 * How many requests of a flow each machine got, by name: TCP connections, datagrams or pings. Of a
 * run recorded with all its packets. What a router or a Bastion passes on is not its own.
 */
std::map<std::string, uint64_t> RequestsOf(Database& database, const RunHandle& run, int64_t flow);

/** The largest distance of a share from an even one, in percentage points; 0 without requests. */
double SpreadOf(const std::map<std::string, uint64_t>& requests);

} // namespace ns3::v6lab

#endif // V6LAB_CHECK_MACHINES_H
