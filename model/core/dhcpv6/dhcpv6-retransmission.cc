// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/dhcpv6-retransmission.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t HUNDREDTH = 10000000;

/** `base` times 1 + RAND. */
int64_t
Spread(int64_t base, double chance)
{
    return base + static_cast<int64_t>(static_cast<double>(base) * (chance - 0.5) / 5);
}

} // namespace

Dhcpv6Retransmission::Dhcpv6Retransmission(const Settings& settings)
    : m_settings(settings)
{
}

bool
Dhcpv6Retransmission::OnSending(int64_t nowNs, double chance)
{
    m_startNs = m_sent == 0 ? nowNs : m_startNs;
    const int64_t age = nowNs - m_startNs;
    const bool tooMany = m_settings.messages != 0 && m_sent >= m_settings.messages;
    if (tooMany || (m_settings.durationNs != 0 && age >= m_settings.durationNs))
    {
        return false;
    }
    // RT = IRT + RAND*IRT; then RT = 2*RTprev + RAND*RTprev, or MRT + RAND*MRT beyond MRT.
    m_timeoutNs = m_sent == 0 ? Spread(m_settings.initialNs, chance)
                              : m_timeoutNs + Spread(m_timeoutNs, chance);
    if (m_settings.longestNs != 0 && m_timeoutNs > m_settings.longestNs)
    {
        m_timeoutNs = Spread(m_settings.longestNs, chance);
    }
    ++m_sent;
    m_nextNs = nowNs + m_timeoutNs;
    if (m_settings.durationNs != 0)
    {
        m_nextNs = std::min(m_nextNs, m_startNs + m_settings.durationNs);
    }
    return true;
}

void
Dhcpv6Retransmission::SetLongest(int64_t longestNs)
{
    m_settings.longestNs = longestNs;
}

std::optional<int64_t>
Dhcpv6Retransmission::GetDeadline() const
{
    return m_sent == 0 ? std::nullopt : std::optional(m_nextNs);
}

uint16_t
Dhcpv6Retransmission::GetElapsed(int64_t nowNs) const
{
    const int64_t age = m_sent == 0 ? 0 : (nowNs - m_startNs) / HUNDREDTH;
    return static_cast<uint16_t>(std::min<int64_t>(age, 0xffff));
}

} // namespace ns3::v6lab
