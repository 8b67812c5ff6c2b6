// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FLOW_LEDGER_H
#define V6LAB_FLOW_LEDGER_H

#include "model/core/happy-eyeballs/happy-eyeballs.h"
#include "model/core/packet-facts.h"
#include "model/trace/packet-event.h"

#include "ns3/object.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab
{

/** Both ends of a flow, in a fixed order, so that both directions have one key. */
struct FlowKey
{
    /** From the addresses, ports and protocol of a packet of either direction. */
    static FlowKey Of(const PacketFacts& facts);

    IpAddress low;
    IpAddress high;
    uint16_t lowPort{0};
    uint16_t highPort{0};
    uint8_t protocol{0};

    friend bool operator==(const FlowKey& a, const FlowKey& b)
    {
        return a.protocol == b.protocol && a.lowPort == b.lowPort && a.highPort == b.highPort &&
               a.low == b.low && a.high == b.high;
    }
};

struct FlowKeyHash
{
    size_t operator()(const FlowKey& key) const noexcept;
};

/** How a flow ended. */
enum class FlowOutcome : uint8_t
{
    Failed,
    Partial,
    Delivered,
};

/** "delivered", "partial" or "failed". */
const char* ToWord(FlowOutcome outcome);

/** Who answered a request with this TTL or hop limit. */
struct RouterAnswer
{
    uint32_t ttl{0};
    IpAddress address;
    float rttMs{0};
};

/** One attempt of a flow to connect. */
struct AttemptRecord
{
    uint32_t request{0}; //!< the request that it was for, from 1
    EyeballAttempt attempt;
    std::string failure; //!< what the application saw of it
};

/** What is known of one flow; workloads fill it in, drops of its packets add the reason. */
struct FlowRecord
{
    std::string name;     //!< of the workload
    std::string protocol; //!< "icmp", "udp" or "tcp"
    std::string sourceNode;
    std::string destinationNode; //!< empty when a literal address names nobody, or several nodes
    IpAddress source;            //!< as the source sees it
    IpAddress destination;       //!< as the source sees it
    IpAddress peerSeen;          //!< the source's address as the destination sees it
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    std::optional<Family> familyAtSource;      //!< the asked one; empty: nothing asked or sent
    std::optional<Family> familyAtDestination; //!< empty: nothing ever arrived
    uint32_t translations{0};                  //!< changes of IP version, request direction
    uint64_t sentPackets{0};                   //!< requests, datagrams or transactions tried
    uint64_t receivedPackets{0};               //!< of those, answered
    uint64_t receivedBytes{0};                 //!< payload that arrived
    uint64_t measuredBytes{0};                 //!< of those, the ones that throughput is about
    int64_t measuredNs{0};                     //!< the time in which they arrived
    std::vector<float> rttMs;                  //!< one per answer
    FlowOutcome outcome{FlowOutcome::Failed};
    Reason reason{Reason::None}; //!< of the last drop of one of its packets
    uint64_t progressAtDrop{0};  //!< what had arrived by then
    std::string failure;         //!< what the application saw: "connection timed out", …
    /** ns-3 id of the node that is meant; empty: the node where the first request arrives. */
    std::optional<uint32_t> destinationNodeId;
    bool ended{false};                   //!< the application has given its verdict
    std::vector<RouterAnswer> routers;   //!< of a traceroute, by TTL; silent ones are missing
    std::string askedName;               //!< in DNS; empty: the flow began with addresses
    std::optional<int64_t> resolvedNs;   //!< simulated time when the name first had an address
    std::optional<int64_t> connectNs;    //!< of the first request: until connected, DNS included
    std::vector<AttemptRecord> attempts; //!< of TCP, in the order of their starts
    bool raced{false};                   //!< a request had several attempts
    bool conversed{false};               //!< the destination got data, not just a call
    bool pooled{false};                  //!< each request may reach another node of a pool

    /** Grows with each answer, and with each byte that arrives. */
    uint64_t GetProgress() const
    {
        return receivedPackets + receivedBytes;
    }
};

/**
 * The flows of a run: who announced them, which packets are theirs, how they fared.
 *
 * The stack's output path asks it to stamp local packets; workloads open and close flows; the Drop
 * traces of all models are connected to OnDrop(), so that a failure carries its real reason.
 */
class FlowLedger : public Object
{
  public:
    static TypeId GetTypeId();

    /** Announces a flow and returns its id, counting from 1. */
    uint32_t Open(const FlowRecord& record);
    /**
     * Packets with this key, either direction, belong to the flow from now on where this node has
     * to do with them. Other nodes may have the same addresses.
     */
    void Bind(uint32_t flow, const FlowKey& key, uint32_t node);
    /** The next packet identity of a flow. */
    PacketIdentity NextIdentity(uint32_t flow);
    /**
     * The next packet with this key that the node stamps goes on as this one: what a relay sends
     * for it.
     */
    void Continue(const FlowKey& key, uint32_t node, const PacketIdentity& identity);
    /** No packet came: none goes on any more. */
    void EndContinuation();
    /** Gives a packet of a node its identity if it has none and belongs to a known flow. */
    void Stamp(const Ptr<const Packet>& packet, const PacketFacts& facts, uint32_t node);
    /** The flow of a packet without a tag at a node; 0 if unknown. */
    uint32_t Find(const PacketFacts& facts, uint32_t node) const;
    /** The flow of an event: that of the packet's tag, or else Find() at its node. */
    uint32_t FlowOf(const PacketEvent& event) const;
    /**
     * A request of the flow reached a node, from `peer` as that node sees it. False, and nothing
     * noted, if the flow was meant for another node.
     */
    bool Arrive(uint32_t flow, uint32_t node, const IpAddress& peer);
    /**
     * Data of the flow reached a node: of all attempts to connect, this is the one that `peerSeen`
     * and `familyAtDestination` must tell of.
     */
    void Converse(uint32_t flow, uint32_t node, const IpAddress& peer);
    /** How many packets have been given an identity. */
    uint32_t GetPacketCount() const;

    FlowRecord& Get(uint32_t flow);
    const std::vector<FlowRecord>& GetFlows() const;

    /**
     * Listener for Drop traces: remembers the reason for the packet's flow. When the flow has ended
     * nothing changes any more, except that a packet lost on its way explains the silence.
     */
    void OnDrop(const PacketEvent& event);

  private:
    struct Place
    {
        FlowKey key;
        uint32_t node;

        friend bool operator==(const Place& a, const Place& b)
        {
            return a.node == b.node && a.key == b.key;
        }
    };

    struct PlaceHash
    {
        size_t operator()(const Place& place) const noexcept;
    };

    struct Continuation
    {
        Place place;
        PacketIdentity identity;
    };

    std::vector<FlowRecord> m_flows;
    std::unordered_map<Place, uint32_t, PlaceHash> m_byPlace;
    std::optional<Continuation> m_continuation; //!< of at most one packet at a time
    uint32_t m_lastPacket{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_FLOW_LEDGER_H
