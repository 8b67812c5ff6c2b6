// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WRITE_H
#define V6LAB_WRITE_H

#include "helper/topology/topology.h"

#include <string>

namespace ns3::v6lab
{

/**
 * The topology as a file that ReadTopology() reads back equal.
 *
 * Fields in the order of the structs, fields with their default value left out, texts that another
 * YAML reader could take for a number or truth value quoted. The same value gives the same bytes.
 */
std::string WriteYaml(const Topology& topology);
std::string WriteJson(const Topology& topology);

} // namespace ns3::v6lab

#endif // V6LAB_WRITE_H
