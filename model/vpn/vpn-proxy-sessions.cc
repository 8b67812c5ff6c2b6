// SPDX-License-Identifier: GPL-2.0-only
// How long a proxy's sessions last, and what it tells of them.
#include "model/routing/simulated-time.h"
#include "model/vpn/vpn-proxy.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

void
VpnProxy::Touch(const vpn::SessionKey& key, vpn::IdleClass idle)
{
    auto* entry = m_sessions ? m_sessions->Find(key) : nullptr;
    if (!entry)
    {
        return;
    }
    m_sessions->Touch(*entry, idle, NowNs());
    const char* state = entry->content.relay->GetStateWord();
    if (state != entry->content.state)
    {
        entry->content.state = state;
        m_session(RecordOf(key, *entry), Change::Changed);
    }
}

void
VpnProxy::End(const vpn::SessionKey& key)
{
    const auto ended = m_sessions ? m_sessions->Remove(key) : std::nullopt;
    if (ended)
    {
        m_session(RecordOf(key, *ended), Change::Removed);
        ended->content.relay->Close();
    }
}

void
VpnProxy::Expire()
{
    while (const auto key = m_sessions->FindExpired(NowNs()))
    {
        End(*key);
    }
    Watch();
}

/** One event waits for all sessions; that of a session which lives on finds nothing to do. */
void
VpnProxy::Watch()
{
    const auto deadline = m_sessions->GetDeadline();
    if (deadline && (!m_timer.IsRunning() || *deadline < m_timerAt))
    {
        m_timer.Cancel();
        m_timerAt = *deadline;
        m_timer = Simulator::Schedule(NanoSeconds(std::max<int64_t>(*deadline - NowNs(), 1)),
                                      &VpnProxy::Expire,
                                      this);
    }
}

SessionRecord
VpnProxy::RecordOf(const vpn::SessionKey& key, const Table::Entry& entry) const
{
    SessionRecord record;
    record.kind = key.kind;
    record.inside = key.app;
    record.outside = entry.content.relay->GetOutside();
    record.remote6 = record.remote4 = key.remote;
    record.createdNs = entry.createdNs;
    record.expiresNs = entry.expiresNs;
    record.stateWord = entry.content.relay->GetStateWord();
    return record;
}

std::vector<SessionRecord>
VpnProxy::GetSessions() const
{
    std::vector<SessionRecord> sessions;
    if (m_sessions)
    {
        for (const auto& [key, entry] : m_sessions->GetEntries())
        {
            sessions.push_back(RecordOf(key, entry));
        }
    }
    return sessions;
}

} // namespace ns3::v6lab
