# SPDX-License-Identifier: GPL-2.0-only
"""The runs of a variant made again: the simulation is deterministic, so they are what a student's
database and captures have to hold."""
from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from v6lab.lab.exercise import Evidence, Exercise, Run
from v6lab.result import Result
from v6lab.running import run as simulate


@contextmanager
def evidence_of(exercise: Exercise) -> Iterator[Evidence]:
    """The runs, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="v6lab-lab-") as scratch:
        folder = Path(scratch)
        results = {run.label: _made(exercise, run, folder) for run in exercise.runs()}
        yield Evidence(results, folder / "captures")


def _made(exercise: Exercise, run: Run, folder: Path) -> Result:
    captures = folder / "captures" / run.label
    if exercise.captures:
        captures.mkdir(parents=True)
    options: dict[str, Any] = dict(run.options)
    return simulate(
        run.design,
        db=folder / "run.sqlite",
        pcap=captures if exercise.captures else None,
        seed=exercise.seed,
        progress=False,
        **options,
    )
