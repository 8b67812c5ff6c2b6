// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_QUARANTINE_H
#define V6LAB_QUARANTINE_H

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

namespace ns3::v6lab
{

/** Ports that rest before they are used again (RFC 6888 2 REQ-8), first in, first out. */
class Quarantine
{
  public:
    /** `dueNs` never falls from one call to the next. */
    void Put(uint64_t port, int64_t dueNs)
    {
        m_due[port] = dueNs;
        m_queue.push_back({port, dueNs});
    }

    /** Ends the port's rest early; false if it does not rest. */
    bool Remove(uint64_t port)
    {
        return m_due.erase(port) > 0;
    }

    /** Calls free(port) for each one that has rested long enough. */
    template <typename Free>
    void Expire(int64_t nowNs, Free free)
    {
        while (!m_queue.empty() && m_queue.front().dueNs <= nowNs)
        {
            const Entry entry = m_queue.front();
            m_queue.pop_front();
            // A port removed early may rest again by now: then a later entry is the one in force.
            const auto due = m_due.find(entry.port);
            if (due != m_due.end() && due->second == entry.dueNs)
            {
                m_due.erase(due);
                free(entry.port);
            }
        }
    }

    /** When Expire() may have something to do; nothing if nothing rests. */
    std::optional<int64_t> GetDeadline() const
    {
        return m_due.empty() ? std::nullopt : std::optional(m_queue.front().dueNs);
    }

  private:
    struct Entry
    {
        uint64_t port;
        int64_t dueNs;
    };

    std::deque<Entry> m_queue;
    std::unordered_map<uint64_t, int64_t> m_due;
};

} // namespace ns3::v6lab

#endif // V6LAB_QUARANTINE_H
