// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ROUTING_TABLE_H
#define V6LAB_ROUTING_TABLE_H

#include "model/core/lpm-table.h"

namespace ns3::v6lab
{

/**
 * What a route leads to. Of several routes for one prefix the lower kind wins, then the metric; a
 * detour with a metric is measured by it against static routes.
 */
enum class RouteKind : uint8_t
{
    Detour,    //!< to somebody on this node who takes the packets: a translator
    Local,     //!< an address of this node
    Broadcast, //!< the directed broadcast address of one of its IPv4 subnets
    Connected, //!< a subnet of one of its links
    Static,
    Learned, //!< from a routing protocol
};

/** One route; the prefix it belongs to is the table's business. */
template <typename Key>
struct RouteEntry
{
    Key gateway{}; //!< the next hop; meaningless if onLink
    uint32_t interface {
        0
    };
    uint32_t metric{0};
    RouteKind kind{RouteKind::Static};
    bool onLink{true};  //!< the destination itself is the next hop
    uint16_t detour{0}; //!< which one, for RouteKind::Detour

    /** True if the two lead to the same place; the metric does not count. */
    bool SameTarget(const RouteEntry& other) const
    {
        return kind == other.kind && interface == other.interface && onLink == other.onLink &&
               detour == other.detour && (onLink || gateway == other.gateway);
    }
};

/**
 * The routes of one node and family: longest prefix first, then kind, metric and age. Routes of an
 * interface that is down do not count.
 */
template <typename Key>
class RoutingTable
{
  public:
    using Entry = RouteEntry<Key>;

    /** Adds a route; the same target for the same prefix only changes its metric. */
    void Add(const Key& prefix, uint8_t length, const Entry& entry)
    {
        Remove(prefix, length, entry);
        const uint32_t added = Allocate(entry);
        const uint32_t head = m_prefixes.FindExact(prefix, length);
        if (head == NONE || Before(entry, m_pool[head].entry))
        {
            m_pool[added].next = head;
            m_prefixes.Set(prefix, length, added);
            return;
        }
        uint32_t previous = head;
        while (m_pool[previous].next != NONE && !Before(entry, m_pool[m_pool[previous].next].entry))
        {
            previous = m_pool[previous].next;
        }
        m_pool[added].next = m_pool[previous].next;
        m_pool[previous].next = added;
    }

    /** Removes the route to the same target; false if there is none. */
    bool Remove(const Key& prefix, uint8_t length, const Entry& entry)
    {
        uint32_t previous = NONE;
        for (uint32_t i = m_prefixes.FindExact(prefix, length); i != NONE;
             previous = i, i = m_pool[i].next)
        {
            if (!m_pool[i].entry.SameTarget(entry))
            {
                continue;
            }
            if (previous != NONE)
            {
                m_pool[previous].next = m_pool[i].next;
            }
            else if (m_pool[i].next != NONE)
            {
                m_prefixes.Set(prefix, length, m_pool[i].next);
            }
            else
            {
                m_prefixes.Erase(prefix, length);
            }
            m_pool[i].next = m_free;
            m_free = i;
            --m_size;
            return true;
        }
        return false;
    }

    /** The best route for a destination; null if there is none. Valid until the table changes. */
    const Entry* Lookup(const Key& destination) const
    {
        if (!m_anyDown) // the usual case: the head of the list is the best
        {
            const uint32_t head = m_prefixes.Find(destination);
            return head == NONE ? nullptr : &m_pool[head].entry;
        }
        return LookupIf(destination, [](const Entry&) { return true; });
    }

    /** The best route that is no detour. */
    const Entry* LookupNative(const Key& destination) const
    {
        const Entry* best = Lookup(destination);
        if (!best || best->kind != RouteKind::Detour) // the usual case
        {
            return best;
        }
        return LookupIf(destination,
                        [](const Entry& entry) { return entry.kind != RouteKind::Detour; });
    }

    /** The best route that is neither a detour nor from a routing protocol. */
    const Entry* LookupConfigured(const Key& destination) const
    {
        return LookupIf(destination, [](const Entry& entry) {
            return entry.kind != RouteKind::Detour && entry.kind != RouteKind::Learned;
        });
    }

    /** The best route that leaves through this interface. */
    const Entry* LookupOn(const Key& destination, uint32_t interface) const
    {
        return LookupIf(destination, [interface](const Entry& entry) {
            return entry.interface == interface && entry.kind != RouteKind::Detour;
        });
    }

    void SetInterfaceUp(uint32_t interface, bool up)
    {
        if (interface >= m_down.size())
        {
            m_down.resize(interface + 1, false);
        }
        m_down[interface] = !up;
        m_anyDown = std::find(m_down.begin(), m_down.end(), true) != m_down.end();
    }

    /** Calls visit(key, length, entry) for every route, in the order of LpmTable::ForEach(). */
    template <typename Visit>
    void ForEach(Visit visit) const
    {
        m_prefixes.ForEach([&](const Key& key, uint8_t length, uint32_t head) {
            for (uint32_t i = head; i != NONE; i = m_pool[i].next)
            {
                visit(key, length, m_pool[i].entry);
            }
        });
    }

    size_t GetSize() const
    {
        return m_size;
    }

  private:
    static constexpr uint32_t NONE = LpmTable<Key>::NONE;

    struct Link
    {
        Entry entry;
        uint32_t next{NONE};
    };

    static RouteKind RankOf(const Entry& entry)
    {
        const bool measured = entry.kind == RouteKind::Detour && entry.metric > 0;
        return measured ? RouteKind::Static : entry.kind;
    }

    static bool Before(const Entry& a, const Entry& b)
    {
        const RouteKind rank = RankOf(a);
        return rank != RankOf(b) ? rank < RankOf(b) : a.metric < b.metric;
    }

    uint32_t Allocate(const Entry& entry)
    {
        ++m_size;
        if (m_free == NONE)
        {
            m_pool.push_back({entry, NONE});
            return static_cast<uint32_t>(m_pool.size() - 1);
        }
        const uint32_t index = m_free;
        m_free = m_pool[index].next;
        m_pool[index] = {entry, NONE};
        return index;
    }

    template <typename Accept>
    const Entry* LookupIf(const Key& destination, Accept accept) const
    {
        const Entry* best = nullptr;
        m_prefixes.FindIf(destination, [&](uint32_t head) {
            for (uint32_t i = head; i != NONE && !best; i = m_pool[i].next)
            {
                const Entry& entry = m_pool[i].entry;
                const bool down = entry.interface < m_down.size() && m_down[entry.interface];
                best = !down && accept(entry) ? &entry : nullptr;
            }
            return best != nullptr;
        });
        return best;
    }

    LpmTable<Key> m_prefixes; //!< prefix → head of its list in the pool
    std::vector<Link> m_pool; //!< all routes, and the free places
    std::vector<bool> m_down; //!< by interface
    uint32_t m_free{NONE};
    uint32_t m_size{0};
    bool m_anyDown{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_ROUTING_TABLE_H
