// SPDX-License-Identifier: GPL-2.0-only
#include "model/trace/flow-ledger.h"

#include "ns3/assert.h"

#include <tuple>
#include <utility>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(FlowLedger);

namespace
{

constexpr uint8_t RST = 0x04; //!< RFC 9293 3.1

/** The reason that a drop means for its flow. */
Reason
Meaning(const PacketEvent& event, const FlowRecord& record)
{
    // By its port a request, not an answer that comes too late for the one who asked.
    const bool astray = event.reason == Reason::NoListener && record.destinationNodeId &&
                        event.node != *record.destinationNodeId &&
                        event.before.destinationPort == record.destinationPort;
    return astray ? Reason::WrongDestination : event.reason;
}

/** Whether the packet was lost before it reached a node that it was addressed to. */
bool
IsLossOnTheWay(Reason reason)
{
    return reason != Reason::NoListener && reason != Reason::ReceiveBufferFull &&
           reason != Reason::UnknownProtocol;
}

} // namespace

FlowKey
FlowKey::Of(const PacketFacts& facts)
{
    FlowKey key{facts.source,
                facts.destination,
                facts.sourcePort,
                facts.destinationPort,
                facts.protocol};
    if (std::tie(key.high, key.highPort) < std::tie(key.low, key.lowPort))
    {
        std::swap(key.low, key.high);
        std::swap(key.lowPort, key.highPort);
    }
    return key;
}

size_t
FlowKeyHash::operator()(const FlowKey& key) const noexcept
{
    const std::hash<IpAddress> hash;
    const size_t ports = size_t{key.lowPort} << 24 ^ size_t { key.highPort } << 8 ^ key.protocol;
    return hash(key.low) ^ (hash(key.high) * 3) ^ (ports * 0x9e3779b97f4a7c15ULL);
}

size_t
FlowLedger::PlaceHash::operator()(const Place& place) const noexcept
{
    return FlowKeyHash()(place.key) ^ (place.node * 0xff51afd7ed558ccdULL);
}

const char*
ToWord(FlowOutcome outcome)
{
    switch (outcome)
    {
    case FlowOutcome::Delivered:
        return "delivered";
    case FlowOutcome::Partial:
        return "partial";
    case FlowOutcome::Failed:
        break;
    }
    return "failed";
}

TypeId
FlowLedger::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::FlowLedger")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<FlowLedger>();
    return tid;
}

uint32_t
FlowLedger::Open(const FlowRecord& record)
{
    m_flows.push_back(record);
    return static_cast<uint32_t>(m_flows.size());
}

void
FlowLedger::Bind(uint32_t flow, const FlowKey& key, uint32_t node)
{
    m_byPlace[{key, node}] = flow;
}

PacketIdentity
FlowLedger::NextIdentity(uint32_t flow)
{
    return PacketIdentity(flow, ++m_lastPacket);
}

void
FlowLedger::Continue(const FlowKey& key, uint32_t node, const PacketIdentity& identity)
{
    m_continuation = Continuation{{key, node}, identity};
}

void
FlowLedger::EndContinuation()
{
    m_continuation.reset();
}

void
FlowLedger::Stamp(const Ptr<const Packet>& packet, const PacketFacts& facts, uint32_t node)
{
    if (PacketIdentity::Of(packet).GetFlow() != 0)
    {
        return;
    }
    if (m_continuation && m_continuation->place == Place{FlowKey::Of(facts), node})
    {
        packet->AddPacketTag(m_continuation->identity);
        m_continuation.reset();
        return;
    }
    if (const uint32_t flow = Find(facts, node))
    {
        packet->AddPacketTag(NextIdentity(flow));
    }
}

uint32_t
FlowLedger::Find(const PacketFacts& facts, uint32_t node) const
{
    const auto found = m_byPlace.find({FlowKey::Of(facts), node});
    return found == m_byPlace.end() ? 0 : found->second;
}

uint32_t
FlowLedger::FlowOf(const PacketEvent& event) const
{
    const uint32_t tagged = event.identity.GetFlow();
    const uint32_t node = event.node == PacketEvent::FABRIC ? event.near : event.node;
    return tagged != 0 ? tagged : Find(event.before, node);
}

bool
FlowLedger::Arrive(uint32_t flow, uint32_t node, const IpAddress& peer)
{
    FlowRecord& record = Get(flow);
    if (!record.pooled && record.destinationNodeId.value_or(node) != node)
    {
        return false;
    }
    record.destinationNodeId = record.destinationNodeId.value_or(node);
    if (!record.familyAtDestination)
    {
        record.familyAtDestination = peer.GetFamily();
        record.peerSeen = peer;
    }
    return true;
}

void
FlowLedger::Converse(uint32_t flow, uint32_t node, const IpAddress& peer)
{
    FlowRecord& record = Get(flow);
    if (record.raced && !record.conversed && record.destinationNodeId == node)
    {
        record.conversed = true;
        record.familyAtDestination = peer.GetFamily();
        record.peerSeen = peer;
    }
}

uint32_t
FlowLedger::GetPacketCount() const
{
    return m_lastPacket;
}

FlowRecord&
FlowLedger::Get(uint32_t flow)
{
    NS_ASSERT_MSG(flow >= 1 && flow <= m_flows.size(), "flow " << flow << " was never opened");
    return m_flows[flow - 1];
}

const std::vector<FlowRecord>&
FlowLedger::GetFlows() const
{
    return m_flows;
}

void
FlowLedger::OnDrop(const PacketEvent& event)
{
    const uint32_t flow = FlowOf(event);
    // An error about one of its packets belongs to the flow, but does not make it fail.
    if (flow == 0 || event.before.icmpError)
    {
        return;
    }
    FlowRecord& record = Get(flow);
    const bool unexplained = record.reason == Reason::None || record.reason == Reason::NoAnswer;
    const bool missing = event.reason == Reason::ReassemblyTimeout ||
                         event.reason == Reason::FragmentTimeout ||
                         event.reason == Reason::NoFirstFragment;
    const bool reset = (event.before.tcpFlags & RST) != 0;
    if ((missing || reset) && !unexplained)
    {
        return; // it tells that a fragment is missing, or that all is over; why is known already
    }
    if (!record.ended || (record.reason == Reason::NoAnswer && IsLossOnTheWay(event.reason)))
    {
        record.reason = Meaning(event, record);
        record.progressAtDrop = record.GetProgress();
    }
}

} // namespace ns3::v6lab
