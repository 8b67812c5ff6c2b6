# SPDX-License-Identifier: GPL-2.0-only
"""What pictures show is what the database holds."""
import os
import sqlite3
import subprocess
import warnings

import matplotlib.colors
import matplotlib.figure
import numpy
import pandas
import pytest
import v6lab
from conftest import ROOT
from matplotlib.backends.backend_agg import FigureCanvasAgg
from pictures import PICTURES, benched, cut, full_pool, island, recorded, transition, words, xlat
from v6lab import plot
from v6lab.plot import style
from v6lab.plot.state import PROTOCOLS
from v6lab.plot.outage import packets, route_spans, session_spans


def letters(axes):
    """The marks of a matrix: {(row, column): [letters from left to right]}."""
    rows, columns = ([t.get_text() for t in ticks] for ticks in
                     (axes.get_yticklabels(), axes.get_xticklabels()))
    found = {}
    for text in sorted(axes.texts, key=lambda text: text.get_position()):
        x, y = text.get_position()
        if 0 <= y < len(rows):
            found.setdefault((rows[int(y)], int(x), columns[int(x)]), []).append(text.get_text())
    return found


@pytest.mark.parametrize("result", [island, xlat, lambda: transition()["spokes"]])
def test_a_reachability_cell_tells_the_verdicts_of_its_services(result):
    frame = result().reachability()
    frame["dst_node"] = frame.dst_node.fillna("(no address)")
    panels = {axes.get_title(): axes for axes in plot.reachability(result()).axes}
    told = 0
    for (family, source, target), some in frame.groupby(["family", "src_node", "dst_node"]):
        marks = letters(panels[style.FAMILIES[family].name])
        mine = [marks[key] for key in marks if key[0] == source and key[2] == target]
        assert {mark[0] for mark in mine[0]} == {style.VERDICTS[v].letter for v in some.verdict}
        twice = any(some.translations.fillna(0) > 1)
        assert any("×2" in mark for mark in mine[0]) == twice
        told += 1
    assert told == sum(len(letters(axes)) for axes in panels.values() if axes.get_title())


def test_a_flow_that_fails_beside_others_of_its_service_splits_the_cell():
    vpn = recorded("per-app-vpn")
    view = vpn.reachability("src_node = 'phone' AND dst_node = 'n6' AND family = 'v6'")
    assert set(view.verdict) == {"direct"}  # a row of the view fails only if all of its flows do
    failed = vpn.flows("outcome = 'failed' AND dst_node = 'n6'")
    assert set(failed.reason) == {"vpn-fragment"} and set(failed.protocol) == {"icmp", "udp"}
    figure = plot.reachability(vpn)
    panels = {axes.get_title(): axes for axes in figure.axes}
    marks = {key[::2]: mark for key, mark in letters(panels["IPv6"]).items()}
    assert [mark[0] for mark in marks[("phone", "n6")]] == ["D", "F"]
    assert marks[("phone", "n4")] == ["T"]
    assert "vpn-fragment  (icmp, udp 7)" in words(figure)
    assert "vpn-fragment" not in words(plot.reachability(vpn, protocol="tcp"))


def test_reasons_of_failures_are_numbered_and_named():
    figure = plot.reachability(island())
    legend = [text.get_text() for text in figure.axes[-1].get_legend().get_texts()]
    failed = island().reachability("verdict = 'failed'")
    assert len(failed) and set(failed.reason) == {line.split()[1] for line in legend if line[0] == "F"}
    assert "F1  firewall-zone-no-rule  (tcp 23, udp 7)" in legend
    assert ("workstation", 0, "iot-device") in letters(figure.axes[1])


