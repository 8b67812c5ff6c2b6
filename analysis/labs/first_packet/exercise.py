# SPDX-License-Identifier: GPL-2.0-only
"""The first packets of a connection by name: DNS64, then a SYN on both sides of a NAT64."""
from __future__ import annotations

from typing import Any

from v6lab.lab.exercise import EXPLAIN, PRELAB, Evidence, Exercise, Question, Run
from v6lab.lab.forms import Address, Clause, Hexadecimal, Number, Text, Word
from v6lab.lab.networks import Plan
from v6lab.lab.packets import ACK, SYN, TCP, Packet, packets
from v6lab.lab.variant import Draw
from v6lab.topology import Dns64, Dns64Prefix, Interface, Link, NameServer, OutsideNode, Pool
from v6lab.topology import StaticRoute, Topology, Translator, Workload, Zone

RUN = "network"
FRONT, BACK = "nat64-front", "nat64-back"


class FirstPacket(Exercise):
    """A client that knows a name only, a server that knows IPv4 only."""

    name = "first-packet"
    title = "The first packet through DNS64 and NAT64"
    level = "A2, A3"
    minutes = 90
    picture = RUN
    captures = ((RUN, "n6-inside"), (RUN, FRONT), (RUN, BACK))

    def __init__(self, draw: Draw) -> None:
        super().__init__(draw)
        self.plan = Plan(draw)
        self.resolver = f"{self.plan.site}:6::53"
        self.zone = f"lab{draw.number('zone', 100, 999)}.example"
        self.host = f"{draw.choice('host', ('www', 'shop', 'mail', 'data', 'news'))}.{self.zone}"
        self.port = draw.number("port", 1024, 9999)
        self.size = draw.number("size", 100, 900)

    def facts(self) -> dict[str, str]:
        return {
            "plan": self.plan.rows(),
            "host": self.host,
            "port": str(self.port),
            "resolver": self.resolver,
            "names": f"{self.plan.site}:53::2",
            "server": self.plan.server,
        }

    def runs(self) -> list[Run]:
        plan = self.plan
        lab = plan.network(f"first-packet for {self.draw.student}", "A name, a DNS64, a NAT64")
        self._names(lab)
        lab.add(
            Translator("nat64", "nat64", prefix=plan.pref64, pool=[Pool(plan.pool)],
                       portSelection="simple-random"),
            Workload("call the name", "tcp", "n6", self.host, server="n4", port=self.port,
                     size=self.size, start="1s"),
        )
        return [Run(RUN, lab)]

    def _names(self, lab: Topology) -> None:
        site, plan = self.plan.site, self.plan
        nodes = {node.name: node for node in lab.nodes}
        nodes["n6"].resolvers.append(self.resolver)
        nodes["r6"].interfaces.append(Interface("names", [f"{site}:53::1/64"]))
        lab.add(
            Link("names"),
            OutsideNode("dns64", interfaces=[Interface("inside", [f"{self.resolver}/64"])],
                        routes=[StaticRoute("::/0", plan.gateway6)]),
            OutsideNode("ns", interfaces=[Interface("names", [f"{site}:53::2/64"])],
                        routes=[StaticRoute("::/0", f"{site}:53::1")]),
            Zone(".", ["ns"]),
            Zone(self.zone, ["ns"], [f"{self.host.partition('.')[0]} A {plan.server}"]),
            NameServer("dns64", "resolver", dns64=Dns64([Dns64Prefix(plan.pref64)])),
        )

    def questions(self) -> list[Question]:
        return [
            Question("p_hops", "The SYN leaves n6 with hop limit 64. With which TTL does it arrive "
                     "at n4?", Number(), "RFC 7915 5.1", 1, PRELAB),
            Question("p_source", "Which source address will n4 see?", Address(4),
                     "RFC 6146 3.5.2", 1, PRELAB),
            Question("dns_real", "The A record that dns64 got from ns for your name: its address",
                     Address(4), "RFC 6147 5.1.6"),
            Question("dns_answer", "The AAAA record that n6 got from dns64: its address",
                     Address(6), "RFC 6147 5.1, RFC 6052 2.3"),
            Question("dns_queries", "How many queries did dns64 send to ns, all types together?",
                     Number("queries"), "RFC 6147 5.1.6"),
            Question("dns_rule", "Where does the RFC of DNS64 say how an AAAA record is made of "
                     "an A record?", Clause(), "the table of contents of RFC 6147, section 5.1"),
            *self._syn(),
            Question("back_source", "Source of the SYN, ACK when n6 gets it", Address(6),
                     "RFC 6146 3.5.4, RFC 6052 2.3"),
            Question("explain", "A course project builds its own NAT64: it copies the hop limit, "
                     "sets DF to 1 and the identification to 0 in every packet. Compare that with "
                     "your captures and RFC 7915 5.1: which of the three break the rule, and what "
                     "goes wrong in a network?", Text(15), "RFC 7915 5.1", 3, EXPLAIN),
        ]

    def _syn(self) -> list[Question]:
        """The table field, before, after, rule."""
        return [
            Question("source_after", "SYN behind nat64: source address", Address(4),
                     "RFC 6146 3.5.2"),
            Question("port_after", "SYN behind nat64: source port", Number(), "RFC 6146 3.5.2.3"),
            Question("destination_after", "SYN behind nat64: destination address", Address(4),
                     "RFC 6146 3.5.4"),
            Question("hops_after", "SYN on link back, as captured at nat64: TTL", Number(),
                     "RFC 7915, section 5"),
            Question("hops_rule", "The clause that gives the TTL", Clause(), "RFC 7915, section 5"),
            Question("length_after", "SYN behind nat64: total length", Number("bytes"),
                     "RFC 7915, section 5"),
            Question("df_after", "SYN behind nat64: is DF set?", Word("yes", "no"),
                     "RFC 7915, section 5 (the 1260 bytes)"),
            Question("checksum_before", "SYN in front of nat64: TCP checksum", Hexadecimal(),
                     "RFC 9293 3.1"),
            Question("checksum_after", "SYN behind nat64: TCP checksum", Hexadecimal(),
                     "RFC 7915, section 5"),
            Question("checksum_rule", "The subsection of RFC 7915 that says that it has to change",
                     Clause(), "RFC 7915, section 5"),
        ]

    def key(self, evidence: Evidence) -> dict[str, Any]:
        result = evidence.results[RUN]
        asked = result.dns("client = 'dns64'")
        real = asked[(asked.qtype == "A") & (asked.answers != "")].iloc[-1]
        made = result.dns("client = 'n6' AND qtype = 'AAAA'").iloc[-1]
        before = _syn_of(evidence, FRONT, SYN)
        after = _syn_of(evidence, BACK, SYN)
        back = _syn_of(evidence, "n6-inside", SYN | ACK)
        return {
            "dns_real": Address(4).read(real.answers.split()[-1]),
            "dns_answer": Address(6).read(made.answers.split()[-1]),
            "dns_queries": len(asked),
            "dns_rule": {"6147 5.1.7"},
            "source_after": after.source,
            "port_after": after.ports[0],
            "destination_after": after.destination,
            "hops_after": after.hops,
            "hops_rule": {"7915 5.1"},
            "length_after": after.length,
            "df_after": "yes" if after.dont_fragment else "no",
            "checksum_before": before.checksum,
            "checksum_after": after.checksum,
            "checksum_rule": {"7915 5.5"},
            "back_source": back.source,
        }


def _syn_of(evidence: Evidence, point: str, flags: int) -> Packet:
    """The first packet with just these flags at a capture point."""
    seen = packets(evidence.capture(RUN, point))
    return next(one for one in seen if one.protocol == TCP and one.flags & (SYN | ACK) == flags)


LAB = FirstPacket
