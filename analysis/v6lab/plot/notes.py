# SPDX-License-Identifier: GPL-2.0-only
"""Numbers above points, where they cover neither each other nor a point's interval."""
from __future__ import annotations

import math
from typing import Any, NamedTuple

from v6lab.plot import style

RADIUS, DEPTH, HEIGHT, GAP = 5.0, 4.0, 15.0, 2.0  # of a point; of a note below its base; points
FAILED = 30.0  # what stands above a cross at the lower edge, points
TRIES = 5


class Note(NamedTuple):
    """A point with its interval, and what is written above."""

    place: float
    value: float
    half: float  #: half of the interval's width, NaN without one
    text: str
    colour: str  #: of its curve

    @property
    def ends(self) -> tuple[float, float]:
        half = self.half if self.half == self.half else 0.0
        return self.value - half, self.value + half


def write(ax: Any, notes: list[Note], failed: list[float], framed: bool) -> None:
    """Writes the notes above their points, higher where there is something; failed: places with
    crosses; framed: in the colours of the curves.

    The limits of y are raised where the notes would end above them, so call it last.
    """
    for _ in range(TRIES):
        ax.figure.draw_without_rendering()  # only now it is known how tall the axes are
        bases = _bases(ax, notes, failed)
        tall = _points(ax, ax.bbox.height)
        over = max(bases, default=0.0) + HEIGHT - DEPTH - tall
        if over <= 0:
            break
        _raise(ax, 1.02 + over / tall)
    for note, base in zip(notes, bases):
        offset = base - _height(ax, note.value)
        ax.annotate(note.text, (note.place, note.value), xytext=(0, offset), ha="center",
                    textcoords="offset points", fontsize=style.SIZE, zorder=4,
                    bbox={"facecolor": "white", "pad": 1,
                          "edgecolor": note.colour if framed else "none"})


def _bases(ax: Any, notes: list[Note], failed: list[float]) -> list[float]:
    """The base line of each note, points above the lower edge; lower values have lower ones."""
    bases = [0.0] * len(notes)
    for place in {note.place for note in notes}:
        mine = [index for index, note in enumerate(notes) if note.place == place]
        taken = [(0.0, FAILED)] if place in failed else []
        for index in mine:
            low, high = (_height(ax, end) for end in notes[index].ends)
            taken.append((low - RADIUS, high + RADIUS))
        for index in sorted(mine, key=lambda one: notes[one].value):
            bottom = _height(ax, notes[index].ends[1]) + RADIUS
            for low, high in sorted(taken):
                if low < bottom + HEIGHT and bottom < high:
                    bottom = high
            bases[index] = bottom + DEPTH
            taken.append((bottom - GAP, bottom + HEIGHT + GAP))
    return bases


def _height(ax: Any, value: float) -> float:
    """Where a value is, points above the lower edge of the axes."""
    pixel = float(ax.transData.transform((0, value))[1])
    return _points(ax, pixel - ax.bbox.y0) if math.isfinite(pixel) else 0.0


def _points(ax: Any, pixels: float) -> float:
    return pixels * 72 / float(ax.figure.dpi)


def _raise(ax: Any, factor: float) -> None:
    """Makes the axis so much longer."""
    low, high = (ax.yaxis.get_transform().transform(limit) for limit in ax.get_ylim())
    ax.set_ylim(top=ax.yaxis.get_transform().inverted().transform(low + factor * (high - low)))
