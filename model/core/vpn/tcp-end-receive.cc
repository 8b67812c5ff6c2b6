// SPDX-License-Identifier: GPL-2.0-only
// What an end of TCP makes of a segment: the checks of RFC 9293 3.10.7.4.
#include "model/core/vpn/tcp-end.h"

#include <algorithm>

namespace ns3::v6lab::vpn
{

namespace
{

/** a < b on the circle of sequence numbers (RFC 9293 3.4). */
bool
IsBefore(uint32_t a, uint32_t b)
{
    return static_cast<int32_t>(a - b) < 0;
}

} // namespace

/** RFC 9293 3.10.7.4, first check. */
bool
TcpEnd::IsAcceptable(const TcpFields& tcp, size_t length) const
{
    const auto last = static_cast<uint32_t>(tcp.sequence + length - 1);
    const uint32_t end = m_expected + Window();
    const auto within = [&](uint32_t sequence) {
        return !IsBefore(sequence, m_expected) && IsBefore(sequence, end);
    };
    if (Window() == 0)
    {
        return length == 0 && tcp.sequence == m_expected;
    }
    return within(tcp.sequence) || (length > 0 && within(last));
}

TcpEnd::Input
TcpEnd::Receive(const TcpFields& tcp, const uint8_t* payload, size_t size, int64_t nowNs)
{
    Input input;
    if (m_state == TcpEndState::Closed)
    {
        return input;
    }
    const bool reset = (tcp.flags & TcpFields::RST) != 0;
    if (m_state == TcpEndState::Opening) // nothing was answered: the SYN again, or a change of mind
    {
        input.reset = reset;
        m_state = reset ? TcpEndState::Closed : m_state;
        return input;
    }
    const size_t length =
        size + ((tcp.flags & TcpFields::FIN) != 0) + ((tcp.flags & TcpFields::SYN) != 0);
    if (!IsAcceptable(tcp, length))
    {
        if (!reset && m_state == TcpEndState::SynReceived && (tcp.flags & TcpFields::SYN) != 0)
        {
            Emit(TcpFields::SYN | TcpFields::ACK, m_una); // our answer was lost
            return input;
        }
        if (!reset)
        {
            Acknowledge();
        }
        // A probe of a closed window may bring news of the other one (RFC 9293 3.10.7.4).
        if (Window() == 0 && tcp.sequence == m_expected && (tcp.flags & TcpFields::ACK) != 0)
        {
            TakeAck(tcp, nowNs);
        }
        return input;
    }
    if (reset && tcp.sequence == m_expected)
    {
        input.reset = true;
        m_state = TcpEndState::Closed;
        m_deadline.reset();
        return input;
    }
    if (reset || (tcp.flags & TcpFields::SYN) != 0)
    {
        Acknowledge(); // a challenge (RFC 5961 3.2, 4.2)
        return input;
    }
    if ((tcp.flags & TcpFields::ACK) == 0 || !TakeAck(tcp, nowNs))
    {
        return input;
    }
    TakeText(tcp, payload, size, input);
    const bool whole = tcp.sequence + static_cast<uint32_t>(size) == m_expected;
    if ((tcp.flags & TcpFields::FIN) != 0 && whole)
    {
        TakeFin(input);
    }
    if (length > 0)
    {
        Acknowledge();
    }
    return input;
}

/** Fifth check; false: nothing else of the segment counts. */
bool
TcpEnd::TakeAck(const TcpFields& tcp, int64_t nowNs)
{
    const uint32_t ack = tcp.acknowledgement;
    const bool fresh = IsBefore(m_una, ack) && !IsBefore(m_next, ack);
    if (m_state == TcpEndState::SynReceived)
    {
        if (!fresh)
        {
            Emit(TcpFields::RST, ack);
            return false;
        }
        m_state = TcpEndState::Established;
        ++m_una;
    }
    if (IsBefore(m_next, ack))
    {
        Acknowledge();
        return false;
    }
    if (fresh && IsBefore(m_una, ack))
    {
        const auto acked = std::min<size_t>(ack - m_una, m_queue.size());
        m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(acked));
        m_una = ack;
    }
    // RFC 9293 3.10.7.4: an old segment tells nothing of the window.
    if (IsBefore(m_windowSequence, tcp.sequence) ||
        (m_windowSequence == tcp.sequence && !IsBefore(ack, m_windowAck)))
    {
        m_sendWindow = tcp.window;
        m_windowSequence = tcp.sequence;
        m_windowAck = ack;
    }
    if (fresh)
    {
        m_tries = 0;
        m_timeout = FIRST_TIMEOUT;
        m_deadline.reset();
        if (m_una != m_next)
        {
            Arm(nowNs);
        }
    }
    else if (m_sendWindow == 0)
    {
        m_tries =
            0; // who acknowledges probes of a closed window may take as long as it likes (3.8.6.1)
    }
    if (m_finSent && m_una == m_next)
    {
        m_state = m_state == TcpEndState::FinWait1  ? TcpEndState::FinWait2
                  : m_state == TcpEndState::Closing ? TcpEndState::TimeWait
                  : m_state == TcpEndState::LastAck ? TcpEndState::Closed
                                                    : m_state;
    }
    Push(nowNs);
    return m_state != TcpEndState::Closed;
}

/** Seventh check: what is new, in order and has room. */
void
TcpEnd::TakeText(const TcpFields& tcp, const uint8_t* payload, size_t size, Input& input)
{
    const bool open = m_state == TcpEndState::Established || m_state == TcpEndState::FinWait1 ||
                      m_state == TcpEndState::FinWait2;
    if (!open || size == 0 || IsBefore(m_expected, tcp.sequence))
    {
        return;
    }
    const uint32_t known = m_expected - tcp.sequence;
    if (known >= size)
    {
        return;
    }
    input.bytes = payload + known;
    input.size = std::min<size_t>(size - known, Window());
    m_expected += static_cast<uint32_t>(input.size);
    m_room -= static_cast<uint32_t>(input.size);
}

/** Eighth check. */
void
TcpEnd::TakeFin(Input& input)
{
    switch (m_state)
    {
    case TcpEndState::Established:
        m_state = TcpEndState::CloseWait;
        break;
    case TcpEndState::FinWait1:
        m_state = TcpEndState::Closing; // our own FIN is not acknowledged, or it were FIN-WAIT-2
        break;
    case TcpEndState::FinWait2:
        m_state = TcpEndState::TimeWait;
        break;
    default: // it came before
        return;
    }
    ++m_expected;
    input.finished = true;
}

} // namespace ns3::v6lab::vpn
