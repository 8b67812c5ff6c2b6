// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_INSTALL_H
#define V6LAB_DNS_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * Puts the name servers of a topology on their nodes; nodes, their addresses and translators are
 * there. Throws std::invalid_argument for what Validate() would have refused.
 */
void InstallDns(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_DNS_INSTALL_H
