# SPDX-License-Identifier: GPL-2.0-only
"""What `lab check` refuses, what it cannot read, and what it says on the command line."""
import csv
import io
import json
import shutil
import sqlite3

import pytest
import v6lab
from lab_solutions import fill_in
from v6lab import lab
from v6lab.errors import InputError
from v6lab.lab.cli import main

LAB = "addresses"


def seed_of(folder):
    return json.loads((folder / "lab.json").read_text())["seed"]


def run_again(folder, **changed):
    """Another run in place of the student's own."""
    (folder / "run.sqlite").unlink()
    settings = {"seed": seed_of(folder), "db": folder / "run.sqlite", **changed}
    v6lab.run(folder / "network.yaml", **settings)


def edit(folder, sql):
    with sqlite3.connect(folder / "run.sqlite") as database:
        database.executescript(sql)


def edit_text(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


# A sentence, what is done to ada's directory (with bob's beside it), words of the refusal.
COPIES = [
    ("the name in the ticket is changed",
     lambda ada, bob: edit_text(ada / "lab.json", '"ada"', '"bob"'), "changed by hand"),
    ("so is the course",
     lambda ada, bob: edit_text(ada / "lab.json", '"course": ""', '"course": "x"'), "by hand"),
    ("the answers are another student's",
     lambda ada, bob: shutil.copy(bob / "answers.yaml", ada), "sheet of another variant"),
    ("the database is another student's",
     lambda ada, bob: shutil.copy(bob / "run.sqlite", ada), "topology is not that of your variant"),
    ("everything but the ticket is another student's",
     lambda ada, bob: [shutil.copy(bob / name, ada) for name in ("answers.yaml", "run.sqlite")],
     "another variant"),
    ("the ticket is another student's",
     lambda ada, bob: shutil.copy(bob / "lab.json", ada), "sheet of another variant"),
    ("the seed is not the student's",
     lambda ada, bob: run_again(ada, seed=seed_of(ada) + 1), "its seed is"),
    ("the run number is not 1", lambda ada, bob: run_again(ada, run=2), "its run is 2"),
    ("too little is recorded", lambda ada, bob: run_again(ada, record="flows"), "--record flows"),
    ("an attribute of ns-3 is changed",
     lambda ada, bob: run_again(ada, ns3={"ns3::v6lab::Nat64::DropExternalTcp": "true"}),
     "option ns3::v6lab::Nat64::DropExternalTcp"),
    ("the run is not complete",
     lambda ada, bob: edit(ada, "UPDATE run SET status = 'incomplete'"), "incomplete"),
    ("the options are no JSON", lambda ada, bob: edit(ada, "UPDATE run SET options = 'x'"),
     "is not that of your variant"),
    ("the options are a list", lambda ada, bob: edit(ada, "UPDATE run SET options = '[1]'"),
     "is not that of your variant"),
    ("the topology is broken", lambda ada, bob: edit(ada, "UPDATE run SET topology = '{'"),
     "topology is not that"),
    ("there is no run", lambda ada, bob: edit(ada, "PRAGMA foreign_keys=1; DELETE FROM run"),
     "holds no run"),
    ("a hop is edited", lambda ada, bob: edit(ada, "UPDATE hop SET ttl = 9 WHERE rowid IN "
     "(SELECT rowid FROM hop LIMIT 1)"), "by hand"),
    ("a drop is taken out", lambda ada, bob: edit(ada, "DELETE FROM dropped"), "by hand"),
    ("a result is edited", lambda ada, bob: edit(ada, "UPDATE flow SET outcome = 'delivered'"),
     "v_flow"),
    ("a view is another one", lambda ada, bob: edit(ada, "DROP VIEW v_drop; CREATE VIEW v_drop AS "
     "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"),
     "not those that the program makes"),
]


@pytest.mark.parametrize("spoil, words", [r[1:] for r in COPIES], ids=[r[0] for r in COPIES])
def test_what_is_not_the_student_s_own_is_refused(done, solved, spoil, words):
    folder = done(LAB)
    spoil(folder, solved(LAB, "bob"))
    report = lab.check(folder)
    assert (report.status, report.points, report.exit_status) == ("refused", 0, 1), report.reason
    assert words in report.reason and str(folder) in report.reason


def test_who_handed_it_in_may_be_said(solved):
    report = lab.check(solved(LAB), student="bob")
    assert report.status == "refused" and "directory of ada, not of bob" in report.reason
    assert lab.check(solved(LAB), student=" Ada ").points == 20


def test_the_same_answers_under_another_name_are_wrong_and_noticed(done, solved):
    """Bob has a run of his own, and ada's answers under his line."""
    ada, bob = solved(LAB), done(LAB, "bob")
    variant = json.loads((bob / "lab.json").read_text())["variant"]
    theirs = json.loads((ada / "lab.json").read_text())["variant"]
    (bob / "answers.yaml").write_text((ada / "answers.yaml").read_text().replace(theirs, variant))
    reports = [lab.check(ada), lab.check(bob)]
    assert [one.status for one in reports] == ["graded", "graded"]
    assert reports[0].points == 20 and reports[1].points < 10
    from v6lab.lab.classroom import compare

    compare(reports)
    assert reports[0].notes == [] and "right for" in reports[1].notes[0]
    assert "embed_48" in reports[1].notes[0]


def test_the_same_words_of_two_students_are_noticed(done):
    folders = [done(LAB, "ada"), done(LAB, "bob")]
    for folder in folders:
        edit_text(folder / "answers.yaml", "explain: |\n    ",
                  "explain: |\n    All six but the /96 are wrong: byte 8 would be set in them.")
    from v6lab.lab.classroom import compare

    reports = [lab.check(folder) for folder in folders]
    compare(reports)
    assert [len(one.notes) for one in reports] == [1, 1] and "explain" in reports[0].notes[0]


def test_captures_of_another_run_lose_their_point(done, solved):
    folder = done(LAB)
    point = "captures/network/nat64-back.pcap"
    shutil.copy(solved(LAB, "bob") / point, folder / point)
    report = lab.check(folder)
    assert report.points == 19 and "nat64-back.pcap is not of your run" in report.marks[1].said
    (folder / point).unlink()
    assert "is missing" in lab.check(folder).marks[1].said


def test_a_missing_stage_loses_the_points_of_the_database_only(done):
    folder = done("island")
    edit(folder, "PRAGMA foreign_keys=1; DELETE FROM run WHERE run_key = 2")
    report = lab.check(folder)
    assert report.status == "graded" and report.points == 18
    assert "no run clat of your variant" in report.marks[0].said


def test_a_second_run_beside_the_own_one_does_no_harm(done):
    folder = done(LAB)
    v6lab.run(folder / "network.yaml", seed=1, db=folder / "run.sqlite")
    assert lab.check(folder).points == 20


def test_a_topology_file_may_be_written_anew(done):
    """What counts is what was simulated, not how the file is laid out."""
    folder = done(LAB)
    v6lab.Topology.load(folder / "network.yaml").save(folder / "mine.json")
    (folder / "run.sqlite").unlink()
    v6lab.run(folder / "mine.json", seed=seed_of(folder), db=folder / "run.sqlite")
    assert lab.check(folder).points == 20


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
    ("an empty database", write("run.sqlite", b""), "schema version 0"),
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


# What it is about, the words, the status, what stands on stderr.
WORDS = [
    ("no verb", [], 2, "VERB"),
    ("a verb that is none", ["sart"], 2, 'did you mean "start"?'),
    ("no lab", ["start", "--student", "a"], 2, "NAME"),
    ("no student", ["start", LAB], 2, "--student"),
    ("a lab that is none", ["start", "adresses", "--student", "a"], 2, "allowed are addresses,"),
    ("an option that is none", ["check", ".", "--fast"], 2, "--fast: unknown"),
    ("an option cut short", ["start", LAB, "--stud", "a"], 2, "--student"),
    ("a word too many", ["start", LAB, "a", "b", "--student", "x"], 2, "unknown"),
    ("a key for anybody", ["key", LAB, "--student", "a"], 2, "allowed with --teacher only"),
    ("a key in a gradebook", ["check", ".", "--teacher"], 2, "allowed with --json only"),
    ("two forms", ["check", ".", "--json", "--csv"], 2, "not allowed with"),
    ("one student of two", ["check", "a", "b", "--student", "x"], 2, "one DIR only"),
    ("a directory that is not there", ["check", "nowhere"], 2, "nowhere: is no directory"),
    ("a file for a directory", ["check", __file__], 2, "is no directory"),
]


@pytest.mark.parametrize("words, status, said", [r[1:] for r in WORDS], ids=[r[0] for r in WORDS])
def test_wrong_words(words, status, said, capsys):
    assert main(words) == status
    out, err = capsys.readouterr()
    assert said in err and err.startswith("v6lab: ") and out == ""


def test_start_takes_no_directory_with_something_in_it(solved, tmp_path, capsys):
    assert main(["start", LAB, "--student", "ada", str(solved(LAB))]) == 2
    assert "is not empty" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["start", LAB, "--student", "ada", str(tmp_path / "file")]) == 2
    assert "cannot be made" in capsys.readouterr().err


