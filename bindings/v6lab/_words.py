# SPDX-License-Identifier: GPL-2.0-only
"""Keyword arguments as the words of the command line, so that both mean the same."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, MappingView, Sequence, Set
from typing import Any

from v6lab.errors import InputError


def several(value: Any) -> bool:
    """Whether it stands for several values: a list or such, an iterator, an array, a Series.

    Not whatever can be iterated: a network of ipaddress, which is one value, has 2^32 addresses.
    """
    if isinstance(value, (str, bytes, bytearray, memoryview)):
        return False
    known = isinstance(value, (Sequence, Set, Iterator, MappingView))
    return known or getattr(value, "ndim", 0) == 1


def text(value: Any) -> str:
    """How the command line spells a value."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def words(options: Mapping[str, Any]) -> list[str]:
    """``pool4=["a", "b"]`` as ``--pool4=a --pool4=b``; None stands for an option not given."""
    result = []
    for name, value in options.items():
        option = name.strip("_").replace("_", "-")
        if option == "help":
            raise InputError("--help: read the documentation of the function instead")
        for one in value if several(value) else [value]:
            if one is not None:
                result.append(f"--{option}={text(one)}")
    return result
