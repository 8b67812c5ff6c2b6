#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""What a run costs from Python: v6lab.run() in a session against the command line, in turn.

Wall time of the same run into a new database each, both started by this process; pair by pair, of
which the median counts. Python and the package are loaded before, once, as in a notebook.

usage: PYTHONPATH=BUILD/python bench/bindings.py BUILD [--pairs=N]
"""
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import v6lab

GOAL = 1.02
RUNS = [
    ("a short run", "azure-to-azure", {}),
    ("a run of some seconds", "nat64", {"timeouts": True}),
]


def seconds(body):
    began = time.perf_counter()
    body()
    return time.perf_counter() - began


def by_python(scenario, options, db):
    assert v6lab.run(scenario, db=db, progress=False, **options).status == "complete"


def by_command(program, scenario, options, db):
    words = [f"--{name}={str(value).lower()}" for name, value in options.items()]
    command = [program, "run", scenario, "--quiet", "--db", db, *words]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def compare(program, scenario, options, pairs, folder):
    ratios = []
    for pair in range(pairs + 1):
        python = seconds(lambda: by_python(scenario, options, folder / f"{scenario}-p{pair}.db"))
        command = seconds(
            lambda: by_command(program, scenario, options, folder / f"{scenario}-c{pair}.db")
        )
        ratios.append(python / command)
    return ratios[1:]  # the first pair warms up


def main():
    build = pathlib.Path(sys.argv[1])
    wanted = [int(word[8:]) for word in sys.argv[2:] if word.startswith("--pairs=")]
    pairs = 4 * (wanted[0] if wanted else 5)  # these runs are shorter than the other programs'
    met = True
    for what, scenario, options in RUNS:
        with tempfile.TemporaryDirectory(prefix="v6lab-bench-") as folder:
            ratios = compare(build / "v6lab", scenario, options, pairs, pathlib.Path(folder))
        median = statistics.median(ratios)
        met = met and median <= GOAL
        print(
            f"{'v6lab.run() / command line, ' + what + ' (' + scenario + ')':68} {median:6.3f} x "
            f"({min(ratios):.3f} .. {max(ratios):.3f})  goal <= {GOAL:.2f}  "
            f"{'met' if median <= GOAL else 'MISSED'}",
            flush=True,
        )
    return 0 if met else 1


sys.exit(main())
