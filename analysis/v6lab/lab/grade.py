# SPDX-License-Identifier: GPL-2.0-only
"""Points for what a student hands in."""
from __future__ import annotations

import filecmp
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional, Union

from v6lab.errors import InputError
from v6lab.lab import sheet
from v6lab.lab.database import missing_runs
from v6lab.lab.exercise import EXPLAIN, PRELAB, Evidence, Exercise, Question
from v6lab.lab.folder import NotOwn, owner
from v6lab.lab.forms import Malformed
from v6lab.lab.rerun import evidence_of
from v6lab.lab.text import CAPTURE_POINTS, CAPTURES, DATABASE, DATABASE_POINTS
from v6lab.lab.variant import plain_course, plain_id

GRADED = "graded"
REFUSED = "refused"  #: somebody else's, or changed by hand
UNREADABLE = "unreadable"  #: something is missing or of no form


@dataclass(frozen=True)
class Mark:
    """The points of one question or one thing handed in."""

    id: str
    points: int
    of: int
    said: str  #: in a sentence, without the answer


@dataclass
class Report:
    """What came of a directory."""

    folder: str
    status: str = GRADED
    reason: str = ""  #: why it was not graded
    lab: str = ""
    student: str = ""
    course: str = ""
    marks: list[Mark] = field(default_factory=list)
    for_teacher: dict[str, int] = field(default_factory=dict)  #: most points by question
    texts: dict[str, str] = field(default_factory=dict)  #: what a teacher reads, by question
    wrong: dict[str, Any] = field(default_factory=dict)  #: answers that missed the key
    # Not in repr(), which a prompt and a notebook print for students.
    key: dict[str, Any] = field(default_factory=dict, repr=False)  #: of the student's variant
    shown_key: dict[str, str] = field(default_factory=dict, repr=False)  #: the same for people
    notes: list[str] = field(default_factory=list)  #: likenesses to others of the class

    @property
    def points(self) -> int:
        """Those reached."""
        return sum(mark.points for mark in self.marks)

    @property
    def of(self) -> int:
        """Those that could be reached, without what a teacher reads."""
        return sum(mark.of for mark in self.marks)

    @property
    def exit_status(self) -> int:
        """0: all points; 1: some lost, or refused; 2: unreadable."""
        if self.status == UNREADABLE:
            return 2
        return 0 if self.status == GRADED and self.points == self.of else 1


def check(
    folder: Union[str, os.PathLike[str]], student: str = "", course: Optional[str] = None
) -> Report:
    """Grades a directory.

    student: who handed it in, if that is known
    course: the word that students were told, "" for none: directories of others are refused

    What is wrong with the directory stands in the report and raises nothing.
    """
    path = Path(folder)
    report = Report(str(path))
    try:
        exercise = owner(path)
        report.lab = exercise.name
        report.student = exercise.draw.student
        report.course = exercise.draw.course
        if student and plain_id(student) != report.student:
            raise NotOwn(f"{path}: is the directory of {report.student}, not of {student}")
        if course is not None and plain_course(course) != report.course:
            theirs = f"the course {report.course}" if report.course else "no course"
            ours = f"the course {plain_course(course)}" if course else "one without a course"
            raise NotOwn(f"{path}: is a directory of {theirs}, not of {ours}")
        variant, answers = sheet.read(path / sheet.NAME, exercise.questions())
        if variant != exercise.draw.variant:
            raise NotOwn(f"{path / sheet.NAME}: is the sheet of another variant")
        if not (path / DATABASE).exists():
            raise InputError(f"{path / DATABASE}: is missing; README.md has the commands")
        with evidence_of(exercise) as evidence:
            _grade(path, exercise, answers, evidence, report)
    except NotOwn as error:
        report.status, report.reason, report.marks = REFUSED, str(error), []
    except InputError as error:
        report.status, report.reason, report.marks = UNREADABLE, str(error), []
    return report


def key_of(exercise: Exercise) -> dict[str, str]:
    """The answers of a variant, read off its runs, in the words of a sheet."""
    with evidence_of(exercise) as evidence:
        return _shown(exercise, exercise.key(evidence))


def _shown(exercise: Exercise, key: dict[str, Any]) -> dict[str, str]:
    forms = {question.id: question.form for question in exercise.questions()}
    return {name: forms[name].shown(value) for name, value in key.items()}


def _grade(
    path: Path, exercise: Exercise, answers: dict[str, str], evidence: Evidence, report: Report
) -> None:
    missing = missing_runs(path / DATABASE, exercise, evidence)
    told = "; ".join(missing.values()) or "every run is there, complete and of your variant"
    points = 0 if missing else DATABASE_POINTS
    report.marks.append(Mark(DATABASE, points, DATABASE_POINTS, told))
    if exercise.captures:
        report.marks.append(_captures(path / CAPTURES, exercise, evidence))
    report.key = exercise.key(evidence)
    report.shown_key = _shown(exercise, report.key)
    for question in exercise.questions():
        given = answers.get(question.id, "")
        if question.part == EXPLAIN:
            report.for_teacher[question.id] = question.points
            report.texts[question.id] = given
        else:
            report.marks.append(_answered(question, given, report))


def _captures(folder: Path, exercise: Exercise, evidence: Evidence) -> Mark:
    for label, point in exercise.captures:
        name = f"{label}/{point}.pcap"
        theirs = folder / name
        if not theirs.is_file():
            return Mark(CAPTURES, 0, CAPTURE_POINTS, f"{name} is missing")
        if not filecmp.cmp(theirs, evidence.capture(label, point), shallow=False):
            return Mark(CAPTURES, 0, CAPTURE_POINTS, f"{name} is not of your run")
    return Mark(CAPTURES, CAPTURE_POINTS, CAPTURE_POINTS, "every capture is there and of your run")


def _answered(question: Question, given: str, report: Report) -> Mark:
    def mark(points: int, said: str) -> Mark:
        return Mark(question.id, points, question.points, said)

    wanted = f"wanted is {question.form.says()}"
    if not given:
        return mark(0, f"no answer; {wanted}")
    try:
        value = question.form.read(given)
    except Malformed as error:
        return mark(0, f"{ascii(given[:60])} {error}")
    if question.part == PRELAB:
        return mark(question.points, "predicted")
    if question.form.agrees(value, report.key[question.id]):
        return mark(question.points, "right")
    report.wrong[question.id] = value
    return mark(0, f"{question.form.missed}; {wanted}; read {question.read}")
