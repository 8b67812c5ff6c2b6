// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/recorder.h"

#include "model/bgp/bgp-router.h"
#include "model/dns/dns-ledger.h"
#include "model/record/bgp-rows.h"
#include "model/record/schema.h"
#include "model/record/state-log.h"
#include "model/translation/stateful-translator.h"
#include "model/vpn/vpn-proxy.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

/** At the level events: packets of a flow and direction followed until one is delivered. */
constexpr uint32_t FOLLOWED = 8;

/** Without ports or an ICMP type: the first fragment alone stands for the packet. */
bool
IsLaterFragment(const PacketFacts& facts)
{
    return facts.fragment && facts.sourcePort == 0 && facts.destinationPort == 0 &&
           facts.icmpType == 0;
}

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

bool
Recorder::DropKey::operator<(const DropKey& other) const
{
    return std::tie(flow, node, near, header, reason, rule) <
           std::tie(other.flow, other.node, other.near, other.header, other.reason, other.rule);
}

Recorder::Recorder(const std::shared_ptr<Database>& database,
                   const RunInfo& info,
                   RecordLevel level)
    : m_database(database),
      m_level(level),
      m_writer(database, info, level),
      m_states(std::make_unique<StateLog>(level)),
      m_begin(std::chrono::steady_clock::now())
{
    m_hops.reserve(level == RecordLevel::Packets ? BATCH : 0);
}

Recorder::~Recorder()
{
    try
    {
        Flush();
    }
    catch (const RecordError&)
    {
        // Whoever wanted to know has called Finish(); the file says incomplete either way.
    }
}

void
Recorder::SetNodeNames(const std::map<uint32_t, std::string>& names)
{
    m_writer.WriteNodes(names);
    for (const auto& [node, name] : names)
    {
        m_nodeByName[name] = node;
        m_names[node] = name;
    }
}

void
Recorder::SetLedger(const Ptr<FlowLedger>& ledger)
{
    m_ledger = ledger;
    AnnounceFlows();
}

void
Recorder::AnnounceFlows()
{
    if (!m_ledger || m_announced >= m_ledger->GetFlows().size())
    {
        return;
    }
    const auto& all = m_ledger->GetFlows();
    const auto first = static_cast<std::ptrdiff_t>(m_announced);
    std::vector<FlowRecord> fresh(all.begin() + first, all.end());
    for (FlowRecord& flow : fresh)
    {
        Conclude(flow);
    }
    m_writer.WriteFlows(fresh, static_cast<int64_t>(m_announced + 1));
    m_announced = all.size();
}

bool
Recorder::WantsHops() const
{
    return m_level != RecordLevel::Flows;
}

bool
Recorder::Watch(const Ptr<Object>& model)
{
    if (const auto router = DynamicCast<BgpRouter>(model))
    {
        return WatchBgp(router);
    }
    if (const auto proxy = DynamicCast<VpnProxy>(model))
    {
        WatchVpn(proxy);
    }
    const auto stateful = DynamicCast<StatefulTranslator>(model);
    if (stateful && stateful->GetObject<Node>())
    {
        WatchState(stateful);
    }
    if (!WantsHops() && DynamicCast<Translator>(model))
    {
        m_writer.SetTranslationsUnknown();
    }
    const auto onHop = MakeCallback(&Recorder::OnHop, this);
    if (!WantsHops())
    {
        return model->TraceConnectWithoutContext("Drop", MakeCallback(&Recorder::OnDrop, this));
    }
    // Applications only drop; with Hop traces the drops come along.
    return model->TraceConnectWithoutContext("Hop", onHop) ||
           model->TraceConnectWithoutContext("Drop", onHop);
}

uint32_t
Recorder::FlowOf(const PacketEvent& event) const
{
    return m_ledger ? m_ledger->FlowOf(event) : event.identity.GetFlow();
}

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

