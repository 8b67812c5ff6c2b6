# SPDX-License-Identifier: GPL-2.0-only
"""A failover over time: BGP sessions, the routes that stand, and packets delivered and lost."""
from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple

from v6lab.errors import InputError
from v6lab.plot import style
from v6lab.plot.source import Source, marked, need, need_all, result_of

if TYPE_CHECKING:
    import pandas

    from v6lab.result import Result

_BGP = 'a design with BGP has them, as "hub-spoke" with gateway="expressroute", cut_primary=True'
_UP = "Established"
MOST = 2000  # columns of packets: narrower ones are not seen


class Span(NamedTuple):
    """From one time to another, s."""

    start: float
    end: float


@style.styled
def failover(source: Source, *, nic: str = "", bin: float = 1.0) -> Any:
    """Timeline of a failover: sessions, effective routes and packets above each other.

    source: a Result, or a database (its latest run)
    nic: the network interface whose routes are told; by default the one whose routes changed first
    bin: width of the columns of packets, s; at most 2000 columns

    Top: when each BGP session was up. Middle: when each route that came or went stood. Bottom:
    packets of flows that were delivered and lost in each bin, with the reasons.
    Returns the figure. Raises ValueError where no BGP session or no packets are on record.
    """
    if not isinstance(bin, Real) or not bin > 0:
        raise InputError(f"failover: bin={bin!r}: allowed is a number of seconds above 0")
    result = result_of(source)
    events = need(result.view("v_bgp_event"), "failover", "no BGP events are on record", _BGP)
    end = max(float(result.info["sim_seconds"] or 0), events.time_ns.max() / 1e9)
    if bin < end / MOST:
        raise InputError(f"failover: bin={bin}: allowed are {end / MOST:.3g} s and more: {MOST} columns "
                         "can be told apart")
    up = session_spans(events, end)
    routes = route_spans(result, nic, end)
    heights = [0.42 * len(up) + 0.5, 0.42 * max(1, len(routes)) + 0.5, 2.8]
    figure = style.chart(13, sum(heights) + 1.2)
    axes = figure.subplots(3, 1, sharex=True, gridspec_kw={"height_ratios": heights})
    _lanes(axes[0], up, "BGP sessions that are up", style.BLUE)
    _lanes(axes[1], routes, f"effective routes that stand at {_nic(result, nic)}", style.ORANGE)
    _packets(axes[2], result, bin, end)
    axes[2].set_xlabel("simulated time, s")
    axes[2].set_xlim(0, end)
    return marked(figure, {"": result})


def session_spans(events: pandas.DataFrame, end: float) -> dict[str, list[Span]]:
    """When each session was up, by the words of the speaker that tells of it."""
    found: dict[str, list[Span]] = {}
    told = events[events.prefix.isna() & events.peer.notna()]
    for (node, peer), some in told.groupby(["node", "peer"], sort=False):
        spans, since = [], None
        for event in some.itertuples():
            if event.what == _UP and since is None:
                since = event.time_ns / 1e9
            elif event.what != _UP and since is not None:
                spans.append(Span(since, event.time_ns / 1e9))
                since = None
        if since is not None:
            spans.append(Span(since, end))
        found[f"{node} – {peer}"] = spans
    return found


def _nic(result: Result, nic: str) -> str:
    changes = result.view("v_effective_route_change")
    known = list(dict.fromkeys([*changes.nic, *result.routes().nic]))
    if nic and nic not in known:
        raise InputError(f'failover: nic="{nic}": allowed are {", ".join(known)}')
    return nic or (str(changes.nic.iloc[0]) if len(changes) else "-")


def route_spans(result: Result, nic: str, end: float) -> dict[str, list[Span]]:
    """When each route to a next hop stood, of those of one network interface that came or went."""
    changes = result.view("v_effective_route_change")
    changes = changes[(changes.nic == _nic(result, nic)) & (changes.state == "Active")]
    found: dict[str, list[Span]] = {}
    for (prefix, hop), some in changes.groupby(["address_prefix", "next_hop_ip"], sort=False):
        spans, since = [], 0.0
        for row in some.itertuples():
            time = row.time_ns / 1e9
            if row.change == "removed" and time > since:
                spans.append(Span(since, time))
            since = time if row.change == "added" else end
        if since < end:
            spans.append(Span(since, end))
        found[f"{prefix} via {hop}"] = spans
    return found


def _lanes(ax: Any, lanes: dict[str, list[Span]], title: str, colour: str) -> None:
    for place, spans in enumerate(lanes.values()):
        for span in spans:
            ax.barh(place, span.end - span.start, left=span.start, height=0.7, color=colour,
                    edgecolor="white")
    ax.set_yticks(range(len(lanes)))
    ax.set_yticklabels(list(lanes))
    ax.set_ylim(max(len(lanes), 1) - 0.4, -0.6)
    ax.set_title(title, loc="left")
    ax.tick_params(axis="y", length=0)
    ax.grid(True, axis="x")
    if not any(lanes.values()):
        ax.text(0.5, 0.5, "none changed", transform=ax.transAxes, ha="center", va="center")


def lost_packets(result: Result) -> pandas.DataFrame:
    """Drops of flows' packets; a call that failed before it had made one lost none."""
    return result.drops("flow_id > 0 AND length IS NOT NULL")


def packets(result: Result, bin: float) -> pandas.DataFrame:
    """Packets of flows in each bin: delivered and dropped at their nodes; index: start of the bin."""
    import pandas

    hops = need_all(result, "failover").hops("action = 'deliver'")
    drops = lost_packets(result)
    lost = drops.loc[drops.index.repeat(drops["count"])]
    counts = {
        name: (frame.time_ns // round(bin * 1e9)).value_counts()
        for name, frame in (("delivered", hops), ("lost", lost))
    }
    table = pandas.DataFrame(counts).fillna(0).astype(int).sort_index()
    table.index = table.index * bin
    return table


def _packets(ax: Any, result: Result, bin: float, end: float) -> None:
    table = packets(result, bin)
    need(table, "failover", "no packets are on record", 'record="packets" keeps them')
    looks = {"delivered": style.VERDICTS["direct"], "lost": style.VERDICTS["failed"]}
    below = 0 * table.lost
    for name in ("delivered", "lost"):
        ax.bar(table.index, table[name], width=bin, bottom=below, align="edge", label=name,
               color=looks[name].colour, hatch=looks[name].hatch, edgecolor="white", linewidth=0.3)
        below = below + table[name]
    ax.set_ylim(0, 1.06 * below.max())  # so that no column seems cut off
    reasons = ", ".join(dict.fromkeys(lost_packets(result).reason))
    ax.set_ylabel(f"packets in {bin:g} s")
    ax.set_title(f"packets of flows{'; lost: ' + reasons if reasons else ''}", loc="left")
    ax.grid(True)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
