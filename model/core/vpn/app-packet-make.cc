// SPDX-License-Identifier: GPL-2.0-only
// How a VPN service makes the packets that it writes to its applications.
#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"
#include "model/core/vpn/app-packet.h"

#include <algorithm>

namespace ns3::v6lab::vpn
{

namespace
{

constexpr size_t IPV4_HEADER = 20;
constexpr size_t IPV6_HEADER = 40;
constexpr size_t UDP_HEADER = 8;
constexpr size_t TCP_HEADER = 20;
constexpr size_t MSS_OPTION = 4;
constexpr size_t ECHO_HEADER = 8;
constexpr uint8_t HOP_LIMIT = 64; // RFC 1122 3.2.1.7, RFC 1700: what hosts send with

void
Put16(uint8_t* at, uint32_t value)
{
    at[0] = static_cast<uint8_t>(value >> 8);
    at[1] = static_cast<uint8_t>(value);
}

void
Put32(uint8_t* at, uint32_t value)
{
    Put16(at, value >> 16);
    Put16(at + 2, value);
}

/** A packet with its IP header, and zeros for `upper` bytes behind it. */
std::vector<uint8_t>
StartPacket(const MadeHead& head, uint8_t protocol, size_t upper)
{
    const bool v4 = head.source.address.IsV4();
    const size_t header = v4 ? IPV4_HEADER : IPV6_HEADER;
    std::vector<uint8_t> packet(header + upper);
    uint8_t* ip = packet.data();
    if (!v4)
    {
        ip[0] = 0x60;
        Put16(ip + 4, static_cast<uint32_t>(upper)); // RFC 8200 3: without the header
        ip[6] = protocol;
        ip[7] = HOP_LIMIT;
        const auto source = head.source.address.GetBytes();
        const auto destination = head.destination.address.GetBytes();
        std::copy(source.begin(), source.end(), ip + 8);
        std::copy(destination.begin(), destination.end(), ip + 24);
        return packet;
    }
    ip[0] = 0x45;
    Put16(ip + 2, static_cast<uint32_t>(packet.size())); // RFC 791 3.1: with the header
    Put16(ip + 4, head.identification);
    ip[8] = HOP_LIMIT;
    ip[9] = protocol;
    Put32(ip + 12, head.source.address.ToV4());
    Put32(ip + 16, head.destination.address.ToV4());
    if (head.checksums)
    {
        Put16(ip + 10, InternetChecksum().Add(ip, IPV4_HEADER).Get());
    }
    return packet;
}

uint8_t*
UpperOf(std::vector<uint8_t>& packet)
{
    return packet.data() + (packet[0] >> 4 == 4 ? IPV4_HEADER : IPV6_HEADER);
}

/** The checksum over a transport header, its pseudo-header and the payload, all in place. */
uint16_t
TransportChecksum(const MadeHead& head, uint8_t protocol, const uint8_t* upper, size_t size)
{
    return InternetChecksum()
        .AddPseudoHeader(head.source.address,
                         head.destination.address,
                         protocol,
                         static_cast<uint32_t>(size))
        .Add(upper, size)
        .Get();
}

} // namespace

MadeHead
AnswerTo(const AppPacket& packet, uint16_t identification, bool checksums)
{
    return {packet.destination, packet.source, identification, checksums};
}

std::vector<uint8_t>
MakeUdp(const MadeHead& head, const uint8_t* payload, size_t size)
{
    const size_t length = UDP_HEADER + size;
    auto packet = StartPacket(head, protocol::UDP, length);
    uint8_t* udp = UpperOf(packet);
    Put16(udp, head.source.port);
    Put16(udp + 2, head.destination.port);
    Put16(udp + 4, static_cast<uint32_t>(length));
    std::copy(payload, payload + size, udp + UDP_HEADER);
    if (head.checksums)
    {
        const uint16_t sum = TransportChecksum(head, protocol::UDP, udp, length);
        Put16(udp + 6, sum == 0 ? 0xffff : sum); // RFC 768: 0 would mean that there is none
    }
    return packet;
}

std::vector<uint8_t>
MakeTcp(const MadeHead& head, const TcpFields& tcp, const uint8_t* payload, size_t size)
{
    const size_t header = TCP_HEADER + (tcp.mss > 0 ? MSS_OPTION : 0);
    auto packet = StartPacket(head, protocol::TCP, header + size);
    uint8_t* at = UpperOf(packet);
    Put16(at, head.source.port);
    Put16(at + 2, head.destination.port);
    Put32(at + 4, tcp.sequence);
    Put32(at + 8, tcp.acknowledgement);
    at[12] = static_cast<uint8_t>(header / 4 << 4);
    at[13] = tcp.flags;
    Put16(at + 14, tcp.window);
    if (tcp.mss > 0)
    {
        at[TCP_HEADER] = 2; // RFC 9293 3.2: maximum segment size, four bytes long
        at[TCP_HEADER + 1] = MSS_OPTION;
        Put16(at + TCP_HEADER + 2, tcp.mss);
    }
    std::copy(payload, payload + size, at + header);
    if (head.checksums)
    {
        Put16(at + 16, TransportChecksum(head, protocol::TCP, at, header + size));
    }
    return packet;
}

std::vector<uint8_t>
MakeEchoReply(const MadeHead& head, uint16_t sequence, const uint8_t* payload, size_t size)
{
    const bool v4 = head.source.address.IsV4();
    std::vector<uint8_t> message(ECHO_HEADER + size);
    message[0] = v4 ? 0 : 129; // RFC 792, RFC 4443 4.2
    Put16(&message[4], head.destination.port);
    Put16(&message[6], sequence);
    std::copy(payload, payload + size, message.begin() + ECHO_HEADER);
    if (head.checksums)
    {
        Put16(&message[2],
              v4 ? InternetChecksum().Add(message.data(), message.size()).Get()
                 : TransportChecksum(head, protocol::ICMPV6, message.data(), message.size()));
    }
    return MakeIcmp(head, message);
}

std::vector<uint8_t>
MakeIcmp(const MadeHead& head, const std::vector<uint8_t>& message)
{
    const bool v4 = head.source.address.IsV4();
    auto packet = StartPacket(head, v4 ? protocol::ICMPV4 : protocol::ICMPV6, message.size());
    std::copy(message.begin(), message.end(), UpperOf(packet));
    return packet;
}

std::vector<uint8_t>
MakeEchoRequest(Family family,
                uint16_t identifier,
                uint16_t sequence,
                const uint8_t* payload,
                size_t size,
                bool checksums)
{
    std::vector<uint8_t> message(ECHO_HEADER + size);
    message[0] = family == Family::V4 ? 8 : 128; // RFC 792, RFC 4443 4.1
    Put16(&message[4], identifier);
    Put16(&message[6], sequence);
    std::copy(payload, payload + size, message.begin() + ECHO_HEADER);
    if (checksums && family == Family::V4)
    {
        Put16(&message[2], InternetChecksum().Add(message.data(), message.size()).Get());
    }
    return message;
}

} // namespace ns3::v6lab::vpn
