# SPDX-License-Identifier: GPL-2.0-only
"""Several runs side by side: what works at each stage of a transition, read from v_flow."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional

from v6lab.errors import InputError
from v6lab.plot import matrix, style
from v6lab.plot.source import Sources, flows_of, marked, need, results_of

if TYPE_CHECKING:
    import pandas

    from v6lab.result import Result

NAMES, WIDTH, HEIGHT = 4.5, 0.75, 0.5  # of flows' names at least, and of a cell at least, inches
LINE, GAP = 0.2, 0.15  # of a run's label, and from one to the next, inches
_OVER = re.compile(r"^(.*?)(?: over (v4|v6))?$")


@style.styled
def stages(
    sources: Sources, *, rename: Optional[Mapping[str, str]] = None, skip: str = "", ax: Any = None
) -> Any:
    """Matrix of several runs: who talks to whom down, runs across, IPv4 and IPv6 side by side.

    sources: results, {label: Result}, a Sweep, or a database (all complete runs); without labels, runs
        are called by the options in which they differ, a single one by its scenario
    rename: other names for flows that are there, without "over v4"; flows that get the same name
        share a row
    skip: regular expression; flows whose names match are left out
    ax: draws into it, without the legend

    Letters are those of the reachability map. Returns the figure. Raises ValueError without flows.
    """
    results = results_of(sources)
    cells = matrix_of(results, rename or {}, skip)
    need(cells, "stages", "no flows are on record", flows_of(results.values()))
    rows = list(dict.fromkeys(cells.row))
    families = [family for family in ("v4", "v6", "") if (cells.family == family).any()]
    columns = [(label, family) for label in results for family in families]
    labels = [label.replace(", ", ",\n") for label in results]
    reasons, notes = matrix.Reasons(), None
    if ax is None:
        above = 1 + LINE * (1 + max(label.count("\n") for label in labels))
        heights = [HEIGHT * len(rows) + above, matrix.legend_height(cells)]
        figure = style.chart(8, sum(heights))
        ax, notes = figure.subplots(2, 1, gridspec_kw={"height_ratios": heights})
    matrix.frame(ax, rows, [_name(family) for _, family in columns])
    for label in ax.get_xticklabels():
        label.set(rotation=0, ha="center")
    for (row, run, family), some in cells.groupby(["row", "run", "family"], sort=False):
        place = columns.index((run, family))
        matrix.cell(ax, place, rows.index(row), matrix.shares(some), reasons)
    for index, label in enumerate(labels):
        middle = (index + 0.5) * len(families)
        ax.text(middle, -0.75, label, ha="center", va="bottom", fontweight="bold")
        if index:
            ax.axvline(index * len(families), color=style.BLACK, linewidth=2)
    if notes is not None:
        legend = matrix.legend(notes, list(cells.verdict), reasons, "not asked")
        ax.figure.set_figwidth(_width(rows, labels, len(families), legend))
    return marked(ax.figure, results)


def _width(rows: list[str], labels: list[str], families: int, legend: float) -> float:
    """So wide that labels of runs do not meet, and that the legend ends inside."""
    names = max(map(style.inches, rows)) + 0.5
    label = max(style.inches(text, bold=True) for text in labels) + GAP
    cells = len(labels) * max(WIDTH * families, label)
    return style.rounded_up(max(max(NAMES, names) + cells, names + legend))


def matrix_of(
    results: Mapping[str, Result], rename: Mapping[str, str], skip: str
) -> pandas.DataFrame:
    """One row a flow of each run, with the columns that a cell of v_reachability needs."""
    import pandas

    try:
        pattern = re.compile(skip)
    except (re.error, TypeError) as error:
        raise InputError(f"stages: skip={skip!r}: is no regular expression: {error}") from None
    frames, met = [], dict[str, None]()
    for label, result in results.items():
        flows = result.flows("outcome IS NOT NULL")  # a run that was cut off has none
        met.update(dict.fromkeys(_plain(name) for name in flows.name))
        if skip:
            flows = flows.loc[[not pattern.search(name) for name in flows.name]]
        parts = [_OVER.match(name) for name in flows.name]
        names = [_plain(name) for name in flows.name]
        frames.append(flows.assign(
            run=label,
            row=[rename.get(name, name) for name in names],
            family=[
                family(flow, part.group(2) if part else "")
                for flow, part in zip(flows.itertuples(), parts)
            ],
            verdict=[verdict(flow) for flow in flows.itertuples()],
        ))
    unmet = [name for name in rename if name not in met]
    if unmet and met:
        raise InputError(f'stages: rename: there is no flow "{unmet[0]}"; there are '
                         + ", ".join(f'"{name}"' for name in met))
    cells = pandas.concat(frames, ignore_index=True) if frames else pandas.DataFrame()
    # A call that never came to have an address is of the family that it has in other runs.
    for row, some in cells.groupby("row") if frames else ():
        known = set(some.family) - {""}
        if len(known) == 1:
            cells.loc[cells.row == row, "family"] = known.pop()
    kept = ["run", "row", "family", "verdict", "translations", "reason", "protocol", "dst_port"]
    return cells[kept] if frames else cells


def _plain(name: str) -> str:
    """The name of a flow without "over v4"."""
    part = _OVER.match(name)
    return part.group(1) if part else ""


def _name(family: str) -> str:
    return style.FAMILIES.get(family, style.NO_FAMILY).name


def family(flow: Any, told: str) -> str:
    """v4 or v6 at the source, as v_reachability has it: of a call that never began that wanted."""
    if flow.family_at_source:
        return str(flow.family_at_source)
    if told or not flow.dst_address:
        return told or ""
    return "v6" if ":" in flow.dst_address else "v4"


def verdict(flow: Any) -> str:
    """That of v_reachability, of one row of v_flow."""
    import pandas

    if flow.outcome == "failed":
        return "failed"
    if pandas.isna(flow.translations):
        changed = flow.family_at_source != flow.family_at_destination
        return "translated" if changed else "unknown"
    return "translated" if flow.translations > 0 else "direct"
