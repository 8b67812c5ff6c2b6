// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/vpn/tcp-end.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab::vpn
{

namespace
{

constexpr int64_t LONGEST_TIMEOUT = 60'000'000'000; // RFC 6298 2.5
constexpr uint32_t MOST_TRIES = 7; // 183 s: beyond R2 of RFC 9293 3.8.3, a SYN's too
constexpr uint32_t LARGEST_WINDOW = 65535;

/** Of who does not say it (RFC 9293 3.7.1, MUST-15). */
constexpr uint16_t
DefaultMss(Family family)
{
    return family == Family::V4 ? 536 : 1220;
}

} // namespace

const char*
ToWord(TcpEndState state)
{
    static constexpr const char* WORDS[] = {"SYN-RECEIVED",
                                            "SYN-RECEIVED",
                                            "ESTABLISHED",
                                            "FIN-WAIT-1",
                                            "FIN-WAIT-2",
                                            "CLOSE-WAIT",
                                            "CLOSING",
                                            "LAST-ACK",
                                            "TIME-WAIT",
                                            "CLOSED"};
    return WORDS[static_cast<size_t>(state)];
}

TcpEnd::TcpEnd(Family family,
               const TcpFields& syn,
               uint32_t initialSequence,
               uint16_t mss,
               uint32_t room)
    : m_una(initialSequence),
      m_next(initialSequence),
      m_sendWindow(syn.window),
      m_windowSequence(syn.sequence),
      m_expected(syn.sequence + 1),
      m_room(room),
      m_mss(mss),
      m_sendMss(std::min<uint16_t>(mss, syn.mss > 0 ? syn.mss : DefaultMss(family)))
{
}

uint16_t
TcpEnd::Window() const
{
    return static_cast<uint16_t>(std::min(m_room, LARGEST_WINDOW));
}

void
TcpEnd::Emit(uint8_t flags, uint32_t sequence, std::vector<uint8_t> payload)
{
    TcpSegment segment;
    segment.tcp.sequence = sequence;
    segment.tcp.acknowledgement = m_expected;
    segment.tcp.flags = flags;
    segment.tcp.window = Window();
    segment.tcp.mss = (flags & TcpFields::SYN) != 0 ? m_mss : uint16_t{0};
    segment.payload = std::move(payload);
    m_advertised = segment.tcp.window;
    m_out.push_back(std::move(segment));
}

void
TcpEnd::Acknowledge()
{
    Emit(TcpFields::ACK, m_next);
}

void
TcpEnd::Accept(int64_t nowNs)
{
    if (m_state == TcpEndState::Opening)
    {
        m_state = TcpEndState::SynReceived;
        Emit(TcpFields::SYN | TcpFields::ACK, m_una);
        m_next = m_una + 1;
        Arm(nowNs);
    }
}

/**
 * A reset of what has not been answered yet acknowledges it (RFC 9293 3.10.7.1), one of a
 * connection does not (3.10.5): ns-3's sockets answer a reset that does, and the flow would be told
 * to have ended by that answer.
 */
void
TcpEnd::Reset()
{
    if (m_state != TcpEndState::Closed)
    {
        const bool opening = m_state == TcpEndState::Opening;
        Emit(opening ? TcpFields::RST | TcpFields::ACK : TcpFields::RST, opening ? 0 : m_next);
        m_state = TcpEndState::Closed;
        m_deadline.reset();
    }
}

void
TcpEnd::Send(const uint8_t* bytes, size_t size, int64_t nowNs)
{
    if (m_state != TcpEndState::Closed && !m_finQueued)
    {
        m_queue.insert(m_queue.end(), bytes, bytes + size);
        Push(nowNs);
    }
}

void
TcpEnd::Finish(int64_t nowNs)
{
    m_finQueued = true;
    Push(nowNs);
}

bool
TcpEnd::HasFinToSend() const
{
    return m_finQueued && !m_finSent;
}

/** All that the application's window lets out. */
void
TcpEnd::Push(int64_t nowNs)
{
    const bool open = m_state == TcpEndState::Established || m_state == TcpEndState::CloseWait;
    while (open && m_next - m_una < m_queue.size() && m_next - m_una < m_sendWindow)
    {
        const size_t begin = m_next - m_una;
        const size_t size =
            std::min<size_t>({m_sendMss, m_queue.size() - begin, m_sendWindow - begin});
        const auto from = m_queue.begin() + static_cast<std::ptrdiff_t>(begin);
        std::vector<uint8_t> payload(from, from + static_cast<std::ptrdiff_t>(size));
        Emit(TcpFields::ACK | TcpFields::PSH, m_next, std::move(payload));
        m_next += static_cast<uint32_t>(size);
    }
    if (open && HasFinToSend() && m_next - m_una == m_queue.size())
    {
        SendFin(nowNs);
    }
    if (m_deadline || m_state == TcpEndState::Opening)
    {
        return;
    }
    // What is under way may be lost, and a closed window must be probed (RFC 9293 3.8.6.1).
    if (m_next != m_una || !m_queue.empty())
    {
        Arm(nowNs);
    }
}

void
TcpEnd::SendFin(int64_t nowNs)
{
    Emit(TcpFields::FIN | TcpFields::ACK, m_next);
    ++m_next;
    m_finSent = true;
    m_state = m_state == TcpEndState::CloseWait ? TcpEndState::LastAck : TcpEndState::FinWait1;
    Arm(nowNs);
}

void
TcpEnd::SetRoom(uint32_t bytes)
{
    m_room = bytes;
    // A window that was all but closed: worth a segment of its own (RFC 9293 3.8.6.2.2).
    const bool taking = m_state == TcpEndState::Established || m_state == TcpEndState::FinWait1 ||
                        m_state == TcpEndState::FinWait2;
    if (taking && m_advertised < m_mss && Window() >= m_mss)
    {
        Acknowledge();
    }
}

void
TcpEnd::Arm(int64_t nowNs)
{
    m_deadline = nowNs + m_timeout;
}

std::optional<int64_t>
TcpEnd::GetDeadline() const
{
    return m_deadline;
}

bool
TcpEnd::Advance(int64_t nowNs)
{
    if (!m_deadline || nowNs < *m_deadline)
    {
        return true;
    }
    if (++m_tries > MOST_TRIES)
    {
        Reset();
        return false;
    }
    m_timeout = std::min(m_timeout * 2, LONGEST_TIMEOUT); // RFC 6298 5.5
    Arm(nowNs);
    if (m_state == TcpEndState::SynReceived)
    {
        Emit(TcpFields::SYN | TcpFields::ACK, m_una);
    }
    else if (!m_queue.empty())
    {
        // One segment from the oldest byte on; one byte into a closed window.
        const size_t size =
            std::min<size_t>({m_sendMss, m_queue.size(), std::max<uint32_t>(m_sendWindow, 1)});
        std::vector<uint8_t> payload(m_queue.begin(),
                                     m_queue.begin() + static_cast<std::ptrdiff_t>(size));
        Emit(TcpFields::ACK | TcpFields::PSH, m_una, std::move(payload));
        if (m_next - m_una < size)
        {
            m_next = m_una + static_cast<uint32_t>(size);
        }
    }
    else if (m_finSent)
    {
        Emit(TcpFields::FIN | TcpFields::ACK, m_next - 1);
    }
    return true;
}

std::vector<TcpSegment>
TcpEnd::TakeSegments()
{
    return std::exchange(m_out, {});
}

} // namespace ns3::v6lab::vpn
