// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT44_H
#define V6LAB_NAT44_H

#include "model/core/nat44/first-fragments.h"
#include "model/core/nat44/nat44-table.h"
#include "model/core/nat64/flow-tuple.h"
#include "model/core/translation/header-translator.h"

namespace ns3::v6lab
{

/**
 * Whose packet it is. Of an ICMP error everything is said of the quoted packet, which belongs to
 * the same flow.
 */
struct Nat44Decision
{
    Reason reason{Reason::None}; //!< not None: the packet must not pass
    uint32_t needed{0};          //!< not 0: bytes of the packet that must be at hand
    BibKind kind{BibKind::Udp};
    TransportAddress inside;
    TransportAddress remote;
    uint16_t outsidePort{0};
    bool isError{false};
    bool hasPorts{true};        //!< false: a fragment that is not the first; only addresses count
    uint32_t identification{0}; //!< outbound: what to write, so that hosts inside do not collide
};

/**
 * A network address and port translator (RFC 4787, RFC 5382, RFC 5508) for hosts that share one
 * address. It decides; who rewrites headers anyway (HeaderTranslator) writes its ports along.
 *
 * No hairpins: packets between its hosts must not come here. Time must not run backwards.
 */
class Nat44
{
  public:
    /** `outside` is an IPv4 address. Throws std::invalid_argument naming the setting. */
    Nat44(const Nat44Settings& settings, const IpAddress& outside);

    /** An IPv4 packet of a host inside. */
    Nat44Decision Outbound(const PacketIn& in, const ParsedPacket& packet, int64_t nowNs);
    /**
     * A packet to the outside address, which may stand there in another form: IPv6 as well. Reason
     * NoBinding: nobody inside is meant.
     */
    Nat44Decision Inbound(const PacketIn& in, const ParsedPacket& packet, int64_t nowNs);

    /** Writes the outside port where a packet from inside has its own. */
    static void SetOutside(const Nat44Decision& decision, Rewrite& rewrite);
    /** Writes the inside port where a packet from outside has the outside port. */
    static void SetInside(const Nat44Decision& decision, Rewrite& rewrite);

    const Nat44Table& GetTable() const
    {
        return m_table;
    }

  private:
    Nat44Decision OutboundLater(const ParsedPacket& packet, int64_t nowNs);
    Nat44Decision InboundLater(const ParsedPacket& packet, int64_t nowNs);
    Reason MapOutbound(Nat44Decision& decision, const FlowTuple& tuple, int64_t nowNs);

    Nat44Table m_table;

    /** Of a datagram whose first fragment passed. */
    struct Datagram
    {
        IpAddress inside;           //!< the host behind the translator
        uint32_t identification{0}; //!< to write
    };

    FirstFragments<Datagram> m_outbound;
    FirstFragments<Datagram> m_inbound;
    uint16_t m_identification;
};

} // namespace ns3::v6lab

#endif // V6LAB_NAT44_H
