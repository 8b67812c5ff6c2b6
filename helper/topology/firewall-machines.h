// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_MACHINES_H
#define V6LAB_FIREWALL_MACHINES_H

#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/** The interface that a firewall has in its subnet. */
std::string InterfaceOf(const AzureFirewall& firewall);

/**
 * The topology with its firewalls also as what they are to the fabric: a machine that forwards, of
 * the firewall's name, whose one interface has the firewall's IP configurations. One more, for
 * IPv6, if the firewall is dual-stack and its subnet too.
 */
Topology WithFirewallMachines(Topology topology);

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_MACHINES_H
