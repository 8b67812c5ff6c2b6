// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_RESERVED_RANGES_H
#define V6LAB_AZURE_RESERVED_RANGES_H

#include "model/core/address.h"

#include <vector>

/** Addresses that Azure keeps for itself or never routes. */
namespace ns3::v6lab::azure
{

/** R2: the four IPv4 ranges that the documentation says are routed to None. */
std::vector<Prefix> DocumentedReservedRanges();
/** R2: those four and what route tables measured on Azure show besides. */
std::vector<Prefix> MeasuredReservedRanges();

/**
 * A3: the network address, the default gateway, two for DNS and the broadcast address in IPv4; the
 * first four and the last in IPv6. `address` lies in `subnet`.
 */
bool IsReservedInSubnet(const Prefix& subnet, const IpAddress& address);
/** A3: the fifth address (.4, ::4), which the first dynamic assignment gets. */
IpAddress FirstUsable(const Prefix& subnet);
/** A4: the router as guests see it: .1 of the subnet, or fe80::1234:5678:9abc on every NIC. */
IpAddress GuestGateway(const Prefix& subnet);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_RESERVED_RANGES_H
