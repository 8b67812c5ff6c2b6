# SPDX-License-Identifier: GPL-2.0-only
"""The lab's text for one student: the same for all, with the student's addresses and questions."""
from __future__ import annotations

import re

from v6lab.errors import RunError
from v6lab.lab.catalogue import text_of
from v6lab.lab.exercise import EXPLAIN, PRELAB, TASK, Exercise, Question

DATABASE = "run.sqlite"
CAPTURES = "captures"
DATABASE_POINTS = 2
CAPTURE_POINTS = 1

_PLACES = {"prelab": PRELAB, "tasks": TASK, "explain": EXPLAIN}
_RIGHT = {
    PRELAB: "any answer of the right form: it is a prediction",
    TASK: "what your run says",
    EXPLAIN: "read by your teacher",
}


def readme(exercise: Exercise) -> str:
    """The text in Markdown; the figure is topology.svg beside it."""
    facts = {**_built(exercise), **exercise.facts()}

    def fill(found: re.Match[str]) -> str:
        if found[1] not in facts:
            raise RunError(f"{exercise.name}: text.md asks for {found[0]}, which is not known")
        return facts[found[1]]

    return re.sub(r"\{\{(\w+)\}\}", fill, text_of(exercise))


def commands(exercise: Exercise) -> list[str]:
    """A command for each run; with captures if the lab has capture points."""
    return [
        f"v6lab run {' '.join(run.words())} --seed {exercise.seed} --db {DATABASE}"
        + (f" --pcap {CAPTURES}/{run.label}" if exercise.captures else "")
        for run in exercise.runs()
    ]


def points_of(exercise: Exercise) -> dict[str, int]:
    """The most points of each part of the hand-in; what a teacher reads is under EXPLAIN."""
    found = {"database": DATABASE_POINTS}
    if exercise.captures:
        found["captures"] = CAPTURE_POINTS
    for question in exercise.questions():
        found[question.part] = found.get(question.part, 0) + question.points
    return found


def _built(exercise: Exercise) -> dict[str, str]:
    questions = exercise.questions()
    return {
        "title": exercise.title,
        "student": exercise.draw.student,
        "variant": exercise.draw.variant,
        "course": f" of the course {exercise.draw.course}" if exercise.draw.course else "",
        "minutes": str(exercise.minutes),
        "seed": str(exercise.seed),
        "commands": "\n".join(["```sh", *commands(exercise), "```"]),
        "captures": "\n".join(f"- `{CAPTURES}/{a}/{b}.pcap`" for a, b in exercise.captures),
        "rubric": _rubric(exercise),
        **{name: _asked(questions, part) for name, part in _PLACES.items()},
    }


def _asked(questions: list[Question], part: str) -> str:
    rows = ["| answer | question | form | points |", "|---|---|---|---|"]
    for one in questions:
        if one.part == part:
            rows.append(f"| `{one.id}` | {one.text} | {one.form.says()} | {one.points} |")
    return "\n".join(rows)


def _rubric(exercise: Exercise) -> str:
    rows = ["| for | points | what counts |", "|---|---|---|"]
    what = {
        "database": f"`{DATABASE}` holds every run, complete, of your variant",
        "captures": f"`{CAPTURES}/` holds the capture points above, of your run",
        **_RIGHT,
    }
    names = {PRELAB: "predictions", TASK: "tasks", EXPLAIN: "explanation"}
    points = points_of(exercise)
    rows += [f"| {names.get(k, k)} | {n} | {what[k]} |" for k, n in points.items()]
    checked = sum(n for k, n in points.items() if k != EXPLAIN)
    return "\n".join([*rows, f"| | {sum(points.values())} | {checked} of them by `lab check` |"])
