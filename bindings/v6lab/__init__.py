# SPDX-License-Identifier: GPL-2.0-only
"""v6lab: who can still talk to whom, over which IP version, translated where, and if not, why?

>>> import v6lab
>>> v6lab.scenarios()                                        # doctest: +SKIP
>>> result = v6lab.run("nat64", db="x.sqlite")               # doctest: +SKIP
>>> result.flows()                                           # doctest: +SKIP
"""
from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from v6lab import _v6lab, address, topology, translate
from v6lab._v6lab import Pref64
from v6lab.errors import (
    Error,
    InputError,
    Interrupted,
    NotTranslated,
    RunError,
    UnknownField,
    V6labWarning,
)
from v6lab.result import Result, runs, view
from v6lab.running import run
from v6lab.sweeping import merge, sweep
from v6lab.swept import Sweep
from v6lab.topology import *  # noqa: F401,F403
from v6lab.topology import __all__ as _parts

if TYPE_CHECKING:
    import pandas

    from v6lab import lab, plot

__version__: str = _v6lab.__version__
__all__ = [
    "Error",
    "InputError",
    "Interrupted",
    "NotTranslated",
    "Pref64",
    "Result",
    "RunError",
    "Sweep",
    "UnknownField",
    "V6labWarning",
    "address",
    "merge",
    "options",
    "reasons",
    "run",
    "runs",
    "scenarios",
    "sweep",
    "topology",
    "translate",
    "view",
    *_parts,
]


_AT_FIRST_USE = ("lab", "plot")  # plot needs matplotlib, which v6lab itself does not


if not TYPE_CHECKING:  # for type checkers they are imported above, or any slip would be an attribute

    def __getattr__(name: str) -> Any:
        if name in _AT_FIRST_USE:
            return importlib.import_module(f"v6lab.{name}")
        raise AttributeError(f"module 'v6lab' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_AT_FIRST_USE})


def scenarios() -> pandas.DataFrame:
    """Every scenario: name, purpose, and the article that it recreates."""
    return _frame(_v6lab.scenarios(), ["name", "purpose", "article"])


def options(scenario: str) -> pandas.DataFrame:
    """The options of a scenario; run() takes them as keyword arguments, with _ for -."""
    columns = ["name", "type", "unit", "default", "allowed", "help"]
    return _frame(_v6lab.options(scenario), columns)


def reasons() -> pandas.DataFrame:
    """Why packets end: the word, a sentence, and the RFC clause or Azure rule behind it."""
    return _frame(_v6lab.reasons(), ["reason", "sentence", "clause"])


def _frame(rows: list[list[str]], columns: list[str]) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(rows, columns=columns)
