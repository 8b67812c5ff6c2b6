// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_WIRE_H
#define V6LAB_TEST_WIRE_H

#include "model/core/packet-facts.h"

#include <string>
#include <vector>

/** Packets as bytes, written and judged in full (nothing incremental), for tests of translations.
 */
namespace ns3::v6lab::test
{

using Bytes = std::vector<uint8_t>;

inline uint16_t
Word(const Bytes& bytes, size_t at)
{
    return static_cast<uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

inline void
SetWord(Bytes& bytes, size_t at, uint16_t value)
{
    bytes[at] = static_cast<uint8_t>(value >> 8);
    bytes[at + 1] = static_cast<uint8_t>(value);
}

/** RFC 1071: the one's complement sum of the bytes from `from` on, not inverted. */
inline uint32_t
Sum(const Bytes& bytes, size_t from, size_t to)
{
    uint32_t sum = 0;
    for (size_t i = from; i < to; i += 2)
    {
        sum += static_cast<uint32_t>(bytes[i] << 8) + (i + 1 < to ? bytes[i + 1] : 0);
    }
    return sum;
}

inline uint16_t
Folded(uint32_t sum)
{
    while (sum >> 16 != 0)
    {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(sum);
}

/** The sum that a correct upper layer checksum makes 0xffff; no extension headers here. */
inline uint16_t
UpperSum(const Bytes& packet)
{
    const bool v4 = packet[0] >> 4 == 4;
    const size_t start = v4 ? 4u * (packet[0] & 15) : 40;
    const uint8_t upper = v4 ? packet[9] : packet[6];
    uint32_t sum = Sum(packet, start, packet.size());
    if (upper != protocol::ICMPV4)
    {
        sum += upper + static_cast<uint32_t>(packet.size() - start);
        sum += v4 ? Sum(packet, 12, 20) : Sum(packet, 8, 40);
    }
    return Folded(sum);
}

inline size_t
ChecksumOffset(uint8_t upper)
{
    return upper == protocol::TCP ? 16 : upper == protocol::UDP ? 6 : 2;
}

/** A packet with these addresses, correct checksums and a well-known payload. */
inline Bytes
MakePacket(const IpAddress& source, const IpAddress& destination, uint8_t upper, Bytes payload)
{
    Bytes packet;
    if (source.IsV4())
    {
        packet = {0x45, 0, 0, 0, 0x12, 0x34, 0, 0, 64, upper, 0, 0};
        packet.insert(packet.end(), source.GetBytes().begin(), source.GetBytes().begin() + 4);
        packet.insert(packet.end(),
                      destination.GetBytes().begin(),
                      destination.GetBytes().begin() + 4);
        SetWord(packet, 2, static_cast<uint16_t>(20 + payload.size()));
        SetWord(packet, 10, static_cast<uint16_t>(~Folded(Sum(packet, 0, 20))));
    }
    else
    {
        packet = {0x60, 0, 0, 0, 0, 0, upper, 64};
        packet.insert(packet.end(), source.GetBytes().begin(), source.GetBytes().end());
        packet.insert(packet.end(), destination.GetBytes().begin(), destination.GetBytes().end());
        SetWord(packet, 4, static_cast<uint16_t>(payload.size()));
    }
    const size_t start = packet.size();
    packet.insert(packet.end(), payload.begin(), payload.end());
    const size_t at = start + ChecksumOffset(upper);
    SetWord(packet, at, 0);
    SetWord(packet, at, static_cast<uint16_t>(~UpperSum(packet)));
    return packet;
}

/** An 8-byte UDP header and `size` bytes. */
inline Bytes
Udp(uint16_t from, uint16_t to, size_t size = 11)
{
    Bytes bytes(8 + size, 0x5a);
    SetWord(bytes, 0, from);
    SetWord(bytes, 2, to);
    SetWord(bytes, 4, static_cast<uint16_t>(bytes.size()));
    return bytes;
}

/** A 20-byte TCP header and some bytes. */
inline Bytes
Tcp(uint16_t from, uint16_t to)
{
    Bytes bytes(33, 0x21);
    SetWord(bytes, 0, from);
    SetWord(bytes, 2, to);
    bytes[12] = 0x50;
    return bytes;
}

/** An ICMP or ICMPv6 error that quotes a packet, cut off after `quote` bytes. */
inline Bytes
IcmpError(uint8_t type, Bytes quoted, size_t quote = 1000)
{
    quoted.resize(std::min(quoted.size(), quote));
    Bytes bytes{type, 0, 0, 0, 0, 0, 0, 0};
    bytes.insert(bytes.end(), quoted.begin(), quoted.end());
    return bytes;
}

/** What is wrong with a packet's checksums: "", "header", "upper layer" or both. */
inline std::string
BadChecksums(const Bytes& packet)
{
    const bool v4 = packet[0] >> 4 == 4;
    std::string wrong;
    if (v4 && Folded(Sum(packet, 0, 4u * (packet[0] & 15))) != 0xffff)
    {
        wrong += "header ";
    }
    const bool udp = (v4 ? packet[9] : packet[6]) == protocol::UDP;
    const bool none = udp && Word(packet, (v4 ? 20 : 40) + 6) == 0;
    const bool fragment = v4 && (Word(packet, 6) & 0x3fff) != 0;
    if (!none && !fragment && UpperSum(packet) != 0xffff)
    {
        wrong += "upper layer";
    }
    return wrong;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_WIRE_H
