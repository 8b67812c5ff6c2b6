# SPDX-License-Identifier: GPL-2.0-only
"""Who makes the runs of a sweep: a Dask cluster, of this machine or one that is there."""
from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, Optional

from v6lab import _sweep_task
from v6lab._sweep_local import given_up_when_alone, heard_afterwards, local_cluster, main_hidden
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
            if self._scheduler is None:
                stack.enter_context(given_up_when_alone(client, list(futures)))
            for future in dask.as_completed(list(futures), loop=client.loop):
                yield futures[future], _answer(future)
                future.release()

    def _client(self, dask: Any, stack: ExitStack, tasks: int) -> Any:
        if self._scheduler is None:
            stack.enter_context(main_hidden())
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="v6lab-dask-"))
            with heard_afterwards():
                cluster = stack.enter_context(local_cluster(dask, min(self._jobs, tasks), folder))
                return stack.enter_context(dask.Client(cluster, set_as_default=False))
        if not isinstance(self._scheduler, str):
            return self._scheduler
        try:
            client = dask.Client(self._scheduler, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            said = str(error) or type(error).__name__
            raise InputError(f"scheduler={self._scheduler!r}: no Dask scheduler there: {said}") from None
        return stack.enter_context(client)


def _dask() -> Any:
    try:
        with heard_afterwards():
            import distributed
    except ImportError as error:
        raise ImportError(f"v6lab.sweep() needs Debian's python3-distributed: {error}") from None
    return distributed


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
