# SPDX-License-Identifier: GPL-2.0-only
"""The labs by name."""
from __future__ import annotations

import importlib
from pathlib import Path

from v6lab import _v6lab
from v6lab.errors import InputError
from v6lab.lab.exercise import Exercise
from v6lab.lab.variant import Draw

NAMES = ("addresses", "first-packet", "state-table", "pmtu", "island", "hub-spoke")


def exercise_class(name: str) -> type[Exercise]:
    """The lab of that name; raises InputError if there is none."""
    if name not in NAMES:
        name = str(name)
        near = _v6lab.suggestion(name, list(NAMES))
        raise InputError(f"{name[:80]}: no such lab{near}; allowed are {', '.join(NAMES)}")
    module = importlib.import_module(f"v6lab.labs.{name.replace('-', '_')}.exercise")
    found: type[Exercise] = module.LAB
    return found


def exercise_of(name: str, student: str, course: str = "") -> Exercise:
    """The variant of a lab that a student has."""
    kind = exercise_class(name)
    return kind(Draw(name, student, course))


def text_of(exercise: Exercise) -> str:
    """The lab's text, with braces still to fill in."""
    module = importlib.import_module(type(exercise).__module__)
    assert module.__file__ is not None
    return (Path(module.__file__).parent / "text.md").read_text(encoding="utf-8")
