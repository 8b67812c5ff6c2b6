// SPDX-License-Identifier: GPL-2.0-only
// What becomes of the packets of a flow in each direction.
#include "model/record/recorder.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** At the level events: packets of a flow and direction followed until one is delivered. */
constexpr uint32_t FOLLOWED = 8;

/** TCP with payload. The stack sends TCP with neither IPv4 options nor IPv6 extension headers. */
bool
CarriesData(const PacketFacts& facts)
{
    const uint32_t ipHeader = facts.family == Family::V4 ? 20 : 40;
    return facts.tcpHeaderLength != 0 && facts.length > ipHeader + facts.tcpHeaderLength;
}

bool
IsOfConnection(const FirstOfConnection& first, const PacketFacts& facts)
{
    return first.sourcePort == facts.sourcePort && first.destinationPort == facts.destinationPort &&
           first.source == facts.source && first.destination == facts.destination;
}

/** Of several attempts to connect, the one that carries data is the one to tell: from its SYN on.
 */
void
TellWinner(WalkRow& walk, const PacketFacts& data)
{
    const auto& all = walk.connections;
    const auto won = std::find_if(all.begin(), all.end(), [&data](const auto& first) {
        return IsOfConnection(first, data);
    });
    if (won == all.end())
    {
        walk.deliveredPacket = walk.dataPacket;
        return;
    }
    walk.deliveredPacket = won->packet;
    walk.translations = won->translations;
    walk.translated = won->translated;
}

} // namespace

uint32_t
Recorder::SourceNode(uint32_t flow)
{
    if (flow >= m_sources.size())
    {
        m_sources.resize(flow + 1, PacketEvent::FABRIC);
        m_walks.resize(flow + 1);
    }
    uint32_t& source = m_sources[flow];
    if (source == PacketEvent::FABRIC && m_ledger && flow <= m_ledger->GetFlows().size())
    {
        const auto found = m_nodeByName.find(m_ledger->Get(flow).sourceNode);
        source = found == m_nodeByName.end() ? PacketEvent::FABRIC : found->second;
    }
    return source;
}

Recorder::PacketState&
Recorder::StateOf(const PacketEvent& event, uint32_t flow)
{
    const uint32_t packet = event.identity.GetPacket();
    SourceNode(flow);
    if (packet >= m_packets.size())
    {
        m_packets.resize(std::max<size_t>(packet + 1, m_packets.size() * 2));
    }
    PacketState& state = m_packets[packet];
    if (state.hops == 0)
    {
        Begin(state, event, flow);
    }
    return state;
}

/** Answers do not open connections: who else sends a SYN for the flow has one of its own. */
bool
Recorder::IsRelayed(const PacketFacts& facts, uint32_t flow)
{
    constexpr uint8_t SYN = 0x02;
    constexpr uint8_t ACK = 0x10;
    const bool opens = facts.protocol == protocol::TCP && (facts.tcpFlags & (SYN | ACK)) == SYN;
    if (opens)
    {
        m_relayed[FlowKey::Of(facts)] = flow;
    }
    else if (m_relayed.empty() || facts.protocol != protocol::TCP)
    {
        return false;
    }
    const auto known = m_relayed.find(FlowKey::Of(facts));
    return known != m_relayed.end() && known->second == flow;
}

void
Recorder::Begin(PacketState& state, const PacketEvent& event, uint32_t flow)
{
    const bool fromSource = event.node == m_sources[flow] ||
                            (event.node == PacketEvent::FABRIC && event.near == m_sources[flow]);
    state.direction = event.before.icmpError          ? Direction::Error
                      : fromSource                    ? Direction::Request
                      : IsRelayed(event.before, flow) ? Direction::Relayed
                                                      : Direction::Answer;
    WalkRow& walk = m_walks[flow][static_cast<size_t>(state.direction)];
    ++walk.packets;
    const bool data = walk.dataPacket == 0 && CarriesData(event.before);
    if (data)
    {
        walk.dataPacket = event.identity.GetPacket();
    }
    // Before there is data, each packet of TCP may be the first of the attempt that wins.
    const bool open = walk.deliveredPacket == 0 ||
                      (walk.dataPacket == 0 && event.before.protocol == protocol::TCP);
    const bool follow = open && walk.kept < FOLLOWED;
    state.kept = m_level == RecordLevel::Packets || follow || data;
    walk.kept += state.kept;
    if (walk.firstPacket == 0)
    {
        walk.firstPacket = event.identity.GetPacket();
    }
}

void
Recorder::Note(WalkRow& walk, PacketState& state, const PacketEvent& event)
{
    const uint32_t packet = event.identity.GetPacket();
    if (event.action == Action::Deliver)
    {
        walk.fragmentsDelivered += event.before.fragment;
        // A packet of which a fragment was lost did not arrive.
        walk.delivered += !state.delivered && !state.dropped;
        state.delivered = 1;
        if (walk.deliveredPacket == 0)
        {
            walk.deliveredPacket = packet;
        }
        NoteConnection(walk, state, event);
        if (walk.deliveredPacket == packet) // the first fragment may be the last to arrive
        {
            walk.translations = state.translations;
            walk.translated = state.translated;
        }
        return;
    }
    walk.fragmentsDropped += event.before.fragment;
    walk.delivered -= state.delivered && !state.dropped;
    walk.dropped += !state.dropped;
    state.dropped = 1;
    walk.droppedPacket = state.kept || walk.droppedPacket == 0 ? packet : walk.droppedPacket;
}

/** Remembers how the connections of a flow began, until it is known which one carries its data. */
void
Recorder::NoteConnection(WalkRow& walk, const PacketState& state, const PacketEvent& event) const
{
    const PacketFacts& facts = event.before;
    const uint32_t packet = event.identity.GetPacket();
    if (packet == walk.dataPacket)
    {
        if (m_ledger && m_ledger->Get(FlowOf(event)).raced)
        {
            TellWinner(walk, facts);
        }
        walk.connections = {};
    }
    const auto& known = walk.connections;
    if (walk.dataPacket != 0 || facts.protocol != protocol::TCP || known.size() >= FOLLOWED ||
        std::any_of(known.begin(), known.end(), [&facts](const auto& first) {
            return IsOfConnection(first, facts);
        }))
    {
        return;
    }
    walk.connections.push_back({facts.source,
                                facts.destination,
                                facts.sourcePort,
                                facts.destinationPort,
                                packet,
                                state.translations,
                                static_cast<bool>(state.translated)});
}

} // namespace ns3::v6lab
