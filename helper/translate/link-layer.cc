// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/link-layer.h"

#include "model/core/bytes.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <pcap/dlt.h>

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t ETHERTYPE_IPV6 = 0x86dd;
constexpr uint16_t ETHERTYPE_VLAN = 0x8100;
constexpr uint16_t ETHERTYPE_SERVICE_VLAN = 0x88a8;

bool
IsIp(uint16_t etherType)
{
    return etherType == ETHERTYPE_IPV4 || etherType == ETHERTYPE_IPV6;
}

/** A frame that says one version of IP and carries another is none that a node would take. */
bool
Carries(uint16_t etherType, const uint8_t* frame, size_t size, size_t at)
{
    return IsIp(etherType) &&
           (at >= size || frame[at] >> 4 == (etherType == ETHERTYPE_IPV4 ? 4 : 6));
}

/** Behind an Ethertype at `at`, and behind VLAN tags (IEEE 802.1Q). */
std::optional<size_t>
BehindEtherType(const uint8_t* frame, size_t size, size_t at)
{
    while (at + 2 <= size)
    {
        const uint16_t type = Read16(frame + at);
        if (Carries(type, frame, size, at + 2))
        {
            return at + 2;
        }
        if (type != ETHERTYPE_VLAN && type != ETHERTYPE_SERVICE_VLAN)
        {
            break;
        }
        at += 4;
    }
    return std::nullopt;
}

/** RFC 1661: perhaps with address and control field, perhaps a protocol number of one byte. */
std::optional<size_t>
BehindPpp(const uint8_t* frame, size_t size)
{
    size_t at = size >= 2 && frame[0] == 0xff && frame[1] == 0x03 ? 2 : 0;
    if (at + 2 > size)
    {
        return std::nullopt;
    }
    const bool one = frame[at] % 2 == 1;
    const uint16_t protocol = one ? frame[at] : Read16(frame + at);
    if (protocol != 0x0021 && protocol != 0x0057)
    {
        return std::nullopt;
    }
    return at + (one ? 1 : 2);
}

/** Linux cooked: a protocol field at a fixed place, the packet behind a fixed header. */
std::optional<size_t>
BehindCooked(const uint8_t* frame, size_t size, size_t protocolAt, size_t headerSize)
{
    if (size < headerSize)
    {
        return std::nullopt;
    }
    const uint16_t type = Read16(frame + protocolAt);
    if (Carries(type, frame, size, headerSize))
    {
        return headerSize;
    }
    const bool tagged = type == ETHERTYPE_VLAN || type == ETHERTYPE_SERVICE_VLAN;
    return tagged ? BehindEtherType(frame, size, headerSize + 2) : std::nullopt;
}

std::optional<size_t>
BehindLink(int link, const uint8_t* frame, size_t size)
{
    switch (link)
    {
    case DLT_EN10MB:
        return BehindEtherType(frame, size, 12);
    case DLT_LINUX_SLL:
        return BehindCooked(frame, size, 14, 16);
    case DLT_LINUX_SLL2:
        return BehindCooked(frame, size, 0, 20);
    case DLT_PPP:
        return BehindPpp(frame, size);
    case DLT_NULL:
    case DLT_LOOP:
        return 4;
    default:
        return 0;
    }
}

/** What the IP header says, so that padding behind the packet does not count; 0: no IP header. */
size_t
LengthOf(const uint8_t* packet, size_t size)
{
    if (size >= 20 && packet[0] >> 4 == 4)
    {
        return Read16(packet + 2);
    }
    if (size >= 40 && packet[0] >> 4 == 6)
    {
        return 40 + size_t{Read16(packet + 4)};
    }
    return 0;
}

bool
IsIpHeader(uint8_t first)
{
    return first >> 4 == 4 || first >> 4 == 6;
}

} // namespace

bool
IsKnownLink(int link)
{
    constexpr int KNOWN[] = {DLT_EN10MB,
                             DLT_RAW,
                             DLT_LINUX_SLL,
                             DLT_LINUX_SLL2,
                             DLT_PPP,
                             DLT_NULL,
                             DLT_LOOP,
                             DLT_IPV4,
                             DLT_IPV6};
    return std::find(std::begin(KNOWN), std::end(KNOWN), link) != std::end(KNOWN);
}

FrameView
FindIpPacket(int link, const uint8_t* frame, size_t size, size_t whole)
{
    FrameView view;
    const auto start = BehindLink(link, frame, size);
    if (!start || *start >= size)
    {
        view.cut = start && *start < whole;
        return view;
    }
    const size_t there = size - *start;
    const size_t said = LengthOf(frame + *start, there);
    view.start = *start;
    // A length that is too small to be true is the translator's to judge.
    view.length = said >= 20 ? std::min(said, there) : there;
    view.cut = said > there || (said == 0 && size < whole && IsIpHeader(frame[*start]));
    return view;
}

} // namespace ns3::v6lab
