// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_TIME_H
#define V6LAB_DNS_TIME_H

#include <cstdint>

namespace ns3::v6lab
{

/**
 * Signatures are valid from one time of day to another (RFC 4034 3.1.5), and a simulation begins
 * at 0: for the DNS that is 2026-01-01T00:00:00Z, in seconds since 1970.
 */
constexpr uint32_t DNS_EPOCH = 1767225600;

/** The simulated time as signatures count it; like them it wraps in 2106. */
constexpr uint32_t
DnsSeconds(int64_t nowNs)
{
    return static_cast<uint32_t>(DNS_EPOCH + nowNs / 1000000000);
}

} // namespace ns3::v6lab

#endif // V6LAB_DNS_TIME_H
