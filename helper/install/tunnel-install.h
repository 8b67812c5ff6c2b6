// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TUNNEL_INSTALL_H
#define V6LAB_TUNNEL_INSTALL_H

#include "helper/install/azure-plan.h"
#include "helper/install/installation.h"

namespace ns3::v6lab
{

/** IPsec tunnels of gateways' connections and of nodes outside Azure; see InstallGateways(). */
void InstallTunnels(const Topology& topology, const AzurePlan& plan, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_TUNNEL_INSTALL_H
