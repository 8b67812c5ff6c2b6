// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTAGE_INSTALL_H
#define V6LAB_OUTAGE_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

#include "ns3/net-device-container.h"

namespace ns3::v6lab
{

/** The outages of links outside Azure and of circuits; when all devices are there. */
void InstallOutages(const Topology& topology, Installation& installation);

/** Those of one link with these ends; throws std::invalid_argument that begins with `where`. */
void InstallOutages(const std::vector<LinkOutage>& outages,
                    const NetDeviceContainer& ends,
                    const std::string& where);

} // namespace ns3::v6lab

#endif // V6LAB_OUTAGE_INSTALL_H
