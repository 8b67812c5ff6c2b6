// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/tcp-resegment.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t FLAGS = 13; // where they are in the header
constexpr size_t URGENT = 18;
constexpr uint8_t FIN = 0x01;
constexpr uint8_t SYN = 0x02;
constexpr uint8_t PSH = 0x08;
constexpr uint8_t URG = 0x20;
constexpr uint8_t CWR = 0x80;

void
Write(std::vector<uint8_t>& header, size_t at, int bytes, uint32_t value)
{
    for (int i = bytes - 1; i >= 0; --i, value >>= 8)
    {
        header[at + i] = static_cast<uint8_t>(value);
    }
}

/** The header of the piece that starts `start` bytes into the data. */
std::vector<uint8_t>
HeaderFor(const uint8_t* header, size_t size, uint32_t start, bool last)
{
    std::vector<uint8_t> piece(header, header + size);
    const bool syn = (header[FLAGS] & SYN) != 0;
    const uint32_t sequence = uint32_t{header[4]} << 24 | uint32_t{header[5]} << 16 |
                              uint32_t{header[6]} << 8 | uint32_t{header[7]};
    // SYN takes a sequence number of its own, in front of the data (RFC 9293 3.4).
    Write(piece, 4, 4, sequence + start + (syn && start > 0 ? 1 : 0));
    Write(piece, 16, 2, 0);
    if (start > 0)
    {
        piece[FLAGS] &= static_cast<uint8_t>(~(SYN | CWR));
    }
    if (!last)
    {
        piece[FLAGS] &= static_cast<uint8_t>(~(PSH | FIN));
    }
    const uint32_t urgent = uint32_t{header[URGENT]} << 8 | header[URGENT + 1];
    if ((header[FLAGS] & URG) != 0 && urgent <= start)
    {
        piece[FLAGS] &= static_cast<uint8_t>(~URG);
    }
    Write(piece, URGENT, 2, (piece[FLAGS] & URG) != 0 ? urgent - start : 0);
    return piece;
}

} // namespace

std::vector<TcpPiece>
CutTcpSegment(const uint8_t* header, size_t headerSize, uint32_t data, uint32_t room)
{
    std::vector<TcpPiece> pieces;
    if (headerSize < 20 || 4u * (header[12] >> 4) != headerSize || room <= headerSize)
    {
        return pieces;
    }
    const uint32_t step = room - static_cast<uint32_t>(headerSize);
    for (uint32_t start = 0; start == 0 || start < data; start += step)
    {
        const uint32_t length = std::min(step, data - start);
        const bool last = start + length == data;
        pieces.push_back({HeaderFor(header, headerSize, start, last), start, length});
    }
    return pieces;
}

} // namespace ns3::v6lab
