# SPDX-License-Identifier: GPL-2.0-only
"""The state of translators over time, read from v_session, v_binding and v_pool."""
from __future__ import annotations

import math
import re
from numbers import Integral
from typing import TYPE_CHECKING, Any

from v6lab.errors import InputError
from v6lab.plot import style
from v6lab.plot.source import Source, marked, need, result_of

if TYPE_CHECKING:
    import pandas

MOST, FEW = 24, 0.01  # bars; share of a pool below which its curve would be flat
WIDE, BESIDE, LETTER = 13, 2.9, 0.1  # a figure; legends and such in it; a letter, inches
LONG = 62  # letters in a line on the left of bars
PROTOCOLS = {  #: colour, line, width in points, the same in all panels: none hides another below it
    "tcp": (style.BLUE, "-", 5.5), "udp": (style.ORANGE, "--", 3.5),
    "icmp": (style.GREEN, "-.", 2.0), "all": (style.GREY, ":", 1.5),
}
ALONE = 3.5  #: width at least of a curve that has a panel to itself, points
_TRANSLATOR = "a design with a nat64, clat with state, or virtual-ipv6 translator has them"


@style.styled
def sessions(source: Source, *, node: str = "", most: int = MOST) -> Any:
    """Translators' sessions as bars from making to removal; below, their number and the pool.

    source: a Result, or a database (its latest run)
    node: only this translator; by default all, with diagrams of their own
    most: how many sessions get a bar, the first ones; the diagrams below count all

    An arrow and hatches mean that it was there when the run ended; the word at a bar is the last
    state of a TCP session (RFC 6146 3.5.2), "4 FIN" for "V4 FIN RCV" and so on.
    A translator that keeps no sessions is shown by its bindings. Returns the figure. Raises ValueError where there is no such state.
    """
    if isinstance(most, bool) or not isinstance(most, Integral) or most < 1:
        raise InputError(f"sessions: most={most!r}: allowed is a number of bars from 1 on")
    result = result_of(source)
    table, word = _table(result, node)
    # A run that was interrupted has no length: then until the last thing that happened.
    end = max(float(result.info["sim_seconds"] or 0), *table.created, *table.removed.dropna())
    pool = result.view("v_pool")
    pool = pool[pool.node.isin(table.node) & pool.protocol.isin([*table.protocol, "all"])]
    pool = _since(pool, result.bindings())
    shown = table.head(most)
    nodes = list(dict.fromkeys(table.node))
    pools = [pool[pool.node == one] for one in nodes]
    rows = 1 + (1 if any(map(len, pools)) else 0)
    below, named = rows * len(nodes), len(nodes) > 1
    labels = [label(row) for row in shown.itertuples()]
    if max(map(len, labels)) > LONG:
        labels = [text.replace(" ⇄", "\n⇄", 1) for text in labels]
    tall = 0.34 if not labels[0].count("\n") else 0.48
    heights = [tall * (len(shown) + named * shown.node.nunique()) + 0.9, *[2.3] * below]
    figure = style.chart(WIDE, sum(heights) + 0.4)
    axes = figure.subplots(1 + below, 1, sharex=True, gridspec_kw={"height_ratios": heights})
    _bars(axes[0], shown.assign(label=labels), end, f"first {len(shown)} of {len(table)} {word}s"
          if len(shown) < len(table) else f"all {len(table)} {word}s", named)
    for index, (one, used) in enumerate(zip(nodes, pools)):
        mine = axes[1 + rows * index:1 + rows * (index + 1)]
        _count(mine[0], table[table.node == one], end, f"{word}s alive")
        if named:
            mine[0].set_title(one, loc="left")
        if len(used):
            _pool(mine[1], used, end)
        elif rows == 2:
            mine[1].set_visible(False)
    axes[-1].set_xlabel("simulated time, s")
    axes[-1].set_xlim(-end * 0.01, end * 1.02)
    return marked(figure, {"": result})


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


def _places(nodes: list[str], named: bool) -> list[int]:
    """Lines of the bars, with one free above each run of bars of a node that is named."""
    places, free = [], 0
    for index, node in enumerate(nodes):
        free += named and (index == 0 or node != nodes[index - 1])
        places.append(index + free)
    return places


def _bars(ax: Any, table: pandas.DataFrame, end: float, title: str, named: bool) -> None:
    """A bar each; named: with the names of nodes above theirs."""
    import pandas

    table = table.sort_values("node", key=_rank(list(table.node)), kind="stable") if named else table
    places = _places(list(table.node), named)
    longest = max(len(line) for text in table.label for line in text.splitlines())
    letter = LETTER * end / (WIDE - LETTER * longest - BESIDE)
    for place, row in zip(places, table.itertuples()):
        alive = pandas.isna(row.removed)
        until = end if alive else float(row.removed)
        colour, _, _ = PROTOCOLS.get(row.protocol, PROTOCOLS["all"])
        ax.barh(place, max(until - row.created, end / 500), left=row.created, height=0.66,
                color=colour, hatch="//" if alive else "", edgecolor="white")
        if alive:
            ax.plot([end], [place], marker=">", color=colour, markersize=9, clip_on=False)
        state = getattr(row, "state", None)
        if isinstance(state, str) and hasattr(row, "remote_address"):
            _state(ax, place, float(row.created), until, end, short(state), letter)
    if named:
        for place, node in zip(places, table.node):
            if place - 1 not in places:
                ax.text(0, place - 1, node, fontsize=style.SIZE + 2, va="center")
    ax.set_yticks(places)
    ax.set_yticklabels(list(table.label), family=style.MONO)
    ax.set_ylim(places[-1] + 0.6, -0.6)
    ax.set_title(f"{title}\nhatched: alive when the run ended", loc="left")
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(True, axis="x")


