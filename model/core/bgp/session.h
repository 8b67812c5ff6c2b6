// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_SESSION_H
#define V6LAB_BGP_SESSION_H

#include "model/core/bgp/message-codec.h"
#include "model/core/bgp/message-stream.h"
#include "model/core/bgp/open-agreement.h"
#include "model/core/bgp/session-event.h"

namespace ns3::v6lab::bgp
{

/** RFC 4271 8.2.2. */
enum class SessionState : uint8_t
{
    Idle,
    Connect,
    Active,
    OpenSent,
    OpenConfirm,
    Established,
};

const char* ToWord(SessionState state);

/**
 * The state machine of one session (RFC 4271 8), without clock and sockets: events come in as
 * calls with the time in ns, what is to be done comes out as SessionEvents in `out`, in order.
 *
 * The carrier owns at most one TCP connection per session. Of two speakers exactly one is to be
 * passive; then no two connections of a pair can collide (RFC 4271 6.8), and there is no
 * machinery for that here. Timers have no jitter (RFC 4271 10): who wants it sets unequal times.
 */
class Session
{
  public:
    /** Throws std::invalid_argument that names the setting. */
    explicit Session(const SessionSettings& settings);

    /** Events 1 and 3: to be up from now on; comes back by itself after every failure. */
    void Start(int64_t nowNs, SessionEvents& out);
    /** Event 2, and every other end by our own will; stays down until Start(). */
    void Stop(uint8_t ceaseSubcode, Bytes data, SessionEvents& out);
    /** Ends the session as Stop() does, but comes back by itself. */
    void Reset(uint8_t ceaseSubcode, int64_t nowNs, SessionEvents& out);
    /** Events 16 and 17: the TCP connection is open, whoever opened it. */
    void ConnectionOpened(int64_t nowNs, SessionEvents& out);
    /** Event 18: it could not be opened, or is closed. */
    void ConnectionClosed(int64_t nowNs, SessionEvents& out);
    /** Bytes of the connection. */
    void Receive(const uint8_t* bytes, size_t size, int64_t nowNs, SessionEvents& out);
    /** To be called at GetNextTimerNs(), or at any other time. */
    void Tick(int64_t nowNs, SessionEvents& out);
    /** UPDATEs; only when established. */
    void Send(Bytes update, int64_t nowNs, SessionEvents& out);

    /** When Tick() has something to do; NEVER if at no time. */
    int64_t GetNextTimerNs() const;

    SessionState GetState() const
    {
        return m_state;
    }

    bool IsStarted() const
    {
        return m_started;
    }

    /** Ever, whether it is now or not. */
    bool WasStarted() const
    {
        return m_wasStarted;
    }

    const SessionSettings& GetSettings() const
    {
        return m_settings;
    }

    /** Of the OPEN that the peer sent last. */
    uint32_t GetPeerRouterId() const
    {
        return m_agreed.peerRouterId;
    }

    /** Both sides can do it; true only when established. */
    bool Carries(Family family) const;

    const WireContext& GetWire() const
    {
        return m_agreed.wire;
    }

    uint16_t GetHoldSeconds() const
    {
        return m_agreed.holdSeconds;
    }

    /** Since when it is established. */
    int64_t GetUpSinceNs() const
    {
        return m_upSinceNs;
    }

    uint64_t GetMessagesSent() const
    {
        return m_sent;
    }

    uint64_t GetMessagesReceived() const
    {
        return m_received;
    }

  private:
    void Handle(const Bytes& message, int64_t nowNs, SessionEvents& out);
    void HandleOpen(const Open& open, int64_t nowNs, SessionEvents& out);
    void Connect(int64_t nowNs, SessionEvents& out);
    void Write(Bytes message, SessionEvents& out);
    void SendKeepalive(int64_t nowNs, SessionEvents& out);
    void RestartHold(int64_t nowNs);
    void RestartKeepalive(int64_t nowNs);
    /** Sends the NOTIFICATION if somebody can hear it, and goes to Idle. */
    void Fail(DownCause cause, const Error& error, int64_t nowNs, SessionEvents& out);
    void GoIdle(DownCause cause, const Error& error, SessionEvents& out);
    void AwaitRestart(int64_t nowNs);
    Error UnexpectedMessage() const;

    const SessionSettings m_settings;
    SessionState m_state{SessionState::Idle};
    bool m_started{false};
    bool m_wasStarted{false};
    bool m_opening{false};   //!< the carrier is at it
    bool m_connected{false}; //!< there is a TCP connection
    SessionTimers m_timers;
    MessageStream m_stream;
    OpenAgreement m_agreed;
    int64_t m_upSinceNs{0};
    uint64_t m_sent{0};
    uint64_t m_received{0};
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_SESSION_H
