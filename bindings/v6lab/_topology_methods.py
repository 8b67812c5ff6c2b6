# SPDX-License-Identifier: GPL-2.0-only
"""What a topology can do besides having fields."""
from __future__ import annotations

import json
import os
import reprlib
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, TypeVar, Union

from v6lab import _v6lab
from v6lab._parts import Part, to_json
from v6lab._words import one_each, several, words
from v6lab.errors import InputError, RunError, V6labWarning

if TYPE_CHECKING:
    from v6lab.result import Result

T = TypeVar("T", bound="TopologyMethods")
_DRAWINGS = {".svg": "svg", ".dot": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}
_SUFFIXES = ".yaml, .yml, .json, .svg, .dot, .mmd"


class Fault(NamedTuple):
    """One thing wrong with a topology."""

    path: str  #: "virtualNetworks[1].subnets[0].addressPrefixes[1]"
    subject: str  #: the same place by name: "spoke/app"
    word: str  #: Azure's error code where Azure has one, else empty
    rule: str  #: the Azure rule or RFC clause, may be empty
    sentence: str  #: what is wrong, with the values
    text: str  #: all of it, as the command line tells it

    def __str__(self) -> str:
        return self.text


def _flat(parts: Iterable[Any]) -> Iterator[Part]:
    """The parts of nested lists, in order."""
    for part in parts:
        if isinstance(part, Part):
            yield part
        elif several(part):
            yield from _flat(part)
        elif isinstance(part, Mapping):
            raise InputError(f"add: {reprlib.repr(part)}: a dictionary does not tell which part it is: say "
                             'it by the class, as in v6lab.Link(**{"name": "l"})')
        else:
            raise InputError(f"add: {reprlib.repr(part)} is no part; allowed are parts, as v6lab.Link"
                             '("l"), and lists of them')


class TopologyMethods:
    """Methods of Topology; its fields come from the C++ declaration."""

    __slots__ = ()

    @classmethod
    def load(
        cls: type[T],
        path: Union[str, os.PathLike[str]],
        parameters: Union[str, os.PathLike[str], None] = None,
    ) -> T:
        """Reads a topology file (YAML, JSON) or an ARM template with its parameters file."""
        given = None if parameters is None else os.fspath(parameters)
        text, found = _v6lab.read_design(os.fspath(path), given)
        for warning in found:
            warnings.warn(warning, V6labWarning, stacklevel=2)
        return cls._of(text)

    @classmethod
    def parse(cls: type[T], text: str, name: str = "topology.yaml") -> T:
        """Reads a topology from YAML or JSON text; messages call it `name`."""
        return cls._of(_v6lab.read_topology(text, name))

    @classmethod
    def scenario(cls: type[T], name: str, **options: Any) -> T:
        """The topology of a scenario with these options, to look at or to change."""
        one_each(options)
        return cls._of(_v6lab.design_from_words([name, *words(options)]))

    @classmethod
    def _of(cls: type[T], text: str) -> T:
        return cls(**json.loads(text))

    def add(self: T, *parts: Union[Part, Iterable[Part]]) -> T:
        """Puts each part into the list where parts of its kind belong; returns the topology."""
        homes = [(self._home(part), part) for part in _flat(parts)]  # all or none
        for name, part in homes:
            getattr(self, name).append(part)
        return self

    @classmethod
    def _home(cls, part: Part) -> str:
        """The field whose list a part belongs into."""
        for field in cls._homes():
            if field.part is type(part):
                return str(field.name)
        known = ", ".join(field.part.__name__ for field in cls._homes())
        raise InputError(f"a topology has no list of {type(part).__name__}; it has {known}")

    @classmethod
    def _homes(cls) -> list[Any]:
        return [field for field in cls.fields if field.many and field.part]  # type: ignore

    def validate(self) -> list[Fault]:
        """Everything that is wrong with it; nothing is simulated unless this is empty.

        Raises InputError for values that no file could have: wrong types and words.
        """
        return [Fault(*row) for row in _v6lab.validate(self._json())]

    def require_valid(self: T) -> T:
        """Raises InputError with every fault at once; returns the topology."""
        faults = self.validate()
        if faults:
            raise InputError(*(fault.text for fault in faults))
        return self

    def differences(self, other: TopologyMethods) -> list[str]:
        """Where two topologies differ, one line per field; lists are compared by position."""
        return _v6lab.differences(self._json(), other._json())

    def to_yaml(self) -> str:
        """The text of a topology file."""
        return _v6lab.write_yaml(self._json())

    def to_json(self) -> str:
        """The text of a topology file, as JSON."""
        return _v6lab.write_json(self._json())

    def to_dot(self) -> str:
        """A drawing for graphviz."""
        return _v6lab.draw(self._json(), "dot")

    def to_mermaid(self) -> str:
        """A drawing for Mermaid, as Markdown viewers show it."""
        return _v6lab.draw(self._json(), "mermaid")

    def to_svg(self) -> str:
        """An SVG picture; a topology with faults is drawn as it stands."""
        return _v6lab.draw(self._json(), "svg")

    def save(self, path: Union[str, os.PathLike[str]]) -> None:
        """Writes a topology file (.yaml, .yml, .json) or a drawing (.svg, .dot, .mmd)."""
        suffix = Path(path).suffix.lower()
        if suffix in _DRAWINGS:
            text = _v6lab.draw(self._json(), _DRAWINGS[suffix])
        elif suffix in (".yaml", ".yml"):
            text = self.to_yaml()
        elif suffix == ".json":
            text = self.to_json()
        else:
            raise InputError(f"{os.fspath(path)}: allowed endings are {_SUFFIXES}")
        Path(path).write_text(text, encoding="utf-8")

    def run(self, **settings: Any) -> Result:
        """v6lab.run() of this topology."""
        from v6lab.running import run

        return run(self, **settings)  # type: ignore[arg-type]

    def _json(self) -> str:
        return to_json(self)  # type: ignore[arg-type]

    def _repr_svg_(self) -> Optional[str]:
        """What a notebook shows; without graphviz or with wrong types it shows the text."""
        try:
            return self.to_svg()
        except (InputError, RunError):
            return None

    def __repr__(self) -> str:
        counts = [
            f"{len(items)} {field.key}"
            for field in self._homes()
            if isinstance(items := getattr(self, field.name), list) and items
        ]
        name: str = self.name  # type: ignore[attr-defined]
        return f"<Topology {name!r}{': ' if counts else ''}{', '.join(counts)}>"
