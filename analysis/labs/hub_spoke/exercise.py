# SPDX-License-Identifier: GPL-2.0-only
"""A hub-spoke network on its way to dual stack: who reaches whom at each stage, and why not yet."""
from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from v6lab.lab.exercise import EXPLAIN, PRELAB, Evidence, Exercise, Question, Run
from v6lab.lab.forms import Address, Name, Number, Text, Word
from v6lab.lab.variant import Draw
from v6lab.result import Result

STAGES = ("ipv4", "hub", "spokes", "routes", "complete")
NEVER = "never"
_NIC = "s1-vm1-nic"


class HubSpoke(Exercise):
    """The scenario hub-spoke with a gateway, a year and a connectivity of the student's own."""

    name = "hub-spoke"
    title = "A hub-spoke network becomes dual-stack"
    level = "B9"
    minutes = 120
    picture = "complete"

    def __init__(self, draw: Draw) -> None:
        super().__init__(draw)
        gateway = draw.choice("gateway", ("vpn", "expressroute", "both"))
        self.options = {
            "spokes": str(draw.number("spokes", 2, 5)),
            "gateway": gateway,
            "connectivity": draw.choice("mesh", ("peering", "connected-group", "avnm-hub-spoke")),
            "azure": draw.choice("azure", ("2023", "2026")),
            "flows": str(draw.number("flows", 60, 199)),
        }
        sites = {"vpn": ("branch",), "expressroute": ("hq",), "both": ("branch", "hq")}[gateway]
        self.site = draw.choice("site", sites)
        self.machine = f"s{self.options['spokes']}-vm{draw.number('machine', 1, 3)}"

    def facts(self) -> dict[str, str]:
        rows = [f"| `--{name}` | {value} |" for name, value in self.options.items()]
        return {
            "options": "\n".join(["| option | yours |", "|---|---|", *rows]),
            "site": self.site,
            "flows": self.options["flows"],
            "machine": self.machine,
            "stages": ", ".join(STAGES),
        }

    def runs(self) -> list[Run]:
        return [Run(stage, "hub-spoke", {"stage": stage, **self.options}) for stage in STAGES]

    def questions(self) -> list[Question]:
        first = Word(*STAGES, NEVER)
        return [
            Question("p_spokes", "From which stage on does s1-vm1 reach s2-vm1 over IPv6?", first,
                     "step hub-spoke of the article", 1, PRELAB),
            Question("p_ipv4", "How many IPv4 connections break on the way?", Number(),
                     "your v_flow", 1, PRELAB),
            *self._first(first),
            *self._why(),
            Question("explain", "A new spoke shall be IPv6-only, and its machines have to reach an "
                     f"IPv4-only server at {self.site}. Where do you put NAT64 and DNS64, which "
                     "routes does that take, and why is it not enough to peer the spoke with the "
                     "network of the NAT64? Use what you saw at the stages.", Text(25),
                     "RFC 6146 1.2; peering is not transitive", 3, EXPLAIN),
        ]

    def _first(self, form: Word) -> list[Question]:
        rows = [
            ("hub", f"{self.site} reaches nva-1 in the hub", "IPv6 on the gateway"),
            ("machine", f"{self.site} reaches s1-vm1", "routes for the answer, too"),
            ("balancer", f"{self.site} reaches the load balancer of spoke 1", "its frontends"),
            ("inside", "s1-vm1 reaches s1-vm2, in the same spoke", "addresses of interfaces"),
            ("across", "s1-vm1 reaches s2-vm1, in another spoke", "peerings and routes"),
            ("internet", "s1-vm2 reaches web on the internet", "outbound methods and routes"),
            ("user", "user reaches the service of spoke 1", "public frontends"),
            ("admin", "admin opens a session by the Bastion", "what a Bastion carries"),
        ]
        return [
            Question(f"first_{name}", f"The first stage at which {what}, over IPv6", form,
                     f"your v_reachability; the article on {about}")
            for name, what, about in rows
        ]

    def _why(self) -> list[Question]:
        reason = Name("a word of v_flow's column reason")
        return [
            Question("why_machine", f"Stage spokes: why does {self.site} not reach s1-vm1 over "
                     "IPv6?", reason, "v_drop of the third run: sentence and clause"),
            Question("why_internet", "Stage spokes: why does s1-vm2 not reach web over IPv6?",
                     reason, "v_drop of the third run: sentence and clause"),
            Question("across_type", f"Stage complete: next hop type of the route of {_NIC} that "
                     "takes IPv6 to s2-vm1", Name("a next hop type, in Azure's word"),
                     "v_effective_route: the longest active prefix"),
            Question("default6", f"Stage routes: next hop of ::/0 of {_NIC}", Address(6),
                     "v_effective_route: the active row"),
            Question("share", f"Stage complete: how many of the {self.options['flows']} "
                     f"connections over v4 does {self.machine} take?", Number("connections"),
                     "v_hop: SYNs that are delivered to it", 2),
            Question("route_count", f"Stage complete: active routes of {_NIC} (rows)",
                     Number("rows"), "v_effective_route"),
            Question("ipv4_failed", "IPv4 flows that fail, all stages together", Number("flows"),
                     "v_flow of all runs"),
        ]

    def key(self, evidence: Evidence) -> dict[str, Any]:
        seen = evidence.results
        site = f"src_node = '{self.site}'"
        wanted = {
            "hub": f"{site} AND dst_port = 22",
            "machine": f"name = 'tcp {self.site} to s1-vm1 over v6'",
            "balancer": f"name = 'tcp {self.site} to spoke-1-lb over v6'",
            "inside": "name = 'tcp s1-vm1 to s1-vm2 over v6'",
            "across": "name = 'tcp s1-vm1 to s2-vm1 over v6'",
            "internet": "name = 'tcp s1-vm2 to web over v6'",
            "user": "src_node = 'user' AND name LIKE '%v6'",
            "admin": "src_node = 'admin' AND name LIKE '%v6'",
        }
        found: dict[str, Any] = {f"first_{k}": _first(evidence, v) for k, v in wanted.items()}
        complete = seen["complete"]
        routes = complete.routes(f"nic = '{_NIC}' AND state = 'Active'")
        default = seen["routes"].routes(f"nic = '{_NIC}' AND state = 'Active'")
        default = default[default.address_prefix == "::/0"].iloc[0]
        many = complete.flows("name = 'many connections over v4'").iloc[0]
        syns = complete.hops(f"flow_id = {many.flow_id} AND node = '{self.machine}' "
                             "AND action = 'deliver' AND tcp_flags = 'SYN'")
        old = [result.flows("name LIKE '%v4' OR name = 'one long connection'")
               for result in seen.values()]
        return {
            **found,
            "why_machine": seen["spokes"].flows(wanted["machine"]).iloc[0].reason,
            "why_internet": seen["spokes"].flows(wanted["internet"]).iloc[0].reason,
            "across_type": _next_hop_type(complete, wanted["across"]),
            "default6": IPv6Address(default.next_hop_ip),
            "share": len(syns),
            "route_count": len(routes),
            "ipv4_failed": sum(int((flows.outcome == "failed").sum()) for flows in old),
        }


def _first(evidence: Evidence, where: str) -> str:
    """The first stage at which a flow like that is delivered."""
    for stage in STAGES:
        flows = evidence.results[stage].flows(where)
        if len(flows) and (flows.outcome == "delivered").all():
            return stage
    return NEVER


def _next_hop_type(result: Result, where: str) -> str:
    """Of the longest active prefix for where a flow goes."""
    to = ip_address(result.flows(where).iloc[0].dst_address)
    best, found = -1, ""
    for row in result.routes(f"nic = '{_NIC}' AND state = 'Active'").itertuples():
        for prefix in map(ip_network, str(row.address_prefix).split()):
            if to in prefix and prefix.prefixlen > best:
                best, found = prefix.prefixlen, str(row.next_hop_type)
    return found


LAB = HubSpoke