def test_a_verdict_has_one_colour_and_hatch_everywhere():
    seen = set()
    for figure in (plot.reachability(island()), plot.stages(transition())):
        for axes in figure.axes:
            marks = [t for t in axes.texts if t.get_text()[:1] in "DTF" and len(t.get_text()) < 4]
            for mark in marks:
                under = [patch for patch in axes.patches if patch.get_fill()
                         and patch.get_bbox().contains(*mark.get_position())][-1]
                colour = matplotlib.colors.to_hex(under.get_facecolor())
                seen.add((mark.get_text()[0], colour, under.get_hatch() or ""))
    assert seen == {
        (look.letter, look.colour, look.hatch)
        for word, look in style.VERDICTS.items() if word != "unknown"
    }


def test_stages_show_each_flow_of_each_run():
    results = transition()
    axes = plot.stages(results).axes[0]
    marks, runs = letters(axes), list(results)
    for number, (label, result) in enumerate(results.items()):
        for flow in result.flows().itertuples():
            row, _, family = flow.name.rpartition(" over ")
            column = 2 * number + ["v4", "v6"].index(family)
            (mark,) = [m for key, m in marks.items() if key[:2] == (row, column)]
            assert mark[0][0] == ("F" if flow.outcome == "failed" else "D"), (label, flow.name)
    assert [t.get_text() for t in axes.texts if t.get_text() in runs] == runs


def test_stages_of_one_run_are_called_by_its_scenario():
    axes = plot.stages(xlat()).axes[0]
    assert "464xlat" in [text.get_text() for text in axes.texts]


def test_stages_may_give_flows_of_several_names_one_row():
    both = {"tcp user to spoke-1-lb": "user to service", "user calls the service": "user to service"}
    axes = plot.stages(transition(), rename=both, skip="^admin").axes[0]
    rows = [label.get_text() for label in axes.get_yticklabels()]
    assert rows.count("user to service") == 1 and not any("admin" in row for row in rows)
    mine = {key[1]: mark[0][0] for key, mark in letters(axes).items() if key[0] == "user to service"}
    assert mine == {0: "D", 1: "F", 2: "D", 3: "F", 4: "D", 5: "D"}


def test_a_walk_shows_both_headers_of_each_translation():
    figure = plot.packet_walk(island(), 1)
    some = island().translations("flow_id = 1")
    some = some[some.packet_id.isin([some.packet_id.min(), some.packet_id.min() + 1])]
    boxes = [t.get_text() for t in figure.axes[0].texts if t.get_text().startswith("translates")]
    assert len(boxes) == len(some) == 2
    for box, row in zip(boxes, some.itertuples()):
        lines = {line.split()[0]: line.split()[1:] for line in box.splitlines()[1:]}
        assert lines["bytes"] == [str(row.length_before), "→", str(row.length_after)]
        assert lines["from"][0] == row.src_before and row.src_after in lines["from"]
        assert lines["to"][0] == row.dst_before and row.dst_after in lines["to"]
        limits = {"hop limit 63 → TTL 62", "TTL 64 → hop limit 63"}
        assert " ".join(lines["hops"]) in limits


def test_a_walk_visits_the_nodes_in_their_order():
    hops = island().hops("flow_id = 1")
    first = hops[hops.packet_id == hops.packet_id.min()].sort_values("hop")
    told = [t.get_text() for t in plot.packet_walk(island(), 1).axes[0].texts]
    places = [told.index(node) for node in dict.fromkeys(first.node)]
    assert places == sorted(places) and len(places) == first.node.nunique() > 2
    arrows = [t for t in told if t.startswith("IPv")]
    assert arrows[0] == f"IPv6  hop limit {first.ttl.iloc[1]} · {first.length.iloc[1]} B"


def test_a_walk_may_be_without_the_answer():
    both, one = (plot.packet_walk(island(), 1, answer=answer) for answer in (True, False))
    assert [words(figure).count("packet ") for figure in (both, one)] == [2, 1]
    assert "echo request" in words(one) and "echo reply" not in words(one)
    assert one.get_figheight() < 0.65 * both.get_figheight()


def test_flows_and_packets_may_be_numbers_of_frames():
    hop = island().hops("flow_id = 3").iloc[0]
    told = words(plot.packet_walk(island(), hop.flow_id, hop.packet_id))
    assert "HTTP to the device" in told and f"packet {hop.packet_id}: tcp SYN from" in told


