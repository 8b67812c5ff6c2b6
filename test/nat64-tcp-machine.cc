// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/tcp-machine.h"
#include "test/support/flow-packets.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using test::Row;

namespace
{

/** One cell of RFC 6146 3.5.2.2 as its text has it. */
struct Cell
{
    TcpState state;
    TcpEvent event;
    TcpState next;
    const char* timer;  //!< "keep", "TCP_TRANS", "TCP_EST"
    const char* action; //!< of the text
    const char* requirement;
};

constexpr TcpState CLOSED = TcpState::Closed;
constexpr TcpState V4_INIT = TcpState::V4Init;
constexpr TcpState V6_INIT = TcpState::V6Init;
constexpr TcpState EST = TcpState::Established;
constexpr TcpState V4_FIN = TcpState::V4FinReceived;
constexpr TcpState V6_FIN = TcpState::V6FinReceived;
constexpr TcpState BOTH = TcpState::V4FinV6FinReceived;
constexpr TcpState TRANS = TcpState::Trans;

using E = TcpEvent;

const std::vector<Cell> CELLS{
    {CLOSED, E::V6Syn, V6_INIT, "opening", "open from IPv6", "6146-40"},
    {CLOSED, E::V4Syn, V4_INIT, "opening", "open from IPv4", "6146-44"},
    {CLOSED, E::V6Fin, CLOSED, "keep", "forward if bound", "6146-46"},
    {CLOSED, E::V4Fin, CLOSED, "keep", "forward if bound", "6146-46"},
    {CLOSED, E::V6Rst, CLOSED, "keep", "forward if bound", "6146-46"},
    {CLOSED, E::V4Rst, CLOSED, "keep", "forward if bound", "6146-46"},
    {CLOSED, E::V6Other, CLOSED, "keep", "forward if bound", "6146-46"},
    {CLOSED, E::V4Other, CLOSED, "keep", "forward if bound", "6146-46"},
    {CLOSED, E::Timeout, CLOSED, "keep", "nothing", "6146-63"},
    {V4_INIT, E::V6Syn, EST, "TCP_EST", "forward", "6146-47"},
    {V4_INIT, E::V4Syn, V4_INIT, "keep", "forward", "6146-49"},
    {V4_INIT, E::V6Fin, V4_INIT, "keep", "forward", "6146-49"},
    {V4_INIT, E::V4Fin, V4_INIT, "keep", "forward", "6146-49"},
    {V4_INIT, E::V6Rst, V4_INIT, "keep", "forward", "6146-49"},
    {V4_INIT, E::V4Rst, V4_INIT, "keep", "forward", "6146-49"},
    {V4_INIT, E::V6Other, V4_INIT, "keep", "forward", "6146-49"},
    {V4_INIT, E::V4Other, V4_INIT, "keep", "forward", "6146-49"},
    {V4_INIT, E::Timeout, CLOSED, "keep", "report", "6146-48"},
    {V6_INIT, E::V6Syn, V6_INIT, "opening", "forward", "6146-51"},
    {V6_INIT, E::V4Syn, EST, "TCP_EST", "forward", "6146-50"},
    {V6_INIT, E::V6Fin, V6_INIT, "keep", "forward", "6146-53"},
    {V6_INIT, E::V4Fin, V6_INIT, "keep", "forward", "6146-53"},
    {V6_INIT, E::V6Rst, V6_INIT, "keep", "forward", "6146-53"},
    {V6_INIT, E::V4Rst, V6_INIT, "keep", "forward", "6146-53"},
    {V6_INIT, E::V6Other, V6_INIT, "keep", "forward", "6146-53"},
    {V6_INIT, E::V4Other, V6_INIT, "keep", "forward", "6146-53"},
    {V6_INIT, E::Timeout, CLOSED, "keep", "delete", "6146-52"},
    {EST, E::V6Syn, EST, "TCP_EST", "forward", "6146-56"},
    {EST, E::V4Syn, EST, "TCP_EST", "forward", "6146-56"},
    {EST, E::V6Fin, V6_FIN, "keep", "forward", "6146-54"},
    {EST, E::V4Fin, V4_FIN, "keep", "forward", "6146-54"},
    {EST, E::V6Rst, TRANS, "TCP_TRANS", "forward", "6146-55, 6146-66"},
    {EST, E::V4Rst, TRANS, "TCP_TRANS", "forward", "6146-55, 6146-66"},
    {EST, E::V6Other, EST, "TCP_EST", "forward", "6146-56"},
    {EST, E::V4Other, EST, "TCP_EST", "forward", "6146-56"},
    {EST, E::Timeout, TRANS, "TCP_TRANS", "probe", "6146-57"},
    {V4_FIN, E::V6Syn, V4_FIN, "TCP_EST", "forward", "6146-58"},
    {V4_FIN, E::V4Syn, V4_FIN, "TCP_EST", "forward", "6146-58"},
    {V4_FIN, E::V6Fin, BOTH, "TCP_TRANS", "forward", "6146-58"},
    {V4_FIN, E::V4Fin, V4_FIN, "TCP_EST", "forward", "6146-58"},
    {V4_FIN, E::V6Rst, V4_FIN, "TCP_EST", "forward", "6146-58"},
    {V4_FIN, E::V4Rst, V4_FIN, "TCP_EST", "forward", "6146-58"},
    {V4_FIN, E::V6Other, V4_FIN, "TCP_EST", "forward", "6146-58"},
    {V4_FIN, E::V4Other, V4_FIN, "TCP_EST", "forward", "6146-58"},
    {V4_FIN, E::Timeout, CLOSED, "keep", "delete", "6146-58"},
    {V6_FIN, E::V6Syn, V6_FIN, "TCP_EST", "forward", "6146-59"},
    {V6_FIN, E::V4Syn, V6_FIN, "TCP_EST", "forward", "6146-59"},
    {V6_FIN, E::V6Fin, V6_FIN, "TCP_EST", "forward", "6146-59"},
    {V6_FIN, E::V4Fin, BOTH, "TCP_TRANS", "forward", "6146-59"},
    {V6_FIN, E::V6Rst, V6_FIN, "TCP_EST", "forward", "6146-59"},
    {V6_FIN, E::V4Rst, V6_FIN, "TCP_EST", "forward", "6146-59"},
    {V6_FIN, E::V6Other, V6_FIN, "TCP_EST", "forward", "6146-59"},
    {V6_FIN, E::V4Other, V6_FIN, "TCP_EST", "forward", "6146-59"},
    {V6_FIN, E::Timeout, CLOSED, "keep", "delete", "6146-59"},
    {BOTH, E::V6Syn, BOTH, "keep", "forward", "6146-60"},
    {BOTH, E::V4Syn, BOTH, "keep", "forward", "6146-60"},
    {BOTH, E::V6Fin, BOTH, "keep", "forward", "6146-60"},
    {BOTH, E::V4Fin, BOTH, "keep", "forward", "6146-60"},
    {BOTH, E::V6Rst, BOTH, "keep", "forward", "6146-60"},
    {BOTH, E::V4Rst, BOTH, "keep", "forward", "6146-60"},
    {BOTH, E::V6Other, BOTH, "keep", "forward", "6146-60"},
    {BOTH, E::V4Other, BOTH, "keep", "forward", "6146-60"},
    {BOTH, E::Timeout, CLOSED, "keep", "delete", "6146-60"},
    {TRANS, E::V6Syn, EST, "TCP_EST", "forward", "6146-61"},
    {TRANS, E::V4Syn, EST, "TCP_EST", "forward", "6146-61"},
    {TRANS, E::V6Fin, EST, "TCP_EST", "forward", "6146-61"},
    {TRANS, E::V4Fin, EST, "TCP_EST", "forward", "6146-61"},
    {TRANS, E::V6Rst, TRANS, "keep", "forward", "6146-61"},
    {TRANS, E::V4Rst, TRANS, "keep", "forward", "6146-61"},
    {TRANS, E::V6Other, EST, "TCP_EST", "forward", "6146-61"},
    {TRANS, E::V4Other, EST, "TCP_EST", "forward", "6146-61"},
    {TRANS, E::Timeout, CLOSED, "keep", "delete", "6146-61"},
};

const char*
Word(TcpEvent event)
{
    constexpr const char* WORDS[] = {"V6 SYN",
                                     "V4 SYN",
                                     "V6 FIN",
                                     "V4 FIN",
                                     "V6 RST",
                                     "V4 RST",
                                     "V6 data",
                                     "V4 data",
                                     "timeout"};
    return WORDS[static_cast<size_t>(event)];
}

const char*
Word(TcpTimer timer)
{
    return timer == TcpTimer::Keep         ? "keep"
           : timer == TcpTimer::Opening    ? "opening"
           : timer == TcpTimer::Transitory ? "TCP_TRANS"
                                           : "TCP_EST";
}

const char*
Word(TcpAction action)
{
    constexpr const char* WORDS[] = {"forward",
                                     "open from IPv6",
                                     "open from IPv4",
                                     "forward if bound",
                                     "probe",
                                     "report",
                                     "delete",
                                     "nothing"};
    return WORDS[static_cast<size_t>(action)];
}

Row
ToRow(const Cell& cell)
{
    const std::string sentence = std::string("in ") + ToWord(cell.state) + ", " + Word(cell.event) +
                                 ": " + cell.action + ", timer " + cell.timer + ", then " +
                                 ToWord(cell.next);
    const std::string clause = std::string("RFC 6146 3.5.2.2, 6146-63, ") + cell.requirement;
    return {sentence, clause, [cell](test::Verdict& v) {
                const TcpStep& step = Step(cell.state, cell.event);
                v.Equal(std::string(ToWord(step.next)), ToWord(cell.next), "next state");
                v.Equal(std::string(Word(step.timer)), cell.timer, "timer");
                v.Equal(std::string(Word(step.action)), cell.action, "action");
            }};
}

std::vector<Row>
Rows()
{
    std::vector<Row> rows;
    for (const auto& cell : CELLS)
    {
        rows.push_back(ToRow(cell));
    }
    rows.push_back({"the table above has every state and every event once",
                    "RFC 6146 3.5.2.2, 6146-63",
                    [](test::Verdict& v) {
                        std::vector<std::pair<TcpState, TcpEvent>> seen;
                        for (const auto& cell : CELLS)
                        {
                            seen.emplace_back(cell.state, cell.event);
                        }
                        std::sort(seen.begin(), seen.end());
                        const bool once = std::unique(seen.begin(), seen.end()) == seen.end();
                        v.Equal(seen.size(), TCP_STATES * TCP_EVENTS, "cells");
                        v.True(once, "no cell twice");
                    }});
    rows.push_back({"of several flags, RST counts before SYN and SYN before FIN; ACK never counts",
                    "RFC 6146 3.5.2.2, RFC 9293 3.10.7",
                    [](test::Verdict& v) {
                        using namespace test::flow::tcp;
                        v.True(ToTcpEvent(Family::V4, SYN | ACK) == E::V4Syn, "SYN and ACK");
                        v.True(ToTcpEvent(Family::V6, RST | SYN) == E::V6Rst, "RST and SYN");
                        v.True(ToTcpEvent(Family::V4, SYN | FIN) == E::V4Syn, "SYN and FIN");
                        v.True(ToTcpEvent(Family::V6, FIN | ACK) == E::V6Fin, "FIN and ACK");
                        v.True(ToTcpEvent(Family::V4, ACK) == E::V4Other, "ACK");
                        v.True(ToTcpEvent(Family::V6, 0) == E::V6Other, "no flag");
                    }});
    return rows;
}

V6LAB_SUITE("v6lab-nat64-tcp-machine", Rows());

} // namespace
