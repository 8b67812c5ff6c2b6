// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_COMPARE_H
#define V6LAB_COMPARE_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * Where two topologies differ, one line per field in the order of the file, such as
 * `virtualNetworks[0].subnets[1].routeTable: "" / "rt"`; lists are compared by position.
 */
std::vector<std::string> Differences(const Topology& a, const Topology& b);

bool operator==(const Topology& a, const Topology& b);

inline bool
operator!=(const Topology& a, const Topology& b)
{
    return !(a == b);
}

} // namespace ns3::v6lab

#endif // V6LAB_COMPARE_H