def test_a_walk_tells_why_a_packet_was_dropped():
    drop = island().drops("reason = 'firewall-zone-no-rule'").iloc[0]
    told = words(plot.packet_walk(island(), int(drop.flow_id)))
    assert f"dropped: {drop.reason}" in told
    assert drop.sentence.replace(" ", "") in told.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("result", [island, xlat, full_pool])
def test_round_trips_and_handshakes_are_those_that_applications_measured(result):
    flows = result().flows().set_index("flow_id")
    for measured in (plot.round_trips(result()), plot.handshakes(result())):
        means = measured.groupby("flow_id").ms.agg(["mean", "count"])
        for flow, (mean, count) in means.iterrows():
            if "traceroute" in flows.name[flow]:
                continue  # which routers answer, too
            assert count == flows.rx_packets[flow]
            assert mean == pytest.approx(flows.rtt_mean_ms[flow], abs=1e-5)
    assert len(plot.handshakes(result()))


def test_round_trips_to_who_was_not_named_are_there_too():
    on, node = v6lab.Interface, v6lab.OutsideNode
    lab = v6lab.Topology("unnamed").add(
        v6lab.Link("wire", delay="3ms"), v6lab.Link("home"), v6lab.Link("far", delay="7ms"),
        node("a", interfaces=[on("wire", ["192.0.2.1/24"]), on("home", ["2001:db8::1/64"])],
             routes=[v6lab.StaticRoute("::/0", "2001:db8::2")]),
        node("b", interfaces=[on("wire", ["192.0.2.2/24"])]),
        node("edge", "router", [on("home", ["2001:db8::2/64"]), on("far", ["203.0.113.1/24"])]),
        node("c", interfaces=[on("far", ["203.0.113.2/24"])]),
        v6lab.Translator("edge", "nat64", pool=[v6lab.Pool("203.0.113.9")]))
    lab.add(v6lab.Workload("named", "ping", "a", "b", count=2),
            v6lab.Workload("unnamed", "ping", "a", v6lab.Pref64().text("203.0.113.2"), count=3))
    result = lab.run()
    flows = result.flows().set_index("name")
    assert flows.dst_node["unnamed"] == "c" and flows.rx_packets["unnamed"] == 3
    trips = plot.round_trips(result)
    assert list(trips.flow_id.value_counts().sort_index()) == [2, 3]
    mean = trips[trips.flow_id == flows.flow_id["unnamed"]].ms.mean()
    assert mean == pytest.approx(flows.rtt_mean_ms["unnamed"], abs=1e-5)


def test_a_cdf_climbs_to_one_over_all_samples():
    axes = plot.handshake_cdf([xlat(), island()], by="run").axes[0]
    for line, result in zip(axes.lines, (xlat(), island())):
        x, y = line.get_data()
        assert line.get_markevery().start == 1  # share 0 is no sample
        assert sorted(plot.handshakes(result).ms) == list(x[1:])
        assert y[0] == 0 and y[-1] == 1 and all(numpy.diff(y) > 0)
    assert "scenario=464xlat  (n = 4)" in words(axes.figure)


@pytest.mark.parametrize("given, by, curves", [
    ([xlat, island], "", ["IPv6, not translated", "IPv6 to IPv4, 1 translation"]),
    ({"home": xlat, "campus": island}, "", ["home", "campus"]),
    ({"home": xlat, "campus": island}, "family", ["IPv6, not translated", "IPv4 to IPv4, 2 transl"]),
])
def test_curves_have_the_labels_that_were_given(given, by, curves):
    labelled = isinstance(given, dict)
    sources = {k: v() for k, v in given.items()} if labelled else [result() for result in given]
    told = words(plot.rtt_cdf(sources, by=by))
    assert all(curve in told for curve in curves), told