def _rank(nodes: list[str]) -> Any:
    order = {node: place for place, node in enumerate(dict.fromkeys(nodes))}
    return lambda column: column.map(order)


def short(state: str) -> str:
    """A state of RFC 6146 3.5.2 in fewer letters: 6 FIN + 4 FIN for V6 FIN + V4 FIN RCV."""
    return re.sub(r"\bv([46]) ", r"\1 ", state.lower().replace(" rcv", "")).replace("fin", "FIN")


def _state(ax: Any, place: int, start: float, until: float, end: float, word: str,
           letter: float) -> None:
    """The word in its bar if that stays to be seen, or on the side of it that has room.

    letter: width of one, s
    """
    wide = letter * (len(word) + 1)
    if until - start > 1.5 * wide or max(end - until, start) < wide:
        style.mark(ax, (start + until) / 2, place, word)
    elif end - until > wide:
        style.mark(ax, until + end * 0.015, place, word).set_ha("left")
    else:
        style.mark(ax, start - end * 0.015, place, word).set_ha("right")


def _steps(table: pandas.DataFrame) -> tuple[list[float], list[int]]:
    """How many live at a time: times of changes, and the number from then on."""
    events = [(float(t), 1) for t in table.created]
    events += [(float(t), -1) for t in table.removed.dropna()]
    times, numbers = [0.0], [0]
    for time, step in sorted(events):
        times.append(time)
        numbers.append(numbers[-1] + step)
    return times, numbers


def _by_protocol(table: pandas.DataFrame) -> list[tuple[str, pandas.DataFrame]]:
    """The rows of each protocol, the widest curve first, so that narrower ones lie upon it."""
    return [(name, table[table.protocol == name]) for name in PROTOCOLS
            if (table.protocol == name).any()]


def _look(protocol: str, curves: int) -> dict[str, Any]:
    """That of a curve: one alone need not be thin or dotted to show beside others."""
    colour, line, width = PROTOCOLS[protocol]
    alone = {"linestyle": "-", "linewidth": max(width, ALONE)}
    return {"color": colour, **(alone if curves == 1 else {"linestyle": line, "linewidth": width})}


def _since(pool: pandas.DataFrame, bindings: pandas.DataFrame) -> pandas.DataFrame:
    """The pool's rows with their times in s, a rise at the binding that made it.

    v_pool has at most a row each 100 ms, which tells late of what came meanwhile.
    """
    import pandas

    times = []
    for (node, protocol), some in pool.groupby(["node", "protocol"]):
        mine = bindings[bindings.node == node]
        made = mine.created_ns[mine.protocol == protocol] if protocol != "all" else mine.created_ns
        used, since = 0, -1
        for row in some.sort_values("time_ns").itertuples():
            early = made[(made > since) & (made <= row.time_ns)]
            rose = row.used > used and len(early) > 0
            times.append((row.Index, float(early.min() if rose else row.time_ns) / 1e9))
            used, since = row.used, row.time_ns
    return pool.assign(time=pandas.Series(dict(times), dtype=float))


def _count(ax: Any, table: pandas.DataFrame, end: float, name: str) -> None:
    curves = _by_protocol(table)
    for protocol, some in curves:
        times, numbers = _steps(some)
        ax.step([*times, end], [*numbers, numbers[-1]], where="post", label=protocol,
                **_look(protocol, len(curves)))
    ax.set_ylabel(name)
    ax.set_ylim(bottom=0)
    _whole(ax)
    ax.grid(True)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))


def _whole(ax: Any) -> None:
    """Ticks at whole numbers, also where the highest is one."""
    from matplotlib.ticker import MaxNLocator

    ax.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, min_n_ticks=1))


def _pool(ax: Any, pool: pandas.DataFrame, end: float) -> None:
    """Ports or addresses in use: as a share of the pool, or their number while that is tiny."""
    share = bool((pool.used > FEW * pool.capacity).any())
    curves = _by_protocol(pool)
    for protocol, some in curves:
        used, capacity = list(some.used), int(some.capacity.max())
        heights = [100 * number / capacity if share else number for number in used]
        ax.step([*some.time, end], [*heights, heights[-1]], where="post",
                label=f"{protocol}: most {max(used)} of {capacity}", **_look(protocol, len(curves)))
    if share:
        ax.axhline(100, color=style.BLACK, linewidth=1.5, linestyle=":")
    else:
        _whole(ax)
    ax.set_ylim(0, 110 if share else None)
    ax.set_ylabel("pool in use, %" if share else "pool: in use")
    ax.grid(True)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1.1))
