# SPDX-License-Identifier: GPL-2.0-only
"""Pictures of what runs recorded, made with matplotlib.

>>> import v6lab
>>> result = v6lab.run("ipv4-island")                        # doctest: +SKIP
>>> v6lab.plot.reachability(result).savefig("island.png")    # doctest: +SKIP

=================  ================================================================
reachability       who reaches whom, over which IP version, translated or not
stages             the same of several runs side by side: a transition's stages
packet_walk        what each node did to a packet, headers before and after
topology           the drawing of a topology
rtt_cdf            distribution of round trips
handshake_cdf      distribution of TCP handshakes
sessions           a translator's sessions and its pool over time
failover           BGP sessions, routes, and packets lost, over time
goodput            goodput and packet sizes over an option of several runs
benchmark          a benchmark of RFC 8219 over the size of frames
=================  ================================================================

Every function takes a Result or the path of a database (see each for more) and returns a Figure,
which notebooks show. They read the database only. Where a picture would be empty they raise
ValueError, which says what is missing and what records it. Colours, letters and hatches of
verdicts are the same in all: v6lab.plot.style.
"""
try:
    import matplotlib as _matplotlib  # noqa: F401
except ImportError as error:
    raise ImportError(f"v6lab.plot needs Debian's python3-matplotlib: {error}") from None

from v6lab.plot.cdf import handshake_cdf, handshakes, round_trips, rtt_cdf
from v6lab.plot.drawing import topology
from v6lab.plot.matrix import reachability
from v6lab.plot.outage import failover
from v6lab.plot.rates import benchmark
from v6lab.plot.sizes import goodput
from v6lab.plot.state import sessions
from v6lab.plot.transition import stages
from v6lab.plot.walk import packet_walk

__all__ = [
    "benchmark",
    "failover",
    "goodput",
    "handshake_cdf",
    "handshakes",
    "packet_walk",
    "reachability",
    "round_trips",
    "rtt_cdf",
    "sessions",
    "stages",
    "topology",
]
