// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_INSTALL_H
#define V6LAB_BGP_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"
#include "model/bgp/bgp-router.h"

namespace ns3::v6lab
{

/**
 * BGP of the nodes outside Azure: a BgpRouter each, aggregated to the node, and the sessions with
 * Microsoft edges and gateways (see gateway-bgp.h). When all links, tunnels
 * and static routes are there, for the way to a neighbour decides from which address it is called.
 *
 * Throws std::invalid_argument for a neighbour to which there is no way.
 */
void InstallBgp(const Topology& topology, Installation& installation);

/** What the neighbour's entry says of routes from it and to it. */
void ApplyPolicy(const BgpNeighbor& neighbor, const std::string& where, bgp::PeerSettings& peer);

/** Let in, or told, is what lies within these prefixes; none: all. */
bgp::PrefixFilter WithinOnly(const std::vector<std::string>& prefixes, const std::string& where);

} // namespace ns3::v6lab

#endif // V6LAB_BGP_INSTALL_H
