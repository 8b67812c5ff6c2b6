# SPDX-License-Identifier: GPL-2.0-only
"""Sweeps that are disturbed: workers that die, Ctrl-C. No run is lost, none is there twice."""
import contextlib
import json
import os
import signal
import subprocess
import threading
import time

import pytest
import v6lab
from conftest import PACKAGE
from test_interrupts import recorded, until, workers
from test_sweep import content

RUNS = 5
PYTHON = "/usr/bin/python3"


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    """A file whose runs take about a second."""
    topology = v6lab.Topology.scenario("azure-to-azure")
    topology.checks = []
    topology.workloads = [
        v6lab.Workload("long", "ping", "app", "backend", family="v4", count=50000, interval="1ms")
    ]
    path = tmp_path_factory.mktemp("slow") / "slow.json"
    topology.save(path)
    return path


@pytest.fixture(scope="module")
def undisturbed(slow, tmp_path_factory):
    from conftest import command

    db = tmp_path_factory.mktemp("undisturbed") / "x.db"
    assert command("sweep", slow, "--runs", RUNS, "--record", "flows", "--db", db)[0] == 0
    return content(db)


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, each a process of its own: (address, workers)."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    told = tmp_path / "scheduler.json"
    with contextlib.ExitStack() as stack:
        def start(module, *words):
            log = stack.enter_context(open(tmp_path / "dask.log", "ab"))
            process = subprocess.Popen(
                [PYTHON, "-m", f"distributed.cli.{module}", *words],
                env=environment, cwd=tmp_path, stdout=log, stderr=log,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start("dask_scheduler", "--scheduler-file", told, "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        until(told.exists)
        both = [
            start("dask_worker", "--scheduler-file", told, "--nthreads", "1", "--no-nanny",
                  "--no-dashboard", "--memory-limit", "0")
            for _ in range(2)
        ]
        address = until(lambda: json.loads(told.read_text() or "{}").get("address"))
        yield address, both


def complete(folder):
    """How many runs of a folder are complete."""
    return sum("complete" in recorded(file) for file in folder.glob("*.sqlite"))


def test_a_dask_worker_is_killed_in_mid_run_and_no_run_is_lost_or_there_twice(
    cluster, slow, undisturbed, tmp_path
):
    address, (victim, _) = cluster
    db = tmp_path / "x.db"
    killed = []

    def kill():
        until(lambda: recorded(db) or complete(tmp_path / "x.db.runs"))
        made = until(lambda: workers(victim.pid))
        os.kill(victim.pid, signal.SIGKILL)
        killed.extend(made)

    thread = threading.Thread(target=kill)
    thread.start()
    swept = v6lab.sweep(slow, runs=RUNS, record="flows", db=db, scheduler=address)
    thread.join()
    victim.wait()
    assert victim.returncode == -signal.SIGKILL and killed
    assert swept.complete and list(swept.plan.run) == list(range(1, RUNS + 1))
    assert recorded(db) == ["complete"] * RUNS
    assert content(db) == undisturbed
    until(lambda: not any(os.path.exists(f"/proc/{run}") for run in killed))


SCRIPT = """
import sys, v6lab
print("ready", flush=True)
try:
    v6lab.sweep(sys.argv[1], runs=int(sys.argv[2]), record="flows", db=sys.argv[3], jobs=2)
except KeyboardInterrupt as error:
    print(error, flush=True)
"""


@pytest.mark.parametrize("all_hear", [True, False], ids=["of a terminal", "of a notebook"])
def test_ctrl_c_leaves_a_sweep_that_goes_on(all_hear, slow, undisturbed, python, cli, tmp_path):
    db = tmp_path / "x.db"
    process = python(SCRIPT, slow, RUNS, db, start_new_session=True)
    until(lambda: recorded(db) or complete(tmp_path / "x.db.runs"))
    (os.killpg if all_hear else os.kill)(process.pid, signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert out.startswith("ready\ninterrupted: ") and f"of {RUNS} runs are complete" in out, errors
    assert process.returncode == 0 and "Traceback" not in errors
    before = recorded(db)
    assert 0 < len(before) < RUNS and set(before) == {"complete"}
    assert cli("sweep", slow, "--runs", RUNS, "--record", "flows", "--db", db)[0] == 0
    assert content(db) == undisturbed


def test_python_is_killed_and_the_command_line_goes_on(slow, undisturbed, python, cli, tmp_path):
    db = tmp_path / "x.db"
    process = python(SCRIPT, slow, RUNS, db, start_new_session=True)
    until(lambda: recorded(db) or complete(tmp_path / "x.db.runs"))
    process.kill()
    process.communicate()
    time.sleep(0.1)
    status, out, errors = cli("sweep", slow, "--runs", RUNS, "--record", "flows", "--db", db, "--json")
    assert status == 0, errors
    assert json.loads(out)["before"] > 0 and content(db) == undisturbed


@contextlib.contextmanager
def one_killed(db):
    """Kills a worker of this machine after the first run; yields a list of the killed."""
    killed = []

    def kill():
        until(lambda: recorded(db) or complete(db.parent / "x.db.runs"))
        for entry in os.listdir("/proc"):
            if entry.isdigit() and workers(int(entry)):
                os.kill(int(entry), signal.SIGKILL)
                killed.append(entry)
                return

    thread = threading.Thread(target=kill)
    thread.start()
    yield killed
    thread.join()


def test_a_worker_of_this_machine_is_killed_and_replaced(slow, undisturbed, tmp_path):
    db = tmp_path / "x.db"
    with one_killed(db) as killed:
        swept = v6lab.sweep(slow, runs=RUNS, record="flows", db=db, jobs=1)
    assert killed and swept.complete and content(db) == undisturbed


def test_without_any_worker_on_this_machine_a_sweep_ends(slow, undisturbed, tmp_path, monkeypatch):
    import distributed
    from v6lab import _sweep_local

    def started(nanny, instantiate=distributed.Nanny.instantiate):
        monkeypatch.setattr(distributed.Nanny, "instantiate", lambda _: 1 / 0)
        return instantiate(nanny)

    monkeypatch.setattr(distributed.Nanny, "instantiate", started)
    monkeypatch.setattr(_sweep_local, "_ALONE", 2.0)
    db = tmp_path / "x.db"
    with one_killed(db) as killed:
        swept = v6lab.sweep(slow, runs=RUNS, record="flows", db=db, jobs=1)
    assert killed and set(swept.failed.reason) == {"the cluster gave it up"}
    monkeypatch.undo()
    again = v6lab.sweep(slow, runs=RUNS, record="flows", db=db, jobs=1)
    assert again.complete and content(db) == undisturbed


IMPORT = """
import os, signal, sys
import v6lab

class Press:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Press())
for _ in range(2):
    try:
        print(v6lab.sweep("azure-to-azure", runs=2, db=sys.argv[2], jobs=2).complete)
    except v6lab.Interrupted:
        print("interrupted")
"""


def test_ctrl_c_while_dask_is_imported_leaves_a_dask_that_answers(python, tmp_path):
    process = python(IMPORT, "distributed.worker", tmp_path / "x.db")
    out, errors = process.communicate(timeout=60)
    assert out.split() == ["interrupted", "True"], errors
