# SPDX-License-Identifier: GPL-2.0-only
"""Fragments among the hops of a packet: where each came from, and whether all of them arrived."""
from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

Key = tuple[Any, ...]
ENDS = ("deliver", "drop")
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
    rows = list(hops.itertuples())
    pieces = _Pieces()
    before = ""
    for hop, cut in zip(rows, _cut_again(rows, lane)):
        here = lane(hop)
        origin = here if cut else pieces.take(hop, here, before)
        yield hop, origin
        if is_shown(hop):
            before = origin = here
        pieces.let_go(hop, origin)


def _kind(hop: Any) -> Key:
    return hop.src, hop.dst, hop.ttl


def _bytes(length: Any) -> int:
    """0 where no packet came about, or none went on."""
    import pandas

    return 0 if pandas.isna(length) else int(length)


def _taken(hop: Any) -> Key:
    return (*_kind(hop), _bytes(hop.length))


def _after(hop: Any) -> Key:
    return hop.src_after, hop.dst_after, hop.ttl_after, _bytes(hop.length_after)


def _cut_again(rows: list[Any], lane: Callable[[Any], str]) -> list[bool]:
    """Of each hop whether its node made it of the same piece as the hop before.

    Several pieces may be cut in one instant: each begins with what the first one began with.
    """
    instants: dict[Key, list[int]] = defaultdict(list)
    for number, hop in enumerate(rows):
        if hop.action in (*ENDS, "send"):
            continue  # what is sent is wrapped the next moment
        instants[(lane(hop), hop.time_ns, *_taken(hop))].append(number)
    found = [False] * len(rows)
    for numbers in instants.values():
        made = [_after(rows[number]) for number in numbers]
        if len(set(made)) > 1:  # else they are as many pieces, or one in equal parts
            for number, before, after in zip(numbers[1:], made, made[1:]):
                found[number] = after != made[0] or before == made[0]
    return found


class _Pieces:
    """What is on its way between the hops of a packet."""

    def __init__(self) -> None:
        self._waiting: dict[Key, deque[str]] = defaultdict(deque)
        self._senders: dict[Key, tuple[int, str]] = {}  # the largest packet, by addresses and TTL
        self._latest: dict[Key, str] = {}  # by addresses and TTL
        self._known: set[Key] = set()  # what has come to a node
        self._delivered: set[Key] = set()  # what ended there, by addresses and TTL

    def take(self, hop: Any, here: str, before: str) -> str:
        taken = _taken(hop)
        again = (here, *taken) in self._known
        size, sender = self._senders.get(_kind(hop), (0, ""))
        self._known.add((here, *taken))
        if self._waiting[taken]:
            return self._waiting[taken].popleft()
        if hop.action not in ENDS and (here, *_kind(hop)) in self._delivered:
            return here  # where it was put together
        if size > taken[-1]:
            return sender
        return here if again else self._latest.get(_kind(hop), before)

    def let_go(self, hop: Any, origin: str) -> None:
        if hop.action in ENDS:
            self._delivered.add((origin, *_kind(hop)))
            return
        gone = _taken(hop) if hop.src_after is None else _after(hop)
        self._waiting[gone].append(origin)
        self._latest[gone[:3]] = origin
        if hop.action == "send":
            largest = (_bytes(hop.length), origin)
            self._senders[gone[:3]] = max(largest, self._senders.get(gone[:3], largest))
