# SPDX-License-Identifier: GPL-2.0-only
"""Each lab from start to full points, solved by other means than the lab's own key."""
import ast
import json
import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest
from conftest import ROOT
from lab_solutions import SOLVERS, Folder, cut, embedded, extracted, fill_in
from v6lab import lab
from v6lab.lab.catalogue import NAMES, exercise_of
from v6lab.lab.exercise import TASK
from v6lab.labs.addresses.exercise import embed

STUDENT = "ada"


@pytest.mark.parametrize("name", NAMES)
def test_start_solve_check(solved, name):
    report = lab.check(solved(name))
    lost = [(mark.id, mark.said) for mark in report.marks if mark.points < mark.of]
    assert (report.status, report.reason, lost) == ("graded", "", [])
    assert report.points == report.of == 20 and sum(report.for_teacher.values()) == 3
    assert report.exit_status == 0 and report.student == STUDENT


@pytest.mark.parametrize("name", NAMES)
def test_every_wrong_answer_loses_its_points(done, name):
    folder = done(name)
    wrong = {"an IPv6": "2001:db8::1", "an IPv4": "192.0.2.99", "a whole": "77777",
             "a number": "0.001", "a prefix": "2001:db8::/32", "an RFC": "RFC 791 3.1",
             "a word": "wrong", "the name": "x", "a next": "x", "4 hex": "0xfffe"}
    questions = [one for one in exercise_of(name, STUDENT).questions() if one.part == TASK]
    fill_in(folder, {one.id: spoiled(one, wrong, SOLVERS[name], folder) for one in questions})
    report = lab.check(folder)
    marks = {mark.id: mark for mark in report.marks}
    assert [one.id for one in questions if marks[one.id].points] == []
    assert report.points == report.of - sum(one.points for one in questions)
    for one in questions:
        assert one.form.says() in marks[one.id].said and one.read in marks[one.id].said
        answer = report.shown_key[one.id]  # feedback names the kind of answer, not the answer
        chosen = one.form.says().startswith("one of")
        assert chosen or len(answer) < 5 or answer not in marks[one.id].said
        assert chosen or len(answer) < 5 or answer not in repr(report)
    assert report.exit_status == 1


def spoiled(question, wrong, solver, folder):
    """Something of the right form that is not right."""
    says = question.form.says()
    if says.startswith("one of "):
        right = str(solver(Folder(folder))[question.id]).casefold()
        return next(w for w in says.removeprefix("one of ").split(", ") if w != right)
    return next(value for start, value in wrong.items() if says.startswith(start))


def test_the_arithmetic_is_that_of_the_rfc():
    rows = json.loads((ROOT / "test/data/rfc-examples.json").read_text())["rfc6052_s2_4"]
    assert len(rows) == 7
    for row in rows:
        address = IPv6Address(row["ipv6_canonical"])
        assert embed(IPv6Network(row["prefix"]), IPv4Address(row["ipv4"])) == address
        assert embedded(row["prefix"], row["ipv4"]) == address
        assert extracted(address, row["prefix_len"]) == IPv4Address(row["ipv4"])


def test_fragments_counted_by_hand():
    assert cut([3008], 1480) == [1480, 1480, 48]
    assert cut([1480, 1480, 48], 1232) == [1232, 248, 1232, 248, 48]
    assert cut([1480], 1476) == [1472, 8] and cut([1476], 1476) == [1476]


@pytest.mark.parametrize("name", NAMES)
def test_the_text_has_all_its_parts(solved, name):
    text = (solved(name) / "README.md").read_text()
    for part in ("Objectives", "The network", "predict", "Steps", "Tasks", "Explain the difference",
                 "Hand in", "Points"):
        assert f"\n## {part}" in text or f"{part}\n" in text
    assert "{{" not in text and "topology.svg" in text
    assert (solved(name) / "topology.svg").read_text().startswith("<?xml")


def test_variants_differ_between_students_and_not_between_machines():
    assert exercise_of("addresses", "ada").draw.variant == "6af3b9cc5ad88a6e"
    assert exercise_of("addresses", " ADA ").draw.variant == "6af3b9cc5ad88a6e"
    others = {exercise_of(name, f"s{number}", course).draw.variant
              for name in NAMES for number in range(50) for course in ("", "2026", "2027")}
    assert len(others) == len(NAMES) * 50 * 3
    for name in NAMES:
        told = {json.dumps(exercise_of(name, f"s{number}").facts()) for number in range(40)}
        assert len(told) > 37


def test_every_variant_has_a_valid_design():
    for name in NAMES:
        for number in range(12):
            exercise = exercise_of(name, f"student{number}")
            for run in exercise.runs()[:1]:
                assert run.topology().validate() == []


def test_the_plot_of_the_path_mtu_lab_has_every_run(done, python):
    folder = done("pmtu")
    (code,) = re.findall(r"```python\n(.*?)```", (folder / "README.md").read_text(), re.S)
    told = "\nprint([(line.get_label(), *line.get_xdata(), *line.get_ydata()) for line in axes.lines])"
    process = python(code + told, cwd=folder)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    points = {label: (mtu, rate) for label, mtu, rate in ast.literal_eval(out)}
    mtus = dict(re.findall(r"^\| `(\w+\.yaml)` \| (\d+) \|", (folder / "README.md").read_text(), re.M))
    assert {label: str(mtu) for label, (mtu, _) in points.items()} == mtus and len(mtus) == 6
    found = SOLVERS["pmtu"](Folder(folder))
    for name in ("wide", "narrow"):
        assert points[f"{name}.yaml"][1] == pytest.approx(float(str(found[f"goodput_{name}"]).split()[0]), rel=0.01)
    assert points["hole.yaml"][1] == 0
    assert (folder / "goodput.png").read_bytes().startswith(b"\x89PNG")


def test_the_path_mtu_lab_says_whose_wait_it_is(solved):
    text = (solved("pmtu") / "README.md").read_text()
    assert "is the simulator's TCP, not a cost of networks" in text
    floor = (ROOT / "doc/models-hosts.md").read_text()
    assert "retransmission timeout, at least 1 s" in floor
