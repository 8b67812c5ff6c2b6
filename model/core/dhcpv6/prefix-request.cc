// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/prefix-request.h"

#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

// RFC 8415 7.6, in seconds.
constexpr int64_t SOL_MAX_DELAY = 1;
constexpr int64_t SOL_TIMEOUT = 1;
constexpr uint32_t SOL_MAX_RT = 3600;
constexpr int64_t REQ_TIMEOUT = 1;
constexpr int64_t REQ_MAX_RT = 30;
constexpr uint32_t REQ_MAX_RC = 10;
constexpr int64_t REN_TIMEOUT = 10; //!< that of Rebind too
constexpr int64_t REN_MAX_RT = 600;
constexpr int64_t REL_TIMEOUT = 1;
constexpr uint32_t REL_MAX_RC = 4;

/** 14.1: 20 messages in 20 seconds; so far may it be ahead of one a second. */
constexpr int64_t COST = SECOND;
constexpr int64_t CREDIT = 19 * COST;

constexpr double TRANSACTIONS = 1 << 24;

uint8_t
TypeOf(PrefixRequest::State state)
{
    switch (state)
    {
    case PrefixRequest::State::Soliciting:
        return dhcpv6::SOLICIT;
    case PrefixRequest::State::Requesting:
        return dhcpv6::REQUEST;
    case PrefixRequest::State::Renewing:
        return dhcpv6::RENEW;
    case PrefixRequest::State::Rebinding:
        return dhcpv6::REBIND;
    default:
        return dhcpv6::RELEASE;
    }
}

} // namespace

PrefixRequest::PrefixRequest(const Duid& clientId, const PrefixRequestSettings& settings)
    : m_clientId(clientId),
      m_settings(settings)
{
}

void
PrefixRequest::Start(int64_t nowNs, double chance)
{
    m_leases.clear();
    Enter(State::Soliciting,
          nowNs + static_cast<int64_t>(chance * static_cast<double>(SOL_MAX_DELAY * SECOND)));
}

/** The exchange of a state begins, with a transaction of its own (16.1). */
void
PrefixRequest::Enter(State state, int64_t startNs)
{
    m_state = state;
    m_sending.reset();
    m_best.reset();
    m_sent = 0;
    m_startNs = startNs;
}

void
PrefixRequest::Release(int64_t nowNs)
{
    m_released = std::move(m_leases);
    m_leases.clear();
    Enter(State::Releasing, nowNs);
    if (m_released.empty())
    {
        m_state = State::Idle;
        m_startNs.reset();
    }
}

std::optional<int64_t>
PrefixRequest::EndOfValidity() const
{
    std::optional<int64_t> end;
    for (const auto& lease : m_leases)
    {
        end = std::min(end.value_or(NEVER), lease.validUntilNs);
    }
    return end;
}

/** Of a message, or of the end of a state that sends none. */
std::optional<int64_t>
PrefixRequest::NextSending() const
{
    const auto due = m_sending ? m_sending->GetDeadline() : m_startNs;
    const bool sends = due && m_state != State::Bound;
    return sends ? std::max(*due, m_paidUntilNs - CREDIT) : due;
}

std::optional<int64_t>
PrefixRequest::GetDeadline() const
{
    auto deadline = NextSending();
    const auto consider = [&deadline](int64_t when) {
        if (when != NEVER)
        {
            deadline = std::min(deadline.value_or(when), when);
        }
    };
    consider(EndOfValidity().value_or(NEVER));
    if (m_state == State::Renewing) // MRD of a Renew: until T2 (18.2.4)
    {
        consider(m_rebindNs);
    }
    return deadline;
}

/** 18.2.5: what is no longer valid is used no more. */
bool
PrefixRequest::Expire(int64_t nowNs)
{
    const auto end = std::remove_if(m_leases.begin(), m_leases.end(), [nowNs](const auto& lease) {
        return lease.validUntilNs <= nowNs;
    });
    const bool some = end != m_leases.end();
    m_leases.erase(end, m_leases.end());
    return some && m_leases.empty();
}

