# SPDX-License-Identifier: GPL-2.0-only
"""Which variant of a lab a student has: figures drawn from the student's id by a keyed hash."""
from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from v6lab.errors import InputError

T = TypeVar("T")

_LONGEST = 64
_MARKS = "._-@+"
_PURPOSE = b"v6lab lab variant 1\0"


def plain_id(text: str, what: str = "--student") -> str:
    """An id as it counts: without spaces around it, in small letters.

    Raises InputError for an empty or overlong id and for characters that a file name or a table
    of marks could stumble over; the text names the character.
    """
    if not isinstance(text, str):
        raise InputError(f"{what}: {text!r}: allowed is a text")
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if not plain or len(plain) > _LONGEST:
        raise InputError(f'{what}: "{text[:80]}": allowed are 1 to {_LONGEST} characters')
    for character in plain:
        if not (character.isalnum() or character in _MARKS):
            raise InputError(
                f"{what}: {ascii(text)} holds {ascii(character)}: allowed are letters, digits and "
                + " ".join(_MARKS)
            )
    if plain[0] in _MARKS:
        raise InputError(f"{what}: {ascii(text)}: allowed is a letter or a digit at its beginning")
    return plain


def plain_course(text: str) -> str:
    """The word of a course as it counts; it may be empty."""
    return plain_id(text, "--course") if text else ""


class Draw:
    """The lots of one student in one lab. The same words give the same lots on any machine.

    `course` changes all of them: who teaches the lab again names another one, and last year's
    answers fit nobody. It may be empty.
    """

    def __init__(self, lab: str, student: str, course: str = "") -> None:
        self.lab = lab
        self.student = plain_id(student)
        self.course = plain_course(course)
        self._key = hashlib.sha256(_PURPOSE + self.course.encode()).digest()

    @property
    def variant(self) -> str:
        """What tells the variant from others, and that nobody has changed the words: 16 digits."""
        return self._hash("variant").hex()[:16]

    def number(self, name: str, low: int, high: int, step: int = 1) -> int:
        """One of low, low + step, ... up to high; `name` says which lot is drawn."""
        return low + step * self._below(name, (high - low) // step + 1)

    def choice(self, name: str, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self._below(name, len(options))]

    def sample(self, name: str, options: Sequence[T], count: int) -> list[T]:
        """`count` different ones of the options, in the order in which they were drawn."""
        rest = list(options)
        return [rest.pop(self._below(f"{name} {turn}", len(rest))) for turn in range(count)]

    def _below(self, name: str, limit: int) -> int:
        return int.from_bytes(self._hash(name), "big") % limit

    def _hash(self, name: str) -> bytes:
        words = "\0".join((self.lab, self.student, name))
        return hmac.new(self._key, words.encode(), hashlib.sha256).digest()
