// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SLAB_H
#define V6LAB_SLAB_H

#include "model/core/nat64/large-memory.h"

#include <cassert>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace ns3::v6lab
{

/** "No record": the end of a list, or nothing found. */
constexpr uint32_t NO_RECORD = 0xffffffff;

/**
 * Records of one kind in blocks, named by number. Nothing ever moves, and growing never needs twice
 * the memory: blocks double up to a size where doubling would hurt. Freed places are used again,
 * the last one first.
 */
template <typename Record>
class Slab
{
  public:
    static_assert(std::is_trivially_destructible_v<Record>);

    Slab() = default;
    Slab(const Slab&) = delete;
    Slab& operator=(const Slab&) = delete;

    ~Slab()
    {
        for (size_t i = 0; i < m_blocks.size(); ++i)
        {
            LargeMemory<Record>().deallocate(m_blocks[i], SizeOf(i));
        }
    }

    uint32_t Take()
    {
        uint32_t place = m_next;
        if (!m_free.empty())
        {
            place = m_free.back();
            m_free.pop_back();
        }
        else if (m_next++ == m_room)
        {
            const uint32_t size = SizeOf(m_blocks.size());
            m_blocks.push_back(LargeMemory<Record>().allocate(size));
            m_room += size;
        }
        new (&(*this)[place]) Record();
        return place;
    }

    void Free(uint32_t place)
    {
        m_free.push_back(place);
    }

    Record& operator[](uint32_t place)
    {
        return *Find(place);
    }

    const Record& operator[](uint32_t place) const
    {
        return *Find(place);
    }

  private:
    static constexpr uint32_t FIRST_BITS = 6;
    static constexpr uint32_t LAST_BITS = 18;
    static constexpr uint32_t FIRST = 1 << FIRST_BITS;
    static constexpr uint32_t LARGEST = 1 << LAST_BITS;

    /** 64, 64, 128, 256, ... records, and from some block on always as many. */
    static uint32_t SizeOf(size_t block)
    {
        const size_t doublings = block == 0 ? 0 : block - 1;
        return doublings >= LAST_BITS - FIRST_BITS ? LARGEST : FIRST << doublings;
    }

    Record* Find(uint32_t place) const
    {
        assert(place < m_next);
        if (place >= LARGEST)
        {
            return m_blocks[LAST_BITS - FIRST_BITS + place / LARGEST] + place % LARGEST;
        }
        // Its highest bit names the block, as if the first place were FIRST in one of twice the
        // size.
        const auto highest = static_cast<uint32_t>(31 - __builtin_clz(place | (FIRST - 1)));
        const uint32_t start = (1u << highest) & ~(FIRST - 1);
        return m_blocks[highest - FIRST_BITS + 1] + (place - start);
    }

    std::vector<Record*> m_blocks;
    std::vector<uint32_t> m_free;
    uint32_t m_next{0};
    uint32_t m_room{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_SLAB_H
