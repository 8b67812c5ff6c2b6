// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/parsed-packet.h"

#include "model/core/bytes.h"
#include "model/core/header-check.h"
#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t HOP_BY_HOP = 0;
constexpr uint8_t ROUTING = 43;
constexpr uint8_t AUTHENTICATION = 51;
constexpr uint8_t DESTINATION_OPTIONS = 60;
constexpr uint8_t MOBILITY = 135;
constexpr uint8_t HIP = 139;
constexpr uint8_t SHIM6 = 140;

constexpr uint8_t END_OF_OPTIONS = 0;
constexpr uint8_t NO_OPERATION = 1;
constexpr uint8_t LOOSE_SOURCE_ROUTE = 131;
constexpr uint8_t STRICT_SOURCE_ROUTE = 137;

/** What is at hand of a packet: `size` bytes of `length`. */
struct View
{
    const uint8_t* bytes;
    uint32_t size;
    uint32_t length;
};

ParseResult
Malformed()
{
    ParseResult result;
    result.reason = Reason::MalformedHeader;
    return result;
}

/** The header goes on up to `wanted`: ask for more, or say that the packet has no more. */
ParseResult
Missing(const View& view, uint32_t wanted)
{
    if (wanted > view.length)
    {
        return Malformed();
    }
    ParseResult result;
    result.needed = wanted;
    return result;
}

/** RFC 791 3.1: the offset of a source route whose pointer is not yet behind its end. */
std::optional<uint32_t>
FindSourceRoute(const uint8_t* bytes, uint32_t end)
{
    uint32_t at = 20;
    while (at < end && bytes[at] != END_OF_OPTIONS)
    {
        if (bytes[at] == NO_OPERATION)
        {
            ++at;
            continue;
        }
        if (at + 2 > end || bytes[at + 1] < 2 || at + bytes[at + 1] > end)
        {
            return std::nullopt; // options are ignored, broken ones too
        }
        const bool route = bytes[at] == LOOSE_SOURCE_ROUTE || bytes[at] == STRICT_SOURCE_ROUTE;
        if (route && bytes[at + 1] >= 3 && bytes[at + 2] <= bytes[at + 1])
        {
            return at;
        }
        at += bytes[at + 1];
    }
    return std::nullopt;
}

/** The fields of an IPv4 header that is at hand in full; lengths are the caller's to check. */
ParsedPacket
ReadIpv4(const uint8_t* bytes, uint32_t headerLength)
{
    ParsedPacket packet;
    const uint16_t flags = Read16(bytes + 6);
    packet.source = IpAddress::V4(Read32(bytes + 12));
    packet.destination = IpAddress::V4(Read32(bytes + 16));
    packet.trafficClass = bytes[1];
    packet.hopLimit = bytes[8];
    packet.protocol = bytes[9];
    packet.upper = headerLength;
    packet.moreFragments = (flags & 0x2000) != 0;
    packet.dontFragment = (flags & 0x4000) != 0;
    packet.fragmentOffset = 8u * (flags & 0x1fff);
    packet.isFragment = packet.moreFragments || packet.fragmentOffset != 0;
    packet.identification = Read16(bytes + 4);
    if (headerLength > 20)
    {
        packet.sourceRoute = FindSourceRoute(bytes, headerLength);
    }
    return packet;
}

ParseResult
ParseIpv4(const View& view, bool checksums)
{
    if (view.size < 20)
    {
        return Missing(view, 20);
    }
    if (!IsSoundIpv4(view.bytes, view.size, view.length))
    {
        return Malformed();
    }
    const uint32_t headerLength = 4u * (view.bytes[0] & 0x0f);
    if (headerLength > view.size)
    {
        return Missing(view, headerLength);
    }
    ParseResult result;
    const bool noChecksum = !checksums && Read16(view.bytes + 10) == 0;
    if (!noChecksum && InternetChecksum().Add(view.bytes, headerLength).Get() != 0)
    {
        result.reason = Reason::BadChecksum;
        return result;
    }
    result.packet = ReadIpv4(view.bytes, headerLength);
    result.packet->end = Read16(view.bytes + 2);
    return result;
}

