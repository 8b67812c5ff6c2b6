# SPDX-License-Identifier: GPL-2.0-only
"""Directories of a class side by side: who has whose answers or words, and who is of another course."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from v6lab.lab.exercise import Exercise
from v6lab.lab.catalogue import exercise_class
from v6lab.lab.grade import GRADED, Report
from v6lab.lab.variant import Draw

_LEAST_ANSWERS = 2  # wrong ones that are right for somebody else
_LEAST_WORDS = 8  # that are nobody's by accident


def compare(reports: Sequence[Report]) -> None:
    """Writes into the notes of reports what a teacher should look at. It costs no points."""
    _courses([report for report in reports if report.status == GRADED])
    for one, other in combinations(reports, 2):
        if not one.lab or one.lab != other.lab:
            continue
        if one.student == other.student and one.course == other.course:
            one.notes.append(f"{other.folder} is of the same student")
            other.notes.append(f"{one.folder} is of the same student")
            continue
        _answers(one, other)
        _answers(other, one)
        _texts(one, other)


def _courses(reports: Sequence[Report]) -> None:
    """Directories of a course that is not that of most; all of them, if there is no such."""
    (first, most), *others = Counter(report.course for report in reports).most_common() or [("", 0)]
    if not others:
        return
    tie = others[0][1] == most
    for report in reports:
        if tie or report.course != first:
            theirs = f"the course {report.course}" if report.course else "no course"
            report.notes.append(f"is of {theirs}; directories of another course are checked beside it")


def _answers(one: Report, other: Report) -> None:
    """Wrong answers that are the other's right ones."""
    forms = {question.id: question.form for question in _exercise(one).questions()}
    same = [
        name
        for name, value in one.wrong.items()
        if name in other.key and forms[name].agrees(value, other.key[name])
    ]
    if len(same) >= _LEAST_ANSWERS:
        one.notes.append(f"wrong answers are right for {other.folder}: {', '.join(same)}")


def _texts(one: Report, other: Report) -> None:
    for name, text in one.texts.items():
        words = text.casefold().split()
        if len(words) >= _LEAST_WORDS and words == other.texts.get(name, "").casefold().split():
            one.notes.append(f"{name} has the words of {other.folder}")
            other.notes.append(f"{name} has the words of {one.folder}")


def _exercise(report: Report) -> Exercise:
    return exercise_class(report.lab)(Draw(report.lab, report.student, report.course))
