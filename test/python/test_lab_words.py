# SPDX-License-Identifier: GPL-2.0-only
"""The words of `v6lab lab`: what is wrong with them, and what is printed in which form."""
import csv
import io
import json

import pytest
from lab_solutions import fill_in
from v6lab import lab
from v6lab.lab.cli import main

LAB = "addresses"

# What it is about, the words, the status, what stands on stderr.
WORDS = [
    ("no verb", [], 2, "VERB"),
    ("a verb that is none", ["sart"], 2, 'did you mean "start"?'),
    ("no lab", ["start", "--student", "a"], 2, "NAME"),
    ("no student", ["start", LAB], 2, "--student"),
    ("a lab that is none", ["start", "adresses", "--student", "a"], 2, "allowed are addresses,"),
    ("an option that is none", ["check", ".", "--fast"], 2, "--fast: unknown"),
    ("an option for the directory", ["start", LAB, "--student", "a", "--dir", "x"], 2,
     "lab: --dir: unknown; allowed is v6lab lab start [-h] --student ID [--course WORD] NAME [DIR]"),
    ("an option cut short", ["start", LAB, "--stud", "a"], 2, "--student"),
    ("a word too many", ["start", LAB, "a", "b", "--student", "x"], 2, "unknown"),
    ("a key for anybody", ["key", LAB, "--student", "a"], 2, "allowed with --teacher only"),
    ("a key in a gradebook", ["check", ".", "--teacher"], 2, "allowed with --json only"),
    ("two forms", ["check", ".", "--json", "--csv"], 2, "not allowed with"),
    ("one student of two", ["check", "a", "b", "--student", "x"], 2, "one DIR only"),
    ("a course that can be none", ["check", "a", "--course", "a/b"], 2, "--course: 'a/b' holds"),
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


@pytest.mark.parametrize("there", [False, True], ids=["a new directory", "an empty one"])
def test_start_without_graphviz_leaves_nothing(there, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "mine"
    if there:
        folder.mkdir()
    words = ["start", LAB, "--student", "ada", str(folder)]
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        assert main(words) == 1
    assert "graphviz" in capsys.readouterr().err
    assert [p.name for p in tmp_path.rglob("*")] == (["mine"] if there else [])
    assert main(words) == 0 and (folder / "lab.json").exists()


def test_start_tells_commands_that_work_in_the_directory(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["start", LAB, "--student", "ada"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "in addresses-ada" in told[0] and told[-1].endswith("v6lab lab check .")
    monkeypatch.chdir("addresses-ada")
    assert main(told[-1].split("v6lab lab ")[1].split()) == 2  # nothing has been run yet
    assert "run.sqlite: is missing" in capsys.readouterr().err


def test_list_names_the_six(capsys):
    assert main(["list"]) == 0
    text = capsys.readouterr().out
    assert main(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["points"] for row in rows] == [23] * 6 and len(text.splitlines()) == 6
    assert all(row["name"] in text and row["title"] in text for row in rows)


def test_a_class_of_one_course(solved, capsys):
    folder = str(solved(LAB))
    assert main(["check", folder, "--course", "ws27"]) == 1
    assert "refused" in capsys.readouterr().out
    assert main(["check", folder, "--course", ""]) == 0


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