def test_many_runs_get_curves_that_differ_below_which_their_names_stand():
    many = {f"run {number}": xlat() for number in range(16)}
    figure = plot.handshake_cdf(many)
    axes = figure.axes[0]
    looks = {(line.get_color(), line.get_linestyle()) for line in axes.lines}
    assert len(looks) == len(axes.lines) == 16
    FigureCanvasAgg(figure).draw()
    legend, label = axes.get_legend().get_window_extent(), axes.xaxis.label.get_window_extent()
    assert legend.y1 <= label.y0 and legend.y0 >= 0
    assert axes.get_window_extent().height > 3 * figure.dpi
    with pytest.raises(ValueError, match="makes 25 curves; 24 can be told apart"):
        plot.handshake_cdf({f"run {number}": xlat() for number in range(25)})


def test_sessions_have_a_bar_each_from_making_to_removal():
    table = full_pool().sessions()
    axes = plot.sessions(full_pool()).axes[0]
    assert len(axes.patches) == len(table)
    for bar, row in zip(axes.patches, table.itertuples()):
        assert bar.get_x() == row.created_ns / 1e9
        assert bar.get_x() + bar.get_width() == pytest.approx(full_pool().info["sim_seconds"], 1e-2)
    assert "[2001:db8:6::6]:49153 ⇄ 203.0.113.1:" in axes.get_yticklabels()[0].get_text()


def test_the_pool_reaches_what_it_has():
    figure = plot.sessions(full_pool(), most=3)
    pool = full_pool().view("v_pool", "protocol = 'tcp'")
    assert pool.used.max() == pool.capacity.max() == 16
    curve = figure.axes[2].lines[0]
    assert max(curve.get_ydata()) == 100 and "most 16 of 16" in words(figure)
    assert "first 3 of 17 sessions" in figure.axes[0].get_title(loc="left")
    assert max(figure.axes[1].lines[0].get_ydata()) == 16


def test_translators_have_diagrams_of_their_own():
    bars, *below = plot.sessions(island()).axes
    table, nodes = island().sessions(), ["island-router", "plat"]
    assert [axes.get_title(loc="left") for axes in below] == [nodes[0], "", nodes[1], ""]
    for node, alive, used in zip(nodes, below[::2], below[1::2]):
        mine = table[table.node == node]
        lines = {line.get_label(): max(line.get_ydata()) for line in alive.lines}
        assert lines == dict(mine.protocol.value_counts())
        pool = island().view("v_pool", f"node = '{node}' AND protocol = 'tcp'")
        told = [text.get_text() for text in used.get_legend().get_texts()]
        assert f"tcp: most {pool.used.max()} of {pool.capacity.max()}" in told
        for axes in (alive, used):
            assert all(float(tick).is_integer() for tick in axes.get_yticks())
    assert [text.get_text() for text in bars.texts if text.get_text() in nodes] == nodes
    only = plot.sessions(island(), node="plat").axes
    assert len(only) == 3 and len(only[0].patches) == (table.node == "plat").sum()


@pytest.mark.parametrize("result", [full_pool, xlat])
def test_a_pool_is_in_use_from_the_binding_on(result):
    *_, alive, pool = plot.sessions(result(), node="" if result is full_pool else "plat").axes
    made = result().sessions().groupby("protocol").created_ns.min() / 1e9
    for line, its in ((line, made[line.get_label().partition(":")[0]]) for line in pool.lines[:len(made)]):
        times, used = line.get_data()
        rises = [time for time, before, after in zip(times[1:], used, used[1:]) if after > before]
        assert rises[0] == pytest.approx(its) and list(times) == sorted(times)


def test_curves_with_equal_values_show_below_each_other():
    for axes in plot.sessions(recorded("nat64")).axes[1:]:
        curves = [line for line in axes.lines if ":" in line.get_label() or line.get_label() in PROTOCOLS]
        assert len(curves) == 3
        for below, above in zip(curves, curves[1:]):
            assert below.get_linewidth() >= above.get_linewidth() + 1.5
            assert above.get_linestyle() not in ("-", below.get_linestyle())


