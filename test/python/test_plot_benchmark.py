# SPDX-License-Identifier: GPL-2.0-only
"""Pictures of benchmarks show what v_bench_summary holds."""
import pytest
import v6lab
from pictures import benched, xlat
from v6lab import plot
from v6lab.plot.sizes import other_options


def ticks(axes):
    return [label.get_text() for label in axes.get_xticklabels()]


def test_a_benchmark_is_a_curve_over_the_size_of_frames():
    axes = plot.benchmark(benched()).axes[0]
    rows = benched().bench_summary("metric = 'throughput'")
    assert ticks(axes) == ["84", "256", "1518"] and len(axes.containers) == 2
    for preset, bars in zip(("ip6-forward", "jool-2019"), axes.containers):
        some = rows[rows.preset == preset].groupby("frame")["median"]
        assert list(bars[0].get_ydata()) == pytest.approx(list(some.mean()))
        assert bars.get_label() == f"preset={preset}\nmean of 2 medians, 95 %"
        tall = [part[1][1] - part[0][1] for part in bars[2][0].get_segments()]
        assert tall == pytest.approx(list(2 * 12.7062 * some.sem()), rel=1e-4, abs=1e-9)
    carried = next(line for line in axes.lines if line.get_label() == "what the line carries")
    # 1 Gbit/s, 10000 times slower; RFC 2544 20 and Ethernet: 20 bytes beside each frame
    assert list(carried.get_ydata()) == pytest.approx([100_000 / 8 / (n + 20) for n in (84, 256, 1518)])


def test_an_option_that_a_device_has_no_use_for_is_no_curve():
    siit = {"dut": "siit", "frame": "84"}
    nat64 = {"dut": "nat64", "frame": "84", "lookup-cost": "0"}
    assert other_options({"a": siit, "b": nat64}, "frame") == ["dut"]
    dear = {**nat64, "lookup-cost": "5"}
    assert other_options({"a": siit, "b": nat64, "c": dear}, "frame") == ["dut", "lookup-cost"]


def test_a_benchmark_of_single_runs_has_percentiles_of_its_repetitions():
    first = [benched().result(run) for run in benched().plan.run_id[benched().plan.run == 1][:3]]
    axes = plot.benchmark(first, metric="throughput of capacity").axes[0]
    rows = [result.bench_summary("metric = 'throughput of capacity'").iloc[0] for result in first]
    rows.sort(key=lambda row: row.frame)
    (bars,) = axes.containers
    assert list(bars[0].get_ydata()) == [row["median"] for row in rows]
    ends = [(part[0][1], part[1][1]) for part in bars[2][0].get_segments()]
    assert ends == [pytest.approx((row.p1, row.p99)) for row in rows]
    assert bars.get_label() == "siit\nmedian of 2, 1st to 99th percentile"
    assert len(axes.lines) == 1 + 2 and axes.get_ylabel() == "throughput of capacity, %"  # no line's rate


def test_a_picture_without_a_benchmark_says_what_is_missing():
    with pytest.raises(v6lab.InputError, match='no benchmark is on record; the scenario "rfc8219"'):
        plot.benchmark(xlat())
    with pytest.raises(v6lab.InputError, match='metric="speed": allowed are .*throughput, '):
        plot.benchmark(benched(), metric="speed")
