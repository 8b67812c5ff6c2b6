# SPDX-License-Identifier: GPL-2.0-only
"""Goodput and packet sizes over an option of several runs, such as an MTU."""
from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from v6lab._sweep_words import spelt
from v6lab.errors import InputError
from v6lab.plot import notes, style
from v6lab.plot.source import PACKETS, Sources, marked, need, need_all, results_of, settings
from v6lab.swept import interval

if TYPE_CHECKING:
    import pandas

    from v6lab.result import Result

LEAST = 100_000  # bytes that a flow has to carry: shorter ones tell of latency, not of goodput
REPEATS = ("seed", "run")  # in which runs differ that measure the same


@style.styled
def goodput(sources: Sources, *, option: str = "", flow: str = "", log: bool = False) -> Any:
    """Goodput of TCP flows, and the largest packets of each IP version, over an option of the runs.

    sources: results, {label: Result}, a Sweep, or a database (all its complete runs)
    option: the option across, spelt as for the command line or as a keyword; by default the labels of a dictionary, or else the only option in
        which the runs differ, seed and run aside
    flow: name of the flow; by default all TCP flows that carried 100 kB or more in one of the runs
    log: goodput on a logarithmic axis

    Goodput is payload bits per second, as v_flow's throughput_bps; packets are those of these
    flows in v_hop, with IP headers, wherever they were: the largest of all flows of the picture, also one
    that was dropped because it was too large. Values stand in the order of the runs,
    numbers of a database's runs in their own. Other options that differ make a curve each. A
    point is the mean of several runs with its 95 % confidence interval (Student's t), a cross
    at 0 tells of transfers that failed, though they may have carried a part, which the mean
    leaves out. Returns the figure. Raises ValueError where the runs differ in several options and
    none is said, and where no such flow got there in any of them.
    """
    results = results_of(sources)
    option = spelt(option)
    if option or not isinstance(sources, Mapping):
        option = _option(list(results.values()), option)
    table = measured(results, option, flow)
    need(table[~table.failed], "goodput", f"no TCP flow {flow or 'of 100 kB or more'} got there",
         'scenarios with a bulk transfer are "nat64-dns64", "nat64" and "464xlat"')
    values = _values(asked(results), option, ascending=isinstance(sources, (str, os.PathLike)))
    figure = style.chart(10, 8)
    speed, size = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": [3, 2]})
    points = _speeds(speed, table, values, log)
    for index, family in enumerate(("v4", "v6")):
        _sizes(size, table, values, family, index)
    several = table.series.nunique() > 1
    size.set_ylabel("largest packet of\nall these flows, bytes" if several else "largest packet, bytes")
    size.set_xlabel(option)
    size.set_xticks(range(len(values)))
    size.set_xticklabels(values)
    size.set_xlim(-0.5, len(values) - 0.5)
    for ax in (speed, size):
        ax.grid(True, axis="y")
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    notes.write(speed, points, [place for place, _ in _failures(table, values)], several)
    return marked(figure, results)


def _option(results: list[Result], option: str) -> str:
    found = settings(results)
    differing = list(dict.fromkeys(key for options in found for key in options))
    if option:
        known = sorted({key for result in results for key in result.info["options"]})
        if option not in [*known, *differing]:
            raise InputError(f'goodput: option="{option}": allowed are {", ".join(known)}')
        return option
    likely = [key for key in differing if key not in REPEATS] or differing
    if not likely:
        raise InputError("goodput: compares runs, and there are none that differ: give several with "
                         "other values of an option, or say by option= which one is across")
    if len(likely) > 1:
        what = ", ".join(likely)
        raise InputError(f"goodput: the runs differ in {what}: say which one is across by option=")
    return likely[0]


def asked(results: dict[str, Result]) -> dict[str, dict[str, str]]:
    """What each run was asked for: options, scenario, seed, run; as "" its label."""
    found = {}
    for label, result in results.items():
        info = result.info
        more = {"scenario": info["scenario"], "seed": info["seed"], "run": info["run"], "": label}
        found[label] = {key: str(value) for key, value in {**info["options"], **more}.items()}
    return found


def _values(runs: dict[str, dict[str, str]], option: str, ascending: bool) -> list[str]:
    """The values across; a run without the option has "-"."""
    found = list(dict.fromkeys(run.get(option, "-") for run in runs.values()))
    return sorted(found, key=int) if ascending and all(map(str.isdigit, found)) else found


def other_options(runs: dict[str, dict[str, str]], option: str) -> list[str]:
    """Options that vary while the one across stays: each of their combinations is a curve."""
    seen: dict[tuple[str, str], set[str]] = {}
    for run in runs.values():
        for key in {key for other in runs.values() for key in other} - {option, "", *REPEATS}:
            if key in run:  # an option that a run makes no use of varies no more for it
                seen.setdefault((key, run.get(option, "-")), set()).add(run[key])
    return sorted({key for (key, _), some in seen.items() if len(some) > 1})


