#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""What a second processor is worth to a sweep: 64 short runs, two at a time against one at a time.

Sweeps into a new database each, in turn; the median of the pairs counts. Needs an idle machine with
two processors: both sides are wall time.

usage: bench/sweep.py BUILD [--pairs=N]
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

GOAL = 1.8
RUNS = 64
WORDS = ["azure-to-azure", "--set", "connect=peering,hub", "--runs", str(RUNS // 2)]


def seconds(program, jobs, folder):
    database = folder / f"{jobs}-{time.monotonic_ns()}.db"
    command = [program, "sweep", *WORDS, "--jobs", str(jobs), "--db", database, "--quiet"]
    began = time.perf_counter()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    taken = time.perf_counter() - began
    database.unlink()
    return taken


def main():
    program = pathlib.Path(sys.argv[1]) / "v6lab"
    wanted = [int(word[8:]) for word in sys.argv[2:] if word.startswith("--pairs=")]
    pairs = wanted[0] if wanted else 3
    title = f"sweep of {RUNS} short runs (azure-to-azure), 1 job / 2 jobs, wall time"
    if len(os.sched_getaffinity(0)) < 2:
        print(f"{title}: needs two processors")
        return 0
    ratios = []
    with tempfile.TemporaryDirectory(prefix="v6lab-bench-") as folder:
        where = pathlib.Path(folder)
        seconds(program, 2, where)  # warms up
        for pair in range(pairs):
            order = (1, 2) if pair % 2 == 0 else (2, 1)
            taken = {jobs: seconds(program, jobs, where) for jobs in order}
            ratios.append(taken[1] / taken[2])
            print(f"  {taken[1]:.2f} s / {taken[2]:.2f} s", flush=True)
    median = statistics.median(ratios)
    verdict = "met" if median >= GOAL else "MISSED"
    spread = f"({min(ratios):.3f} .. {max(ratios):.3f})"
    print(f"{title:76} {median:6.3f} x {spread}  goal >= {GOAL:.2f}  {verdict}")
    return 0 if median >= GOAL else 1


sys.exit(main())
