# SPDX-License-Identifier: GPL-2.0-only
"""Path MTU discovery through a NAT64, a black hole, and what helps."""
from __future__ import annotations

import json
from ipaddress import IPv6Address
from typing import Any

from v6lab.lab.exercise import EXPLAIN, PRELAB, Evidence, Exercise, Question, Run
from v6lab.lab.forms import Address, Clause, Name, Number, Text, Word
from v6lab.lab.networks import Plan
from v6lab.lab.packets import FRAGMENT, TCP, Packet, packets
from v6lab.lab.variant import Draw
from v6lab.topology import AdvertisedPrefix, Interface, Pool, RouterAdvertisement, Topology
from v6lab.topology import Translator, Workload

BULK, LARGE = "bulk TCP", "a large datagram"
_LONGER = 20  #: bytes of an IPv6 header, than one of IPv4
_LEAST = 1280
_SWEEP = ("wide", "exact", "below", "narrow")
_MEGA = 1e6


class Pmtu(Exercise):
    """One transfer over links of different MTUs, with errors, without, and to hosts that know."""

    name = "pmtu"
    title = "Path MTU and its black hole"
    level = "B3"
    minutes = 120
    picture = "narrow"
    captures = (("narrow", "n6-inside"), ("narrow", "nat64-back"), ("wide", "nat64-front"),
                ("advised", "nat64-front"))

    def __init__(self, draw: Draw) -> None:
        super().__init__(draw)
        self.plan = Plan(draw)
        self.inside = draw.number("inside", 1424, 1500, 4)
        edge = self.inside - _LONGER
        self.mtus = {
            "wide": self.inside,
            "exact": edge,
            "below": edge - 1,
            "narrow": draw.number("narrow", 1284, edge - 60),
        }
        self.size = 1000 * draw.number("size", 300, 500)
        self.datagram = draw.number("datagram", 1800, 4400)

    def facts(self) -> dict[str, str]:
        rows = [f"| `{name}.yaml` | {self.mtus[name]} | yes | no |" for name in _SWEEP]
        narrow = self.mtus["narrow"]
        mtus = {f"{name}.yaml": self.mtus[name] for name in _SWEEP}
        mtus |= {"hole.yaml": narrow, "advised.yaml": narrow}
        rows.append(f"| `hole.yaml` | {narrow} | no | no |")
        rows.append(f"| `advised.yaml` | {narrow} | no | {narrow + _LONGER} |")
        head = "| file | MTU of link back | ICMP errors of nat64 | MTU that r6 advertises |"
        return {
            "plan": self.plan.rows(),
            "inside": str(self.inside),
            "narrow": str(narrow),
            "mtus": json.dumps(mtus),
            "size": str(self.size),
            "datagram": str(self.datagram),
            "designs": "\n".join([head, "|---|---|---|---|", *rows]),
            "bulk": BULK,
            "large": LARGE,
        }

    def runs(self) -> list[Run]:
        made = [Run(name, self._design(name, self.mtus[name])) for name in _SWEEP]
        narrow = self.mtus["narrow"]
        advised = self._design("advised", narrow, errors=False)
        nodes = {node.name: node for node in advised.nodes}
        nodes["n6"].interfaces = [Interface("inside", autoconfigure=True)]
        nodes["n6"].routes = []
        home = AdvertisedPrefix(f"{self.plan.site}:6::/64")
        nodes["r6"].routerAdvertisements.append(
            RouterAdvertisement("inside", prefixes=[home], mtu=narrow + _LONGER)
        )
        return [*made, Run("hole", self._design("hole", narrow, errors=False)),
                Run("advised", advised)]

    def _design(self, name: str, mtu: int, errors: bool = True) -> Topology:
        plan = self.plan
        lab = plan.network(f"pmtu {name} for {self.draw.student}", f"link back carries {mtu} bytes")
        links = {link.name: link for link in lab.links}
        links["inside"].mtu = links["front"].mtu = self.inside
        links["back"].mtu = mtu
        to = plan.pref64.replace("::/96", "::" + plan.server)
        translator = Translator("nat64", "nat64", prefix=plan.pref64, pool=[Pool(plan.pool)])
        translator.icmpErrors = "rate-limited" if errors else "off"
        return lab.add(
            translator,
            Workload(BULK, "tcp-bulk", "n6", to, server="n4", port=81, size=self.size,
                     start="5s", timeout="20s"),
            Workload(LARGE, "udp-echo", "n6", to, server="n4", port=9, size=self.datagram,
                     count=1, start="60s"),
        )

    def questions(self) -> list[Question]:
        return [
            Question("p_edge", "At which MTU of link back does TCP just lose nothing? "
                     f"(Links inside and front carry {self.inside} bytes.)", Number("bytes"),
                     "RFC 7915 1.4", 1, PRELAB),
            Question("p_hole", "What becomes of the transfer when nat64 sends no ICMP errors?",
                     Word("works", "slow", "stalls"), "RFC 8201 1", 1, PRELAB),
            *self._sweep(),
            *self._learned(),
            *self._helped(),
            Question("explain", "Plot goodput over the MTU of link back (a file beside the answers "
                     "will do). Why does one byte cost so much? What else than TCP does an "
                     "advertised MTU help, and which packets does it not help?", Text(15),
                     "RFC 8201 1, RFC 4861 4.6.4", 3, EXPLAIN),
        ]

    def _sweep(self) -> list[Question]:
        form = Number("Mbit/s", 0.02, relative=True)
        where = "RFC 8201 4, RFC 6298 2 (the timer), your v_flow"
        return [
            Question("goodput_wide", f"Goodput of `{BULK}` in wide", form, where),
            Question("goodput_narrow", f"Goodput of `{BULK}` in narrow", form, where),
            Question("edge", "The least MTU of link back at which nat64 drops nothing",
                     Number("bytes"), "RFC 7915 1.4"),
            Question("lost", f"Packets of `{BULK}` that nat64 drops in narrow",
                     Number("packets"), "RFC 7915 5.1; view v_drop"),
        ]

    def _learned(self) -> list[Question]:
        return [
            Question("told", "MTU in the Packet Too Big that n6 gets in narrow", Number("bytes"),
                     "RFC 7915, sections 1.4 and 5"),
            Question("told_by", "Source of that Packet Too Big", Address(6), "RFC 4443 2.2"),
            Question("segment", "TCP payload in the full segments that n6 sends from then on",
                     Number("bytes"), "RFC 8201 4, RFC 8200 8.3"),
            Question("told_rule", "The clause: what a translator does with a packet that does not "
                     "fit the next IPv4 link", Clause(), "RFC 7915, sections 1 and 5"),
        ]

    def _helped(self) -> list[Question]:
        return [
            Question("hole_outcome", f"Outcome of `{BULK}` in hole",
                     Word("delivered", "partial", "failed"), "RFC 8201 1; view v_flow"),
            Question("hole_reason", f"The reason that v_flow gives for `{BULK}` in hole",
                     Name("a word of v_flow's column reason"), "view v_flow"),
            Question("advised_length", "advised: length of the longest TCP packet that n6 sends, "
                     "IPv6 header included", Number("bytes"), "RFC 4861 4.6.4, 6.3.4"),
            Question("advised_lost", f"advised: packets of `{BULK}` that nat64 drops",
                     Number("packets"), "RFC 4861 4.6.4; view v_drop"),
            Question("advised_goodput", f"Goodput of `{BULK}` in advised",
                     Number("Mbit/s", 0.02, relative=True), "view v_flow"),
            Question("pieces", f"wide: in how many IPv6 fragments does the answer to `{LARGE}` "
                     "leave nat64?", Number("fragments"), "RFC 7915 4 (1280 bytes)"),
            Question("piece", "Length of the first of them, IPv6 header included",
                     Number("bytes"), "RFC 7915 4.1, RFC 8200 4.5"),
        ]

    def key(self, evidence: Evidence) -> dict[str, Any]:
        flows = {name: result.flows(f"name = '{BULK}'").iloc[0]
                 for name, result in evidence.results.items()}
        lost = {name: _dropped(evidence, name) for name in evidence.results}
        told = _first(evidence, "narrow", "n6-inside", lambda one: one.told_mtu > 0)
        full = _longest(evidence, "narrow", "nat64-back")
        front = packets(evidence.capture("wide", "nat64-front"))
        pieces = [one for one in front
                  if one.protocol == FRAGMENT and one.destination == IPv6Address(self.plan.client)]
        return {
            "goodput_wide": flows["wide"].throughput_bps / _MEGA,
            "goodput_narrow": flows["narrow"].throughput_bps / _MEGA,
            "edge": min(self.mtus[name] for name in _SWEEP if lost[name] == 0),
            "lost": lost["narrow"],
            "told": told.told_mtu,
            "told_by": told.source,
            "segment": len(full.payload) - (full.payload[12] >> 4) * 4,
            "told_rule": {"7915 1.4", "7915 5", "7915 5.1", "7915 5.1.1"},
            "hole_outcome": flows["hole"].outcome,
            "hole_reason": flows["hole"].reason,
            "advised_length": _longest(evidence, "advised", "nat64-front").length,
            "advised_lost": lost["advised"],
            "advised_goodput": flows["advised"].throughput_bps / _MEGA,
            "pieces": len(pieces),
            "piece": pieces[0].length,
        }


def _longest(evidence: Evidence, label: str, point: str) -> Packet:
    """The longest TCP packet at a capture point."""
    seen = (one for one in packets(evidence.capture(label, point)) if one.protocol == TCP)
    return max(seen, key=lambda one: one.length)


def _first(evidence: Evidence, label: str, point: str, wanted: Any) -> Packet:
    return next(one for one in packets(evidence.capture(label, point)) if wanted(one))


def _dropped(evidence: Evidence, label: str) -> int:
    drops = evidence.results[label].drops("node = 'nat64' AND protocol = 'tcp'")
    return int(drops["count"].sum())


LAB = Pmtu
