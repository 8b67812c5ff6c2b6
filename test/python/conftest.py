# SPDX-License-Identifier: GPL-2.0-only
"""What every test of the bindings needs: the package and the program of the build under test."""
import json
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / os.environ.get("V6LAB_PRESET", "release")
PACKAGE = BUILD / "python"
sys.path.insert(0, str(PACKAGE))

# Tests that a shell runs in the background find Ctrl-C ignored, and so would what they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def command(*words, stdin=""):
    """The command line: (status, stdout, messages on stderr without the program's name)."""
    done = subprocess.run(
        [BUILD / "v6lab", *map(str, words)], input=stdin, capture_output=True, text=True
    )
    said = [line.removeprefix("v6lab: ") for line in done.stderr.splitlines()]
    return done.returncode, done.stdout, said


@pytest.fixture
def cli():
    return command


@pytest.fixture
def python(tmp_path):
    """Runs a script with the package in a process of its own; gives the started process."""

    def start(text, *words, **options):
        script = tmp_path / "script.py"
        script.write_text(text, encoding="utf-8")
        return subprocess.Popen(
            ["/usr/bin/python3", script, *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(PACKAGE)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    return start


@pytest.fixture
def lab():
    """A host, a NAT64 and a server; short, and something happens at each."""
    import v6lab
    from v6lab import Interface, Link, OutsideNode, Pool, StaticRoute, Translator, Workload

    return v6lab.Topology("small").add(
        Link("home"),
        Link("outside"),
        OutsideNode(
            "phone",
            interfaces=[Interface("home", ["2001:db8:1::2/64"])],
            routes=[StaticRoute("::/0", "2001:db8:1::1")],
        ),
        OutsideNode(
            "border",
            "router",
            [Interface("home", ["2001:db8:1::1/64"]), Interface("outside", ["203.0.113.1/24"])],
        ),
        OutsideNode("server", interfaces=[Interface("outside", ["203.0.113.2/24"])]),
        Translator("border", "nat64", pool=[Pool("203.0.113.9")]),
        Workload("hello", "tcp", "phone", "64:ff9b::cb00:7102", server="server"),
    )


@pytest.fixture(scope="session")
def solved(tmp_path_factory):
    """Directories of students who are done with a lab, made once for each lab and student."""
    from lab_solutions import solve
    from v6lab import lab

    made = {}

    def folder(name, student="ada"):
        path = made.get((name, student))
        if path is None:
            path = made[name, student] = tmp_path_factory.mktemp("lab") / f"{name}-{student}"
            lab.start(name, student, path)
            for text in json.loads((path / "lab.json").read_text())["commands"]:
                program, *words = shlex.split(text)
                assert program == "v6lab"
                subprocess.run([BUILD / "v6lab", *words, "--quiet"], cwd=path, check=True)
            solve(name, path)
        return path

    return folder


@pytest.fixture
def done(solved, tmp_path):
    """A copy of one, to spoil."""

    def copy(name, student="ada"):
        return shutil.copytree(solved(name, student), tmp_path / f"{name}-{student}")

    return copy
