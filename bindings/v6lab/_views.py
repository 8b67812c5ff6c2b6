# SPDX-License-Identifier: GPL-2.0-only
"""The rows of views as DataFrames."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from numbers import Integral
from typing import TYPE_CHECKING, Any, Optional, Union
from urllib.parse import quote

from v6lab import _v6lab
from v6lab.errors import InputError

if TYPE_CHECKING:
    import pandas

# What views compute has no declared type.
_COMPUTED = {
    **dict.fromkeys(("translations", "tx_packets", "rx_packets", "lost_packets", "rx_bytes"), "INTEGER"),
    **dict.fromkeys(("packet_id", "hop", "ttl", "length", "icmp_type", "icmp_code"), "INTEGER"),
    **dict.fromkeys(("flows", "attempts", "nat_event"), "INTEGER"),
    **dict.fromkeys(("ms", "loss"), "REAL"),
}
_AS_BEGINNING = 100_000  # digits that could begin an id, where no place in the file was meant


def run_id_of(db: str, run: Union[str, int]) -> str:
    """The id of the run that was meant."""
    if isinstance(run, bool) or not isinstance(run, (str, Integral)):
        raise InputError(f"run={run!r}: allowed is an id, a unique beginning of one, or 1, 2, ...")
    found = _v6lab.select_run(db, str(run))
    place = 0 if isinstance(run, str) else int(run)
    if place >= _AS_BEGINNING:
        ids = list(frame_of(db, "v_run", "", "").run_id)
        if ids[place - 1:place] != [found]:
            raise InputError(f'there is no run "{run}"; {db} holds runs 1 to {len(ids)}')
    return found


def frame_of(db: str, name: str, run: str, where: str) -> pandas.DataFrame:
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
        with _reading(db) as connection:
            rows = connection.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall()
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
    with _reading(db) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        known = "SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ?"
        if version != _v6lab.schema_version or not connection.execute(known, (name,)).fetchone():
            return None
        condition, values = (" WHERE run_id = ?", (run,)) if run else ("", ())
        cursor = connection.execute(f'SELECT * FROM "{name}"{condition}', values)
        return [column[0] for column in cursor.description], cursor.fetchall()


def _reading(db: str) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"file:{quote(db)}?mode=ro", uri=True))
