// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_REWRITTEN_PACKET_H
#define V6LAB_REWRITTEN_PACKET_H

#include "model/core/azure/rewrite.h"

#include "ns3/packet.h"

namespace ns3::v6lab
{

/** A copy of a packet that starts with its IP header, with other addresses and ports. */
Ptr<Packet> Rewritten(const Ptr<const Packet>& frame,
                      const azure::Rewrite& rewrite,
                      bool checksums);

} // namespace ns3::v6lab

#endif // V6LAB_REWRITTEN_PACKET_H
