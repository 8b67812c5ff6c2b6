# SPDX-License-Identifier: GPL-2.0-only
"""Who reaches whom: a matrix a family, read from v_reachability."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Union

from matplotlib.patches import Patch, Rectangle

from v6lab.errors import InputError
from v6lab.plot import style
from v6lab.plot.source import Source, flows_of, frame_of, marked, need, result_of

if TYPE_CHECKING:
    import pandas

WIDTH, HEIGHT, ROOM = 0.85, 0.62, 1.4  # of a cell, and of the names around, inches
MOST = 5  # services that the legend lists for a reason
NOWHERE = "(no address)"


class Share(NamedTuple):
    """One part of a cell: those services that fared alike."""

    verdict: str
    translations: int
    reason: str
    services: tuple[str, ...]


def shares(rows: pandas.DataFrame) -> list[Share]:
    """The parts of one cell, of rows of v_reachability with one source, destination and family."""
    import pandas

    found: dict[tuple[str, int, str], list[str]] = {}
    for row in rows.itertuples():
        count = 0 if pandas.isna(row.translations) else int(row.translations)
        reason = "" if pandas.isna(row.reason) else str(row.reason)
        service = f"{row.protocol} {row.dst_port}" if row.dst_port else str(row.protocol)
        kind = (row.verdict, count if row.verdict == "translated" else 0, reason)
        found.setdefault(kind, []).append(service)
    return [Share(*kind, tuple(dict.fromkeys(list_))) for kind, list_ in sorted(found.items())]


class Reasons:
    """The reasons of failures, numbered as they come: F1, F2, ..."""

    def __init__(self) -> None:
        self.services: dict[str, list[str]] = {}

    def number(self, reason: str, services: tuple[str, ...] = ()) -> str:
        if not reason:
            return ""
        known = self.services.setdefault(reason, [])
        known += [service for service in services if service not in known]
        return str(list(self.services).index(reason) + 1)

    def lines(self) -> list[str]:
        return [
            f"F{number}  {reason}" + (f"  ({_few(services)})" if services else "")
            for number, (reason, services) in enumerate(self.services.items(), 1)
        ]


def _few(services: list[str]) -> str:
    """So many that a line of the legend holds them."""
    shown = ", ".join(services[:MOST])
    return f"{shown}, and {len(services) - MOST} more" if len(services) > MOST else shown


def letters(share: Share, reasons: Reasons) -> str:
    """What stands in a cell: D, T, T×2, F1."""
    letter = style.VERDICTS[share.verdict].letter
    if share.verdict == "translated" and share.translations > 1:
        return f"{letter}×{share.translations}"
    return letter + (reasons.number(share.reason, share.services) if letter == "F" else "")


def cell(ax: Any, left: float, top: float, parts: list[Share], reasons: Reasons) -> None:
    """Fills the unit square at (left, top): one stripe a part."""
    for index, part in enumerate(parts):
        look, width = style.VERDICTS[part.verdict], 1 / len(parts)
        corner = (left + index * width, top)
        ax.add_patch(
            Rectangle(corner, width, 1, facecolor=look.colour, edgecolor="white", hatch=look.hatch)
        )
        size = style.SIZE + 2 if len(parts) == 1 else style.SIZE
        style.mark(ax, corner[0] + width / 2, top + 0.5, letters(part, reasons), size)
    ax.add_patch(Rectangle((left, top), 1, 1, fill=False, edgecolor="white", linewidth=3))


def frame(ax: Any, rows: list[str], columns: list[str]) -> None:
    """A grid of empty cells with names on the left and on top."""
    ax.set_xlim(0, len(columns))
    ax.set_ylim(len(rows), 0)
    for row in range(len(rows)):
        for column in range(len(columns)):
            ax.add_patch(
                Rectangle((column, row), 1, 1, facecolor=style.PALE, edgecolor="white", linewidth=3)
            )
    ax.xaxis.tick_top()
    ax.set_xticks([i + 0.5 for i in range(len(columns))])
    ax.set_xticklabels(columns, rotation=35, ha="left", rotation_mode="anchor")
    ax.set_yticks([i + 0.5 for i in range(len(rows))])
    ax.set_yticklabels(rows)
    style.bare(ax)


def legend(ax: Any, verdicts: list[str], reasons: Reasons, empty: str) -> float:
    """What letters mean, with the numbered reasons; on axes that show nothing else. Its width, inches."""
    ax.axis("off")
    entries = [look.patch() for word, look in style.VERDICTS.items() if word in verdicts]
    failed = style.VERDICTS["failed"]
    if reasons.services:
        entries = [entry for entry in entries if not entry.get_label().startswith("F ")]
        entries += [failed._replace(letter="", meaning=line).patch() for line in reasons.lines()]
    entries.append(Patch(facecolor=style.PALE, edgecolor="white", label=empty))
    ax.legend(handles=entries, loc="upper left", borderaxespad=0, handlelength=1.6)
    return 0.6 + max(style.inches(entry.get_label()) for entry in entries)


def legend_height(rows: pandas.DataFrame) -> float:
    """Room for the legend of these rows, inches."""
    return 0.26 * float(2 + rows.verdict.nunique() + rows.reason.nunique())


@style.styled
def reachability(
    source: Union[Source, pandas.DataFrame], *, protocol: str = "", family: str = "", ax: Any = None
) -> Any:
    """Heat map of who reaches whom: sources down, destinations across, one panel a family.

    source: a Result, a database (its latest run), or rows of v_reachability
    protocol: only icmp, udp or tcp
    family: only v4 or v6, as the source sees it
    ax: draws one family into it, without the legend

    A cell is split where services fare differently, and where some flows of a service fail, which a
    row of v_reachability tells only if all do: of a DataFrame these are not known. T×2 is translated twice, F1 the first of the
    reasons below. Returns the figure. Raises ValueError if nothing was asked.
    """
    import pandas

    rows = frame_of(source, "v_reachability")
    drawn = {} if isinstance(source, pandas.DataFrame) else {"": result_of(source)}
    for result in drawn.values():
        rows = pandas.concat([rows, _failures_among(rows, result.flows())])
    for column, value, allowed in (("protocol", protocol, ("icmp", "udp", "tcp")),
                                   ("family", family, ("v4", "v6"))):
        if value and value not in allowed:
            raise InputError(f'reachability: {column}="{value}": allowed are {", ".join(allowed)}')
        rows = rows[rows[column] == value] if value else rows
    asked = " ".join(word for word in (protocol, family) if word)
    need(rows, "reachability", f"no {asked} flows are on record".replace("  ", " "),
         flows_of(drawn.values()))
    rows = rows.assign(dst_node=rows.dst_node.fillna(NOWHERE), family=rows.family.fillna(""))
    panels = {
        word: list(dict.fromkeys(rows.dst_node[rows.family == word]))
        for word in ("v4", "v6", "")
        if (rows.family == word).any()
    }
    if ax is not None and len(panels) > 1:
        raise InputError('reachability: ax= takes one family: say family="v4" or family="v6"')
    sources = list(dict.fromkeys(rows.src_node))
    reasons = Reasons()
    axes, notes = ([ax], None) if ax is not None else _axes(rows, sources, panels)
    for word, panel in zip(panels, axes):
        _panel(panel, rows[rows.family == word], sources, panels[word], reasons)
        panel.set_title(style.FAMILIES.get(word, style.NO_FAMILY).name, fontweight="bold")
    if notes is not None:
        legend(notes, list(rows.verdict), reasons, "nobody asked")
    return marked(axes[0].figure, drawn)


def _failures_among(rows: pandas.DataFrame, flows: pandas.DataFrame) -> pandas.DataFrame:
    """A row for each flow that failed where others that asked the same did not."""
    import pandas

    failed = flows[flows.outcome == "failed"]
    called = failed.dst_address.map(lambda one: one and ("v6" if ":" in one else "v4"))
    failed = failed.assign(
        dst_node=failed.dst_node.fillna(failed.dst_address),
        family=failed.family_at_source.fillna(called),
        verdict="failed",
        flows=1,
    )
    mixed = set(map(_asked, rows[rows.verdict != "failed"].itertuples()))
    beside = [_asked(flow) in mixed for flow in failed.itertuples()]
    return failed.loc[pandas.Series(beside, failed.index, dtype=bool), list(rows.columns)]


def _asked(row: Any) -> tuple[str, ...]:
    """What is one row of v_reachability."""
    return tuple(map(str, (row.src_node, row.dst_node, row.protocol, row.family, row.dst_port)))


def _axes(rows: Any, sources: list[str], panels: dict[str, list[str]]) -> tuple[list[Any], Any]:
    """The panels side by side, and room for the legend below."""
    heights = [HEIGHT * len(sources) + ROOM, legend_height(rows)]
    widths = [WIDTH * len(names) for names in panels.values()]
    figure = style.chart(max(8, 2 * ROOM + sum(widths)), sum(heights))
    grid = figure.add_gridspec(2, len(panels), width_ratios=widths, height_ratios=heights)
    axes = [figure.add_subplot(grid[0, index]) for index in range(len(panels))]
    return axes, figure.add_subplot(grid[1, :])


def _panel(ax: Any, rows: Any, sources: list[str], targets: list[str], reasons: Reasons) -> None:
    frame(ax, sources, targets)
    for (source, target), some in rows.groupby(["src_node", "dst_node"], sort=False):
        cell(ax, targets.index(target), sources.index(source), shares(some), reasons)
