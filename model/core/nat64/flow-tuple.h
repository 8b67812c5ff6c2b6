// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FLOW_TUPLE_H
#define V6LAB_FLOW_TUPLE_H

#include "model/core/nat64/transport-address.h"
#include "model/core/translation/parsed-packet.h"

namespace ns3::v6lab
{

/**
 * Whose packet it is (RFC 6146 3.4). ICMP queries carry their identifier in both ports. The tuple
 * of an ICMP error is that of the packet that it quotes, with source and destination swapped, so
 * that it looks like an answer to it.
 */
struct FlowTuple
{
    BibKind kind{BibKind::Udp};
    TransportAddress source;
    TransportAddress destination;
    bool isError{false};
    uint8_t tcpFlags{0};
};

/** A tuple, or why there is none. */
struct TupleResult
{
    std::optional<FlowTuple> tuple;
    Reason reason{Reason::None}; //!< UnsupportedTransport, MalformedHeader, QuotedPacketTooShort...
    uint32_t needed{0};          //!< not 0: bytes of the packet that must be at hand
};

/** `packet` is whole or a first fragment. */
TupleResult ReadTuple(const PacketIn& in, const ParsedPacket& packet);

/** Which table a protocol number belongs to; nothing if a NAT64 does not translate it. */
std::optional<BibKind> ToBibKind(Family family, uint8_t protocol);

} // namespace ns3::v6lab

#endif // V6LAB_FLOW_TUPLE_H
