# SPDX-License-Identifier: GPL-2.0-only
"""Where a database does not hold what a picture is of, it is said what is missing."""
import pytest
import v6lab
from pictures import cut, full_pool, island, swept, unheard
from v6lab import plot


@pytest.fixture(scope="module")
def levels(tmp_path_factory):
    db = tmp_path_factory.mktemp("levels") / "x.db"
    return v6lab.run("azure-to-azure", db=db, record="flows", progress=False)


# The call, and what its error has to say.
EMPTY = [
    (lambda r: plot.reachability(r, protocol="udp"), "no udp flows are on record; a run of a design with workloads"),
    (lambda r: plot.reachability(r, protocol="esp"), 'protocol="esp": allowed are icmp, udp, tcp'),
    (lambda r: plot.reachability(r, family="ipv6"), 'family="ipv6": allowed are v4, v6'),
    (lambda r: plot.reachability(island(), ax=object()), 'say family="v4" or family="v6"'),
    (lambda r: plot.packet_walk(r, 1), 'no hops of flow 1 were recorded; record="packets"'),
    (lambda r: plot.packet_walk(r, 99), 'no flow 99; there are 1 "'),
    (lambda r: plot.packet_walk(island(), "ping the device", 77777), "has no packet 77777"),
    (lambda r: plot.rtt_cdf(r), 'at the level flows, which keeps no packets; record="packets"'),
    (lambda r: plot.round_trips(r), "at the level flows, which keeps no packets"),
    (lambda r: plot.handshake_cdf(r), 'at the level flows, which keeps no packets'),
    (lambda r: plot.rtt_cdf(r, by="colour"), 'by="colour": allowed are family, flow, run'),
    (lambda r: plot.sessions(r), "no translator made a session or binding"),
    (lambda r: plot.sessions(full_pool(), node="x"), 'node="x": sessions are at nat64'),
    (lambda r: plot.sessions(full_pool(), most=0), "most=0: allowed is a number of bars from 1 on"),
    (lambda r: plot.failover(r), 'no BGP events are on record; a design with BGP'),
    (lambda r: plot.failover(cut(), nic="x"), 'nic="x": allowed are '),
    (lambda r: plot.failover(cut(), bin=0), "bin=0: allowed is a number of seconds above 0"),
    (lambda r: plot.failover(cut(), bin=1e-9), "bin=1e-09: allowed are 0.0"),
    (lambda r: plot.failover(cut(), bin="1"), "bin='1': allowed is a number of seconds above 0"),
    (lambda r: plot.goodput(island()), "compares runs, and there are none that differ: give several"),
    (lambda r: plot.sessions(swept()), "is of one run: give sweep.result(run_id)"),
    (lambda r: plot.rtt_cdf(7), "7: allowed is a Result or the path of a database"),
    (lambda r: plot.goodput(island(), option="mtu"), 'option="mtu": allowed are clat, '),
    (lambda r: plot.goodput(swept().db), "the runs differ in mtu-ipv4, mtu-ipv6: say which"),
    (lambda r: plot.goodput({"a": unheard()}), "no TCP flow of 100 kB or more got there"),
    (lambda r: plot.goodput(r, option="connect"), "no TCP flow of 100 kB or more got there"),
    (lambda r: plot.stages([]), "no runs"),
    (lambda r: plot.stages([r], skip="("), "skip='(': is no regular expression: "),
    (lambda r: plot.stages([r], skip=7), "skip=7: is no regular expression: "),
    (lambda r: plot.stages([r], rename={"nobody": "x"}), 'rename: there is no flow "nobody"; there are "'),
    (lambda r: plot.topology(3), "topology: 3: allowed is a Result, a Topology, the name of a scenario"),
    (lambda r: plot.sessions(full_pool(), most="x"), "most='x': allowed is a number of bars from 1 on"),
    (lambda r: plot.packet_walk(island(), 1, packet="x"), "packet='x': allowed is a number, or several"),
    (lambda r: plot.packet_walk(island(), 1, packet=[]), "packet=[]: allowed is a number, or several"),
    (lambda r: plot.rtt_cdf(cut()), "no answered pings or UDP are on record; a design with such workloads"),
    (lambda r: plot.stages([7]), "7: allowed is a Result or the path of a database"),
    (lambda r: plot.topology("nat46"), "no such scenario or file"),
]


@pytest.mark.parametrize("call, said", EMPTY, ids=[said for _, said in EMPTY])
def test_no_empty_picture_but_what_is_missing(levels, call, said):
    with pytest.raises(ValueError) as error:
        call(levels)
    assert said in str(error.value)


# Whatever counts packets wants all of them.
PARTLY = [("nat64-dns64", plot.rtt_cdf), ("nat64-dns64", plot.round_trips),
          ("nat64-dns64", plot.handshake_cdf), ("nat64-dns64", plot.handshakes)]


@pytest.mark.parametrize("scenario, picture", PARTLY, ids=[p.__name__ for _, p in PARTLY])
def test_no_picture_of_the_first_packets_alone(scenario, picture, tmp_path):
    result = v6lab.run(scenario, db=tmp_path / "x.db", record="events", progress=False)
    with pytest.raises(ValueError, match="at the level events, which keeps the first packets"):
        picture(result)
    with pytest.raises(ValueError, match="goodput: .* at the level events"):
        plot.goodput({"a": result, "b": result}, flow=result.flows("protocol = 'tcp'").name.iloc[0])
