// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_SESSION_TABLE_H
#define V6LAB_VPN_SESSION_TABLE_H

#include "model/core/nat64/transport-address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <tuple>

namespace ns3::v6lab::vpn
{

/** The two ends of a flow of an application, as its packets name them (article D). */
struct SessionKey
{
    BibKind kind{BibKind::Udp};
    TransportAddress app;
    TransportAddress remote;

    friend bool operator<(const SessionKey& a, const SessionKey& b)
    {
        return std::tie(a.kind, a.app.address, a.app.port, a.remote.address, a.remote.port) <
               std::tie(b.kind, b.app.address, b.app.port, b.remote.address, b.remote.port);
    }
};

/** What a session waits for; the idle timeout is the same for all that wait for the same. */
enum class IdleClass : uint8_t
{
    Udp,
    Icmp,
    TcpEstablished,
    TcpTransitory,
};

constexpr size_t IDLE_CLASSES = 4;

/** By IdleClass, in ns. */
using IdleTimeouts = std::array<int64_t, IDLE_CLASSES>;

/**
 * The sessions of a VPN service, one per flow: found by their ends, ended when idle for too long,
 * limited in number. Times only go forward.
 */
template <class Content>
class SessionTable
{
  public:
    struct Entry
    {
        Content content;
        int64_t createdNs{0};
        int64_t expiresNs{0};
        IdleClass idle{IdleClass::Udp};
        std::list<SessionKey>::iterator place; //!< in the queue of its class
    };

    SessionTable(const IdleTimeouts& timeouts, size_t limit)
        : m_timeouts(timeouts),
          m_limit(limit)
    {
    }

    /** Null if there is none. */
    Entry* Find(const SessionKey& key)
    {
        const auto found = m_entries.find(key);
        return found == m_entries.end() ? nullptr : &found->second;
    }

    /** Null if the table is full; the key must be new. */
    Entry* Add(const SessionKey& key, Content content, IdleClass idle, int64_t nowNs)
    {
        if (m_entries.size() >= m_limit)
        {
            return nullptr;
        }
        Entry entry{std::move(content), nowNs, nowNs + TimeoutOf(idle), idle, {}};
        auto& queue = m_queues[static_cast<size_t>(idle)];
        entry.place = queue.insert(queue.end(), key);
        return &m_entries.emplace(key, std::move(entry)).first->second;
    }

    /** A packet came, of either direction: it is idle from now on, and for what `idle` says. */
    void Touch(Entry& entry, IdleClass idle, int64_t nowNs)
    {
        auto& queue = m_queues[static_cast<size_t>(idle)];
        queue.splice(queue.end(), m_queues[static_cast<size_t>(entry.idle)], entry.place);
        entry.idle = idle;
        entry.expiresNs = nowNs + TimeoutOf(idle);
    }

    /** What it was; nothing if there is none. */
    std::optional<Entry> Remove(const SessionKey& key)
    {
        const auto found = m_entries.find(key);
        if (found == m_entries.end())
        {
            return std::nullopt;
        }
        Entry entry = std::move(found->second);
        m_queues[static_cast<size_t>(entry.idle)].erase(entry.place);
        m_entries.erase(found);
        entry.place = {};
        return entry;
    }

    /** When the next one will have been idle for too long; nothing if there is none. */
    std::optional<int64_t> GetDeadline() const
    {
        std::optional<int64_t> first;
        for (const auto& queue : m_queues)
        {
            if (!queue.empty())
            {
                const int64_t expires = m_entries.at(queue.front()).expiresNs;
                first = first ? std::min(*first, expires) : expires;
            }
        }
        return first;
    }

    /** One that has been idle for too long at `nowNs`. */
    std::optional<SessionKey> FindExpired(int64_t nowNs) const
    {
        for (const auto& queue : m_queues)
        {
            if (!queue.empty() && m_entries.at(queue.front()).expiresNs <= nowNs)
            {
                return queue.front();
            }
        }
        return std::nullopt;
    }

    size_t GetSize() const
    {
        return m_entries.size();
    }

    /** In the order of the keys. */
    const std::map<SessionKey, Entry>& GetEntries() const
    {
        return m_entries;
    }

  private:
    int64_t TimeoutOf(IdleClass idle) const
    {
        return m_timeouts[static_cast<size_t>(idle)];
    }

    IdleTimeouts m_timeouts;
    size_t m_limit;
    std::map<SessionKey, Entry> m_entries;
    std::array<std::list<SessionKey>, IDLE_CLASSES> m_queues; //!< longest idle first
};

} // namespace ns3::v6lab::vpn

#endif // V6LAB_VPN_SESSION_TABLE_H
