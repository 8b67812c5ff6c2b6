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


PICTURES = {  #: one of each kind
    "reachability": lambda: plot.reachability(island()),
    "packet-walk": lambda: plot.packet_walk(island(), "ping the device"),
    "packet-walk-drop": lambda: plot.packet_walk(island(), "Telnet to the device"),
    "rtt-cdf": lambda: plot.rtt_cdf(xlat()),
    "handshake-cdf": lambda: plot.handshake_cdf(xlat(), by="flow"),
    "sessions": lambda: plot.sessions(full_pool(), most=5),
    "failover": lambda: plot.failover(cut(), nic="nva-1-nic"),
    "stages": lambda: plot.stages(transition()),
    "goodput": lambda: plot.goodput(mtus()),
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
