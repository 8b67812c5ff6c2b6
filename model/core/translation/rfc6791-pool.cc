// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/rfc6791-pool.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Addresses in a prefix; more than a list of them could ever add up to count as that many. */
uint64_t
SizeOf(const Prefix& prefix)
{
    constexpr int MOST_BITS = 48;
    const int bits = prefix.GetAddress().GetBits() - prefix.GetLength();
    return uint64_t{1} << std::min(bits, MOST_BITS);
}

} // namespace

IpAddress
PickFromPool(const std::vector<Prefix>& pool, uint64_t index)
{
    uint64_t total = 0;
    for (const auto& prefix : pool)
    {
        total += SizeOf(prefix);
    }
    uint64_t rest = index % total;
    for (const auto& prefix : pool)
    {
        if (rest < SizeOf(prefix))
        {
            return prefix.GetAddress().Plus(rest);
        }
        rest -= SizeOf(prefix);
    }
    return pool.front().GetAddress();
}

} // namespace ns3::v6lab
