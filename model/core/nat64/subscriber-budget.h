// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SUBSCRIBER_BUDGET_H
#define V6LAB_SUBSCRIBER_BUDGET_H

#include "model/core/address.h"
#include "model/core/reason.h"

#include <deque>
#include <unordered_map>

namespace ns3::v6lab
{

/**
 * What the sessions of one subscriber may cost a NAT64 (RFC 6888 2 REQ-5): how many there are at a
 * time, and how many may be new in a second, all of them at once if need be. Kept only where a
 * limit needs it; who has no session any more is forgotten within a second.
 */
class SubscriberBudget
{
  public:
    /** Bits of the IPv6 address that name a subscriber; a limit of 0 is none. */
    SubscriberBudget(uint8_t prefix, uint32_t sessions, uint32_t rate)
        : m_prefix(prefix),
          m_sessions(sessions),
          m_rate(rate)
    {
    }

    /** SubscriberSessions or SubscriberRate; None: one more session is allowed. */
    Reason Check(const IpAddress& inside, int64_t nowNs) const;
    void Add(const IpAddress& inside, int64_t nowNs);
    void Remove(const IpAddress& inside, int64_t nowNs);

    /** Subscribers that it remembers. */
    size_t GetSize() const
    {
        return m_accounts.size();
    }

  private:
    struct Account
    {
        uint32_t sessions{0};
        int64_t paidNs{0}; //!< until when the sessions so far take up the rate
    };

    IpAddress NameOf(const IpAddress& inside) const
    {
        return Prefix(inside, m_prefix).GetAddress();
    }

    bool IsOff() const
    {
        return m_sessions == 0 && m_rate == 0;
    }

    void Forget(int64_t nowNs);

    uint8_t m_prefix;
    uint32_t m_sessions;
    uint32_t m_rate;
    std::unordered_map<IpAddress, Account> m_accounts;
    std::deque<std::pair<int64_t, IpAddress>> m_idle; //!< without sessions since
};

} // namespace ns3::v6lab

#endif // V6LAB_SUBSCRIBER_BUDGET_H
