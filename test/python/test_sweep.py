# SPDX-License-Identifier: GPL-2.0-only
"""Sweeps: the command line's runs, by Dask; frames over all of them."""
import contextlib
import json
import math
import os
import socket
import sqlite3
import statistics

import pandas
import pytest
import v6lab
from v6lab import _sweep_task, _v6lab
from v6lab._sweep_work import Work

OPTIONS = {"connect": ["peering", "hub"], "reuse": True, "runs": 2}
WORDS = ["azure-to-azure", "--set", "connect=peering,hub", "--reuse=true", "--runs", 2]
VIEWS = "v_flow v_hop v_drop v_check v_translation v_reachability".split()


def content(db):
    """Everything recorded but times of day and the wall clock, whatever the order of the runs."""
    connection = sqlite3.connect(db)
    runs = connection.execute(
        "SELECT run_id, scenario, seed, run, version, status, options, sim_seconds, packets, level "
        "FROM v_run ORDER BY run_id"
    ).fetchall()
    rows = {view: sorted(map(repr, connection.execute(f"SELECT * FROM {view}"))) for view in VIEWS}
    connection.close()
    return runs, rows


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    return v6lab.sweep("azure-to-azure", db=tmp_path_factory.mktemp("sweep") / "x.db", jobs=2, **OPTIONS)


@pytest.fixture(scope="module")
def by_command(tmp_path_factory):
    from conftest import command

    db = tmp_path_factory.mktemp("command") / "x.db"
    status, out, _ = command("sweep", *WORDS, "--db", db, "--json")
    assert status in (0, 1)
    return db, json.loads(out)


@pytest.fixture(scope="module")
def client():
    """A cluster of one's own, which costs seconds: sweeps that are not about that share it."""
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster:
        with Client(cluster) as one:
            yield one


def test_the_same_runs_as_the_command_line_makes(swept, by_command):
    assert content(swept.db) == content(by_command[0])
    assert not os.path.exists(swept.db + ".runs")


def test_runs_stand_in_the_order_of_the_plan(swept):
    assert list(swept.plan.columns) == ["run_id", "connect", "run", "status"]
    assert list(swept.plan.connect) == ["peering", "peering", "hub", "hub"]
    assert list(swept.plan.run) == [1, 2, 1, 2] and set(swept.plan.status) == {"complete"}
    assert list(v6lab.runs(swept.db).run_id) == list(swept.plan.run_id)
    assert swept.complete and len(swept.failed) == 0
    assert repr(swept) == "<Sweep over connect: 4 of 4 runs>" and "<table" in swept._repr_html_()


def test_frames_have_the_axes_before_the_view_s_columns(swept):
    flows = swept.flows()
    assert list(flows.columns[:2]) == ["run_id", "connect"] and "rtt_mean_ms" in flows
    one = swept.result(swept.plan.run_id[3])
    mine = flows[flows.run_id == one.run_id].drop(columns="connect").reset_index(drop=True)
    pandas.testing.assert_frame_equal(mine, one.flows())
    assert set(flows[flows.run_id == one.run_id].connect) == {"hub"}
    assert list(swept.runs().connect) == list(swept.plan.connect)


def test_the_summary_is_the_command_line_s(swept, by_command):
    points = by_command[1]["points"]
    summary = swept.summary()
    assert list(summary.connect) == [point["values"][0] for point in points]
    for row, point in zip(summary.to_dict("records"), points):
        assert (row["runs"], row["passed"]) == (point["runs"], point["passed"])
        for name in ("rtt_ms", "delivered"):
            assert math.isclose(row[name], point[name]["mean"])
            assert math.isclose(row[f"{name}_half"], point[name]["ci95"], abs_tol=1e-12)
        assert point["throughput_bps"] is not None or math.isnan(row["throughput_bps"])


def test_a_summary_of_figures_of_one_s_own(swept):
    hops = swept.view("v_hop").groupby("run_id", as_index=False).packet_id.count()
    hops["packet_id"] += hops.index  # so that they differ
    summary = swept.summary(hops, confidence=0.9)
    here = hops.set_index("run_id").loc[list(swept.plan.run_id[:2])].packet_id
    assert math.isclose(summary.packet_id[0], here.mean())
    half = 6.3138 * statistics.stdev(here) / math.sqrt(2)  # t for 90 % and one degree of freedom
    assert math.isclose(summary.packet_id_half[0], half, rel_tol=1e-4)
    for wrong in (1.5, "x", None):
        with pytest.raises(ValueError, match="confidence .*: allowed is a number between 0 and 1"):
            swept.summary(confidence=wrong)


