// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/security-filter.h"

namespace ns3::v6lab::azure
{

namespace
{

/** RFC 791 3.2 and RFC 8200 4.5 let a receiver wait that long for the rest of a packet. */
constexpr int64_t FRAGMENTS_NS = 60'000'000'000;
constexpr size_t MAX_FRAGMENTED = 65536;

/** The flow of a packet that the interface sends (`local`: its source) or receives. */
NicFlow
FlowOf(Index nic, const PacketFacts& facts, bool sent)
{
    return sent ? NicFlow{nic,
                          facts.protocol,
                          facts.sourcePort,
                          facts.destinationPort,
                          facts.source,
                          facts.destination}
                : NicFlow{nic,
                          facts.protocol,
                          facts.destinationPort,
                          facts.sourcePort,
                          facts.destination,
                          facts.source};
}

NicFlow
FragmentsOf(const Passage& passage)
{
    const PacketFacts& facts = passage.facts;
    return {passage.nic,
            facts.protocol,
            static_cast<uint16_t>(facts.fragmentId >> 16),
            static_cast<uint16_t>(facts.fragmentId),
            facts.source,
            facts.destination};
}

} // namespace

PacketTuple
TupleOf(const PacketFacts& facts)
{
    PacketTuple packet{facts.source, facts.destination, facts.protocol};
    packet.hasPorts = !facts.laterFragment &&
                      (facts.protocol == protocol::TCP || facts.protocol == protocol::UDP);
    packet.sourcePort = facts.sourcePort;
    packet.destinationPort = facts.destinationPort;
    return packet;
}

SecurityFilter::SecurityFilter(size_t capacity, int64_t idleNs)
    : m_flows(capacity, idleNs),
      m_fragments(MAX_FRAGMENTED, FRAGMENTS_NS)
{
}

bool
SecurityFilter::IsKnown(const Passage& passage, int64_t nowNs)
{
    const PacketFacts& facts = passage.facts;
    const bool sent = passage.direction == RuleDirection::Outbound;
    if (facts.laterFragment)
    {
        return m_fragments.Recall(FragmentsOf(passage), nowNs);
    }
    if (facts.icmpError)
    {
        // What the error quotes went the other way.
        return passage.quoted && m_flows.Recall(FlowOf(passage.nic, *passage.quoted, !sent), nowNs);
    }
    return m_flows.Recall(FlowOf(passage.nic, facts, sent), nowNs);
}

SecurityVerdict
SecurityFilter::Check(SecurityGate& gate, const Passage& passage, int64_t nowNs)
{
    SecurityVerdict verdict;
    if (!gate.Guards(passage.nic))
    {
        return verdict;
    }
    const PacketFacts& facts = passage.facts;
    if (!IsKnown(passage, nowNs))
    {
        verdict = gate.Judge(passage.nic, passage.direction, TupleOf(facts), passage.fromInternet);
        if (verdict.Passes() && !facts.laterFragment && !facts.icmpError)
        {
            const bool sent = passage.direction == RuleDirection::Outbound;
            m_flows.Note(FlowOf(passage.nic, facts, sent), nowNs);
        }
    }
    if (verdict.Passes() && facts.fragment && !facts.laterFragment)
    {
        m_fragments.Note(FragmentsOf(passage), nowNs);
    }
    return verdict;
}

} // namespace ns3::v6lab::azure
