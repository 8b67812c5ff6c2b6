# SPDX-License-Identifier: GPL-2.0-only
"""The classes of a topology's parts, made of the field tables that files are read by."""
from __future__ import annotations

import inspect
import json
import keyword
from collections.abc import Iterable, Mapping
from typing import Any

from v6lab import _v6lab
from v6lab._parts import FieldInfo, Part

MODULE = "v6lab.topology"


def class_name(struct: str) -> str:
    """TranslatorConfig is a Translator: in Python nothing else has that name."""
    return struct.removesuffix("Config")


def _field(said: Mapping[str, Any], classes: Mapping[str, type[Part]]) -> FieldInfo:
    kinds = said["type"].split()
    many = kinds[0] == "list"
    optional = kinds[0] == "optional"
    kind = kinds[1:] if many or optional else kinds
    part = classes.get(class_name(kind[0]))
    return FieldInfo(
        name=said["name"] + ("_" if keyword.iskeyword(said["name"]) else ""),
        key=said["name"],
        kind="part" if part else kind[0],
        many=many,
        optional=optional,
        most=int(kind[1]) if kind[0] == "number" else 0,
        part=part,
        default=said["default"],
        required=said["required"],
        words=tuple(said["words"]),
        single=said["single"],
        wrapper=said["wrapper"],
        help=said["help"],
    )


def _doc(title: str, comment: str, fields: Iterable[FieldInfo]) -> str:
    lines = [comment or f"{title[0].upper()}{title[1:]}.", ""]
    for field in fields:
        words = f" ({', '.join(field.words)})" if field.words else ""
        need = "; required" if field.required else ""
        lines.append(f"{field.name}: {field.help}{words}{need}")
    return "\n".join(lines)


def _initialiser(name: str, fields: Iterable[FieldInfo]) -> Any:
    """Part's, with a signature of its own for help() and completion."""

    def __init__(self: Part, *values: Any, **named: Any) -> None:
        Part.__init__(self, *values, **named)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter("self", kind)]
    parameters += [inspect.Parameter(field.name, kind, default=...) for field in fields]
    __init__.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    __init__.__qualname__ = f"{name}.__init__"
    return __init__


def make_classes(methods: type) -> dict[str, type[Part]]:
    """All classes by name, each after those of its fields; Topology has these methods as well."""
    classes: dict[str, type[Part]] = {}
    for struct in json.loads(_v6lab.structs()):
        name = class_name(struct["name"])
        fields = tuple(_field(said, classes) for said in struct["fields"])
        names = tuple(field.name for field in fields)
        bases = (methods, Part) if name == "Topology" else (Part,)
        classes[name] = type(
            name,
            bases,
            {
                "__slots__": names,
                "__module__": MODULE,
                "__doc__": _doc(struct["title"], struct["comment"], fields),
                "__init__": _initialiser(name, fields),
                "__match_args__": names,
                "fields": fields,
                "_by_name": {field.name: field for field in fields},
            },
        )
    return classes
