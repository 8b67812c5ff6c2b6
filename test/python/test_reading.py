# SPDX-License-Identifier: GPL-2.0-only
"""Which run and which view is read, and what is refused instead of being guessed."""
import shutil
import sqlite3

import pytest
import v6lab

ID = "2345678abcde"  # of the first of two runs: its beginnings look like numbers


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    path = tmp_path_factory.mktemp("reading") / "two.db"
    for number in (1, 2):
        v6lab.run("azure-to-azure", db=path, run=number, progress=False)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE run SET run_id = ? WHERE run_key = 1", (ID,))
    return path


@pytest.fixture
def one_run(recorded, tmp_path):
    """The first of them alone."""
    v6lab.merge(recorded, into=tmp_path / "one.db")
    with sqlite3.connect(tmp_path / "one.db") as database:
        database.execute("PRAGMA foreign_keys = on")
        database.execute("DELETE FROM run WHERE run_id <> ?", (ID,))
    return tmp_path / "one.db"


NO_RUN = {
    "a number that begins an id": 2,
    "five digits that do": 23456,
    "the same as a text": "2",
    "a number of any length": 2345678,
    "zero": 0,
    "a number below": -1,
    "no id": "zzz",
}
NO_NAME = {"true": True, "nothing": None, "half a run": 1.5}


@pytest.mark.parametrize("run", NO_RUN.values(), ids=NO_RUN.keys())
@pytest.mark.parametrize("read", [v6lab.Result, lambda db, run: v6lab.view(db, "v_flow", run)],
                         ids=["Result", "view"])
def test_a_run_that_is_not_there_is_refused(read, run, one_run):
    with pytest.raises(v6lab.InputError, match=f'there is no run "{run}"; .* holds runs 1 to 1'):
        read(one_run, run)


@pytest.mark.parametrize("run", NO_NAME.values(), ids=NO_NAME.keys())
def test_what_names_no_run_is_refused(run, recorded):
    for read in (v6lab.Result, lambda db, run: v6lab.view(db, "v_flow", run)):
        with pytest.raises(v6lab.InputError, match="^run=.*: allowed is an id, a unique beginning"):
            read(recorded, run)


@pytest.mark.parametrize("run", [1, "1", "234567", "2345678a", ID])
def test_a_view_is_of_the_run_that_was_named(run, recorded):
    assert set(v6lab.view(recorded, "v_flow", run).run_id) == {v6lab.Result(recorded, run).run_id} == {ID}
    some = v6lab.view(recorded, "v_flow", run, "outcome = 'delivered'")
    assert 0 < len(some) and set(some.run_id) == {ID}


def test_a_number_on_the_command_line_is_no_beginning_of_an_id(one_run, cli):
    status, _, said = cli("show", one_run, "v_run", "--run", "2")
    assert status == 2 and said[0].startswith('there is no run "2"; ')
    for words in ("1", "234567", "2345678a"):
        assert ID in cli("show", one_run, "v_run", "--run", words)[1]


@pytest.mark.parametrize("name", ["run", "sqlite_master", "V_RUN", "v_run; SELECT 1"])
def test_only_views_are_views(name, recorded, cli):
    with pytest.raises(v6lab.InputError, match="there is no view") as refused:
        v6lab.view(recorded, name)
    assert refused.value.messages == cli("show", recorded, name)[2]


@pytest.mark.parametrize("version, words", [(999, "schema version 999, but"), (0, "not a database of v6lab")])
def test_a_file_of_another_schema_is_refused(version, words, recorded, tmp_path):
    other = shutil.copy(recorded, tmp_path / "other.db")
    with sqlite3.connect(other) as database:
        database.execute(f"PRAGMA user_version = {version}")
    for read in (v6lab.runs, lambda db: v6lab.view(db, "v_flow"), v6lab.Result):
        with pytest.raises(v6lab.InputError, match=words):
            read(other)


def test_what_is_no_text_is_told_by_the_argument_s_name(recorded):
    result = v6lab.Result(recorded)
    for call in (lambda: result.flows(True), lambda: v6lab.view(recorded, "v_flow", 1, 1)):
        with pytest.raises(v6lab.InputError, match="^where=.*: allowed is an SQL expression"):
            call()
    with pytest.raises(v6lab.InputError, match="^3: allowed is the name of a view"):
        result.view(3)
