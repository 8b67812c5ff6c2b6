// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISEMENT_INSTALL_H
#define V6LAB_ADVERTISEMENT_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * Routers advertise and hosts listen, as the topology says. The addresses that hosts will make of
 * what is advertised from the start are known at once. Links and stacks must be there.
 */
void InstallAdvertisements(const Topology& topology, Installation& installation);

/** The device of a node's first interface with `autoconfigure`; null if it has none. */
Ptr<NetDevice> AutoconfiguredDevice(const Topology& topology,
                                    const Installation& installation,
                                    const std::string& node);

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISEMENT_INSTALL_H
