// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_FRAGMENTS_H
#define V6LAB_IPV4_FRAGMENTS_H

#include "ns3/ipv4-header.h"
#include "ns3/packet.h"

#include <utility>
#include <vector>

namespace ns3::v6lab
{

/** The fragments of a packet for a link of this MTU (RFC 791 3.2); tags stay on each of them. */
std::vector<std::pair<Ptr<Packet>, Ipv4Header>> CutPacket(const Ptr<const Packet>& payload,
                                                          const Ipv4Header& header,
                                                          uint32_t mtu);

} // namespace ns3::v6lab

#endif // V6LAB_IPV4_FRAGMENTS_H
