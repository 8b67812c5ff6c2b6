# SPDX-License-Identifier: GPL-2.0-only
"""The process that makes a run: ns-3 simulates once in a process, and Python survives all."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Any, Optional

from v6lab import _v6lab
from v6lab.errors import InputError

_WORKER = os.path.join(os.path.dirname(os.path.abspath(_v6lab.__file__)), "worker")


class Worker:
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
