// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HEADER_TRANSLATOR_H
#define V6LAB_HEADER_TRANSLATOR_H

#include "model/core/icmp-error.h"
#include "model/core/token-bucket.h"
#include "model/core/translation/ip-header.h"
#include "model/core/translation/outcome.h"
#include "model/core/translation/packet-in.h"
#include "model/core/translation/parsed-packet.h"
#include "model/core/translation/settings.h"
#include "model/core/translation/surroundings.h"

#include <optional>

namespace ns3::v6lab
{

/** What becomes of one IP header and the ports behind it; the addresses are of the other family. */
struct Endpoints
{
    IpAddress source;
    IpAddress destination;
    std::optional<uint16_t> sourcePort;      //!< TCP, UDP; nothing: stays
    std::optional<uint16_t> destinationPort; //!< TCP, UDP; nothing: stays
    std::optional<uint16_t> icmpId;          //!< ICMP queries; nothing: stays
};

/** What becomes of a packet: its own endpoints and, in an ICMP error, those of the quoted packet.
 */
struct Rewrite
{
    Endpoints outer;
    std::optional<Endpoints> quoted; //!< must be there for an ICMP error
    bool decrement{true};            //!< false on the second pass of a hairpin: one hop in all
    bool mayCut{false};              //!< came in fragments: may leave in fragments of any size
    /** The outer source stands in for one without an IPv4 address: RFC 6791 4 lets the error say
     * which, if TranslationSettings::interfaceInfo is set. */
    bool tellSource{false};
    /**
     * For the first fragment of an ICMP message: how long the whole message is, in bytes. Only
     * ICMPv6 checksums count it, so no fragment can tell (RFC 7915 5.1.1, 7915-129).
     */
    std::optional<uint32_t> upperLength;
    /**
     * For the first fragment of a UDP datagram without a checksum: what the whole datagram's is in
     * the other family, ports and addresses rewritten (RFC 6146 3.4, 6146-94).
     */
    std::optional<uint16_t> udpChecksum;
};

/**
 * RFC 7915 but for the addresses: both directions of the headers, fragments, ICMP and quoted
 * packets. It keeps no state of flows: who translates says which addresses and ports to write.
 */
class HeaderTranslator
{
  public:
    /** Throws std::invalid_argument naming the setting that is out of range. */
    explicit HeaderTranslator(const TranslationSettings& settings);

    /**
     * What can be said before any address is looked up, so that a refused packet makes no state:
     * hop limit (7915-008, -106), source routes (-013), segments left (-111), extension headers
     * behind the fragment header (-124), ICMP types without a counterpart (-051 to -066, -141,
     * -146), checksums of ICMP errors (-086), fragmented ICMP (-129) unless `reassembles`.
     * Nothing: go on.
     */
    std::optional<Outcome> Precheck(const PacketIn& in,
                                    const ParsedPacket& packet,
                                    const Surroundings& around,
                                    int64_t nowNs,
                                    bool reassembles = false);

    /** The packet in the other family, perhaps in several fragments, or a refusal. */
    Outcome Translate(const PacketIn& in,
                      const ParsedPacket& packet,
                      const Rewrite& rewrite,
                      const Surroundings& around,
                      int64_t nowNs);

    /** A drop with an ICMP error to the packet's source, if the settings and RFCs allow one. */
    Outcome Refuse(Reason reason,
                   const IcmpError& error,
                   const PacketIn& in,
                   const ParsedPacket& packet,
                   const Surroundings& around,
                   int64_t nowNs);

    const TranslationSettings& GetSettings() const
    {
        return m_settings;
    }

  private:
    Outcome TranslateError(const PacketIn& in,
                           const ParsedPacket& packet,
                           const Rewrite& rewrite,
                           const Surroundings& around);
    /** Of an ICMP message whose beginning is its own first fragment. */
    std::optional<Outcome> PrecheckIcmp(const PacketIn& in, const ParsedPacket& packet) const;
    /** The new IP header; hop limit and identification are this translator's business. */
    IpHeader HeaderFor(const ParsedPacket& packet, const Rewrite& rewrite, uint32_t payload);

    TranslationSettings m_settings;
    TokenBucket m_errors4;
    TokenBucket m_errors6;
    uint16_t m_identification; //!< counts up, so that it comes back as late as possible
};

} // namespace ns3::v6lab

#endif // V6LAB_HEADER_TRANSLATOR_H
