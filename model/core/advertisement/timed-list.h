// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TIMED_LIST_H
#define V6LAB_TIMED_LIST_H

#include "model/core/address.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** Never, as a time in nanoseconds. */
constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

/**
 * The time at which a lifetime ends; 0xffffffff seconds have no end (RFC 4861 4.6.2), nor has what
 * ends beyond the 292 years that a time can tell.
 */
inline int64_t
EndOf(uint32_t lifetimeSeconds, int64_t nowNs)
{
    const int64_t span = int64_t{lifetimeSeconds} * 1000000000;
    return lifetimeSeconds == 0xffffffff || span > NEVER - nowNs ? NEVER : nowNs + span;
}

/** The sooner of two deadlines, either of which may be missing. */
inline std::optional<int64_t>
Sooner(const std::optional<int64_t>& a, const std::optional<int64_t>& b)
{
    return a && b ? std::min(*a, *b) : a ? a : b;
}

/**
 * What routers told for a while, in the order in which it was first heard. Each router's word
 * counts for itself: a value lasts while one of them stands by it. Bounded, for routers that tell
 * too much.
 */
template <typename Value>
class TimedList
{
  public:
    static constexpr size_t CAPACITY = 64;

    struct Entry
    {
        Value value;
        IpAddress router;
        int64_t expiresNs;
    };

    /** Lifetime 0 ends the router's word; a new lifetime does not change the order. */
    void Hear(const Value& value, const IpAddress& router, uint32_t lifetimeSeconds, int64_t nowNs)
    {
        const auto known = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) {
            return e.router == router && e.value == value;
        });
        if (lifetimeSeconds == 0)
        {
            if (known != m_entries.end())
            {
                m_entries.erase(known);
            }
        }
        else if (known != m_entries.end())
        {
            known->expiresNs = EndOf(lifetimeSeconds, nowNs);
        }
        else if (m_entries.size() < CAPACITY)
        {
            m_entries.push_back({value, router, EndOf(lifetimeSeconds, nowNs)});
        }
    }

    /** Forgets what has ended. */
    void Expire(int64_t nowNs)
    {
        const auto ended = [nowNs](const Entry& entry) { return entry.expiresNs <= nowNs; };
        m_entries.erase(std::remove_if(m_entries.begin(), m_entries.end(), ended), m_entries.end());
    }

    /** When the next entry ends; nothing if none does. */
    std::optional<int64_t> GetDeadline() const
    {
        std::optional<int64_t> deadline;
        for (const auto& entry : m_entries)
        {
            if (entry.expiresNs != NEVER)
            {
                deadline = Sooner(deadline, entry.expiresNs);
            }
        }
        return deadline;
    }

    /** Each value once. */
    std::vector<Value> GetValues() const
    {
        std::vector<Value> values;
        for (const auto& entry : m_entries)
        {
            if (std::find(values.begin(), values.end(), entry.value) == values.end())
            {
                values.push_back(entry.value);
            }
        }
        return values;
    }

    const std::vector<Entry>& GetEntries() const
    {
        return m_entries;
    }

  private:
    std::vector<Entry> m_entries;
};

} // namespace ns3::v6lab

#endif // V6LAB_TIMED_LIST_H
