# SPDX-License-Identifier: GPL-2.0-only
"""Translators without a simulation around them: packets in, packets out.

Keyword arguments are the options of the command line's `translate`: ``pref64="64:ff9b::/96"``,
``pool4=["203.0.113.1"]``, ``eam=["192.0.2.1=2001:db8::1"]``, ``clat_address=...``, ``bib=...``,
``mtu6=1280``, ``own4=...``, ``profile="jool"``.
"""
from __future__ import annotations

import json
import os
import reprlib
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple, Union

from v6lab import _v6lab
from v6lab._words import words
from v6lab.address import Address
from v6lab.errors import InputError, NotTranslated, V6labWarning

if TYPE_CHECKING:
    import pandas

__all__ = ["Mapped", "Packet", "Summary", "Translation", "Translator", "address", "capture", "case",
           "jsonl"]

_SECOND = 1_000_000_000
_LATEST = 4_000_000_000  # s: with the longest timeout its ns are still a number of 64 bits


class Packet(NamedTuple):
    """A packet that left a translator."""

    to: str  #: "v4" or "v6": the side that it is for
    kind: str  #: "translated", "icmp-error" (of the translator's own) or "probe" (RFC 6146 3.5.2.2)
    data: bytes  #: from its IP header on
    time: float  #: seconds


class Translation(NamedTuple):
    """What became of a packet."""

    fate: str  #: "translated", "dropped", "held" (waits for another packet) or "not-mine"
    reason: str  #: word of the table of reasons; empty unless it was dropped
    sent: list[Packet]  #: what left because of it, in order


class Mapped(NamedTuple):
    """What an address becomes."""

    address: Union[IPv4Address, IPv6Address]
    rule: str  #: "prefix 64:ff9b::/96 (RFC 6052)"
    sentence: str  #: all of it, as the command line tells it

    def __str__(self) -> str:
        return str(self.address)


@dataclass
class Summary:
    """What became of the packets of a capture: each that was read counts once."""

    read: int
    translated: int
    not_mine: int  #: IP, but no translator's business
    not_ip: int
    cut: int  #: packets that the capture does not hold in full
    held: int  #: fragments and SYNs that still wait for something
    written: int
    answered: int  #: ICMP errors of the translator's own among those written
    dropped: dict[str, int]  #: by the word of the reason


def _packets(rows: Iterable[tuple[str, str, bytes, int]]) -> list[Packet]:
    return [Packet(to, kind, data, ns / _SECOND) for to, kind, data, ns in rows]


class Translator:
    """A translator with its state and its clock: "siit", "nat64" or "clat".

    >>> nat64 = Translator("nat64", pref64="64:ff9b::/96", pool4="203.0.113.1")
    >>> nat64.send(packet)                    # doctest: +SKIP
    """

    def __init__(self, mode: str, **options: Any) -> None:
        self.mode = mode
        self._core = _v6lab.PacketTranslator(words({"mode": mode, **options}))
        self._now = 0

    @property
    def now(self) -> float:
        """The time that its timers go by, in seconds; it begins at 0."""
        return self._now / _SECOND

    def send(self, packet: bytes) -> Translation:
        """Gives it a packet, from its IP header on; the version says from which side it comes."""
        if not isinstance(packet, (bytes, bytearray, memoryview)) and not hasattr(packet, "__bytes__"):
            raise InputError(f"packet={reprlib.repr(packet)}: allowed are bytes, from the IP header on")
        fate, reason, sent = self._core.process(bytes(packet), self._now)
        return Translation(fate, reason, _packets(sent))

    def wait(self, seconds: float) -> list[Packet]:
        """Lets time pass; returns what timers sent meanwhile, each at its own time."""
        if not isinstance(seconds, Real) or not seconds >= 0:
            raise InputError(f"seconds={seconds!r}: allowed is a number from 0 up")
        if not self.now + seconds <= _LATEST:
            raise InputError(f"seconds={seconds!r}: its clock stands at {self.now:g} s and goes to "
                             f"{_LATEST} s")
        self._now += round(seconds * _SECOND)
        return _packets(self._core.advance(self._now))

    def settled(self) -> list[tuple[str, str]]:
        """(fate, reason) of packets that were held and are no more, since this was asked last."""
        return self._core.take_settled()

    def bindings(self) -> pandas.DataFrame:
        """The binding information base of a NAT64 (RFC 6146 3.1); of others it is empty."""
        import pandas

        rows = [
            (protocol, str(inside[0]), inside[1], str(outside[0]), outside[1], static)
            for protocol, inside, outside, static in self._core.bindings()
        ]
        columns = ["protocol", "inside", "inside_port", "outside", "outside_port", "static"]
        return pandas.DataFrame(rows, columns=columns)

    def __repr__(self) -> str:
        return f"<Translator {self.mode} at {self.now:g} s>"


def case(given: Mapping[str, Any], profile: str = "rfc") -> dict[str, Any]:
    """One case of ``translate --jsonl`` as a dictionary, from a fresh translator."""
    return next(jsonl([json.dumps(given)], profile))


def jsonl(lines: Iterable[str], profile: str = "rfc") -> Iterator[dict[str, Any]]:
    """Cases of ``translate --jsonl``, one JSON object a line; answers come in their order."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.loads(_v6lab.translate_line(line, number, profile))


def capture(
    source: Union[str, os.PathLike[str]],
    target: Union[str, os.PathLike[str]],
    mode: str,
    **options: Any,
) -> Summary:
    """Translates a capture (pcap, pcapng) into another one (raw IP)."""
    files = {"in": os.fspath(source), "out": os.fspath(target)}
    counts, dropped, found = _v6lab.translate_file(words({**files, "mode": mode, **options}))
    for warning in found:
        warnings.warn(warning, V6labWarning, stacklevel=2)
    return Summary(**counts, dropped=dropped)


def address(value: Address, **options: Any) -> Mapped:
    """What an address becomes, and by which rule; raises NotTranslated if it becomes nothing."""
    mapped, reason, rule, sentence = _v6lab.translate_address(
        words({"address": value, **options})
    )
    if mapped is None:
        error = NotTranslated(sentence)
        error.reason = reason
        raise error
    return Mapped(mapped, rule, sentence)
