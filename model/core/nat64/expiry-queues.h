// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EXPIRY_QUEUES_H
#define V6LAB_EXPIRY_QUEUES_H

#include "model/core/nat64/state-records.h"
#include "model/core/nat64/timer-queues.h"

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

/** When sessions expire. */
using ExpiryQueues = TimerQueues<Session, TIMER_CLASSES>;

} // namespace ns3::v6lab

#endif // V6LAB_EXPIRY_QUEUES_H
