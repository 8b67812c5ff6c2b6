# SPDX-License-Identifier: GPL-2.0-only
"""The walk of packets as a sequence chart, read from v_hop: nodes across, time downwards."""
from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import TYPE_CHECKING, Any, Union

from v6lab._words import several
from v6lab.errors import InputError
from v6lab.plot import pieces, style, walk_rows
from v6lab.plot.source import CUT, PACKETS, Source, need, result_of

if TYPE_CHECKING:
    import pandas

LANE, LEFT = 2.9, 1.1  # between nodes; for the times on the left, inches
LINE = 0.235  # of text, inches
EDGE, BESIDE = 0.2, 0.25  # left and right of texts; from a node to the box beside it, inches
TITLE = style.SIZE + 4


@style.styled
def packet_walk(
    source: Source, flow: Union[int, str], packet: Union[int, Iterable[int], None] = None, *,
    answer: bool = True,
) -> Any:
    """Sequence chart of packets of a flow, with the headers where they are made and changed.

    source: a Result, or a database (its latest run)
    flow: its number or its name
    packet: number or numbers (v_hop's packet_id); by default the first request that was answered
        and its answer, or the first that arrived, or the last that was dropped if none did
    answer: with the answer, where no packet is given; without it the picture is hardly
        more than half as tall

    Boxes at translators, tunnels' ends and rewriting appliances show addresses, ports, TTL or
    hop limit, and length before and after. Time is told on the left and not to scale. Returns the
    figure. Raises ValueError for a flow or packet that is not there, and where no hops were recorded.
    """
    result = result_of(source)
    row = _flow(result.flows(), flow)
    hops = result.hops(f"flow_id = {row.flow_id}")
    need(hops, "packet_walk", f"no hops of flow {row.flow_id} were recorded", PACKETS)
    if packet is None:
        chosen = _telling(hops, row.src_node)[:None if answer else 1]
    else:
        chosen = _numbers(packet)
    missing = sorted(set(chosen) - set(hops.packet_id))
    if missing:
        raise InputError(f"packet_walk: flow {row.flow_id} has no packet {missing[0]}; it has "
                         f"{hops.packet_id.min()} to {hops.packet_id.max()}")
    some = hops[hops.packet_id.isin(chosen)].sort_values(["packet_id", "hop"])
    reasons = result.drops(f"flow_id = {row.flow_id}")
    sentences = dict(zip(reasons.reason, reasons.sentence))
    title = str(row["name"]) if result.status == "complete" else f'{row["name"]} ({CUT})'
    return _chart(walk_rows.rows(some, sentences), walk_rows.lanes(some), title)


def _flow(flows: pandas.DataFrame, flow: Union[int, str]) -> Any:
    column = "flow_id" if isinstance(flow, Integral) else "name"
    found = flows[flows[column] == flow]
    if len(found) == 0:
        known = ", ".join(f'{row.flow_id} "{row.name_}"' for row in
                          flows.rename(columns={"name": "name_"}).itertuples())
        raise InputError(f"packet_walk: there is no flow {flow!r}; there are {known}")
    return found.iloc[0]


def _numbers(packet: Any) -> list[int]:
    given = list(packet) if several(packet) else [packet]
    if not given or not all(isinstance(one, Integral) and not isinstance(one, bool) for one in given):
        raise InputError(f"packet_walk: packet={packet!r}: allowed is a number, or several")
    return [int(one) for one in given]


def _telling(hops: pandas.DataFrame, source: str) -> list[int]:
    """The first request that was answered, and the answer; else the first packet that arrived in
    each direction, or else the last that was dropped."""
    hops = hops.sort_values(["packet_id", "hop"])
    ends = hops.groupby("packet_id")
    first, last = ends.first(), ends.last()
    arrived = pieces.whole(hops)
    there = [int(p) for p in last.index[arrived & (first.node == source) & (last.node != source)]]
    back = [int(p) for p in last.index[arrived & (first.node != source) & (last.node == source)]]
    for request in there:
        come = last.loc[request]
        said = first[(first.node == come.node) & (first.time_ns >= come.time_ns)]
        if len(said) and said.time_ns.idxmin() in back:
            return [request, int(said.time_ns.idxmin())]
    answers = [packet for packet in back if there and packet > there[0]]
    if there:
        return there[:1] + answers[:1]
    dropped = [int(p) for p in last.index[last.action == "drop"]]
    told = [packet for packet in back if dropped and packet > dropped[-1]]
    return (dropped[-1:] or [int(last.index[0])]) + told[:1]


