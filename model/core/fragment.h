// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FRAGMENT_H
#define V6LAB_FRAGMENT_H

#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/** A piece of a datagram's payload. */
struct FragmentPiece
{
    uint32_t start{0};  //!< where it starts in the payload that is cut, in bytes
    uint32_t length{0}; //!< in bytes
    uint32_t offset{0}; //!< for its header: within the original datagram, in bytes
    bool more{false};   //!< more fragments follow
};

/**
 * Cuts a payload so that no piece is longer than `room` bytes; every piece but the last is a
 * multiple of 8 (RFC 791 3.2, RFC 8200 4.5). `offset` and `more` are those of the packet that is
 * cut, which may be a fragment itself. Nothing if `room` is below 8.
 */
std::vector<FragmentPiece> CutPayload(uint32_t payload, uint32_t room, uint32_t offset, bool more);

} // namespace ns3::v6lab

#endif // V6LAB_FRAGMENT_H
