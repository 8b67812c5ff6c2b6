// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/connection-ends.h"

namespace ns3::v6lab
{

ConnectionEnds::ConnectionEnds(size_t capacity)
    : m_capacity(capacity)
{
}

void
ConnectionEnds::Note(const Key& key, const TcpPlace& segment, bool fromServer)
{
    auto found = m_entries.find(key);
    if (found == m_entries.end())
    {
        if (m_entries.size() >= m_capacity)
        {
            m_entries.erase(m_ages.front());
            m_ages.pop_front();
        }
        found = m_entries.emplace(key, Entry{{}, m_ages.insert(m_ages.end(), key)}).first;
    }
    m_ages.splice(m_ages.end(), m_ages, found->second.age);
    auto& end = fromServer ? found->second.ends.server : found->second.ends.client;
    const bool late = end && static_cast<int32_t>(segment.next - end->next) < 0;
    if (!late)
    {
        end = segment;
    }
}

std::optional<ConnectionEnds::Ends>
ConnectionEnds::Take(const Key& key)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
    {
        return std::nullopt;
    }
    const Ends ends = found->second.ends;
    m_ages.erase(found->second.age);
    m_entries.erase(found);
    return ends;
}

} // namespace ns3::v6lab
