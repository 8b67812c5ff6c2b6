// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ISLAND_INSTALL_H
#define V6LAB_ISLAND_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/** Routers that delegate prefixes and routers that ask for them (RFC 8415). */
void InstallDelegations(const Topology& topology, Installation& installation);
/** Packet filters between the zones lan and wan; translators have to be in the topology. */
void InstallZoneFirewalls(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_ISLAND_INSTALL_H
