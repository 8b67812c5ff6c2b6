// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PEER_FLOWS_H
#define V6LAB_PEER_FLOWS_H

#include "model/core/nat64/flow-tuple.h"
#include "model/core/nat64/tcp-machine.h"
#include "model/core/virtual-ip6/virtual-ip6-tables.h"

namespace ns3::v6lab
{

/** Who sends to whom; the tuple has the ports, if the packet does. */
struct PeerPacket
{
    IpAddress host4;                //!< inside
    IpAddress other;                //!< the peer, or its virtual address
    std::optional<FlowTuple> tuple; //!< nothing: later fragments, other protocols
};

/** The binding that a packet goes by, or why there is none. */
struct PeerRuling
{
    uint32_t binding{NO_RECORD};
    Reason reason{Reason::None};
};

/**
 * Which packets make bindings and sessions, and how long those live. UDP, ICMP queries and TCP
 * connections have sessions with the timers and the TCP states of RFC 6146 3.5; what has no ports
 * holds its binding as UDP would.
 */
class PeerFlows
{
  public:
    PeerFlows(const VirtualIp6Settings& settings, VirtualIp6Tables& tables);

    /** From a peer, which gets a binding if it may call. */
    PeerRuling From6(const PeerPacket& packet, int64_t nowNs);
    /** From an inside host to a virtual address. */
    PeerRuling From4(const PeerPacket& packet, int64_t nowNs);

  private:
    bool MayCall(const IpAddress& peer6) const;
    PeerRuling Pass(uint32_t binding, Family from, const PeerPacket& packet, int64_t nowNs);
    void Advance(uint32_t session, Family from, const FlowTuple& tuple, int64_t nowNs);

    VirtualIp6Tables& m_tables;
    VirtualIp6Timeouts m_timeouts;
    std::vector<Prefix> m_inboundPeers;
    bool m_inbound;
};

} // namespace ns3::v6lab

#endif // V6LAB_PEER_FLOWS_H
