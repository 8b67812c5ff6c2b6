// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/eyeball-race.h"

#include "model/workload/destination-choice.h"
#include "model/workload/socket-address.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

namespace
{

int64_t
Now()
{
    return Simulator::Now().GetNanoSeconds();
}

} // namespace

EyeballRace::EyeballRace(Runner& runner,
                         const Ptr<ns3::Node>& node,
                         const EyeballSettings& settings,
                         const RaceTarget& target)
    : m_runner(&runner),
      m_node(node),
      m_target(target),
      m_history(ConnectionHistory::Of(node)),
      m_eyeballs(
          settings,
          HostOf(node, target.only, target.prefixes, target.bound),
          [node, bound = target.bound](const IpAddress& address) {
              return ConsiderFrom(node, address, bound);
          },
          &m_history->Get())
{
}

EyeballRace::~EyeballRace()
{
    m_timer.Cancel();
}

void
EyeballRace::Start()
{
    Do(m_target.name.empty() ? m_eyeballs.StartWith(m_target.addresses, Now())
                             : m_eyeballs.Start(Now()));
}

void
EyeballRace::OnConnected(size_t attempt)
{
    Do(m_eyeballs.OnConnected(attempt, Now()));
}

void
EyeballRace::OnFailed(size_t attempt, AttemptOutcome outcome)
{
    Do(m_eyeballs.OnFailed(attempt, outcome, Now()));
}

void
EyeballRace::OnTrouble(size_t attempt)
{
    Do(m_eyeballs.OnTrouble(attempt, Now()));
}

void
EyeballRace::Stop()
{
    Do(m_eyeballs.Stop(Now()));
    Forget();
}

void
EyeballRace::Forget()
{
    m_runner = nullptr;
    m_timer.Cancel();
}

std::optional<size_t>
EyeballRace::GetWinner() const
{
    return m_eyeballs.GetWinner();
}

const std::vector<EyeballAttempt>&
EyeballRace::GetAttempts() const
{
    return m_eyeballs.GetAttempts();
}

const std::vector<LookupResult>&
EyeballRace::GetDisappointments() const
{
    return m_disappointments;
}

std::optional<int64_t>
EyeballRace::GetResolvedNs() const
{
    return m_resolvedNs;
}

void
EyeballRace::Ask(Family family)
{
    // The question outlives the race: its answer still fills the resolver's cache (RFC 8305 5).
    m_target.lookup->Lookup(m_target.name,
                            family,
                            MakeCallback(&EyeballRace::OnAnswer, Ptr<EyeballRace>(this)));
}

void
EyeballRace::OnAnswer(const LookupResult& result)
{
    const bool found = result.kind == LookupResult::Kind::Addresses && !result.addresses.empty();
    if (found)
    {
        m_resolvedNs = m_resolvedNs.value_or(Now());
        const int64_t ttlNs = result.ttl * INT64_C(1000000000);
        Do(m_eyeballs.OnAddresses(result.family, result.addresses, ttlNs, Now()));
        return;
    }
    m_disappointments.push_back(result);
    Do(result.kind == LookupResult::Kind::Failure
           ? m_eyeballs.OnFailure(result.family, Now())
           : m_eyeballs.OnNegative(result.family, result.rcode != "NXDOMAIN", Now()));
}

void
EyeballRace::OnTime()
{
    const Ptr<EyeballRace> self(this); // what is done may be the end of its owner
    Do(m_eyeballs.OnTime(Now()));
}

void
EyeballRace::Do(const HappyEyeballs::Actions& actions)
{
    const Ptr<EyeballRace> alive(this); // the runner may let go of it
    m_todo.insert(m_todo.end(), actions.begin(), actions.end());
    if (m_busy)
    {
        return;
    }
    m_busy = true;
    while (!m_todo.empty())
    {
        const EyeballAction action = m_todo.front();
        m_todo.pop_front();
        Do(action);
    }
    m_busy = false;
    Wait();
}

void
EyeballRace::Do(const EyeballAction& action)
{
    if (!m_runner)
    {
        return;
    }
    switch (action.kind)
    {
    case EyeballAction::Kind::QueryAaaa:
        Ask(Family::V6);
        break;
    case EyeballAction::Kind::QueryA:
        Ask(Family::V4);
        break;
    case EyeballAction::Kind::Connect:
        m_runner->Connect(*this, action.attempt, GetAttempts()[action.attempt].address);
        break;
    case EyeballAction::Kind::Cancel:
        m_runner->Cancel(*this, action.attempt);
        break;
    case EyeballAction::Kind::GiveUp:
        m_runner->GiveUp(*this);
        break;
    }
}

void
EyeballRace::Wait()
{
    m_timer.Cancel();
    if (const auto deadline = m_eyeballs.GetDeadline(); deadline && m_runner)
    {
        m_timer = Simulator::Schedule(NanoSeconds(*deadline) - Simulator::Now(),
                                      &EyeballRace::OnTime,
                                      this); // owning it would keep it for ever
    }
}

} // namespace ns3::v6lab
