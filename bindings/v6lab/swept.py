# SPDX-License-Identifier: GPL-2.0-only
"""What a sweep recorded, as DataFrames over all its runs."""
from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any, Optional

from v6lab import _v6lab
from v6lab.errors import InputError
from v6lab.result import Result, view

if TYPE_CHECKING:
    import pandas

_FIGURES = ["rtt_ms", "throughput_bps", "delivered"]
_CHECKS = ["checks_passed", "checks_failed", "checks_unknown"]


class Sweep:
    """The runs of a sweep. Frames have the columns of the views, behind those of the axes."""

    def __init__(self, db: str, plan: pandas.DataFrame, axes: list[str], failed: pandas.DataFrame):
        self.db = db
        self.plan = plan  #: one row a run, in order: run_id, the axes, run, status
        self.axes = axes  #: names of the options that vary
        self.failed = failed  #: one row a run that failed: run_id, the axes, run, reason, command
        self._owner: Any = None  # of a temporary file, which lives as long

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_owner": None}  # whoever unpickles it must keep the original

    @property
    def complete(self) -> bool:
        """Whether all runs are complete."""
        return bool((self.plan.status == "complete").all())

    @property
    def passed(self) -> bool:
        """Whether all runs are complete and no check of theirs has failed."""
        return self.complete and not self.figures().checks_failed.any()

    def view(self, name: str, where: str = "") -> pandas.DataFrame:
        """Any view, of all complete runs; `where` is an SQL expression over its columns."""
        return self._beside(view(self.db, name, "", where))

    def runs(self) -> pandas.DataFrame:
        """v_run: options, times and numbers of packets of the complete runs."""
        return self.view("v_run")

    def flows(self, where: str = "") -> pandas.DataFrame:
        """v_flow: one row for each flow of each run."""
        return self.view("v_flow", where)

    def checks(self, where: str = "") -> pandas.DataFrame:
        """v_check: what had to be true, and whether it is."""
        return self.view("v_check", where)

    def drops(self, where: str = "") -> pandas.DataFrame:
        """v_drop: where packets ended, and why."""
        return self.view("v_drop", where)

    def bench_summary(self, where: str = "") -> pandas.DataFrame:
        """v_bench_summary: what the repetitions of a benchmark come to, one row a run and metric."""
        return self.view("v_bench_summary", where)

    def result(self, run_id: str) -> Result:
        """One run, with all its views."""
        result = Result(self.db, run_id)
        result._owner = self._owner
        return result

    def figures(self) -> pandas.DataFrame:
        """One row for each complete run.

        rtt_ms: mean round-trip time of all answered packets, ms
        throughput_bps: mean over the TCP flows that did not fail, payload bits per second
        delivered: part of the packets tried that was answered, 0 to 1
        checks_passed, checks_failed, checks_unknown: how many; unknown ones were not evaluated
        """
        import pandas

        columns = ["run_id", *_FIGURES, *_CHECKS]
        frame = pandas.DataFrame(_v6lab.run_figures(self.db), columns=columns)
        return self._beside(frame.astype({name: "float64" for name in _FIGURES}))

    def benchmark(self) -> pandas.DataFrame:
        """One row for each run of a benchmark: the medians of v_bench_summary, a column a metric.

        Without rows for other scenarios. Units are those of v_bench_summary, as simulated.
        """
        rows = self.bench_summary()
        wide = rows.pivot(index="run_id", columns="metric", values="median")
        wide = wide[list(dict.fromkeys(rows.metric))].rename_axis(columns=None).reset_index()
        return self._beside(wide)

    def summary(
        self, figures: Optional[pandas.DataFrame] = None, confidence: float = 0.95
    ) -> pandas.DataFrame:
        """One row for each point: means over its runs with confidence intervals.

        figures: a frame with a column run_id, a row for each run, and columns of numbers; by
            default figures() without the counts of checks, and benchmark()
        confidence: of the intervals, by Student's t distribution

        X_half is half the width of the interval around X, NaN for a single run. `runs` counts the
        complete runs, `passed` those of them without a failed check. Raises InputError for a frame
        with several rows of a run: rows of one run are no independent samples.
        """
        import pandas

        if not isinstance(confidence, Real):
            raise InputError(f"confidence {confidence!r}: allowed is a number between 0 and 1")
        _v6lab.student_t(confidence, 1)  # says what is wrong with it
        mine = self.figures()
        own = self._own(mine) if figures is None else figures
        _one_row_each(own)
        numbers = [name for name in own.select_dtypes("number") if name not in self._names()]
        all_runs = self.plan[["run_id", *self.axes]].merge(mine[["run_id", "checks_failed"]])
        all_runs = all_runs.merge(own[["run_id", *numbers]], on="run_id", how="left")
        rows = []
        # Without axes there is one point; a frame without columns has no rows.
        points = list(self.plan[self.axes].drop_duplicates().itertuples(index=False)) or [()]
        for values in points:
            here = all_runs
            for axis, value in zip(self.axes, values):
                here = here[here[axis] == value]
            row: dict[str, Any] = {**dict(zip(self.axes, values)), "runs": len(here)}
            row["passed"] = int((here.checks_failed == 0).sum())
            for name in numbers:
                row[name], row[f"{name}_half"] = interval(here[name], confidence)
            rows.append(row)
        return pandas.DataFrame(rows)

    def _own(self, figures: pandas.DataFrame) -> pandas.DataFrame:
        bench = self.benchmark().drop(columns=self.axes, errors="ignore")
        return figures[["run_id", *_FIGURES]].merge(bench, on="run_id", how="left")

    def _names(self) -> set[str]:
        return {"run_id", "run", *self.axes}

    def _beside(self, frame: pandas.DataFrame) -> pandas.DataFrame:
        """The rows of complete runs, in the plan's order, with the columns of the axes."""
        mine = self.plan[self.plan.status == "complete"][["run_id", *self.axes]]
        taken = {name: f"option_{name}" for name in self.axes if name in frame.columns}
        return mine.rename(columns=taken).merge(frame, on="run_id")

    def __repr__(self) -> str:
        done = int((self.plan.status == "complete").sum())
        failed = f", {len(self.failed)} failed" if len(self.failed) else ""
        return f"<Sweep over {', '.join(self.axes) or 'runs'}: {done} of {len(self.plan)} runs{failed}>"

    def _repr_html_(self) -> str:
        """The summary, for notebooks."""
        from html import escape

        parts = [f"<p>{escape(repr(self)[1:-1])}</p>", self.summary().to_html(index=False)]
        if len(self.failed):
            parts.append(self.failed.to_html(index=False))
        return "".join(map(str, parts))


def _one_row_each(figures: pandas.DataFrame) -> None:
    """Refuses a frame whose rows are not runs: an interval counts them as independent."""
    if "run_id" not in figures:
        raise InputError("summary: allowed is a frame with a column run_id and a row for each run")
    several = figures.run_id[figures.run_id.duplicated()]
    if len(several):
        raise InputError(
            f"summary: run {several.iloc[0]} has several rows: average per run first, as in "
            'frame.groupby("run_id", as_index=False).mean(numeric_only=True)'
        )


def interval(sample: pandas.Series[float], confidence: float = 0.95) -> tuple[float, float]:
    """Mean of the numbers there are, and half the width of its confidence interval (Student's t)."""
    numbers = sample.dropna().astype(float)
    if numbers.empty:
        return float("nan"), float("nan")
    # From the first value on, so that equal values have that mean, and no spread, to the last bit.
    first = float(numbers.iloc[0])
    beyond = numbers - first
    mean = first + float(beyond.mean())
    if len(numbers) < 2:
        return mean, float("nan")
    return mean, _v6lab.student_t(confidence, len(numbers) - 1) * float(beyond.sem())
