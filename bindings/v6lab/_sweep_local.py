# SPDX-License-Identifier: GPL-2.0-only
"""Dask's processes on this machine: how they start, what they hear, and when none is left."""
from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

_LOOK, _ALONE = 1.0, 60.0  # seconds between looks, and without any worker


def local_cluster(dask: Any, processes: int, folder: str) -> Any:
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


@contextmanager
def main_hidden() -> Iterator[None]:
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


@contextmanager
def heard_afterwards() -> Iterator[None]:
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


@contextmanager
def given_up_when_alone(client: Any, futures: list[Any]) -> Iterator[None]:
    """Dask starts a local worker that died again, once; when that fails too, and no other is left,
    it would wait for ever. (To a scheduler elsewhere they may still come, as a batch job does.)"""
    over = threading.Event()

    def watch() -> None:
        alone = 0.0
        while alone < _ALONE and not over.wait(_LOOK):
            alone = 0.0 if client.cluster.scheduler.workers else alone + _LOOK
        if not over.is_set():
            client.cancel(futures)

    watcher = threading.Thread(target=watch, name="v6lab-sweep-watch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
