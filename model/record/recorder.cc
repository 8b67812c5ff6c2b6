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

namespace ns3::v6lab
{

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
