# SPDX-License-Identifier: GPL-2.0-only
"""What a run recorded, as DataFrames."""
from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Union

from v6lab import _v6lab
from v6lab._views import frame_of, run_id_of

if TYPE_CHECKING:
    import pandas

    from v6lab.topology import Topology

Path = Union[str, os.PathLike[str]]


def view(db: Path, name: str, run: Union[str, int] = "", where: str = "") -> pandas.DataFrame:
    """The rows of a view: of one run, named as for Result, or of all runs.

    `where` is an SQL expression over the view's columns. Whole numbers that may be missing are of
    pandas' type Int64, what is true or false of type boolean.
    """
    path = os.fspath(db)
    return frame_of(path, name, "" if run == "" else run_id_of(path, run), where)


class Result:
    """One recorded run. Every method gives the rows of a view, with the view's columns."""

    def __init__(self, db: Path, run: Union[str, int] = "") -> None:
        """`run` is an id, a unique beginning of one, or 1, 2, ...; the latest by default.

        A number is a place in the file, never the beginning of an id.
        """
        self._begin(os.fspath(db), run_id_of(os.fspath(db), run))

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
        return frame_of(self.db, name, self.run_id, where)

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
