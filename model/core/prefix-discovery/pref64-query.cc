// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/prefix-discovery/pref64-query.h"

#include "model/core/advertisement/timed-list.h"
#include "model/core/prefix-discovery/find-pref64.h"
#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t AHEAD = 10; //!< seconds before the TTL ends (RFC 7050 3)

/** Seconds until the next query: ten before the end, or at the end of what ends sooner. */
uint32_t
RepeatAfter(uint32_t ttlSeconds)
{
    return ttlSeconds > AHEAD ? ttlSeconds - AHEAD : std::max(ttlSeconds, uint32_t{1});
}

} // namespace

Pref64Query::Pref64Query(const Settings& settings)
    : m_settings(settings)
{
}

Pref64Query::Actions
Pref64Query::Ask()
{
    m_waiting = true;
    m_askAgainNs.reset();
    return {{Do::AskAaaa, {}, 0}};
}

Pref64Query::Actions
Pref64Query::Start(int64_t)
{
    m_running = true;
    m_failures = 0;
    return Ask();
}

Pref64Query::Actions
Pref64Query::Stop()
{
    Actions actions;
    Lose(actions);
    m_running = m_waiting = false;
    m_askAgainNs.reset();
    return actions;
}

void
Pref64Query::Learn(const std::vector<Pref64>& prefixes,
                   uint32_t ttl,
                   int64_t nowNs,
                   Actions& actions)
{
    m_prefixes = prefixes;
    m_expiresNs = nowNs + ttl * SECOND;
    actions.push_back({Do::Learned, prefixes, ttl});
}

void
Pref64Query::Lose(Actions& actions)
{
    m_expiresNs.reset();
    if (!m_prefixes.empty())
    {
        m_prefixes.clear();
        actions.push_back({Do::Lost, {}, 0});
    }
}

Pref64Query::Actions
Pref64Query::OnAaaa(const std::vector<IpAddress>& addresses, uint32_t ttlSeconds, int64_t nowNs)
{
    Actions actions;
    if (!m_running || !m_waiting)
    {
        return actions;
    }
    m_waiting = false;
    m_failures = 0;
    m_askAgainNs = nowNs + RepeatAfter(ttlSeconds) * SECOND;
    const auto prefixes = FindPref64(addresses);
    if (prefixes.empty()) // 3: the procedure has failed
    {
        Lose(actions);
    }
    else
    {
        Learn(prefixes, ttlSeconds, nowNs, actions);
    }
    return actions;
}

Pref64Query::Actions
Pref64Query::OnNegative(uint32_t ttlSeconds, int64_t nowNs)
{
    Actions actions;
    if (!m_running || !m_waiting)
    {
        return actions;
    }
    m_waiting = false;
    m_failures = 0;
    m_askAgainNs = nowNs + std::max(ttlSeconds, uint32_t{1}) * SECOND;
    Lose(actions);
    if (m_settings.askA)
    {
        actions.push_back({Do::AskA, {}, 0});
    }
    return actions;
}

/** What is known stays until its TTL ends. */
Pref64Query::Actions
Pref64Query::OnFailure(int64_t nowNs)
{
    if (m_running && m_waiting)
    {
        m_waiting = false;
        const uint64_t wait = uint64_t{m_settings.firstRetrySeconds} << std::min(m_failures, 16u);
        ++m_failures;
        m_askAgainNs =
            nowNs +
            static_cast<int64_t>(std::min<uint64_t>(wait, m_settings.lastRetrySeconds)) * SECOND;
    }
    return {};
}

Pref64Query::Actions
Pref64Query::OnA(bool hasRecords)
{
    return m_running && hasRecords ? Actions{{Do::NoDns64, {}, 0}} : Actions{};
}

Pref64Query::Actions
Pref64Query::OnOtherAaaa(const std::vector<IpAddress>& addresses,
                         uint32_t ttlSeconds,
                         int64_t nowNs)
{
    Actions actions;
    const Pref64 wellKnown;
    const bool sign = std::any_of(addresses.begin(), addresses.end(), [&](const IpAddress& aaaa) {
        return wellKnown.Contains(aaaa);
    });
    if (m_running && sign && m_prefixes.empty())
    {
        Learn({wellKnown}, ttlSeconds, nowNs, actions);
    }
    return actions;
}

Pref64Query::Actions
Pref64Query::OnTime(int64_t nowNs)
{
    Actions actions;
    if (m_expiresNs && *m_expiresNs <= nowNs)
    {
        Lose(actions);
    }
    if (m_askAgainNs && *m_askAgainNs <= nowNs)
    {
        const auto ask = Ask();
        actions.insert(actions.end(), ask.begin(), ask.end());
    }
    return actions;
}

std::optional<int64_t>
Pref64Query::GetDeadline() const
{
    return Sooner(m_askAgainNs, m_expiresNs);
}

} // namespace ns3::v6lab
