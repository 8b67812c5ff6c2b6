// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/subscriber-budget.h"

#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

Reason
SubscriberBudget::Check(const IpAddress& inside, int64_t nowNs) const
{
    const auto found = IsOff() ? m_accounts.end() : m_accounts.find(NameOf(inside));
    if (found == m_accounts.end())
    {
        return Reason::None;
    }
    if (m_sessions != 0 && found->second.sessions >= m_sessions)
    {
        return Reason::SubscriberSessions;
    }
    const bool fast = m_rate != 0 && found->second.paidNs + SECOND / m_rate > nowNs + SECOND;
    return fast ? Reason::SubscriberRate : Reason::None;
}

void
SubscriberBudget::Add(const IpAddress& inside, int64_t nowNs)
{
    if (IsOff())
    {
        return;
    }
    Forget(nowNs);
    Account& account = m_accounts[NameOf(inside)];
    ++account.sessions;
    if (m_rate != 0)
    {
        account.paidNs = std::max(account.paidNs, nowNs) + SECOND / m_rate;
    }
}

void
SubscriberBudget::Remove(const IpAddress& inside, int64_t nowNs)
{
    const auto found = IsOff() ? m_accounts.end() : m_accounts.find(NameOf(inside));
    if (found != m_accounts.end() && --found->second.sessions == 0)
    {
        m_idle.emplace_back(nowNs, found->first);
    }
}

/** The rate of a second ago counts no more. */
void
SubscriberBudget::Forget(int64_t nowNs)
{
    for (; !m_idle.empty() && m_idle.front().first + SECOND <= nowNs; m_idle.pop_front())
    {
        const auto found = m_accounts.find(m_idle.front().second);
        if (found != m_accounts.end() && found->second.sessions == 0 &&
            found->second.paidNs <= nowNs)
        {
            m_accounts.erase(found);
        }
    }
}

} // namespace ns3::v6lab