def test_a_summary_counts_runs_not_rows(swept):
    flows = swept.flows()
    with pytest.raises(ValueError, match=r"average per run first, as in frame.groupby\(") as refused:
        swept.summary(flows)
    frame = flows
    averaged = eval(str(refused.value).partition("as in ")[2])  # the call it names is the cure
    here = averaged.set_index("run_id").loc[list(swept.plan.run_id[:2])].rtt_mean_ms
    summary = swept.summary(averaged)
    assert len(frame) > len(averaged) == 4 and summary.runs[0] == 2
    half = 12.7062 * statistics.stdev(here) / math.sqrt(2)  # t for 95 % and one degree of freedom
    assert math.isclose(summary.rtt_mean_ms_half[0], half, rel_tol=1e-4)
    with pytest.raises(ValueError, match="a column run_id and a row for each run"):
        swept.summary(flows.drop(columns="run_id"))


def test_a_benchmark_is_summarised_by_its_medians(client):
    swept = v6lab.sweep("rfc8219", frame=[84, 1518], trial=1, repeat=1, jitter=50, runs=2, scheduler=client)
    rows = swept.bench_summary()
    wide, summary = swept.benchmark(), swept.summary()
    assert list(wide.columns) == ["run_id", "frame", *dict.fromkeys(rows.metric)] and len(wide) == 4
    assert list(summary.frame) == [84, 1518] and list(summary.runs) == [2, 2]
    for metric in ("throughput", "throughput of capacity"):
        for row in summary.to_dict("records"):
            some = rows[(rows.metric == metric) & (rows.frame == row["frame"])]["median"]
            assert math.isclose(row[metric], some.mean())
            assert math.isclose(row[f"{metric}_half"], 12.7062 * some.sem(), rel_tol=1e-4, abs_tol=1e-9)
    assert summary.throughput_half[0] > 0  # it is random


def test_a_half_done_sweep_of_the_command_line_goes_on(tmp_path, cli, by_command, client):
    db = tmp_path / "x.db"
    cli("sweep", "azure-to-azure", "--set", "connect=peering", "--reuse=true", "--runs", 1, "--db", db)
    before = v6lab.runs(db)
    plan = json.loads(cli("sweep", *WORDS, "--db", db, "--plan", "--json")[1])["runs"]
    cli(*plan[2]["words"])  # complete, and not merged
    swept = v6lab.sweep("azure-to-azure", db=db, scheduler=client, **OPTIONS)
    assert swept.complete and content(db) == content(by_command[0])
    after = v6lab.runs(db).set_index("run_id")
    assert after.started_at[before.run_id[0]] == before.started_at[0]
    done = json.loads(cli("sweep", *WORDS, "--db", db, "--json")[1])
    assert (done["made"], done["before"]) == (0, 4)


def test_nothing_missing_needs_no_cluster(swept, monkeypatch):
    import distributed

    monkeypatch.delattr(distributed, "LocalCluster")
    again = v6lab.sweep("azure-to-azure", db=swept.db, **OPTIONS)
    pandas.testing.assert_frame_equal(again.plan, swept.plan)


def test_a_failed_run_is_told_and_the_rest_is_made(tmp_path, cli, client):
    db = tmp_path / "x.db"
    plan = json.loads(cli("sweep", "azure-to-azure", "--runs", 3, "--db", db, "--plan", "--json")[1])
    with open(plan["runs"][1]["file"], "w", encoding="utf-8") as file:
        file.write("this is no database")
    swept = v6lab.sweep("azure-to-azure", runs=3, db=db, scheduler=client)
    assert list(swept.plan.status) == ["complete", "failed", "complete"] and not swept.passed
    failed = swept.failed.to_dict("records")
    assert len(failed) == 1 and failed[0]["run_id"] == plan["runs"][1]["run_id"]
    assert failed[0]["reason"] == plan["runs"][1]["file"] + ": not a SQLite database"
    assert "run azure-to-azure" in failed[0]["command"]
    assert len(swept.runs()) == 2 and swept.summary().runs[0] == 2


def test_values_may_be_numpy_s(tmp_path, client):
    import numpy

    axes = {"mtu_ipv4": numpy.array([1280, 1400])}
    swept = v6lab.sweep("nat64", axes, db=tmp_path / "x.db", record="flows", scheduler=client)
    assert list(swept.plan.mtu_ipv4) == [1280, 1400] and swept.flows().mtu_ipv4.nunique() == 2
    assert [json.loads(text)["mtu-ipv4"] for text in swept.runs().options] == ["1280", "1400"]


