// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PLACE_INDEX_H
#define V6LAB_PLACE_INDEX_H

#include "model/core/nat64/slab.h"

#include <utility>

namespace ns3::v6lab
{

/**
 * Finds the places of records by a hash of their keys; the records themselves say whether the key
 * is right. Eight bytes a slot, linear probing, no tombstones. Libraries' hash tables hide where
 * they will look: here it can be fetched from memory while a packet is still being read, which is
 * half the cost of a look-up among a million.
 */
class PlaceIndex
{
  public:
    PlaceIndex()
        : m_slots(FIRST)
    {
    }

    /** The place whose record is the `same`; NO_RECORD if there is none. */
    template <typename Same>
    uint32_t Find(uint64_t hash, Same same) const
    {
        const auto wanted = static_cast<uint32_t>(hash);
        for (size_t i = wanted & GetMask(); m_slots[i].place != NO_RECORD; i = Next(i))
        {
            if (m_slots[i].hash == wanted && same(m_slots[i].place))
            {
                return m_slots[i].place;
            }
        }
        return NO_RECORD;
    }

    void Insert(uint64_t hash, uint32_t place)
    {
        if ((m_size + 1) * 4 > m_slots.size() * 3)
        {
            Grow();
        }
        Put({static_cast<uint32_t>(hash), place});
        ++m_size;
    }

    /** The place must be there. Slots behind it move up, so that none is left unreachable. */
    void Erase(uint64_t hash, uint32_t place)
    {
        size_t hole = static_cast<uint32_t>(hash) & GetMask();
        while (m_slots[hole].place != place)
        {
            assert(m_slots[hole].place != NO_RECORD);
            hole = Next(hole);
        }
        for (size_t i = Next(hole); m_slots[i].place != NO_RECORD; i = Next(i))
        {
            const size_t home = m_slots[i].hash & GetMask();
            if (((i - home) & GetMask()) >= ((i - hole) & GetMask()))
            {
                m_slots[hole] = m_slots[i];
                hole = i;
            }
        }
        m_slots[hole] = Slot();
        --m_size;
    }

    void Prefetch(uint64_t hash) const
    {
        __builtin_prefetch(&m_slots[static_cast<uint32_t>(hash) & GetMask()]);
    }

    uint32_t GetSize() const
    {
        return m_size;
    }

    std::vector<uint32_t> GetPlaces() const
    {
        std::vector<uint32_t> places;
        for (const auto& slot : m_slots)
        {
            if (slot.place != NO_RECORD)
            {
                places.push_back(slot.place);
            }
        }
        return places;
    }

  private:
    struct Slot
    {
        uint32_t hash{0};
        uint32_t place{NO_RECORD};
    };

    static constexpr size_t FIRST = 64;

    size_t GetMask() const
    {
        return m_slots.size() - 1;
    }

    size_t Next(size_t i) const
    {
        return (i + 1) & GetMask();
    }

    void Put(Slot slot)
    {
        size_t i = slot.hash & GetMask();
        while (m_slots[i].place != NO_RECORD)
        {
            i = Next(i);
        }
        m_slots[i] = slot;
    }

    void Grow()
    {
        const auto old = std::exchange(m_slots, Slots(m_slots.size() * 2));
        for (const auto& slot : old)
        {
            if (slot.place != NO_RECORD)
            {
                Put(slot);
            }
        }
    }

    using Slots = std::vector<Slot, LargeMemory<Slot>>;

    Slots m_slots; //!< a power of two of them
    uint32_t m_size{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_PLACE_INDEX_H
