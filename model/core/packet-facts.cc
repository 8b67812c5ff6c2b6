// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/packet-facts.h"

#include "model/core/bytes.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

std::optional<PacketFacts>
ReadFacts4(const uint8_t* bytes, size_t size)
{
    const size_t headerLength = 4u * (bytes[0] & 0x0f);
    if (size < 20 || headerLength < 20 || headerLength > size)
    {
        return std::nullopt;
    }
    PacketFacts facts;
    facts.length = Read16(bytes + 2);
    facts.ttl = bytes[8];
    facts.protocol = bytes[9];
    const uint16_t fragment = Read16(bytes + 6) & 0x3fff; // more-fragments bit and offset
    facts.fragment = fragment != 0;
    facts.laterFragment = (fragment & 0x1fff) != 0;
    facts.fragmentId = facts.fragment ? Read16(bytes + 4) : 0;
    facts.source = IpAddress::V4(Read32(bytes + 12));
    facts.destination = IpAddress::V4(Read32(bytes + 16));
    if (!facts.laterFragment)
    {
        ReadUpperLayer(facts, bytes + headerLength, size - headerLength);
    }
    return facts;
}

/** Hop-by-hop, routing and destination options: next header, then a length in 8-byte units. */
bool
IsOptionsHeader(uint8_t nextHeader)
{
    return nextHeader == 0 || nextHeader == 43 || nextHeader == 60;
}

std::optional<PacketFacts>
ReadFacts6(const uint8_t* bytes, size_t size)
{
    if (size < 40)
    {
        return std::nullopt;
    }
    PacketFacts facts;
    facts.family = Family::V6;
    facts.length = 40u + Read16(bytes + 4);
    facts.ttl = bytes[7];
    facts.source = IpAddress::V6(bytes + 8);
    facts.destination = IpAddress::V6(bytes + 24);
    facts.protocol = bytes[6];
    size_t offset = 40;
    while (offset + 8 <= size &&
           (IsOptionsHeader(facts.protocol) || facts.protocol == protocol::FRAGMENT))
    {
        const bool isFragment = facts.protocol == protocol::FRAGMENT;
        if (isFragment)
        {
            facts.fragment = true;
            facts.laterFragment |= Read16(bytes + offset + 2) >> 3 != 0;
            facts.fragmentId = Read32(bytes + offset + 4);
        }
        facts.protocol = bytes[offset];
        offset += isFragment ? 8 : 8u * (bytes[offset + 1] + 1u);
    }
    if (!facts.laterFragment && offset <= size)
    {
        ReadUpperLayer(facts, bytes + offset, size - offset);
    }
    return facts;
}

/** The MTU in an ICMP error (RFC 1191 4, RFC 4443 3.2). */
uint16_t
ToldMtu(bool v4, const uint8_t* icmp)
{
    if (v4)
    {
        return icmp[0] == 3 && icmp[1] == 4 ? Read16(icmp + 6) : uint16_t{0};
    }
    return icmp[0] == 2 ? static_cast<uint16_t>(std::min(Read32(icmp + 4), 0xffffu)) : uint16_t{0};
}

} // namespace

std::optional<PacketFacts>
ReadFacts(const uint8_t* bytes, size_t size)
{
    if (size == 0)
    {
        return std::nullopt;
    }
    switch (bytes[0] >> 4)
    {
    case 4:
        return ReadFacts4(bytes, size);
    case 6:
        return ReadFacts6(bytes, size);
    default:
        return std::nullopt;
    }
}

void
ReadUpperLayer(PacketFacts& facts, const uint8_t* bytes, size_t size)
{
    if ((facts.protocol == protocol::TCP || facts.protocol == protocol::UDP) && size >= 4)
    {
        facts.sourcePort = Read16(bytes);
        facts.destinationPort = Read16(bytes + 2);
        if (facts.protocol == protocol::TCP && size >= 14)
        {
            facts.tcpHeaderLength = static_cast<uint8_t>(4u * (bytes[12] >> 4));
            facts.tcpFlags = bytes[13];
        }
        return;
    }
    const bool v4 = facts.family == Family::V4; // the other family's ICMP is none (RFC 7915 4.2)
    if (facts.protocol != (v4 ? protocol::ICMPV4 : protocol::ICMPV6) || size < 8)
    {
        return;
    }
    facts.icmpType = bytes[0];
    const bool echo = v4 ? bytes[0] == 0 || bytes[0] == 8 : bytes[0] == 128 || bytes[0] == 129;
    if (echo)
    {
        facts.sourcePort = facts.destinationPort = Read16(bytes + 4);
    }
    // RFC 792: 3, 4, 5, 11, 12 quote a packet; RFC 4443 2.1: types below 128 are errors.
    facts.icmpError =
        v4 ? (bytes[0] >= 3 && bytes[0] <= 5) || bytes[0] == 11 || bytes[0] == 12 : bytes[0] < 128;
    if (facts.icmpError)
    {
        facts.sourcePort = bytes[1];
        facts.destinationPort = ToldMtu(v4, bytes);
    }
}

} // namespace ns3::v6lab
