# SPDX-License-Identifier: GPL-2.0-only
"""Runs, each in a process of its own."""
from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Optional, Union

from v6lab._bars import RunBar, label_of
from v6lab._scratch import Scratch
from v6lab._worker import Worker
from v6lab._words import attributes, one_each, switch, words
from v6lab.errors import InputError, Interrupted, RunError, V6labWarning
from v6lab.result import Result

if TYPE_CHECKING:
    from v6lab.topology import Topology

_INTERRUPTED = 130
_INCOMPLETE = "interrupted: what was recorded so far is kept, marked incomplete"


def run(
    design: Union[str, os.PathLike[str], Topology],
    *,
    db: Union[str, os.PathLike[str], None] = None,
    pcap: Union[str, os.PathLike[str], None] = None,
    seed: int = 1,
    run: int = 1,
    record: str = "packets",
    parameters: Union[str, os.PathLike[str], None] = None,
    ns3: Optional[Mapping[str, Any]] = None,
    check: bool = False,
    progress: Optional[bool] = None,
    **options: Any,
) -> Result:
    """Simulates, records and checks a scenario, a file or a Topology.

    design: name of a scenario, path of a topology file or ARM template, or a Topology
    db: the database to record into, which may hold other runs; a temporary one by default
    pcap: folder for captures of every device
    seed, run: of the random numbers
    record: flows, events or packets: how much is recorded
    parameters: parameters file of an ARM template
    ns3: ns-3's own attributes: {"ns3::Class::Attribute": value}
    check: raise RunError if a check fails
    progress: show a bar; by default in notebooks and on terminals
    options: of the scenario, as v6lab.options(name) lists them

    Raises InputError for wrong arguments and faulty designs, RunError for a run that failed, and
    Interrupted, a KeyboardInterrupt, when Ctrl-C ended it. What was recorded before is kept.
    """
    switch("progress", progress, unset=True)
    switch("check", check)
    owner = None if db is not None else Scratch()
    path = os.path.join(owner.folder, "run.sqlite") if owner else os.fspath(db or "")
    settings: dict[str, Any] = {"db": path, "seed": seed, "run": run}
    if record != "packets":  # what nobody asks for is not warned of
        settings["record"] = record
    settings.update({"pcap": pcap, "parameters": parameters, **options})
    one_each(settings, "; v6lab.sweep() makes runs with several")
    said = [*words(settings), *attributes(ns3)]
    with ExitStack() as stack:
        worker = Worker(design, said, stack)
        bar = stack.enter_context(RunBar(label_of(design), progress))
        for event in worker.events():
            bar.show(event)
        if worker.end:
            bar.finish()
    result = _result_of(worker, path, owner)
    if check and not result.passed:
        raise _failed(_told(result), result)
    return result


def _result_of(worker: Worker, path: str, owner: Any) -> Result:
    if worker.error is not None:
        if worker.error["input"]:
            raise InputError(*worker.error["messages"])
        raise _failed("\n".join(worker.error["messages"]), _kept(worker, path, owner))
    assert worker.process is not None
    code = worker.process.returncode
    if worker.end is None:
        kept = _kept(worker, path, owner)
        if worker.interrupts > 0:
            raise _interrupted(kept)
        if code == 2:  # ns-3 crashed on an attribute that was given, and the worker said which
            raise InputError(worker.complaints)
        raise _failed(_death(code, worker.complaints), kept)
    result = _opened(path, owner, worker.end)
    for warning in result.warnings:
        warnings.warn(warning, V6labWarning, stacklevel=3)
    if worker.end["status"] != "complete":
        if worker.interrupts > 0:
            raise _interrupted(result)
        raise _failed(_INCOMPLETE, result)
    return result


def _opened(path: str, owner: Any, end: Mapping[str, Any]) -> Result:
    result = Result._known(path, end["run_id"])
    result.warnings = end["warnings"]
    result.assumptions = end["assumptions"]
    result.left_out = [(name, kind, what) for name, kind, what in end["left_out"]]
    result._owner = owner
    return result


def _kept(worker: Worker, path: str, owner: Any) -> Optional[Result]:
    """What a process that died had recorded, if it came so far."""
    if worker.run_id is None:
        return None
    try:
        result = Result(path, worker.run_id)
    except (InputError, RunError):
        return None
    result._owner = owner
    return result


def _death(code: int, complaints: str) -> str:
    if code < 0:
        name = signal.Signals(-code).name
        how = f"the run was killed by {name}; what it had recorded is marked incomplete"
    elif code == _INTERRUPTED:
        how = "the run was interrupted before it was complete"
    else:
        how = f"the run ended with status {code}"
    return f"{how}\n{complaints}".strip()


def _told(result: Result) -> str:
    checks = result.checks("passed = 0")
    lines = [
        f"{name}: expected {expected}; observed {observed}"
        for name, expected, observed in zip(checks.name, checks.expected, checks.observed)
    ]
    return "\n".join([f"{len(lines)} checks failed", *lines])


def _failed(message: str, result: Optional[Result]) -> RunError:
    error = RunError(message)
    error.result = result
    return error


def _interrupted(result: Optional[Result]) -> Interrupted:
    error = Interrupted(_INCOMPLETE)
    error.result = result
    return error
