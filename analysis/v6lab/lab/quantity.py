# SPDX-License-Identifier: GPL-2.0-only
"""Numbers with units as people write them: "1480", "1480 bytes", "1480 B", "90,9 Mbps", "bit 64"."""
from __future__ import annotations

import re

# Spellings in small letters, beside the unit itself and its singular or plural.
_SYNONYMS = {
    "bytes": {"octet", "octets"},
    "Mbit/s": {"mbits/s", "mb/s", "mbps", "mbit/sec", "mbits/sec", "mbit per second"},
    "queries": {"query"},
    "s": {"sec", "secs", "second", "seconds"},
}
_EXACT = {"bytes": {"B"}}  #: a small b is a bit
_OTHER = {"Mbit/s": {"MB/s", "MBps", "Mbyte/s", "MByte/s"}}  #: these are bytes
_NUMBER = r"[-+]?\d{1,15}(?:[.,]\d{1,15})?"
_BEHIND = re.compile(rf"({_NUMBER})\s*(\D*)")
_BEFORE = re.compile(rf"([A-Za-z]+)\s+({_NUMBER})")
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")


def number(text: str, unit: str) -> float:
    """What a text says in that unit; raises ValueError, which says how to write it if it may be read
    in two ways. A comma is that of decimals unless it may part thousands, as in "1,480"."""
    behind, before = _BEHIND.fullmatch(text), _BEFORE.fullmatch(text)
    if behind:
        digits, word = behind[1], behind[2].strip()
    elif before:
        digits, word = before[2], before[1]
    else:
        raise ValueError
    if word and not _means(word, unit):
        raise ValueError
    if _THOUSANDS.fullmatch(digits):
        both = digits.replace(",", "."), digits.replace(",", "")
        raise ValueError(f"may be {both[0]} or {both[1]}: write it without the comma")
    return float(digits.replace(",", "."))


def _means(word: str, unit: str) -> bool:
    """Whether a word is a spelling of the unit."""
    if not unit or word in _OTHER.get(unit, ()):
        return False
    small = " ".join(word.casefold().split())
    plain = unit.casefold()
    alike = {plain, plain.removesuffix("s")} if len(plain) > 1 else {plain}
    return small in alike | _SYNONYMS.get(unit, set()) or word in _EXACT.get(unit, ())
