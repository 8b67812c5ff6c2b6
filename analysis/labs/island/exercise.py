# SPDX-License-Identifier: GPL-2.0-only
"""An island of IPv4-only devices in an IPv6-only campus: reached from outside, and the way out."""
from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import Any

from v6lab.lab.exercise import EXPLAIN, PRELAB, Evidence, Exercise, Question, Run
from v6lab.lab.forms import Address, Name, Number, Prefix, Text, Word
from v6lab.lab.packets import ICMPV6, packets
from v6lab.lab.variant import Draw
from v6lab.topology import Topology

_ECHO_REPLY = 129
PING_IN, PING_OUT = "ping the device", "ping from the device to the IPv4 internet"
# Of the scenario ipv4-island, which is built with addresses of the student's own.
_SITE, _ISLAND, _POOL6, _NET4, _DEVICE = "2001:db8:8011", "fda4", "4444", "192.168.38", 109
_OLD_PLAT, _OLD_SERVER = "203.0.113.1", "198.51.100.80"


class Island(Exercise):
    """The scenario ipv4-island without and with a CLAT."""

    name = "island"
    title = "The IPv4 island in the IPv6-only campus"
    level = "B7"
    minutes = 120
    picture = "clat"
    captures = tuple((label, point) for label in ("closed", "clat") for point in
                     ("island-router-island", "island-router-campus", "workstation-campus"))

    def __init__(self, draw: Draw) -> None:
        super().__init__(draw)
        self.site = f"2001:db8:{draw.number('site', 0x1000, 0x7FFF):x}"
        self.sub = draw.number("island", 0x1000, 0xFFF0, 4)
        group = draw.number("pool6", 0x1000, 0xFFFF)
        self.pool6 = IPv6Network(f"{self.site}:{self.sub:x}:{group:x}::/96")
        self.net4 = f"192.168.{draw.number('net4', 40, 250)}"
        self.device4 = IPv4Address(f"{self.net4}.{draw.number('device', 101, 249)}")
        self.plat = f"2001:db8:{draw.number('plat', 0x8000, 0xFFFF):x}:64::/96"
        self.plat4 = f"203.0.113.{draw.number('plat4', 1, 250)}"
        self.server4 = f"198.51.100.{draw.number('server4', 1, 250)}"
        self.web = draw.number("web", 8000, 9000)

    @property
    def device6(self) -> IPv6Address:
        """The address by which the campus calls the device."""
        return IPv6Address(int(self.pool6.network_address) + int(self.device4))

    def facts(self) -> dict[str, str]:
        delegated = f"{self.site}:{self.sub:x}::/62"
        rows = [
            ("campus LAN", f"{self.site}:1::/64"),
            ("the island's part of the campus' prefix, by DHCPv6", delegated),
            ("reverse NAT64 of island-router (Jool)", str(self.pool6)),
            ("island LAN, IPv4", f"{self.net4}.0/24"),
            ("iot-device, IPv4 only", str(self.device4)),
            ("prefix of the campus' NAT64 (plat)", self.plat),
            ("pool of plat", self.plat4),
            ("internet-server, IPv4 only", self.server4),
        ]
        table = [f"| {what} | {address} |" for what, address in rows]
        return {
            "plan": "\n".join(["| what | address |", "|---|---|", *table]),
            "device4": str(self.device4),
            "pool6": str(self.pool6),
            "server4": self.server4,
            "web": str(self.web),
            "site": self.site,
        }

    def runs(self) -> list[Run]:
        return [Run("closed", self._design("off")), Run("clat", self._design("on"))]

    def _design(self, clat: str) -> Topology:
        text = Topology.scenario("ipv4-island", clat=clat, pref64=self.plat).to_json()
        old6 = IPv6Address(f"{_SITE}:{_ISLAND}:{_POOL6}:0:c0a8:266d")
        changes = [
            (str(old6), str(self.device6)),
            (f"{_SITE}:{_ISLAND}:{_POOL6}::/96", str(self.pool6)),
            *[(f"{_SITE}:fda{4 + n}:", f"{self.site}:{self.sub + n:x}:") for n in range(3)],
            (f"{_SITE}:", f"{self.site}:"),
            (f"{_NET4}.{_DEVICE}", str(self.device4)),
            (f"{_NET4}.", f"{self.net4}."),
            (_OLD_PLAT, self.plat4),
            (_OLD_SERVER, self.server4),
            ("'22 80'", f"'22 {self.web}'"),
            ("port 80 in", f"port {self.web} in"),
        ]
        for old, new in changes:
            text = text.replace(old, new)
        lab = Topology.parse(text, "island")
        lab.name = f"island for {self.draw.student}"
        for work in lab.workloads:
            if work.name == "HTTP to the device":
                work.port = self.web
        return lab

    def questions(self) -> list[Question]:
        return [
            Question("p_ttl", "The device answers with TTL 64. With which hop limit will the "
                     "answer arrive at the workstation?", Number(), "RFC 7915 4.1", 1, PRELAB),
            Question("p_out", "Can the device reach the IPv4 internet without a CLAT?",
                     Word("yes", "no"), "RFC 6877 1", 1, PRELAB),
            *self._inwards(),
            *self._outwards(),
            Question("explain", "Why can the island's reverse NAT64 not take the device's packets "
                     "out to the IPv4 internet as well? Say what a packet from outside has that "
                     "one from inside has not, and what CLAT and PLAT have agreed on.", Text(15),
                     "RFC 6146 1.2, RFC 6877 2", 3, EXPLAIN),
        ]

    def _inwards(self) -> list[Question]:
        return [
            Question("device6", "closed: the address that the workstation pings", Address(6),
                     "RFC 6052 2.2"),
            Question("answer_from", "closed: source of the answers when they arrive", Address(6),
                     "RFC 6146 3.5.4"),
            Question("answer_ttl", "and their hop limit", Number(), "RFC 7915 4.1"),
            Question("seen_by_device", "closed: source of the echo requests on the island",
                     Address(4), "RFC 6146 3.5.3"),
            Question("island64", "The IPv6 /64 that the island's LAN got (look at the laptop)",
                     Prefix(), "RFC 8415 6.3, RFC 7084 L-3"),
            Question("telnet", "closed: why is Telnet to the device dropped? The word of the "
                     "reason",
                     Name("a word of v_drop's column reason"), "view v_drop"),
            Question("unused_node", "closed: who drops what goes to a part of the prefix that is "
                     "not in use?", Name("the name of a node"), "RFC 7084 WPD-5; view v_drop"),
        ]

    def _outwards(self) -> list[Question]:
        return [
            Question("out_node", "closed: who drops the device's packets to the internet?",
                     Name("the name of a node"), "view v_drop"),
            Question("out_reason", "and the word of the reason",
                     Name("a word of v_drop's column reason"), "view v_drop"),
            Question("clat_source", "clat: source of the device's ping in the campus", Address(6),
                     "RFC 6877 6.3, RFC 6052 2.2"),
            Question("clat_destination", "clat: its destination there", Address(6),
                     "RFC 6052 2.2"),
            Question("plat_source", "clat: the source that the internet server sees", Address(4),
                     "RFC 6146 3.5.3"),
            Question("translations", "clat: translations on the way there",
                     Number("translations"), "RFC 6877 2"),
            Question("out_ttl", "clat: TTL of the echo request when it reaches the server",
                     Number(), "RFC 7915 4.1, 5.1"),
            Question("longer", "clat: how much longer is it in the campus than on the island?",
                     Number("bytes"), "RFC 7915 4.1"),
        ]

    def key(self, evidence: Evidence) -> dict[str, Any]:
        closed, clat = evidence.results["closed"], evidence.results["clat"]
        inwards = closed.translations(f"dst_before = '{self.device6}'").iloc[0]
        telnet = closed.drops("dst_port = 23").iloc[0]
        unused = closed.flows("name = 'a part of the prefix that is not in use'").iloc[0]
        nowhere = closed.drops(f"flow_id = {unused.flow_id}").iloc[0]
        stopped = closed.drops(f"src = '{self.device4}'").iloc[0]
        ours = f"src_before = '{self.device4}' AND dst_before = '{self.server4}'"
        out = clat.translations(f"{ours} AND protocol = 'icmp'").iloc[0]
        plat = clat.translations(f"node = 'plat' AND dst_after = '{self.server4}'").iloc[0]
        flow = clat.flows(f"name = '{PING_OUT}'").iloc[0]
        last = clat.hops(f"flow_id = {flow.flow_id} AND node = 'internet-server'").iloc[0]
        laptop = closed.flows("src_node = 'laptop'").iloc[0]
        seen = packets(evidence.capture("closed", "workstation-campus"))
        answer = next(one for one in seen
                      if one.protocol == ICMPV6 and one.payload[0] == _ECHO_REPLY)
        return {
            "device6": IPv6Address(inwards.dst_before),
            "answer_from": answer.source,
            "answer_ttl": answer.hops,
            "seen_by_device": IPv4Address(inwards.src_after),
            "island64": IPv6Network(f"{laptop.src_address}/64", strict=False),
            "telnet": telnet.reason,
            "unused_node": nowhere.node,
            "out_node": stopped.node,
            "out_reason": stopped.reason,
            "clat_source": IPv6Address(out.src_after),
            "clat_destination": IPv6Address(out.dst_after),
            "plat_source": IPv4Address(plat.src_after),
            "translations": int(flow.translations),
            "out_ttl": int(last.ttl),
            "longer": int(out.length_after - out.length_before),
        }


LAB = Island
