// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAME_WORDS_H
#define V6LAB_NAME_WORDS_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What a machine or node has to do with names: the zones that it serves, what it resolves. */
std::vector<std::string> NameLines(const Topology& topology, const std::string& node);

} // namespace ns3::v6lab

#endif // V6LAB_NAME_WORDS_H
