# SPDX-License-Identifier: GPL-2.0-only
"""Pictures and measures of packets in fragments: each piece where it went, no half packet whole."""
from collections import Counter

import pytest
import v6lab
from conftest import PACKAGE
from v6lab import plot
from v6lab.plot import pieces, walk_rows


def path(size, *, near=1500, thin=1500, far=1500, rate="1Gbps", outages=(), family="v4", count=1):
    """a – one – two – b; a pings b."""
    on, node = v6lab.Interface, v6lab.OutsideNode
    addresses = {"v4": "10.0.{}.{}/24", "v6": "2001:db8:{}::{}/64"}[family]

    def at(link, name, host):
        return on(name, [addresses.format(link, host)])

    def by(link, host):
        every = {"v4": "0.0.0.0/0", "v6": "::/0"}[family]
        return [v6lab.StaticRoute(every, addresses.format(link, host).partition("/")[0])]

    lab = v6lab.Topology("path").add(
        v6lab.Link("left", mtu=near), v6lab.Link("mid", mtu=thin, dataRate=rate, outages=list(outages)),
        v6lab.Link("right", mtu=far),
        node("a", interfaces=[at(1, "left", 1)], routes=by(1, 2)),
        node("one", "router", [at(1, "left", 2), at(2, "mid", 1)], routes=by(2, 2)),
        node("two", "router", [at(2, "mid", 2), at(3, "right", 1)], routes=by(2, 1)),
        node("b", interfaces=[at(3, "right", 2)], routes=by(3, 1)))
    return lab.add(v6lab.Workload("big", "ping", "a", "b", family=family, size=size, count=count,
                                  interval="100ms", timeout="1s")).run()


def arrows(figure):
    """(from, to, bytes) of each arrow, counted."""
    texts = figure.axes[0].texts
    tops = [t for t in texts if t.get_fontweight() == "bold" and t.get_ha() == "center"]
    lanes = {round(t.get_position()[0], 3): t.get_text() for t in tops}
    ends = [(lanes[round(t.xyann[0], 3)], lanes[round(t.xy[0], 3)])
            for t in texts if getattr(t, "arrow_patch", None)]
    sizes = [int(t.get_text().split()[-2]) for t in texts if t.get_text().startswith("IPv")]
    return Counter((*pair, size) for pair, size in zip(ends, sizes))


@pytest.mark.parametrize("made, pieces", [
    # cut by the sender, by a router, and by both
    (dict(size=4972, near=1300), [[1300, 1300, 1300, 1160]] * 3),
    (dict(size=1472, thin=1280), [[1500], [1276, 244], [1276, 244]]),
    (dict(size=2372, near=1300, thin=1000), [[1300, 1120], [996, 324, 996, 144], [996, 324, 996, 144]]),
    (dict(size=2352, near=1300, family="v6"), [[1296, 1160]] * 3),
], ids=["sender", "router", "both", "IPv6"])
def test_each_fragment_is_an_arrow_where_it_went(made, pieces):
    drawn = arrows(plot.packet_walk(path(**made), "big", answer=False))
    steps = zip(("a", "one", "two"), ("one", "two", "b"), pieces)
    assert drawn == Counter((here, there, size) for here, there, sizes in steps for size in sizes)


def test_what_never_became_a_packet_has_a_walk_too():
    lab = v6lab.Topology("alone").add(v6lab.Link("wire"))
    for host in (1, 2):
        on = v6lab.Interface("wire", [f"2001:db8::{host}/64"])
        lab.add(v6lab.OutsideNode(f"h{host}", interfaces=[on]))
    figure = plot.packet_walk(lab.add(v6lab.Workload("b", "ping", "h1", "192.0.2.1")).run(), "b")
    assert any("dropped: no-" in text.get_text() for text in figure.axes[0].texts)


@pytest.mark.parametrize("named", [{"server": "srv"}, {}], ids=["named", "whoever has the address"])
def test_equal_fragments_that_are_cut_in_one_instant_are_told_one_by_one(named):
    on, node, route = v6lab.Interface, v6lab.OutsideNode, v6lab.StaticRoute
    lab = v6lab.Topology("cut").add(
        v6lab.Link("six", mtu=1280), v6lab.Link("four"),
        node("pc", interfaces=[on("six", ["2001:db8::2/64"])], routes=[route("::/0", "2001:db8::1")]),
        node("gw", "router", [on("six", ["2001:db8::1/64"]), on("four", ["203.0.113.1/24"])]),
        node("srv", interfaces=[on("four", ["203.0.113.2/24"])]),
        v6lab.Translator("gw", "nat64", pool=[v6lab.Pool("203.0.113.9")]))
    target = v6lab.Pref64().text("203.0.113.2")
    lab.add(v6lab.Workload("big", "ping", "pc", target, size=6000, count=1, **named))
    result = lab.run()
    assert len(plot.round_trips(result)) == 1
    figure = plot.packet_walk(result, "big", int(result.hops("action = 'send' AND node = 'srv'").packet_id[0]))
    told = [t.get_text() for t in figure.axes[0].texts]
    at_gw = [text.split()[-2 if text.startswith("IPv") else -1] for text in told
             if text.startswith(("translates", "IPv4"))]
    assert at_gw == ["1500", "1280", "296"] * 4 + ["108", "136"]


