// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_POOL_COUNTS_H
#define V6LAB_POOL_COUNTS_H

#include "model/core/nat64/pool4.h"
#include "model/core/time-units.h"

#include <array>
#include <limits>

namespace ns3::v6lab
{

/** What a pool counts of itself: use, and the events of RFC 8158 4.4 and 4.5. */
class PoolCounts
{
  public:
    PoolCounts(uint8_t highWater, uint8_t lowWater, std::array<uint64_t, BIB_KINDS> capacity)
        : m_highWater(highWater),
          m_lowWater(lowWater),
          m_capacity(capacity)
    {
    }

    void Taken(BibKind kind)
    {
        const auto k = static_cast<size_t>(kind);
        ++m_used[k];
        if (m_highWater > 0 && !m_isHigh[k] && m_used[k] * 100 >= m_capacity[k] * m_highWater)
        {
            m_isHigh[k] = true;
            ++m_counters.high;
        }
    }

    void Freed(BibKind kind)
    {
        const auto k = static_cast<size_t>(kind);
        --m_used[k];
        if (m_isHigh[k] && m_used[k] * 100 <= m_capacity[k] * m_lowWater)
        {
            m_isHigh[k] = false;
            ++m_counters.low;
        }
    }

    void Refused(Reason reason, int64_t nowNs)
    {
        if (reason == Reason::SubscriberLimit)
        {
            ++m_counters.subscriberLimit;
            return;
        }
        ++m_counters.exhausted;
        if (nowNs >= m_nextEvent)
        {
            ++m_counters.exhaustedEvents;
            m_nextEvent = nowNs + SECOND;
        }
    }

    uint64_t GetUsed(BibKind kind) const
    {
        return m_used[static_cast<size_t>(kind)];
    }

    uint64_t GetCapacity(BibKind kind) const
    {
        return m_capacity[static_cast<size_t>(kind)];
    }

    const PoolCounters& GetCounters() const
    {
        return m_counters;
    }

  private:
    uint8_t m_highWater;
    uint8_t m_lowWater;
    std::array<uint64_t, BIB_KINDS> m_capacity;
    std::array<uint64_t, BIB_KINDS> m_used{};
    std::array<bool, BIB_KINDS> m_isHigh{};
    int64_t m_nextEvent{std::numeric_limits<int64_t>::min()};
    PoolCounters m_counters;
};

} // namespace ns3::v6lab

#endif // V6LAB_POOL_COUNTS_H
