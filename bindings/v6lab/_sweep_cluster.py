# SPDX-License-Identifier: GPL-2.0-only
"""Dask: a cluster of processes on this machine, or one that is there."""
from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from multiprocessing import resource_tracker
from typing import Any, Optional

from v6lab import _sweep_task
from v6lab.errors import InputError

_CONNECT = "10s"


class Workers:
    """Those who make the runs."""

    def __init__(self, scheduler: Any, jobs: Optional[int]) -> None:
        self._scheduler = scheduler
        self._jobs = jobs or os.cpu_count() or 1
        if scheduler is None:
            return
        if jobs is not None:
            raise InputError(f"jobs={jobs}: the workers of a scheduler are its own; leave it out")
        if not isinstance(scheduler, str) and not hasattr(scheduler, "submit"):
            raise InputError(
                f"scheduler={scheduler!r}: allowed is the address of a Dask scheduler, as in "
                '"tcp://host:8786", or a distributed.Client'
            )

    def answers(
        self, tasks: Mapping[int, Mapping[str, Any]]
    ) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """(place, what make() answered) of each task, as they end.

        When a worker dies, Dask gives its tasks to another one; a run that has killed several
        is answered with a reason. A run's record is complete once, however often it was begun.
        """
        if not tasks:
            return
        with ExitStack() as stack:
            dask = _dask()
            client = self._client(dask, stack, len(tasks))
            futures = {}
            for place, task in tasks.items():
                # Not pure: what an earlier sweep made is another's, and may be gone.
                futures[client.submit(_sweep_task.make, task, pure=False)] = place
            stack.callback(client.cancel, list(futures))
            for future in dask.as_completed(list(futures), loop=client.loop):
                yield futures[future], _answer(future)
                future.release()

    def _client(self, dask: Any, stack: ExitStack, tasks: int) -> Any:
        if self._scheduler is None:
            stack.enter_context(_main_hidden())
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="v6lab-dask-"))
            with _heard_afterwards():
                cluster = stack.enter_context(_local(dask, min(self._jobs, tasks), folder))
                return stack.enter_context(dask.Client(cluster, set_as_default=False))
        if not isinstance(self._scheduler, str):
            return self._scheduler
        try:
            client = dask.Client(self._scheduler, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            said = str(error) or type(error).__name__
            raise InputError(f"scheduler={self._scheduler!r}: no Dask scheduler there: {said}") from None
        return stack.enter_context(client)


@contextmanager
def _heard_afterwards() -> Iterator[None]:
    """A Ctrl-C meanwhile is heard at the end: in the middle of its import or of the start of a
    cluster, it would leave a Dask that never answers in this process again."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is None or threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears it
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if pressed:
            signal.raise_signal(signal.SIGINT)


def _dask() -> Any:
    try:
        with _heard_afterwards():
            import distributed
    except ImportError as error:
        raise ImportError(f"v6lab.sweep() needs Debian's python3-distributed: {error}") from None
    return distributed


def _local(dask: Any, processes: int, folder: str) -> Any:
    """A cluster whose processes do not hear of a terminal's Ctrl-C: they and all that they start
    inherit the mask of the thread that starts them."""
    resource_tracker.ensure_running()  # when it starts, it unblocks the signal again
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        return dask.LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            processes=True,
            memory_limit=0,  # what counts is in the runs' own processes
            local_directory=folder,
            # No dashboard; the HTTP server, which is there anyway, on any free port of this machine:
            # with None Dask wants 8787, and warns when somebody else has it.
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _answer(future: Any) -> Mapping[str, Any]:
    if future.status == "finished":
        answer: Mapping[str, Any] = future.result()
        return answer
    error = future.exception() if future.status == "error" else None
    if error is None:
        return {"reason": "the cluster gave it up"}
    if type(error).__name__ == "KilledWorker":
        return {"reason": "every worker that tried it died"}
    return {"reason": f"{type(error).__name__}: {error}"}


@contextmanager
def _main_hidden() -> Iterator[None]:
    """A new process of multiprocessing runs the user's script again, unless that has a guard that
    nobody remembers. Ours need nothing of it."""
    main = sys.modules["__main__"]
    hidden = {name: vars(main)[name] for name in ("__file__", "__spec__") if name in vars(main)}
    vars(main).pop("__file__", None)
    vars(main)["__spec__"] = None
    try:
        yield
    finally:
        vars(main).update(hidden)
