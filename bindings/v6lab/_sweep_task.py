# SPDX-License-Identifier: GPL-2.0-only
"""What a Dask worker does: one run of a sweep."""
from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Mapping
from typing import Any


def make(task: Mapping[str, Any]) -> dict[str, Any]:
    """Makes the run; {} if it is complete, else {"reason": text}.

    Its database goes into the sweep's folder. A worker that does not see that folder, as on another
    machine, sends the file's bytes: {"bytes": ...}.
    """
    import v6lab

    if v6lab.__version__ != task["version"]:
        said = f"the worker has v6lab {v6lab.__version__}, the sweep is of {task['version']}"
        return {"reason": said}
    folder, name = os.path.split(task["file"])
    if os.path.isdir(folder):
        return _run(task, task["file"])
    with tempfile.TemporaryDirectory(prefix="v6lab-") as elsewhere:
        file = os.path.join(elsewhere, name)
        answer = _run(task, file)
        if not answer:
            with open(file, "rb") as opened:
                answer["bytes"] = opened.read()
        return answer


def _run(task: Mapping[str, Any], file: str) -> dict[str, Any]:
    import v6lab

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", v6lab.V6labWarning)  # the same of every run
        try:
            v6lab.run(task["design"], db=file, progress=False, **task["arguments"])
        except v6lab.Error as error:
            return {"reason": str(error)}
    return {}
