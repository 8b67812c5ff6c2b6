# SPDX-License-Identifier: GPL-2.0-only
"""Runs that tests of pictures share, each made once, and what pictures are asked for."""
import functools

import v6lab
from v6lab import plot


@functools.lru_cache(maxsize=None)
def recorded(name, **options):
    """A run of a scenario."""
    return v6lab.run(name, progress=False, **options)


def island():
    return recorded("ipv4-island")


def xlat():
    return recorded("464xlat")


@functools.lru_cache(maxsize=None)
def answers():
    """Runs of one family, with labels that are wider than its column."""
    names = ("none", "dual-stack", "nat64-onprem", "nat64-azure")
    runs = [(name, recorded("onprem-to-azure", solution=name)) for name in names]
    return {f"{name}\n{year}": run for name, run in runs for year in ("then", "now")}


def full_pool():
    return recorded("nat64", exhaust=True)


def cut():
    return recorded("hub-spoke", spokes=1, flows=0, gateway="expressroute", cut_primary=True)


@functools.lru_cache(maxsize=None)
def transition():
    names = ("ipv4", "spokes", "complete")
    return {name: recorded("hub-spoke", stage=name, spokes=2, flows=0) for name in names}


@functools.lru_cache(maxsize=None)
def mtus():
    return [recorded("nat64-dns64", mtu_ipv4=mtu) for mtu in (1280, 1500)]


@functools.lru_cache(maxsize=None)
def unheard():
    """A network whose NAT64 listens to another prefix than the one that DNS64 makes addresses of."""
    network = v6lab.Topology.scenario("nat64-dns64")
    network.translators[0].prefix = "2001:db8:64::/96"
    return network.run(progress=False)


@functools.lru_cache(maxsize=None)
def broken(begin, end):
    """A transfer of two seconds from second 2 on, over a link that is broken for a while."""
    network = v6lab.Topology("outage")
    network.add(
        v6lab.Link("line", dataRate="2Mbps", outages=[v6lab.LinkOutage(begin, end)]),
        v6lab.OutsideNode("a", interfaces=[v6lab.Interface("line", ["192.0.2.1/24"])]),
        v6lab.OutsideNode("b", interfaces=[v6lab.Interface("line", ["192.0.2.2/24"])]),
        v6lab.Workload("transfer", "tcp-bulk", "a", "b", size=400000, start="2s"),
    )
    return network.run(progress=False)


@functools.lru_cache(maxsize=None)
def swept():
    axes = {"mtu_ipv4": [1280, 1500], "mtu_ipv6": [1280, 1500]}
    return v6lab.sweep("nat64-dns64", axes, runs=2, progress=False)


@functools.lru_cache(maxsize=None)
def benched():
    """A benchmark of two models at three sizes of frames, with random times, each twice."""
    axes = {"preset": ["ip6-forward", "jool-2019"], "frame": [1518, 84, 256]}
    return v6lab.sweep("rfc8219", axes, runs=2, progress=False, trial=1, repeat=2, jitter=50)


PICTURES = {  #: one of each kind
    "benchmark": lambda: plot.benchmark(benched()),
    "reachability": lambda: plot.reachability(island()),
    "packet-walk": lambda: plot.packet_walk(island(), "ping the device"),
    "packet-walk-drop": lambda: plot.packet_walk(island(), "Telnet to the device"),
    "packet-walk-one-node": lambda: plot.packet_walk(xlat(), 10),
    "rtt-cdf": lambda: plot.rtt_cdf(xlat()),
    "handshake-cdf": lambda: plot.handshake_cdf(xlat(), by="flow"),
    "handshake-cdf-many": lambda: plot.handshake_cdf({f"run {n}": xlat() for n in range(16)}),
    "sessions": lambda: plot.sessions(full_pool(), most=5),
    "sessions-two-nodes": lambda: plot.sessions(island()),
    "failover": lambda: plot.failover(cut(), nic="nva-1-nic"),
    "stages": lambda: plot.stages(transition()),
    "stages-one": lambda: plot.stages(xlat()),
    "stages-one-family": lambda: plot.stages(answers(), skip="traceroute|worker"),
    "goodput": lambda: plot.goodput(mtus()),
    "goodput-failed": lambda: plot.goodput({"it listens": mtus()[1], "it does not": unheard()}),
    "goodput-sweep": lambda: plot.goodput(swept().db, option="mtu-ipv4"),
    "topology": lambda: plot.topology("nat64"),
}


def texts(figure):
    """Every text of a figure that has something to say."""
    import matplotlib.text

    return [
        text
        for text in figure.findobj(matplotlib.text.Text)
        if text.get_visible() and text.get_text().strip()
    ]


def words(figure):
    return "\n".join(text.get_text() for text in texts(figure))