def test_fragments_that_a_translator_held_and_cut_are_all_there():
    drawn = arrows(plot.packet_walk(v6lab.run("nat64"), "large pings"))
    steps = Counter()
    for (here, there, _), count in drawn.items():
        steps[here, there] += count
    assert steps == {("n6", "r6"): 3, ("r6", "nat64"): 3, ("nat64", "r4"): 3, ("r4", "n4"): 3,
                     ("n4", "r4"): 3, ("r4", "nat64"): 3, ("nat64", "r6"): 5, ("r6", "n6"): 5}


@pytest.mark.parametrize("made, received", [
    # of the first answer, of the first request and of both the long fragment does not arrive
    (dict(size=2352, near=1300, family="v6", count=3), 2),
    (dict(size=2352, far=1300, family="v6", count=5), 4),
    (dict(size=2372, rate="300kbps", outages=[v6lab.LinkOutage("130ms", "260ms")], count=6), 3),
], ids=["answer", "request", "outage"])
def test_half_a_packet_is_no_round_trip(made, received):
    result = path(**made)
    flow = result.flows().iloc[0]
    trips = plot.round_trips(result)
    assert len(trips) == flow.rx_packets == received
    assert trips.ms.mean() == pytest.approx(flow.rtt_mean_ms, abs=1e-5)
    shown = plot.packet_walk(result, "big").axes[0].texts
    first = next(t.get_text() for t in shown if t.get_text().startswith("packet "))
    lost = set(result.hops("action = 'drop'").packet_id)
    assert lost and int(first.split()[1].rstrip(":")) not in lost


def test_pieces_of_a_tunnels_packets_are_unwrapped_where_they_are_put_together():
    lab = v6lab.Topology.load(PACKAGE.parents[2] / "examples" / "per-app-vpn.yaml")
    lab.checks = []
    next(link for link in lab.links if link.name == "radio").mtu = 1400
    lab.workloads = [v6lab.Workload("big", "ping", "phone", "web", family="v6", vpn="work", size=3000,
                                    count=3, start="10s")]
    result = lab.run()
    answer = int(result.hops("action = 'send' AND node = 'web'").packet_id.iloc[-1])  # knows the MTU
    outer = {1400: 2, 152: 2, 304: 1}
    steps = {("web", "company"): {1448: 2, 256: 1}, ("company", "mobile-core"): outer,
             ("mobile-core", "phone"): outer}
    assert arrows(plot.packet_walk(result, "big", answer)) == Counter(
        {(*ends, size): count for ends, sizes in steps.items() for size, count in sizes.items()})


def test_an_answer_is_that_of_the_request_before_it():
    shown = plot.packet_walk(path(2352, near=1300, family="v6", count=3), "big").axes[0].texts
    told = [t.get_text() for t in shown]
    titles = [text.split()[1].rstrip(":") for text in told if text.startswith("packet ")]
    assert len(titles) == 2 and int(titles[1]) == int(titles[0]) + 1
    last = max(float(text.split()[0]) for text in told if text.startswith("+"))
    assert last < 20  # ms: the requests are 100 ms apart


@pytest.mark.parametrize("scenario, options", [
    ("nat64", {"mtu_ipv4": 576}), ("464xlat", {"clat": "shared"}), ("ipv4-island", {}),
    ("per-app-vpn", {"network": "ipv4-only"}),
    ("per-app-vpn", {"network": "ipv4-only", "mode": "tunnel"}),
], ids=str)
def test_every_packet_goes_from_neighbour_to_neighbour(scenario, options):
    links = {}
    for node in v6lab.Topology.scenario(scenario, **options).nodes:
        for interface in node.interfaces:
            links.setdefault(interface.link, set()).add(node.name)
    hops = v6lab.run(scenario, progress=False, **options).hops().sort_values(["packet_id", "hop"])
    steps = 0
    for packet, some in hops.groupby("packet_id"):
        for hop, origin in pieces.origins(some, walk_rows.lane, lambda _: True):
            near = any({origin, hop.node} <= ends for ends in links.values())
            assert near or origin in ("", hop.node), (packet, hop)
            steps += origin not in ("", hop.node)
    assert steps > 50
