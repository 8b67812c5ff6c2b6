# SPDX-License-Identifier: GPL-2.0-only
"""Runs and what they recorded."""
import json
import pickle
import sqlite3
import subprocess

import pandas
import pytest
import v6lab
from conftest import PACKAGE, ROOT

VIEWS = {  # the columns that may be relied on
    "flows": "run_id flow_id src_node dst_node src_address dst_address src_port dst_port protocol "
    "family_at_source family_at_destination translations outcome tx_packets rx_packets "
    "lost_packets rtt_min_ms rtt_mean_ms rtt_p99_ms throughput_bps reason",
    "hops": "run_id flow_id packet_id hop time_ns node action family src src_port dst dst_port ttl "
    "length reason",
    "drops": "run_id time_ns node reason sentence clause src dst protocol count",
    "checks": "run_id name passed expected observed evidence",
    "translations": "run_id node time_ns kind src_before dst_before src_after dst_after",
    "bindings": "run_id node protocol state created_ns expires_ns removed_ns static",
    "sessions": "run_id node protocol state created_ns expires_ns removed_ns",
    "dns": "run_id time_ns client server qname qtype rcode answers synthesised ad ms",
    "routes": "run_id nic source state address_prefix next_hop_type next_hop_ip",
    "reachability": "run_id src_node dst_node protocol family verdict translations reason",
    "flow_log": "run_id",
    "metrics": "run_id",
    "bench_runs": "run_id id test dut frame flows mix rate offered received loss",
    "bench_latencies": "run_id id i delay_ns direction",
    "bench_summary": "run_id test frame flows metric median p1 p99 n",
}


@pytest.fixture(scope="module")
def nat64(tmp_path_factory):
    return v6lab.run("nat64", db=tmp_path_factory.mktemp("nat64") / "x.sqlite", seed=7)


