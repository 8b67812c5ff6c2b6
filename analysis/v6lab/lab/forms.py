# SPDX-License-Identifier: GPL-2.0-only
"""In what form a question is answered: how the text is read, and when it says the same."""
from __future__ import annotations

import ipaddress
import re
from typing import Any, ClassVar

from v6lab.lab.quantity import number

_LONGEST = 4000
_CLAUSE = re.compile(
    r"(?:RFC)?\s*(\d{1,5})\s*,?\s*(?:§|section|sec\.?|clause)?\s*(\d{1,3}(\.\d{1,3})*)\.?", re.I
)


class Malformed(ValueError):
    """An answer is not of its form; the text says what it is, as the end of a sentence."""


class Form:
    """A form of answers."""

    missed: ClassVar[str] = "not what your run says"  #: of an answer that is wrong

    def says(self) -> str:
        """What is wanted, with its unit: "an IPv6 address"."""
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """The value of an answer; raises Malformed."""
        raise NotImplementedError

    def agrees(self, given: Any, expected: Any) -> bool:
        """Whether an answer that was read says what the key says."""
        return bool(given == expected)

    def shown(self, expected: Any) -> str:
        """What a key says, for people."""
        return f"{expected:.6g}" if isinstance(expected, float) else str(expected)


class Address(Form):
    """An address, in any spelling; of IPv6 also in brackets, as beside ports (RFC 3986 3.2.2)."""

    def __init__(self, version: int) -> None:
        self._version = version

    def says(self) -> str:
        return f"an IPv{self._version} address"

    def read(self, text: str) -> Any:
        kind = ipaddress.IPv4Address if self._version == 4 else ipaddress.IPv6Address
        bare = text[1:-1] if self._version == 6 and text[:1] + text[-1:] == "[]" else text
        try:
            return kind(bare.strip())
        except ValueError:
            raise Malformed(f"is not {self.says()}") from None


class Prefix(Form):
    """A prefix without host bits."""

    def says(self) -> str:
        return 'a prefix with its length, such as "2001:db8::/32"'

    def read(self, text: str) -> Any:
        try:
            if "/" not in text:
                raise ValueError
            return ipaddress.ip_network(text)
        except ValueError:
            raise Malformed("is not a prefix with its length and no bits behind it") from None


class Number(Form):
    """A number; `within` is what it may be off, as a share with `relative`."""

    def __init__(self, unit: str = "", within: float = 0, relative: bool = False) -> None:
        self._unit = unit
        self._within = within
        self._relative = relative

    def says(self) -> str:
        kind = "a number" if self._within else "a whole number"
        off = f"{self._within * 100:g} %" if self._relative else f"{self._within:g}"
        margin = f", {off} more or less" if self._within else ""
        return kind + (f" of {self._unit}" if self._unit else "") + margin

    def read(self, text: str) -> Any:
        try:
            return number(text, self._unit)
        except ValueError as error:
            example = "12.5" if self._within else "12"
            ways = f"{example} or {example} {self._unit}" if self._unit else example
            raise Malformed(str(error) or f"is not {self.says()}: write {ways}") from None

    def agrees(self, given: Any, expected: Any) -> bool:
        most = abs(expected) * self._within if self._relative else self._within
        return bool(abs(given - expected) <= most + 1e-9)


class Hexadecimal(Form):
    """A field of a header in hexadecimal digits, with or without 0x."""

    def __init__(self, digits: int = 4) -> None:
        self._digits = digits

    def says(self) -> str:
        return f"{self._digits} hexadecimal digits, such as 0x{'1a2b3c4d'[: self._digits]}"

    def read(self, text: str) -> Any:
        bare = text.lower().removeprefix("0x")
        if not re.fullmatch(rf"[0-9a-f]{{1,{self._digits}}}", bare):
            raise Malformed(f"is not {self.says()}")
        return int(bare, 16)

    def shown(self, expected: Any) -> str:
        return f"0x{expected:0{self._digits}x}"


def _parts(word: str) -> list[str]:
    """What is joined by + in any order, also without the RCV of states (RFC 6146 3.5.2)."""
    parts = word.casefold().split("+")
    return sorted(" ".join(part.split()).removesuffix(" rcv") for part in parts)


class Word(Form):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self._words = words

    def says(self) -> str:
        return "one of " + ", ".join(self._words)

    def read(self, text: str) -> Any:
        for word in self._words:
            if _parts(word) == _parts(text):
                return word
        raise Malformed(f"is not {self.says()}")


class Name(Form):
    """A word that the run shows, such as the name of a node, in capitals or not."""

    def __init__(self, what: str) -> None:
        self._what = what

    def says(self) -> str:
        return self._what

    def read(self, text: str) -> Any:
        if not re.fullmatch(r"[\w.@+/-]{1,64}", text):
            raise Malformed(f"is not {self._what}: that is one word")
        return text

    def agrees(self, given: Any, expected: Any) -> bool:
        return bool(given.casefold() == expected.casefold())


class Clause(Form):
    """The section of an RFC; a key is a set of those that say it."""

    missed = "not the clause"

    def says(self) -> str:
        return 'an RFC and its section, such as "RFC 2544 26.1"'

    def read(self, text: str) -> Any:
        found = _CLAUSE.fullmatch(text)
        if not found:
            raise Malformed(f"is not {self.says()}")
        return f"{found[1]} {found[2]}"

    def agrees(self, given: Any, expected: Any) -> bool:
        return bool(given in expected)

    def shown(self, expected: Any) -> str:
        return " or ".join(sorted(f"RFC {one}" for one in expected))


class Text(Form):
    """Words of one's own, for a person to read."""

    def __init__(self, least: int = 1) -> None:
        self._least = least

    def says(self) -> str:
        return "a few sentences"

    def read(self, text: str) -> Any:
        if len(text) > _LONGEST:
            raise Malformed(f"is longer than {_LONGEST} characters")
        if len(text.split()) < self._least:
            raise Malformed(f"is shorter than {self._least} words")
        return text

