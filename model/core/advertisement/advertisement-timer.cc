// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/advertisement/advertisement-timer.h"

#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

// RFC 4861 10.
constexpr uint32_t MAX_INITIAL_RTR_ADVERTISEMENTS = 3;
constexpr int64_t MAX_INITIAL_RTR_ADVERT_INTERVAL = 16 * SECOND;
constexpr int64_t MIN_DELAY_BETWEEN_RAS = 3 * SECOND;
constexpr int64_t MAX_RA_DELAY_TIME = SECOND / 2;

int64_t
Part(double chance, int64_t whole)
{
    return static_cast<int64_t>(chance * static_cast<double>(whole));
}

} // namespace

void
AdvertisementTimer::SetIntervals(uint32_t minSeconds, uint32_t maxSeconds)
{
    m_minSeconds = minSeconds;
    m_maxSeconds = maxSeconds;
}

int64_t
AdvertisementTimer::Allowed(int64_t wantedNs) const
{
    return m_last ? std::max(wantedNs, *m_last + MIN_DELAY_BETWEEN_RAS) : wantedNs;
}

void
AdvertisementTimer::Start(int64_t nowNs)
{
    m_fast = MAX_INITIAL_RTR_ADVERTISEMENTS;
    m_next = Allowed(nowNs);
}

void
AdvertisementTimer::OnSolicitation(int64_t nowNs, double chance)
{
    if (m_next)
    {
        m_next = std::min(*m_next, Allowed(nowNs) + Part(chance, MAX_RA_DELAY_TIME));
    }
}

void
AdvertisementTimer::OnSent(int64_t nowNs, double chance)
{
    const int64_t spread = (int64_t{m_maxSeconds} - m_minSeconds) * SECOND;
    int64_t interval = int64_t{m_minSeconds} * SECOND + Part(chance, spread);
    m_fast = m_fast > 0 ? m_fast - 1 : 0;
    if (m_fast > 0)
    {
        interval = std::min(interval, MAX_INITIAL_RTR_ADVERT_INTERVAL);
    }
    m_last = nowNs;
    m_next = nowNs + interval;
}

} // namespace ns3::v6lab
