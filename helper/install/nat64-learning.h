// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT64_LEARNING_H
#define V6LAB_NAT64_LEARNING_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"
#include "model/core/translation/pref64.h"

#include <functional>
#include <vector>

namespace ns3::v6lab
{

/**
 * Nodes that are to learn their network's NAT64 prefix, for a CLAT or for IPv4 literals, ask the
 * DNS for it as well (RFC 7050), and check what they learn if they are to. Resolvers must be there.
 */
void InstallNat64Learning(const Topology& topology, Installation& installation);

/** The prefixes that a node has learned by now; null if it is not to make addresses of literals. */
std::function<std::vector<Pref64>()> LearnedNat64(const Topology& topology,
                                                  const Installation& installation,
                                                  const std::string& node);

} // namespace ns3::v6lab

#endif // V6LAB_NAT64_LEARNING_H
