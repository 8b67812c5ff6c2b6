// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADDRESS_POOL_H
#define V6LAB_ADDRESS_POOL_H

#include "model/core/prefix-map.h"

#include <unordered_set>
#include <vector>

namespace ns3::v6lab
{

/** Hands out the addresses of a list of prefixes in order, without those in use. */
class AddressPool
{
  public:
    /** `firstOffset`: where in each prefix to begin; its last address is never given. */
    AddressPool(std::vector<Prefix> prefixes, uint64_t firstOffset);

    void Reserve(const IpAddress& address);
    void Reserve(const Prefix& prefix);
    /** Throws std::invalid_argument when nothing is left. */
    IpAddress Take();

  private:
    std::vector<Prefix> m_prefixes;
    uint64_t m_firstOffset;
    size_t m_current{0};
    uint64_t m_offset;
    std::unordered_set<IpAddress> m_addresses;
    PrefixMap<bool> m_blocks;
};

} // namespace ns3::v6lab

#endif // V6LAB_ADDRESS_POOL_H