def _chart(rows: list[walk_rows.Row], lanes: list[str], title: str) -> Any:
    heights = [LINE * row.lines + 0.12 for row in rows]
    width = _width(rows, lanes, title)
    height = sum(heights) + 1.6
    figure = style.chart(width, height)
    figure.set_layout_engine("none")
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    ax.axis("off")
    ax.text(0.2, 0.3, title, fontsize=TITLE, fontweight="bold", va="center")
    places = _places(lanes)
    for name, x in places.items():
        style.mark(ax, x, 0.85, name, style.SIZE + 1)
        ax.plot([x, x], [1.1, height - 0.2], color=style.GREY, linewidth=1, zorder=0)
    top = 1.2
    for row, tall in zip(rows, heights):
        _draw(ax, row, places, top + tall / 2, width)
        top += tall
    return figure


def _places(lanes: list[str]) -> dict[str, float]:
    return {name: LEFT + LANE * (index + 0.5) for index, name in enumerate(lanes)}


def _width(rows: list[walk_rows.Row], lanes: list[str], title: str) -> float:
    """So wide that every text has room, beside the times on the left: few nodes alone are narrow."""
    usual = LEFT + LANE * len(lanes)
    width = max(usual, style.inches(title, TITLE, bold=True) + 2 * EDGE)
    places = _places(lanes)
    for row in rows:
        if row.kind == "title":
            width = max(width, style.inches(row.text, style.SIZE + 1, bold=True) + 2 * EDGE)
        elif row.kind == "drop" and not _is_left(row.text, places[row.lane], width):
            width = max(width, places[row.lane] + BESIDE + style.inches(row.text) + EDGE)
        elif row.kind in ("header", "change"):
            width = max(width, LEFT + EDGE / 2 + _wide(row.text))
    return style.rounded_up(width) if width > usual else usual


def _wide(text: str) -> float:
    """The width of a box of letters of one width."""
    return 0.108 * max(map(len, text.splitlines())) + EDGE


def _is_left(text: str, x: float, width: float) -> bool:
    """Whether the box of a drop stands on the left of its node: where only there it has room."""
    roomy = x + BESIDE + _wide(text) <= width
    return not roomy and x - BESIDE - style.inches(text) - EDGE >= LEFT + EDGE / 2


def _draw(ax: Any, row: walk_rows.Row, places: dict[str, float], y: float, width: float) -> None:
    x = places[row.lane]
    if row.time:
        ax.text(0.2, y, row.time, va="center", fontsize=style.SIZE, color=style.GREY)
    if row.kind == "arrow":
        _arrow(ax, row, places[row.origin or row.lane], x, y)
    elif row.kind == "drop":
        ax.plot([x], [y], marker="X", markersize=18, color=style.VERMILION,
                markeredgecolor="white", zorder=4)
        left = _is_left(row.text, x, width)
        _box(ax, row.text, x - BESIDE if left else x + BESIDE, y, edge=style.VERMILION,
             ha="right" if left else "left")
    elif row.kind == "title":
        ax.text(0.2, y, row.text, va="center", fontsize=style.SIZE + 1, fontweight="bold",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 2})
    else:
        wide = _wide(row.text)
        x = min(max(x, LEFT + (wide + EDGE) / 2), width - wide / 2)  # moved so far that it has room
        _box(ax, row.text, x, y, edge=style.BLACK if row.kind == "change" else "none",
             family=style.MONO)


def _arrow(ax: Any, row: walk_rows.Row, start: float, end: float, y: float) -> None:
    line = style.FAMILIES[row.family]
    ax.annotate(
        "", xy=(end, y + 0.14), xytext=(start, y + 0.14),
        arrowprops={"arrowstyle": "-|>", "color": line.colour, "linestyle": line.style,
                    "linewidth": 2.5, "mutation_scale": 20, "shrinkA": 0, "shrinkB": 0},
    )
    side = (start + end) / 2 if abs(end - start) <= LANE else start + (LANE / 2) * (
        1 if end > start else -1)
    ax.text(side, y + 0.04, row.text, ha="center", va="bottom", fontsize=style.SIZE,
            color=style.BLACK)


def _box(ax: Any, text: str, x: float, y: float, *, edge: str, ha: str = "center",
         family: Any = None) -> None:
    box = {"boxstyle": "square,pad=0.3", "facecolor": "white", "edgecolor": edge}
    ax.text(x, y, text, ha=ha, va="center", fontsize=style.SIZE, bbox=box, zorder=3,
            family=family, multialignment="left", linespacing=1.15)
