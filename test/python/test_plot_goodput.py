# SPDX-License-Identifier: GPL-2.0-only
"""Goodput and packet sizes over an option: what the pictures say is what the views say."""
import numpy
import pytest
import v6lab
from matplotlib.backends.backend_agg import FigureCanvasAgg
from pictures import broken, mtus, recorded, swept, unheard, words
from v6lab import plot


def test_goodput_is_that_of_the_flows():
    speed, size = plot.goodput(mtus()).axes
    flows = [result.flows("rx_bytes >= 100000").iloc[0] for result in mtus()]
    assert list(speed.lines[0].get_ydata()) == [flow.throughput_bps / 1e6 for flow in flows]
    assert [label.get_text() for label in size.get_xticklabels()] == ["1280", "1500"]
    v4, v6 = ([bar.get_height() for bar in bars] for bars in size.containers)
    assert (v4, v6) == ([1280, 1480], [1500, 1500])  # the IPv6 header has 20 bytes more
    assert size.get_xlabel() == "mtu-ipv4"


def ticks(axes):
    return [label.get_text() for label in axes.get_xticklabels()]


def crosses(axes):
    return [line.get_data() for line in axes.lines if line.get_marker() == "X"]


def test_a_transfer_that_failed_keeps_its_place_with_a_cross():
    for order in (["works", "fails"], ["fails", "works"]):
        runs = {"works": mtus()[1], "fails": unheard()}
        speed, size = plot.goodput({label: runs[label] for label in order}).axes
        assert ticks(size) == order
        assert crosses(speed) == [([order.index("fails")], [0])]
        assert numpy.isnan(speed.lines[0].get_ydata()[order.index("fails")])
        told = [text.get_text() for text in speed.texts]
        assert told.count("failed") == 1 and "0" not in told


def test_a_transfer_that_was_cut_off_is_no_good_one_though_it_carried_a_part():
    runs = {"works": broken("30s", "31s"), "cut": broken("3s", "9s"), "dead": broken("1s", "9s")}
    flows = {label: result.flows().iloc[0] for label, result in runs.items()}
    assert [flow.outcome for flow in flows.values()] == ["delivered", "failed", "failed"]
    assert flows["cut"].rx_bytes > 100000 and flows["cut"].throughput_bps > 1e6
    for flow in ("", "transfer"):
        speed = plot.goodput(runs, flow=flow).axes[0]
        assert crosses(speed) == [([1], [0]), ([2], [0])]
        assert speed.lines[0].get_ydata()[0] == flows["works"].throughput_bps / 1e6
        assert all(numpy.isnan(y) for y in speed.lines[0].get_ydata()[1:])
    with pytest.raises(v6lab.InputError, match="no TCP flow transfer got there"):
        plot.goodput({"cut": runs["cut"], "dead": runs["dead"]}, flow="transfer")


def test_goodput_keeps_the_order_of_the_runs():
    assert ticks(plot.goodput(mtus()[::-1]).axes[1]) == ["1500", "1280"]
    names = ["nat64-dns64", "464xlat"]
    size = plot.goodput([recorded(name) for name in names], option="scenario").axes[1]
    assert ticks(size) == names


def test_goodput_of_a_sweep_has_a_curve_for_each_other_option():
    speed, size = plot.goodput(swept().db, option="mtu-ipv4").axes
    assert ticks(size) == ["1280", "1500"]
    bulk = swept().flows("rx_bytes >= 100000")
    assert len(speed.containers) == 2 and not crosses(speed)
    for wide, bars in zip((1280, 1500), speed.containers):
        some = bulk[bulk.mtu_ipv6.astype(int) == wide].groupby("mtu_ipv4").throughput_bps
        assert list(bars[0].get_ydata()) == pytest.approx(list(some.mean() / 1e6))
        assert f"\nmtu-ipv6={wide}\nmean of 2, 95 %" in bars.get_label()
        tall = [part[1][1] - part[0][1] for part in bars[2][0].get_segments()]
        wanted = 2 * 12.7062 * some.sem() / 1e6  # Student's t with one degree of freedom
        assert tall == pytest.approx(list(wanted), rel=1e-4)


def near_misses():
    """Two curves close to each other, both with intervals that no point of theirs is outside of."""
    return plot.goodput(swept().db, option="mtu-ipv4")


@pytest.mark.parametrize("draw", [
    near_misses,
    lambda: plot.goodput(swept().db, option="mtu-ipv4", log=True),
    lambda: plot.goodput({"it listens": mtus()[1], "it does not": unheard()}),
])
def test_the_numbers_of_goodput_hide_no_interval_and_stay_in_the_panel(draw):
    figure = draw()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    speed = figure.axes[0]
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in speed.texts]
    assert boxes
    for index, box in enumerate(boxes):
        assert box.y1 <= speed.bbox.y1 + 1
        assert not any(box.overlaps(other) for other in boxes[index + 1:])
        for bars in speed.containers:
            for lines in bars[2]:
                for (x, low), (_, high) in map(speed.transData.transform, lines.get_segments()):
                    across = box.x0 < x < box.x1
                    assert not across or box.y0 >= high or box.y1 <= low, (box, low, high)


def test_packets_below_several_curves_are_those_of_all():
    assert "of all" not in plot.goodput(mtus()).axes[1].get_ylabel()
    assert "of\nall these flows" in near_misses().axes[1].get_ylabel()


def test_a_sweep_is_its_complete_runs_in_its_order():
    once = v6lab.Sweep(swept().db, swept().plan[::-1].copy(), swept().axes, swept().failed)
    assert ticks(plot.goodput(once, option="mtu_ipv4").axes[1]) == ["1500", "1280"]
    once.plan["status"] = ["complete"] * 3 + ["failed"] * 5
    count = len(once.plan[once.plan.status == "complete"])
    assert words(plot.handshake_cdf(once, by="run")).count("(n = ") == count == 3


def test_an_option_is_spelt_as_a_keyword_or_as_on_the_command_line():
    for option in ("mtu_ipv4", "mtu-ipv4"):
        assert ticks(plot.goodput(swept().db, option=option).axes[1]) == ["1280", "1500"]