def test_a_sweep_without_a_database_lives_as_long_as_its_result(client):
    swept = v6lab.sweep("azure-to-azure", runs=2, scheduler=client, record="flows")
    db = swept.db
    assert len(swept.flows()) == 12
    del swept
    assert not os.path.exists(db)


@pytest.mark.parametrize("arguments, message", [
    ({}, r"^nothing varies: give an option a list of values, as in \w+=\[…, …\], or runs=N with"),
    ({"runs": 0}, "^runs=0: allowed is a whole number from 1 to"),
    ({"runs": 2, "jobs": 0}, "^jobs=0: allowed is"),
    ({"runs": 2, "seed": "one"}, "^seed=one: allowed is"),
    ({"runs": 2, "record": "all"}, "^record=all: allowed is flows, events, packets"),
    ({"axes": {"seed": [1, 2]}}, "^seed: "),
    ({"runs": 2, "progress": "no"}, "^progress='no': allowed is True, False or None"),
    ({"runs": 2, "resume": "no"}, "^resume='no': allowed is True or False"),
    ({"speed": [1, 2]}, "^speed: azure-to-azure has no such option, did you .*; allowed are its options connect, "),
    ({"runs": 2, "nope": 3}, "^nope: azure-to-azure has no such option; .* allow_forwarded_traffic, "),
    ({"runs": 2, "resum": True}, '^resum: .* no such option, did you mean "resume"'),
    ({"runs": 2, "run": 2}, "^run: azure-to-azure has no such option"),
    ({"runs": 2, "plan": True}, "^plan: .* and of every sweep runs, seed, db, jobs, scheduler, record"),
    ({"axes": {"plan": [1, 2]}}, "^plan: azure-to-azure has no such option"),
    ({"runs": 2, "set": "connect=hub"}, "^set: azure-to-azure has no such option"),
    ({"runs": 2, "help": True}, "^help: azure-to-azure has no such option"),
    ({"connect": "hub,peering"}, r"^nothing varies: .* as in connect=\['hub', 'peering'\], or runs=N"),
    ({"runs": 2, "connect": "hub,peering"},
     r"^connect=hub,peering: .*several values are a list: connect=\['hub', 'peering'\]$"),
    ({"connect": ["hub", "wan"]}, r"^connect=wan: allowed is peering\|hub$"),
    ({"allow_forwarded_traffic": ["true", "maybe"]}, "^allow_forwarded_traffic=maybe: allowed is"),
    ({"connect": ["hub", "hub"]}, "^connect: hub is given twice"),
    ({"connect": ["hub", "peering"], "runs": 90000}, "^axes, runs: more than 100000 runs"),
    ({"runs": 2, "parameters": "x"}, "^parameters: only an ARM template takes"),
    ({"axes": {"ns3::X::Y": [1, 2]}}, "^ns3::X::Y=1: ns-3 has no class"),
    ({"connect": []}, "connect: .*: allowed is a list of values, none of them empty"),
    ({"axes": {"connect": "hub"}}, "connect: 'hub': allowed is a list of values"),
    ({"axes": {"connect": ["hub"]}, "connect": ["peering"]}, "connect: given twice"),
    ({"axes": {"connect": ["hub"]}, "connect": "peering"},
     "^connect: given twice, as an axis and as a keyword; an option either varies or does not"),
    ({"runs": 2, "db": "no/such/x.db"}, "the folder .* does not exist"),
    ({"runs": 2, "scheduler": 5}, "scheduler=5: allowed is the address of a Dask scheduler"),
    ({"runs": 2, "scheduler": "tcp://x:1", "jobs": 2}, "the workers of a scheduler are its own"),
    ({"runs": 2, "scheduler": "here"}, "scheduler='here': no Dask scheduler there"),
])
def test_a_wrong_argument_is_a_value_error(arguments, message, monkeypatch):
    from v6lab import _sweep_cluster

    monkeypatch.setattr(_sweep_cluster, "_CONNECT", "100ms")
    with pytest.raises(ValueError, match=message) as told:
        v6lab.sweep("azure-to-azure", **arguments)
    assert "--" not in str(told.value)  # those are the words of the command line


