# SPDX-License-Identifier: GPL-2.0-only
"""The types that editors and type checkers see."""
import os
import subprocess

import pytest
from conftest import PACKAGE, ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PACKAGE), "MYPYPATH": str(PACKAGE)}
CONFIGURATION = ROOT / "test/python/mypy.ini"
GOOD = """
import v6lab
lab = v6lab.Topology("x", links=[v6lab.Link("l", mtu=1400), {"name": "m"}])
lab.add(v6lab.Workload("w", "ping", "a", "b"))
mtu: int = lab.links[0].mtu
frame = v6lab.run(lab, seed=2).flows()
count: int = len(frame)
sent: bytes = v6lab.translate.Translator("siit", pref64="::/96").send(b"").sent[0].data
"""
BAD = {
    "a slip of a field": 'v6lab.Link("l", mut=1)',
    "a text for a number": 'v6lab.Link("l", mtu="wide")',
    "a word that is none": 'v6lab.Workload("w", "pong", "a", "b")',
    "a part in the wrong list": 'v6lab.Topology("x", links=[v6lab.Subnet("s")])',
    "a slip of an attribute": 'v6lab.Topology("x").lnks',
    "a text for a seed": 'v6lab.run("nat64", seed="one")',
}


def mypy(folder, text):
    file = folder / "sample.py"
    file.write_text("import v6lab\n" + text)
    return subprocess.run(
        ["/usr/bin/python3", "-m", "mypy", "--config-file", CONFIGURATION,
         "--cache-dir", ROOT / "build/mypy", file],
        env=ENVIRONMENT, capture_output=True, text=True, cwd=folder,
    )


def test_the_stub_in_the_repository_is_what_the_classes_say(tmp_path):
    fresh = tmp_path / "topology.pyi"
    subprocess.run([ROOT / "bindings/stubs", fresh], env=ENVIRONMENT, check=True)
    assert fresh.read_text() == (ROOT / "bindings/v6lab/topology.pyi").read_text()


def test_stubs_and_classes_agree(tmp_path):
    expected = tmp_path / "expected"  # pybind11's metaclass has no name that a stub could say
    expected.write_text("".join(f"v6lab._v6lab.{name}\n" for name in ("PacketTranslator", "Pref64", "SweepFiles")))
    checked = subprocess.run(
        ["/usr/bin/python3", "-m", "mypy.stubtest", "v6lab.topology", "v6lab._v6lab",
         "--ignore-missing-stub", "--mypy-config-file", CONFIGURATION, "--allowlist", expected],
        env=ENVIRONMENT, capture_output=True, text=True, cwd=ROOT / "build",
    )
    assert checked.returncode == 0, checked.stdout[-3000:]


def test_the_package_s_own_types_are_right():
    checked = subprocess.run(
        ["/usr/bin/python3", "-m", "mypy", "--strict", "--config-file", CONFIGURATION,
         "--cache-dir", ROOT / "build/mypy", "-p", "v6lab"],
        env=ENVIRONMENT, capture_output=True, text=True, cwd=PACKAGE,
    )
    assert checked.returncode == 0, checked.stdout[-3000:]


def test_good_code_passes(tmp_path):
    checked = mypy(tmp_path, GOOD)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("line", BAD.values(), ids=BAD.keys())
def test_a_slip_is_found_before_anything_runs(line, tmp_path):
    checked = mypy(tmp_path, line + "\n")
    assert checked.returncode == 1 and "sample.py:2: error" in checked.stdout, checked.stdout
