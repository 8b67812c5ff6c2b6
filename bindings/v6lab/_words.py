# SPDX-License-Identifier: GPL-2.0-only
"""Keyword arguments as the words of the command line, so that both mean the same."""
from __future__ import annotations

import reprlib
from collections.abc import Iterator, Mapping, MappingView, Sequence, Set
from typing import Any, Optional

from v6lab.errors import InputError

_PRINTING = ("json", "quiet", "help-json")


def several(value: Any) -> bool:
    """Whether it stands for several values: a list or such, an iterator, an array, a Series.

    Not whatever can be iterated: a network of ipaddress, which is one value, has 2^32 addresses.
    """
    if isinstance(value, (str, bytes, bytearray, memoryview)):
        return False
    known = isinstance(value, (Sequence, Set, Iterator, MappingView))
    return known or bool(getattr(value, "ndim", 0) == 1)


def text(value: Any) -> str:
    """How the command line spells a value."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def one_each(options: Mapping[str, Any], instead: str = "") -> None:
    """Refuses several values for an option; `instead` says what they may have been meant for."""
    for name, value in options.items():
        if several(value):
            raise InputError(f"{name}={reprlib.repr(value)}: allowed is one value{instead}")


def switch(name: str, value: Any, *, unset: bool = False) -> None:
    """Refuses what is neither True nor False, nor None where a default stands for it."""
    if not isinstance(value, bool) and not (unset and value is None):
        allowed = "True, False or None" if unset else "True or False"
        raise InputError(f"{name}={reprlib.repr(value)}: allowed is {allowed}")


def attributes(ns3: Optional[Mapping[str, Any]]) -> list[str]:
    """ns-3's own attributes as words."""
    if ns3 is not None and not isinstance(ns3, Mapping):
        raise InputError(f'ns3={reprlib.repr(ns3)}: allowed is {{"ns3::Class::Attribute": value}}')
    one_each(ns3 or {})
    return [f"--{name}={text(value)}" for name, value in (ns3 or {}).items()]


def words(options: Mapping[str, Any]) -> list[str]:
    """``pool4=["a", "b"]`` as ``--pool4=a --pool4=b``; None stands for an option not given."""
    result = []
    for name, value in options.items():
        option = name.strip("_").replace("_", "-")
        if option == "help":
            raise InputError("--help: read the documentation of the function instead")
        if option in _PRINTING:
            raise InputError(f"{name}: is of the command line, whose output it is about; allowed are "
                             "the arguments of the function and the options of the scenario")
        for one in value if several(value) else [value]:
            if one is not None:
                result.append(f"--{option}={text(one)}")
    return result
