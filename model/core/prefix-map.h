// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREFIX_MAP_H
#define V6LAB_PREFIX_MAP_H

#include "model/core/address.h"
#include "model/core/lpm-table.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

/**
 * Prefixes of both families to values, found by longest-prefix match: LpmTable for those who hold
 * addresses as IpAddress. Pointers that Find() returned live until the next change.
 */
template <typename Value>
class PrefixMap
{
  public:
    /** Replaces what the prefix had. */
    void Insert(const Prefix& prefix, Value value)
    {
        const uint32_t found = Exact(prefix);
        if (found != NONE)
        {
            m_values[found].value = std::move(value);
            return;
        }
        const auto index = static_cast<uint32_t>(m_values.size());
        m_values.push_back({std::move(value)});
        if (prefix.GetFamily() == Family::V4)
        {
            m_v4.Set(prefix.GetAddress().ToV4(), prefix.GetLength(), index);
        }
        else
        {
            m_v6.Set(KeyOf(prefix.GetAddress()), prefix.GetLength(), index);
        }
    }

    /** False if the map has no such prefix. */
    bool Remove(const Prefix& prefix)
    {
        if (Exact(prefix) == NONE)
        {
            return false;
        }
        if (prefix.GetFamily() == Family::V4)
        {
            m_v4.Erase(prefix.GetAddress().ToV4(), prefix.GetLength());
        }
        else
        {
            m_v6.Erase(KeyOf(prefix.GetAddress()), prefix.GetLength());
        }
        return true;
    }

    /** The value of the longest prefix that contains the address; null if none does. */
    const Value* Find(const IpAddress& address) const
    {
        const uint32_t found =
            address.IsV4() ? m_v4.Find(address.ToV4()) : m_v6.Find(KeyOf(address));
        return found == NONE ? nullptr : &m_values[found].value;
    }

    /** The value of exactly this prefix; null if it has none. */
    const Value* FindExact(const Prefix& prefix) const
    {
        const uint32_t found = Exact(prefix);
        return found == NONE ? nullptr : &m_values[found].value;
    }

    size_t Size() const
    {
        return m_v4.GetSize() + m_v6.GetSize();
    }

    void Clear()
    {
        *this = PrefixMap();
    }

  private:
    static constexpr uint32_t NONE = LpmTable<uint32_t>::NONE;

    struct Entry // keeps std::vector from packing bools
    {
        Value value;
    };

    static Key128 KeyOf(const IpAddress& address)
    {
        Key128 key;
        for (int i = 0; i < 8; ++i)
        {
            key.high = key.high << 8 | address.GetBytes()[i];
            key.low = key.low << 8 | address.GetBytes()[8 + i];
        }
        return key;
    }

    uint32_t Exact(const Prefix& prefix) const
    {
        return prefix.GetFamily() == Family::V4
                   ? m_v4.FindExact(prefix.GetAddress().ToV4(), prefix.GetLength())
                   : m_v6.FindExact(KeyOf(prefix.GetAddress()), prefix.GetLength());
    }

    LpmTable<uint32_t> m_v4;
    LpmTable<Key128> m_v6;
    std::vector<Entry>
        m_values; //!< by the tables' values; a removed prefix leaves its place unused
};

} // namespace ns3::v6lab

#endif // V6LAB_PREFIX_MAP_H
