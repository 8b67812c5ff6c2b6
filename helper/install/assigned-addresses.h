// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ASSIGNED_ADDRESSES_H
#define V6LAB_ASSIGNED_ADDRESSES_H

#include "helper/topology/topology.h"

namespace ns3::v6lab
{

/**
 * A valid topology with the addresses filled in that installing it assigns: what a drawing shows in
 * place of "the next free one".
 */
Topology WithAssignedAddresses(const Topology& topology);

} // namespace ns3::v6lab

#endif // V6LAB_ASSIGNED_ADDRESSES_H
