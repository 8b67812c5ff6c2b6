// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_SERVICE_H
#define V6LAB_PACKET_SERVICE_H

#include "model/core/benchmark/service-cost.h"
#include "model/core/nat64/state-records.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/packet-gate.h"

#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <deque>
#include <map>
#include <unordered_set>
#include <vector>

namespace ns3::v6lab
{

class Ipv4Stack;
class Ipv6Stack;

/**
 * The time that a node's processor needs for each packet on its way through: ns-3 has none, and
 * without it a translator is as fast as its links. Cores serve the packets that receive-side
 * scaling gives them in order of arrival, each with a queue of its own, which drops what it has no
 * place for (queue-full).
 *
 * It stands in front of the node's forwarding plane and translators, which know nothing of it, and
 * works on any node with v6lab's stack. Multicast does not pay, nor do packets for the node itself
 * but for UDP datagrams where LocalCost says so: those that a server is to answer.
 */
class PacketService : public Object, private PacketGate
{
  public:
    static TypeId GetTypeId();

    PacketService();
    ~PacketService() override;

    /**
     * Aggregates it to a node, behind the node's translators and in front of its firewall, which
     * must be there already. Throws std::invalid_argument for a node without v6lab's stack.
     */
    void Attach(const Ptr<Node>& node);
    /** Fixes the random numbers of the jitter; returns how many streams that took. */
    int64_t AssignStreams(int64_t stream);

    /** What a packet costs, as the attributes say. */
    ServiceCost GetCost() const;

    /** Packets that were served, by core; what was dropped is in the node's Drop trace. */
    const std::vector<uint64_t>& GetServed() const
    {
        return m_served;
    }

    /** Packets that wait or are being served at the moment. */
    uint64_t GetHeld() const;

    /** States that translators on the node hold at the moment. */
    uint64_t GetStates() const
    {
        return m_states;
    }

  protected:
    void DoDispose() override;

  private:
    struct Job
    {
        Ptr<const Packet> frame;
        Ptr<NetDevice> device;
        PacketFacts facts;
        bool own{false}; //!< for the node itself
    };

    struct Core
    {
        bool busy{false};
        std::deque<Job> queue;
        uint64_t making{0}; //!< the key of the state that its last packet had to have made
    };

    Passage Enter(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device, bool own) override;
    bool MayReturn(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device) override;
    void Begin(uint32_t core, const Job& job);
    void End(uint32_t core, Job job);
    Operation OperationOf(const Job& job) const;
    /** Whether the packet, which is translated with state, finds none. */
    bool NeedsState(const PacketFacts& facts, Core& core) const;
    void OnSession(const SessionRecord& session, Change change);

    Ptr<ForwardingPlane> m_plane;
    Ptr<Ipv4Stack> m_ipv4;
    Ptr<Ipv6Stack> m_ipv6;
    PacketGate* m_inner{nullptr}; //!< the firewall
    std::vector<Core> m_work;
    std::vector<uint64_t> m_served;
    std::unordered_set<const Packet*> m_done; //!< on their way back into the stack
    std::map<uint64_t, uint32_t> m_known;     //!< how many sessions have a 5-tuple, by its key
    uint64_t m_states{0};
    uint32_t m_busy{0};
    bool m_hasState{false}; //!< a translator with state is on the node

    // Attributes.
    uint32_t m_cores{1};
    uint32_t m_queue{0};
    Time m_forward;
    Time m_to4;
    Time m_to6;
    Time m_local;
    double m_byteNs{0};
    Time m_lookup;
    Time m_miss;
    uint64_t m_cached{0};
    Time m_newState;
    double m_serial{0};
    Ptr<RandomVariableStream> m_jitter;
};

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_SERVICE_H
