# SPDX-License-Identifier: GPL-2.0-only
"""The file of answers: written empty, read as it was handed in."""
from __future__ import annotations

import textwrap
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from v6lab.errors import InputError
from v6lab.lab.exercise import EXPLAIN, Question

NAME = "answers.yaml"
_MOST_BYTES = 256 * 1024
_HEADINGS = {"prelab": "Before the run: predict", "task": "Tasks", EXPLAIN: "For your teacher"}


def blank(lab: str, student: str, variant: str, questions: Sequence[Question]) -> str:
    """The text of an empty sheet."""
    lines = [
        f"# Answers of {student} to the lab {lab}. Write between the quotes; an answer left empty",
        "# has no points. Leave the next line as it is: it says whose sheet this is.",
        f"variant: {variant}",
        "answers:",
    ]
    part = ""
    for question in questions:
        if question.part != part:
            part = question.part
            lines += ["", f"  # {_HEADINGS[part]}"]
        about = f"{question.text} [{question.form.says()}]"
        lines += textwrap.wrap(about, 96, initial_indent="  # ", subsequent_indent="  #   ")
        lines += [f"  {question.id}: |", "    "] if part == EXPLAIN else [f'  {question.id}: ""']
    return "\n".join(lines) + "\n"


def read(path: Path, questions: Sequence[Question]) -> tuple[str, dict[str, str]]:
    """The variant that a sheet names, and its answers by question, without those left empty.

    Raises InputError for a file that is missing, no YAML, or of another form; the text says where.
    """
    known = [question.id for question in questions]
    top = _mapping(_parsed(path), str(path), ["variant", "answers"])
    variant, answers = top.get("variant"), top.get("answers", {})
    if not isinstance(variant, str) or not variant:
        raise InputError(f'{path}: "variant" is missing; it says whose sheet this is')
    found = {}
    for key, value in _mapping(answers or {}, f"{path}: answers", known).items():
        if not isinstance(value, str):
            raise InputError(f'{path}: answers: "{key}": allowed is one answer in quotes')
        if value.strip():
            found[key] = value.strip()
    return variant, found


def _parsed(path: Path) -> object:
    yaml: Any = import_module("yaml")  # which has no types in Debian
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if len(raw) > _MOST_BYTES:
        raise InputError(f"{path}: {len(raw)} bytes; a sheet has at most {_MOST_BYTES}")
    try:
        # All values are texts, whatever YAML would take 1:30 or "no" for.
        return yaml.load(raw.decode("utf-8"), Loader=_loader(yaml))
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8 text") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        why = getattr(error, "problem", None) or "cannot be read"
        raise InputError(
            f"{path}{place}: is no YAML: {why} (an address stands in quotes: \"2001:db8::\")"
        ) from None


def _loader(yaml: Any) -> Any:
    """Refuses a key that stands twice, of which YAML's would take the last one."""

    class Loader(yaml.BaseLoader):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen = set()
            for key, _ in node.value:
                if isinstance(key.value, str) and key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"{str(key.value)[:80]} stands twice", key.start_mark)
                seen.add(key.value if isinstance(key.value, str) else None)
            return super().construct_mapping(node, deep)

    return Loader


def _mapping(value: object, what: str, known: Sequence[str]) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InputError(f"{what}: allowed is a mapping with the keys {', '.join(known)}")
    for key in value:
        if key not in known:
            shown = ascii(key)[:80]
            raise InputError(f"{what}: {shown} is no question of it; there are {', '.join(known)}")
    return value
