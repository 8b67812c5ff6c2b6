// SPDX-License-Identifier: GPL-2.0-only
// What the recorder hears of translators' bindings, sessions and pools.
#include "model/record/recorder.h"
#include "model/record/state-log.h"
#include "model/routing/simulated-time.h"
#include "model/translation/stateful-translator.h"
#include "model/vpn/vpn-proxy.h"

#include "ns3/node.h"

#include <algorithm>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

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
Recorder::WatchState(const Ptr<StatefulTranslator>& translator)
{
    const uint32_t node = translator->GetObject<Node>()->GetId();
    m_stateful.emplace(node, translator);
    translator->TraceConnectWithoutContext("Binding",
                                           MakeCallback(&Recorder::OnBinding, this, node));
    translator->TraceConnectWithoutContext("Session",
                                           MakeCallback(&Recorder::OnSession, this, node));
    translator->TraceConnectWithoutContext("PoolUse",
                                           MakeCallback(&Recorder::OnPoolUse, this, node));
    // What was there before: static bindings, and pools that may never change.
    for (const BindingRecord& binding : translator->GetBindings())
    {
        OnBinding(node, binding, Change::Added);
    }
    for (const PoolUse& use : translator->GetPoolUse())
    {
        OnPoolUse(node, use);
    }
}

/** It translates nothing: there are sessions, but no bindings behind them. */
void
Recorder::WatchVpn(const Ptr<VpnProxy>& proxy)
{
    const uint32_t node = proxy->GetDevice()->GetNode()->GetId();
    m_vpns.emplace_back(node, proxy);
    proxy->TraceConnectWithoutContext("Session", MakeCallback(&Recorder::OnSession, this, node));
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
Recorder::OnPoolUse(uint32_t node, const PoolUse& use)
{
    if (!m_failure)
    {
        m_states->OnPoolUse(node, use, NowNs());
        FlushIfFull();
    }
}

void
Recorder::AddLiveState()
{
    m_writer.ForgetLiveState();
    for (const auto& [node, translator] : m_stateful)
    {
        AddLiveState(*translator, node);
    }
    for (const auto& [node, proxy] : m_vpns)
    {
        for (const SessionRecord& session : proxy->GetSessions())
        {
            m_states->AddLiveSession(node, session);
        }
    }
    m_states->AddLastPoolUse(NowNs());
}

void
Recorder::AddLiveState(const StatefulTranslator& translator, uint32_t node)
{
    const auto flushIfFull = [this] {
        if (m_states->GetRows().GetSize() >= BATCH)
        {
            Flush();
        }
    };
    const auto sessions = translator.GetSessions();
    auto session = sessions.begin();
    for (const BindingRecord& binding : translator.GetBindings())
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
