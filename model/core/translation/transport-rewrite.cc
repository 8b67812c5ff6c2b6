// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/transport-rewrite.h"

#include "model/core/bytes.h"
#include "model/core/translation/checksum-delta.h"
#include "model/core/translation/icmp-map.h"
#include "model/core/translation/ip-header.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t TCP_CHECKSUM = 16;
constexpr uint32_t UDP_CHECKSUM = 6;
constexpr uint32_t ICMP_CHECKSUM = 2;

/** The addresses of both pseudo-headers. */
ChecksumDelta
AddressDelta(const TransportRewrite& rewrite)
{
    ChecksumDelta delta;
    delta.Remove(rewrite.packet.source);
    delta.Remove(rewrite.packet.destination);
    delta.Add(rewrite.to.source);
    delta.Add(rewrite.to.destination);
    return delta;
}

void
ReplaceWord(uint8_t* at, const std::optional<uint16_t>& value, ChecksumDelta& delta)
{
    if (value)
    {
        delta.Replace(Read16(at), *value);
        Write16(at, *value);
    }
}

void
RewritePorts(const TransportRewrite& rewrite, uint8_t* upper, uint32_t size)
{
    const bool udp = rewrite.packet.protocol == protocol::UDP;
    const uint32_t at = udp ? UDP_CHECKSUM : TCP_CHECKSUM;
    ChecksumDelta delta = AddressDelta(rewrite);
    if (size >= 4)
    {
        ReplaceWord(upper, rewrite.to.sourcePort, delta);
        ReplaceWord(upper + 2, rewrite.to.destinationPort, delta);
    }
    if (!rewrite.checksums || size < at + 2)
    {
        return;
    }
    const uint16_t before = Read16(upper + at);
    if (udp && before == 0 && !rewrite.readsEmptyChecksum)
    {
        return;
    }
    const uint16_t after = delta.Apply(before);
    Write16(upper + at, udp && after == 0 ? 0xffff : after); // RFC 768
}

/** ICMPv4 has no pseudo-header, ICMPv6 has one (RFC 4443 2.3). */
ChecksumDelta
PseudoHeaderDelta(const TransportRewrite& rewrite)
{
    ChecksumDelta delta;
    const uint16_t high = static_cast<uint16_t>(rewrite.icmpLength >> 16);
    const uint16_t low = static_cast<uint16_t>(rewrite.icmpLength);
    if (rewrite.packet.GetFamily() == Family::V4)
    {
        delta.Add(rewrite.to.source);
        delta.Add(rewrite.to.destination);
        delta.Add(high);
        delta.Add(low);
        delta.Add(uint16_t{protocol::ICMPV6});
    }
    else
    {
        delta.Remove(rewrite.packet.source);
        delta.Remove(rewrite.packet.destination);
        delta.Remove(high);
        delta.Remove(low);
        delta.Remove(uint16_t{protocol::ICMPV6});
    }
    return delta;
}

bool
RewriteEcho(const TransportRewrite& rewrite, uint8_t* upper, uint32_t size)
{
    const Family family = rewrite.packet.GetFamily();
    const auto mapped = icmp_map::Map(family, {upper[0], size > 1 ? upper[1] : uint8_t{0}, 0});
    if (!icmp_map::IsEcho(family, upper[0]) || !mapped)
    {
        return false;
    }
    ChecksumDelta delta = PseudoHeaderDelta(rewrite);
    delta.Replace(static_cast<uint16_t>(upper[0] << 8), static_cast<uint16_t>(mapped->type << 8));
    upper[0] = mapped->type;
    if (size >= 6)
    {
        ReplaceWord(upper + 4, rewrite.to.icmpId, delta);
    }
    if (rewrite.checksums && size >= 4)
    {
        Write16(upper + ICMP_CHECKSUM, delta.Apply(Read16(upper + ICMP_CHECKSUM)));
    }
    return true;
}

} // namespace

uint32_t
RewrittenBytes(const ParsedPacket& packet)
{
    if (!packet.IsFirstFragment())
    {
        return 0;
    }
    switch (packet.protocol)
    {
    case protocol::TCP:
        return 18;
    case protocol::UDP:
        return 8;
    default:
        return packet.IsIcmp() ? 8 : 0;
    }
}

bool
RewriteTransport(const TransportRewrite& rewrite, uint8_t* upper, uint32_t size)
{
    if (!rewrite.packet.IsFirstFragment() || size == 0)
    {
        return true;
    }
    switch (rewrite.packet.protocol)
    {
    case protocol::TCP:
    case protocol::UDP:
        RewritePorts(rewrite, upper, size);
        return true;
    default:
        return !rewrite.packet.IsIcmp() || RewriteEcho(rewrite, upper, size);
    }
}

} // namespace ns3::v6lab
