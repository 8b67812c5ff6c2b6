# SPDX-License-Identifier: GPL-2.0-only
"""How all pictures look: one palette, one letter and one hatch a verdict, and type for a projector.

The colours are those of M. Okabe and K. Ito, "Color Universal Design" (2008), which people with any
kind of colour vision tell apart. Nothing is told by colour alone.
"""
from __future__ import annotations

import functools
import io
import math
import os
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, NullFormatter

BLACK, GREY, PALE = "#222222", "#5f6b73", "#eeeeee"
ORANGE, SKY, GREEN, YELLOW = "#e69f00", "#56b4e9", "#009e73", "#f0e442"
BLUE, VERMILION, PURPLE = "#0072b2", "#d55e00", "#cc79a7"

DPI = 60  #: in notebooks
SIZE = 12  #: of the smallest letters, points
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"  # of Debian's fonts-noto-cjk


def _fallback() -> list[str]:
    """The font for Chinese, Japanese and Korean names, if it is there: matplotlib has none."""
    if not os.path.exists(CJK):
        return []
    if "Noto Sans CJK JP" not in font_manager.get_font_names():  # installed after its list was made
        font_manager.fontManager.addfont(CJK)
    return ["Noto Sans CJK JP"]


# These come with matplotlib: the same letters on every machine.
MONO = ["DejaVu Sans Mono", *_fallback()]
RC = {
    "font.family": ["DejaVu Sans", *_fallback()],
    "font.size": SIZE,
    "axes.titlesize": SIZE + 2,
    "axes.labelsize": SIZE + 1,
    "legend.fontsize": SIZE,
    "xtick.labelsize": SIZE,
    "ytick.labelsize": SIZE,
    "axes.edgecolor": GREY,
    "axes.grid": False,
    "grid.color": "#d5d9dc",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 2.5,
    "legend.frameon": False,
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "v6lab",
    "text.parse_math": False,  # a name may have a dollar sign
}


class Look(NamedTuple):
    """How a verdict looks everywhere."""

    colour: str
    letter: str
    hatch: str
    meaning: str

    def patch(self) -> Any:
        """Its entry in a legend."""
        return Patch(
            facecolor=self.colour, edgecolor="white", hatch=self.hatch,
            label=f"{self.letter}  {self.meaning}".strip(),
        )


VERDICTS = {
    "direct": Look(GREEN, "D", "", "direct: the same IP version all the way"),
    "translated": Look(SKY, "T", "//", "translated on the way"),
    "failed": Look(VERMILION, "F", "xx", "failed"),
    "unknown": Look("#bbbbbb", "U", "..", "delivered, translations not counted"),
}


class Line(NamedTuple):
    """How a family or a series looks in diagrams."""

    colour: str
    style: str
    name: str


FAMILIES = {"v4": Line(VERMILION, "--", "IPv4"), "v6": Line(BLUE, "-", "IPv6")}
NO_FAMILY = Line(GREY, ":", "no address")
SERIES = [  #: colour, line, marker: neighbours differ in all three
    (BLUE, "-", "o"), (VERMILION, "--", "s"), (GREEN, "-.", "^"), (BLACK, ":", "D"),
    (PURPLE, "-", "v"), (ORANGE, "--", "P"), (SKY, "-.", "X"), (GREY, ":", "*"),
]


def series(index: int) -> tuple[str, str, str]:
    """Colour, line and marker of a curve: no two of the first 32 are alike."""
    again = index // len(SERIES)
    colour, _, _ = SERIES[index % len(SERIES)]
    _, line, _ = SERIES[(index + again) % len(SERIES)]
    _, _, marker = SERIES[(index + 3 * again) % len(SERIES)]
    return colour, line, marker


class Chart(Figure):  # type: ignore[misc]
    """A figure that notebooks show without pyplot, which would show it twice and keep it for ever."""

    def _repr_png_(self) -> bytes:
        from PIL import Image

        drawn, small = io.BytesIO(), io.BytesIO()
        self.savefig(drawn, format="png", dpi=DPI, bbox_inches="tight")
        with Image.open(drawn) as image:  # few colours: a third of the size in a notebook
            image.convert("RGB").quantize(96).save(small, format="png", optimize=True)
        return small.getvalue()


def chart(width: float, height: float) -> Chart:
    """An empty figure, sizes in inches."""
    return Chart(figsize=(width, height), layout="constrained", facecolor="white")


# Without those that are not of the style; to ask for the backend would load pyplot.
_DEFAULTS = {
    name: value
    for name, value in matplotlib.rcParamsDefault.items()
    if name not in ("interactive", "timezone", "toolbar") and not name.startswith("backend")
}
F = TypeVar("F", bound=Callable[..., Any])


def styled(function: F) -> F:
    """Draws in this style whatever the user's own settings are."""

    @functools.wraps(function)
    def draw(*given: Any, **named: Any) -> Any:
        with matplotlib.rc_context({**_DEFAULTS, **RC}):
            return function(*given, **named)

    return draw  # type: ignore[return-value]


def logarithmic(axis: Any) -> None:
    """Numbers as they are: matplotlib's own are formulas, which texts here are not."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())


def inches(text: str, size: float = SIZE, *, bold: bool = False, mono: bool = False) -> float:
    """How wide a text is: its longest line."""
    family = MONO if mono else RC["font.family"]
    font = FontProperties(family=family, size=size, weight="bold" if bold else "normal")
    widths = [
        text_to_path.get_text_width_height_descent(line, font, ismath=False)[0]
        for line in text.splitlines()
    ]
    return max(widths, default=0.0) / 72


def rounded_up(width: float) -> float:
    """To a tenth of an inch, so that a hair of another font makes no other picture."""
    return math.ceil(round(10 * width, 6)) / 10


def mark(ax: Any, x: float, y: float, text: str, size: float = SIZE, **more: Any) -> Any:
    """Bold letters that stay readable on any colour and hatch; at (x, y) in data coordinates."""
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.9}
    return ax.text(
        x, y, text, ha="center", va="center", fontsize=size, fontweight="bold", color=BLACK,
        bbox=box, **more,
    )


def bare(ax: Any) -> None:
    """Leaves nothing of an axis but what is drawn."""
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(length=0)
