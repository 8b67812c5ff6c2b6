# SPDX-License-Identifier: GPL-2.0-only
"""IPv4 addresses in IPv6 addresses: six prefix lengths, both directions, a NAT64."""
from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import Any

from v6lab.lab.exercise import EXPLAIN, PRELAB, Evidence, Exercise, Question, Run
from v6lab.lab.forms import Address, Name, Number, Text, Word
from v6lab.lab.networks import Plan
from v6lab.lab.variant import Draw
from v6lab.topology import Interface, Link, OutsideNode, Pool, StaticRoute, Topology
from v6lab.topology import Translator, Workload

LENGTHS = (32, 40, 48, 56, 64, 96)
_U = 8  # the byte of bits 64 to 71, which stays zero (RFC 6052 2.2)


def embed(prefix: IPv6Network, ipv4: IPv4Address) -> IPv6Address:
    """RFC 6052 2.3, step by step: prefix, the four bytes round byte 8, zeros."""
    free = [place for place in range(prefix.prefixlen // 8, 16) if place != _U]
    made = bytearray(prefix.network_address.packed)
    for place, byte in zip(free, ipv4.packed):
        made[place] = byte
    return IPv6Address(bytes(made))


class Addresses(Exercise):
    """Arithmetic on paper, then a ping whose addresses have to be those of the paper."""

    name = "addresses"
    title = "IPv4 addresses in IPv6 addresses"
    level = "A1"
    minutes = 60
    picture = "network"
    captures = (("network", "nat64-front"), ("network", "nat64-back"))

    def __init__(self, draw: Draw) -> None:
        super().__init__(draw)
        self.plan = Plan(draw)
        top = draw.number("prefix", 0x8000, 0xFFFF)
        sub = draw.number("subnet", 0x1000, 0xFFFF)
        host = draw.number("host", 0x1000, 0xFFFF)
        texts = {
            32: "2001:db8::", 40: f"2001:db8:{top & 0xFF00:x}::", 48: f"2001:db8:{top:x}::",
            56: f"2001:db8:{top:x}:{sub & 0xFF00:x}::", 64: f"2001:db8:{top:x}:{sub:x}::",
            96: f"2001:db8:{top:x}:{sub:x}:0:{host:x}::",
        }
        self.prefixes = {n: IPv6Network(f"{text}/{n}") for n, text in texts.items()}
        self.length = draw.choice("length", LENGTHS[1:])
        self.plan.pref64 = str(self.prefixes[self.length])
        low, high = draw.number("byte 3", 1, 254), draw.number("byte 4", 1, 254)
        self.ipv4 = IPv4Address(f"198.{draw.choice('byte 2', (18, 19))}.{low}.{high}")
        self.hidden = [IPv4Address(f"192.{draw.number(f'hidden b{n}', 1, 254)}."
                                   f"{draw.number(f'hidden c{n}', 1, 254)}."
                                   f"{draw.number(f'hidden d{n}', 1, 254)}") for n in range(3)]
        self.found_at = draw.sample("extract", (40, 48, 56, 64), 2) + [96]
        self.private = IPv4Address(f"10.{top >> 8}.{low}.{high}")
        self.bad = draw.choice("bad", ("a", "b", "c", "d"))

    def suspects(self) -> dict[str, IPv6Address]:
        """Four addresses of the /64, one with something in byte 8."""
        found = {}
        for number, letter in enumerate("abcd"):
            other = IPv4Address(int(self.ipv4) + number + 1)
            made = bytearray(embed(self.prefixes[64], other).packed)
            made[_U] = self.draw.number("u", 1, 255) if letter == self.bad else 0
            found[letter] = IPv6Address(bytes(made))
        return found

    def facts(self) -> dict[str, str]:
        table = [f"| /{n} | `{prefix}` |" for n, prefix in self.prefixes.items()]
        return {
            "plan": self.plan.rows(),
            "ipv4": str(self.ipv4),
            "prefixes": "\n".join(["| length | your prefix |", "|---|---|", *table]),
            "suspects": "\n".join(f"- {k}: `{v}`" for k, v in self.suspects().items()),
            "pref64": self.plan.pref64,
            "private": str(self.private),
            "server": self.plan.server,
        }

    def runs(self) -> list[Run]:
        plan = self.plan
        lab = plan.network(f"addresses for {self.draw.student}",
                           "A NAT64, and one that keeps to the rules of the well-known prefix")
        self._second(lab)
        to = str(embed(IPv6Network(plan.pref64), IPv4Address(plan.server)))
        forbidden = str(embed(IPv6Network("64:ff9b::/96"), self.private))
        lab.add(
            Translator("nat64", "nat64", prefix=plan.pref64, pool=[Pool(plan.pool)]),
            Translator("strict", "nat64", prefix="64:ff9b::/96", pool=[Pool("203.0.113.255")],
                       wellKnownDeny="strict"),
            Workload("ping the server", "ping", "n6", to, server="n4", count=3),
            Workload("ping a private address", "ping", "n6", forbidden, start="1s", count=1),
            Workload("trace the way", "traceroute", "n6", to, server="n4", start="5s"),
        )
        return [Run("network", lab)]

    def _second(self, lab: Topology) -> None:
        """Another NAT64 beside the first, on links of its own."""
        site = self.plan.site
        lab.add(
            Link("side"),
            Link("beyond"),
            OutsideNode("strict", "router",
                        [Interface("side", [f"{site}:61::2/64"]),
                         Interface("beyond", ["203.0.113.253/31"])],
                        [StaticRoute(f"{site}:6::/64", f"{site}:61::1"),
                         StaticRoute("0.0.0.0/0", "203.0.113.252")]),
        )
        nodes = {node.name: node for node in lab.nodes}
        nodes["r6"].interfaces.append(Interface("side", [f"{site}:61::1/64"]))
        nodes["r6"].routes.append(StaticRoute("64:ff9b::/96", f"{site}:61::2"))
        nodes["r4"].interfaces.append(Interface("beyond", ["203.0.113.252/31"]))

    def questions(self) -> list[Question]:
        found = [
            Question("p_u", "Which bits of an embedded address are always zero? Write the number "
                     "of the first one, counted from 0.", Number("bits"), "RFC 6052 2.2",
                     1, PRELAB),
            Question("p_to", f"Which address will n6 call to ping n4 through {self.plan.pref64}?",
                     Address(6), "RFC 6052 2.3", 1, PRELAB),
        ]
        for length in LENGTHS:
            text = f"Embed {self.ipv4} in your /{length}, `{self.prefixes[length]}`."
            found.append(Question(f"embed_{length}", text, Address(6), "RFC 6052 2.2 (figure 1)"))
        for number, length in enumerate(self.found_at):
            made = embed(self.prefixes[length], self.hidden[number])
            text = f"Which IPv4 address is embedded in `{made}`, whose prefix is a /{length}?"
            found.append(Question(f"extract_{number + 1}", text, Address(4), "RFC 6052 2.3"))
        return found + self._seen()

    def _seen(self) -> list[Question]:
        return [
            Question("bad", "Which of the four suspects is no IPv4-embedded address?",
                     Word("a", "b", "c", "d"), "RFC 6052 2.2 (bits 64 to 71)"),
            Question("to_before", "Destination of the first echo request to the server in front of "
                     "nat64", Address(6), "RFC 6052 2.3"),
            Question("to_after", "and behind nat64", Address(4), "RFC 6052 2.3"),
            Question("from_after", "Source of it behind nat64", Address(4), "RFC 6146 3.5.3"),
            Question("router", "The third router of the traceroute is IPv4-only. By which IPv6 "
                     "address does n6 know it?", Address(6), "RFC 6052 2.3, RFC 7915 4.1"),
            Question("private", f"The ping to {self.private} by 64:ff9b::/96 is dropped: the word "
                     "of the reason", Name("a word of v_drop's column reason"), "RFC 6052 3.1"),
            Question("explain", "A colleague writes a translator that ignores bits 64 to 71. For "
                     "which prefix lengths are its addresses wrong, and what would n6 see?",
                     Text(15), "RFC 6052 2.2, 3.1", 3, EXPLAIN),
        ]

    def key(self, evidence: Evidence) -> dict[str, Any]:
        result = evidence.results["network"]
        found: dict[str, Any] = {}
        found |= {f"embed_{n}": embed(prefix, self.ipv4) for n, prefix in self.prefixes.items()}
        found |= {f"extract_{n + 1}": address for n, address in enumerate(self.hidden)}
        ping = result.translations("node = 'nat64' AND icmp_type_before = 128").iloc[0]
        trace = result.view("v_traceroute", "ttl = 3").iloc[0]
        drop = result.drops("node = 'strict'").iloc[0]
        return {
            **found,
            "bad": self.bad,
            "to_before": IPv6Address(ping.dst_before),
            "to_after": IPv4Address(ping.dst_after),
            "from_after": IPv4Address(ping.src_after),
            "router": IPv6Address(trace.address),
            "private": drop.reason,
        }


LAB = Addresses
