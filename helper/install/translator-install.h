// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_INSTALL_H
#define V6LAB_TRANSLATOR_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * Puts the topology's translators on their nodes, which have their links and addresses already.
 * Random choices follow ns-3's seed and run. Throws std::invalid_argument that names the node for
 * what Validate() would have refused.
 */
void InstallTranslators(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_INSTALL_H
