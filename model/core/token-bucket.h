// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TOKEN_BUCKET_H
#define V6LAB_TOKEN_BUCKET_H

#include "model/core/time-units.h"

#include <algorithm>
#include <cstdint>

namespace ns3::v6lab
{

/**
 * The rate limit that RFC 4443 2.4(f) and RFC 1812 4.3.2.8 ask for: `rate` messages a second in the
 * long run, `burst` at once. A rate of 0 means "no limit". Time is passed in, in nanoseconds.
 */
class TokenBucket
{
  public:
    TokenBucket(uint32_t rate, uint32_t burst)
        : m_rate(rate),
          m_burst(burst),
          m_credit(burst * SECOND)
    {
    }

    /** Takes a token; false if there is none. */
    bool Take(int64_t nowNs)
    {
        if (m_rate == 0)
        {
            return true;
        }
        // A bucket is full long before the product could overflow.
        const int64_t elapsed = std::min(nowNs - m_lastNs, (m_burst / m_rate + 1) * SECOND);
        m_lastNs = nowNs;
        m_credit = std::min(m_credit + elapsed * m_rate, m_burst * SECOND);
        if (m_credit < SECOND)
        {
            return false;
        }
        m_credit -= SECOND;
        return true;
    }

  private:
    int64_t m_rate;
    int64_t m_burst;
    int64_t m_credit; //!< tokens × one second
    int64_t m_lastNs{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_TOKEN_BUCKET_H
