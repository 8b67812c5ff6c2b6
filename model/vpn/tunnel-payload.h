// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TUNNEL_PAYLOAD_H
#define V6LAB_TUNNEL_PAYLOAD_H

#include "model/core/packet-facts.h"
#include "model/core/reason.h"
#include "model/routing/forwarding-plane.h"
#include "model/workload/socket-address.h"

#include "ns3/packet.h"

namespace ns3::v6lab
{

/** A packet on its way into a tunnel or out of it: of its tags it keeps its identity alone. */
Ptr<Packet> TunnelPayload(const Ptr<const Packet>& packet);
/**
 * Why a packet that comes out of a tunnel is none, from its IP header on: a router looks at that
 * first (RFC 1812 5.2.2, RFC 1122 3.2.1.2). None if it is one.
 */
Reason FaultOf(const Ptr<const Packet>& packet, bool checksums);
/** Those of the packet that carries `inner` bytes between the ends of a tunnel over UDP. */
PacketFacts OuterFacts(uint32_t inner, const Endpoint& from, const Endpoint& to);
/** The same at the tunnel's end, with the hop limit that is left. */
PacketFacts OuterFacts(uint32_t inner,
                       const Endpoint& from,
                       const Endpoint& to,
                       const ForwardingPlane& plane);

} // namespace ns3::v6lab

#endif // V6LAB_TUNNEL_PAYLOAD_H
