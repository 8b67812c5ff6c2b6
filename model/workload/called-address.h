// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CALLED_ADDRESS_H
#define V6LAB_CALLED_ADDRESS_H

#include "model/core/address.h"

#include "ns3/packet.h"

#include <optional>

namespace ns3::v6lab
{

/**
 * The address that a datagram was sent to (RFC 1122 4.1.3.5), of a socket with SetRecvPktInfo();
 * taken off the packet.
 */
std::optional<IpAddress> TakeCalledAddress(const Ptr<Packet>& datagram);

} // namespace ns3::v6lab

#endif // V6LAB_CALLED_ADDRESS_H
