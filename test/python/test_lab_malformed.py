# SPDX-License-Identifier: GPL-2.0-only
"""What `lab check` cannot read is named, and so are odd ids and answers of no form."""
import json
import shutil

import pytest
from lab_solutions import edit, edit_text, fill_in
from v6lab import lab
from v6lab.errors import InputError

LAB = "addresses"


def write(name, data):
    def spoil(folder):
        (folder / name).write_bytes(data)

    return spoil


def remove(name):
    return lambda folder: (folder / name).unlink()


def cut_off(path):
    path.write_bytes(path.read_bytes()[:9999])


SHEET = "answers.yaml"
MALFORMED = [
    ("no YAML", write(SHEET, b"variant: [\n"), "answers.yaml:2:1: is no YAML"),
    ("an address without quotes", write(SHEET, b"variant: x\nanswers:\n  bad: 2001:db8::\n"),
     "stands in quotes"),
    ("an answer twice", write(SHEET, b"variant: x\nanswers:\n  bad: a\n  bad: b\n"),
     "answers.yaml:4:3: is no YAML: bad stands twice"),
    ("a list for a sheet", write(SHEET, b"- a\n"), "keys variant, answers"),
    ("a key that is no question", write(SHEET, b"variant: x\nanswers: {embed_33: a}\n"),
     "'embed_33' is no question"),
    ("an answer that is a list", write(SHEET, b"variant: x\nanswers: {bad: [a]}\n"),
     '"bad": allowed'),
    ("no variant", write(SHEET, b"answers: {bad: a}\n"), '"variant" is missing'),
    ("no text", write(SHEET, b"\xff\xfe\x00"), "is not UTF-8"),
    ("control characters", write(SHEET, b"variant: \x00\n"), "is no YAML"),
    ("a sheet that contains itself", write(SHEET, b"variant: x\nanswers: &a {bad: *a}\n"),
     "recursive"),
    ("deep nesting", write(SHEET, b"[" * 5000), "cannot be read"),
    ("a huge sheet", write(SHEET, b"a" * 300000), "at most 262144"),
    ("no sheet", remove(SHEET), "answers.yaml: cannot be read"),
    ("no database", remove("run.sqlite"), "run.sqlite: is missing"),
    ("a database that is none", write("run.sqlite", b"x" * 5000), "run.sqlite: cannot be read"),
    ("an empty database", write("run.sqlite", b""), "not a database of v6lab"),
    ("half a database", lambda folder: cut_off(folder / "run.sqlite"), "run.sqlite"),
    ("a database of another version", lambda folder: edit(folder, "PRAGMA user_version = 1"),
     "schema version 1, this program has"),
    ("no ticket", remove("lab.json"), "lab.json: is missing"),
    ("a ticket that is no JSON", write("lab.json", b"{"), "is no JSON"),
    ("a ticket without a student", write("lab.json", b'{"lab": "addresses"}'),
     '"student" is missing'),
    ("a ticket of a lab that is none",
     write("lab.json", b'{"lab": "adresses", "student": "a", "course": "", "variant": ""}'),
     'lab.json: adresses: no such lab, did you mean "addresses"?'),
    ("a ticket with an odd id",
     write("lab.json", b'{"lab": "addresses", "student": "../x", "course": "", "variant": ""}'),
     "allowed are letters"),
]


@pytest.mark.parametrize("spoil, words", [r[1:] for r in MALFORMED], ids=[r[0] for r in MALFORMED])
def test_what_cannot_be_read_is_named(done, spoil, words):
    folder = done(LAB)
    spoil(folder)
    report = lab.check(folder)
    assert (report.status, report.points, report.exit_status) == ("unreadable", 0, 2)
    assert words in report.reason and "Traceback" not in report.reason


def test_an_empty_sheet_has_no_answers(done, tmp_path):
    folder = done(LAB)
    lab.start(LAB, "ada", tmp_path / "fresh")
    shutil.copy(tmp_path / "fresh/answers.yaml", folder)
    report = lab.check(folder)
    assert report.status == "graded" and report.points == 3
    assert {mark.said.partition(";")[0] for mark in report.marks[2:]} == {"no answer"}


@pytest.mark.parametrize("answer", ["2001:db8::g", "1.2.3.4", "x" * 300, "\\u202e", "2001:db8::/32"])
def test_a_malformed_answer_is_told_as_such(done, answer):
    folder = done(LAB)
    fill_in(folder, {"embed_48": "placeholder"})
    edit_text(folder / SHEET, '"placeholder"', f'"{answer}"')
    report = lab.check(folder)
    assert report.points == 19 and report.status == "graded"
    said = {mark.id: mark.said for mark in report.marks}["embed_48"]
    assert "is not an IPv6 address" in said and said.isascii() and len(said) < 200


@pytest.mark.parametrize(
    "student",
    ["", " ", "../../etc", "a b", "-x", "a" * 65, "a\nb", "ada\x00", "..", "\u202eada", "a/b", "🎓"],
)
def test_odd_ids_are_refused(student, tmp_path):
    with pytest.raises(InputError, match="allowed"):
        lab.start(LAB, student, tmp_path / "x")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "student", ["4711", "Zoë", "ada.lovelace@example.edu", "x+y", "学生", "a-b_c"]
)
def test_other_ids_are_taken(student, tmp_path):
    folder = lab.start(LAB, student, tmp_path / "x")
    assert json.loads((folder / "lab.json").read_text())["student"] == student.casefold()