def measured(results: dict[str, Result], option: str, flow: str) -> pandas.DataFrame:
    """One row a run and flow: value of the option, series, mbps (0 if it failed), failed, v4, v6.

    v4 and v6 are its largest packets, bytes. A failed transfer is there if it was asked for by
    name, or the same flow carried LEAST in one of the runs.
    """
    import pandas

    flows = {label: result.flows("protocol = 'tcp'") for label, result in results.items()}
    names = {flow} if flow else {
        name for some in flows.values()
        for name in some.name[(some.rx_bytes >= LEAST) & (some.throughput_bps > 0)]
    }
    runs = asked(results)
    others, found = other_options(runs, option), []
    for label, result in results.items():
        run = runs[label]
        rest = "".join(f"\n{key}={run.get(key, '-')}" for key in others)
        for row in flows[label][flows[label].name.isin(names)].itertuples():
            failed = row.outcome == "failed" or not row.throughput_bps > 0
            hops = need_all(result, "goodput").hops(f"flow_id = {row.flow_id}")
            if not failed:
                need(hops, "goodput", "no packets are on record", PACKETS)
            largest = hops.groupby("family").length.max()
            found.append((run.get(option, "-"), row.name + rest,
                          0.0 if failed else row.throughput_bps / 1e6, failed,
                          largest.get("v4"), largest.get("v6")))
    columns = ["value", "series", "mbps", "failed", "v4", "v6"]
    return pandas.DataFrame(found, columns=columns).astype({"failed": bool})


def _speeds(ax: Any, table: pandas.DataFrame, values: list[str], log: bool) -> list[notes.Note]:
    """Draws the curves, and tells which points want a number."""
    top, told = 0.0, []
    for index, (name, some) in enumerate(table.groupby("series", sort=False)):
        colour, line, marker = style.series(index)
        points = [_point(some[some.value == value]) for value in values]
        means, halves = [point[0] for point in points], [point[1] for point in points]
        count = some.groupby("value").size().max()
        ax.errorbar(range(len(values)), means, yerr=halves if count > 1 else None, color=colour,
                    linestyle=line, marker=marker, markersize=9, capsize=6,
                    label=f"{name}\nmean of {count}, 95 %" if count > 1 else name)
        top = max(top, *(m + (h if h == h else 0) for m, h in zip(means, halves) if m == m), 0.0)
        for place, (mean, _, failed) in enumerate(points):
            if mean == mean:
                told.append(notes.Note(place, mean, halves[place], f"{mean:.3g}", colour))
            if failed:
                ax.plot([place], [0.02 if log else 0], marker="X", markersize=13, clip_on=False,
                        transform=ax.get_xaxis_transform() if log else ax.transData, zorder=5,
                        color=style.VERMILION, markeredgecolor="white", linestyle="")
    for place, text in _failures(table, values):
        ax.annotate(text, (place, 0), xycoords=ax.get_xaxis_transform(), xytext=(0, 12),
                    textcoords="offset points", ha="center", fontsize=style.SIZE, zorder=4)
    ax.set_ylabel("goodput, Mbit/s")
    ax.set_yscale("log" if log else "linear")
    if log:
        style.logarithmic(ax.yaxis)
    ax.set_ylim(**({} if log else {"bottom": 0, "top": 1.18 * top}))
    return told


def _point(some: pandas.DataFrame) -> tuple[float, float, int]:
    """Mean of the transfers that worked, half the width of its interval, and how many failed."""
    mean, half = interval(some.mbps[~some.failed]) if (~some.failed).any() else (math.nan, math.nan)
    return mean, half, int(some.failed.sum())


def _failures(table: pandas.DataFrame, values: list[str]) -> list[tuple[int, str]]:
    """What stands above the crosses: how many transfers of all at that value failed."""
    found = []
    for place, value in enumerate(values):
        failed = table.failed[table.value == value]
        if failed.any():
            found.append((place, "failed" if failed.all() else
                          f"{failed.sum()} of {len(failed)} failed"))
    return found


def _sizes(ax: Any, table: pandas.DataFrame, values: list[str], family: str, index: int) -> None:
    some = table.dropna(subset=[family]).groupby("value", sort=False)[family].max()
    line = style.FAMILIES[family]
    places = [values.index(value) + (index - 0.5) * 0.38 for value in some.index]
    ax.bar(places, some, width=0.36, color=line.colour, hatch=["//", ""][index],
           edgecolor="white", label=line.name)
    for place, number in zip(places, some):
        style.mark(ax, place, float(number) / 2, f"{int(number)}", style.SIZE)
