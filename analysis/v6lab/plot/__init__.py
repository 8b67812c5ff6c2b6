# SPDX-License-Identifier: GPL-2.0-only
"""Pictures of what runs recorded, made with matplotlib.

>>> import v6lab
>>> result = v6lab.run("ipv4-island")                        # doctest: +SKIP
>>> v6lab.plot.reachability(result).savefig("island.png")    # doctest: +SKIP

Every function takes a Result or the path of a database and returns a Figure, which notebooks show.
They read the database only. Where a picture would be empty they raise ValueError, which says what
is missing and what records it.
"""
from v6lab.plot.matrix import reachability

__all__ = ["reachability"]
