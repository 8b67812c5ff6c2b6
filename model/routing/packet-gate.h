// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_GATE_H
#define V6LAB_PACKET_GATE_H

#include "model/core/azure/rewrite.h"

#include "ns3/net-device.h"
#include "ns3/packet.h"

namespace ns3::v6lab
{

/** What becomes of a packet at a gate. */
struct Passage
{
    enum class Way : uint8_t
    {
        On,         //!< as if there were no gate
        Translated, //!< forwarded with what `rewrite` changes, whoever it was for
        Ended,      //!< the gate dropped it, and said so, or keeps it for later
    };

    Way way{Way::On};
    azure::Rewrite rewrite{};
    const char* rule{nullptr}; //!< behind a translation; lives until the gate's next packet
};

/**
 * A stateful filter or address translator on a node. Whatever a link brings passes here before
 * detours, local delivery and routing; what the node itself sends does not.
 *
 * A translated packet is routed by its new destination, and changed only when nothing speaks
 * against forwarding it any more: ICMP errors of this node quote what its neighbours sent.
 */
class PacketGate
{
  public:
    virtual ~PacketGate() = default;

    /** `frame` starts with an IP header that is sound; `own`: its destination is the node's. */
    virtual Passage Enter(const Ptr<const Packet>& frame,
                          const Ptr<NetDevice>& device,
                          bool own) = 0;

    /**
     * A packet for the node itself that a detour was asked for and gives back: what Enter() left to
     * that detour is judged now. False: the gate dropped it, and said so.
     */
    virtual bool MayReturn(const Ptr<const Packet>& /* frame */, const Ptr<NetDevice>& /* device */)
    {
        return true;
    }
};

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_GATE_H
