// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_FLOW_PACKETS_H
#define V6LAB_TEST_FLOW_PACKETS_H

#include "model/core/bytes.h"
#include "model/core/icmp-error.h"
#include "model/core/nat64/tcp-machine.h"
#include "model/core/packet-facts.h"
#include "test/support/packets.h"

/** Whole UDP, TCP and ICMP packets of either family, made by hand. */
namespace ns3::v6lab::test::flow
{

using Bytes = std::vector<uint8_t>;

/** One end of a flow; for ICMP queries the port is the identifier. */
struct End
{
    std::string address;
    uint16_t port{0};
};

namespace tcp
{
constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t RST = 4;
constexpr uint8_t ACK = 16;
} // namespace tcp

inline void
Put16(Bytes& bytes, size_t at, uint16_t value)
{
    bytes[at] = static_cast<uint8_t>(value >> 8);
    bytes[at + 1] = static_cast<uint8_t>(value);
}

inline void
Put32(Bytes& bytes, size_t at, uint32_t value)
{
    Put16(bytes, at, static_cast<uint16_t>(value >> 16));
    Put16(bytes, at + 2, static_cast<uint16_t>(value));
}

inline bool
IsV6(const std::string& address)
{
    return address.find(':') != std::string::npos;
}

/** The upper layer with its checksum at `checksumAt`, behind an IP header. */
inline Bytes
Packet(const std::string& from,
       const std::string& to,
       uint8_t protocol,
       Bytes upper,
       size_t checksumAt,
       uint8_t ttl)
{
    const auto source = *IpAddress::Parse(from);
    const auto destination = *IpAddress::Parse(to);
    InternetChecksum sum;
    if (protocol != protocol::ICMPV4)
    {
        sum.AddPseudoHeader(source, destination, protocol, static_cast<uint32_t>(upper.size()));
    }
    uint16_t checksum = sum.Add(upper.data(), upper.size()).Get();
    if (protocol == protocol::UDP && checksum == 0)
    {
        checksum = 0xffff;
    }
    Put16(upper, checksumAt, checksum);
    return IsV6(from) ? Ipv6Bytes(from, to, protocol, upper, ttl)
                      : Ipv4Bytes(from, to, protocol, upper, ttl);
}

inline Bytes
Udp(const End& from, const End& to, const Bytes& data = {1, 2, 3, 4}, uint8_t ttl = 64)
{
    Bytes upper(8);
    Put16(upper, 0, from.port);
    Put16(upper, 2, to.port);
    Put16(upper, 4, static_cast<uint16_t>(8 + data.size()));
    upper.insert(upper.end(), data.begin(), data.end());
    return Packet(from.address, to.address, protocol::UDP, upper, 6, ttl);
}

inline Bytes
Tcp(const End& from, const End& to, uint8_t flags, const Bytes& data = {}, uint8_t ttl = 64)
{
    Bytes upper(20);
    Put16(upper, 0, from.port);
    Put16(upper, 2, to.port);
    Put32(upper, 4, 1000);
    upper[12] = 0x50;
    upper[13] = flags;
    Put16(upper, 14, 0x2000);
    upper.insert(upper.end(), data.begin(), data.end());
    return Packet(from.address, to.address, protocol::TCP, upper, 16, ttl);
}

/** `type` of the family: 8 or 0, 128 or 129. */
inline Bytes
Echo(const std::string& from,
     const std::string& to,
     uint8_t type,
     uint16_t id,
     const Bytes& data = {9, 8, 7, 6},
     uint8_t ttl = 64)
{
    Bytes upper(8);
    upper[0] = type;
    Put16(upper, 4, id);
    Put16(upper, 6, 1);
    upper.insert(upper.end(), data.begin(), data.end());
    return Packet(from, to, IsV6(from) ? protocol::ICMPV6 : protocol::ICMPV4, upper, 2, ttl);
}

/** An ICMP error that quotes a packet. */
inline Bytes
IcmpAbout(const std::string& from,
          const std::string& to,
          const ns3::v6lab::IcmpError& error,
          const Bytes& quoted,
          uint8_t ttl = 64)
{
    Bytes upper(8);
    upper[0] = error.type;
    upper[1] = error.code;
    Put32(upper, 4, error.parameter);
    upper.insert(upper.end(), quoted.begin(), quoted.end());
    return Packet(from, to, IsV6(from) ? protocol::ICMPV6 : protocol::ICMPV4, upper, 2, ttl);
}

/** Mends the header checksum of an IPv4 packet whose header was changed. */
inline Bytes
Mended(Bytes packet)
{
    if (packet[0] >> 4 == 4)
    {
        Put16(packet, 10, 0);
        Put16(packet, 10, InternetChecksum().Add(packet.data(), 4u * (packet[0] & 15)).Get());
    }
    return packet;
}

/** An ICMPv4 error as the translator sends it itself: precedence 6 (RFC 1812 4.3.2.5). */
inline Bytes
OwnAbout(const std::string& from,
         const std::string& to,
         const ns3::v6lab::IcmpError& error,
         const Bytes& quoted)
{
    Bytes packet = IcmpAbout(from, to, error, quoted);
    packet[1] = 0xc0;
    return Mended(packet);
}

/**
 * Cuts a packet without options behind `pieces` bytes of payload each (multiples of 8); the last
 * piece is what is left. Identification `id`.
 */
inline std::vector<Bytes>
Cut(const Bytes& packet, const std::vector<size_t>& pieces, uint32_t id)
{
    const bool v6 = packet[0] >> 4 == 6;
    const size_t header = v6 ? 40 : 20;
    std::vector<Bytes> fragments;
    size_t start = 0;
    for (size_t i = 0; i <= pieces.size(); ++i)
    {
        const bool last = i == pieces.size();
        const size_t size = last ? packet.size() - header - start : pieces[i];
        Bytes fragment(packet.begin(), packet.begin() + static_cast<long>(header));
        if (v6)
        {
            fragment.insert(fragment.end(), 8, 0);
            fragment[40] = packet[6];
            fragment[6] = protocol::FRAGMENT;
            Put16(fragment, 4, static_cast<uint16_t>(8 + size));
            Put16(fragment, 42, static_cast<uint16_t>(start | (last ? 0 : 1)));
            Put32(fragment, 44, id);
        }
        else
        {
            Put16(fragment, 2, static_cast<uint16_t>(20 + size));
            Put16(fragment, 4, static_cast<uint16_t>(id));
            Put16(fragment, 6, static_cast<uint16_t>(start / 8 | (last ? 0 : 0x2000)));
            fragment = Mended(fragment);
        }
        const auto from = packet.begin() + static_cast<long>(header + start);
        fragment.insert(fragment.end(), from, from + static_cast<long>(size));
        fragments.push_back(fragment);
        start += size;
    }
    return fragments;
}

} // namespace ns3::v6lab::test::flow

#endif // V6LAB_TEST_FLOW_PACKETS_H
