# SPDX-License-Identifier: GPL-2.0-only
"""Benchmarks of RFC 8219 over the size of frames, read from v_bench_summary."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from v6lab.errors import InputError
from v6lab.plot import style
from v6lab.plot.sizes import asked, other_options
from v6lab.plot.source import Sources, need, results_of
from v6lab.swept import interval

if TYPE_CHECKING:
    import pandas

    from v6lab.result import Result

LINE = "throughput"  # the metric that the line's rate stands beside
GAP = 20  # bytes that a frame takes on the line besides itself: preamble, delimiter, gap (IEEE 802.3)
SCALE = 10000  # what scale=0 stands for where frames are measured
DNS64_SCALE = 100  # and where a DNS64 server is
_PREFIX = {"M": 1e6, "G": 1e9}


@style.styled
def benchmark(sources: Sources, *, metric: str = LINE, log: bool = False, ax: Any = None) -> Any:
    """A metric of RFC 8219's benchmarks over the size of frames, as RFC 2544 26.1 wants throughput.

    sources: results, a Sweep, or a database (all complete runs); runs of the scenario rfc8219 that
        have the metric count
    metric: of v_bench_summary
    log: the metric on a logarithmic axis
    ax: draws into it

    Each combination of the other options that differ makes a curve. A point is the median of a
    run's repetitions, with their 1st and 99th percentiles; of several runs the mean of their
    medians with its 95 % confidence interval (Student's t). Beside the throughput stands what the
    line can carry. All is as simulated: the model's own rates are `scale` times higher. Returns the
    figure. Raises ValueError where no run has the metric.
    """
    results = results_of(sources)
    table = measured(results, metric)
    sizes = sorted(set(table.frame))
    figure = ax.figure if ax is not None else style.chart(10, 5.5)
    ax = ax if ax is not None else figure.add_subplot()
    for index, (name, some) in enumerate(table.groupby("series", sort=False)):
        _curve(ax, index, str(name), some, sizes)
    if metric == LINE:
        _line(ax, table, sizes)
    ax.set_xticks(range(len(sizes)))
    ax.set_xticklabels(sizes)
    ax.set_xlim(-0.3, len(sizes) - 0.7)
    ax.set_xlabel("IPv6 frame with FCS, bytes")
    ax.set_ylabel(f"{metric}, {table.unit.iloc[0]}")
    if table.unit.iloc[0] != "%" and table.scale.nunique() == 1 and table.scale.iloc[0] != 1:
        ax.set_title(f"as simulated, {table.scale.iloc[0]} times slower than the model", loc="left")
    ax.set_yscale("log" if log else "linear")
    if log:
        style.logarithmic(ax.yaxis)
    if not log:
        ax.set_ylim(bottom=0)
    ax.grid(True, axis="y")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return figure


def measured(results: dict[str, Result], metric: str) -> pandas.DataFrame:
    """One row a run that has the metric: series, frame, median, p1, p99, n, unit, line, scale.

    line is its rate in bit/s, before it is made `scale` times slower.
    """
    import pandas

    frames = {label: result.bench_summary() for label, result in results.items()}
    everything = pandas.concat(frames.values())
    need(everything, "benchmark", "no benchmark is on record", 'the scenario "rfc8219" makes one')
    if metric not in set(everything.metric):
        known = ", ".join(dict.fromkeys(everything.metric))
        raise InputError(f'benchmark: metric="{metric}": allowed are {known}')
    runs = asked({label: results[label] for label, frame in frames.items()
                  if metric in set(frame.metric)})
    varying, found = other_options(runs, "frame"), []
    for label, run in runs.items():
        row = frames[label][frames[label].metric == metric].iloc[0]
        series = "\n".join(f"{key}={run.get(key, '-')}" for key in varying)
        found.append((series or row.dut, int(row.frame), row["median"], row.p1, row.p99, int(row.n),
                      row.unit, _bits(run["line"]), _scale(run["scale"], row.dut)))
    columns = ["series", "frame", "median", "p1", "p99", "n", "unit", "line", "scale"]
    return pandas.DataFrame(found, columns=columns)


def _bits(rate: str) -> float:
    """10Gbps in bit/s."""
    said = re.fullmatch(r"([0-9]+)([MG])bps", rate)
    assert said is not None, rate
    return int(said[1]) * _PREFIX[said[2]]


def _scale(said: str, dut: str) -> int:
    """How many times slower a run was simulated; it may have left that to the scenario."""
    return int(said) or (DNS64_SCALE if dut == "dns64" else SCALE)


def _curve(ax: Any, index: int, name: str, table: pandas.DataFrame, sizes: list[int]) -> None:
    colour, line, marker = style.series(index)
    repeated = table.groupby("frame").size().max() > 1
    places, means, below, above = [], [], [], []
    for size, some in table.groupby("frame"):
        mean, half = interval(some["median"])
        places.append(sizes.index(size))
        means.append(mean)
        below.append(half if repeated else mean - float(some.p1.iloc[0]))
        above.append(half if repeated else float(some.p99.iloc[0]) - mean)
    what = (f"mean of {table.groupby('frame').size().max()} medians, 95 %" if repeated else
            f"median of {table.n.max()}, 1st to 99th percentile")
    ax.errorbar(places, means, yerr=[below, above], color=colour, linestyle=line, marker=marker,
                markersize=9, capsize=6, label=f"{name}\n{what}")


def _line(ax: Any, table: pandas.DataFrame, sizes: list[int]) -> None:
    """What the line can carry (RFC 2544 26.1): the theoretical maximum of frames a second."""
    lines = dict.fromkeys(zip(table.line, table.scale))
    for bits, scale in lines:
        rates = [bits / scale / (8 * (size + GAP)) for size in sizes]
        name = f"the line of {bits / 1e9:g} Gbit/s" if len(lines) > 1 else "what the line carries"
        ax.plot(range(len(sizes)), rates, color=style.GREY, linestyle=":", label=name, zorder=1)
