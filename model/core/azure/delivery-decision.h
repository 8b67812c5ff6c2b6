// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_DELIVERY_DECISION_H
#define V6LAB_AZURE_DELIVERY_DECISION_H

#include "model/core/azure/delivery.h"

namespace ns3::v6lab::azure
{

// What the parts of Delivery share.

Decision Drop(Reason reason);
Decision ToNic(Index nic, Crossing crossing);
/** Why the internet does not carry packets from or to an address; None if it does. */
Reason Unroutable(const IpAddress& address);
/** Null if the NIC has no such address. */
const IpConfiguration* FindConfiguration(const Nic& nic, const IpAddress& address);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_DELIVERY_DECISION_H
