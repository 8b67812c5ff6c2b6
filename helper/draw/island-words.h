// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ISLAND_WORDS_H
#define V6LAB_ISLAND_WORDS_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What a node delegates, asks for and filters, one line each. */
std::vector<std::string> IslandLines(const OutsideNode& node);

} // namespace ns3::v6lab

#endif // V6LAB_ISLAND_WORDS_H
