// SPDX-License-Identifier: GPL-2.0-only
// What a client of prefix delegation makes of servers' messages (RFC 8415 18.2.9, 18.2.10).
#include "model/core/dhcpv6/prefix-request.h"
#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t BEST_PREFERENCE = 255; //!< is not waited beyond (RFC 8415 18.2.1)

uint16_t
CodeOf(const std::optional<Dhcpv6Status>& status)
{
    return status ? status->code : dhcpv6::SUCCESS;
}

/** 21.21 and 21.22: what contradicts itself is as if it were not there. */
bool
IsSound(const PrefixAssociation& given)
{
    return given.t1Seconds == 0 || given.t2Seconds == 0 || given.t1Seconds <= given.t2Seconds;
}

bool
IsSound(const DelegatedPrefix& given)
{
    return given.preferredSeconds <= given.validSeconds && given.prefix.GetLength() > 0;
}

bool
Offers(const PrefixAssociation& given)
{
    return CodeOf(given.status) == dhcpv6::SUCCESS &&
           std::any_of(given.prefixes.begin(), given.prefixes.end(), [](const auto& prefix) {
               return IsSound(prefix) && prefix.validSeconds > 0;
           });
}

uint32_t
Part(uint32_t seconds, uint32_t tenths)
{
    return seconds == dhcpv6::INFINITE ? dhcpv6::INFINITE
                                       : static_cast<uint32_t>(uint64_t{seconds} * tenths / 10);
}

} // namespace

const PrefixAssociation*
PrefixRequest::Ours(const Dhcpv6Message& message) const
{
    for (const auto& association : message.associations)
    {
        if (association.iaid == m_settings.iaid && IsSound(association))
        {
            return &association;
        }
    }
    return nullptr;
}

bool
PrefixRequest::OnMessage(const Dhcpv6Message& message, int64_t nowNs)
{
    if (!m_sending || message.transaction != m_transaction || message.clientId != m_clientId ||
        message.serverId.empty())
    {
        return false; // 16.3, 16.10
    }
    m_solMaxRt = message.solMaxRt ? message.solMaxRt : m_solMaxRt;
    if (message.solMaxRt && m_state == State::Soliciting)
    {
        m_sending->SetLongest(*message.solMaxRt * SECOND);
    }
    if (message.type == dhcpv6::ADVERTISE && m_state == State::Soliciting)
    {
        return OnAdvertise(message, nowNs);
    }
    const bool early =
        m_state == State::Soliciting && !(m_settings.rapidCommit && message.rapidCommit); // 18.2.1
    return message.type == dhcpv6::REPLY && !early && OnReply(message, nowNs);
}

bool
PrefixRequest::OnAdvertise(const Dhcpv6Message& message, int64_t nowNs)
{
    const auto* ours = Ours(message);
    if (!ours || CodeOf(message.status) != dhcpv6::SUCCESS || !Offers(*ours))
    {
        return false; // 18.2.9: one without prefixes is ignored, but for SOL_MAX_RT
    }
    const auto preferenceOf = [](const Dhcpv6Message& of) { return of.preference.value_or(0); };
    if (!m_best || preferenceOf(message) > preferenceOf(*m_best))
    {
        m_best = message;
    }
    if (m_sent > 1 || preferenceOf(message) == BEST_PREFERENCE)
    {
        Choose(nowNs);
    }
    return true;
}

/** The best offer until now is asked for. */
void
PrefixRequest::Choose(int64_t nowNs)
{
    m_server = m_best->serverId;
    m_offered.clear();
    for (const auto& offered : Ours(*m_best)->prefixes)
    {
        m_offered.push_back({offered.prefix});
    }
    Enter(State::Requesting, nowNs);
}

bool
PrefixRequest::OnReply(const Dhcpv6Message& message, int64_t nowNs)
{
    if (m_state == State::Releasing)
    {
        Enter(State::Idle, nowNs);
        m_startNs.reset();
        m_released.clear();
        return true;
    }
    const bool anyServer = m_state == State::Soliciting || m_state == State::Rebinding;
    const auto* ours = Ours(message);
    if ((!anyServer && message.serverId != m_server) || CodeOf(message.status) != 0 || !ours)
    {
        return false; // 18.2.10.1: goes on sending
    }
    if (const uint16_t code = CodeOf(ours->status); code != dhcpv6::SUCCESS)
    {
        return OnFailure(code, message.serverId, Withdraw(*ours), nowNs);
    }
    if (!Take(*ours, nowNs))
    {
        return false;
    }
    m_server = message.serverId;
    return true;
}

