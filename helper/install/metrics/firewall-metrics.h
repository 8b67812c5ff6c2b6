// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_METRICS_H
#define V6LAB_FIREWALL_METRICS_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"
#include "model/azure/monitor.h"

namespace ns3::v6lab
{

/** The metrics of Microsoft.Network/azureFirewalls. */
void RegisterFirewalls(const Topology& topology,
                       const Installation& installation,
                       Monitor& monitor);

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_METRICS_H
