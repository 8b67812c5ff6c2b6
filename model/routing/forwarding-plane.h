// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FORWARDING_PLANE_H
#define V6LAB_FORWARDING_PLANE_H

#include "model/core/path-mtu-cache.h"
#include "model/core/token-bucket.h"
#include "model/trace/flow-ledger.h"
#include "model/trace/packet-event.h"

#include "ns3/object.h"

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ns3::v6lab
{

class Arrival;
class PacketGate;

/**
 * What both families of a node's forwarding plane share: its settings, its two trace sources, the
 * path MTUs it learnt and the rate limit of its ICMP errors. One is aggregated to each node.
 */
class ForwardingPlane : public Object
{
  public:
    static TypeId GetTypeId();

    ForwardingPlane();
    ~ForwardingPlane() override;

    /** Routers forward packets of others; hosts drop them (RFC 1122 3.3.1). */
    bool IsForwarding() const
    {
        return m_forwarding;
    }

    /** Whether UDP datagrams that fit the known path MTU carry DF (IPv4). */
    bool IsUdpDontFragment() const
    {
        return m_udpDontFragment;
    }

    /** Whether hosts ask for routers when an IPv6 interface comes up (RFC 4861 6.3.7). */
    bool SolicitsRouters() const
    {
        return m_solicitRouters;
    }

    /**
     * ns-3's global value ChecksumEnabled as it was when the node's first packet asked: reading it
     * costs more than a route lookup.
     */
    bool ChecksumEnabled() const;

    /** Packets that wait for one unresolved neighbour. */
    uint32_t GetPendingPackets() const
    {
        return m_pendingPackets;
    }

    void SetLedger(const Ptr<FlowLedger>& ledger);

    const Ptr<FlowLedger>& GetLedger() const
    {
        return m_ledger;
    }

    /** False: nobody listens, and no facts need to be collected. */
    bool IsWatched() const
    {
        return !m_hop.IsEmpty() || !m_dropped.IsEmpty();
    }

    /** Who decides about each packet that a link brings; null: nobody. It outlives the node. */
    void SetGate(PacketGate* gate)
    {
        m_gate = gate;
    }

    PacketGate* GetGate() const
    {
        return m_gate;
    }

    /** A packet of this node is about to leave; gives it its identity. */
    void OnSend(const Ptr<Packet>& packet, const PacketFacts& facts);
    /** A packet of this node has no way to leave: it ends here, with an identity as if it had. */
    void OnUnsent(Reason reason, const Ptr<Packet>& packet, const PacketFacts& facts);
    /** Makes an ICMP error a packet of the flow of what it is about. */
    void StampAnswer(const Ptr<Packet>& answer,
                     const Ptr<const Packet>& about,
                     const PacketFacts& facts);
    void OnForward(const Ptr<const Packet>& packet,
                   const PacketFacts& before,
                   const PacketFacts& after);
    /** A packet went into a tunnel, or came out of one: `action` is Encapsulate or Decapsulate. */
    void OnTunnel(Action action,
                  const Ptr<const Packet>& packet,
                  const PacketFacts& before,
                  const PacketFacts& after);
    /** The same with addresses changed on the way by a rule, which has a name or is null. */
    void OnTranslate(const Ptr<const Packet>& packet,
                     const PacketFacts& before,
                     const PacketFacts& after,
                     const char* rule);
    /** A packet ended here. Within an arrival, only the first reason counts. */
    void OnDrop(Reason reason, const Ptr<const Packet>& packet, const PacketFacts& facts);
    /** The same by a rule, which has a name or is null. */
    void OnDeny(Reason reason,
                const Ptr<const Packet>& packet,
                const PacketFacts& facts,
                const char* rule);

    /** The packet that is being delivered to this node at the moment; null if none is. */
    Arrival* GetArrival() const
    {
        return m_arrival;
    }

    /** True if OnSend() has anything to do with facts. */
    bool NeedsFacts() const
    {
        return m_ledger || IsWatched();
    }

    /** Takes a token of the family's limit for ICMP errors (RFC 4443 2.4(f)). */
    bool MaySendError(Family family);
    void LearnPathMtu(const IpAddress& destination, uint32_t reported, uint32_t quotedLength);
    /** True the first time that it is asked for a device of the node. */
    bool IsFirstSightOf(uint32_t ifIndex);
    /** The same for UDP ports. */
    bool IsFirstSightOfPort(uint16_t port);
    /** 0 if unknown. */
    uint32_t GetPathMtu(const IpAddress& destination) const;
    uint32_t GetNodeId() const;

  protected:
    void DoDispose() override;

  private:
    friend class Arrival;

    void Stamp(const Ptr<Packet>& packet, const PacketFacts& facts);
    void Report(PacketEvent& event, const Ptr<const Packet>& packet);

    struct Limits
    {
        TokenBucket v4;
        TokenBucket v6;
    };

    bool m_forwarding{false};
    bool m_udpDontFragment{true};
    bool m_solicitRouters{false};
    uint32_t m_pendingPackets{0};
    uint32_t m_errorRate{0};
    uint32_t m_errorBurst{0};
    mutable uint32_t m_nodeId;
    mutable std::optional<bool> m_checksums; //!< nothing until somebody asks
    Ptr<FlowLedger> m_ledger;
    Arrival* m_arrival{nullptr};
    std::vector<bool> m_seenDevices;
    std::set<uint16_t> m_seenPorts;
    std::unique_ptr<PathMtuCache> m_pathMtus; //!< null until something was learnt
    std::unique_ptr<Limits> m_limits;         //!< null until the first error
    PacketTrace m_hop;
    PacketTrace m_dropped;
    PacketGate* m_gate{nullptr};
};

/**
 * The time while ns-3's stack handles a packet for this node. The "deliver" event is held back
 * until it is clear that nobody refuses the packet: it fires when the node answers, or at the end.
 */
class Arrival
{
  public:
    /** `packet` starts with its IP header. A quiet arrival reports nothing. */
    Arrival(ForwardingPlane& plane, const Ptr<const Packet>& packet, bool quiet);
    ~Arrival();
    Arrival(const Arrival&) = delete;
    Arrival& operator=(const Arrival&) = delete;

    const Ptr<const Packet>& GetPacket() const
    {
        return m_packet;
    }

    /** Nobody here takes the packet. */
    void Refuse(Reason reason);
    /** Somebody took it. */
    void Accept();

  private:
    ForwardingPlane& m_plane;
    Ptr<const Packet> m_packet;
    Arrival* m_outer;
    bool m_settled{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_FORWARDING_PLANE_H
