# SPDX-License-Identifier: GPL-2.0-only
"""Runs, each in a process of its own: ns-3 simulates once in a process, and Python survives all."""
from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, Optional, Union

from v6lab import _v6lab
from v6lab._words import attributes, one_each, switch, words
from v6lab.errors import InputError, Interrupted, RunError, V6labWarning
from v6lab.result import Result

if TYPE_CHECKING:
    from v6lab.topology import Topology

_WORKER = os.path.join(os.path.dirname(os.path.abspath(_v6lab.__file__)), "worker")
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
    owner = None if db is not None else _Scratch()
    path = os.path.join(owner.folder, "run.sqlite") if owner else os.fspath(db or "")
    settings: dict[str, Any] = {"db": path, "seed": seed, "run": run}
    if record != "packets":  # what nobody asks for is not warned of
        settings["record"] = record
    settings.update({"pcap": pcap, "parameters": parameters, **options})
    one_each(settings, "; v6lab.sweep() makes runs with several")
    said = [*words(settings), *attributes(ns3)]
    with ExitStack() as stack:
        worker = _Worker(design, said, stack)
        bar = stack.enter_context(_Bar(_label(design), progress))
        for event in worker.events():
            bar.show(event)
        if worker.end:
            bar.finish()
    result = _result_of(worker, path, owner)
    if check and not result.passed:
        raise _failed(_told(result), result)
    return result


class _Scratch:
    """A folder that is gone when nobody has it any more."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="v6lab-")
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


def _label(design: Any) -> str:
    return design if isinstance(design, str) else str(getattr(design, "name", design))


class _Worker:
    """The process that simulates, and what it told."""

    def __init__(self, design: Any, said: list[str], stack: ExitStack) -> None:
        self.interrupts = 0
        self.process: Optional[subprocess.Popen[bytes]] = None
        self._listen(stack)
        self.complaints = ""  #: what it wrote on stderr, without the program's name
        self.run_id: Optional[str] = None
        self.end: Optional[dict[str, Any]] = None
        self.error: Optional[dict[str, Any]] = None
        topology = design if hasattr(design, "_json") else None
        if not topology and not isinstance(design, (str, os.PathLike)):
            raise InputError(f"{design!r}: allowed is a scenario's name, a file or a Topology")
        given = _memory("topology", topology._json() if topology else "", stack)
        self._stderr = _memory("stderr", "", stack)
        kind, name = ("topology", "topology") if topology else ("design", os.fspath(design))
        # A group of its own: Ctrl-C of a terminal comes by this process alone, as in notebooks.
        process = stack.enter_context(
            subprocess.Popen(
                [_WORKER, kind, name, *said],
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                process_group=0,
            )
        )
        self.process = process
        stack.callback(self._end)
        if self.interrupts > 0:
            process.send_signal(signal.SIGINT)

    def events(self) -> Iterator[dict[str, Any]]:
        """How far it is, until it has ended; Ctrl-C is passed on, a second one kills."""
        assert self.process is not None and self.process.stdout is not None
        rest = b""
        while chunk := os.read(self.process.stdout.fileno(), 1 << 16):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                event = json.loads(line)
                self.run_id = event.get("run_id", self.run_id)
                self.end = event.get("end", self.end)
                self.error = event.get("error", self.error)
                if "simulated" in event:
                    yield event
        self.process.wait()
        self._stderr.seek(0)
        text = self._stderr.read().decode(errors="replace").strip()
        self.complaints = "\n".join(line.removeprefix("v6lab: ") for line in text.splitlines())

    def _listen(self, stack: ExitStack) -> None:
        """
        Ctrl-C is heard by a handler, as an exception could come where nothing expects it. Only the
        main thread hears of it, and who has a handler of their own has it still.
        """
        usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if usual and threading.current_thread() is threading.main_thread():
            stack.callback(signal.signal, signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGINT, self._pass_on)

    def _pass_on(self, _number: int, _frame: Any) -> None:
        self.interrupts += 1
        if self.process is not None:
            first = self.interrupts == 1
            self.process.send_signal(signal.SIGINT if first else signal.SIGKILL)

    def _end(self) -> None:
        if self.process is not None and self.process.poll() is None:  # somebody else's exception
            self.process.kill()


def _memory(name: str, text: str, stack: ExitStack) -> IO[bytes]:
    """A file in memory, so that no pipe can be full while nobody reads."""
    file = stack.enter_context(os.fdopen(os.memfd_create(name), "w+b"))
    file.write(text.encode())
    file.seek(0)
    return file


def _tqdm() -> Any:
    """The bar for where Python runs: in notebooks without widgets it is text, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm
    return tqdm


class _Bar:
    """tqdm's bar over simulated time; nothing for a run of less than half a second."""

    def __init__(self, label: str, wanted: Optional[bool]) -> None:
        self._label = label
        self._wanted = _is_watched() if wanted is None else wanted
        self._bar: Any = None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, event: Mapping[str, float]) -> None:
        """Moves it."""
        if not self._wanted:
            return
        if self._bar is None:
            form = "{l_bar}{bar}| {n:.2f}/{total:.2f} s simulated [{elapsed}<{remaining}]"
            self._bar = _tqdm()(total=event["end_at"], desc=self._label, bar_format=form)
        self._bar.n = min(event["simulated"], event["end_at"])
        self._bar.refresh()

    def finish(self) -> None:
        """Fills it: most runs are over before the last workload had to be."""
        if self._bar is not None:
            self._bar.total = self._bar.n
            self._bar.refresh()


def _is_watched() -> bool:
    return "ipykernel" in sys.modules or bool(sys.stderr and sys.stderr.isatty())


def _result_of(worker: _Worker, path: str, owner: Any) -> Result:
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


def _kept(worker: _Worker, path: str, owner: Any) -> Optional[Result]:
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