def test_a_file_has_no_options(lab, tmp_path):
    lab.save(tmp_path / "x.json")
    with pytest.raises(ValueError, match="^nope: .*x.json is a file and has no options; allowed are runs,"):
        v6lab.sweep(tmp_path / "x.json", runs=2, nope=1)
    with pytest.raises(ValueError, match='as in {"ns3::TcpSocket::InitialCwnd": .1, 10.}, or runs=N'):
        v6lab.sweep(tmp_path / "x.json")
    with pytest.raises(ValueError, match="^nat46: no such scenario or file"):
        v6lab.sweep("nat46", runs=2, nope=1)


def test_a_design_is_a_name_or_a_file(lab):
    for wrong in (lab, 5, "--runs=2"):
        with pytest.raises(ValueError, match="allowed is a scenario's name or a file"):
            v6lab.sweep(wrong, runs=2)


def test_a_file_with_other_runs_asks_for_resume(swept, tmp_path, client):
    db = tmp_path / "x.db"
    v6lab.merge(swept.db, into=db)
    with pytest.raises(ValueError, match="^db .*holds 4 runs that this sweep .* say resume=True to"):
        v6lab.sweep("azure-to-azure", runs=1, connect=["hub"], db=db)
    more = v6lab.sweep("azure-to-azure", runs=1, connect=["hub"], db=db, resume=True, scheduler=client)
    assert len(more.runs()) == 1 and len(v6lab.runs(db)) == 5


def test_merge_twice_is_merge_once(swept, tmp_path):
    v6lab.merge(swept.db, into=tmp_path / "x.db")
    v6lab.merge(swept.db, swept.db, into=tmp_path / "x.db")
    assert content(tmp_path / "x.db") == content(swept.db)
    with pytest.raises(ValueError, match="none.db: no such file"):
        v6lab.merge(tmp_path / "none.db", into=tmp_path / "x.db")


def test_a_worker_that_does_not_see_the_folder_sends_the_file(tmp_path):
    task = {"design": "azure-to-azure", "version": v6lab.__version__, "arguments": {"run": 3}}
    answer = _sweep_task.make({**task, "file": str(tmp_path / "elsewhere" / "x.sqlite")})
    (tmp_path / "x.db").write_bytes(answer["bytes"])
    assert v6lab.Result(tmp_path / "x.db").info["run"] == 3
    assert _sweep_task.make({**task, "file": str(tmp_path / "y.sqlite")}) == {}
    assert v6lab.Result(tmp_path / "y.sqlite").status == "complete"
    other = _sweep_task.make({**task, "version": "0", "file": str(tmp_path / "z.sqlite")})
    assert other["reason"].startswith("the worker has v6lab") and not (tmp_path / "z.sqlite").exists()


def test_a_file_that_was_sent_is_merged(tmp_path):
    files = _v6lab.SweepFiles(["azure-to-azure", "--runs=2", f"--db={tmp_path}/x.db"])
    plan = json.loads(files.plan())
    files.open()
    work = Work(plan, files)
    task = {"design": "azure-to-azure", "version": v6lab.__version__, "arguments": {"run": 1}}
    work.settle(0, _sweep_task.make({**task, "file": "no/such/folder/x.sqlite"}))
    files.close()
    assert work.status == ["complete", "missing"]
    assert list(v6lab.runs(tmp_path / "x.db").run_id) == [plan["runs"][0]["run_id"]]


SCRIPT = """
import sys, v6lab
result = v6lab.sweep("azure-to-azure", connect=["peering", "hub"], db=sys.argv[1], jobs=2, record="flows",
                     progress=sys.argv[2] == "bar")
print(len(result.runs()))
"""


def test_a_script_needs_no_guard_and_a_bar_is_shown_where_it_is_watched(python, tmp_path):
    process = python(SCRIPT, tmp_path / "x.db", "bar")
    out, errors = process.communicate(timeout=120)
    assert (process.returncode, out) == (0, "2\n"), errors
    assert "azure-to-azure: 100%" in errors and "2/2" in errors and "Traceback" not in errors


def test_nobody_is_told_of_a_port_of_dask_s(python, tmp_path):
    taken = []
    with contextlib.suppress(OSError):  # then somebody else has it, which is as good
        taken.append(socket.create_server(("", 8787)))
    process = python(SCRIPT, tmp_path / "x.db", "none")
    out, errors = process.communicate(timeout=60)
    for one in taken:
        one.close()
    assert (process.returncode, out, errors) == (0, "2\n", "")


def test_what_is_imported_at_once_is_neither_dask_nor_pandas(python):
    process = python("import sys, v6lab; print(sorted({'dask', 'distributed', 'pandas'} & set(sys.modules)))")
    assert process.communicate(timeout=60)[0] == "[]\n"
