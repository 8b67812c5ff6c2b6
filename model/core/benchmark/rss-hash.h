// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RSS_HASH_H
#define V6LAB_RSS_HASH_H

#include "model/core/packet-facts.h"

#include <cstdint>

namespace ns3::v6lab
{

/**
 * Receive-side scaling: how network cards spread packets over cores. The Toeplitz hash over
 * source and destination address and ports, with the key that most drivers begin with; packets
 * without ports (fragments, ICMP) are hashed by their addresses alone.
 */
uint32_t RssHash(const PacketFacts& facts);

/** The core that a hash leads to, by an indirection table of 128 places filled in turn. */
inline uint32_t
RssCore(uint32_t hash, uint32_t cores)
{
    return (hash & 127) % cores;
}

} // namespace ns3::v6lab

#endif // V6LAB_RSS_HASH_H
