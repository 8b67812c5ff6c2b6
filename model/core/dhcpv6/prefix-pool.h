// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREFIX_POOL_H
#define V6LAB_PREFIX_POOL_H

#include "model/core/address.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_set>

namespace ns3::v6lab
{

/** Prefixes of one length out of a longer range, each given to one at a time. */
class PrefixPool
{
  public:
    /** `pool` is IPv6; `length` is at least its own and at most 32 bits more. */
    PrefixPool(const Prefix& pool, uint8_t length);

    bool Contains(const Prefix& prefix) const;
    /** The prefix itself if it is free, else the next that is; nothing if none is left. */
    std::optional<Prefix> Take(const std::optional<Prefix>& wanted);
    void Give(const Prefix& prefix);

    uint64_t GetSize() const
    {
        return m_size;
    }

    uint64_t GetUsed() const
    {
        return m_used.size();
    }

  private:
    Prefix At(uint64_t index) const;
    uint64_t IndexOf(const Prefix& prefix) const;

    Prefix m_pool;
    uint8_t m_length;
    uint64_t m_size;
    uint64_t m_next{0}; //!< none from here on was given but for those that were wanted
    std::unordered_set<uint64_t> m_used;
    std::deque<uint64_t> m_free; //!< given back; the one that rests longest goes first
};

} // namespace ns3::v6lab

#endif // V6LAB_PREFIX_POOL_H
