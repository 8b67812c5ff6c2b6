// SPDX-License-Identifier: GPL-2.0-only
// How a VPN service reads its applications' packets.
#include "model/core/bytes.h"
#include "model/core/header-check.h"
#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"
#include "model/core/vpn/app-packet.h"

#include <algorithm>

namespace ns3::v6lab::vpn
{

namespace
{

constexpr size_t IPV6_HEADER = 40;
constexpr size_t UDP_HEADER = 8;
constexpr size_t ECHO_HEADER = 8;
constexpr size_t TCP_HEADER = 20;
constexpr uint8_t MSS_OPTION = 2; // RFC 9293 3.2
constexpr uint8_t ECHO4 = 8;      // RFC 792
constexpr uint8_t ECHO6 = 128;    // RFC 4443 4.1

/** Where the upper layer lies in a whole packet. */
struct Upper
{
    Reason reason{Reason::None};
    uint8_t protocol{0};
    const uint8_t* bytes{nullptr};
    size_t size{0};
};

AppPacket
Refused(Reason reason)
{
    AppPacket packet;
    packet.reason = reason;
    return packet;
}

Upper
OpenIpv4(const uint8_t* bytes, size_t size, bool checksums)
{
    Upper upper;
    if (!IsSoundIpv4(bytes, size, size))
    {
        upper.reason = Reason::MalformedHeader;
        return upper;
    }
    const size_t header = 4u * (bytes[0] & 0x0f);
    if (checksums && InternetChecksum().Add(bytes, header).Get() != 0)
    {
        upper.reason = Reason::BadChecksum;
    }
    else if ((Read16(bytes + 6) & 0x3fff) != 0) // RFC 791 3.1: more fragments, or an offset
    {
        upper.reason = Reason::VpnFragment;
    }
    upper.protocol = bytes[9];
    upper.bytes = bytes + header;
    upper.size = Read16(bytes + 2) - header;
    return upper;
}

Upper
OpenIpv6(const uint8_t* bytes, size_t size)
{
    Upper upper;
    size_t begin = 0;
    const auto facts = ReadFacts(bytes, size);
    if (!IsSoundIpv6(bytes, size, size) || !facts)
    {
        upper.reason = Reason::MalformedHeader;
        return upper;
    }
    const size_t end = IPV6_HEADER + Read16(bytes + 4);
    if (!IsSoundChain(bytes, end, begin, upper.protocol))
    {
        upper.reason = Reason::MalformedHeader;
        return upper;
    }
    if (facts->fragment)
    {
        upper.reason = Reason::VpnFragment;
    }
    upper.bytes = bytes + begin;
    upper.size = end - begin;
    return upper;
}

/** 0 if there is none; options that are broken say nothing. */
uint16_t
MssOf(const uint8_t* options, const uint8_t* end)
{
    while (options < end && *options != 0) // 0: end of the list
    {
        if (*options == 1) // padding
        {
            ++options;
            continue;
        }
        if (end - options < 2 || options[1] < 2 || end - options < options[1])
        {
            return 0;
        }
        if (options[0] == MSS_OPTION && options[1] == 4)
        {
            return Read16(options + 2);
        }
        options += options[1];
    }
    return 0;
}

void
ReadTcp(AppPacket& packet, const Upper& upper)
{
    const uint8_t* tcp = upper.bytes;
    const size_t header = 4u * (tcp[12] >> 4);
    packet.kind = BibKind::Tcp;
    packet.source.port = Read16(tcp);
    packet.destination.port = Read16(tcp + 2);
    packet.tcp.sequence = Read32(tcp + 4);
    packet.tcp.acknowledgement = Read32(tcp + 8);
    packet.tcp.flags = tcp[13];
    packet.tcp.window = Read16(tcp + 14);
    packet.tcp.mss = MssOf(tcp + TCP_HEADER, tcp + header);
    packet.payload = tcp + header;
    packet.payloadSize = upper.size - header;
}

void
ReadUdp(AppPacket& packet, const Upper& upper)
{
    packet.kind = BibKind::Udp;
    packet.source.port = Read16(upper.bytes);
    packet.destination.port = Read16(upper.bytes + 2);
    packet.payload = upper.bytes + UDP_HEADER;
    packet.payloadSize = Read16(upper.bytes + 4) - UDP_HEADER; // RFC 768: it counts its header
}

void
ReadEcho(AppPacket& packet, const Upper& upper)
{
    packet.kind = BibKind::Icmp;
    packet.source.port = packet.destination.port = Read16(upper.bytes + 4);
    packet.echoSequence = Read16(upper.bytes + 6);
    packet.payload = upper.bytes + ECHO_HEADER;
    packet.payloadSize = upper.size - ECHO_HEADER;
}

bool
IsEchoRequest(Family family, const Upper& upper)
{
    const bool v4 = family == Family::V4;
    return upper.protocol == (v4 ? protocol::ICMPV4 : protocol::ICMPV6) &&
           upper.size >= ECHO_HEADER && upper.bytes[0] == (v4 ? ECHO4 : ECHO6) &&
           upper.bytes[1] == 0;
}

/** The shortest header of the protocol, 0 for one that has no socket. */
size_t
LeastOf(Family family, const Upper& upper)
{
    switch (upper.protocol)
    {
    case protocol::TCP:
        return TCP_HEADER;
    case protocol::UDP:
        return UDP_HEADER;
    default:
        return IsEchoRequest(family, upper) ? ECHO_HEADER : 0;
    }
}

} // namespace

AppPacket
ReadAppPacket(const uint8_t* bytes, size_t size, bool checksums)
{
    const uint8_t version = size > 0 ? bytes[0] >> 4 : 0;
    if (version != 4 && version != 6)
    {
        return Refused(Reason::MalformedHeader);
    }
    const Family family = version == 4 ? Family::V4 : Family::V6;
    const Upper upper = version == 4 ? OpenIpv4(bytes, size, checksums) : OpenIpv6(bytes, size);
    if (upper.reason != Reason::None)
    {
        return Refused(upper.reason);
    }
    const size_t least = LeastOf(family, upper);
    if (least == 0)
    {
        return Refused(Reason::VpnProtocol);
    }
    if (upper.size < least ||
        !IsSoundUpper(family, upper.protocol, upper.bytes, upper.size, upper.size))
    {
        return Refused(Reason::MalformedHeader);
    }
    AppPacket packet;
    packet.source.address =
        version == 4 ? IpAddress::V4(Read32(bytes + 12)) : IpAddress::V6(bytes + 8);
    packet.destination.address =
        version == 4 ? IpAddress::V4(Read32(bytes + 16)) : IpAddress::V6(bytes + 24);
    if (checksums && !HasRightChecksum(packet.source.address,
                                       packet.destination.address,
                                       upper.protocol,
                                       upper.bytes,
                                       upper.size))
    {
        return Refused(Reason::BadChecksum);
    }
    upper.protocol == protocol::TCP   ? ReadTcp(packet, upper)
    : upper.protocol == protocol::UDP ? ReadUdp(packet, upper)
                                      : ReadEcho(packet, upper);
    return packet;
}

} // namespace ns3::v6lab::vpn
