// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/happy-eyeballs/happy-eyeballs.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace ns3::v6lab
{

using Kind = EyeballAction::Kind;

const char*
ToWord(AttemptOutcome outcome)
{
    switch (outcome)
    {
    case AttemptOutcome::Connected:
        return "connected";
    case AttemptOutcome::Refused:
        return "refused";
    case AttemptOutcome::TimedOut:
        return "timed-out";
    case AttemptOutcome::Unreachable:
        return "unreachable";
    case AttemptOutcome::NoPort:
        return "no-free-port";
    case AttemptOutcome::Cancelled:
        return "cancelled";
    case AttemptOutcome::Running:
        break;
    }
    return "running";
}

HappyEyeballs::HappyEyeballs(const EyeballSettings& settings,
                             const EyeballHost& host,
                             const ConsiderDestination& consider,
                             const AddressHistory* history)
    : m_settings(settings),
      m_host(host),
      m_history(history),
      m_untried(host, consider, history, settings.firstFamilyCount)
{
    m_settings.Check();
}

HappyEyeballs::Question&
HappyEyeballs::Of(Family family)
{
    return m_questions[family == Family::V6 ? 0 : 1];
}

const HappyEyeballs::Question&
HappyEyeballs::Of(Family family) const
{
    return m_questions[family == Family::V6 ? 0 : 1];
}

void
HappyEyeballs::Ask(Family family, Actions& actions)
{
    Of(family) = {true, false, std::nullopt};
    actions.push_back({family == Family::V6 ? Kind::QueryAaaa : Kind::QueryA});
}

HappyEyeballs::Actions
HappyEyeballs::Start(int64_t nowNs)
{
    Actions actions;
    for (const Family family : {Family::V6, Family::V4}) // RFC 8305 3: AAAA first
    {
        if (m_host.Asks(family))
        {
            Ask(family, actions);
        }
    }
    return Advance(nowNs, actions);
}

HappyEyeballs::Actions
HappyEyeballs::StartWith(const std::vector<IpAddress>& addresses, int64_t nowNs)
{
    for (const Family family : {Family::V6, Family::V4})
    {
        std::vector<IpAddress> ofFamily;
        std::copy_if(addresses.begin(),
                     addresses.end(),
                     std::back_inserter(ofFamily),
                     [&](const IpAddress& address) { return address.GetFamily() == family; });
        m_untried.Replace(family, ofFamily);
    }
    return Advance(nowNs);
}

HappyEyeballs::Actions
HappyEyeballs::OnAddresses(Family family,
                           const std::vector<IpAddress>& addresses,
                           int64_t ttlNs,
                           int64_t nowNs)
{
    if (addresses.empty())
    {
        return OnNegative(family, true, nowNs);
    }
    const bool first = !Of(family).answered;
    Answered(family);
    if (ttlNs > 0)
    {
        Of(family).expiresNs = nowNs + ttlNs;
    }
    if (first && family == Family::V4)
    {
        m_resolutionEndNs = nowNs + m_settings.resolutionDelayNs;
    }
    m_untried.Replace(family, addresses);
    return Advance(nowNs);
}

HappyEyeballs::Actions
HappyEyeballs::OnNegative(Family family, bool nameExists, int64_t nowNs)
{
    m_nameExists = m_nameExists && nameExists;
    Answered(family);
    m_untried.Replace(family, {});
    return Advance(nowNs);
}

HappyEyeballs::Actions
HappyEyeballs::OnFailure(Family family, int64_t nowNs)
{
    Answered(family); // what an earlier answer brought stays
    return Advance(nowNs);
}

void
HappyEyeballs::Answered(Family family)
{
    Question& question = Of(family);
    question.asked = true; // an answer may come unasked, when records change (RFC 8305 6)
    question.answered = true;
    question.expiresNs.reset();
}

std::optional<int64_t>
HappyEyeballs::FirstStart() const
{
    const Question& v6 = Of(Family::V6);
    if (!m_attempts.empty() || !v6.asked || v6.answered)
    {
        return 0;
    }
    return Of(Family::V4).answered ? std::optional<int64_t>(m_resolutionEndNs) : std::nullopt;
}

int64_t
HappyEyeballs::DelayAfter(const DestinationCandidate& candidate) const
{
    const AddressPast* past = nullptr;
    if (m_settings.adaptiveDelay && m_history && candidate.source)
    {
        past = m_history->Find(candidate.source->interface, candidate.address);
    }
    const auto second = past ? past->RetransmissionNs() : std::nullopt;
    return second ? std::clamp(*second,
                               m_settings.minimumAttemptDelayNs,
                               EyeballSettings::LONGEST_ATTEMPT_DELAY_NS)
                  : m_settings.attemptDelayNs;
}

void
HappyEyeballs::Connect(const DestinationCandidate& candidate, int64_t nowNs, Actions& actions)
{
    m_attempts.push_back({candidate.address, nowNs});
    m_nextStartNs = nowNs + DelayAfter(candidate);
    actions.push_back({Kind::Connect, m_attempts.size() - 1});
}

HappyEyeballs::Actions
HappyEyeballs::OnConnected(size_t attempt, int64_t nowNs)
{
    assert(attempt < m_attempts.size());
    Actions actions;
    if (!m_over)
    {
        m_over = true;
        m_winner = attempt;
        End(attempt, AttemptOutcome::Connected, nowNs);
        CancelRunning(actions, nowNs);
    }
    return actions;
}

HappyEyeballs::Actions
HappyEyeballs::OnFailed(size_t attempt, AttemptOutcome outcome, int64_t nowNs)
{
    assert(attempt < m_attempts.size());
    End(attempt, outcome, nowNs);
    Hurry(nowNs);
    return Advance(nowNs);
}

HappyEyeballs::Actions
HappyEyeballs::OnTrouble(size_t attempt, int64_t nowNs)
{
    assert(attempt < m_attempts.size());
    if (m_attempts[attempt].outcome == AttemptOutcome::Running)
    {
        Hurry(nowNs);
    }
    return Advance(nowNs);
}

HappyEyeballs::Actions
HappyEyeballs::OnTime(int64_t nowNs)
{
    return Advance(nowNs);
}

HappyEyeballs::Actions
HappyEyeballs::Stop(int64_t nowNs)
{
    Actions actions;
    if (!m_over)
    {
        m_over = true;
        CancelRunning(actions, nowNs);
    }
    return actions;
}

/** The next attempt at once, but never within 10 ms of the last one's start (RFC 8305 5). */
void
HappyEyeballs::Hurry(int64_t nowNs)
{
    if (m_settings.nextOnFailure)
    {
        const int64_t earliest =
            m_attempts.back().startNs + EyeballSettings::SHORTEST_ATTEMPT_DELAY_NS;
        m_nextStartNs = std::min(m_nextStartNs, std::max(nowNs, earliest));
    }
}

void
HappyEyeballs::End(size_t attempt, AttemptOutcome outcome, int64_t nowNs)
{
    EyeballAttempt& record = m_attempts[attempt];
    if (record.outcome == AttemptOutcome::Running)
    {
        record.outcome = outcome;
        record.endNs = nowNs;
    }
}

void
HappyEyeballs::CancelRunning(Actions& actions, int64_t nowNs)
{
    for (size_t i = 0; i < m_attempts.size(); ++i)
    {
        if (m_attempts[i].outcome == AttemptOutcome::Running)
        {
            End(i, AttemptOutcome::Cancelled, nowNs);
            actions.push_back({Kind::Cancel, i});
        }
    }
}

bool
HappyEyeballs::IsRunning() const
{
    return std::any_of(m_attempts.begin(), m_attempts.end(), [](const EyeballAttempt& attempt) {
        return attempt.outcome == AttemptOutcome::Running;
    });
}

bool
HappyEyeballs::HasLastResort() const
{
    return m_host.MaySynthesize() && m_nameExists && Of(Family::V6).answered &&
           !Of(Family::V4).asked && m_untried.IsEmpty();
}

HappyEyeballs::Actions
HappyEyeballs::Advance(int64_t nowNs, Actions actions)
{
    if (!m_over)
    {
        Expire(Family::V6, nowNs, actions);
        Expire(Family::V4, nowNs, actions);
        TryNext(nowNs, actions);
        TryLastResort(nowNs, actions);
        GiveUpIfDone(nowNs, actions);
    }
    return actions;
}

/** RFC 8305 6: records whose time is over go, and DNS is asked for their successors. */
void
HappyEyeballs::Expire(Family family, int64_t nowNs, Actions& actions)
{
    const auto expires = Of(family).expiresNs;
    if (!expires || nowNs < *expires)
    {
        return;
    }
    Of(family).expiresNs.reset();
    const bool untried = m_untried.HasFrom(family);
    m_untried.Replace(family, {});
    if (untried)
    {
        Ask(family, actions);
    }
}

void
HappyEyeballs::TryNext(int64_t nowNs, Actions& actions)
{
    const auto first = FirstStart();
    if (m_untried.IsEmpty() || !first || nowNs < std::max(*first, m_nextStartNs))
    {
        return;
    }
    Connect(m_untried.Take(), nowNs, actions);
}

/** RFC 8305 7.2: the AAAA records were no good; the A records may be, through the NAT64. */
void
HappyEyeballs::TryLastResort(int64_t nowNs, Actions& actions)
{
    const bool due = m_attempts.empty() || // nothing to wait for
                     nowNs >= m_attempts.back().startNs + m_settings.lastResortDelayNs;
    if (HasLastResort() && due)
    {
        Ask(Family::V4, actions);
    }
}

void
HappyEyeballs::GiveUpIfDone(int64_t nowNs, Actions& actions)
{
    const auto open = [](const Question& question) { return question.asked && !question.answered; };
    if (IsRunning() || !m_untried.IsEmpty() || open(Of(Family::V6)) || open(Of(Family::V4)) ||
        HasLastResort())
    {
        return;
    }
    if (const auto unusable = m_untried.TakeUnusable(); unusable && m_attempts.empty())
    {
        Connect(*unusable, nowNs, actions);
        return;
    }
    m_over = true;
    actions.push_back({Kind::GiveUp});
}

std::optional<int64_t>
HappyEyeballs::GetDeadline() const
{
    std::optional<int64_t> deadline;
    const auto until = [&](int64_t ns) { deadline = std::min(deadline.value_or(ns), ns); };
    if (m_over)
    {
        return std::nullopt;
    }
    if (const auto first = FirstStart(); first && !m_untried.IsEmpty())
    {
        until(std::max(*first, m_nextStartNs));
    }
    if (HasLastResort() && !m_attempts.empty())
    {
        until(m_attempts.back().startNs + m_settings.lastResortDelayNs);
    }
    for (const Family family : {Family::V6, Family::V4})
    {
        if (const auto expires = Of(family).expiresNs; expires && m_untried.HasFrom(family))
        {
            until(*expires);
        }
    }
    return deadline;
}

const std::vector<EyeballAttempt>&
HappyEyeballs::GetAttempts() const
{
    return m_attempts;
}

std::optional<size_t>
HappyEyeballs::GetWinner() const
{
    return m_winner;
}

} // namespace ns3::v6lab
