# SPDX-License-Identifier: GPL-2.0-only
"""What parts of a topology have in common: values with fields, as files have them."""
from __future__ import annotations

import ipaddress
import json
import operator
import os
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Optional

from v6lab import _v6lab
from v6lab._words import several
from v6lab.errors import InputError, UnknownField

_DEEPEST = 20  # parts within parts; one that holds itself has no end
_TEXTS = (str, *(getattr(ipaddress, f"IPv{n}{kind}") for n in (4, 6)
                 for kind in ("Address", "Interface", "Network")))


class FieldInfo(NamedTuple):
    """One field of a part: what the C++ declaration says of it."""

    name: str  #: in Python: as in files, but from_ for from
    key: str  #: in files
    kind: str  #: text, bool, number or part
    many: bool  #: a list of those
    optional: bool  #: may be None
    most: int  #: of a number
    part: Optional[type[Part]]  #: the class of a part
    default: Any
    required: bool
    words: tuple[str, ...]  #: the only ones allowed; none: any text
    single: str  #: key of a list with one entry; "" if there is none
    wrapper: str  #: key of an object around the list; "" if there is none
    help: str

    def new(self) -> Any:
        """The value of a field that was not given."""
        if self.many:
            return list(self.default)
        if self.part and not self.optional:
            return self.part()
        return self.default

    def taken(self, value: Any) -> Any:
        """A given value in the form that it is kept in. What is wrong with it validation says."""
        if self.many:
            if self.single and isinstance(value, _TEXTS):
                return [value]
            if several(value):
                return [self._one(item) for item in value]
            return value
        return self._one(value)

    def _one(self, value: Any) -> Any:
        if self.part and isinstance(value, Mapping):
            return self.part.from_dict(value)
        return value


class Part:
    """A part of a topology: a value with the fields that topology files have."""

    __slots__ = ()
    fields: ClassVar[tuple[FieldInfo, ...]] = ()
    _by_name: ClassVar[dict[str, FieldInfo]] = {}

    def __init__(self, *values: Any, **named: Any) -> None:
        if len(values) > len(self.fields):
            raise InputError(
                f"{type(self).__name__}: {len(values)} values for {len(self.fields)} fields"
            )
        given = dict(zip(self._by_name, values))
        for key, value in named.items():
            name, value = self._resolved(key, value)
            if name in given:
                raise InputError(f'{type(self).__name__}: "{key}" is given twice')
            given[name] = value
        for field in self.fields:
            value = field.taken(given[field.name]) if field.name in given else field.new()
            object.__setattr__(self, field.name, value)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Any:
        """A part from what an object of a topology file says."""
        return cls(**values)

    @classmethod
    def _resolved(cls, key: str, value: Any) -> tuple[str, Any]:
        """The field's name for a key of a file, and the value without Azure's wrapping."""
        if key in cls._by_name:
            return key, value
        for field in cls.fields:
            if key == field.key or (key == field.single and isinstance(value, _TEXTS)):
                return field.name, value
            if key == field.wrapper and isinstance(value, Mapping) and set(value) <= {field.key}:
                return field.name, value.get(field.key, [])
        raise cls._unknown(key)

    @classmethod
    def _unknown(cls, name: str) -> UnknownField:
        keys = [field.key for field in cls.fields]
        near = _v6lab.suggestion(name, keys)
        return UnknownField(f'unknown key "{name}"{near}; allowed are {", ".join(keys)}')

    def __setattr__(self, name: str, value: Any) -> None:
        field = self._by_name.get(name)
        if field is None:
            raise self._unknown(name)
        object.__setattr__(self, name, field.taken(value))

    def to_dict(self) -> dict[str, Any]:
        """What a topology file says of it: its fields without those that have their default."""
        found = {}
        for field in self.fields:
            value = plain(getattr(self, field.name))
            if value != plain(field.new()):
                found[field.key] = value
        return found

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return bool(self.to_dict() == other.to_dict())  # type: ignore[attr-defined]

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = [
            f"{field.name}={getattr(self, field.name)!r}"
            for field in self.fields
            if plain(getattr(self, field.name)) != plain(field.new())
        ]
        return f"{type(self).__name__}({', '.join(shown)})"

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._by_name}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for field in self.fields:
            object.__setattr__(self, field.name, state.get(field.name, field.new()))


def plain(value: Any) -> Any:
    """Parts as dictionaries, all the way down."""
    if isinstance(value, Part):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def _unlike_json(value: Any) -> Any:
    """Values of other libraries: addresses and paths are texts, NumPy's numbers are numbers."""
    if isinstance(value, Part):
        return value.to_dict()
    try:
        return operator.index(value)
    except TypeError:
        return os.fspath(value) if isinstance(value, os.PathLike) else str(value)


def _refuse_strangers(part: Part, path: str = "") -> None:
    """Parts of another class in a list: as objects of a file they could pass for one of its own."""
    for field in part.fields if path.count(".") < _DEEPEST else ():
        value = getattr(part, field.name) if field.part else None
        for index, one in enumerate(value if isinstance(value, (list, tuple)) else [value]):
            where = f"{path}{field.key}{f'[{index}]' if field.many else ''}"
            if isinstance(one, Part) and type(one) is not field.part:
                expected = getattr(field.part, "__name__", "")
                raise InputError(f"{where}: expected {expected}, found {type(one).__name__}")
            if isinstance(one, Part):
                _refuse_strangers(one, f"{where}.")


def to_json(value: Part) -> str:
    """The text that the compiled half reads; it says what is wrong with it."""
    _refuse_strangers(value)
    try:
        return json.dumps(plain(value), default=_unlike_json, allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError(f"topology: {error}") from error
