// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bfd/bfd-session.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab::bfd
{

namespace
{

constexpr int64_t SLOW_NS = 1'000'000'000; // RFC 5880 6.8.3: while the session is not up

} // namespace

Session::Session(const SessionSettings& settings)
    : m_settings(settings)
{
}

void
Session::Start(int64_t nowNs)
{
    m_sendNs = nowNs;
}

Packet
Session::Stop()
{
    GoTo(State::AdminDown, Diagnostic::AdministrativelyDown);
    m_lost = false;
    m_sendNs = m_expireNs = NEVER;
    return Make();
}

int64_t
Session::GetDesiredTxNs() const
{
    return m_state == State::Up ? m_settings.intervalNs : std::max(SLOW_NS, m_settings.intervalNs);
}

/** RFC 5880 6.8.2, 6.8.7. */
int64_t
Session::GetTxNs() const
{
    return std::max(GetDesiredTxNs(), int64_t{m_theirRxUs} * 1000);
}

int64_t
Session::GetDetectionNs() const
{
    return m_theirMultiplier * std::max(m_settings.intervalNs, int64_t{m_theirTxUs} * 1000);
}

Packet
Session::Make() const
{
    Packet packet;
    packet.state = m_state;
    packet.diagnostic = m_diagnostic;
    packet.poll = m_polling;
    packet.multiplier = m_settings.multiplier;
    packet.mine = m_settings.discriminator;
    packet.yours = m_theirs;
    packet.desiredTxUs = static_cast<uint32_t>(GetDesiredTxNs() / 1000);
    packet.requiredRxUs = static_cast<uint32_t>(m_settings.intervalNs / 1000);
    return packet;
}

void
Session::GoTo(State state, Diagnostic why)
{
    m_lost = m_lost || (m_state == State::Up && state == State::Down);
    // The interval changes with the state, which needs a Poll Sequence (RFC 5880 6.8.3).
    m_polling = (m_state == State::Up) != (state == State::Up) && state != State::AdminDown;
    m_state = state;
    m_diagnostic = why;
}

/** RFC 5880 6.8.6, from the selection of the session on. */
void
Session::Receive(const Packet& packet, int64_t nowNs)
{
    if (m_state == State::AdminDown ||
        (packet.yours != 0 && packet.yours != m_settings.discriminator))
    {
        return;
    }
    m_theirs = packet.mine;
    m_theirTxUs = packet.desiredTxUs;
    m_theirRxUs = packet.requiredRxUs;
    m_theirMultiplier = packet.multiplier;
    m_polling = m_polling && !packet.final;
    const State before = m_state;
    if (packet.state == State::AdminDown)
    {
        if (m_state != State::Down)
        {
            const bool lost = m_lost;
            GoTo(State::Down, Diagnostic::NeighborSignaledDown);
            m_lost = lost;
        }
    }
    else if (m_state == State::Down && packet.state == State::Down)
    {
        GoTo(State::Init, Diagnostic::None);
    }
    else if (m_state == State::Down && packet.state == State::Init)
    {
        GoTo(State::Up, Diagnostic::None);
    }
    else if (m_state == State::Init && packet.state >= State::Init)
    {
        GoTo(State::Up, Diagnostic::None);
    }
    else if (m_state == State::Up && packet.state == State::Down)
    {
        GoTo(State::Down, Diagnostic::NeighborSignaledDown);
    }
    m_expireNs = m_state == State::Down ? NEVER : nowNs + GetDetectionNs();
    if (packet.poll)
    {
        Packet answer = Make();
        answer.poll = false;
        answer.final = true;
        m_packets.push_back(answer);
    }
    if (m_state != before)
    {
        m_sendNs = nowNs; // it need not wait to tell
    }
    if (m_theirRxUs == 0)
    {
        m_sendNs = NEVER; // RFC 5880 6.8.7: it wants none
    }
    else
    {
        m_sendNs = std::min(m_sendNs, nowNs + GetTxNs());
    }
}

void
Session::Tick(int64_t nowNs, double chance)
{
    if (nowNs >= m_expireNs)
    {
        GoTo(State::Down, Diagnostic::DetectionTimeExpired);
        m_expireNs = NEVER;
        m_theirs = 0; // RFC 5880 6.8.1: nothing was heard for a detection time
        m_theirRxUs = 1;
        m_sendNs = nowNs;
    }
    if (nowNs >= m_sendNs)
    {
        m_packets.push_back(Make());
        const double part = 0.75 + 0.25 * chance;
        m_sendNs = nowNs + static_cast<int64_t>(part * static_cast<double>(GetTxNs()));
    }
}

int64_t
Session::GetNextTimerNs() const
{
    return std::min(m_sendNs, m_expireNs);
}

std::vector<Packet>
Session::TakePackets()
{
    return std::exchange(m_packets, {});
}

bool
Session::TakeLoss()
{
    return std::exchange(m_lost, false);
}

} // namespace ns3::v6lab::bfd
