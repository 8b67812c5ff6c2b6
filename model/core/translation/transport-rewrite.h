// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSPORT_REWRITE_H
#define V6LAB_TRANSPORT_REWRITE_H

#include "model/core/translation/header-translator.h"

namespace ns3::v6lab
{

/** The first bytes of an upper layer that a translation changes (RFC 7915 4.5, 5.5). */
struct TransportRewrite
{
    const ParsedPacket& packet; //!< addresses and protocol before
    const Endpoints& to;        //!< addresses, ports and identifier after
    /** Of an ICMP message, in bytes: ICMPv6's pseudo-header counts it. */
    uint32_t icmpLength{0};
    bool checksums{true};
    bool readsEmptyChecksum{false}; //!< IPv6's UDP checksum of 0 is updated like any other
};

/** How much of an upper layer is ever rewritten: up to 18 bytes of TCP, 8 of UDP and ICMP. */
constexpr uint32_t MOST_REWRITTEN = 18;

/** The bytes that must be there to rewrite a packet of this protocol; 0: nothing is rewritten. */
uint32_t RewrittenBytes(const ParsedPacket& packet);

/**
 * Changes ports, identifier, ICMP type and checksum in `upper`, a copy of the first `size` bytes
 * of the upper layer; of a quoted packet that is cut off, what is there. An IPv4 UDP checksum of 0
 * stays 0. False if it is an ICMP message without a counterpart.
 */
bool RewriteTransport(const TransportRewrite& rewrite, uint8_t* upper, uint32_t size);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSPORT_REWRITE_H
