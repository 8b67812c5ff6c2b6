// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LEASE_INSTALL_H
#define V6LAB_LEASE_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/** Routers that lease IPv4 addresses, and hosts that ask for them (RFC 2131). */
void InstallLeases(const Topology& topology, Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_LEASE_INSTALL_H
