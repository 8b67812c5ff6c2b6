// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_FACTS_H
#define V6LAB_PACKET_FACTS_H

#include "model/core/address.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::v6lab
{

/** IANA protocol numbers that the models look into. */
namespace protocol
{
constexpr uint8_t ICMPV4 = 1;
constexpr uint8_t TCP = 6;
constexpr uint8_t UDP = 17;
constexpr uint8_t FRAGMENT = 44;
constexpr uint8_t ESP = 50;
constexpr uint8_t ICMPV6 = 58;
} // namespace protocol

/**
 * What a trace, a flow table or a log line needs to know of one packet.
 *
 * Ports are host byte order and zero where there are none (non-first fragments too). For ICMP echo
 * the identifier stands in both ports, so that request and answer belong to one flow. For an ICMP
 * error they hold, as in flow records of routers, what else its header says: see IcmpCodeOf() and
 * MtuOf().
 */
struct PacketFacts
{
    Family family{Family::V4};
    IpAddress source;
    IpAddress destination;
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    uint8_t protocol{0}; //!< the upper-layer protocol, behind any IPv6 extension headers
    uint8_t ttl{0};
    uint8_t icmpType{0};
    uint8_t tcpFlags{0};        //!< RFC 9293 3.1: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, …
    uint8_t tcpHeaderLength{0}; //!< in bytes; 0: not TCP, or not to be seen
    bool fragment{false};       //!< any fragment, the first included
    bool icmpError{false};      //!< an ICMP error: it quotes the packet it is about
    uint32_t length{0};         //!< of the whole IP packet, in bytes
    bool laterFragment{false};  //!< a fragment other than the first: it has no ports to read
    uint32_t fragmentId{0};     //!< of a fragment: what it has in common with the others
};

/** The code of an ICMP error, 0 for other packets. */
inline uint8_t
IcmpCodeOf(const PacketFacts& facts)
{
    return facts.icmpError ? static_cast<uint8_t>(facts.sourcePort) : uint8_t{0};
}

/** What "fragmentation needed" and "packet too big" tell, at most 65535; 0: no such message. */
inline uint16_t
MtuOf(const PacketFacts& facts)
{
    return facts.icmpError ? facts.destinationPort : uint16_t{0};
}

/** Reads an IP packet from its first byte; nothing if it is no complete IP header. */
std::optional<PacketFacts> ReadFacts(const uint8_t* bytes, size_t size);

/** Fills in ports, TCP and ICMP fields from the first bytes of the upper layer (`facts.family` and
 * `facts.protocol` are set).
 */
void ReadUpperLayer(PacketFacts& facts, const uint8_t* bytes, size_t size);

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_FACTS_H
