# SPDX-License-Identifier: GPL-2.0-only
"""What is not the student's own: refused, noticed, or harmless."""
import json
import shutil

import pytest
import v6lab
from lab_solutions import edit, edit_text
from v6lab import lab
from v6lab.lab.classroom import compare

LAB = "addresses"


def seed_of(folder):
    return json.loads((folder / "lab.json").read_text())["seed"]


def run_again(folder, **changed):
    """Another run in place of the student's own."""
    (folder / "run.sqlite").unlink()
    settings = {"seed": seed_of(folder), "db": folder / "run.sqlite", **changed}
    v6lab.run(folder / "network.yaml", **settings)


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


def test_the_course_may_be_said(solved):
    report = lab.check(solved(LAB), course="ws27")
    assert (report.status, report.points, report.exit_status) == ("refused", 0, 1)
    assert "is a directory of no course, not of the course ws27" in report.reason
    assert lab.check(solved(LAB), course="").points == 20 == lab.check(solved(LAB)).points


def test_last_year_s_directory_is_refused(tmp_path):
    lab.start(LAB, "ada", tmp_path / "old", course="ws26")
    report = lab.check(tmp_path / "old", course=" WS27 ")
    assert report.status == "refused"
    assert "old: is a directory of the course ws26, not of the course ws27" in report.reason
    assert "of the course ws26, not of one without" in lab.check(tmp_path / "old", course="").reason
    own = lab.check(tmp_path / "old", course="Ws26")
    assert own.status == "unreadable" and "run.sqlite: is missing" in own.reason


def test_mixed_courses_are_noticed():
    def notes(*courses):
        reports = [lab.Report(c, lab=LAB, student=f"s{n}", course=c) for n, c in enumerate(courses)]
        compare(reports)
        return [" ".join(report.notes) for report in reports]

    assert notes("a", "a") == ["", ""] and notes() == []
    first, second, third = notes("ws27", "", "ws27")
    assert (first, third) == ("", "") and second.startswith("is of no course; directories of another")
    assert all("is of the course" in note for note in notes("ws26", "ws27"))


def test_the_same_answers_under_another_name_are_wrong_and_noticed(done, solved):
    """Bob has a run of his own, and ada's answers under his line."""
    ada, bob = solved(LAB), done(LAB, "bob")
    variant = json.loads((bob / "lab.json").read_text())["variant"]
    theirs = json.loads((ada / "lab.json").read_text())["variant"]
    (bob / "answers.yaml").write_text((ada / "answers.yaml").read_text().replace(theirs, variant))
    reports = [lab.check(ada), lab.check(bob)]
    assert [one.status for one in reports] == ["graded", "graded"]
    assert reports[0].points == 20 and reports[1].points < 10
    compare(reports)
    assert reports[0].notes == [] and "right for" in reports[1].notes[0]
    assert "embed_48" in reports[1].notes[0]


def test_the_same_words_of_two_students_are_noticed(done):
    folders = [done(LAB, "ada"), done(LAB, "bob")]
    for folder in folders:
        edit_text(folder / "answers.yaml", "explain: |\n    ",
                  "explain: |\n    All six but the /96 are wrong: byte 8 would be set in them.")
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
