// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/path-mtu-cache.h"

#include <algorithm>

namespace ns3::v6lab
{

uint32_t
PlateauBelow(uint32_t length)
{
    for (const uint32_t plateau : {65535, 32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296})
    {
        if (plateau < length)
        {
            return plateau;
        }
    }
    return PathMtuCache::MINIMUM_V4;
}

bool
PathMtuCache::Learn(const IpAddress& destination,
                    uint32_t reportedMtu,
                    uint32_t quotedLength,
                    int64_t nowNs)
{
    Forget(nowNs);
    if (reportedMtu >= quotedLength)
    {
        return false;
    }
    const bool v4 = destination.IsV4();
    const uint32_t reported = v4 && reportedMtu == 0 ? PlateauBelow(quotedLength) : reportedMtu;
    const uint32_t mtu = std::max(reported, v4 ? MINIMUM_V4 : MINIMUM_V6);
    if (const uint32_t known = Get(destination, nowNs); known != 0 && mtu >= known)
    {
        return false;
    }
    // Queued expiries that a newer one replaced count too, or they could pile up.
    if (m_expiries.size() >= CAPACITY)
    {
        Forget(m_expiries.front().first);
    }
    m_entries[destination] = {mtu, nowNs + LIFETIME_NS};
    m_expiries.emplace_back(nowNs + LIFETIME_NS, destination);
    return true;
}

uint32_t
PathMtuCache::Get(const IpAddress& destination, int64_t nowNs) const
{
    const auto known = m_entries.find(destination);
    return known == m_entries.end() || known->second.expiresNs <= nowNs ? 0 : known->second.mtu;
}

void
PathMtuCache::Forget(int64_t nowNs)
{
    while (!m_expiries.empty() && m_expiries.front().first <= nowNs)
    {
        const auto entry = m_entries.find(m_expiries.front().second);
        if (entry != m_entries.end() && entry->second.expiresNs <= nowNs)
        {
            m_entries.erase(entry);
        }
        m_expiries.pop_front();
    }
}

} // namespace ns3::v6lab
