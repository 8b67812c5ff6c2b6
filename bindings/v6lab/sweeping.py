# SPDX-License-Identifier: GPL-2.0-only
"""Many runs of one design, on this machine or on a Dask cluster, only those that are missing."""
from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Optional, Union

from v6lab import _v6lab
from v6lab._bars import SweepBar, label_of
from v6lab._scratch import Scratch
from v6lab._sweep_cluster import Workers
from v6lab._sweep_errors import check_names, told_in_python
from v6lab._sweep_words import joined, named, path_text, spelt, split
from v6lab._sweep_work import Work
from v6lab._words import attributes, one_each, switch, text, words
from v6lab.errors import InputError, Interrupted
from v6lab.swept import Sweep

if TYPE_CHECKING:
    import pandas

Path = Union[str, os.PathLike[str]]


def sweep(
    design: Path,
    axes: Optional[Mapping[str, Iterable[Any]]] = None,
    *,
    runs: int = 1,
    seed: int = 1,
    db: Optional[Path] = None,
    jobs: Optional[int] = None,
    scheduler: Any = None,
    record: str = "packets",
    parameters: Optional[Path] = None,
    ns3: Optional[Mapping[str, Any]] = None,
    resume: bool = False,
    progress: Optional[bool] = None,
    **options: Any,
) -> Sweep:
    """Makes every combination of the axes' values, each `runs` times; what is there already is not
    made again, so that the same call goes on with a sweep that was interrupted.

    design: name of a scenario, or path of a topology file or ARM template
    axes: options that vary, with their values: {"spokes": [2, 4, 8]}; ns-3's attributes as well
    runs: of each combination, with run numbers from 1 on and the same seed
    db: the database that all runs are merged into; a temporary one by default
    jobs: runs at a time, on this machine; by default as many as it has processors
    scheduler: a Dask cluster to use instead: its address, or a distributed.Client
    record, parameters, ns3: as of run()
    resume: go on with a database that holds other runs too
    progress: show a bar; by default in notebooks and on terminals
    options: of the scenario; one with a list of values is an axis

    A failed run stands in the result's `failed`, and does not stop the rest. Raises InputError for
    wrong arguments and faulty designs before anything runs, RunError for a database that cannot be
    written or that another sweep is at work on, and Interrupted, a KeyboardInterrupt, for Ctrl-C.
    """
    switch("progress", progress, unset=True)
    switch("resume", resume)
    owner = None if db is not None else Scratch()
    path = os.path.join(owner.folder, "sweep.sqlite") if owner else os.fspath(db or "")
    one_each({"runs": runs, "seed": seed, "jobs": jobs, "record": record})
    varying, fixed = split(axes or {}, options)
    said = [named(design)]
    check_names(said[0], [*varying, *fixed])
    said += words({"db": path, "runs": runs, "seed": seed, "record": record, "jobs": jobs})
    said += words({"parameters": parameters, **fixed})
    said += attributes(ns3)
    said += [f"--set={spelt(name)}={joined(name, values)}" for name, values in varying.items()]
    with told_in_python(said[0], fixed):
        files = _v6lab.SweepFiles([*said, *(["--resume"] if resume else [])])
    try:
        with told_in_python(said[0], fixed):
            plan = json.loads(files.plan())
        given = {"seed": seed, "record": record, "parameters": path_text(parameters), **fixed}
        tasks = _tasks(plan, given, ns3 or {})
        workers = Workers(scheduler, jobs)
        with told_in_python(said[0], fixed):
            files.open()
        work = Work(plan, files)
        with SweepBar(label_of(design), len(tasks), progress) as bar:
            _make(tasks, workers, work, bar)
    finally:
        files.close()
    return _swept(plan, varying, work, owner)


def merge(*databases: Path, into: Path) -> None:
    """Merges databases of runs into another: each run is there once, whatever was there before."""
    if not databases:
        raise InputError("database is missing: merge(DATABASE, ..., into=FILE)")
    for database in databases:
        _v6lab.merge(os.fspath(into), os.fspath(database))


def _tasks(
    plan: Mapping[str, Any], given: Mapping[str, Any], ns3: Mapping[str, Any]
) -> dict[int, dict[str, Any]]:
    """What is to be done for each missing run, by its place in the plan."""
    tasks = {}
    for place, entry in enumerate(plan["runs"]):
        if entry["place"] != "missing":
            continue
        values = dict(zip(plan["axes"], entry["values"]))
        attributes = {name: value for name, value in values.items() if name.startswith("ns3::")}
        options = {name: value for name, value in values.items() if name not in attributes}
        common = {name: value for name, value in given.items() if spelt(name) not in entry["left_out"]}
        tasks[place] = {
            "design": plan["design"],
            "version": plan["version"],
            "file": entry["file"],
            "arguments": {**common, **options, "run": entry["run"], "ns3": {**ns3, **attributes}},
        }
    return tasks


def _make(
    tasks: Mapping[int, Mapping[str, Any]], workers: Workers, work: Work, bar: SweepBar
) -> None:
    try:
        for place, answer in workers.answers(tasks):
            work.settle(place, answer)
            bar.move(len(work.reasons))
    except KeyboardInterrupt:
        work.finish()
        done = work.status.count("complete")
        said = f"interrupted: {done} of {len(work.status)} runs are complete; the same call goes on"
        raise Interrupted(said) from None


def _swept(
    plan: Mapping[str, Any], varying: Mapping[str, list[Any]], work: Work, owner: Any
) -> Sweep:
    frame, names = _frame(plan, varying, work)
    failed = frame[frame.status == "failed"].drop(columns="status").reset_index(drop=True)
    places = [place for place, status in enumerate(work.status) if status == "failed"]
    failed["reason"] = [work.reasons[place] for place in places]
    failed["command"] = [work.runs[place]["command"] for place in places]
    result = Sweep(plan["database"], frame, names, failed)
    result._owner = owner
    return result


def _frame(
    plan: Mapping[str, Any], varying: Mapping[str, list[Any]], work: Work
) -> tuple[pandas.DataFrame, list[str]]:
    """One row a run; the axes have the names and the values that were given."""
    import pandas

    originals = [{text(value): value for value in values} for values in varying.values()]
    columns: dict[str, list[Any]] = {"run_id": [run["run_id"] for run in work.runs]}
    for number, name in enumerate(varying):
        columns[name] = [originals[number][run["values"][number]] for run in work.runs]
    columns["run"] = [run["run"] for run in work.runs]
    columns["status"] = list(work.status)
    return pandas.DataFrame(columns), list(varying)
