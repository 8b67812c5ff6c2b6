// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_INSTALL_H
#define V6LAB_FIREWALL_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * Gives the nodes of a topology's firewalls their AzureFirewallService, and appliances with a
 * packet filter their StatefulFirewall; both are aggregated to their nodes. InstallAzure() comes
 * first.
 *
 * Throws std::invalid_argument for what Validate() would have refused.
 */
void InstallFirewalls(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_INSTALL_H
