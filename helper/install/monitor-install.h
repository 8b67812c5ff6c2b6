// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MONITOR_INSTALL_H
#define V6LAB_MONITOR_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"
#include "model/azure/monitor.h"
#include "model/record/monitor-rows.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * Azure Monitor for what is installed: flow logs of the topology's targets, metrics of all network
 * interfaces. Samples every simulated minute until the simulation is stopped. Null without Azure.
 */
Ptr<Monitor> InstallMonitor(const Topology& topology, const Installation& installation);

/** What it collected, in Azure's words; call them when the run has ended. */
std::vector<FlowLogRow> FlowLogRows(const Topology& topology,
                                    const Installation& installation,
                                    const Ptr<Monitor>& monitor);
std::vector<MetricRow> MetricRows(const Ptr<Monitor>& monitor);

} // namespace ns3::v6lab

#endif // V6LAB_MONITOR_INSTALL_H
