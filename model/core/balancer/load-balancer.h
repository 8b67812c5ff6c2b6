// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LOAD_BALANCER_H
#define V6LAB_LOAD_BALANCER_H

#include "model/core/azure/rewrite.h"
#include "model/core/balancer/balanced-flows.h"
#include "model/core/balancer/balanced-pools.h"
#include "model/core/packet-facts.h"
#include "model/core/reason.h"

namespace ns3::v6lab::azure
{

/** Which instance gets a packet, and what is changed in it; or why none does. */
struct Balanced
{
    Reason reason{Reason::None}; //!< not None: refused
    Index rule{NOTHING};
    PoolMember member{};
    Rewrite rewrite{}; //!< empty with floating IP, and for packets that are only routed through

    static Balanced Refused(Reason reason, Index rule = NOTHING)
    {
        Balanced refused;
        refused.reason = reason;
        refused.rule = rule;
        return refused;
    }
};

/** A connection that was idle for too long, for the TCP resets to both ends. */
struct IdleConnection
{
    Index rule{NOTHING};
    IpAddress client;
    IpAddress destination; //!< as the client knows it
    uint16_t clientPort{0};
    uint16_t destinationPort{0};
    PoolMember member{};
    bool sendReset{false}; //!< the rule has enableTcpReset
};

/** What a rule's metrics are made of. */
struct BalancerCounters
{
    uint64_t packets{0}; //!< PacketCount, both directions
    uint64_t bytes{0};   //!< ByteCount
    uint64_t syns{0};    //!< SYNCount
};

/**
 * The data plane of a Standard load balancer (L1 to L7): part of the fabric, no hop of its own.
 *
 * A flow keeps its instance while that is in the pool; of instances that are down only established
 * TCP connections keep theirs (L3). New flows go by a keyed hash over those that are up. Packets
 * may also be routed *through* an internal frontend with HA ports, as next hop of a route: nothing
 * is changed in them, and both directions of a flow get the same instance.
 *
 * Time must not run backwards. Of a TCP segment the flags are read, of a fragment no ports.
 */
class LoadBalancer
{
  public:
    /** Throws std::invalid_argument with the first of FindFaults(). */
    explicit LoadBalancer(LoadBalancerSettings settings);
    LoadBalancer(const LoadBalancer&) = delete;
    LoadBalancer& operator=(const LoadBalancer&) = delete;

    /** A packet to the frontend, or routed to it; `sender` is the NIC that sent it, if it was one.
     */
    Balanced Deliver(Index sender,
                     const IpAddress& frontend,
                     const PacketFacts& packet,
                     int64_t nowNs);
    /**
     * An ICMP error to or through the frontend; `quoted` is the packet that it quotes. The rewrite
     * is for the error as a whole. No timer is touched.
     */
    Balanced DeliverError(Index sender, const IpAddress& frontend, const PacketFacts& quoted) const;
    /**
     * A packet that the NIC sent: if it answers a balanced flow, what makes it the frontend's
     * (nothing is changed with floating IP). Nothing: it is no answer.
     */
    std::optional<Rewrite> Return(Index nic, const PacketFacts& packet, int64_t nowNs);
    /** The same for an ICMP error that an instance sends, by the packet that it quotes. */
    std::optional<Rewrite> ReturnError(Index nic, const PacketFacts& quoted) const;

    /** See BalancedPools. */
    void SetHealth(Index probe, const IpAddress& member, bool up);
    /** Throws std::invalid_argument and changes nothing if Azure would refuse it. */
    void SetMembers(Index pool, std::vector<PoolMember> members);

    /** Forgets what has been idle for too long; connections of those flows, oldest first. */
    std::vector<IdleConnection> Expire(int64_t nowNs);

    /** When Expire() has something to do; nothing without flows. */
    std::optional<int64_t> GetDeadline()
    {
        return m_flows.GetDeadline();
    }

    const LoadBalancerSettings& GetSettings() const
    {
        return m_settings;
    }

    const BalancedPools& GetPools() const
    {
        return m_pools;
    }

    const BalancerCounters& GetCounters(Index rule) const
    {
        return m_counters[rule];
    }

    uint32_t GetFlowCount() const
    {
        return m_flows.GetSize();
    }

  private:
    /** A flow as the table knows it, and from which side the packet came. */
    struct Place
    {
        FlowKey key;
        bool turned{false}; //!< routed through, and the ends stand the other way round
        bool through{false};
    };

    std::optional<Index> FindRule(const IpAddress& frontend, const PacketFacts& packet) const;
    /** The frontend has rules of the packet's protocol, by port: of a datagram's fragments only the
     * first has that, and all of them are told the same. */
    bool IsForWholePackets(const IpAddress& frontend, const PacketFacts& packet) const;
    Place PlaceOf(Index rule, const IpAddress& frontend, const PacketFacts& packet) const;
    /** The flow of the instance's answer. */
    std::optional<FlowKey> KeyOfAnswer(Index nic, const PacketFacts& packet) const;
    /** The flow's instance is the one that answers. */
    bool IsOf(uint32_t member, Index nic, const PacketFacts& answer) const;
    bool Keeps(const BalancedFlow& flow, const PacketFacts& packet) const;
    std::optional<uint32_t> Choose(const FlowKey& key) const;
    Balanced ToMember(const Place& place, uint32_t member, Index sender) const;
    Rewrite ToFrontend(Index rule, const PacketFacts& answer) const;
    void Note(uint32_t place, const PacketFacts& packet, bool fromServer, int64_t nowNs);

    LoadBalancerSettings m_settings;
    BalancedPools m_pools;
    BalancedFlows m_flows;
    TableHash m_hash;
    std::unordered_map<IpAddress, Index> m_frontends;
    std::unordered_map<uint64_t, Index> m_ruleOf; //!< by frontend, protocol and port
    std::vector<BalancerCounters> m_counters;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_LOAD_BALANCER_H
