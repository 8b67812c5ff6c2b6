# SPDX-License-Identifier: GPL-2.0-only
"""How pictures look. V6LAB_BASELINE=write ./v6lab python -m pytest FILE draws the baselines anew."""
import os

import matplotlib
import pytest
from conftest import ROOT
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.testing.compare import compare_images
from pictures import PICTURES, texts, xlat
from v6lab import plot
from v6lab.plot import style

BASELINE = ROOT / "test/python/baseline"
TOLERANCE = 2  # root mean square of 255 levels; the same libraries draw the same pixels
DPI = 40
DRAWN = {}


def drawn(name):
    if name not in DRAWN:
        DRAWN[name] = PICTURES[name]()
    return DRAWN[name]


@pytest.fixture(params=sorted(PICTURES))
def name(request):
    return request.param


ON_AXES = [name for name in sorted(PICTURES) if name != "topology"]  # which graphviz draws


@pytest.mark.parametrize("name", ON_AXES)
def test_a_picture_looks_as_it_did(name, tmp_path):
    baseline, fresh = BASELINE / f"{name}.png", tmp_path / f"{name}.png"
    drawn(name).savefig(fresh, dpi=DPI, metadata={"Software": None})
    if os.environ.get("V6LAB_BASELINE") == "write":
        baseline.write_bytes(fresh.read_bytes())
    assert baseline.stat().st_size < 50_000
    assert compare_images(str(baseline), str(fresh), TOLERANCE) is None


def test_letters_are_fit_for_a_projector(name):
    assert {text.get_text() for text in texts(drawn(name)) if text.get_fontsize() < 12} == set()


def shown(figure):
    """The texts that are drawn with their boxes: ticks beyond the limits of an axis are not."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    hidden = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            used = axis._update_ticks() if axes.axison and axis.get_visible() else []
            for tick in {*axis.get_major_ticks()} - {*used}:
                hidden |= {tick.label1, tick.label2}
    renderer = canvas.get_renderer()
    return [(t, t.get_window_extent(renderer)) for t in texts(figure) if t not in hidden]


def test_nothing_is_cut_off_at_the_edge(name):
    figure = drawn(name)
    for text, box in shown(figure):
        inside = box.x0 >= -1 and box.y0 >= -1
        assert inside and box.x1 <= figure.bbox.x1 + 1 and box.y1 <= figure.bbox.y1 + 1, text


def test_no_two_texts_cover_each_other(name):
    boxes = shown(drawn(name))
    for index, (one, box) in enumerate(boxes):
        for other, theirs in boxes[index + 1:]:
            if one.get_rotation() or other.get_rotation():
                continue  # their boxes are larger than they are
            wide = min(box.x1, theirs.x1) - max(box.x0, theirs.x0)
            tall = min(box.y1, theirs.y1) - max(box.y0, theirs.y0)
            assert wide <= 1 or tall <= 2, (one.get_text(), other.get_text())


def test_verdicts_differ_without_colour():
    looks = style.VERDICTS.values()
    assert len({look.letter for look in looks}) == len({look.hatch for look in looks}) == len(looks)
    assert len({line.style for line in style.FAMILIES.values()}) == 2


def luminance(colour):
    """Relative luminance of WCAG 2.1."""
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in matplotlib.colors.to_rgb(colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("verdict", ["direct", "translated", "failed"])
def test_colours_stand_out_against_an_empty_cell(verdict):
    empty, full = luminance(style.PALE), luminance(style.VERDICTS[verdict].colour)
    assert (empty + 0.05) / (full + 0.05) > 1.9


def test_the_user_s_own_settings_change_nothing_and_stay():
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "black", "figure.dpi": 30}):
        before = dict(matplotlib.rcParams)
        other = plot.rtt_cdf(xlat())
        assert dict(matplotlib.rcParams) == before
    assert {text.get_fontsize() for text in texts(other)} == {
        text.get_fontsize() for text in texts(drawn("rtt-cdf"))
    }
    assert other.axes[0].get_facecolor() == (1, 1, 1, 1)


def test_notebooks_get_a_picture_without_the_time_of_day():
    first, second = drawn("rtt-cdf")._repr_png_(), drawn("rtt-cdf")._repr_png_()
    assert first == second and first.startswith(b"\x89PNG") and b"Software" not in first
