// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/header-check.h"

#include "model/core/bytes.h"
#include "model/core/packet-facts.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t HOP_BY_HOP = 0;
constexpr uint8_t ROUTING = 43;
constexpr uint8_t DESTINATION_OPTIONS = 60;
constexpr uint8_t NO_NEXT_HEADER = 59;
constexpr uint8_t ROUTER_ALERT = 5;     // RFC 2711: option type 5, 2 bytes
constexpr uint8_t JUMBO_PAYLOAD = 0xc2; // RFC 2675: option type 194, 4 bytes
constexpr size_t LONGEST_OPTIONS = 256; // ns-3 counts their bytes in 8 bits

/** Type-length-value options that fill [begin, end) exactly; type 0 is one byte of padding. */
bool
AreSoundOptions(const uint8_t* begin, const uint8_t* end)
{
    while (begin < end)
    {
        if (*begin == 0)
        {
            ++begin;
            continue;
        }
        const bool whole = end - begin >= 2 && end - begin >= 2 + begin[1];
        if (!whole || (begin[0] == ROUTER_ALERT && begin[1] != 2) ||
            (begin[0] == JUMBO_PAYLOAD && begin[1] != 4))
        {
            return false;
        }
        begin += 2 + begin[1];
    }
    return true;
}

/** RFC 9293 3.1: kinds 0 and 1 are one byte, the others carry their length. */
bool
AreSoundTcpOptions(const uint8_t* option, const uint8_t* end)
{
    while (option < end && *option != 0)
    {
        if (*option == 1)
        {
            ++option;
            continue;
        }
        if (end - option < 2 || option[1] < 2 || end - option < option[1])
        {
            return false;
        }
        const uint8_t length = option[1];
        const bool sound = (option[0] != 2 || length == 4) && (option[0] != 3 || length == 3) &&
                           (option[0] != 4 || length == 2) && (option[0] != 8 || length == 10) &&
                           (option[0] != 5 || (length >= 10 && length % 8 == 2));
        if (!sound)
        {
            return false;
        }
        option += length;
    }
    return true;
}

/** RFC 4861 4.6: options in units of 8 bytes, none of length 0, MTU and own address once only. */
bool
AreSoundNdOptions(const uint8_t* option, const uint8_t* end)
{
    int ownAddresses = 0;
    int mtus = 0;
    while (option < end)
    {
        const bool whole = end - option >= 8 && option[1] != 0 && end - option >= 8 * option[1];
        if (!whole || ((option[0] == 1 || option[0] == 2 || option[0] == 5) && option[1] != 1) ||
            (option[0] == 3 && option[1] != 4) || (option[0] == 1 && ++ownAddresses > 1) ||
            (option[0] == 5 && ++mtus > 1))
        {
            return false;
        }
        option += 8 * option[1];
    }
    return true;
}

/** RFC 4861 6.1 and 7.1: router and neighbour messages, redirects. */
bool
IsSoundNd(const uint8_t* message, size_t size, size_t length)
{
    constexpr size_t FIXED[] = {8, 16, 24, 24, 40}; // types 133 to 137
    const size_t fixed = FIXED[message[0] - 133];
    return size == length && length >= fixed && message[1] == 0 &&
           AreSoundNdOptions(message + fixed, message + length);
}

bool
IsSoundIcmp(Family family, const uint8_t* message, size_t size, size_t length)
{
    if (size < 8 || length < 8)
    {
        return false;
    }
    if (family == Family::V6 && message[0] >= 133 && message[0] <= 137)
    {
        return IsSoundNd(message, size, length);
    }
    PacketFacts facts;
    facts.family = family;
    facts.protocol = family == Family::V4 ? protocol::ICMPV4 : protocol::ICMPV6;
    ReadUpperLayer(facts, message, size);
    if (!facts.icmpError || family == Family::V6)
    {
        return true;
    }
    // An IPv4 error quotes a header and 8 bytes at least (RFC 792).
    const uint8_t* quoted = message + 8;
    const size_t header = size > 8 ? 4u * (quoted[0] & 0x0f) : 0;
    return size > 8 && quoted[0] >> 4 == 4 && header >= 20 && size >= 8 + header + 8;
}

bool
IsSoundTcp(const uint8_t* header, size_t size)
{
    const size_t length = size < 20 ? 0 : 4u * (header[12] >> 4);
    return length >= 20 && length <= size && AreSoundTcpOptions(header + 20, header + length);
}

} // namespace

bool
IsSoundIpv4(const uint8_t* packet, size_t size, size_t packetSize)
{
    if (size < 20 || packet[0] >> 4 != 4)
    {
        return false;
    }
    const size_t header = 4u * (packet[0] & 0x0f);
    const size_t total = Read16(packet + 2);
    const size_t offset = 8 * (Read16(packet + 6) & 0x1fff);
    return header >= 20 && total >= header && total <= packetSize && offset + total <= 0xffff;
}

bool
IsSoundIpv6(const uint8_t* packet, size_t size, size_t packetSize)
{
    return size >= 40 && packet[0] >> 4 == 6 && 40u + Read16(packet + 4) <= packetSize;
}

bool
IsSoundChain(const uint8_t* packet, size_t size, size_t& upper, uint8_t& protocol)
{
    protocol = packet[6];
    upper = 40;
    for (bool first = true;; first = false)
    {
        const bool options = protocol == HOP_BY_HOP || protocol == DESTINATION_OPTIONS;
        const bool fragment = protocol == protocol::FRAGMENT;
        if (!options && !fragment && protocol != ROUTING)
        {
            upper = protocol == NO_NEXT_HEADER ? size : upper;
            return true;
        }
        if (upper + 8 > size || (protocol == HOP_BY_HOP && !first)) // RFC 8200 4.1
        {
            return false;
        }
        const uint8_t* header = packet + upper;
        const size_t length = fragment ? 8 : 8u * (header[1] + 1u);
        if (upper + length > size ||
            (options &&
             !(length <= LONGEST_OPTIONS && AreSoundOptions(header + 2, header + length))) ||
            (protocol == ROUTING && header[2] == 0)) // RFC 5095 3
        {
            return false;
        }
        upper += length;
        protocol = header[0];
        if (fragment)
        {
            const size_t offset = Read16(header + 2) & 0xfff8;
            const bool more = (header[3] & 1) != 0;
            const size_t data = size - upper;
            if ((more && data % 8 != 0) || offset + data > 0xffff) // RFC 8200 4.5
            {
                return false;
            }
            if (offset != 0 || more)
            {
                upper = size;
                return true;
            }
        }
    }
}

bool
IsSoundUpper(Family family, uint8_t protocol, const uint8_t* upper, size_t size, size_t length)
{
    switch (protocol)
    {
    case protocol::UDP:
        return size >= 8 && Read16(upper + 4) >= 8 && Read16(upper + 4) <= length;
    case protocol::TCP:
        return IsSoundTcp(upper, size);
    case protocol::ICMPV4:
        return family == Family::V6 || IsSoundIcmp(family, upper, size, length);
    case protocol::ICMPV6:
        return family == Family::V4 || IsSoundIcmp(family, upper, size, length);
    default:
        return true;
    }
}

} // namespace ns3::v6lab
