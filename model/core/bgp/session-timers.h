// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_SESSION_TIMERS_H
#define V6LAB_BGP_SESSION_TIMERS_H

#include <algorithm>
#include <cstdint>
#include <limits>

namespace ns3::v6lab::bgp
{

constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();
constexpr int64_t SECOND_NS = 1'000'000'000;

/** When each timer of RFC 4271 8.1.3 and 10 ends; NEVER while it does not run. */
struct SessionTimers
{
    int64_t connectRetryNs{NEVER};
    int64_t holdNs{NEVER};
    int64_t keepaliveNs{NEVER};
    int64_t restartNs{NEVER}; //!< out of Idle again (event 3, AutomaticStart)

    int64_t Next() const
    {
        return std::min(std::min(connectRetryNs, holdNs), std::min(keepaliveNs, restartNs));
    }
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_SESSION_TIMERS_H
