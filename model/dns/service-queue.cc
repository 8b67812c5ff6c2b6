// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/service-queue.h"

#include <algorithm>

namespace ns3::v6lab
{

ServiceQueue::ServiceQueue(Time serviceTime, uint32_t workers, uint32_t places)
    : m_serviceTime(serviceTime),
      m_places(places)
{
    for (uint32_t i = 0; i < workers; ++i)
    {
        m_free.push(Time(0));
    }
}

std::optional<Time>
ServiceQueue::Admit(Time now)
{
    while (!m_starts.empty() && m_starts.front() <= now)
    {
        m_starts.pop_front();
    }
    const Time start = std::max(now, m_free.top());
    if (start > now)
    {
        if (m_starts.size() >= m_places)
        {
            return std::nullopt;
        }
        m_starts.push_back(start);
    }
    m_free.pop();
    m_free.push(start + m_serviceTime);
    return start + m_serviceTime;
}

} // namespace ns3::v6lab
