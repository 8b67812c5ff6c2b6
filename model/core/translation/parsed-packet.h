// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PARSED_PACKET_H
#define V6LAB_PARSED_PACKET_H

#include "model/core/translation/outcome.h"
#include "model/core/translation/packet-in.h"

#include <optional>

namespace ns3::v6lab
{

/** What a translator reads from the headers of one packet; offsets count from PacketIn::bytes. */
struct ParsedPacket
{
    IpAddress source;
    IpAddress destination;
    uint8_t trafficClass{0};       //!< or TOS
    uint8_t hopLimit{0};           //!< or TTL
    uint8_t protocol{0};           //!< as written on the wire: 1 or 58 for ICMP
    uint32_t upper{0};             //!< where the upper layer (or the fragment's payload) starts
    uint32_t end{0};               //!< where the packet ends
    bool isFragment{false};        //!< offset > 0 or more fragments; an atomic fragment is none
    bool hasFragmentHeader{false}; //!< IPv6, atomic fragments too
    bool moreFragments{false};
    bool dontFragment{false};   //!< IPv4
    uint32_t fragmentOffset{0}; //!< in bytes
    uint32_t identification{0};
    std::optional<uint32_t> sourceRoute;  //!< IPv4: offset of an unexpired source route option
    std::optional<uint32_t> segmentsLeft; //!< IPv6: offset of a Segments Left that is not 0
    /** IPv6: `protocol` is that of an extension header behind the Fragment Header, where reading
     * stopped (RFC 7915 5.1.1); ESP is none. */
    bool extensionBehindFragment{false};

    Family GetFamily() const
    {
        return source.GetFamily();
    }

    bool IsIcmp() const
    {
        return protocol == (source.IsV4() ? 1 : 58);
    }

    /** Whole packets are their own first fragment. */
    bool IsFirstFragment() const
    {
        return fragmentOffset == 0;
    }

    uint32_t GetUpperLength() const
    {
        return end - upper;
    }
};

/** A parsed packet, or why there is none. */
struct ParseResult
{
    std::optional<ParsedPacket> packet;
    Reason reason{Reason::None}; //!< MalformedHeader or BadChecksum (IPv4 header)
    uint32_t needed{0};          //!< not 0: the chain goes on behind the bytes at hand
};

/**
 * Reads IPv4 (RFC 791) or IPv6 (RFC 8200) headers up to the upper layer; the family is that of the
 * version field. Hop-by-hop options, destination options and routing headers are skipped over
 * (RFC 7915 5.1). Never reads behind `available`. With `checksums` false an IPv4 header checksum of
 * 0 is right as well: a simulation without checksums.
 */
ParseResult ParsePacket(const PacketIn& in, bool checksums = true);

/**
 * The packet quoted in an ICMP error: like ParsePacket, but the header checksum does not count, and
 * the packet may be cut off anywhere behind its IP header (`end` is where the quoted bytes end).
 */
ParseResult ParseQuoted(Family family, const uint8_t* bytes, uint32_t size);

} // namespace ns3::v6lab

#endif // V6LAB_PARSED_PACKET_H
