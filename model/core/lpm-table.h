// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LPM_TABLE_H
#define V6LAB_LPM_TABLE_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::v6lab
{

/** An IPv6 address as two integers, most significant half first. */
struct Key128
{
    uint64_t high{0};
    uint64_t low{0};

    friend bool operator==(const Key128& a, const Key128& b)
    {
        return a.high == b.high && a.low == b.low;
    }
};

/** What the longest-prefix table needs to know of its keys. */
namespace lpm
{

inline constexpr uint8_t
Bits(uint32_t)
{
    return 32;
}

inline constexpr uint8_t
Bits(const Key128&)
{
    return 128;
}

inline constexpr uint32_t
Masked(uint32_t key, uint8_t length)
{
    return length == 0 ? 0 : key & (~uint32_t{0} << (32 - length));
}

inline constexpr Key128
Masked(const Key128& key, uint8_t length)
{
    const uint64_t all = ~uint64_t{0};
    if (length <= 64)
    {
        return {length == 0 ? 0 : key.high & (all << (64 - length)), 0};
    }
    return {key.high, key.low & (all << (128 - length))};
}

/** Mixes into the upper bits, which the table uses: neighbours differ in few bits. */
inline constexpr uint64_t
Mix(uint32_t key)
{
    return key * 0x9e3779b97f4a7c15ULL;
}

inline constexpr uint64_t
Mix(const Key128& key)
{
    const uint64_t folded = key.high * 0xff51afd7ed558ccdULL;
    return ((folded ^ (folded >> 32)) + key.low) * 0x9e3779b97f4a7c15ULL;
}

} // namespace lpm

/**
 * Longest-prefix match: one open-addressing hash per populated prefix length, tried longest first.
 *
 * A lookup costs one probe per populated length, however many prefixes there are, and allocates
 * nothing. Keys are uint32_t (IPv4, host order) or Key128; values are indices of the caller's.
 */
template <typename Key>
class LpmTable
{
  public:
    static constexpr uint32_t NONE = 0xffffffff; //!< "no such prefix"; no value may be this

    /** The value of the longest prefix of `key` whose value `accept(value)` agrees to. */
    template <typename Accept>
    uint32_t FindIf(const Key& key, Accept accept) const
    {
        for (const auto& level : m_levels)
        {
            const uint32_t value = level.Get(lpm::Masked(key, level.length));
            if (value != NONE && accept(value))
            {
                return value;
            }
        }
        return NONE;
    }

    uint32_t Find(const Key& key) const
    {
        return FindIf(key, [](uint32_t) { return true; });
    }

    /** The value of exactly this prefix. Host bits of `key` are ignored. */
    uint32_t FindExact(const Key& key, uint8_t length) const
    {
        const auto level = Place(length);
        return level != m_levels.end() && level->length == length
                   ? level->Get(lpm::Masked(key, length))
                   : NONE;
    }

    /** Adds the prefix or replaces its value. */
    void Set(const Key& key, uint8_t length, uint32_t value)
    {
        auto level = m_levels.begin() + (Place(length) - m_levels.begin());
        if (level == m_levels.end() || level->length != length)
        {
            level = m_levels.insert(level, Level());
            level->length = length;
        }
        level->Set(lpm::Masked(key, length), value);
    }

    void Erase(const Key& key, uint8_t length)
    {
        const auto level = m_levels.begin() + (Place(length) - m_levels.begin());
        if (level != m_levels.end() && level->length == length)
        {
            level->Erase(lpm::Masked(key, length));
            if (level->count == 0)
            {
                m_levels.erase(level);
            }
        }
    }

    /** Calls visit(key, length, value) for every prefix: longest first, else in no useful order. */
    template <typename Visit>
    void ForEach(Visit visit) const
    {
        for (const auto& level : m_levels)
        {
            for (size_t i = 0; i <= level.Last(); ++i)
            {
                if (level.slots[i].value != NONE)
                {
                    visit(level.slots[i].key, level.length, level.slots[i].value);
                }
            }
        }
    }

    size_t GetSize() const
    {
        size_t size = 0;
        for (const auto& level : m_levels)
        {
            size += level.count;
        }
        return size;
    }

  private:
    struct Slot
    {
        Key key{};
        uint32_t value{NONE};
    };

    /** All prefixes of one length; never more than half full, so that a probe ends soon. */
    struct Level
    {
        uint8_t length{0};
        uint8_t shift{63}; //!< 64 - log2 of the capacity
        uint32_t count{0};
        std::unique_ptr<Slot[]> slots{new Slot[2]};

        Level() = default;
        Level(Level&&) noexcept = default;
        Level& operator=(Level&&) noexcept = default;

        Level(const Level& other)
            : length(other.length),
              shift(other.shift),
              count(other.count),
              slots(new Slot[other.Last() + 1])
        {
            std::copy_n(other.slots.get(), other.Last() + 1, slots.get());
        }

        Level& operator=(const Level& other)
        {
            return *this = Level(other);
        }

        size_t Last() const
        {
            return (size_t{1} << (64 - shift)) - 1;
        }

        size_t Home(const Key& key) const
        {
            return static_cast<size_t>(lpm::Mix(key) >> shift);
        }

        /** Where the key is, or the empty slot where it would be. */
        size_t Probe(const Key& key) const
        {
            size_t i = Home(key);
            while (slots[i].value != NONE && !(slots[i].key == key))
            {
                i = (i + 1) & Last();
            }
            return i;
        }

        uint32_t Get(const Key& key) const
        {
            return slots[Probe(key)].value;
        }

        void Set(const Key& key, uint32_t value)
        {
            size_t i = Probe(key);
            if (slots[i].value == NONE)
            {
                if (2 * (size_t{count} + 1) > Last() + 1)
                {
                    Grow();
                    i = Probe(key);
                }
                ++count;
            }
            slots[i] = {key, value};
        }

        void Grow()
        {
            const size_t old = Last() + 1;
            std::unique_ptr<Slot[]> before(new Slot[2 * old]);
            before.swap(slots);
            --shift;
            for (size_t i = 0; i < old; ++i)
            {
                if (before[i].value != NONE)
                {
                    slots[Probe(before[i].key)] = before[i];
                }
            }
        }

        /** Moves later entries of the probe chain back, so that no marker for "deleted" is needed.
         */
        void Erase(const Key& key)
        {
            size_t hole = Probe(key);
            if (slots[hole].value == NONE)
            {
                return;
            }
            --count;
            for (size_t i = (hole + 1) & Last(); slots[i].value != NONE; i = (i + 1) & Last())
            {
                const size_t home = Home(slots[i].key);
                if (((i - home) & Last()) >= ((i - hole) & Last()))
                {
                    slots[hole] = slots[i];
                    hole = i;
                }
            }
            slots[hole] = Slot();
        }
    };

    /** The first level that is not longer than `length`. */
    typename std::vector<Level>::const_iterator Place(uint8_t length) const
    {
        return std::find_if(m_levels.begin(), m_levels.end(), [length](const Level& level) {
            return level.length <= length;
        });
    }

    std::vector<Level> m_levels; //!< longest first
};

} // namespace ns3::v6lab

#endif // V6LAB_LPM_TABLE_H
