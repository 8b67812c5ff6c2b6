// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EXPIRY_QUEUES_H
#define V6LAB_EXPIRY_QUEUES_H

#include "model/core/nat64/slab.h"
#include "model/core/nat64/state-records.h"

namespace ns3::v6lab
{

/** Timeouts that sessions wait for; each is the same for all its sessions (RFC 6146 4). */
enum class TimerClass : uint8_t
{
    Udp,
    TcpEstablished,
    TcpOpening,
    TcpTransitory,
    Icmp,
    None, //!< in no queue
};

constexpr size_t TIMER_CLASSES = 5;

/**
 * One entry of a session table; small, because there may be millions, and with the addresses of its
 * binding, so that a packet of a known session needs this one line of memory and no other.
 */
struct alignas(64) Session
{
    uint8_t inside6[16]{}; //!< X'
    int64_t createdNs{0};
    int64_t expiresNs{0};
    uint32_t outside4{0}; //!< T, host order
    uint32_t remote4{0};  //!< Z, host order
    uint32_t binding{NO_RECORD};
    uint32_t previous{NO_RECORD}; //!< in the queue of its timer
    uint32_t next{NO_RECORD};
    uint16_t insidePort{0};  //!< x
    uint16_t outsidePort{0}; //!< t
    uint16_t remotePort{0};  //!< z
    BibKind kind{BibKind::Udp};
    TcpState state{TcpState::Closed};
    TimerClass timer{TimerClass::None};

    TransportAddress GetInside() const
    {
        return {IpAddress::V6(inside6), insidePort};
    }

    TransportAddress GetOutside() const
    {
        return {IpAddress::V4(outside4), outsidePort};
    }
};

static_assert(sizeof(Session) == 64);

/**
 * When sessions expire. All timers of a class last equally long, so the order in which they start
 * is the order in which they end: a list per class, every step O(1), nothing to sort.
 */
class ExpiryQueues
{
  public:
    explicit ExpiryQueues(Slab<Session>& records)
        : m_records(records)
    {
    }

    /**
     * To the end of its class; out of the queue where it was. Its neighbours there are seldom at
     * hand, so the lists change only with the next Settle(), when memory has fetched them.
     */
    void Push(uint32_t place, TimerClass timer, int64_t expiresNs);
    /** Ends what Push() began; to be called before anybody asks GetFirst(). */
    void Settle();
    void Remove(uint32_t place);
    /** The session that expires first, of the lower class if two do; NO_RECORD without any. */
    uint32_t GetFirst() const;

  private:
    struct Ends
    {
        uint32_t head{NO_RECORD};
        uint32_t tail{NO_RECORD};
    };

    void Append(uint32_t place, TimerClass timer);
    void Unlink(uint32_t place);

    Slab<Session>& m_records;
    uint32_t m_pushed{NO_RECORD}; //!< not settled
    TimerClass m_pushedTo{TimerClass::None};
    Ends m_ends[TIMER_CLASSES];
};

} // namespace ns3::v6lab

#endif // V6LAB_EXPIRY_QUEUES_H
