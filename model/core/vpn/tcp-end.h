// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_END_H
#define V6LAB_TCP_END_H

#include "model/core/vpn/app-packet.h"

#include <deque>
#include <optional>
#include <vector>

namespace ns3::v6lab::vpn
{

/** The states of RFC 9293 3.3.2 that an end which was called may be in. */
enum class TcpEndState : uint8_t
{
    Opening, //!< SYN-RECEIVED in RFC 9293: the SYN waits until the way on is open
    SynReceived,
    Established,
    FinWait1,
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
    TimeWait,
    Closed,
};

/** "SYN-RECEIVED", "ESTABLISHED", …: the names of RFC 9293. */
const char* ToWord(TcpEndState state);

struct TcpSegment
{
    TcpFields tcp;
    std::vector<uint8_t> payload;
};

/**
 * The called end of a TCP connection in user space (RFC 9293), as a proxying VPN service has it
 * towards an application: it answers the SYN when the way on is open, takes the application's bytes
 * in order and carries others to it.
 *
 * A segment that comes too early is not kept: between the two ends is a virtual interface, which
 * loses and reorders nothing, and what it should lose is sent again after a timeout. No options but
 * the MSS are spoken (RFC 7323 2: without an offer there is no scaling).
 */
class TcpEnd
{
  public:
    static constexpr int64_t FIRST_TIMEOUT = 1'000'000'000; //!< ns, RFC 6298 2.1

    /** What a segment brought. */
    struct Input
    {
        const uint8_t* bytes{nullptr}; //!< new ones in order, in the segment's payload
        size_t size{0};
        bool finished{false}; //!< the application will send no more
        bool reset{false};    //!< the connection is gone
    };

    /** `mss`: of the virtual interface, bytes. `room`: what can be taken before anything is passed
     * on, bytes. */
    TcpEnd(Family family,
           const TcpFields& syn,
           uint32_t initialSequence,
           uint16_t mss,
           uint32_t room);

    /** The way on is open: SYN and ACK. */
    void Accept(int64_t nowNs);
    /** There is no way on, or no more: a reset. */
    void Reset();
    Input Receive(const TcpFields& tcp, const uint8_t* payload, size_t size, int64_t nowNs);
    void Send(const uint8_t* bytes, size_t size, int64_t nowNs);
    /** No more will be sent: FIN behind what waits. */
    void Finish(int64_t nowNs);
    /** How many bytes can be taken now. */
    void SetRoom(uint32_t bytes);
    /** What is due is sent again; false if that was tried often enough (RFC 9293 3.8.3). */
    bool Advance(int64_t nowNs);

    /** When Advance() has something to do. */
    std::optional<int64_t> GetDeadline() const;
    /** What there is to send, in order; taken once. */
    std::vector<TcpSegment> TakeSegments();

    TcpEndState GetState() const
    {
        return m_state;
    }

    /** Bytes that wait to be sent or acknowledged. */
    size_t GetBacklog() const
    {
        return m_queue.size();
    }

  private:
    uint16_t Window() const;
    bool IsAcceptable(const TcpFields& tcp, size_t length) const;
    bool TakeAck(const TcpFields& tcp, int64_t nowNs);
    void TakeText(const TcpFields& tcp, const uint8_t* payload, size_t size, Input& input);
    void TakeFin(Input& input);
    void Emit(uint8_t flags, uint32_t sequence, std::vector<uint8_t> payload = {});
    void Acknowledge();
    void Push(int64_t nowNs);
    void SendFin(int64_t nowNs);
    void Arm(int64_t nowNs);
    bool HasFinToSend() const;

    TcpEndState m_state{TcpEndState::Opening};
    uint32_t m_una;  //!< SND.UNA
    uint32_t m_next; //!< SND.NXT
    uint32_t m_sendWindow;
    uint32_t m_windowSequence; //!< SND.WL1
    uint32_t m_windowAck{0};   //!< SND.WL2
    uint32_t m_expected;       //!< RCV.NXT
    uint32_t m_room;
    uint32_t m_advertised{0}; //!< the window that was told last
    uint16_t m_mss;           //!< that is told
    uint16_t m_sendMss;       //!< that is kept to
    bool m_finQueued{false};
    bool m_finSent{false};
    std::deque<uint8_t> m_queue; //!< from m_una on
    std::optional<int64_t> m_deadline;
    int64_t m_timeout{FIRST_TIMEOUT};
    uint32_t m_tries{0};
    std::vector<TcpSegment> m_out;
};

} // namespace ns3::v6lab::vpn

#endif // V6LAB_TCP_END_H
