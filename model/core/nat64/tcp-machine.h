// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_MACHINE_H
#define V6LAB_TCP_MACHINE_H

#include "model/core/nat64/state-records.h"

namespace ns3::v6lab
{

/** What a TCP session hears of (RFC 6146 3.5.2.2). */
enum class TcpEvent : uint8_t
{
    V6Syn,
    V4Syn,
    V6Fin,
    V4Fin,
    V6Rst,
    V4Rst,
    V6Other,
    V4Other,
    Timeout,
};

constexpr size_t TCP_STATES = 8;
constexpr size_t TCP_EVENTS = 9;

/** What happens to the session's timer. */
enum class TcpTimer : uint8_t
{
    Keep,
    Opening,     //!< starts anew with the TCP_TRANS of connections that open (RFC 7857 2.1)
    Transitory,  //!< starts anew with TCP_TRANS
    Established, //!< starts anew with TCP_EST
};

/** What happens besides the change of state. */
enum class TcpAction : uint8_t
{
    Forward,
    OpenFrom6,      //!< make the session, and its binding if need be
    OpenFrom4,      //!< make the session, or keep the SYN if the host is not known yet
    ForwardIfBound, //!< no state; dropped without a binding
    Probe,          //!< ask the IPv6 host whether the connection still lives
    Report,         //!< tell the sender of a stored SYN, if there is one; the session ends
    Delete,
    Nothing,
};

/** One cell of the table. */
struct TcpStep
{
    TcpState next{TcpState::Closed};
    TcpTimer timer{TcpTimer::Keep};
    TcpAction action{TcpAction::Nothing};
};

/** The state machine of RFC 6146 3.5.2.2 as a table. */
const TcpStep& Step(TcpState state, TcpEvent event);

/**
 * The event that a segment is. Of several flags RST counts before SYN, SYN before FIN: RFC 6146
 * does not say; a receiver looks at RST first (RFC 9293 3.10.7).
 */
TcpEvent ToTcpEvent(Family from, uint8_t flags);

} // namespace ns3::v6lab

#endif // V6LAB_TCP_MACHINE_H