def test_list_names_the_six(capsys):
    assert main(["list"]) == 0
    text = capsys.readouterr().out
    assert main(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["points"] for row in rows] == [23] * 6 and len(text.splitlines()) == 6
    assert all(row["name"] in text and row["title"] in text for row in rows)


def test_a_class_as_csv(done, tmp_path, capsys):
    ada, bob, empty = done(LAB), done(LAB, "bob"), tmp_path / "=empty"
    empty.mkdir()
    fill_in(bob, {"bad": "", "router": "2001:db8::1"})
    assert main(["check", "--csv", str(ada), str(bob), str(empty)]) == 2
    out, err = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["student"], row["status"], row["points"]) for row in rows] == [
        ("ada", "graded", "20"), ("bob", "graded", "18"), ("", "unreadable", "0")]
    assert (rows[0]["router"], rows[1]["router"], rows[2]["router"]) == ("1", "0", "")
    assert "lab.json: is missing" in err


def test_json_for_a_gradebook_has_the_key_for_teachers_only(solved, capsys):
    folder = str(solved(LAB))
    assert main(["check", folder, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["points"], told["of"], told["student"]) == (20, 20, "ada")
    assert "key" not in told and told["for_teacher"] == [{"id": "explain", "of": 3, "text": ""}]
    assert main(["check", folder, "--json", "--teacher"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["key", LAB, "--student", "ada", "--teacher", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == told["key"]


def test_text_for_students(done, capsys):
    folder = done(LAB)
    fill_in(folder, {"embed_48": "2001:db8::1", "private": ""})
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "0/1  embed_48" in out and "read RFC 6052 2.2" in out
    assert "18 of 20 points, and up to 3 by your teacher" in out
    key = json.loads(json.dumps(lab.check(folder).shown_key))
    assert key["embed_48"] not in out and key["private"] not in out
