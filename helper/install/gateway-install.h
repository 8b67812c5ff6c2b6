// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_INSTALL_H
#define V6LAB_GATEWAY_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * Installs virtual network gateways, the Microsoft edges of circuits, and IPsec tunnels with both
 * of their ends, over a fabric that is installed from the same topology and nodes outside that have
 * their links. The nodes are known by name then: "hub-vpn", "hub-vpn-1", "er-primary". Throws
 * std::invalid_argument for what Validate() would have refused.
 */
void InstallGateways(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_INSTALL_H
