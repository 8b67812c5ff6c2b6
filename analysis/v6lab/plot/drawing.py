# SPDX-License-Identifier: GPL-2.0-only
"""The picture of a topology, as `v6lab topology` draws it, in a figure."""
from __future__ import annotations

import io
import os
import subprocess
from typing import Any, Union

from v6lab import _v6lab
from v6lab.errors import InputError, RunError
from v6lab.plot import style
from v6lab.result import Result
from v6lab.topology import Topology

DPI = 110  #: of the picture: its letters have 10 to 12 points


@style.styled
def topology(
    source: Union[Result, Topology, str, os.PathLike[str]], *, ax: Any = None, **options: Any
) -> Any:
    """The picture of what was, or could be, simulated: networks, nodes, addresses, translators.

    source: a Result, a Topology, the name of a scenario, or the path of a run database, a topology
        file or an ARM template
    ax: draws into it
    options: of a scenario

    It is the drawing of Topology.to_svg(), laid out by graphviz. Returns the figure. Raises
    ValueError for a source that is none of these, RunError without graphviz.
    """
    picture = _pixels(_topology(source, options).to_dot())
    height, width = picture.shape[:2]
    if ax is None:
        figure = style.chart(width / DPI, height / DPI)
        figure.set_layout_engine("none")
        ax = figure.add_axes((0, 0, 1, 1))
    ax.imshow(picture, interpolation="antialiased")
    ax.axis("off")
    return ax.figure


def _topology(source: Any, options: dict[str, Any]) -> Topology:
    if isinstance(source, Topology):
        return source
    if isinstance(source, Result):
        return source.topology
    if not isinstance(source, (str, os.PathLike)):
        raise InputError(f"topology: {source!r}: allowed is a Result, a Topology, the name of a "
                         "scenario, or the path of a database or a file")
    named = isinstance(source, str) and source in {row[0] for row in _v6lab.scenarios()}
    if named or not os.path.exists(source):  # what is no file may be a slip of a scenario's name
        return Topology.scenario(os.fspath(source), **options)
    if _is_database(source):
        return Result(source).topology
    return Topology.load(source)


def _is_database(path: Any) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(15) == b"SQLite format 3"
    except OSError:
        return False


def _pixels(dot: str) -> Any:
    from matplotlib.image import imread

    try:
        drawn = subprocess.run(
            ["dot", "-Tpng", f"-Gdpi={DPI}"], input=dot.encode(), capture_output=True, check=True
        )
    except FileNotFoundError:
        raise RunError("topology: the program dot is missing (Debian's package graphviz)") from None
    except subprocess.CalledProcessError as error:
        raise RunError(f"topology: dot failed: {error.stderr.decode()[-500:]}") from None
    return imread(io.BytesIO(drawn.stdout), format="png")
