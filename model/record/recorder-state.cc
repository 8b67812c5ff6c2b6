// SPDX-License-Identifier: GPL-2.0-only
// What the recorder hears of NAT64s' bindings, sessions and pools.
#include "model/record/recorder.h"
#include "model/record/state-log.h"
#include "model/translation/nat64.h"

#include "ns3/node.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

int64_t
NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

/** The order of Nat64Core::GetBindings() and GetSessions(). */
template <typename A, typename B>
bool
IsBefore(const A& a, const B& b)
{
    return std::tie(a.kind, a.inside.address, a.inside.port) <
           std::tie(b.kind, b.inside.address, b.inside.port);
}

} // namespace

void
Recorder::WatchState(const Ptr<Nat64>& nat64)
{
    const uint32_t node = nat64->GetObject<Node>()->GetId();
    m_nat64s[node] = nat64;
    nat64->TraceConnectWithoutContext("Binding", MakeCallback(&Recorder::OnBinding, this, node));
    nat64->TraceConnectWithoutContext("Session", MakeCallback(&Recorder::OnSession, this, node));
    nat64->TraceConnectWithoutContext("PoolUse", MakeCallback(&Recorder::OnPoolUse, this, node));
    // What was there before: static bindings, and pools that may never change.
    for (const BindingRecord& binding : nat64->GetBindings())
    {
        OnBinding(node, binding, Change::Added);
    }
    const Nat64Usage usage = nat64->GetUsage();
    for (size_t kind = 0; kind < BIB_KINDS; ++kind)
    {
        if (usage.poolCapacity[kind] != 0)
        {
            OnPoolUse(node,
                      static_cast<BibKind>(kind),
                      usage.poolUsed[kind],
                      usage.poolCapacity[kind]);
        }
    }
}

void
Recorder::OnBinding(uint32_t node, const BindingRecord& binding, Change change)
{
    if (!m_failure)
    {
        m_states->OnBinding(node, binding, change, NowNs());
        FlushIfFull();
    }
}

void
Recorder::OnSession(uint32_t node, const SessionRecord& session, Change change)
{
    if (!m_failure)
    {
        m_states->OnSession(node, session, change, NowNs());
        FlushIfFull();
    }
}

void
Recorder::OnPoolUse(uint32_t node, BibKind kind, uint64_t used, uint64_t capacity)
{
    if (!m_failure)
    {
        m_states->OnPoolUse(node, kind, used, capacity, NowNs());
        FlushIfFull();
    }
}

void
Recorder::AddLiveState()
{
    m_writer.ForgetLiveState();
    for (const auto& [node, nat64] : m_nat64s)
    {
        AddLiveState(*nat64, node);
    }
    m_states->AddLastPoolUse(NowNs());
}

void
Recorder::AddLiveState(const Nat64& nat64, uint32_t node)
{
    const auto flushIfFull = [this] {
        if (m_states->GetRows().GetSize() >= BATCH)
        {
            Flush();
        }
    };
    const auto sessions = nat64.GetSessions();
    auto session = sessions.begin();
    for (const BindingRecord& binding : nat64.GetBindings())
    {
        std::optional<int64_t> expiresNs;
        for (; session != sessions.end() && !IsBefore(binding, *session); ++session)
        {
            if (!IsBefore(*session, binding)) // else a stored SYN, which has no binding
            {
                expiresNs = std::max(expiresNs.value_or(0), session->expiresNs);
            }
        }
        m_states->AddLiveBinding(node, binding, expiresNs);
        flushIfFull();
    }
    for (const SessionRecord& each : sessions)
    {
        m_states->AddLiveSession(node, each);
        flushIfFull();
    }
}

} // namespace ns3::v6lab
