# SPDX-License-Identifier: GPL-2.0-only
"""Goodput and packet sizes over an option of several runs, such as an MTU."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from v6lab.errors import InputError
from v6lab.plot import style
from v6lab.plot.source import PACKETS, Sources, need, results_of, settings

if TYPE_CHECKING:
    import pandas

    from v6lab.result import Result

LEAST = 100_000  # bytes that a flow has to carry: shorter ones tell of latency, not of goodput


@style.styled
def goodput(sources: Sources, *, option: str = "", flow: str = "", log: bool = False) -> Any:
    """Goodput of TCP flows, and the largest packets of each IP version, over an option of the runs.

    sources: results, {label: Result}, or a database (all its complete runs)
    option: the option across; by default the only one in which the runs differ
    flow: name of the flow; by default all TCP flows that carried 100 kB or more
    log: goodput on a logarithmic axis

    Goodput is payload bits per second, as v_flow's throughput_bps; packets are those of these
    flows in v_hop, with IP headers, wherever they were. Returns the figure. Raises ValueError
    where the runs do not differ in one option, and where no such flow carried anything.
    """
    results = results_of(sources)
    option = _option(list(results.values()), option)
    table = need(
        measured(results, option, flow), "goodput", f"no TCP flow {flow or 'of 100 kB or more'} "
        "carried data", 'scenarios with a bulk transfer are "nat64-dns64", "nat64" and "464xlat"')
    figure = style.chart(10, 8)
    speed, size = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": [3, 2]})
    values = list(dict.fromkeys(table.value))
    for index, (name, some) in enumerate(table.groupby("flow", sort=False)):
        colour, line, marker = style.SERIES[index % len(style.SERIES)]
        places = [values.index(value) for value in some.value]
        speed.plot(places, some.mbps, color=colour, linestyle=line, marker=marker, markersize=9,
                   label=name)
        for place, number in zip(places, some.mbps):
            speed.annotate(f"{number:.3g}", (place, number), xytext=(0, 9), ha="center",
                           textcoords="offset points", fontsize=style.SIZE, zorder=4,
                           bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
    for index, family in enumerate(("v4", "v6")):
        _sizes(size, table, values, family, index)
    speed.set_ylabel("goodput, Mbit/s")
    speed.set_yscale("log" if log else "linear")
    speed.set_ylim(**({} if log else {"bottom": 0, "top": 1.18 * table.mbps.max()}))
    size.set_ylabel("largest packet, bytes")
    size.set_xlabel(option)
    size.set_xticks(range(len(values)))
    size.set_xticklabels(values)
    for ax in (speed, size):
        ax.grid(True, axis="y")
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return figure


def _option(results: list[Result], option: str) -> str:
    found = settings(results)
    differing = list(dict.fromkeys(key for options in found for key in options))
    if option:
        known = sorted({key for result in results for key in result.info["options"]})
        if option not in [*known, *differing]:
            raise InputError(f'goodput: option="{option}": allowed are {", ".join(known)}')
        return option
    if len(differing) != 1:
        what = ", ".join(differing) or "none"
        raise InputError(f"goodput: the runs differ in {what}: say which one is across by option=")
    return differing[0]


def measured(results: dict[str, Result], option: str, flow: str) -> pandas.DataFrame:
    """One row a run and flow: value of the option, flow, mbps, v4 and v6 (largest packet, bytes)."""
    import pandas

    found = []
    for result in results.values():
        info = result.info
        value = {**info["options"], "scenario": info["scenario"], "seed": info["seed"],
                 "run": info["run"]}[option]
        flows = result.flows("protocol = 'tcp' AND throughput_bps > 0")
        flows = flows[flows.name == flow] if flow else flows[flows.rx_bytes >= LEAST]
        for row in flows.itertuples():
            hops = result.hops(f"flow_id = {row.flow_id}")
            need(hops, "goodput", "no packets are on record", PACKETS)
            largest = hops.groupby("family").length.max()
            found.append((str(value), row.name, row.throughput_bps / 1e6,
                          largest.get("v4"), largest.get("v6")))
    table = pandas.DataFrame(found, columns=["value", "flow", "mbps", "v4", "v6"])
    order = table.value.map(lambda value: (0, int(value), "") if value.isdigit() else (1, 0, value))
    return table.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def _sizes(ax: Any, table: pandas.DataFrame, values: list[str], family: str, index: int) -> None:
    some = table.dropna(subset=[family]).groupby("value", sort=False)[family].max()
    line = style.FAMILIES[family]
    places = [values.index(value) + (index - 0.5) * 0.38 for value in some.index]
    ax.bar(places, some, width=0.36, color=line.colour, hatch=["//", ""][index],
           edgecolor="white", label=line.name)
    for place, number in zip(places, some):
        style.mark(ax, place, float(number) / 2, f"{int(number)}", style.SIZE)