def test_a_curve_alone_is_seen_below_the_limit_of_the_pool():
    curve, limit = plot.sessions(recorded("virtual-ipv6", expiry=True)).axes[-1].lines
    assert max(curve.get_ydata()) == 100 == limit.get_ydata()[0]
    assert curve.get_linestyle() == "-" and curve.get_linewidth() > 2 * limit.get_linewidth()


@pytest.mark.parametrize("result", [island, full_pool, lambda: recorded("nat64"), xlat])
def test_a_word_of_a_state_hides_no_session_and_stays_in_the_panel(result):
    figure = plot.sessions(result())
    FigureCanvasAgg(figure).draw()
    axes, panel = figure.axes[0], figure.axes[0].get_window_extent()
    states = [text for text in axes.texts if "FIN" in text.get_text() or "est" in text.get_text()]
    assert len(states) == result().sessions().state.notna().sum() > 0
    for text in states:
        box = text.get_bbox_patch().get_window_extent()
        assert panel.x0 - 1 <= box.x0 and box.x1 <= panel.x1 + 1
        for bar in axes.patches:
            under = bar.get_window_extent()
            if under.y0 < (box.y0 + box.y1) / 2 < under.y1:
                covered = min(under.x1, box.x1) - max(under.x0, box.x0)
                assert covered < 0.75 * under.width, text.get_text()


def test_sessions_that_ended_count_no_more():
    result = recorded("virtual-ipv6", expiry=True)
    table = result.sessions()
    bars, alive, _ = plot.sessions(result).axes
    first, second, last = [bar.get_x() + bar.get_width() for bar in bars.patches]
    assert [first, second] == list(table.removed_ns.dropna() / 1e9) and last > 180
    times, numbers = alive.lines[0].get_data()
    assert list(numbers) == [0, 1, 2, 1, 0, 1, 1] and list(times[3:5]) == [first, second]


def test_a_cut_shows_in_sessions_routes_and_packets():
    events = cut().view("v_bgp_event")
    end = cut().info["sim_seconds"]
    primary = session_spans(events, end)["hq-router – 192.168.10.2"]
    idle = events[(events.node == "hq-router") & (events.what == "Idle")].time_ns.min() / 1e9
    assert len(primary) == 2 and primary[0].end == idle and primary[1].end == end
    told = (ROOT / "doc/hub-spoke.md").read_text()
    assert f"At {primary[1].start:.1f} s the session is up again" in told
    gone = cut().view("v_effective_route_change",
                      "nic = 'nva-1-nic' AND change = 'removed' AND address_prefix = '172.17.0.0/16'"
                      " AND next_hop_ip = '192.168.10.2'").time_ns.iloc[0] / 1e9
    assert route_spans(cut(), "nva-1-nic", end)["172.17.0.0/16 via 192.168.10.2"][0].end == gone
    table = packets(cut(), 1.0)
    outage = cut().drops("flow_id > 0 AND reason = 'link-outage'")
    assert table.lost.sum() == outage["count"].sum() > 0  # one call has no address: not a packet
    assert set(cut().drops("flow_id > 0").reason) - set(outage.reason)
    title = plot.failover(cut()).axes[2].get_title(loc="left")
    assert title == "packets of flows; lost: link-outage"
    assert table.delivered.sum() == len(cut().hops("action = 'deliver'"))
    bars = plot.failover(cut(), bin=1.0).axes[2].patches
    assert sum(bar.get_height() for bar in bars) == table.to_numpy().sum()
    top = plot.failover(cut()).axes[2].get_ylim()[1]
    assert top > 1.05 * table.sum(axis="columns").max()


def test_several_runs_are_called_by_what_they_differ_in(tmp_path, lab):
    db = tmp_path / "x.db"
    for number in (1, 2):
        v6lab.run(lab, db=db, run=number, progress=False)
    assert "run=1" in words(plot.handshake_cdf(db, by="run"))
    assert "other  (n" in words(plot.handshake_cdf({"other": db}, by="run"))


