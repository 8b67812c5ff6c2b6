// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_APP_PACKET_H
#define V6LAB_APP_PACKET_H

#include "model/core/nat64/transport-address.h"
#include "model/core/reason.h"

#include <cstddef>
#include <vector>

/**
 * The packets that a VPN service reads from its virtual interface and writes back to it (article
 * D): both IP versions, with TCP, UDP or an ICMP echo in them.
 */
namespace ns3::v6lab::vpn
{

/** What of a TCP header matters to who ends a connection (RFC 9293 3.1). */
struct TcpFields
{
    static constexpr uint8_t FIN = 0x01;
    static constexpr uint8_t SYN = 0x02;
    static constexpr uint8_t RST = 0x04;
    static constexpr uint8_t PSH = 0x08;
    static constexpr uint8_t ACK = 0x10;

    uint32_t sequence{0};
    uint32_t acknowledgement{0};
    uint8_t flags{0};
    uint16_t window{0};
    uint16_t mss{0}; //!< option of a SYN, in bytes; 0: none
};

/** An application's packet. Of an echo request the identifier stands in both ports. */
struct AppPacket
{
    Reason reason{Reason::None}; //!< why it is refused; then nothing else counts
    BibKind kind{BibKind::Udp};
    TransportAddress source;
    TransportAddress destination;
    uint16_t echoSequence{0};
    TcpFields tcp;
    const uint8_t* payload{nullptr}; //!< in the bytes that were read
    size_t payloadSize{0};
};

/**
 * Reads a packet that starts with its IP header; bytes behind its end do not matter. Refused are
 * broken headers and lengths (MalformedHeader), wrong checksums if `checksums` says that they are
 * simulated (BadChecksum), fragments (VpnFragment), and whatever is neither TCP nor UDP nor an echo
 * request (VpnProtocol).
 */
AppPacket ReadAppPacket(const uint8_t* bytes, size_t size, bool checksums);

/** What the headers of a packet that is made say, apart from its transport. */
struct MadeHead
{
    TransportAddress source; //!< of an echo the identifier is the port
    TransportAddress destination;
    uint16_t identification{0}; //!< of IPv4; IPv6 has none (RFC 8200 3)
    bool checksums{true};       //!< false: they stay 0, as ns-3 without ChecksumEnabled has them
};

/** That of an answer: the packet's addresses and ports, swapped. */
MadeHead AnswerTo(const AppPacket& packet, uint16_t identification, bool checksums);

std::vector<uint8_t> MakeUdp(const MadeHead& head, const uint8_t* payload, size_t size);
std::vector<uint8_t> MakeTcp(const MadeHead& head,
                             const TcpFields& tcp,
                             const uint8_t* payload,
                             size_t size);
std::vector<uint8_t> MakeEchoReply(const MadeHead& head,
                                   uint16_t sequence,
                                   const uint8_t* payload,
                                   size_t size);
/** An ICMP message, from its type field on and with its checksum, in a packet. */
std::vector<uint8_t> MakeIcmp(const MadeHead& head, const std::vector<uint8_t>& message);
/** An echo request from its type field on. Its checksum is ICMPv4's; ICMPv6's is left 0. */
std::vector<uint8_t> MakeEchoRequest(Family family,
                                     uint16_t identifier,
                                     uint16_t sequence,
                                     const uint8_t* payload,
                                     size_t size,
                                     bool checksums);

} // namespace ns3::v6lab::vpn

#endif // V6LAB_APP_PACKET_H
