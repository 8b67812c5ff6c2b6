// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_INSTALL_H
#define V6LAB_VPN_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/** VPN servers and services of nodes; after the nodes have their addresses. */
void InstallVpns(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_VPN_INSTALL_H
