# SPDX-License-Identifier: GPL-2.0-only
"""The arguments of a sweep, and how the command line says them."""
from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Optional, Union

from v6lab._words import several, text
from v6lab.errors import InputError


def named(design: Any) -> str:
    """The name or path of a design."""
    if not isinstance(design, (str, os.PathLike)):
        raise InputError(f"{design!r}: allowed is a scenario's name or a file; save a Topology first")
    name = os.fspath(design)
    if name.startswith("-"):
        raise InputError(f"{name}: allowed is a scenario's name or a file")
    return name


def path_text(path: Optional[Union[str, os.PathLike[str]]]) -> Optional[str]:
    """As text, for a worker elsewhere."""
    return None if path is None else os.fspath(path)


def split(
    axes: Mapping[str, Any], options: Mapping[str, Any]
) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """Options that vary, with lists of plain values, and options that do not."""
    varying = {name: _values(name, values) for name, values in axes.items()}
    fixed = {}
    for name, value in options.items():
        if several(value):
            if name in varying:
                raise InputError(f"{name}: given twice, as an axis and as a keyword")
            varying[name] = _values(name, value)
        else:
            fixed[name] = value
    return varying, fixed


def _values(name: str, values: Any) -> list[Any]:
    if not several(values):
        raise InputError(f"{name}: {values!r}: allowed is a list of values")
    return [value.item() if hasattr(value, "item") else value for value in values]  # NumPy's


def spelt(name: str) -> str:
    """As the command line has it."""
    return name if name.startswith("ns3::") else name.strip("_").replace("_", "-")


def joined(name: str, values: list[Any]) -> str:
    """The values of an axis in one word."""
    if not values or any(text(value) == "" for value in values):
        raise InputError(f"{name}: {values!r}: allowed is a list of values, none of them empty")
    return ",".join(text(value).replace(",", "\\,") for value in values)
