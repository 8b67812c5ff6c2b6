// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/balancer/health-probe.h"

#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

constexpr int64_t HTTP_TIMEOUT = 30 * SECOND;
constexpr uint16_t OK = 200;

ProbeSettings
Checked(const ProbeSettings& settings)
{
    std::vector<SettingFault> faults;
    AddFaults(settings, "probe", faults);
    Demand(faults);
    return settings;
}

} // namespace

IpAddress
ProbeSource(Family family)
{
    static const IpAddress V4 = *IpAddress::Parse("168.63.129.16");
    static const IpAddress V6 = *IpAddress::Parse("fe80::1234:5678:9abc");
    return family == Family::V4 ? V4 : V6;
}

HealthProbe::HealthProbe(const ProbeSettings& settings, const IpAddress& instance, int64_t startNs)
    : m_settings(Checked(settings)),
      m_instance(instance),
      m_nextNs(startNs)
{
}

int64_t
HealthProbe::GetDueNs() const
{
    return m_outstanding ? std::min(m_nextNs, m_timeoutNs) : m_nextNs;
}

std::optional<ProbeRequest>
HealthProbe::Advance(int64_t nowNs)
{
    if (m_outstanding && m_timeoutNs <= nowNs)
    {
        End(false);
    }
    if (m_nextNs > nowNs)
    {
        return std::nullopt;
    }
    const int64_t interval = m_settings.intervalInSeconds * SECOND;
    m_timeoutNs =
        m_nextNs +
        (m_settings.protocol == ProbeProtocol::Tcp ? interval : std::min(interval, HTTP_TIMEOUT));
    m_nextNs += interval;
    m_outstanding = true;
    return ProbeRequest{++m_number,
                        m_settings.protocol,
                        ProbeSource(m_instance.GetFamily()),
                        m_instance,
                        m_settings.port,
                        m_settings.requestPath};
}

void
HealthProbe::Answer(uint32_t number, const ProbeAnswer& answer)
{
    if (m_outstanding && number == m_number)
    {
        End(IsSuccess(answer));
    }
}

bool
HealthProbe::IsSuccess(const ProbeAnswer& answer) const
{
    return m_settings.protocol == ProbeProtocol::Tcp
               ? answer.kind == ProbeAnswer::Kind::Connected
               : answer.kind == ProbeAnswer::Kind::Status && answer.status == OK;
}

void
HealthProbe::End(bool success)
{
    m_outstanding = false;
    ++m_ended;
    m_successes += success;
    m_failures = success ? 0 : m_failures + 1;
    if (success)
    {
        m_up = true;
    }
    else if (m_failures >= m_settings.numberOfProbes)
    {
        m_up = false;
    }
}

} // namespace ns3::v6lab::azure
