// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_BGP_H
#define V6LAB_GATEWAY_BGP_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * BGP of virtual network gateways and Microsoft edges: of each link of a circuit whose router has
 * `bgp`, between router and edge and between edge and gateway; and of IPsec connections that
 * SessionPeer() finds, through their tunnels. What gateways learn becomes gateway routes of the
 * fabric, and tunnels take it.
 *
 * When gateways are installed and the nodes outside have their BgpRouter, but no neighbour yet: a
 * neighbour in their `bgp` with an address of Azure's is added here, with its policy.
 */
void InstallGatewayBgp(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_BGP_H
