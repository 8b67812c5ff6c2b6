// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BASTION_INSTALL_H
#define V6LAB_BASTION_INSTALL_H

#include "helper/install/azure-plan.h"
#include "helper/install/installation.h"
#include "model/azure/bastion-relay.h"

namespace ns3::v6lab
{

/** Each Bastion as a node of its name with a stack, an interface "NAME/bastion" and its relay. */
void InstallBastions(const Topology& topology, const AzurePlan& plan, Installation& installation);

/** The relay of a Bastion; null if there is none of that name. */
Ptr<BastionRelay> FindBastion(const Installation& installation, const std::string& name);

/** The port of the machine that a workload to a Bastion means: RDP or SSH. */
constexpr uint16_t SSH_PORT = 22;
constexpr uint16_t RDP_PORT = 3389;

} // namespace ns3::v6lab

#endif // V6LAB_BASTION_INSTALL_H
