// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSPORT_FRONT_H
#define V6LAB_TRANSPORT_FRONT_H

#include "model/core/translation/transport-rewrite.h"

namespace ns3::v6lab
{

/** The longest TCP header (RFC 9293 3.1). */
constexpr uint32_t LONGEST_FRONT = 60;

/** The rewritten beginning of a packet's upper layer, or why there is none. */
struct TransportFront
{
    uint8_t bytes[LONGEST_FRONT];
    uint32_t size{0};
    Reason reason{Reason::None};
    uint32_t needed{0}; //!< not 0: ask again with so many bytes of the packet
};

/**
 * Translates the upper layer of anything but an ICMP error (RFC 7915 4.5, 5.5). Decides on UDP
 * datagrams without a checksum: IPv6 wants one, and only whole datagrams (or Rewrite::udpChecksum)
 * can give it.
 */
TransportFront RewriteFront(const PacketIn& in,
                            const ParsedPacket& packet,
                            const Rewrite& rewrite,
                            const TranslationSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSPORT_FRONT_H
