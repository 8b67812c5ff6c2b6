// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/health-probe.h"

namespace ns3::v6lab::azure
{

bool
Succeeds(HealthProbeSettings::Kind kind, const ProbeOutcome& outcome)
{
    constexpr uint16_t OK = 200; // Azure takes no other
    return outcome.connected &&
           (kind == HealthProbeSettings::Kind::Tcp || outcome.status == std::optional(OK));
}

IpAddress
ProbeSource(Family family)
{
    static const IpAddress V6 = *IpAddress::Parse("fe80::1234:5678:9abc");
    return family == Family::V4 ? IpAddress::V4(0xa83f8110) : V6;
}

HealthProbe::HealthProbe(const HealthProbeSettings& settings, int64_t nowNs)
    : m_settings(settings),
      m_nextNs(nowNs)
{
}

void
HealthProbe::Sent(int64_t nowNs)
{
    m_nextNs = nowNs + m_settings.intervalNs;
}

bool
HealthProbe::Note(const ProbeOutcome& outcome)
{
    const bool before = m_up;
    if (Succeeds(m_settings.kind, outcome))
    {
        m_failures = 0;
        m_up = true;
    }
    else if (++m_failures >= m_settings.numberOfProbes)
    {
        m_up = false;
    }
    return m_up != before;
}

} // namespace ns3::v6lab::azure
