# SPDX-License-Identifier: GPL-2.0-only
"""The tables of a NAT64 over time: bindings, sessions, timers."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from v6lab.lab.exercise import EXPLAIN, PRELAB, Evidence, Exercise, Question, Run
from v6lab.lab.forms import Address, Clause, Number, Text, Word
from v6lab.lab.networks import Plan
from v6lab.lab.variant import Draw
from v6lab.topology import Binding, Pool, Translator, Workload

if TYPE_CHECKING:
    import pandas

RUN = "network"
END = 900  #: s, when the last packet is sent: until then every timer has run out
_SECOND = 1e9
_STATES = ("established", "v6 fin rcv", "v4 fin rcv", "v6 fin + v4 fin rcv", "trans")


class StateTable(Exercise):
    """Flows that stay silent for shorter and longer than the student's own timers."""

    name = "state-table"
    title = "Bindings and sessions of a NAT64"
    level = "A6"
    minutes = 90
    picture = RUN
    captures = ((RUN, "nat64-front"), (RUN, "nat64-back"))

    def __init__(self, draw: Draw) -> None:
        super().__init__(draw)
        self.plan = Plan(draw)
        self.udp = draw.number("udp", 125, 290)
        self.icmp = draw.number("icmp", 65, 115)
        self.tcp = draw.number("tcp", 245, 380)
        self.published = draw.number("published", 2000, 9000)
        self.calls = draw.number("calls", 3, 9)
        self.moment = draw.number("moment", 4, 7) + 0.05

    def facts(self) -> dict[str, str]:
        return {
            "plan": self.plan.rows(),
            "udp": str(self.udp),
            "icmp": str(self.icmp),
            "tcp": str(self.tcp),
            "published": str(self.published),
            "pool": self.plan.pool,
            "client": self.plan.client,
            "moment": f"{self.moment:g}",
        }

    def runs(self) -> list[Run]:
        plan = self.plan
        lab = plan.network(f"state-table for {self.draw.student}", "Timers of a NAT64")
        to = plan.pref64.replace("::/96", "::" + plan.server)
        lab.add(
            Translator("nat64", "nat64", prefix=plan.pref64, pool=[Pool(plan.pool)],
                       bindings=[Binding("tcp", f"{plan.client}#80",
                                         f"{plan.pool}#{self.published}")],
                       portSelection="simple-random", udpTimeout=f"{self.udp}s",
                       icmpTimeout=f"{self.icmp}s", tcpTransitoryTimeout=f"{self.tcp}s"),
            Workload("talk", "udp-echo", "n6", to, server="n4", port=5001, count=2,
                     interval=f"{self.udp - 5}s", start="1s"),
            Workload("pause", "udp-echo", "n6", to, server="n4", port=5002, count=2,
                     interval=f"{self.udp + 5}s", start="2s"),
            Workload("ping", "ping", "n6", to, server="n4", count=1, start="2s"),
            Workload("calls", "tcp", "n6", to, server="n4", port=80, count=self.calls,
                     interval="1s", start="3s"),
            Workload("knock", "tcp", "n4", plan.pool, port=self.published + 1, start="3s"),
            Workload("visit", "tcp", "n4", plan.pool, server="n6", port=self.published,
                     serverPort=80, start="20s"),
            Workload("the end", "ping", "n6", plan.gateway6, count=1, start=f"{END}s"),
        )
        return [Run(RUN, lab)]

    def questions(self) -> list[Question]:
        return [
            Question("p_sessions", f"`talk` sends two datagrams {self.udp - 5} s apart, `pause` "
                     f"two datagrams {self.udp + 5} s apart. How many UDP sessions will there be in "
                     "all?", Number("sessions"), "RFC 6146 3.5.1", 1, PRELAB),
            Question("p_knock", "n4 sends a SYN to a port of the pool that nobody has. Does nat64 "
                     "make a binding for it?", Word("yes", "no"), "RFC 6146 3.5.2.2", 1, PRELAB),
            *self._bindings(),
            *self._timers(),
            Question("explain", "You run this NAT64 for 10 000 subscribers. What do you gain and "
                     "what do you lose with a UDP timer of 30 s? Use the rows of `talk` and "
                     "`pause`, and say what the RFC demands.", Text(15), "RFC 6146 4", 3, EXPLAIN),
        ]

    def _bindings(self) -> list[Question]:
        first = "the first binding of `talk`"
        return [
            Question("talk_port", f"Outside port of {first}", Number(), "RFC 6146 3.5.1"),
            Question("parity", "Its inside and its outside port: both even or both odd?",
                     Word("even", "odd"), "RFC 6146 3.5.1"),
            Question("talk_sessions", "UDP sessions of `talk`", Number("sessions"),
                     "RFC 6146 3.5.1"),
            Question("pause_sessions", "UDP sessions of `pause`", Number("sessions"),
                     "RFC 6146 3.5.1"),
            Question("ping_id", "ICMP identifier of `ping` behind nat64", Number(),
                     "RFC 6146 3.5.3"),
            Question("visit_remote", "By which IPv6 address does n6 know its visitor n4?",
                     Address(6), "RFC 6146 3.5.4"),
            Question("knock_bindings", f"Bindings of port {self.published + 1}", Number("bindings"),
                     "RFC 6146 3.5.2.2 (CLOSED, V4 SYN)"),
        ]

    def _timers(self) -> list[Question]:
        second = Number("s", 0.5)
        return [
            Question("udp_life", "The first session of `pause`: from its last packet to its end",
                     second, "RFC 6146 3.5.1"),
            Question("ping_life", "The session of `ping`: from its last packet to its end", second,
                     "RFC 6146 3.5.3"),
            Question("knock_life", "The session of `knock`: from its SYN to its end", second,
                     "RFC 6146 3.5.2.2, 4 (TCP_INCOMING_SYN)"),
            Question("tcp_life", "The session of `visit`: from its creation to its end",
                     Number("s", 1), "RFC 6146 3.5.2.2"),
            Question("tcp_state", "The last state of that session", Word(*_STATES),
                     "RFC 6146 3.5.2.2, figure 3"),
            Question("held", f"TCP sessions in the table at {self.moment:g} s", Number("sessions"),
                     "RFC 6146 3.1"),
            Question("udp_least", "The least that a UDP session has to live by the RFC",
                     Number("s"), "RFC 6146 4 (UDP_MIN)"),
            Question("port_rule", "The clause of RFC 6146 that has the parity kept", Clause(),
                     "RFC 6146, section 3.5.1"),
        ]

    def key(self, evidence: Evidence) -> dict[str, Any]:
        result = evidence.results[RUN]
        sessions = result.sessions()
        bindings = result.bindings()
        udp = sessions[sessions.protocol == "udp"]
        talk, pause = udp[udp.remote_port == 5001], udp[udp.remote_port == 5002]
        ping = sessions[sessions.protocol == "icmp"].iloc[0]
        tcp = sessions[sessions.protocol == "tcp"]
        knock = tcp[tcp.outside_port == self.published + 1].iloc[0]
        visit = tcp[tcp.outside_port == self.published].iloc[0]
        at = self.moment * _SECOND
        held = tcp[(tcp.created_ns <= at) & (tcp.removed_ns.isna() | (tcp.removed_ns > at))]
        outside = int(talk.iloc[0].outside_port)
        knocked = bindings[bindings.outside_port == self.published + 1]
        return {
            "talk_port": outside,
            "parity": "odd" if outside % 2 else "even",
            "talk_sessions": len(talk),
            "pause_sessions": len(pause),
            "ping_id": int(ping.outside_port),
            "visit_remote": Address(6).read(visit.remote6_address),
            "knock_bindings": len(knocked[knocked.protocol == "tcp"]),
            "udp_life": _silence(evidence, pause.iloc[0]),
            "ping_life": _silence(evidence, ping),
            "knock_life": (knock.removed_ns - knock.created_ns) / _SECOND,
            "tcp_life": (visit.removed_ns - visit.created_ns) / _SECOND,
            "tcp_state": visit.state.casefold(),
            "held": len(held),
            "udp_least": 120,
            "port_rule": {"6146 3.5.1.1"},
        }


def _silence(evidence: Evidence, session: pandas.Series[Any]) -> float:
    """Seconds from the last packet that the translator saw of a session to the session's end."""
    ports = f"dst_port = {session.outside_port} OR src_port_after = {session.outside_port}"
    seen = evidence.results[RUN].hops(f"node = 'nat64' AND ({ports})")
    last = seen[seen.time_ns < session.removed_ns].time_ns.max()
    return float(session.removed_ns - last) / _SECOND


LAB = StateTable
