#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""What a run costs from Python: v6lab.run() in a session against the command line, in turn.

The same run into a new database each, both started by this process; pair by pair, of which the
median counts. Python and the package are loaded before, once, as in a notebook. The goal is about
processor time, of this process and its child; wall time, which others on the machine disturb by
more than what is measured, is for information.

usage: PYTHONPATH=BUILD/python bench/bindings.py BUILD [--pairs=N]
"""
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import v6lab

GOAL = 1.02
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


def main():
    build = pathlib.Path(sys.argv[1])
    wanted = [int(word[8:]) for word in sys.argv[2:] if word.startswith("--pairs=")]
    pairs = wanted[0] if wanted else 5
    met = True
    for what, scenario, options, times in RUNS:  # the shorter, the more often
        with tempfile.TemporaryDirectory(prefix="v6lab-bench-") as folder:
            where = pathlib.Path(folder)
            ratios = compare(build / "v6lab", scenario, options, times * pairs, where)
        for kind, values, goal in zip(("processor", "wall"), ratios, (GOAL, None)):
            median = statistics.median(values)
            verdict = "for information"
            if goal:
                met = met and median <= goal
                verdict = f"goal <= {goal:.2f}  {'met' if median <= goal else 'MISSED'}"
            title = f"v6lab.run() / command line, {kind} time, {what} ({scenario})"
            print(f"{title:76} {median:6.3f} x ({min(values):.3f} .. {max(values):.3f})  {verdict}")
    return 0 if met else 1


sys.exit(main())
