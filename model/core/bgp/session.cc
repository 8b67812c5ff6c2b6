// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/session.h"

#include <algorithm>

namespace ns3::v6lab::bgp
{

namespace
{

constexpr int64_t LARGE_HOLD_NS = 240 * SECOND_NS; // RFC 4271 8.2.2: "a large value"

} // namespace

Session::Session(const SessionSettings& settings)
    : m_settings(settings)
{
    settings.Check();
}

void
Session::Start(int64_t nowNs, SessionEvents& out)
{
    m_started = true;
    m_wasStarted = true;
    m_timers.restartNs = NEVER;
    if (m_state != SessionState::Idle)
    {
        return;
    }
    if (m_settings.passive)
    {
        m_state = SessionState::Active;
        return;
    }
    Connect(nowNs, out);
}

void
Session::Connect(int64_t nowNs, SessionEvents& out)
{
    m_state = SessionState::Connect;
    m_opening = true;
    m_timers.connectRetryNs = nowNs + m_settings.connectRetryNs;
    out.emplace_back(OpenConnection());
}

void
Session::Stop(uint8_t ceaseSubcode, Bytes data, SessionEvents& out)
{
    m_started = false;
    Fail(DownCause::Stopped, {ErrorCode::Cease, ceaseSubcode, std::move(data)}, 0, out);
}

void
Session::Reset(uint8_t ceaseSubcode, int64_t nowNs, SessionEvents& out)
{
    Fail(DownCause::Stopped, {ErrorCode::Cease, ceaseSubcode, {}}, nowNs, out);
}

void
Session::ConnectionOpened(int64_t nowNs, SessionEvents& out)
{
    if (m_state != SessionState::Connect && m_state != SessionState::Active)
    {
        if (m_state == SessionState::Idle)
        {
            out.emplace_back(CloseConnection()); // RFC 4271 8.2.2: refused in Idle
        }
        return;
    }
    m_opening = false;
    m_connected = true;
    m_stream.Clear();
    m_timers.connectRetryNs = NEVER;
    m_timers.holdNs = nowNs + LARGE_HOLD_NS;
    m_state = SessionState::OpenSent;
    Write(Encode(OpenOf(m_settings)), out);
}

void
Session::ConnectionClosed(int64_t nowNs, SessionEvents& out)
{
    m_opening = false;
    m_connected = false;
    switch (m_state)
    {
    case SessionState::Idle:
        return;
    case SessionState::OpenSent: // RFC 4271 8.2.2: waits for another connection
        m_timers = SessionTimers();
        m_timers.connectRetryNs = m_settings.passive ? NEVER : nowNs + m_settings.connectRetryNs;
        m_state = SessionState::Active;
        return;
    default:
        Fail(DownCause::ConnectionClosed, {}, nowNs, out);
    }
}

void
Session::Receive(const uint8_t* bytes, size_t size, int64_t nowNs, SessionEvents& out)
{
    if (!m_connected)
    {
        return;
    }
    m_stream.Put(bytes, size);
    while (m_connected)
    {
        const auto next = m_stream.Take();
        if (const auto* message = std::get_if<Bytes>(&next))
        {
            ++m_received;
            Handle(*message, nowNs, out);
        }
        else if (const auto* error = std::get_if<Error>(&next))
        {
            Fail(DownCause::MessageError, *error, nowNs, out);
        }
        else
        {
            return;
        }
    }
}

void
Session::Handle(const Bytes& message, int64_t nowNs, SessionEvents& out)
{
    if (m_state != SessionState::Established &&
        message[HEADER_SIZE - 1] == static_cast<uint8_t>(MessageType::Update))
    {
        Fail(DownCause::MessageError, UnexpectedMessage(), nowNs, out);
        return;
    }
    auto read = Decode(message, m_agreed.wire);
    if (const auto* error = std::get_if<Error>(&read))
    {
        Fail(DownCause::MessageError, *error, nowNs, out);
        return;
    }
    auto& sound = std::get<Message>(read);
    if (const auto* notification = std::get_if<Notification>(&sound))
    {
        AwaitRestart(nowNs);
        GoIdle(DownCause::NotificationReceived, notification->error, out);
        return;
    }
    if (m_state == SessionState::OpenSent && std::holds_alternative<Open>(sound))
    {
        HandleOpen(std::get<Open>(sound), nowNs, out);
        return;
    }
    if (m_state == SessionState::OpenConfirm && std::holds_alternative<Keepalive>(sound))
    {
        m_state = SessionState::Established;
        m_upSinceNs = nowNs;
        RestartHold(nowNs);
        out.emplace_back(SessionUp());
        return;
    }
    if (m_state != SessionState::Established || std::holds_alternative<Open>(sound))
    {
        Fail(DownCause::MessageError, UnexpectedMessage(), nowNs, out);
        return;
    }
    RestartHold(nowNs);
    if (auto* update = std::get_if<Update>(&sound))
    {
        out.emplace_back(UpdateReceived{std::move(*update)});
    }
}

void
Session::HandleOpen(const Open& open, int64_t nowNs, SessionEvents& out)
{
    const auto agreed = Agree(m_settings, open);
    if (const auto* error = std::get_if<Error>(&agreed))
    {
        Fail(DownCause::MessageError, *error, nowNs, out);
        return;
    }
    m_agreed = std::get<OpenAgreement>(agreed);
    m_state = SessionState::OpenConfirm;
    RestartHold(nowNs);
    SendKeepalive(nowNs, out);
}

bool
Session::Carries(Family family) const
{
    return m_state == SessionState::Established &&
           std::find(m_agreed.families.begin(), m_agreed.families.end(), family) !=
               m_agreed.families.end();
}

void
Session::Tick(int64_t nowNs, SessionEvents& out)
{
    if (nowNs >= m_timers.restartNs)
    {
        Start(nowNs, out);
    }
    if (nowNs >= m_timers.connectRetryNs)
    {
        Connect(nowNs, out);
    }
    if (nowNs >= m_timers.holdNs)
    {
        Fail(DownCause::HoldTimerExpired, {ErrorCode::HoldTimerExpired, 0, {}}, nowNs, out);
    }
    if (nowNs >= m_timers.keepaliveNs)
    {
        SendKeepalive(nowNs, out);
    }
}

void
Session::Send(Bytes update, int64_t nowNs, SessionEvents& out)
{
    assert(m_state == SessionState::Established);
    Write(std::move(update), out);
    RestartKeepalive(nowNs);
}

void
Session::Write(Bytes message, SessionEvents& out)
{
    ++m_sent;
    out.emplace_back(SendBytes{std::move(message)});
}

void
Session::SendKeepalive(int64_t nowNs, SessionEvents& out)
{
    Write(Encode(Keepalive()), out);
    RestartKeepalive(nowNs);
}

void
Session::RestartHold(int64_t nowNs)
{
    m_timers.holdNs = m_agreed.holdSeconds == 0 ? NEVER : nowNs + m_agreed.holdSeconds * SECOND_NS;
}

void
Session::RestartKeepalive(int64_t nowNs)
{
    if (m_agreed.holdSeconds == 0)
    {
        m_timers.keepaliveNs = NEVER;
        return;
    }
    const int64_t third = m_agreed.holdSeconds * SECOND_NS / 3; // RFC 4271 4.4, 10
    m_timers.keepaliveNs =
        nowNs + (m_settings.keepaliveNs == 0 ? third : std::min(third, m_settings.keepaliveNs));
}

void
Session::Fail(DownCause cause, const Error& error, int64_t nowNs, SessionEvents& out)
{
    if (m_connected)
    {
        Write(Encode(Notification{error}), out);
    }
    AwaitRestart(nowNs);
    GoIdle(cause, error, out);
}

void
Session::AwaitRestart(int64_t nowNs)
{
    m_timers.restartNs =
        m_started ? nowNs + (m_settings.passive ? 0 : m_settings.idleHoldNs) : NEVER;
}

void
Session::GoIdle(DownCause cause, const Error& error, SessionEvents& out)
{
    const SessionState before = m_state;
    const int64_t restartNs = m_timers.restartNs;
    m_timers = SessionTimers();
    m_timers.restartNs = restartNs;
    m_state = SessionState::Idle;
    if (m_connected || m_opening)
    {
        out.emplace_back(CloseConnection());
    }
    m_opening = false;
    m_connected = false;
    if (before != SessionState::Idle)
    {
        out.emplace_back(SessionDown{cause, error, before == SessionState::Established});
    }
}

Error
Session::UnexpectedMessage() const
{
    const uint8_t code = m_state == SessionState::OpenSent ? subcode::UNEXPECTED_IN_OPEN_SENT
                         : m_state == SessionState::OpenConfirm
                             ? subcode::UNEXPECTED_IN_OPEN_CONFIRM
                             : subcode::UNEXPECTED_IN_ESTABLISHED;
    return {ErrorCode::StateMachine, code, {}};
}

int64_t
Session::GetNextTimerNs() const
{
    return m_timers.Next();
}

const char*
ToWord(SessionState state)
{
    switch (state)
    {
    case SessionState::Idle:
        return "Idle";
    case SessionState::Connect:
        return "Connect";
    case SessionState::Active:
        return "Active";
    case SessionState::OpenSent:
        return "OpenSent";
    case SessionState::OpenConfirm:
        return "OpenConfirm";
    default:
        return "Established";
    }
}

} // namespace ns3::v6lab::bgp
