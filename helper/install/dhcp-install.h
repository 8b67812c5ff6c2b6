// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_INSTALL_H
#define V6LAB_DHCP_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * DHCP servers as the topology says, and clients on the hosts that configure themselves: they ask
 * when their routers bid them to. Links, stacks and listeners must be there.
 */
void InstallDhcp(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_INSTALL_H
