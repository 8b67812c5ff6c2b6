// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ICMP_MAP_H
#define V6LAB_ICMP_MAP_H

#include "model/core/icmp-error.h"
#include "model/core/translation/parsed-packet.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** An ICMP error that starts in this packet; its type must be at hand, or it is none. */
bool IsIcmpError(const PacketIn& in, const ParsedPacket& packet);

/** The tables of RFC 7915 4.2 and 5.2: which ICMP message becomes which. */
namespace icmp_map
{

/** A message that quotes a packet; these are the ones that 4.3 and 5.3 speak of. */
bool IsError(Family family, uint8_t type);
/** Echo requests and replies: the only messages with an identifier that are translated. */
bool IsEcho(Family family, uint8_t type);

/**
 * Type, code and pointer of an ICMPv4 message in ICMPv6 (4.2); nothing if it has no counterpart.
 * `parameter` is the word behind the checksum; of "fragmentation needed" the MTU is left as it is.
 * The parameter of echo messages stays.
 */
std::optional<IcmpError> To6(const IcmpError& message);
/** The other direction (5.2). */
std::optional<IcmpError> To4(const IcmpError& message);

/** Either of the two, by the family that the message comes from. */
inline std::optional<IcmpError>
Map(Family from, const IcmpError& message)
{
    return from == Family::V4 ? To6(message) : To4(message);
}

/** Whether the length attribute of RFC 4884 4 exists in this error. */
bool HasLengthAttribute(Family family, const IcmpError& error);

/** The MTUs that an error about a packet's size must respect. */
struct MtuContext
{
    uint32_t mtu4{0}; //!< of the next hop on the IPv4 side, in bytes
    uint32_t mtu6{0}; //!< of the next hop on the IPv6 side, in bytes
};

/**
 * The MTU of the Packet Too Big for an ICMPv4 "fragmentation needed" (4.2). `mtu` of 0 means that
 * the router knows no RFC 1191: the greatest plateau below `quotedLength`, the total length of the
 * quoted packet, stands in for it (decision D1: as an IPv4 MTU). Never below 1280.
 */
uint32_t PacketTooBigMtu(uint32_t mtu,
                         uint32_t quotedLength,
                         const MtuContext& nextHops,
                         const std::vector<uint32_t>& plateaus);
/** The MTU of the ICMPv4 "fragmentation needed" for a Packet Too Big (5.2); at least 68. */
uint32_t FragmentationNeededMtu(uint32_t mtu, const MtuContext& nextHops);

} // namespace icmp_map

} // namespace ns3::v6lab

#endif // V6LAB_ICMP_MAP_H
