// SPDX-License-Identifier: GPL-2.0-only
// What the traces of packets say, as rows of hops and drops.
#include "model/record/recorder.h"
#include "model/record/schema.h"

#include "ns3/simulator.h"

#include <tuple>

namespace ns3::v6lab
{

namespace
{

/** Without ports or an ICMP type: the first fragment alone stands for the packet. */
bool
IsLaterFragment(const PacketFacts& facts)
{
    return facts.fragment && facts.sourcePort == 0 && facts.destinationPort == 0 &&
           facts.icmpType == 0;
}

} // namespace

bool
Recorder::DropKey::operator<(const DropKey& other) const
{
    return std::tie(flow, node, near, header, reason, rule) <
           std::tie(other.flow, other.node, other.near, other.header, other.reason, other.rule);
}

uint32_t
Recorder::FlowOf(const PacketEvent& event) const
{
    return m_ledger ? m_ledger->FlowOf(event) : event.identity.GetFlow();
}

void
Recorder::OnHop(const PacketEvent& event)
{
    if (m_failure)
    {
        return;
    }
    if (event.action == Action::Drop)
    {
        OnDrop(event);
    }
    const uint32_t flow = FlowOf(event);
    if (flow == 0)
    {
        return;
    }
    PacketState& state = StateOf(event, flow);
    if (state.hops < hopkey::MAX_HOP)
    {
        if (state.kept)
        {
            Keep(state, event, flow);
        }
        ++state.hops;
    }
    CountTranslation(state, event);
    if (event.action == Action::Deliver || event.action == Action::Drop)
    {
        Note(m_walks[flow][static_cast<size_t>(state.direction)], state, event);
    }
}

/** A packet that comes or leaves in fragments is translated once; a tunnel translates nothing. */
void
Recorder::CountTranslation(PacketState& state, const PacketEvent& event)
{
    const bool tunnel = event.action == Action::Encapsulate || event.action == Action::Decapsulate;
    if (!event.after || tunnel || IsLaterFragment(event.before) || IsLaterFragment(*event.after))
    {
        return;
    }
    const bool changed = event.after->family != event.before.family;
    state.translations += changed;
    state.translated |= changed || event.translator != nullptr;
}

void
Recorder::Keep(PacketState& state, const PacketEvent& event, uint32_t flow)
{
    HopRow& row = m_hops.emplace_back();
    row.key = hopkey::Of(m_writer.GetRunKey(), event.identity.GetPacket(), state.hops);
    row.timeNs = Simulator::Now().GetNanoSeconds();
    row.flow = flow;
    row.node = event.node;
    row.near = event.near;
    row.header = m_headers.Intern(event.before);
    row.length = event.before.length;
    row.ttl = event.before.ttl;
    row.action = event.action;
    row.reason = event.reason;
    row.translator = event.translator;
    row.rule = KeepRule(event);
    row.headerAfter = 0;
    if (event.after)
    {
        row.headerAfter = m_headers.Intern(*event.after);
        row.lengthAfter = event.after->length;
        row.ttlAfter = event.after->ttl;
    }
    FlushIfFull();
}

/** Rules are few; what an event says of one lives no longer than the event. */
const char*
Recorder::KeepRule(const PacketEvent& event)
{
    return event.rule ? m_rules.insert(event.rule).first->c_str() : nullptr;
}

void
Recorder::OnDrop(const PacketEvent& event)
{
    if (m_failure)
    {
        return;
    }
    HeaderKey key = HeaderKey::Of(event.before);
    const uint32_t flow = FlowOf(event);
    DropRow row{Simulator::Now().GetNanoSeconds(),
                flow,
                event.identity.GetPacket(),
                event.node,
                event.near,
                0,
                event.before.length,
                1,
                event.before.ttl,
                event.reason,
                KeepRule(event)};
    if (m_level != RecordLevel::Flows)
    {
        row.header = m_headers.Intern(key);
        m_drops.push_back(row);
        FlushIfFull();
        return;
    }
    key = {key.source, key.destination, 0, 0, key.protocol, 0, 0, false, 0, 0};
    row.header = m_headers.Intern(key);
    row.packet = 0;
    const auto [found, isNew] =
        m_dropIndex.try_emplace({flow, row.node, row.near, row.header, row.reason, row.rule},
                                m_drops.size());
    if (isNew)
    {
        m_drops.push_back(row);
        return;
    }
    ++m_drops[found->second].count;
}

} // namespace ns3::v6lab
