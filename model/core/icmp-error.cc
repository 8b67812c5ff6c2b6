// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/icmp-error.h"

#include "model/core/internet-checksum.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t LARGEST_ERROR_V4 = 576;
constexpr size_t LARGEST_ERROR_V6 = 1280;
constexpr uint8_t REDIRECT_V6 = 137;

/** 0/8, 127/8, multicast, 240/4 and broadcast do not name one host (RFC 1122 3.2.2). */
bool
IsOneNode(const IpAddress& source)
{
    if (source.IsV6())
    {
        return !source.IsUnspecified() && !source.IsMulticast();
    }
    const uint8_t first = source.GetBytes()[0];
    return first != 0 && first != 127 && first < 224;
}

bool
IsFirstFragment(const uint8_t* packet)
{
    return ((packet[6] & 0x1f) | packet[7]) == 0;
}

/** RFC 4443 2.4(e.3): packet too big, and parameter problem code 2, answer multicast as well. */
bool
AnswersMulticast(const IcmpError& error)
{
    return error.type == 2 || (error.type == 4 && error.code == 2);
}

} // namespace

namespace icmp
{

IcmpError
NoRoute(Family family)
{
    return family == Family::V4 ? IcmpError{3, 0, 0} : IcmpError{1, 0, 0};
}

IcmpError
BeyondScope()
{
    return {1, 2, 0};
}

IcmpError
HostUnreachable(Family family)
{
    return family == Family::V4 ? IcmpError{3, 1, 0} : IcmpError{1, 3, 0};
}

IcmpError
PortUnreachable(Family family)
{
    return family == Family::V4 ? IcmpError{3, 3, 0} : IcmpError{1, 4, 0};
}

IcmpError
TimeExceeded(Family family)
{
    return family == Family::V4 ? IcmpError{11, 0, 0} : IcmpError{3, 0, 0};
}

IcmpError
TooBig(Family family, uint32_t mtu)
{
    return family == Family::V4 ? IcmpError{3, 4, std::min<uint32_t>(mtu, 0xffff)}
                                : IcmpError{2, 0, mtu};
}

bool
IsLimited(const IcmpError& error, Family family)
{
    const IcmpError tooBig = TooBig(family, 0);
    return error.type != tooBig.type || error.code != tooBig.code;
}

} // namespace icmp

bool
MaySendIcmpError(const IcmpError& error, const uint8_t* packet, size_t size, const Arrived& arrived)
{
    const auto facts = ReadFacts(packet, size);
    if (!facts || !IsOneNode(facts->source) || facts->icmpError)
    {
        return false;
    }
    const bool toMany = facts->destination.IsMulticast() || arrived.linkBroadcast;
    if (facts->family == Family::V6)
    {
        const bool redirect = facts->protocol == protocol::ICMPV6 && facts->icmpType == REDIRECT_V6;
        return !redirect && (!toMany || AnswersMulticast(error));
    }
    const bool broadcast = facts->destination == IpAddress::V4(0xffffffff);
    return !toMany && !broadcast && !arrived.directedBroadcast && IsFirstFragment(packet);
}

std::vector<uint8_t>
BuildIcmpError(const IcmpError& error,
               const uint8_t* packet,
               size_t size,
               const IpAddress& source,
               bool checksum)
{
    const bool v4 = source.IsV4();
    const size_t largest = v4 ? LARGEST_ERROR_V4 - 20 : LARGEST_ERROR_V6 - 40;
    const size_t quoted = std::min(size, largest - 8);
    std::vector<uint8_t> message{error.type, error.code, 0, 0};
    for (int shift = 24; shift >= 0; shift -= 8)
    {
        message.push_back(static_cast<uint8_t>(error.parameter >> shift));
    }
    message.insert(message.end(), packet, packet + quoted);
    const auto facts = ReadFacts(packet, size);
    if (!checksum || !facts)
    {
        return message;
    }
    InternetChecksum sum;
    if (!v4)
    {
        sum.AddPseudoHeader(source,
                            facts->source,
                            protocol::ICMPV6,
                            static_cast<uint32_t>(message.size()));
    }
    const uint16_t value = sum.Add(message.data(), message.size()).Get();
    message[2] = static_cast<uint8_t>(value >> 8);
    message[3] = static_cast<uint8_t>(value);
    return message;
}

std::optional<QuotedError>
ReadIcmpError(Family family, const uint8_t* message, size_t size)
{
    if (size < 8)
    {
        return std::nullopt;
    }
    PacketFacts outer;
    outer.family = family;
    outer.protocol = family == Family::V4 ? protocol::ICMPV4 : protocol::ICMPV6;
    ReadUpperLayer(outer, message, size);
    const auto quoted = ReadFacts(message + 8, size - 8);
    if (!outer.icmpError || !quoted || quoted->family != family)
    {
        return std::nullopt;
    }
    const uint32_t parameter = uint32_t{message[4]} << 24 | uint32_t{message[5]} << 16 |
                               uint32_t{message[6]} << 8 | uint32_t{message[7]};
    return QuotedError{{message[0], message[1], parameter}, *quoted};
}

} // namespace ns3::v6lab
