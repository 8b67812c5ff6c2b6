// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/state-log.h"

#include <algorithm>

namespace ns3::v6lab
{

StateLog::StateLog(RecordLevel level)
    : m_level(level)
{
}

StateLog::Outside
StateLog::OutsideOf(const BindingRecord& binding)
{
    return {binding.kind, {binding.outside.address, binding.outside.port}};
}

/** The outside of its binding: of virtual IPv6 that is the remote host, with all its ports. */
StateLog::Outside
StateLog::OutsideOf(const SessionRecord& session)
{
    if (session.inside.address.IsV4())
    {
        return {std::nullopt, {session.remote6.address, 0}};
    }
    return {session.kind, {session.outside.address, session.outside.port}};
}

void
StateLog::OnBinding(uint32_t node, const BindingRecord& binding, Change change, int64_t nowNs)
{
    Translator& translator = m_translators[node];
    if (change == Change::Added)
    {
        if (binding.isStatic)
        {
            translator.permanent.insert(OutsideOf(binding));
        }
        return;
    }
    if (change != Change::Removed)
    {
        return;
    }
    const Outside outside = OutsideOf(binding);
    BindingRow row{binding, binding.expiresNs, nowNs, node};
    row.binding.isStatic = translator.permanent.erase(outside) != 0 || binding.isStatic;
    if (!row.expiresNs && translator.lastRemoved == outside)
    {
        row.expiresNs = translator.lastExpiry;
    }
    translator.lastRemoved.reset();
    m_rows.bindings.push_back(row);
}

void
StateLog::OnSession(uint32_t node, const SessionRecord& session, Change change, int64_t nowNs)
{
    if (m_level != RecordLevel::Flows)
    {
        m_rows.events.push_back({session, nowNs, node, change});
    }
    if (change != Change::Removed)
    {
        return;
    }
    Translator& translator = m_translators[node];
    const Outside outside = OutsideOf(session);
    const bool same = translator.lastRemoved == outside;
    translator.lastExpiry =
        same ? std::max(translator.lastExpiry, session.expiresNs) : session.expiresNs;
    translator.lastRemoved = outside;
    m_rows.sessions.push_back({session, nowNs, node, translator.permanent.count(outside) != 0});
}

void
StateLog::WriteWaiting(Pool& pool, int64_t nowNs)
{
    if (pool.waiting && *pool.due <= nowNs)
    {
        m_rows.pools.push_back(*pool.waiting);
        m_rows.pools.back().timeNs = *pool.due;
        pool.due = *pool.due + POOL_INTERVAL_NS;
        pool.waiting.reset();
    }
}

void
StateLog::OnPoolUse(uint32_t node, const PoolUse& use, int64_t nowNs)
{
    const size_t place = use.kind ? static_cast<size_t>(*use.kind) : BIB_KINDS;
    Pool& pool = m_translators[node].pools.at(place);
    WriteWaiting(pool, nowNs);
    const PoolRow row{nowNs, use.used, use.capacity, node, use.kind};
    if (pool.due && nowNs < *pool.due)
    {
        pool.waiting = row;
        return;
    }
    m_rows.pools.push_back(row);
    pool.due = nowNs + POOL_INTERVAL_NS;
}

void
StateLog::AddLiveBinding(uint32_t node,
                         const BindingRecord& binding,
                         const std::optional<int64_t>& expiresNs)
{
    m_rows.bindings.push_back(
        {binding, binding.expiresNs ? binding.expiresNs : expiresNs, std::nullopt, node});
}

void
StateLog::AddLiveSession(uint32_t node, const SessionRecord& session)
{
    const auto& permanent = m_translators[node].permanent;
    const bool isStatic = permanent.count(OutsideOf(session)) != 0;
    m_rows.sessions.push_back({session, std::nullopt, node, isStatic});
}

void
StateLog::AddLastPoolUse(int64_t nowNs)
{
    for (auto& [node, translator] : m_translators)
    {
        for (Pool& pool : translator.pools)
        {
            WriteWaiting(pool, nowNs);
            if (pool.waiting)
            {
                pool.due = nowNs;
                WriteWaiting(pool, nowNs);
            }
        }
    }
}

StateRows&
StateLog::GetRows()
{
    return m_rows;
}

} // namespace ns3::v6lab
