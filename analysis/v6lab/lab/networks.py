# SPDX-License-Identifier: GPL-2.0-only
"""The network of most labs: an IPv6-only host, a NAT64, an IPv4-only server."""
from __future__ import annotations

from v6lab.lab.variant import Draw
from v6lab.topology import Interface, Link, OutsideNode, StaticRoute, Topology


class Plan:
    """The addresses of a student's network, out of documentation prefixes.

    n6 -- inside -- r6 -- front -- nat64 -- back -- r4 -- outside -- n4
    """

    def __init__(self, draw: Draw) -> None:
        self.site = f"2001:db8:{draw.number('site', 0x1000, 0x7FFF):x}"
        self.client = f"{self.site}:6::{draw.number('client', 0x100, 0xFFF):x}"
        self.gateway6 = f"{self.site}:6::1"
        self.front6 = f"{self.site}:60::1"
        self.nat6 = f"{self.site}:60::2"
        subnet = 4 * draw.number("back", 0, 63)
        self.nat4 = f"198.51.100.{subnet + 1}"
        self.router4 = f"198.51.100.{subnet + 2}"
        self.pool = f"203.0.113.{draw.number('pool', 1, 250)}"
        self.server = f"192.0.2.{draw.number('server', 2, 250)}"
        self.gateway4 = "192.0.2.254"
        self.pref64 = f"2001:db8:{draw.number('pref64', 0x8000, 0xFFFF):x}:64::/96"

    def rows(self) -> str:
        """A table of who has which address, in Markdown."""
        rows = [
            ("n6, IPv6-only client", self.client),
            ("r6", f"{self.gateway6} (inside), {self.front6} (front)"),
            ("nat64", f"{self.nat6} (front), {self.nat4} (back)"),
            ("nat64's prefix", self.pref64),
            ("nat64's pool", self.pool),
            ("r4", f"{self.router4} (back), {self.gateway4} (outside)"),
            ("n4, IPv4-only server", self.server),
        ]
        return "\n".join(["| who | addresses |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])

    def network(self, name: str, description: str) -> Topology:
        """Links and nodes; translators and traffic are left to the lab."""
        return Topology(name, description).add(
            Link("inside", "lan", delay="10us"),
            Link("front"),
            Link("back"),
            Link("outside", "lan", delay="10us"),
            OutsideNode("n6", interfaces=[Interface("inside", [f"{self.client}/64"])],
                        routes=[StaticRoute("::/0", self.gateway6)]),
            self._r6(),
            self._nat64(),
            self._r4(),
            OutsideNode("n4", interfaces=[Interface("outside", [f"{self.server}/24"])],
                        routes=[StaticRoute("0.0.0.0/0", self.gateway4)]),
        )

    def _r6(self) -> OutsideNode:
        inside = Interface("inside", [f"{self.gateway6}/64"])
        front = Interface("front", [f"{self.front6}/64"])
        return OutsideNode("r6", "router", [inside, front], [StaticRoute("::/0", self.nat6)])

    def _nat64(self) -> OutsideNode:
        front = Interface("front", [f"{self.nat6}/64"])
        back = Interface("back", [f"{self.nat4}/30"])
        routes = [
            StaticRoute(f"{self.site}:6::/64", self.front6),
            StaticRoute("0.0.0.0/0", self.router4),
        ]
        return OutsideNode("nat64", "router", [front, back], routes)

    def _r4(self) -> OutsideNode:
        back = Interface("back", [f"{self.router4}/30"])
        outside = Interface("outside", [f"{self.gateway4}/24"])
        routes = [StaticRoute("203.0.113.0/24", self.nat4)]
        return OutsideNode("r4", "router", [back, outside], routes)
