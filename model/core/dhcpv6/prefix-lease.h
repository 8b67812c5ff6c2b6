// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREFIX_LEASE_H
#define V6LAB_PREFIX_LEASE_H

#include "model/core/advertisement/timed-list.h"
#include "model/core/dhcpv6/prefix-association.h"

#include <cstdint>

namespace ns3::v6lab
{

/** Whole seconds until a moment. */
inline uint32_t
SecondsUntil(int64_t endNs, int64_t nowNs)
{
    const int64_t left = (endNs - nowNs) / 1000000000;
    return endNs == NEVER ? dhcpv6::INFINITE : static_cast<uint32_t>(left < 0 ? 0 : left);
}

/** A prefix that a client has got; times in nanoseconds. */
struct PrefixLease
{
    Prefix prefix;
    int64_t preferredUntilNs{0};
    int64_t validUntilNs{0};

    friend bool operator==(const PrefixLease& a, const PrefixLease& b)
    {
        return a.prefix == b.prefix && a.preferredUntilNs == b.preferredUntilNs &&
               a.validUntilNs == b.validUntilNs;
    }
};

} // namespace ns3::v6lab

#endif // V6LAB_PREFIX_LEASE_H
