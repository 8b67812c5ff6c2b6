// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIRST_FRAGMENTS_H
#define V6LAB_FIRST_FRAGMENTS_H

#include "model/core/address.h"

#include <cstdint>
#include <list>
#include <map>
#include <tuple>

namespace ns3::v6lab
{

/** RFC 791 3.2, RFC 8200 4.5: what the fragments of one datagram have in common. */
struct DatagramId
{
    IpAddress source;
    IpAddress destination;
    uint8_t protocol{0};
    uint32_t identification{0};

    friend bool operator<(const DatagramId& a, const DatagramId& b)
    {
        return std::tie(a.source, a.destination, a.protocol, a.identification) <
               std::tie(b.source, b.destination, b.protocol, b.identification);
    }
};

/**
 * What the first fragments of datagrams told, for the fragments behind them, which carry no ports.
 * Fragments in order pass (RFC 4787 REQ-14); nothing is held.
 */
template <typename Known>
class FirstFragments
{
  public:
    FirstFragments(uint32_t limit, int64_t timeoutNs)
        : m_limit(limit),
          m_timeoutNs(timeoutNs)
    {
    }

    /** Remembers the datagram; null if there are too many already. */
    const Known* Announce(const DatagramId& first, const Known& known, int64_t nowNs)
    {
        if (const Known* before = Find(first, nowNs)) // a duplicate
        {
            return before;
        }
        if (m_datagrams.size() >= m_limit)
        {
            return nullptr;
        }
        m_datagrams.push_back({first, known, nowNs + m_timeoutNs});
        m_byId[first] = std::prev(m_datagrams.end());
        return &m_datagrams.back().known;
    }

    /** Null if the first fragment did not come, or too long ago. */
    const Known* Find(const DatagramId& later, int64_t nowNs)
    {
        while (!m_datagrams.empty() && m_datagrams.front().expiresNs <= nowNs)
        {
            m_byId.erase(m_datagrams.front().id);
            m_datagrams.pop_front();
        }
        const auto found = m_byId.find(later);
        return found == m_byId.end() ? nullptr : &found->second->known;
    }

    void Forget(const DatagramId& datagram)
    {
        const auto found = m_byId.find(datagram);
        if (found != m_byId.end())
        {
            m_datagrams.erase(found->second);
            m_byId.erase(found);
        }
    }

  private:
    struct Datagram
    {
        DatagramId id;
        Known known;
        int64_t expiresNs{0};
    };

    using Datagrams = std::list<Datagram>;

    uint32_t m_limit;
    int64_t m_timeoutNs;
    Datagrams m_datagrams; //!< in the order in which they expire
    std::map<DatagramId, typename Datagrams::iterator> m_byId;
};

} // namespace ns3::v6lab

#endif // V6LAB_FIRST_FRAGMENTS_H
