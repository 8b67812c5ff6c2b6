# SPDX-License-Identifier: GPL-2.0-only
"""What is wrong with the arguments of a sweep, in the words of Python: the planner knows those of
the command line."""
from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from v6lab import _v6lab
from v6lab.errors import InputError

_OWN = ("runs", "seed", "db", "jobs", "scheduler", "record", "parameters", "ns3", "resume", "progress")

# The planner's words, and what stands for them here; what is not in it only loses its dashes.
_PHRASES = [
    (r"^nothing varies;.*", "nothing varies: give an option a list of values, as in {example}, or "
     "runs=N with N > 1"),
    (r"^--set ([^ :]+): --\S+ is given as well;", r"\1: given twice, as an axis and as a keyword;"),
    (r"^--set, --runs: ", "axes, runs: "),
    (r"^--set: ", "axes: "),
    (r"^--set ([^ :]+(?:::[^ :]+)*): ", r"\1: "),
    (r"add --resume to put", "say resume=True to put"),
]


def check_names(design: str, names: Iterable[str]) -> None:
    """Refuses options that a design does not have, whatever the command line would make of them."""
    known = _options(design)
    for name in names:
        if name.startswith("ns3::") or name.strip("_").replace("-", "_") in known:
            continue
        near = _v6lab.suggestion(name, [*known, *_OWN])
        has = f"has no such option{near}" if known else "is a file and has no options"
        theirs = f"its options {', '.join(known)}, and of every sweep " if known else ""
        raise InputError(f"{name}: {design} {has}; allowed are {theirs}{', '.join(_OWN)}")


@contextmanager
def told_in_python(design: str, options: Mapping[str, Any]) -> Iterator[None]:
    """Whatever is wrong with the words of a sweep, by the names of its keyword arguments."""
    try:
        yield
    except InputError as error:
        raise InputError(*(_told(str(one), design, options) for one in error.args)) from None


def _options(design: str) -> list[str]:
    """The options of a scenario as keywords, none for a file; raises InputError for what is neither."""
    if os.path.exists(design) and design not in [row[0] for row in _v6lab.scenarios()]:
        return []
    return [row[0].replace("-", "_") for row in _v6lab.options(design)]


def _told(message: str, design: str, options: Mapping[str, Any]) -> str:
    for pattern, words in _PHRASES:
        words = words.replace("{example}", _example(design, options))
        message = re.sub(pattern, words, message, count=1)
    message = re.sub(r"(?<![\w/.-])--([A-Za-z][\w:-]*)", _keyword, message)
    name = re.match(r"(\w+)=", message)
    listed = _listed(name[1], options.get(name[1])) if name else ""
    return f"{message}; several values are a list: {listed}" if listed else message


def _example(design: str, options: Mapping[str, Any]) -> str:
    """An axis: one that was meant, if values stand in one text."""
    for name, value in options.items():
        if listed := _listed(name, value):
            return listed
    known = _options(design)
    return f"{known[0]}=[…, …]" if known else '{"ns3::TcpSocket::InitialCwnd": [1, 10]}'


def _listed(name: str, value: Any) -> str:
    """"2,4" as name=[2, 4]; empty for what is no list in one text."""
    if not isinstance(value, str) or "," not in value:
        return ""
    plain = [int(one) if re.fullmatch(r"[0-9]{1,9}", one) else one for one in value.split(",")]
    return f"{name}={plain!r}"


def _keyword(found: re.Match[str]) -> str:
    return found[1] if found[1].startswith("ns3::") else found[1].replace("-", "_")
