# SPDX-License-Identifier: GPL-2.0-only
"""The state of translators over time, read from v_session, v_binding and v_pool."""
from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from v6lab.errors import InputError
from v6lab.plot import style
from v6lab.plot.source import Source, need, result_of

if TYPE_CHECKING:
    import pandas

MOST, FEW = 24, 0.01  # bars; share of a pool below which its curve would be flat
PROTOCOLS = {  #: colour and line, the same in all panels
    "tcp": (style.BLUE, "-"), "udp": (style.ORANGE, "--"), "icmp": (style.GREEN, "-."),
    "all": (style.GREY, ":"),
}
_TRANSLATOR = "a design with a nat64, clat with state, or virtual-ipv6 translator has them"


@style.styled
def sessions(source: Source, *, node: str = "", most: int = MOST) -> Any:
    """A translator's sessions as bars from making to removal; below, their number and the pool.

    source: a Result, or a database (its latest run)
    node: the translator, where there are several
    most: how many sessions get a bar, the first ones; the diagrams below count all

    An arrow and hatches mean that it was there when the run ended; the word in a bar is the last
    state of a TCP session (RFC 6146 3.5.2). A translator that keeps no sessions is shown by its
    bindings. Returns the figure. Raises ValueError where there is no such state.
    """
    result = result_of(source)
    table, word = _table(result, node)
    # A run that was interrupted has no length: then until the last thing that happened.
    end = max(float(result.info["sim_seconds"] or 0), *table.created, *table.removed.dropna())
    pool = result.view("v_pool")
    pool = pool[pool.node.isin(table.node) & pool.protocol.isin([*table.protocol, "all"])]
    shown = table.head(most)
    panels = 2 if len(pool) else 1
    heights = [0.34 * len(shown) + 0.9, *[2.2] * panels]
    figure = style.chart(13, sum(heights) + 0.4)
    axes = figure.subplots(1 + panels, 1, sharex=True, gridspec_kw={"height_ratios": heights})
    _bars(axes[0], shown, end, f"first {len(shown)} of {len(table)} {word}s"
          if len(shown) < len(table) else f"all {len(table)} {word}s")
    _count(axes[1], table, end, f"{word}s alive")
    if len(pool):
        _pool(axes[2], pool, end)
    axes[-1].set_xlabel("simulated time, s")
    axes[-1].set_xlim(-end * 0.01, end * 1.02)
    return figure


def _table(result: Any, node: str) -> tuple[pandas.DataFrame, str]:
    """Sessions, or bindings where there are no sessions, with times in s."""
    for word, table in (("session", result.sessions()), ("binding", result.bindings())):
        nodes = list(dict.fromkeys(table.node))
        if node and nodes and node not in nodes:
            raise InputError(f'sessions: node="{node}": {word}s are at {", ".join(nodes)}')
        if nodes:
            some = table[table.node == node] if node else table
            gone = some.removed_ns.astype("Float64").to_numpy(dtype="float64", na_value=math.nan)
            times = {"created": some.created_ns / 1e9, "removed": gone / 1e9}
            return some.assign(**times).reset_index(drop=True), word
    need([], "sessions", "no translator made a session or binding", _TRANSLATOR)
    raise AssertionError


def label(row: Any) -> str:
    """Inside, outside and remote end of a session or binding; * for all ports."""
    import pandas

    def end(address: Any, port: Any) -> str:
        if pandas.isna(address):
            return "(nobody yet)"
        shown = "*" if pandas.isna(port) else int(port)
        return f"[{address}]:{shown}" if ":" in address else f"{address}:{shown}"

    ends = [end(row.inside_address, row.inside_port), end(row.outside_address, row.outside_port)]
    if hasattr(row, "remote_address"):
        ends.append(end(row.remote_address, row.remote_port))
    return f"{row.protocol} " + " ⇄ ".join(ends)


def _bars(ax: Any, table: pandas.DataFrame, end: float, title: str) -> None:
    import pandas

    for place, row in enumerate(table.itertuples()):
        alive = pandas.isna(row.removed)
        until = end if alive else float(row.removed)
        colour, _ = PROTOCOLS.get(row.protocol, PROTOCOLS["all"])
        ax.barh(place, max(until - row.created, end / 500), left=row.created, height=0.66,
                color=colour, hatch="//" if alive else "", edgecolor="white")
        if alive:
            ax.plot([end], [place], marker=">", color=colour, markersize=9, clip_on=False)
        state = getattr(row, "state", None)
        if isinstance(state, str) and hasattr(row, "remote_address"):
            _state(ax, place, float(row.created), until, end, state.lower())
    ax.set_yticks(range(len(table)))
    ax.set_yticklabels([label(row) for row in table.itertuples()], family="DejaVu Sans Mono")
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_title(f"{title}; hatched: alive when the run ended", loc="left")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(True, axis="x")


def _state(ax: Any, place: int, start: float, until: float, end: float, word: str) -> None:
    """The word in its bar, or on the side of it that has room."""
    if until - start > 0.3 * end:
        style.mark(ax, (start + until) / 2, place, word)
    elif until < 0.7 * end:
        style.mark(ax, until + end * 0.01, place, word).set_ha("left")
    else:
        style.mark(ax, start - end * 0.01, place, word).set_ha("right")


def _steps(table: pandas.DataFrame) -> tuple[list[float], list[int]]:
    """How many live at a time: times of changes, and the number from then on."""
    events = [(float(t), 1) for t in table.created]
    events += [(float(t), -1) for t in table.removed.dropna()]
    times, numbers = [0.0], [0]
    for time, step in sorted(events):
        times.append(time)
        numbers.append(numbers[-1] + step)
    return times, numbers


def _count(ax: Any, table: pandas.DataFrame, end: float, name: str) -> None:
    for protocol, some in table.groupby("protocol", sort=False):
        times, numbers = _steps(some)
        colour, line = PROTOCOLS.get(protocol, PROTOCOLS["all"])
        ax.step([*times, end], [*numbers, numbers[-1]], where="post", label=protocol,
                color=colour, linestyle=line)
    ax.set_ylabel(name)
    ax.set_ylim(bottom=0)
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.grid(True)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))


def _pool(ax: Any, pool: pandas.DataFrame, end: float) -> None:
    """Ports or addresses in use: as a share of the pool, or their number while that is tiny."""
    share = bool((pool.used > FEW * pool.capacity).any())
    for (node, protocol), some in pool.groupby(["node", "protocol"], sort=False):
        used, capacity = list(some.used), int(some.capacity.max())
        heights = [100 * number / capacity if share else number for number in used]
        colour, line = PROTOCOLS.get(protocol, PROTOCOLS["all"])
        ax.step([*(some.time_ns / 1e9), end], [*heights, heights[-1]], where="post",
                color=colour, linestyle=line, label=f"{node} {protocol}\nmost {max(used)} of {capacity}")
    if share:
        ax.axhline(100, color=style.BLACK, linewidth=1.5, linestyle=":")
    ax.set_ylim(0, 110 if share else None)
    ax.set_ylabel("pool in use, %" if share else "pool: in use")
    ax.grid(True)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1.1))
