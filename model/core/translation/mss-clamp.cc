// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/mss-clamp.h"

#include "model/core/translation/mss-option.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t TCP_HEADER = 20;
constexpr uint32_t TCP_CHECKSUM = 16;
constexpr uint8_t SYN = 0x02;

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
    LowerMss(front.bytes, size, MssFor(packet, destination, around), settings.checksums);
}

} // namespace ns3::v6lab
