// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LEARNED_PREFIXES_H
#define V6LAB_LEARNED_PREFIXES_H

#include "helper/topology/topology.h"
#include "model/core/address.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A prefix that a link gets without an address of it being written down. */
struct LearnedPrefix
{
    Prefix prefix;
    std::string source; //!< in words: the link, and who gives it
};

/**
 * Those of a node's links that overlap `around`: what routers advertise there, and the /64 that a
 * downlink has if its router is given the delegated prefix that lies at `around`.
 */
std::vector<LearnedPrefix> LearnedPrefixes(const Topology& topology,
                                           const OutsideNode& node,
                                           const Prefix& around);

} // namespace ns3::v6lab

#endif // V6LAB_LEARNED_PREFIXES_H
