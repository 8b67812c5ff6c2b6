# SPDX-License-Identifier: GPL-2.0-only
"""What a run recorded, as DataFrames."""
from __future__ import annotations

import json
import os
import sqlite3
from numbers import Integral
from typing import TYPE_CHECKING, Any, Optional, Union
from urllib.parse import quote

from v6lab import _v6lab
from v6lab.errors import InputError

if TYPE_CHECKING:
    import pandas

    from v6lab.topology import Topology

Path = Union[str, os.PathLike[str]]
# What views compute has no declared type.
_COMPUTED = {
    **dict.fromkeys(("translations", "tx_packets", "rx_packets", "lost_packets", "rx_bytes"), "INTEGER"),
    **dict.fromkeys(("packet_id", "hop", "ttl", "length", "icmp_type", "icmp_code"), "INTEGER"),
    **dict.fromkeys(("flows", "attempts", "nat_event"), "INTEGER"),
    **dict.fromkeys(("ms", "loss"), "REAL"),
}
_AS_BEGINNING = 100_000  # digits that could begin an id, where no place in the file was meant


def view(db: Path, name: str, run: Union[str, int] = "", where: str = "") -> pandas.DataFrame:
    """The rows of a view: of one run, named as for Result, or of all runs.

    `where` is an SQL expression over the view's columns. Whole numbers that may be missing are of
    pandas' type Int64, what is true or false of type boolean.
    """
    path = os.fspath(db)
    return _frame(path, name, "" if run == "" else _run_id(path, run), where)


def _run_id(db: str, run: Union[str, int]) -> str:
    """The id of the run that was meant."""
    if isinstance(run, bool) or not isinstance(run, (str, Integral)):
        raise InputError(f"run={run!r}: allowed is an id, a unique beginning of one, or 1, 2, ...")
    found = _v6lab.select_run(db, str(run))
    place = 0 if isinstance(run, str) else int(run)
    if place >= _AS_BEGINNING:
        ids = list(_frame(db, "v_run", "", "").run_id)
        if ids[place - 1:place] != [found]:
            raise InputError(f'there is no run "{run}"; {db} holds runs 1 to {len(ids)}')
    return found


def _frame(db: str, name: str, run: str, where: str) -> pandas.DataFrame:
    import pandas

    columns, rows = _rows(db, name, run, where)
    frame = pandas.DataFrame(rows, columns=columns, dtype=object)
    declared: Optional[dict[str, str]] = None
    for column in columns:
        kind = pandas.api.types.infer_dtype(frame[column], skipna=True)
        if column == "passed":
            frame[column] = frame[column].astype("boolean")
        elif kind == "empty":
            declared = _declared(db, name) if declared is None else declared
            if (number := declared.get(column)) is not None:
                missing = "Int64" if rows else "int64"  # int64 goes with both in pandas.concat()
                dtype = missing if number == "INTEGER" else "float64"
                frame[column] = pandas.Series(index=frame.index, dtype=dtype)
        elif kind == "integer":
            frame[column] = frame[column].astype("Int64" if frame[column].hasnans else "int64")
        elif kind in ("floating", "mixed-integer-float"):
            frame[column] = frame[column].astype("float64")
    return frame


def _declared(db: str, name: str) -> dict[str, str]:
    """INTEGER or REAL of a view's columns of numbers, for those that hold none to tell by."""
    try:
        connection = sqlite3.connect(f"file:{quote(db)}?mode=ro", uri=True)
        try:
            rows = connection.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall()
        finally:
            connection.close()
    except sqlite3.Error:
        return {}
    found = {column: kind or _COMPUTED.get(column, "") for column, kind in rows}
    return {column: kind for column, kind in found.items() if kind in ("INTEGER", "REAL")}


def _rows(db: str, name: str, run: str, where: str) -> tuple[list[str], list[Any]]:
    if not isinstance(name, str):
        raise InputError(f"{name!r}: allowed is the name of a view")
    if not isinstance(where, str):
        raise InputError(f"where={where!r}: allowed is an SQL expression over the view's columns")
    if not where:
        # Straight from SQLite: half the time of the way through the compiled half.
        try:
            if (found := _plain_rows(db, name, run)) is not None:
                return found
        except sqlite3.Error:
            pass
    # This way knows the words for what is wrong, and how to open what was left unfinished.
    return _v6lab.query(db, name, run, where)


def _plain_rows(db: str, name: str, run: str) -> Optional[tuple[list[str], list[Any]]]:
    """None for what is no view of this program's."""
    connection = sqlite3.connect(f"file:{quote(db)}?mode=ro", uri=True)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        known = "SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ?"
        if version != _v6lab.schema_version or not connection.execute(known, (name,)).fetchone():
            return None
        condition, values = (" WHERE run_id = ?", (run,)) if run else ("", ())
        cursor = connection.execute(f'SELECT * FROM "{name}"{condition}', values)
        return [column[0] for column in cursor.description], cursor.fetchall()
    finally:
        connection.close()


