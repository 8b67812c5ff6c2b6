// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NIC_PACKET_H
#define V6LAB_NIC_PACKET_H

#include "model/core/azure/security-gate.h"
#include "model/core/packet-facts.h"

#include "ns3/traced-callback.h"

namespace ns3::v6lab
{

/** A packet as it passes a NIC of a virtual network, or is refused there. */
struct NicPacket
{
    azure::Index nic;
    azure::RuleDirection direction;
    const PacketFacts& facts; //!< as the guest sees it
    /** Of the rules; of a packet of a flow that was allowed before it names none. */
    const azure::SecurityVerdict& verdict;
};

/** Signature of a listener of the trace source NicPacket. */
using NicPacketCallback = void (*)(const NicPacket& packet);

using NicPacketTrace = TracedCallback<const NicPacket&>;

} // namespace ns3::v6lab

#endif // V6LAB_NIC_PACKET_H
