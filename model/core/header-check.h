// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HEADER_CHECK_H
#define V6LAB_HEADER_CHECK_H

#include "model/core/address.h"

#include <cstddef>
#include <cstdint>

namespace ns3::v6lab
{

/**
 * The checks that must come before anybody parses a packet: ns-3's headers trust their lengths.
 * Each takes the first `size` bytes at hand of a packet that is `packetSize` bytes long.
 */

/** RFC 1812 5.2.2 (2)-(5), and no byte of the datagram beyond 65,535 (RFC 791 3.2). */
bool IsSoundIpv4(const uint8_t* packet, size_t size, size_t packetSize);

/** RFC 8200 3: version 6, and all of the payload is there. */
bool IsSoundIpv6(const uint8_t* packet, size_t size, size_t packetSize);

/**
 * The chain of extension headers, options and fragment offsets up to the upper layer (RFC 8200 4).
 * On success `upper` is its offset and `protocol` its number; for fragments other than the first,
 * and for "no next header", `upper` is the end of the packet.
 */
bool IsSoundChain(const uint8_t* packet, size_t size, size_t& upper, uint8_t& protocol);

/**
 * What a host parses of UDP, TCP, ICMP and neighbour discovery (RFC 768, RFC 9293 3.1, RFC 792,
 * RFC 4443 2.1, RFC 4861 6.1 and 7.1). Unknown protocols are sound. `upper` starts at the
 * upper-layer header; `size` bytes of it are at hand, `length` bytes exist.
 */
bool IsSoundUpper(Family family,
                  uint8_t protocol,
                  const uint8_t* upper,
                  size_t size,
                  size_t length);

} // namespace ns3::v6lab

#endif // V6LAB_HEADER_CHECK_H