class Result:
    """One recorded run. Every method gives the rows of a view, with the view's columns."""

    def __init__(self, db: Path, run: Union[str, int] = "") -> None:
        """`run` is an id, a unique beginning of one, or 1, 2, ...; the latest by default.

        A number is a place in the file, never the beginning of an id.
        """
        self._begin(os.fspath(db), _run_id(os.fspath(db), run))

    @classmethod
    def _known(cls, db: str, run_id: str) -> Result:
        """Of a run that is known to be there: spares opening the database, 1 % of a short run."""
        result = cls.__new__(cls)
        result._begin(db, run_id)
        return result

    def _begin(self, db: str, run_id: str) -> None:
        self.db = db
        self.run_id = run_id
        self.warnings: list[str] = []  #: what is legal and a person should know, of a fresh run
        self.assumptions: list[str] = []  #: what an import had to assume
        self.left_out: list[tuple[str, str, str]] = []  #: what an import did not take over
        self._owner: Any = None  # of a temporary file, which lives as long

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_owner": None}  # whoever unpickles it must keep the original

    def view(self, name: str, where: str = "") -> pandas.DataFrame:
        """Any view of this run; `where` is an SQL expression over its columns."""
        return _frame(self.db, name, self.run_id, where)

    def views(self) -> list[str]:
        """The names of all views."""
        return _v6lab.views(self.db)

    @property
    def info(self) -> dict[str, Any]:
        """The run's row of v_run, with its options as a dictionary."""
        columns, rows = _v6lab.query(self.db, "v_run", self.run_id, "")
        row = dict(zip(columns, rows[0]))
        row["options"] = json.loads(row["options"])
        return row

    @property
    def status(self) -> str:
        """complete, incomplete or failed."""
        return str(self.info["status"])

    @property
    def passed(self) -> bool:
        """Whether it is complete and no check has failed; what was not evaluated has not."""
        columns, rows = _v6lab.query(self.db, "v_check", self.run_id, "")
        verdicts = [row[columns.index("passed")] for row in rows]
        return self.status == "complete" and all(verdict in (1, None) for verdict in verdicts)

    @property
    def topology(self) -> Topology:
        """What was simulated."""
        from v6lab.topology import Topology

        return Topology.parse(_v6lab.recorded_topology(self.db, self.run_id), self.db)

    def explain(self, flow: Union[str, int]) -> str:
        """The walk of a flow, by its number or name: each hop, and where and why it ended."""
        return _v6lab.explain(self.db, self.run_id, str(flow))

    def flows(self, where: str = "") -> pandas.DataFrame:
        """v_flow: one row a flow, with its outcome."""
        return self.view("v_flow", where)

    def hops(self, where: str = "") -> pandas.DataFrame:
        """v_hop: what each node did to each packet."""
        return self.view("v_hop", where)

    def drops(self, where: str = "") -> pandas.DataFrame:
        """v_drop: where packets ended, and why."""
        return self.view("v_drop", where)

    def routes(self, where: str = "") -> pandas.DataFrame:
        """v_effective_route: the routes of every network interface, in Azure's words."""
        return self.view("v_effective_route", where)

    def checks(self, where: str = "") -> pandas.DataFrame:
        """v_check: what had to be true, and whether it is."""
        return self.view("v_check", where)

    def translations(self, where: str = "") -> pandas.DataFrame:
        """v_translation: headers before and after each translator."""
        return self.view("v_translation", where)

    def bindings(self, where: str = "") -> pandas.DataFrame:
        """v_binding: the bindings of translators with state."""
        return self.view("v_binding", where)

    def sessions(self, where: str = "") -> pandas.DataFrame:
        """v_session: the sessions of translators with state."""
        return self.view("v_session", where)

    def dns(self, where: str = "") -> pandas.DataFrame:
        """v_dns: every DNS query and its answer."""
        return self.view("v_dns", where)

    def reachability(self, where: str = "") -> pandas.DataFrame:
        """v_reachability: who reaches whom, over which IP version, translated or not."""
        return self.view("v_reachability", where)

    def flow_log(self, where: str = "") -> pandas.DataFrame:
        """v_flow_log: Azure's flow logs."""
        return self.view("v_flow_log", where)

    def metrics(self, where: str = "") -> pandas.DataFrame:
        """v_metric: Azure Monitor's metrics."""
        return self.view("v_metric", where)

    def bench_runs(self, where: str = "") -> pandas.DataFrame:
        """v_bench_run: the trials of a benchmark after RFC 8219."""
        return self.view("v_bench_run", where)

    def bench_latencies(self, where: str = "") -> pandas.DataFrame:
        """v_bench_latency: one-way delays of a benchmark's tagged frames, ns."""
        return self.view("v_bench_latency", where)

    def bench_summary(self, where: str = "") -> pandas.DataFrame:
        """v_bench_summary: what the repetitions of a benchmark come to."""
        return self.view("v_bench_summary", where)

    def __repr__(self) -> str:
        said = self.info
        return (
            f"<Result {said['scenario']} seed {said['seed']} run {said['run']}: "
            f"{said['status']}, run id {self.run_id}>"
        )

    def _repr_html_(self) -> str:
        """The run and its checks, for notebooks."""
        from html import escape

        shown = ["passed", "name", "expected", "observed"]
        table = self.checks()
        body = str(table[shown].to_html(index=False)) if len(table) else ""
        return f"<p>{escape(repr(self)[1:-1])}</p>{body}"


def runs(db: Path) -> pandas.DataFrame:
    """v_run: every run of a database."""
    return view(db, "v_run")
