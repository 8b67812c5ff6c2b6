// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_EVENT_H
#define V6LAB_PACKET_EVENT_H

#include "model/core/packet-facts.h"
#include "model/core/reason.h"
#include "model/trace/packet-identity.h"

#include "ns3/traced-callback.h"

#include <cstdint>
#include <optional>

namespace ns3::v6lab
{

/** What a node did to a packet; the words of the view v_hop. */
enum class Action : uint8_t
{
    Send,
    Forward,
    Translate,
    Encapsulate,
    Decapsulate,
    Deliver,
    Drop,
};

/** "send", "forward", … */
const char* ToWord(Action action);

/**
 * One thing that happened to one packet at one place, as every model reports it.
 *
 * Models fire it through two trace sources: "Hop" (every event, drops included) and "Drop" (drops
 * only, for listeners that must stay cheap). Test TracedCallback::IsEmpty() before collecting
 * facts.
 */
struct PacketEvent
{
    /** `node` of an event in the fabric itself, between the nodes. */
    static constexpr uint32_t FABRIC = 0xffffffff;

    Action action{Action::Send};
    Reason reason{Reason::None}; //!< set for drops
    uint32_t node{FABRIC}; //!< ns-3 node id; the sending node for a drop in the fabric is in `near`
    uint32_t near{FABRIC}; //!< for events in the fabric: the node whose NIC the packet left
    PacketIdentity identity;
    PacketFacts before;
    std::optional<PacketFacts> after; //!< where the packet changed: forward, translate, encapsulate
    const char* translator{
        nullptr}; //!< of a translation: "siit", "nat64", "clat", "virtual-ipv6"; null: the fabric
    /** The security rule or firewall rule behind a drop or a translation, with its group's name;
     * lives as long as the call. */
    const char* rule{nullptr};
};

using PacketTrace = TracedCallback<const PacketEvent&>;
/** Signature of a listener, named for ns-3's trace documentation. */
using PacketEventCallback = void (*)(const PacketEvent& event);

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_EVENT_H