/** From one state to the next, by time alone. */
void
PrefixRequest::Advance(int64_t nowNs)
{
    if (Expire(nowNs))
    {
        Enter(State::Soliciting, nowNs);
    }
    else if (m_state == State::Bound && m_startNs && *m_startNs <= nowNs)
    {
        Enter(State::Renewing, nowNs);
    }
    if (m_state == State::Renewing && m_rebindNs <= nowNs)
    {
        Enter(State::Rebinding, nowNs);
    }
    // 18.2.1: the first RT is for all servers to answer in; the best of them is asked then.
    const bool waited = m_sending && m_sending->GetDeadline().value_or(nowNs) <= nowNs;
    if (m_state == State::Soliciting && m_best && waited)
    {
        Choose(nowNs);
    }
}

std::optional<Dhcpv6Message>
PrefixRequest::OnTime(int64_t nowNs, double chance)
{
    Advance(nowNs);
    const auto due = NextSending();
    if (m_state == State::Idle || m_state == State::Bound || !due || *due > nowNs)
    {
        return std::nullopt;
    }
    if (!m_sending)
    {
        const bool soliciting = m_state == State::Soliciting;
        Dhcpv6Retransmission::Settings settings{SOL_TIMEOUT * SECOND,
                                                m_solMaxRt.value_or(SOL_MAX_RT) * SECOND};
        if (m_state == State::Requesting)
        {
            settings = {REQ_TIMEOUT * SECOND, REQ_MAX_RT * SECOND, REQ_MAX_RC};
        }
        else if (m_state == State::Releasing)
        {
            settings = {REL_TIMEOUT * SECOND, 0, REL_MAX_RC};
        }
        else if (!soliciting)
        {
            settings = {REN_TIMEOUT * SECOND, REN_MAX_RT * SECOND};
        }
        m_transaction = static_cast<uint32_t>(chance * (TRANSACTIONS - 1));
        m_sending.emplace(settings);
        m_startNs.reset();
        // 18.2.1: RAND of the first Solicit is above 0, so that servers have a whole IRT.
        chance = soliciting ? 0.5 + chance / 2 : chance;
    }
    const auto message = Compose(nowNs);
    if (!m_sending->OnSending(nowNs, chance))
    {
        const bool released = m_state == State::Releasing;
        Enter(released ? State::Idle : State::Soliciting, nowNs);
        m_startNs = released ? std::nullopt : m_startNs;
        return released ? std::nullopt : OnTime(nowNs, chance);
    }
    ++m_sent;
    m_paidUntilNs = std::max(m_paidUntilNs, nowNs) + COST;
    return message;
}

PrefixAssociation
PrefixRequest::Wanted() const
{
    PrefixAssociation wanted{m_settings.iaid}; // times and lifetimes 0: as the server likes
    const auto& leases = m_state == State::Releasing ? m_released : m_leases;
    for (const auto& lease : leases)
    {
        wanted.prefixes.push_back({lease.prefix});
    }
    if (m_state == State::Requesting && wanted.prefixes.empty())
    {
        wanted.prefixes = m_offered; // 18.2.2
    }
    if (wanted.prefixes.empty() && m_settings.hint)
    {
        wanted.prefixes.push_back({*m_settings.hint});
    }
    return wanted;
}

Dhcpv6Message
PrefixRequest::Compose(int64_t nowNs) const
{
    Dhcpv6Message message;
    message.type = TypeOf(m_state);
    message.transaction = m_transaction;
    message.clientId = m_clientId;
    message.elapsed = m_sending->GetElapsed(nowNs);
    if (m_state != State::Soliciting && m_state != State::Rebinding)
    {
        message.serverId = m_server;
    }
    if (m_state != State::Releasing) // 18.2.1, 21.24: must be asked for
    {
        message.requested = {dhcpv6::SOL_MAX_RT};
    }
    message.rapidCommit = m_state == State::Soliciting && m_settings.rapidCommit;
    message.associations = {Wanted()};
    return message;
}

} // namespace ns3::v6lab
