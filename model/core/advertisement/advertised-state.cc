// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/advertisement/advertised-state.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t TWO_HOURS = int64_t{7200} * 1000000000;
constexpr uint8_t INTERFACE_IDENTIFIER = 64; //!< bits (RFC 4862 5.5.3, with RFC 2464 4)

/** RFC 4862 5.5.3 e: nobody on the link can end an address in less than two hours. */
int64_t
NewEnd(uint32_t validSeconds, int64_t oldEnd, int64_t nowNs)
{
    const int64_t wanted = EndOf(validSeconds, nowNs);
    if (wanted > nowNs + TWO_HOURS || wanted > oldEnd)
    {
        return wanted;
    }
    return oldEnd <= nowNs + TWO_HOURS ? oldEnd : nowNs + TWO_HOURS;
}

} // namespace

void
AdvertisedState::Receive(const IpAddress& router, const RouterAdvertisement& heard, int64_t nowNs)
{
    m_managed = heard.managed;
    m_other = heard.other;
    m_hopLimit = heard.hopLimit > 0 ? heard.hopLimit : m_hopLimit;
    m_mtu = heard.mtu ? heard.mtu : m_mtu;
    m_routers.Hear(router, router, heard.lifetimeSeconds, nowNs);
    for (const auto& prefix : heard.prefixes)
    {
        const IpAddress& address = prefix.prefix.GetAddress();
        if (address.IsLinkLocal() || address.IsMulticast()) // RFC 4861 6.3.4, RFC 4862 5.5.3 b
        {
            continue;
        }
        if (prefix.onLink) // whoever tells it, it is the link's
        {
            m_onLink.Hear(prefix.prefix, IpAddress(), prefix.validSeconds, nowNs);
        }
        HearAutonomous(prefix, nowNs);
    }
    for (const auto& list : heard.resolvers)
    {
        for (const auto& resolver : list.addresses)
        {
            m_resolvers.Hear(resolver, router, list.lifetimeSeconds, nowNs);
        }
    }
    for (const auto& pref64 : heard.pref64s)
    {
        m_pref64s.Hear(pref64.prefix, router, pref64.lifetimeSeconds, nowNs);
    }
}

/** RFC 4862 5.5.3. */
void
AdvertisedState::HearAutonomous(const PrefixInformation& prefix, int64_t nowNs)
{
    if (!prefix.autonomous || prefix.preferredSeconds > prefix.validSeconds ||
        prefix.prefix.GetLength() != 128 - INTERFACE_IDENTIFIER)
    {
        return;
    }
    const auto known =
        std::find_if(m_autonomous.begin(), m_autonomous.end(), [&prefix](const Autonomous& entry) {
            return entry.prefix == prefix.prefix;
        });
    if (known != m_autonomous.end())
    {
        known->preferredUntilNs = EndOf(prefix.preferredSeconds, nowNs);
        known->validUntilNs = NewEnd(prefix.validSeconds, known->validUntilNs, nowNs);
    }
    else if (prefix.validSeconds > 0 && m_autonomous.size() < TimedList<Prefix>::CAPACITY)
    {
        m_autonomous.push_back({prefix.prefix,
                                EndOf(prefix.preferredSeconds, nowNs),
                                EndOf(prefix.validSeconds, nowNs)});
    }
}

void
AdvertisedState::Expire(int64_t nowNs)
{
    m_routers.Expire(nowNs);
    m_onLink.Expire(nowNs);
    m_resolvers.Expire(nowNs);
    m_pref64s.Expire(nowNs);
    const auto ended = [nowNs](const Autonomous& entry) { return entry.validUntilNs <= nowNs; };
    m_autonomous.erase(std::remove_if(m_autonomous.begin(), m_autonomous.end(), ended),
                       m_autonomous.end());
}

std::optional<int64_t>
AdvertisedState::GetDeadline(int64_t nowNs) const
{
    auto deadline = Sooner(Sooner(m_routers.GetDeadline(), m_onLink.GetDeadline()),
                           Sooner(m_resolvers.GetDeadline(), m_pref64s.GetDeadline()));
    for (const auto& entry : m_autonomous)
    {
        const int64_t next =
            entry.IsDeprecated(nowNs) ? entry.validUntilNs : entry.preferredUntilNs;
        deadline = next == NEVER ? deadline : Sooner(deadline, next);
    }
    return deadline;
}

} // namespace ns3::v6lab
