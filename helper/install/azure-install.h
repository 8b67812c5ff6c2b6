// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_INSTALL_H
#define V6LAB_AZURE_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"
#include "model/record/record-rows.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * Builds the Azure part of a valid topology: the fabric, virtual machines as nodes with a stack,
 * their NICs with addresses and guest routes. Nodes outside Azure that exist already get their
 * internet attachment; for those installed later, call AttachToInternet(). Leaves
 * `installation.fabric` null if nothing is in Azure or on the internet.
 *
 * Throws std::invalid_argument for what Validate() would have refused.
 */
void InstallAzure(const Topology& topology, Installation& installation);

/**
 * Connects an installed node (its stack included) to the public internet as `description.internet`
 * says: a device "name/internet", its addresses, a default route per family. Does nothing without
 * an attachment, or if it has been called for this node.
 */
void AttachToInternet(const OutsideNode& description, Installation& installation);

/** The tables of all NICs of virtual machines, by NIC name; rows in Azure's order. */
std::vector<EffectiveRouteRow> EffectiveRoutes(const Installation& installation);

/** The security rules of all NICs of virtual machines, by NIC name, in the order of asking. */
std::vector<EffectiveSecurityRuleRow> EffectiveSecurityRules(const Topology& topology,
                                                             const Installation& installation);

} // namespace ns3::v6lab

#endif // V6LAB_AZURE_INSTALL_H
