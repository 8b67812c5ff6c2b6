// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_RESEGMENT_H
#define V6LAB_TCP_RESEGMENT_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/** One of the smaller segments that a TCP segment was cut into. */
struct TcpPiece
{
    std::vector<uint8_t> header; //!< with options; the checksum field is 0
    uint32_t start{0};           //!< of its data in the original segment's data
    uint32_t length{0};          //!< of its data
};

/**
 * Cuts a segment so that header and data of each piece fit `room` bytes, as a sender with a smaller
 * segment size would have sent them (RFC 9293 3.7): sequence numbers go on, options are repeated,
 * SYN and CWR stay on the first piece, PSH and FIN on the last. `header` is the whole TCP header.
 * Nothing if the header is not valid or no data byte fits.
 */
std::vector<TcpPiece> CutTcpSegment(const uint8_t* header,
                                    size_t headerSize,
                                    uint32_t data,
                                    uint32_t room);

} // namespace ns3::v6lab

#endif // V6LAB_TCP_RESEGMENT_H
