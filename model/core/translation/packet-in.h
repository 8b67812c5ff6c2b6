// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_IN_H
#define V6LAB_PACKET_IN_H

#include "model/core/address.h"

#include <cstdint>

namespace ns3::v6lab
{

/**
 * A packet as it reaches a translator: its bytes from the IP header on. The caller may hold only
 * the beginning at hand; a translator that needs more says how much (Outcome::needed).
 */
struct PacketIn
{
    const uint8_t* bytes{nullptr};
    uint32_t available{0}; //!< bytes at hand, at most `length`
    uint32_t length{0};    //!< bytes that the packet has, link padding removed
    uint64_t handle{0};    //!< the caller's own name for it; comes back as Emission::origin
};

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_IN_H