def test_pictures_take_axes():
    figure = matplotlib.figure.Figure()
    axes = figure.subplots(2, 2)
    assert plot.reachability(island(), family="v6", ax=axes[0][0]) is figure
    assert plot.rtt_cdf(xlat(), ax=axes[0][1]) is figure
    assert plot.stages(transition(), ax=axes[1][0]) is figure
    assert plot.topology("nat64", ax=axes[1][1]) is figure
    assert all(axis.has_data() or axis.patches for axis in axes.flat)


def test_frames_are_taken_for_the_view():
    frame = island().reachability("protocol = 'tcp' AND family = 'v6'")
    assert "no-route" not in words(plot.reachability(frame))


def test_a_run_that_was_cut_off_reaches_nobody_yet(tmp_path, lab):
    db = tmp_path / "x.db"
    result = v6lab.run(lab, db=db, progress=False)
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE run SET status = 'incomplete', sim_seconds = NULL")
    for draw in (plot.reachability, plot.stages):
        with pytest.raises(ValueError, match="no flows are on record; run .* is incomplete, it ended"):
            draw([result] if draw is plot.stages else result)
    assert plot.sessions(result).axes and plot.handshake_cdf(result).axes


def test_a_legend_lists_few_of_many_services():
    frame = island().reachability("verdict = 'failed' AND protocol = 'tcp'")
    many = pandas.concat([frame.assign(dst_port=port) for port in range(1, 13)])
    assert "F1  firewall-zone-no-rule  (tcp 1, tcp 2, tcp 3, tcp 4, tcp 5, and 7 more)" in words(
        plot.reachability(many))


def test_a_dollar_sign_in_a_name_is_a_dollar_sign(lab):
    name = r"pay $\foo{ 5$"
    lab.workloads[0].name = name
    result = lab.run(progress=False)
    for draw in (plot.packet_walk(result, name), plot.stages([result]), plot.reachability(result),
                 plot.rtt_cdf({"$1$": xlat()})):
        FigureCanvasAgg(draw).draw()
    assert name in words(plot.stages([result])) and "$1$" in words(plot.rtt_cdf({"$1$": xlat()}))


def test_a_logarithmic_axis_has_plain_numbers():
    figure = plot.benchmark(benched(), log=True)
    FigureCanvasAgg(figure).draw()
    labels = [one.get_text() for one in figure.axes[0].get_yticklabels() if one.get_text()]
    assert labels and all(float(one) > 0 for one in labels)


def test_names_of_east_asia_are_letters_not_boxes(lab):
    from matplotlib.ft2font import FT2Font

    if not os.path.exists(style.CJK):
        pytest.skip("fonts-noto-cjk is not installed")
    name = "东京 서울"
    assert not all(FT2Font(style.CJK).get_char_index(ord(letter)) == 0 for letter in name)
    lab.workloads[0].name = name
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # "Glyph 19996 missing from current font"
        result = lab.run(progress=False)
        for figure in (plot.packet_walk(result, name), plot.rtt_cdf(xlat()), plot.stages([result])):
            FigureCanvasAgg(figure).draw()
    assert name in words(plot.stages([result]))


def test_matplotlib_is_loaded_at_the_first_picture_only():
    script = ("import sys, v6lab; assert 'matplotlib' not in sys.modules\n"
              "v6lab.plot; assert 'matplotlib' in sys.modules\n"
              "v6lab.plot.topology('nat64')\n"
              "assert 'matplotlib.pyplot' not in sys.modules\n"
              "try: v6lab.plt\nexcept AttributeError as e: print(e)")
    path = str(v6lab.__path__[0]).removesuffix("v6lab")
    done = subprocess.run(["/usr/bin/python3", "-c", script], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": path})
    assert done.stdout.strip() == "module 'v6lab' has no attribute 'plt'", done.stderr


def test_every_function_has_a_picture_here():
    names = {name.replace("-", "_") for name in PICTURES}
    drawn = {word for word in plot.__all__ if any(name.startswith(word) for name in names)}
    assert drawn == set(plot.__all__) - {"handshakes", "round_trips"}
