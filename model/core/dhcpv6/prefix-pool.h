// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREFIX_POOL_H
#define V6LAB_PREFIX_POOL_H

#include "model/core/address.h"

#include <cstdint>
#include <map>
#include <optional>

namespace ns3::v6lab
{

/**
 * Prefixes of one length out of a longer range, each given to one at a time. Memory grows with
 * those that are given alone: what is free is kept as runs, and two runs have a given one between
 * them. Each call takes time that grows with the logarithm of their number.
 */
class PrefixPool
{
  public:
    /** `pool` is IPv6; `length` is at least its own and at most 32 bits more. */
    PrefixPool(const Prefix& pool, uint8_t length);

    bool Contains(const Prefix& prefix) const;
    /**
     * The prefix itself if it is free, else the next that is, behind the last one that was given
     * so: what is given back rests until all others had their turn. Nothing if none is left.
     */
    std::optional<Prefix> Take(const std::optional<Prefix>& wanted);
    void Give(const Prefix& prefix);

    uint64_t GetSize() const
    {
        return m_size;
    }

    uint64_t GetUsed() const
    {
        return m_used;
    }

    /** Of free prefixes one behind the other: what the pool keeps in mind. */
    size_t GetRuns() const
    {
        return m_free.size();
    }

  private:
    using Runs = std::map<uint64_t, uint64_t>;

    std::optional<Prefix> TakeOf(Runs::iterator run, uint64_t index);
    Runs::iterator RunOf(uint64_t index);
    Prefix At(uint64_t index) const;
    uint64_t IndexOf(const Prefix& prefix) const;

    Prefix m_pool;
    uint8_t m_length;
    uint64_t m_size;
    uint64_t m_used{0};
    uint64_t m_next{0}; //!< where to look for a free one
    Runs m_free;        //!< the end of each run, which it has not, by its begin
};

} // namespace ns3::v6lab

#endif // V6LAB_PREFIX_POOL_H
