// SPDX-License-Identifier: GPL-2.0-only
// The rows of flows: as they were announced, and their results.
#include "model/record/recorder.h"

#include <algorithm>

namespace ns3::v6lab
{

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
    // A drop that the flow got over does not explain why a run that was cut short has no end of it.
    const bool wentOn = !flow.ended && flow.GetProgress() > flow.progressAtDrop;
    if (flow.outcome != FlowOutcome::Delivered && flow.failure.empty() &&
        (flow.reason == Reason::None || wentOn))
    {
        flow.reason = Reason::Unfinished;
    }
}

} // namespace ns3::v6lab
