// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTGOING_H
#define V6LAB_OUTGOING_H

#include "model/core/translation/header-translator.h"

namespace ns3::v6lab
{

/** A translated packet before it is written: new bytes, then bytes of the incoming packet. */
struct Outgoing
{
    IpHeader header;
    const uint8_t* front{nullptr}; //!< the rewritten beginning of the upper layer
    uint32_t frontSize{0};
    uint32_t tail{0}; //!< where the rest starts in the incoming packet
    uint64_t handle{0};
    bool checksums{true};
};

/** Adds the packet to the outcome, which says Fate::Translated then. */
void Emit(const Outgoing& packet, Outcome& outcome);

/**
 * The same in fragments with at most `room` bytes of payload each (RFC 791 3.2, RFC 8200 4.5); the
 * packet may be a fragment itself. `room` is a multiple of 8, at least 8.
 */
void EmitFragments(const Outgoing& packet, uint32_t room, Outcome& outcome);

/**
 * An ICMP error of the translator itself, about the first `size` bytes of a packet, to its source
 * (RFC 1812 4.3.2, RFC 4443 2.4): hop limit 64, IPv4 with precedence 6 and without DF.
 */
Emission OwnError(const IcmpError& error,
                  const PacketIn& in,
                  const ParsedPacket& packet,
                  const IpAddress& from,
                  uint16_t identification,
                  bool checksums);

/** How much of a packet such an error quotes at most, in bytes. */
constexpr uint32_t
MostQuoted(Family family)
{
    return family == Family::V4 ? 576 - 28 : 1280 - 48;
}

} // namespace ns3::v6lab

#endif // V6LAB_OUTGOING_H
