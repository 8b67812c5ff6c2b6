// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BALANCER_METRICS_H
#define V6LAB_BALANCER_METRICS_H

#include "helper/install/installation.h"
#include "model/azure/monitor.h"

namespace ns3::v6lab
{

/** The metrics of Microsoft.Network/loadBalancers: of rules, probed instances, outbound rules. */
void RegisterBalancers(const Installation& installation, Monitor& monitor);

/** Those of Microsoft.Network/natGateways. */
void RegisterNatGateways(const Installation& installation, Monitor& monitor);

} // namespace ns3::v6lab

#endif // V6LAB_BALANCER_METRICS_H
