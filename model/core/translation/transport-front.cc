// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/transport-front.h"

#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t UDP_HEADER = 8;
constexpr uint32_t UDP_LENGTH = 4;
constexpr uint32_t UDP_CHECKSUM = 6;

bool
HasNoUdpChecksum(const TransportFront& front, const ParsedPacket& packet)
{
    return packet.protocol == protocol::UDP && front.size == UDP_HEADER &&
           Read16(front.bytes + UDP_CHECKSUM) == 0;
}

/** The checksum of a whole UDP datagram that had none; `front` is its rewritten header. */
uint16_t
ComputeUdpChecksum(const PacketIn& in,
                   const ParsedPacket& packet,
                   const Endpoints& to,
                   const uint8_t* front)
{
    const uint32_t length = Read16(front + UDP_LENGTH); // there may be more behind it (RFC 768)
    const uint16_t value = InternetChecksum()
                               .AddPseudoHeader(to.source, to.destination, protocol::UDP, length)
                               .Add(front, UDP_HEADER)
                               .Add(in.bytes + packet.upper + UDP_HEADER, length - UDP_HEADER)
                               .Get();
    return value == 0 ? 0xffff : value; // RFC 768
}

/** 4.5: fills the checksum in if that is possible and wanted. */
void
FillUdpChecksum(const PacketIn& in,
                const ParsedPacket& packet,
                const Rewrite& rewrite,
                const TranslationSettings& settings,
                TransportFront& front)
{
    if (rewrite.udpChecksum)
    {
        Write16(front.bytes + UDP_CHECKSUM, *rewrite.udpChecksum);
    }
    else if (packet.isFragment || settings.zeroChecksum == ZeroChecksum::Drop)
    {
        front.reason = Reason::ZeroUdpChecksum;
    }
    else if (in.available < packet.end)
    {
        front.needed = packet.end;
    }
    else if (const uint32_t length = Read16(front.bytes + UDP_LENGTH);
             length < UDP_HEADER || length > packet.GetUpperLength())
    {
        front.reason = Reason::MalformedHeader;
    }
    else
    {
        Write16(front.bytes + UDP_CHECKSUM,
                ComputeUdpChecksum(in, packet, rewrite.outer, front.bytes));
    }
}

} // namespace

TransportFront
RewriteFront(const PacketIn& in,
             const ParsedPacket& packet,
             const Rewrite& rewrite,
             const TranslationSettings& settings)
{
    TransportFront front;
    const uint32_t size = RewrittenBytes(packet);
    if (packet.GetUpperLength() < size)
    {
        front.reason = packet.isFragment ? Reason::TinyFragment : Reason::MalformedHeader;
        return front;
    }
    if (in.available < packet.upper + size)
    {
        front.needed = packet.upper + size;
        return front;
    }
    front.size = size;
    std::copy_n(in.bytes + packet.upper, size, front.bytes);
    const bool v4 = packet.GetFamily() == Family::V4;
    const bool empty = settings.checksums && HasNoUdpChecksum(front, packet);
    if (empty && !v4 && settings.profile == Profile::Rfc) // RFC 8200 8.1
    {
        front.reason = Reason::ZeroUdpChecksum;
        return front;
    }
    if (packet.IsIcmp() && packet.isFragment && size > 0 && !rewrite.upperLength)
    {
        front.reason = Reason::FragmentedIcmp;
        return front;
    }
    const TransportRewrite change{packet,
                                  rewrite.outer,
                                  rewrite.upperLength.value_or(packet.GetUpperLength()),
                                  settings.checksums,
                                  !v4};
    if (!RewriteTransport(change, front.bytes, size))
    {
        front.reason = Reason::IcmpNotTranslatable;
    }
    else if (empty && v4)
    {
        FillUdpChecksum(in, packet, rewrite, settings, front);
    }
    return front;
}

} // namespace ns3::v6lab
