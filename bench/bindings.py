#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""What a run costs from Python: v6lab.run() in a session against the command line, in turn.

The same run into a new database each, both started by this process; pair by pair, of which the
median counts. Python and the package are loaded before, once, as in a notebook. The goal is about
processor time, of this process and its child; wall time, which others on the machine disturb by
more than what is measured, is for information.

And a million rows of v_hop as a DataFrame against plain sqlite3 and pandas, from the same file: the
rows of one run whose packets were all recorded. Numbers stay numbers here also where some are missing.

usage: PYTHONPATH=BUILD/python bench/bindings.py BUILD [--pairs=N]
"""
import pathlib
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import pandas
import v6lab

GOAL = 1.02
FRAME_GOAL = 2.0
ROWS = 1_000_000
RUNS = [
    ("a short run", "azure-to-azure", {}, 12),
    ("a longer run", "nat64", {"timeouts": True}, 4),
]


def processor():
    """Seconds of this process and of its children that have ended."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, who))


def seconds(body):
    """(processor, wall)"""
    began = processor(), time.perf_counter()
    body()
    return processor() - began[0], time.perf_counter() - began[1]


def by_python(scenario, options, db):
    v6lab.run(scenario, db=db, progress=False, **options)  # raises unless it is complete


def by_command(program, scenario, options, db):
    words = [f"--{name}={str(value).lower()}" for name, value in options.items()]
    command = [program, "run", scenario, "--quiet", "--db", db, *words]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def compare(program, scenario, options, pairs, folder):
    ratios = []
    for pair in range(pairs + 1):
        bodies = {
            "python": lambda: by_python(scenario, options, folder / f"python-{pair}.db"),
            "command": lambda: by_command(program, scenario, options, folder / f"command-{pair}.db"),
        }
        order = sorted(bodies, reverse=pair % 2 == 0)  # now this one first, now the other
        taken = {name: seconds(bodies[name]) for name in order}
        ratios.append([a / b for a, b in zip(taken["python"], taken["command"])])
    return list(zip(*ratios[1:]))  # the first pair warms up


def many_hops(folder):
    """A run with so many hops: pings and datagrams through a NAT64, whose rows lack some numbers."""
    design = v6lab.Topology.scenario("nat64")
    design.checks, design.workloads = [], design.workloads[:2]
    for count in (10, None):
        for workload in design.workloads:
            workload.count = count or round(ROWS / each)
            workload.interval = "1ms"
        result = design.run(db=folder / f"{count}.db", progress=False)
        each = len(result.hops("flow_id > 0")) / 10
    return result


def plain_frame(result):
    connection = sqlite3.connect(result.db)
    sql = "SELECT * FROM v_hop WHERE run_id = ?"
    frame = pandas.read_sql_query(sql, connection, params=(result.run_id,))
    connection.close()
    return frame


def load(pairs, folder):
    """Seconds of a DataFrame of v_hop by seconds of the plain way, (processor, wall), pair by pair."""
    result = many_hops(folder)
    assert abs(len(result.hops()) / ROWS - 1) < 0.01  # and warms up
    ratios = []
    for pair in range(pairs):
        bodies = {"frame": result.hops, "plain": lambda: plain_frame(result)}
        taken = {name: seconds(bodies[name]) for name in sorted(bodies, reverse=pair % 2 == 0)}
        ratios.append([a / b for a, b in zip(taken["frame"], taken["plain"])])
    return list(zip(*ratios))


def told(title, ratios, goal):
    """Prints the ratios of both kinds; whether the processor's median meets the goal."""
    median = statistics.median(ratios[0])
    for kind, values, verdict in zip(
        ("processor", "wall"), ratios,
        (f"goal <= {goal:.2f}  {'met' if median <= goal else 'MISSED'}", "for information"),
    ):
        shown = f"{title[0]}, {kind} time, {title[1]}"
        print(f"{shown:76} {statistics.median(values):6.3f} x "
              f"({min(values):.3f} .. {max(values):.3f})  {verdict}")
    return median <= goal


def main():
    build = pathlib.Path(sys.argv[1])
    wanted = [int(word[8:]) for word in sys.argv[2:] if word.startswith("--pairs=")]
    pairs = wanted[0] if wanted else 5
    met = True
    for what, scenario, options, times in RUNS:  # the shorter, the more often
        with tempfile.TemporaryDirectory(prefix="v6lab-bench-") as folder:
            where = pathlib.Path(folder)
            ratios = compare(build / "v6lab", scenario, options, times * pairs, where)
        title = ("v6lab.run() / command line", f"{what} ({scenario})")
        met = told(title, ratios, GOAL) and met
    with tempfile.TemporaryDirectory(prefix="v6lab-bench-") as folder:
        ratios = load(min(pairs, 5), pathlib.Path(folder))
    met = told(("DataFrame / sqlite3 and pandas", "1 M hops"), ratios, FRAME_GOAL) and met
    return 0 if met else 1


sys.exit(main())
