# SPDX-License-Identifier: GPL-2.0-only
"""Nothing that happens to a run hurts Python: killed children, Ctrl-C, a parent that dies."""
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import threading
import time

import pytest
import v6lab
from v6lab import plot
from conftest import PACKAGE

WORKER = str(PACKAGE / "v6lab" / "worker")
LONG = 200_000  # pings: minutes of simulation


def workers(parent):
    """The worker processes of a parent."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            owner = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if owner == parent and os.readlink(entry / "exe") == os.path.realpath(WORKER):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
    return value


def recorded(db):
    """The statuses of the runs in a database that is being written."""
    try:
        connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
        rows = connection.execute("SELECT status FROM v_run").fetchall()
        connection.close()
        return [row[0] for row in rows]
    except sqlite3.Error:
        return []


@pytest.fixture
def long_lab(lab):
    lab.workloads[0] = v6lab.Workload(
        "hello", "ping", "phone", "64:ff9b::cb00:7102", count=LONG, interval="1ms", server="server"
    )
    return lab


def later(action, db, runs=1):
    """Does something to this process or its worker once so many runs are on record."""

    def wait():
        until(lambda: len(recorded(db)) == runs and workers(os.getpid()))
        action(workers(os.getpid())[0])

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_child_that_is_killed_is_a_run_error(long_lab, tmp_path, number):
    db = tmp_path / "x.db"
    before = v6lab.run("azure-to-azure", db=db)
    thread = later(lambda worker: os.kill(worker, number), db, runs=2)
    with pytest.raises(v6lab.RunError, match=f"killed by {number.name}") as error:
        v6lab.run(long_lab, db=db)
    thread.join()
    kept = error.value.result
    assert kept.run_id != before.run_id and kept.status == "incomplete" and not kept.passed
    assert v6lab.run("azure-to-azure", db=db, run=2).status == "complete"  # and life goes on


def test_ctrl_c_keeps_what_was_recorded(long_lab, tmp_path):
    db = tmp_path / "x.db"

    def press(_worker):
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGINT)

    thread = later(press, db)
    with pytest.raises(KeyboardInterrupt) as error:
        v6lab.run(long_lab, db=db)
    thread.join()
    assert isinstance(error.value, v6lab.Interrupted)
    assert error.value.result.status == "incomplete"
    assert error.value.result.flows().tx_packets.sum() > 0
    assert not workers(os.getpid())
    told = "cut short: what was recorded until then"
    for figure in (plot.reachability(error.value.result), plot.stages(error.value.result),
                   plot.rtt_cdf(error.value.result)):
        assert told in [text.get_text() for text in figure.texts]
    title = plot.packet_walk(error.value.result, 1).axes[0].texts[0].get_text()
    assert title.endswith(f"({told})")
    assert not plot.reachability(v6lab.run("azure-to-azure")).texts


def test_ctrl_c_before_anything_is_recorded(long_lab):
    def press():
        until(lambda: workers(os.getpid()))
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=press)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        long_lab.run()
    thread.join()
    assert not workers(os.getpid())


@pytest.mark.parametrize("module, name", [(subprocess, "Popen"), (json, "loads")])
def test_ctrl_c_while_nothing_waits_for_it(long_lab, monkeypatch, module, name):
    real = getattr(module, name)

    def pressed(*words, **options):
        monkeypatch.setattr(module, name, real)
        os.kill(os.getpid(), signal.SIGINT)
        return real(*words, **options)

    monkeypatch.setattr(module, name, pressed)
    with pytest.raises(v6lab.Interrupted):
        long_lab.run()
    assert not workers(os.getpid())
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_child_that_is_asked_to_stop_by_others_is_a_run_error(long_lab, tmp_path):
    db = tmp_path / "x.db"
    thread = later(lambda worker: os.kill(worker, signal.SIGTERM), db)
    with pytest.raises(v6lab.RunError, match="marked incomplete") as error:
        v6lab.run(long_lab, db=db)
    thread.join()
    assert error.value.result.status == "incomplete"


SCRIPT = """
import sys, v6lab
lab = v6lab.Topology.load(sys.argv[1])
print("ready", flush=True)
try:
    v6lab.run(lab, db=sys.argv[2])
except KeyboardInterrupt as error:
    print("kept", error.result.status, flush=True)
"""


@pytest.fixture
def started(python, long_lab, tmp_path):
    """A script in the middle of a run: (process, database, worker)."""
    long_lab.save(tmp_path / "lab.yaml")
    db = tmp_path / "x.db"
    process = python(SCRIPT, tmp_path / "lab.yaml", db, start_new_session=True)
    until(lambda: recorded(db))
    yield process, db, until(lambda: workers(process.pid))[0]
    process.kill()
    process.communicate()


def test_ctrl_c_of_a_terminal_ends_script_and_run(started):
    process, db, _ = started
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert out.split() == ["ready", "kept", "incomplete"] and process.returncode == 0
    assert recorded(db) == ["incomplete"]


def test_a_run_does_not_outlive_its_parent(started):
    process, db, worker = started
    process.kill()
    process.wait()
    until(lambda: not os.path.exists(f"/proc/{worker}"), 20)
    assert recorded(db) == ["incomplete"]


def test_a_bar_shows_simulated_time_where_it_is_watched(python, lab, tmp_path):
    lab.workloads[0].count, lab.workloads[0].kind = 20000, "ping"
    lab.save(tmp_path / "lab.yaml")
    text = "import sys, v6lab; v6lab.run(sys.argv[1], progress=sys.argv[2] == 'yes')"
    shown = {}
    for wanted in ("yes", "no"):
        process = python(text, tmp_path / "lab.yaml", wanted)
        shown[wanted] = process.communicate(timeout=120)[1]
        assert process.returncode == 0
    assert "s simulated" in shown["yes"] and "lab.yaml: 100%" in shown["yes"]
    assert shown["no"] == ""


def test_runs_side_by_side_in_threads(lab, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    def one(number):
        return v6lab.run(lab, run=number, db=tmp_path / f"{number}.db", progress=False)

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(one, range(1, 7)))
    assert all(result.passed for result in results)
    assert len({result.run_id for result in results}) == 6


def test_the_worker_says_nothing_but_what_is_asked():
    done = subprocess.run([WORKER, "design", "nat46"], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith('{"error":') and not done.stderr
