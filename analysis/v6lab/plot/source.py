# SPDX-License-Identifier: GPL-2.0-only
"""Where pictures get their data: results, databases, frames; and what to say if there is none."""
from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Union

from v6lab._words import several
from v6lab.errors import InputError
from v6lab.plot import style
from v6lab.result import Result, runs
from v6lab.swept import Sweep

if TYPE_CHECKING:
    import pandas

Source = Union[Result, str, os.PathLike[str]]
Sources = Union[Source, Sweep, Iterable[Source], Mapping[str, Source]]


def result_of(source: Source) -> Result:
    """A result as it is; of a database the latest run."""
    if isinstance(source, Result):
        return source
    if isinstance(source, Sweep):
        raise InputError("this picture is of one run: give sweep.result(run_id)")
    if not isinstance(source, (str, os.PathLike)):
        raise _no_source(source)
    return Result(source)


def _no_source(given: Any) -> InputError:
    return InputError(f"{given!r}: allowed is a Result or the path of a database")


def frame_of(source: Union[Source, pandas.DataFrame], view: str) -> pandas.DataFrame:
    """The rows of a view; a DataFrame is taken for them."""
    import pandas

    return source if isinstance(source, pandas.DataFrame) else result_of(source).view(view)


def results_of(sources: Sources) -> dict[str, Result]:
    """Several runs by their labels: given ones, or the options in which the runs differ.

    A single run is called by its scenario. Of a database or a sweep all complete runs.
    """
    if isinstance(sources, Mapping):
        return {str(label): result_of(source) for label, source in sources.items()}
    if isinstance(sources, Result):
        found = [sources]
    elif isinstance(sources, (str, os.PathLike)):
        table = runs(sources)
        found = [Result(sources, run) for run in table[table.status == "complete"].run_id]
    elif isinstance(sources, Sweep):
        complete = sources.plan.status == "complete"
        found = [sources.result(run) for run in sources.plan.run_id[complete]]
    elif several(sources):
        found = [result_of(source) for source in sources]
    else:
        raise _no_source(sources)
    if not found:
        raise InputError("no runs: give results, databases, or {label: result}")
    return dict(zip(_labels(found), found))


def settings(results: Iterable[Result]) -> list[dict[str, str]]:
    """Options, seed and run of each result, without those that are the same in all."""
    known = [
        {**info["options"], "scenario": info["scenario"], "seed": info["seed"], "run": info["run"]}
        for info in (result.info for result in results)
    ]
    same = {
        key
        for key in set().union(*known)
        if len({str(options.get(key)) for options in known}) == 1
    }
    return [
        {key: str(value) for key, value in options.items() if key not in same}
        for options in known
    ]


def _labels(results: list[Result]) -> list[str]:
    if len(results) == 1:
        return [str(results[0].info["scenario"])]
    labels = [
        ", ".join(f"{key}={value}" for key, value in sorted(options.items()))
        for options in settings(results)
    ]
    return [
        label if label and labels.count(label) == 1 else f"{label} {number}".strip()
        for number, label in enumerate(labels, 1)
    ]


def marked(figure: Any, results: Mapping[str, Result]) -> Any:
    """The figure; below it stands which of its runs were cut short, as it shows a part of them."""
    cut = [label for label, result in results.items() if result.status != "complete"]
    if cut and isinstance(figure, style.Chart):
        which = "" if len(results) == 1 else ": " + "; ".join(cut)
        figure.supxlabel(CUT + which, color=style.VERMILION, fontsize=style.SIZE)
    return figure


def need(frame: Any, picture: str, missing: str, how: str) -> Any:
    """The frame, unless it is empty: then says what is missing and what records it."""
    if len(frame) == 0:
        raise InputError(f"{picture}: {missing}; {how}")
    return frame


def flows_of(results: Iterable[Result]) -> str:
    """Why there are no flows on record, and what to do."""
    for result in results:
        if result.status != "complete":
            return f"run {result.run_id} is {result.status}, it ended before its flows were: make it again"
    return "a run of a design with workloads has them at every level of --record"


def need_all(result: Result, picture: str) -> Result:
    """The result, unless it has some of its packets only: a picture of them would be a wrong one."""
    level = result.info["level"]
    if level in LESS:
        raise InputError(f"{picture}: run {result.run_id} was recorded at the level {level}, which "
                         f"keeps {LESS[level]}; {PACKETS}")
    return result


LESS = {"flows": "no packets", "events": "the first packets of each flow"}
CUT = "cut short: what was recorded until then"
PACKETS = 'record="packets" (--record packets, the default) keeps them'
EVENTS = 'record="events" or "packets" (--record events|packets) keeps them'