void
Recorder::Begin(PacketState& state, const PacketEvent& event, uint32_t flow)
{
    const bool fromSource = event.node == m_sources[flow] ||
                            (event.node == PacketEvent::FABRIC && event.near == m_sources[flow]);
    state.direction = event.before.icmpError ? Direction::Error
                      : fromSource           ? Direction::Request
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

void
Recorder::FlushIfFull()
{
    if (m_hops.size() < BATCH && m_drops.size() < BATCH && m_dns.size() < BATCH &&
        m_bgp.size() < BATCH && m_states->GetRows().GetSize() < BATCH)
    {
        return;
    }
    try
    {
        Flush();
    }
    catch (const RecordError& error)
    {
        // The caller is some model in the middle of its work, no place for an exception.
        m_failure = error;
        Simulator::Stop();
    }
}

void
Recorder::Flush()
{
    AnnounceFlows();
    m_writer.WriteEvents(m_headers, m_hops, m_drops);
    m_hops.clear();
    m_drops.clear();
    m_dropIndex.clear();
    m_writer.WriteState(m_states->GetRows());
    m_states->GetRows().Clear();
    m_writer.WriteDns(m_dns);
    m_dns.clear();
    m_writer.WriteBgpEvents(m_bgp);
    m_bgp.clear();
}

void
Recorder::AddEffectiveRoutes(const std::vector<EffectiveRouteRow>& rows)
{
    m_writer.WriteEffectiveRoutes(rows);
}

void
Recorder::AddEffectiveSecurityRules(const std::vector<EffectiveSecurityRuleRow>& rows)
{
    m_writer.WriteEffectiveSecurityRules(rows);
}

void
Recorder::AddFlowLog(const std::vector<FlowLogRow>& rows)
{
    m_writer.WriteFlowLog(rows);
}

void
Recorder::AddMetrics(const std::vector<MetricRow>& rows)
{
    m_writer.WriteMetrics(rows);
}

void
Recorder::AddLeftOut(const std::vector<LeftOutRow>& rows)
{
    m_writer.WriteLeftOut(rows);
}

void
Recorder::AddChecks(const std::vector<CheckSpec>& checks)
{
    m_writer.WriteChecks(checks);
}

std::vector<FlowRecord>
Recorder::ResultsOfFlows() const
{
    auto flows = m_ledger ? m_ledger->GetFlows() : std::vector<FlowRecord>();
    for (size_t i = 0; i < flows.size() && i + 1 < m_walks.size(); ++i)
    {
        const WalkRow& request = m_walks[i + 1][static_cast<size_t>(Direction::Request)];
        flows[i].translations = std::max(flows[i].translations, request.translations);
    }
    for (FlowRecord& flow : flows)
    {
        Conclude(flow);
    }
    return flows;
}

/** Adds what the application could not know. */
void
Recorder::Conclude(FlowRecord& flow) const
{
    const auto name = m_names.find(flow.destinationNodeId.value_or(PacketEvent::FABRIC));
    if (flow.destinationNode.empty() && name != m_names.end())
    {
        flow.destinationNode = name->second;
    }
    if (flow.outcome != FlowOutcome::Delivered && flow.reason == Reason::None &&
        flow.failure.empty())
    {
        flow.reason = Reason::Unfinished;
    }
}

void
Recorder::Finish(RunStatus status)
{
    if (m_failure)
    {
        throw *m_failure;
    }
    AddLiveState();
    if (m_dnsLedger)
    {
        m_dnsLedger->Flush(Simulator::Now().GetNanoSeconds());
    }
    Flush();
    AddBgpStatus();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - m_begin;
    m_writer.Finish(ResultsOfFlows(),
                    m_walks,
                    status,
                    Simulator::Now().GetSeconds(),
                    wall.count(),
                    m_ledger ? m_ledger->GetPacketCount() : 0);
}

const std::string&
Recorder::GetRunId() const
{
    return m_writer.GetRunId();
}

const std::shared_ptr<Database>&
Recorder::GetDatabase() const
{
    return m_database;
}

} // namespace ns3::v6lab
