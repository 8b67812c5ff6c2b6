// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_METRICS_H
#define V6LAB_GATEWAY_METRICS_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"
#include "model/azure/monitor.h"

namespace ns3::v6lab
{

/** The metrics of Microsoft.Network/virtualNetworkGateways, of VPN and of ExpressRoute. */
void RegisterGateways(const Topology& topology, const Installation& installation, Monitor& monitor);

/** Those of Microsoft.Network/expressRouteCircuits. Listens to the devices of their links. */
void RegisterCircuits(const Topology& topology, const Installation& installation, Monitor& monitor);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_METRICS_H