/** 18.2.10.1; false: goes on sending, as if nothing had come. */
bool
PrefixRequest::OnFailure(uint16_t code, const Duid& server, bool withdrawn, int64_t nowNs)
{
    const bool renews = m_state == State::Renewing || m_state == State::Rebinding;
    if (code == dhcpv6::NO_BINDING && renews)
    {
        m_server = server;
        Enter(State::Requesting, nowNs); // with what it had
        return true;
    }
    const bool none = code == dhcpv6::NO_PREFIX_AVAIL && m_state == State::Requesting;
    if (none || (withdrawn && m_leases.empty()))
    {
        Enter(State::Soliciting, nowNs + SECOND); // another server may have some
    }
    return none || withdrawn;
}

/** 18.2.10.1: leases that the server ends, however the rest went; false if there are none. */
bool
PrefixRequest::Withdraw(const PrefixAssociation& given)
{
    const auto end = std::remove_if(m_leases.begin(), m_leases.end(), [&given](const auto& lease) {
        return std::any_of(given.prefixes.begin(), given.prefixes.end(), [&lease](const auto& one) {
            return one.prefix == lease.prefix && one.validSeconds == 0 && IsSound(one);
        });
    });
    const bool some = end != m_leases.end();
    m_leases.erase(end, m_leases.end());
    return some;
}

/** False if the client has nothing and has been given nothing. */
bool
PrefixRequest::Take(const PrefixAssociation& given, int64_t nowNs)
{
    for (const auto& prefix : given.prefixes)
    {
        if (!IsSound(prefix))
        {
            continue;
        }
        const PrefixLease lease{prefix.prefix,
                                EndOf(prefix.preferredSeconds, nowNs),
                                EndOf(prefix.validSeconds, nowNs)};
        const auto known =
            std::find_if(m_leases.begin(), m_leases.end(), [&](const PrefixLease& one) {
                return one.prefix == prefix.prefix;
            });
        if (known != m_leases.end())
        {
            *known = lease;
        }
        else if (prefix.validSeconds > 0)
        {
            m_leases.push_back(lease);
        }
    }
    if (Expire(nowNs))
    {
        Enter(State::Soliciting, nowNs);
        return true;
    }
    if (m_leases.empty())
    {
        return false;
    }
    SetTimes(given, nowNs);
    return true;
}

void
PrefixRequest::SetTimes(const PrefixAssociation& given, int64_t nowNs)
{
    uint32_t shortest = dhcpv6::INFINITE;
    for (const auto& lease : m_leases)
    {
        const uint32_t left = SecondsUntil(lease.preferredUntilNs, nowNs);
        shortest = left > 0 ? std::min(shortest, left) : shortest;
    }
    // 14.2, 21.21: half and four fifths of the shortest preferred lifetime unless told.
    // What is left to the client is a second at least, so that it neither renews at once (14.2) nor
    // rebinds before its server could answer.
    const bool own = given.t1Seconds == 0;
    const uint32_t half = given.t2Seconds != 0
                              ? std::min(Part(shortest, 5), Part(given.t2Seconds, 6))
                              : Part(shortest, 5);
    const uint32_t t1 = own ? std::max(half, 1u) : given.t1Seconds;
    uint32_t t2 = given.t2Seconds != 0 ? given.t2Seconds : Part(shortest, 8);
    if ((own || given.t2Seconds == 0) && t1 != dhcpv6::INFINITE)
    {
        t2 = std::max(t2, t1 + 1);
    }
    Enter(State::Bound, nowNs);
    m_renewNs = EndOf(t1, nowNs);
    m_rebindNs = std::max(m_renewNs, EndOf(t2, nowNs));
    m_startNs = m_renewNs == NEVER ? std::nullopt : std::optional(m_renewNs);
}

} // namespace ns3::v6lab
