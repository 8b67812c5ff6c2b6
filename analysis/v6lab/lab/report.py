# SPDX-License-Identifier: GPL-2.0-only
"""Reports as text for students, JSON for gradebooks and CSV for a class."""
from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from v6lab.lab.grade import GRADED, Report


def as_text(report: Report) -> str:
    """For people: a line for each mark."""
    lines = [f"{report.folder}: {report.lab or 'no lab'}, {report.student or 'nobody known'}"]
    if report.status != GRADED:
        return "\n".join([*lines, f"  {report.status}: {report.reason}", *_notes(report)])
    width = max(len(mark.id) for mark in report.marks)
    for mark in report.marks:
        lines.append(f"  {mark.points}/{mark.of}  {mark.id:{width}}  {mark.said}")
    for name, most in report.for_teacher.items():
        state = "your teacher reads it" if report.texts[name] else "no answer"
        lines.append(f"  -/{most}  {name:{width}}  {state}")
    lines += [*_notes(report), f"  {report.points} of {report.of} points{_open(report)}"]
    return "\n".join(lines)


def _notes(report: Report) -> list[str]:
    return [f"  note: {note}" for note in report.notes]


def _open(report: Report) -> str:
    most = sum(report.for_teacher.values())
    return f", and up to {most} by your teacher" if most else ""


def as_json(report: Report, with_key: bool = False) -> dict[str, Any]:
    """For programs; the key stands in it for teachers only."""
    found = {
        "folder": report.folder,
        "status": report.status,
        "reason": report.reason,
        "lab": report.lab,
        "student": report.student,
        "course": report.course,
        "points": report.points,
        "of": report.of,
        "marks": [vars(mark) for mark in report.marks],
        "for_teacher": [
            {"id": name, "of": most, "text": report.texts[name]}
            for name, most in report.for_teacher.items()
        ],
        "notes": report.notes,
    }
    if with_key:
        found["key"] = report.shown_key
    return found


def as_csv(reports: Sequence[Report]) -> str:
    """A line for each directory: points in all, then by question."""
    columns = list(dict.fromkeys(mark.id for report in reports for mark in report.marks))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    head = ["folder", "lab", "student", "course", "status", "points", "of", "for_teacher"]
    writer.writerow([*head, *columns, "reason", "notes"])
    for report in reports:
        points = {mark.id: mark.points for mark in report.marks}
        most = sum(report.for_teacher.values())
        told: list[Any] = [report.folder, report.lab, report.student, report.course]
        told += [report.status, report.points, report.of, most]
        told += [points.get(column, "") for column in columns]
        writer.writerow([_safe(cell) for cell in [*told, report.reason, "; ".join(report.notes)]])
    return out.getvalue()


def _safe(cell: Any) -> Any:
    """No cell is a formula, whatever a student's file is called."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell
