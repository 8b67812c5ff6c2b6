// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTSIDE_INSTALL_H
#define V6LAB_OUTSIDE_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * Turns the part of a topology that lies outside Azure into ns-3 objects: hosts, routers, links.
 *
 * The topology is valid; text that cannot be read all the same throws std::invalid_argument that
 * names it. Fills in nodes, names, addresses and devices ("node/link") of the installation.
 */
void InstallOutside(const Topology& topology, Installation& installation);

/** The first half: the nodes with their stacks, so that others may attach to them too. */
void InstallOutsideNodes(const Topology& topology, Installation& installation);

/**
 * The second half: links, addresses and routes. A host without a static route of a family, and
 * without an attachment to the internet, gets a default route through the first router (in the
 * topology's order) that shares a subnet with it.
 */
void InstallOutsideLinks(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_OUTSIDE_INSTALL_H
