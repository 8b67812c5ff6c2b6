# SPDX-License-Identifier: GPL-2.0-only
"""A student's directory: made by start, and whose it is."""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Union

from v6lab.errors import InputError, RunError
from v6lab.lab import sheet
from v6lab.lab.catalogue import exercise_of
from v6lab.lab.exercise import Exercise
from v6lab.lab.text import commands, readme

TICKET = "lab.json"
README = "README.md"
FIGURE = "topology.svg"
_KEYS = ("lab", "student", "course", "variant")


class NotOwn(RunError):
    """What was handed in is somebody else's, or was changed by hand."""


def start(
    lab: str, student: str, folder: Union[str, os.PathLike[str], None] = None, course: str = ""
) -> Path:
    """Makes the directory of a student: text, figure, topologies, an empty sheet of answers.

    Raises InputError for a wrong name or id, and for a directory that has something in it. If it
    fails, as without graphviz, what it has made is taken back.
    """
    exercise = exercise_of(lab, student, course)
    path = Path(folder) if folder is not None else Path(f"{lab}-{exercise.draw.student}")
    try:
        new = not path.exists()
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise InputError(f"{path}: is not empty; allowed is a directory that is new or empty")
        try:
            _write(exercise, path)
        except BaseException:  # half of it would be in the way of the next try
            _take_back(path, new)
            raise
    except OSError as error:
        raise InputError(f"{path}: cannot be made: {error.strerror}") from None
    return path


def _take_back(path: Path, new: bool) -> None:
    for file in path.iterdir():
        file.unlink()
    if new:
        path.rmdir()


def _write(exercise: Exercise, path: Path) -> None:
    draw = exercise.draw
    for run in exercise.runs():
        if run.file:
            run.topology().save(path / run.file)
        if run.label == exercise.picture:
            run.topology().save(path / FIGURE)
    blank = sheet.blank(draw.lab, draw.student, draw.variant, exercise.questions())
    (path / sheet.NAME).write_text(blank, encoding="utf-8")
    (path / README).write_text(readme(exercise), encoding="utf-8")
    ticket = dict(zip(_KEYS, (draw.lab, draw.student, draw.course, draw.variant)))
    told = {**ticket, "seed": exercise.seed, "commands": commands(exercise)}
    text = json.dumps(told, indent=2, ensure_ascii=False)
    (path / TICKET).write_text(text + "\n", encoding="utf-8")


def owner(path: Path) -> Exercise:
    """The exercise that a directory is for.

    Raises InputError for a directory that start has not made, NotOwn for one whose ticket was
    changed by hand.
    """
    if not path.is_dir():
        raise InputError(f"{path}: is no directory; make one with: v6lab lab start")
    said = _ticket(path / TICKET)
    try:
        exercise = exercise_of(said["lab"], said["student"], said["course"])
    except InputError as error:
        raise InputError(f"{path / TICKET}: {error}") from None
    if said["variant"] != exercise.draw.variant or said["student"] != exercise.draw.student:
        raise NotOwn(
            f"{path / TICKET}: student {said['student']!r} does not have variant "
            f"{said['variant'][:32]!r}: the file was changed by hand"
        )
    return exercise


def _ticket(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: is missing, so nobody knows whose directory it is") from None
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{path}: cannot be read") from None
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: is no JSON: {str(error)[:200]}") from None
    for key in _KEYS:
        if not isinstance(said, dict) or not isinstance(said.get(key), str):
            raise InputError(f'{path}: "{key}" is missing or no text; `start` writes this file')
    return {key: said[key] for key in _KEYS}
