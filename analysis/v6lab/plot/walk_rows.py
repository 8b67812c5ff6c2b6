# SPDX-License-Identifier: GPL-2.0-only
"""What a packet walk tells, line by line: rows of v_hop as texts, without any drawing."""
from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from v6lab.plot import pieces

if TYPE_CHECKING:
    import pandas

_ICMP = {
    "icmp": {0: "echo reply", 3: "destination unreachable", 8: "echo request", 11: "time exceeded"},
    "icmpv6": {1: "destination unreachable", 2: "packet too big", 3: "time exceeded",
               128: "echo request", 129: "echo reply"},
}
_DONE = {"translate": "translates", "encapsulate": "wraps", "decapsulate": "unwraps"}


class Row(NamedTuple):
    """One thing to draw, from top to bottom."""

    kind: str  #: title, header (as made), arrow, change (before and after), drop
    lane: str  #: the node that it happens at, or that an arrow goes to
    text: str
    family: str = ""  #: of an arrow
    time: str = ""
    origin: str = ""  #: the node that an arrow comes from

    @property
    def lines(self) -> int:
        """Its height in lines of text."""
        return max(2, self.text.count("\n") + 2)


def lane(hop: Any) -> str:
    """The name of a hop's node; the Azure fabric is told by the node that the packet has left."""
    return f"fabric\n({hop.near})" if hop.node == "fabric" and hop.near else str(hop.node)


def lanes(hops: pandas.DataFrame) -> list[str]:
    """The nodes from left to right: as the first packet meets them, then others as they come.

    The fabric has no lane unless it changed or dropped something: it only carries.
    """
    found: list[str] = []
    for hop in hops.itertuples():
        if _shown(hop) and lane(hop) not in found:
            found.append(lane(hop))
    return found


def _shown(hop: Any) -> bool:
    return bool(hop.node != "fabric" or hop.action != "forward")


def rows(hops: pandas.DataFrame, sentences: dict[str, str]) -> list[Row]:
    """Everything to draw of some packets' hops, in the order of v_hop."""
    told: list[Row] = []
    begin = hops.time_ns.min()
    for packet, some in hops.groupby("packet_id", sort=False):
        told.append(Row("title", lane(some.iloc[0]), _title(packet, some.iloc[0])))
        ended = False
        for hop, origin in pieces.origins(some, lane, _shown):
            if not _shown(hop):
                continue
            if ended and hop.action == "send":  # a proxy says again what it has heard
                told.append(Row("header", lane(hop), "ends here; another packet for it:"))
            told += _of_hop(hop, origin, f"+{(hop.time_ns - begin) / 1e6:.3f} ms", sentences)
            ended = hop.action == "deliver"
    return told


def _title(packet: Any, hop: Any) -> str:
    said = hop.tcp_flags or _ICMP.get(hop.protocol, {}).get(hop.icmp_type, "")
    return f"packet {packet}: {hop.protocol} {said}".rstrip() + f" from {hop.node}"


def _of_hop(hop: Any, origin: str, time: str, sentences: dict[str, str]) -> list[Row]:
    here = lane(hop)
    told = []
    if origin and origin != here:
        size = f"{_limit(hop.family, hop.ttl)} · {hop.length} B"
        told.append(Row("arrow", here, f"IP{hop.family}  {size}", hop.family, time, origin))
        time = ""
    if hop.action in _DONE:
        told.append(Row("change", here, change(hop), time=time))
    elif hop.action == "send":
        told.append(Row("header", here, _header(hop), time=time))
    elif hop.action == "drop":
        sentence = textwrap.fill(sentences.get(hop.reason, ""), 44)
        told.append(Row("drop", here, f"dropped: {hop.reason}\n{sentence}", time=time))
    elif hop.action == "forward" and _rewritten(hop):
        told.append(Row("change", here, change(hop), time=time))
    return told


def _rewritten(hop: Any) -> bool:
    return any(
        getattr(hop, field) != getattr(hop, f"{field}_after")
        for field in ("src", "src_port", "dst", "dst_port", "length")
    )


def _address(address: Any, port: Any, protocol: str) -> str:
    if address is None:
        return "-"
    if not port:  # ICMP errors, ESP, later fragments
        return str(address)
    if protocol.startswith("icmp"):
        return f"{address} id {port}"
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _header(hop: Any) -> str:
    if not hop.length or hop.length != hop.length:  # NaN
        return "no packet"
    return (
        f"{_address(hop.src, hop.src_port, hop.protocol)}\n"
        f"→ {_address(hop.dst, hop.dst_port, hop.protocol)}"
    )


def _limit(family: Any, number: Any) -> str:
    """What IPv4 calls TTL (RFC 791 3.1) and IPv6 hop limit (RFC 8200 3)."""
    return f"{'hop limit' if family == 'v6' else 'TTL'} {number}"


def change(hop: Any) -> str:
    """Both headers of a packet that a node changed, line by line."""
    pairs = [
        ("IP", hop.family, hop.family_after),
        ("from", _address(hop.src, hop.src_port, hop.protocol),
         _address(hop.src_after, hop.src_port_after, hop.protocol)),
        ("to", _address(hop.dst, hop.dst_port, hop.protocol),
         _address(hop.dst_after, hop.dst_port_after, hop.protocol)),
        ("hops", _limit(hop.family, hop.ttl), _limit(hop.family_after, hop.ttl_after)),
        ("bytes", str(hop.length), str(hop.length_after)),
    ]
    wide = max(len(old) for _, old, _ in pairs)
    lines = [
        f"{name:5} {old:{wide}} → {new}" if old != new else f"{name:5} {old}"
        for name, old, new in pairs
    ]
    return f"{_DONE.get(hop.action, 'rewrites')}\n" + "\n".join(lines)
