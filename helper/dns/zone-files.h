// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_FILES_H
#define V6LAB_ZONE_FILES_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * Puts what the zone files of a topology hold in front of its zones' own records, so that the
 * topology is whole without them. Their names are relative to `topologyFile`. Throws InputError
 * with file, line and fault of each. Returns what is legal in the files and hardly meant, with file
 * and line.
 */
std::vector<std::string> ReadZoneFiles(Topology& topology, const std::string& topologyFile);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_FILES_H
