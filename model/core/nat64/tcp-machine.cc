// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/tcp-machine.h"

#include <cassert>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t FIN = 0x01;
constexpr uint8_t SYN = 0x02;
constexpr uint8_t RST = 0x04;

using State = TcpState;
using Timer = TcpTimer;
using Action = TcpAction;

constexpr TcpStep
Go(State next, Timer timer)
{
    return {next, timer, Action::Forward};
}

constexpr TcpStep BOUND{State::Closed, Timer::Keep, Action::ForwardIfBound};
constexpr TcpStep END{State::Closed, Timer::Keep, Action::Delete};
constexpr TcpStep TO_EST = Go(State::Established, Timer::Established);
constexpr TcpStep TO_TRANS = Go(State::Trans, Timer::Transitory);
constexpr TcpStep IN_V4_INIT = Go(State::V4Init, Timer::Keep);
constexpr TcpStep IN_V6_INIT = Go(State::V6Init, Timer::Keep);
constexpr TcpStep HALF_V4 = Go(State::V4FinReceived, Timer::Established);
constexpr TcpStep HALF_V6 = Go(State::V6FinReceived, Timer::Established);
constexpr TcpStep CLOSING = Go(State::V4FinV6FinReceived, Timer::Keep);
constexpr TcpStep BOTH_FIN = Go(State::V4FinV6FinReceived, Timer::Transitory);
constexpr TcpStep IN_TRANS = Go(State::Trans, Timer::Keep);

/** Rows as TcpState, columns as TcpEvent. */
constexpr TcpStep TABLE[TCP_STATES][TCP_EVENTS] = {
    // CLOSED
    {{State::V6Init, Timer::Opening, Action::OpenFrom6},
     {State::V4Init, Timer::Opening, Action::OpenFrom4},
     BOUND,
     BOUND,
     BOUND,
     BOUND,
     BOUND,
     BOUND,
     {State::Closed, Timer::Keep, Action::Nothing}},
    // V4 INIT
    {TO_EST,
     IN_V4_INIT,
     IN_V4_INIT,
     IN_V4_INIT,
     IN_V4_INIT,
     IN_V4_INIT,
     IN_V4_INIT,
     IN_V4_INIT,
     {State::Closed, Timer::Keep, Action::Report}},
    // V6 INIT
    {Go(State::V6Init, Timer::Opening),
     TO_EST,
     IN_V6_INIT,
     IN_V6_INIT,
     IN_V6_INIT,
     IN_V6_INIT,
     IN_V6_INIT,
     IN_V6_INIT,
     END},
    // ESTABLISHED
    {TO_EST,
     TO_EST,
     Go(State::V6FinReceived, Timer::Keep),
     Go(State::V4FinReceived, Timer::Keep),
     TO_TRANS,
     TO_TRANS,
     TO_EST,
     TO_EST,
     {State::Trans, Timer::Transitory, Action::Probe}},
    // V4 FIN RCV
    {HALF_V4, HALF_V4, BOTH_FIN, HALF_V4, HALF_V4, HALF_V4, HALF_V4, HALF_V4, END},
    // V6 FIN RCV
    {HALF_V6, HALF_V6, HALF_V6, BOTH_FIN, HALF_V6, HALF_V6, HALF_V6, HALF_V6, END},
    // V6 FIN + V4 FIN RCV
    {CLOSING, CLOSING, CLOSING, CLOSING, CLOSING, CLOSING, CLOSING, CLOSING, END},
    // TRANS
    {TO_EST, TO_EST, TO_EST, TO_EST, IN_TRANS, IN_TRANS, TO_EST, TO_EST, END},
};

} // namespace

const char*
ToWord(TcpState state)
{
    constexpr const char* WORDS[TCP_STATES] = {"CLOSED",
                                               "V4 INIT",
                                               "V6 INIT",
                                               "ESTABLISHED",
                                               "V4 FIN RCV",
                                               "V6 FIN RCV",
                                               "V6 FIN + V4 FIN RCV",
                                               "TRANS"};
    return WORDS[static_cast<size_t>(state)];
}

const TcpStep&
Step(TcpState state, TcpEvent event)
{
    assert(static_cast<size_t>(state) < TCP_STATES && static_cast<size_t>(event) < TCP_EVENTS);
    return TABLE[static_cast<size_t>(state)][static_cast<size_t>(event)];
}

TcpEvent
ToTcpEvent(Family from, uint8_t flags)
{
    const bool v6 = from == Family::V6;
    if (flags & RST)
    {
        return v6 ? TcpEvent::V6Rst : TcpEvent::V4Rst;
    }
    if (flags & SYN)
    {
        return v6 ? TcpEvent::V6Syn : TcpEvent::V4Syn;
    }
    if (flags & FIN)
    {
        return v6 ? TcpEvent::V6Fin : TcpEvent::V4Fin;
    }
    return v6 ? TcpEvent::V6Other : TcpEvent::V4Other;
}

} // namespace ns3::v6lab