def test_own_topology_in_ten_lines():
    source = (ROOT / "examples/own-topology.py").read_text()
    lines = [line for line in source.splitlines() if line and not line.startswith("#")]
    assert len(lines) <= 10
    out = subprocess.run(
        ["/usr/bin/python3", ROOT / "examples/own-topology.py"],
        env={"PYTHONPATH": str(PACKAGE), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    ).stdout
    assert "delivered" in out and " 1 " in out.splitlines()[1]


@pytest.mark.parametrize("method", VIEWS)
def test_a_frame_has_the_columns_of_its_view(nat64, method):
    frame = getattr(nat64, method)()
    missing = set(VIEWS[method].split()) - set(frame.columns)
    assert not missing
    assert set(frame.run_id) <= {nat64.run_id}


def test_a_frame_holds_what_the_command_line_shows(nat64, cli):
    for view in ("v_flow", "v_hop", "v_session", "v_check", "v_run"):
        status, out, _ = cli("show", nat64.db, view, "--run", nat64.run_id, "--format", "json")
        frame = nat64.view(view)
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
        theirs = json.loads(out)
        unlike = [pair for pair in zip(rows, theirs) if pair[0] != pair[1]]  # a short message
        assert status == 0 and len(rows) == len(theirs) > 0 and unlike[:1] == []


def test_numbers_stay_numbers(nat64):
    flows = nat64.flows()
    assert flows.flow_id.dtype == "int64" and flows.rtt_mean_ms.dtype == "float64"
    assert nat64.hops().icmp_type.dtype == "Int64"  # of pings only
    assert nat64.hops().reason.dtype == "object"
    assert nat64.checks().passed.dtype == "boolean" and nat64.checks().passed.all()


def test_a_column_without_any_number_has_the_type_of_its_numbers(nat64):
    flows = nat64.flows("protocol = 'udp'")
    assert flows.throughput_bps.isna().all() and flows.throughput_bps.dtype == "float64"
    assert flows.failure.dtype == "object"
    assert nat64.hops("protocol = 'udp'").mtu.dtype == "Int64"
    assert nat64.flows("name = 'nobody'").rtt_mean_ms.dtype == "float64"


NUMBERS = {"int64": "int64", "Int64": "int64", "float64": "float64"}


@pytest.mark.parametrize("name, options", [
    ("nat64-dns64", {"clat": True}), ("hub-spoke", {"spokes": 1, "flows": 0}), ("rfc8219", {"trial": 1}),
])
def test_a_view_without_rows_has_the_types_of_one_with_rows(name, options):
    run = v6lab.run(name, progress=False, **options)
    views = [row[0] for row in sqlite3.connect(run.db).execute(
        "SELECT name FROM sqlite_master WHERE type = 'view'")]
    for view in views:
        full, none = run.view(view), run.view(view, "run_id = ''")
        assert len(none) == 0 and list(none) == list(full)
        for column in full if len(full) else []:
            if str(full[column].dtype) in NUMBERS:
                assert none[column].dtype == NUMBERS[str(full[column].dtype)], (view, column)
                both = pandas.concat([none, full])[column].dtype
                assert both == full[column].dtype or full[column].isna().all(), (view, column)


def test_a_filter_is_an_sql_expression(nat64):
    some = nat64.flows("protocol = 'udp' AND tx_packets > 3")
    every = nat64.flows()
    assert len(some) == ((every.protocol == "udp") & (every.tx_packets > 3)).sum() > 0
    assert len(some) < len(every)


def test_a_result_says_what_it_is(nat64):
    assert nat64.status == "complete" and nat64.passed
    assert nat64.info["seed"] == 7 and nat64.info["options"]["timeouts"] == "false"
    assert repr(nat64) == f"<Result nat64 seed 7 run 1: complete, run id {nat64.run_id}>"
    assert "<table" in nat64._repr_html_() and "v_flow" in nat64.views()
    again = pickle.loads(pickle.dumps(nat64))
    assert (again.db, again.run_id) == (nat64.db, nat64.run_id)


def test_a_walk_is_told_as_by_the_command_line(nat64, cli):
    assert nat64.explain(1) == cli("explain", nat64.db, 1)[1]


def test_the_simulated_topology_comes_back(nat64):
    assert nat64.topology == v6lab.Topology.scenario("nat64")


def test_the_same_run_as_the_command_line_makes(tmp_path, cli):
    cli("run", "464xlat", "--clat=shared", "--seed=3", "--run=2", "--db", tmp_path / "a.db")
    result = v6lab.run("464xlat", clat="shared", seed=3, run=2, db=tmp_path / "b.db")
    theirs = v6lab.Result(tmp_path / "a.db")
    assert result.run_id == theirs.run_id
    for view in ("v_flow", "v_hop", "v_translation", "v_check"):
        assert result.view(view).equals(theirs.view(view))


def test_a_database_holds_many_runs(tmp_path, lab):
    db = tmp_path / "many.db"
    results = [v6lab.run(lab, db=db, run=number) for number in (1, 2)]
    assert list(v6lab.runs(db).run_id) == [result.run_id for result in results]
    assert v6lab.Result(db, 1).run_id == results[0].run_id
    assert v6lab.Result(db).run_id == results[1].run_id
    assert set(v6lab.view(db, "v_flow").run_id) == {result.run_id for result in results}


def test_a_run_without_a_database_leaves_nothing_behind(lab):
    import os

    result = v6lab.run(lab)
    path = result.db
    assert result.flows().outcome.tolist() == ["delivered"]
    assert result.info["scenario"] == "small"
    del result
    assert not os.path.exists(path)


def test_a_topology_without_traffic_gets_the_default_one(tmp_path, cli):
    lab = v6lab.Topology.scenario("azure-to-azure")
    lab.workloads, lab.checks = [], []
    lab.save(tmp_path / "lab.yaml")
    cli("run", tmp_path / "lab.yaml", "--db", tmp_path / "cli.db")
    mine = lab.run().reachability()
    theirs = v6lab.Result(tmp_path / "cli.db").reachability()
    assert len(mine) > 1
    assert mine.drop(columns="run_id").equals(theirs.drop(columns="run_id"))


def test_options_are_keywords_and_truth_values_python_s_own():
    result = v6lab.run("azure-to-azure", connect="hub", allow_forwarded_traffic=False)
    options = result.info["options"]
    assert options["allow-forwarded-traffic"] == "false" and options["connect"] == "hub"
    assert "peering" in " ".join(result.drops().reason) or not result.drops().empty


def test_a_check_that_fails_is_told_and_raised_on_demand(lab):
    lab.add(v6lab.Check("it fails", "hello", expect="failed"))
    result = lab.run()
    assert not result.passed and result.status == "complete"
    with pytest.raises(v6lab.RunError, match="it fails: expected .*observed") as error:
        lab.run(check=True)
    assert error.value.result.flows().outcome.tolist() == ["delivered"]


def test_captures(tmp_path, lab):
    lab.run(pcap=tmp_path)
    assert all(file.stat().st_size > 24 for file in tmp_path.glob("*.pcap"))
    assert len(list(tmp_path.glob("*.pcap"))) >= 4


def test_ns3_attributes(tmp_path, lab):
    value = {"ns3::v6lab::Nat64::DropExternalTcp": "true"}
    result = v6lab.run("nat64", ns3=value)
    assert result.info["options"]["ns3::v6lab::Nat64::DropExternalTcp"] == "true"


def test_a_recorded_database_is_an_sqlite_file(nat64):
    count = sqlite3.connect(nat64.db).execute("SELECT count(*) FROM v_hop").fetchone()[0]
    assert count == len(nat64.hops()) > 100


def test_the_scenarios_are_those_of_the_command_line(cli):
    listed = json.loads(cli("list", "--json")[1])
    assert v6lab.scenarios().to_dict("records") == listed
    for name in v6lab.scenarios().name:
        said = json.loads(cli("describe", name, "--json")[1])["options"]
        assert v6lab.options(name).to_dict("records") == [
            {key: option[key] for key in ("name", "type", "unit", "default", "allowed", "help")}
            for option in said
        ]


def test_the_reasons_are_those_of_the_documentation(cli):
    page = cli("reference", "reasons")[1]
    reasons = v6lab.reasons()
    assert len(reasons) > 50
    assert all(f"`{word}`" in page for word in reasons.reason)


@pytest.mark.parametrize("use", ["v6lab.lab.start", "v6lab.plot.reachability",
                                 "[dir(v6lab).index(name) for name in ('lab', 'plot', 'run')]"])
def test_what_is_imported_at_its_first_use_is_there_from_the_start(python, use):
    told = python(f"import sys, v6lab\nprint('matplotlib' in sys.modules)\n{use}\n").communicate()
    assert told == ("False\n", "")


def test_pictures_without_matplotlib_name_its_package(python):
    hidden = "import sys\nsys.modules['matplotlib'] = None\nimport v6lab\n"
    for use in ("v6lab.plot", "from v6lab import plot", "import v6lab.plot"):
        _, complaint = python(hidden + use).communicate()
        assert "v6lab.plot needs Debian's python3-matplotlib" in complaint.splitlines()[-1]


def test_a_benchmark_warns_of_the_recording_level_that_was_asked_for_alone():
    few = {"trial": 1, "repeat": 1, "resolution": 10}
    with pytest.warns(v6lab.V6labWarning, match="quick mode"):
        usual = v6lab.run("rfc8219", **few)
    assert not any("--record" in said for said in usual.warnings)
    with pytest.warns(v6lab.V6labWarning, match="--record=events: of a benchmark"):
        asked = v6lab.run("rfc8219", record="events", **few)
    assert any("--record=events" in said for said in asked.warnings)