bool
IsSkipped(uint8_t nextHeader)
{
    return nextHeader == HOP_BY_HOP || nextHeader == ROUTING || nextHeader == DESTINATION_OPTIONS;
}

/** IANA's extension headers but for ESP, which RFC 7915 5.1.1 lets pass. */
bool
IsExtension(uint8_t nextHeader)
{
    return IsSkipped(nextHeader) || nextHeader == protocol::FRAGMENT ||
           nextHeader == AUTHENTICATION || nextHeader == MOBILITY || nextHeader == HIP ||
           nextHeader == SHIM6;
}

/** `header` has eight bytes; `at` is its offset. */
void
ReadFragmentHeader(ParsedPacket& packet, const uint8_t* header)
{
    packet.hasFragmentHeader = true;
    packet.fragmentOffset = Read16(header + 2) & 0xfff8;
    packet.moreFragments = (header[3] & 1) != 0;
    packet.isFragment = packet.moreFragments || packet.fragmentOffset != 0;
    packet.identification = Read32(header + 4);
    packet.extensionBehindFragment = IsExtension(header[0]);
}

/** Walks the chain up to `end`, which a quoted packet may reach early. */
ParseResult
ParseChain(const View& view, uint32_t end)
{
    ParseResult result;
    ParsedPacket& packet = result.packet.emplace();
    packet.source = IpAddress::V6(view.bytes + 8);
    packet.destination = IpAddress::V6(view.bytes + 24);
    packet.trafficClass = static_cast<uint8_t>(Read16(view.bytes) >> 4);
    packet.hopLimit = view.bytes[7];
    packet.protocol = view.bytes[6];
    packet.upper = 40;
    packet.end = end;
    while (!packet.hasFragmentHeader &&
           (IsSkipped(packet.protocol) || packet.protocol == protocol::FRAGMENT))
    {
        const bool fragment = packet.protocol == protocol::FRAGMENT;
        const uint32_t at = packet.upper;
        if (at + 8 > end || at + 8 > view.size)
        {
            return at + 8 > end ? Malformed() : Missing(view, at + 8);
        }
        const uint32_t next = at + (fragment ? 8 : 8u * (view.bytes[at + 1] + 1u));
        if (next > end)
        {
            return Malformed();
        }
        if (fragment)
        {
            ReadFragmentHeader(packet, view.bytes + at);
        }
        else if (packet.protocol == ROUTING && view.bytes[at + 3] != 0 && !packet.segmentsLeft)
        {
            packet.segmentsLeft = at + 3;
        }
        packet.protocol = view.bytes[at];
        packet.upper = next;
    }
    return result;
}

ParseResult
ParseIpv6(const View& view)
{
    if (view.size < 40)
    {
        return Missing(view, 40);
    }
    if (!IsSoundIpv6(view.bytes, view.size, view.length))
    {
        return Malformed();
    }
    return ParseChain(view, 40u + Read16(view.bytes + 4));
}

} // namespace

ParseResult
ParsePacket(const PacketIn& in, bool checksums)
{
    const View view{in.bytes, in.available, in.length};
    if (view.size < 1)
    {
        return Missing(view, 1);
    }
    switch (view.bytes[0] >> 4)
    {
    case 4:
        return ParseIpv4(view, checksums);
    case 6:
        return ParseIpv6(view);
    default:
        return Malformed();
    }
}

ParseResult
ParseQuoted(Family family, const uint8_t* bytes, uint32_t size)
{
    const uint32_t fixed = family == Family::V4 ? 20 : 40;
    if (size < fixed || bytes[0] >> 4 != static_cast<uint8_t>(family))
    {
        return Malformed();
    }
    if (family == Family::V6)
    {
        return ParseChain({bytes, size, size}, std::min(size, 40u + Read16(bytes + 4)));
    }
    const uint32_t headerLength = 4u * (bytes[0] & 0x0f);
    const uint32_t total = Read16(bytes + 2);
    if (headerLength < 20 || headerLength > size || total < headerLength)
    {
        return Malformed();
    }
    ParseResult result;
    result.packet = ReadIpv4(bytes, headerLength);
    result.packet->end = std::min(size, total);
    return result;
}

} // namespace ns3::v6lab
