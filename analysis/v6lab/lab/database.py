# SPDX-License-Identifier: GPL-2.0-only
"""Whether a database holds the runs of a variant, as the simulation gives them."""
from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from v6lab.errors import InputError, RunError
from v6lab.lab.exercise import Evidence, Exercise, Run
from v6lab.lab.folder import NotOwn
from v6lab.result import Result

_MOST_BYTES = 200 * 1024 * 1024
# Of the day, not of the run; a topology's run is called as its file.
_WITHOUT = {"run_id", "started_at", "wall_seconds", "version", "scenario"}
_Rows = list[tuple[Any, ...]]


def missing_runs(path: Path, exercise: Exercise, evidence: Evidence) -> dict[str, str]:
    """Why a run is not there, by its label; empty if all are.

    Raises InputError for a file that is no database of this program, NotOwn if it holds none of
    the variant's runs, or one that was changed.
    """
    with tempfile.TemporaryDirectory(prefix="v6lab-lab-") as scratch:
        copy = Path(scratch) / "handed-in.sqlite"  # theirs stays as it is, whatever is opened
        _copied(path, copy)
        own = next(iter(evidence.results.values())).db
        try:
            _same_schema(path, copy, Path(own))
            return _looked_for(path, copy, exercise, evidence)
        except NotOwn:
            raise
        except (sqlite3.Error, RunError) as error:
            raise InputError(f"{path}: cannot be read: {error}") from None


def _copied(path: Path, copy: Path) -> None:
    try:
        size = path.stat().st_size
        if not path.is_file() or size > _MOST_BYTES:
            raise InputError(f"{path}: allowed is a file of at most {_MOST_BYTES >> 20} MiB")
        shutil.copyfile(path, copy)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)


def _same_schema(path: Path, theirs: Path, ours: Path) -> None:
    """Its views are then the program's own, and safe to ask."""
    found = []
    for one in (theirs, ours):
        connection = _open(one)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            declared = "SELECT type, name, sql FROM sqlite_master"
            declared += " WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
            found.append((version, connection.execute(declared).fetchall()))
        finally:
            connection.close()
    (version, schema), (own_version, own_schema) = found
    if version == 0:
        raise InputError(f"{path}: not a database of v6lab: it has no schema version")
    if version != own_version:
        raise InputError(
            f"{path}: schema version {version}, this program has {own_version}: run again with it"
        )
    if schema != own_schema:
        raise NotOwn(f"{path}: its tables or views are not those that the program makes")


def _looked_for(
    path: Path, copy: Path, exercise: Exercise, evidence: Evidence
) -> dict[str, str]:
    connection = _open(copy)
    connection.row_factory = sqlite3.Row
    try:
        runs = [dict(row) for row in connection.execute("SELECT * FROM v_run")]
    finally:
        connection.close()
    missing = {}
    for run in exercise.runs():
        result = evidence.results[run.label]
        reasons = [_unlike(row, run, result, copy) for row in runs]
        if None in reasons:
            row = runs[reasons.index(None)]
            _same_content(path, Result(copy, row["run_id"]), result, run.label, row["version"])
        else:
            missing[run.label] = _nearest(run, reasons)
    if len(missing) == len(exercise.runs()):
        raise NotOwn(f"{path}: " + (next(iter(missing.values())) if runs else "holds no run"))
    return missing


def _unlike(row: Mapping[str, Any], run: Run, result: Result, copy: Path) -> tuple[int, str] | None:
    """How near a recorded run comes and what is different; None for the one looked for."""
    own = result.info
    if not run.file and row["scenario"] != own["scenario"]:
        return 0, f"it is of {row['scenario']}, not of {own['scenario']}"
    options = _options(row["options"])
    for name in sorted({*options, *own["options"]} - {"topology"}):  # the hash of a file's: below
        if options.get(name) != own["options"].get(name):
            return 1, f"option {name} is not that of your variant ({options.get(name)})"
    try:
        different = result.topology.differences(Result(copy, row["run_id"]).topology)
    except (InputError, RunError):
        different = ["it is not recorded"]
    if different:
        return 2, f"its topology is not that of your variant: {different[0].split(':')[0]}"
    for name in ("seed", "run"):
        if row[name] != own[name]:
            return 3, f"its {name} is {row[name]}, that of your variant is {own[name]}"
    if row["level"] != own["level"]:
        return 4, f"it was recorded with --record {row['level']}; allowed is {own['level']}"
    if row["status"] != own["status"]:
        return 5, f"it is {row['status']}: run it again and let it end"
    return None


def _options(text: Any) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {"": "no JSON object"}


def _nearest(run: Run, reasons: list[tuple[int, str] | None]) -> str:
    near = max((reason for reason in reasons if reason is not None), default=None)
    return f"no run {run.label} of your variant" + (f"; the nearest: {near[1]}" if near else "")


def _same_content(path: Path, theirs: Result, own: Result, label: str, version: str) -> None:
    for view in own.views():
        if _content(theirs, view) == _content(own, view):
            continue
        if version != own.info["version"]:
            raise InputError(
                f"{path}: run {label} was recorded by v6lab {version}, this is "
                f"{own.info['version']}: run again with it"
            )
        raise NotOwn(
            f"{path}: run {label} differs in {view} from what the simulation gives: it was "
            "changed by hand, or made by another build of v6lab: run it again with this one"
        )


def _content(result: Result, view: str) -> _Rows:
    connection = _open(Path(result.db))
    try:
        columns = connection.execute(f'SELECT * FROM "{view}" LIMIT 0').description
        kept = ", ".join(name for name, *_ in columns if name not in _WITHOUT)
        asked = f'SELECT {kept} FROM "{view}" WHERE run_id = ?'
        return connection.execute(asked, (result.run_id,)).fetchall()
    finally:
        connection.close()
