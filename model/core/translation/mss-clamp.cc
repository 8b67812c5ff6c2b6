// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/mss-clamp.h"

#include "model/core/bytes.h"
#include "model/core/translation/checksum-delta.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t TCP_HEADER = 20;
constexpr uint32_t TCP_CHECKSUM = 16;
constexpr uint8_t SYN = 0x02;
constexpr uint8_t END_OF_OPTIONS = 0;
constexpr uint8_t NO_OPERATION = 1;
constexpr uint8_t MAXIMUM_SEGMENT_SIZE = 2;

/** Where the value of the MSS option stands in a TCP header of this size; 0: nowhere. */
uint32_t
FindMss(const uint8_t* header, uint32_t size)
{
    for (uint32_t at = TCP_HEADER; at + 1 < size && header[at] != END_OF_OPTIONS;)
    {
        if (header[at] == NO_OPERATION)
        {
            ++at;
            continue;
        }
        const uint32_t length = header[at + 1];
        if (length < 2 || at + length > size)
        {
            return 0; // broken: whoever reads it will judge
        }
        if (header[at] == MAXIMUM_SEGMENT_SIZE && length == 4)
        {
            return at + 2;
        }
        at += length;
    }
    return 0;
}

/** An option may begin anywhere, so its value may lie across two words of the checksum. */
uint16_t
WordInSum(uint32_t at, uint16_t value)
{
    return at % 2 == 0 ? value : static_cast<uint16_t>(value << 8 | value >> 8);
}

uint16_t
MssFor(const ParsedPacket& packet, const IpAddress& destination, const Surroundings& around)
{
    constexpr uint32_t HEADERS4 = 20 + TCP_HEADER;
    constexpr uint32_t HEADERS6 = 40 + TCP_HEADER;
    const bool v4 = packet.GetFamily() == Family::V4;
    const uint32_t mtu4 = around.GetMtu(v4 ? packet.source : destination);
    const uint32_t mtu6 = around.GetMtu(v4 ? destination : packet.source);
    const uint32_t room4 = std::max(mtu4, HEADERS4 + 1) - HEADERS4;
    const uint32_t room6 = std::max(mtu6, HEADERS6 + 1) - HEADERS6;
    return static_cast<uint16_t>(std::min({room4, room6, 0xffffu}));
}

} // namespace

void
ClampMss(const PacketIn& in,
         const ParsedPacket& packet,
         const IpAddress& destination,
         const Surroundings& around,
         const TranslationSettings& settings,
         TransportFront& front)
{
    if (packet.protocol != protocol::TCP || front.size <= TCP_CHECKSUM ||
        (front.bytes[13] & SYN) == 0)
    {
        return;
    }
    const uint32_t size = std::min(4u * (front.bytes[12] >> 4), packet.GetUpperLength());
    if (size <= front.size)
    {
        return;
    }
    if (in.available < packet.upper + size)
    {
        front.needed = packet.upper + size;
        return;
    }
    std::copy_n(in.bytes + packet.upper + front.size, size - front.size, front.bytes + front.size);
    front.size = size;
    const uint32_t at = FindMss(front.bytes, size);
    const uint16_t before = at == 0 ? uint16_t{0} : Read16(front.bytes + at);
    const uint16_t most = MssFor(packet, destination, around);
    if (before <= most)
    {
        return;
    }
    Write16(front.bytes + at, most);
    if (settings.checksums)
    {
        ChecksumDelta delta;
        delta.Replace(WordInSum(at, before), WordInSum(at, most));
        Write16(front.bytes + TCP_CHECKSUM, delta.Apply(Read16(front.bytes + TCP_CHECKSUM)));
    }
}

} // namespace ns3::v6lab
