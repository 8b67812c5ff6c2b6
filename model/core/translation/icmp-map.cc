// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/icmp-map.h"

#include <algorithm>

namespace ns3::v6lab
{

bool
IsIcmpError(const PacketIn& in, const ParsedPacket& packet)
{
    return packet.IsIcmp() && packet.IsFirstFragment() && in.available > packet.upper &&
           packet.GetUpperLength() > 0 &&
           icmp_map::IsError(packet.GetFamily(), in.bytes[packet.upper]);
}

namespace icmp_map
{

namespace
{

namespace v4
{
constexpr uint8_t ECHO_REPLY = 0;
constexpr uint8_t UNREACHABLE = 3;
constexpr uint8_t QUENCH = 4;
constexpr uint8_t REDIRECT = 5;
constexpr uint8_t ECHO = 8;
constexpr uint8_t TIME_EXCEEDED = 11;
constexpr uint8_t PARAMETER_PROBLEM = 12;
} // namespace v4

namespace v6
{
constexpr uint8_t UNREACHABLE = 1;
constexpr uint8_t TOO_BIG = 2;
constexpr uint8_t TIME_EXCEEDED = 3;
constexpr uint8_t PARAMETER_PROBLEM = 4;
constexpr uint8_t FIRST_QUERY = 128;
constexpr uint8_t ECHO = 128;
constexpr uint8_t ECHO_REPLY = 129;
} // namespace v6

constexpr uint32_t NEXT_HEADER_FIELD = 6; //!< its offset in the IPv6 header
constexpr uint32_t LEAST_IPV6_MTU = 1280;
constexpr uint32_t LEAST_IPV4_MTU = 68;
constexpr uint32_t HEADER_DIFFERENCE = 20;

/** Figure 3; by pointer into the IPv4 header. */
std::optional<uint32_t>
PointerTo6(uint32_t pointer)
{
    constexpr int NONE = -1;
    static constexpr int TABLE[] = {0,    1,    4, 4, NONE, NONE, NONE, NONE, 7,  6,
                                    NONE, NONE, 8, 8, 8,    8,    24,   24,   24, 24};
    if (pointer >= std::size(TABLE) || TABLE[pointer] == NONE)
    {
        return std::nullopt;
    }
    return static_cast<uint32_t>(TABLE[pointer]);
}

/** Figure 6; by pointer into the IPv6 header. */
std::optional<uint32_t>
PointerTo4(uint32_t pointer)
{
    constexpr int NONE = -1;
    static constexpr int TABLE[] = {0, 1, NONE, NONE, 2, 2, 9, 8};
    if (pointer < std::size(TABLE))
    {
        return TABLE[pointer] == NONE ? std::nullopt : std::optional<uint32_t>(TABLE[pointer]);
    }
    return pointer < 24   ? std::optional<uint32_t>(12)
           : pointer < 40 ? std::optional<uint32_t>(16)
                          : std::nullopt;
}

/** 4.2, "Destination Unreachable (Type 3)". */
std::optional<IcmpError>
UnreachableTo6(uint8_t code, uint32_t parameter)
{
    switch (code)
    {
    case 0:
    case 1:
    case 5:
    case 6:
    case 7:
    case 8:
    case 11:
    case 12:
        return IcmpError{v6::UNREACHABLE, 0, 0};
    case 2:
        return IcmpError{v6::PARAMETER_PROBLEM, 1, NEXT_HEADER_FIELD};
    case 3:
        return IcmpError{v6::UNREACHABLE, 4, 0};
    case 4:
        return IcmpError{v6::TOO_BIG, 0, parameter & 0xffff};
    case 9:
    case 10:
    case 13:
    case 15:
        return IcmpError{v6::UNREACHABLE, 1, 0};
    default:
        return std::nullopt;
    }
}

/** 5.2, "Destination Unreachable (Type 1)". */
std::optional<IcmpError>
UnreachableTo4(uint8_t code)
{
    switch (code)
    {
    case 0:
    case 2:
    case 3:
        return IcmpError{v4::UNREACHABLE, 1, 0};
    case 1:
        return IcmpError{v4::UNREACHABLE, 10, 0};
    case 4:
        return IcmpError{v4::UNREACHABLE, 3, 0};
    default:
        return std::nullopt;
    }
}

} // namespace

bool
IsError(Family family, uint8_t type)
{
    if (family == Family::V6)
    {
        return type < v6::FIRST_QUERY;
    }
    return type == v4::UNREACHABLE || type == v4::QUENCH || type == v4::REDIRECT ||
           type == v4::TIME_EXCEEDED || type == v4::PARAMETER_PROBLEM;
}

bool
IsEcho(Family family, uint8_t type)
{
    return family == Family::V4 ? type == v4::ECHO || type == v4::ECHO_REPLY
                                : type == v6::ECHO || type == v6::ECHO_REPLY;
}

std::optional<IcmpError>
To6(const IcmpError& message)
{
    switch (message.type)
    {
    case v4::ECHO:
        return IcmpError{v6::ECHO, message.code, message.parameter};
    case v4::ECHO_REPLY:
        return IcmpError{v6::ECHO_REPLY, message.code, message.parameter};
    case v4::UNREACHABLE:
        return UnreachableTo6(message.code, message.parameter);
    case v4::TIME_EXCEEDED:
        return IcmpError{v6::TIME_EXCEEDED, message.code, 0};
    case v4::PARAMETER_PROBLEM: {
        const auto pointer = PointerTo6(message.parameter >> 24);
        const bool mapped = (message.code == 0 || message.code == 2) && pointer;
        return mapped ? std::optional(IcmpError{v6::PARAMETER_PROBLEM, 0, *pointer}) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

std::optional<IcmpError>
To4(const IcmpError& message)
{
    switch (message.type)
    {
    case v6::ECHO:
        return IcmpError{v4::ECHO, message.code, message.parameter};
    case v6::ECHO_REPLY:
        return IcmpError{v4::ECHO_REPLY, message.code, message.parameter};
    case v6::UNREACHABLE:
        return UnreachableTo4(message.code);
    case v6::TOO_BIG:
        return IcmpError{v4::UNREACHABLE, 4, message.parameter};
    case v6::TIME_EXCEEDED:
        return IcmpError{v4::TIME_EXCEEDED, message.code, 0};
    case v6::PARAMETER_PROBLEM: {
        if (message.code == 1)
        {
            return IcmpError{v4::UNREACHABLE, 2, 0};
        }
        const auto pointer = PointerTo4(message.parameter);
        return message.code == 0 && pointer
                   ? std::optional(IcmpError{v4::PARAMETER_PROBLEM, 0, *pointer << 24})
                   : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

bool
HasLengthAttribute(Family family, const IcmpError& error)
{
    return family == Family::V4
               ? error.type == v4::UNREACHABLE || error.type == v4::TIME_EXCEEDED ||
                     error.type == v4::PARAMETER_PROBLEM
               : error.type == v6::UNREACHABLE || error.type == v6::TIME_EXCEEDED;
}

uint32_t
PacketTooBigMtu(uint32_t mtu,
                uint32_t quotedLength,
                const MtuContext& nextHops,
                const std::vector<uint32_t>& plateaus)
{
    if (mtu == 0)
    {
        const auto plateau = std::find_if(plateaus.begin(), plateaus.end(), [=](uint32_t value) {
            return value < quotedLength;
        });
        mtu = plateau == plateaus.end() ? 0 : *plateau;
    }
    const uint32_t least =
        std::min({mtu + HEADER_DIFFERENCE, nextHops.mtu6, nextHops.mtu4 + HEADER_DIFFERENCE});
    return std::max(LEAST_IPV6_MTU, least);
}

uint32_t
FragmentationNeededMtu(uint32_t mtu, const MtuContext& nextHops)
{
    const auto less = [](uint32_t value) {
        return value > HEADER_DIFFERENCE ? value - HEADER_DIFFERENCE : 0;
    };
    const uint32_t least = std::min({less(mtu), nextHops.mtu4, less(nextHops.mtu6), 0xffffu});
    return std::max(LEAST_IPV4_MTU, least);
}

} // namespace icmp_map

} // namespace ns3::v6lab
