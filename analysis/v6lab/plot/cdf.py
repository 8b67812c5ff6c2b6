# SPDX-License-Identifier: GPL-2.0-only
"""Distributions of round trips and TCP handshakes, measured on the packets of v_hop."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from matplotlib.transforms import ScaledTranslation

from v6lab.errors import InputError
from v6lab.plot import pieces, style
from v6lab.plot.source import Sources, marked, need, need_all, results_of

if TYPE_CHECKING:
    import pandas

    from v6lab.result import Result

GROUPINGS = ("family", "flow", "run")
ECHO = (8, 0, 128, 129)  # types of ICMP (RFC 792) and ICMPv6 (RFC 4443 4)
MOST = 24  # curves: more nobody tells apart
LINE, BELOW = 0.25, 0.65  # of the legend, and from the axis down to it, inches


def round_trips(result: Result) -> pandas.DataFrame:
    """One row a round trip of pings and UDP flows: flow_id, sent_ns, ms.

    Ends answer in order, so that the k-th request that arrived belongs to the k-th answer that was
    sent; one that got lost on the way back makes no row.
    """
    import pandas

    flows = result.flows("protocol IN ('icmp', 'udp')")
    found: list[tuple[int, int, float]] = []
    for flow, hops in _hops(result, flows, "round_trips"):
        ends = hops.groupby("packet_id")
        first, last = ends.first(), ends.last()
        last = last.assign(sent_ns=first.time_ns, origin=first.node, arrived=pieces.whole(hops))
        last = last[(first.protocol == "udp") | first.icmp_type.isin(ECHO)]  # and no ICMP errors
        requests = last[(last.origin == flow.src_node) & last.arrived]
        if isinstance(flow.dst_node, str):  # else nobody has what is called, or several do
            requests = requests[requests.node == flow.dst_node]
        for node, arrived in requests.groupby("node"):
            answers = last[last.origin == node]
            for request, answer in zip(arrived.itertuples(), answers.itertuples()):
                back = answer.arrived and answer.node == flow.src_node
                if back and answer.sent_ns >= request.time_ns:
                    found.append((flow.flow_id, request.sent_ns, (answer.time_ns - request.sent_ns) / 1e6))
    found.sort()
    return pandas.DataFrame(found, columns=["flow_id", "sent_ns", "ms"])


def handshakes(result: Result) -> pandas.DataFrame:
    """One row a TCP connection: flow_id, sent_ns, ms from its first SYN until a SYN, ACK came."""
    import pandas

    flows = result.flows("protocol = 'tcp'")
    found: list[tuple[int, int, float]] = []
    for flow, hops in _hops(result, flows, "handshakes"):
        here = hops[hops.node == flow.src_node]
        asked = here[(here.action == "send") & (here.tcp_flags == "SYN")]
        told = here[(here.action == "deliver") & (here.tcp_flags == "SYN, ACK")]
        starts = asked.groupby(["src_port", "dst"]).time_ns.min()
        ends = told.groupby(["dst_port", "src"]).time_ns.min()
        for connection, start in starts.items():
            if connection in ends.index:
                found.append((flow.flow_id, start, (ends[connection] - start) / 1e6))
    return pandas.DataFrame(found, columns=["flow_id", "sent_ns", "ms"])


def _hops(result: Result, flows: pandas.DataFrame, picture: str) -> list[tuple[Any, pandas.DataFrame]]:
    if len(flows) == 0:
        return []
    hops = need_all(result, picture).hops(f"flow_id IN ({', '.join(map(str, flows.flow_id))})")
    hops = hops.sort_values(["packet_id", "hop"])
    by_flow = dict(list(hops.groupby("flow_id")))
    return [(flow, by_flow[flow.flow_id]) for flow in flows.itertuples() if flow.flow_id in by_flow]


@style.styled
def rtt_cdf(sources: Sources, *, by: str = "", ax: Any = None) -> Any:
    """Cumulative distribution of the round trips of pings and UDP flows, in ms.

    sources: a Result, a database or a Sweep (all complete runs), several, or {label: Result}
    by: a curve for each "family" with its translations, each "flow", or each "run"; by default the
        run where labels are given, otherwise the family
    ax: draws into it

    Returns the figure. Raises ValueError if no round trip is on record, and for more than 24 curves.
    """
    return _draw(sources, by, ax, round_trips, "rtt_cdf", "round trip", "answered pings or UDP")


@style.styled
def handshake_cdf(sources: Sources, *, by: str = "", ax: Any = None) -> Any:
    """Cumulative distribution of TCP handshakes: from the first SYN to the SYN, ACK, in ms.

    As rtt_cdf; lookups of names do not count, SYNs that had to be sent again do.
    """
    return _draw(sources, by, ax, handshakes, "handshake_cdf", "TCP handshake", "TCP connections")


def _draw(sources: Sources, by: str, ax: Any, measure: Callable[[Result], pandas.DataFrame],
          picture: str, axis: str, missing: str) -> Any:
    by = by or ("run" if isinstance(sources, Mapping) else "family")
    if by not in GROUPINGS:
        raise InputError(f'{picture}: by="{by}": allowed are {", ".join(GROUPINGS)}')
    results = results_of(sources)
    samples = _samples(results, by, measure)
    need(samples, picture, f"no {missing} are on record",
         "a design with such workloads, whose calls arrive, has them")
    count = samples.group.nunique()
    if count > MOST:
        raise InputError(f'{picture}: by="{by}" makes {count} curves; {MOST} can be told apart: give '
                         "fewer runs, or another of " + ", ".join(GROUPINGS))
    figure = ax.figure if ax is not None else style.chart(9, 4.5 + LINE * count)
    ax = ax if ax is not None else figure.add_subplot()
    for index, (group, some) in enumerate(samples.groupby("group", sort=False)):
        colour, line, marker = style.series(index)
        values = sorted(some.ms)
        shares = [k / len(values) for k in range(len(values) + 1)]
        ax.step([values[0], *values], shares, where="post", color=colour, linestyle=line,
                marker=marker, markersize=7,
                markevery=slice(1, None, max(1, len(values) // 8)),  # none at share 0
                label=f"{group}  (n = {len(values)})")
    ax.set_xlabel(f"{axis}, ms")
    ax.set_ylabel("share not longer")
    ax.set_xlim(0, 1.05 * float(samples.ms.max()))
    ax.set_ylim(0, 1.03)
    ax.grid(True)
    below = ax.transAxes + ScaledTranslation(0, -BELOW, figure.dpi_scale_trans)
    ax.legend(loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=below, borderaxespad=0)
    return marked(figure, results)


def _samples(results: dict[str, Result], by: str,
             measure: Callable[[Result], pandas.DataFrame]) -> pandas.DataFrame:
    import pandas

    frames = []
    for label, result in results.items():
        flows = result.flows().set_index("flow_id")
        samples = measure(result)
        groups = [_group(flows.loc[flow], by, label) for flow in samples.flow_id]
        frames.append(samples.assign(group=groups))
    samples = pandas.concat(frames, ignore_index=True)
    return samples.sort_values("group", kind="stable") if by == "family" else samples


def _group(flow: Any, by: str, label: str) -> str:
    import pandas

    if by != "family":
        return label if by == "run" else str(flow["name"])
    here, there = (
        style.FAMILIES.get(family, style.NO_FAMILY).name
        for family in (flow.family_at_source, flow.family_at_destination)
    )
    count = 0 if pandas.isna(flow.translations) else int(flow.translations)
    if not count:
        return f"{here}, not translated"
    return f"{here} to {there}, {count} translation{'s' if count > 1 else ''}"
