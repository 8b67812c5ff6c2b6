// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/flow-memory.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

FlowMemory::FlowMemory(size_t capacity, int64_t idleNs)
    : m_capacity(std::max<size_t>(capacity, 1)),
      m_idleNs(idleNs)
{
}

void
FlowMemory::Refresh(Uses::iterator use, int64_t nowNs)
{
    use->lastUsedNs = nowNs;
    m_uses.splice(m_uses.end(), m_uses, use);
}

void
FlowMemory::Note(const NicFlow& flow, int64_t nowNs)
{
    const auto known = m_byFlow.find(flow);
    if (known != m_byFlow.end())
    {
        return Refresh(known->second, nowNs);
    }
    while (!m_uses.empty() &&
           (m_uses.size() >= m_capacity || nowNs - m_uses.front().lastUsedNs >= m_idleNs))
    {
        m_byFlow.erase(m_uses.front().flow);
        m_uses.pop_front();
    }
    m_byFlow.emplace(flow, m_uses.insert(m_uses.end(), {flow, nowNs}));
}

bool
FlowMemory::Recall(const NicFlow& flow, int64_t nowNs)
{
    const auto known = m_byFlow.find(flow);
    if (known == m_byFlow.end() || nowNs - known->second->lastUsedNs >= m_idleNs)
    {
        return false;
    }
    Refresh(known->second, nowNs);
    return true;
}

} // namespace ns3::v6lab::azure
