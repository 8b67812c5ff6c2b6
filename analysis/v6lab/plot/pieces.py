# SPDX-License-Identifier: GPL-2.0-only
"""Fragments among the hops of a packet: where each came from, and whether all of them arrived."""
from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

Key = tuple[Any, ...]
DUPLICATE = "duplicate-fragment"  # the drop of a piece that had come already


def whole(hops: pandas.DataFrame) -> pandas.Series:
    """By packet: whether it was delivered with all of its fragments. Hops in their order."""
    lost = (hops.action == "drop") & (hops.reason != DUPLICATE)
    packets = hops.assign(lost=lost).groupby("packet_id")
    told = hops[~((hops.action == "drop") & ~lost)]  # a duplicate's end is not the packet's
    return (told.groupby("packet_id").action.last() == "deliver") & ~packets.lost.any()


def origins(
    hops: pandas.DataFrame, lane: Callable[[Any], str], is_shown: Callable[[Any], bool]
) -> Iterator[tuple[Any, str]]:
    """The hops of one packet in their order, each with the lane that it came from, its own for none.

    Hops of fragments stand between each other, and equal ones cannot be told apart: each takes the
    first piece like it that is on its way. A sender's fragments are on record only when they arrive.
    """
    pieces = _Pieces()
    before = ""
    for hop in hops.itertuples():
        here = lane(hop)
        origin = pieces.take(hop, here, before)
        yield hop, origin
        if is_shown(hop):
            before = origin = here
        pieces.let_go(hop, origin)


def _kind(hop: Any) -> Key:
    return hop.src, hop.dst, hop.ttl


def _taken(hop: Any) -> Key:
    return (*_kind(hop), hop.length)


def _after(hop: Any) -> Key:
    return hop.src_after, hop.dst_after, hop.ttl_after, hop.length_after


class _Pieces:
    """What is on its way between the hops of a packet."""

    def __init__(self) -> None:
        self._waiting: dict[Key, deque[str]] = defaultdict(deque)
        self._senders: dict[Key, tuple[float, str]] = {}
        self._latest: dict[Key, str] = {}  # by addresses and TTL
        self._cuts: dict[Key, set[Key]] = defaultdict(set)  # what a node made of a piece at a time
        self._known: set[Key] = set()  # what has come to a node

    def take(self, hop: Any, here: str, before: str) -> str:
        taken = _taken(hop)
        instant = (here, hop.time_ns, *taken)
        again = (here, *taken) in self._known
        cut = bool(self._cuts[instant]) and _after(hop) not in self._cuts[instant]
        size, sender = self._senders.get(_kind(hop), (0, ""))
        self._cuts[instant].add(_after(hop))
        self._known.add((here, *taken))
        if cut:
            return here
        if self._waiting[taken]:
            return self._waiting[taken].popleft()
        if size > hop.length:
            return sender
        return here if again else self._latest.get(_kind(hop), before)

    def let_go(self, hop: Any, origin: str) -> None:
        if hop.action in ("deliver", "drop"):
            return
        gone = _taken(hop) if hop.src_after is None else _after(hop)
        self._waiting[gone].append(origin)
        self._latest[gone[:3]] = origin
        if hop.action == "send" and hop.length == hop.length:  # NaN where no packet came about
            self._senders[gone[:3]] = (hop.length, origin)
