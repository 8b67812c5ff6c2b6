# SPDX-License-Identifier: GPL-2.0-only
"""The verb `lab` of the command line."""
from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import NoReturn

from v6lab import _v6lab
from v6lab.errors import InputError, RunError
from v6lab.lab import report as reports
from v6lab.lab.catalogue import NAMES, exercise_class, exercise_of
from v6lab.lab.classroom import compare
from v6lab.lab.folder import start
from v6lab.lab.grade import UNREADABLE, check, key_of
from v6lab.lab.text import commands, points_of
from v6lab.lab.variant import plain_course

_GOOD, _FAILED, _USAGE, _INTERRUPTED = 0, 1, 2, 130
_VERBS = ("list", "start", "check", "key")


class _Parser(argparse.ArgumentParser):
    """Complains in the words of the program."""

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{self.prog.removeprefix('v6lab ')}: {message}; --help says more")


def main(words: Sequence[str]) -> int:
    """Does what the words say; gives the exit status."""
    try:
        status = _dispatch(list(words))
        sys.stdout.flush()
        return status
    except InputError as error:
        return _complain(error, _USAGE)
    except (RunError, OSError) as error:
        return _complain(error, _FAILED)
    except KeyboardInterrupt:
        return _INTERRUPTED


def _complain(error: Exception, status: int) -> int:
    for line in str(error).splitlines():
        print(f"v6lab: {line}", file=sys.stderr)
    return status


def _dispatch(words: list[str]) -> int:
    if words and words[0] not in _VERBS and not words[0].startswith("-"):
        near = _v6lab.suggestion(words[0], list(_VERBS))
        raise InputError(f"lab: {words[0][:80]}: unknown{near}; allowed are {', '.join(_VERBS)}")
    said, rest = _parser().parse_known_args(words)
    _take_rest(said, rest)
    done: int = said.do(said)
    return done


def _take_rest(said: argparse.Namespace, rest: list[str]) -> None:
    """Directories behind options, which argparse leaves over."""
    unknown = [word for word in rest if word.startswith("-")]
    if not unknown and hasattr(said, "folders"):
        said.folders += rest
    elif len(rest) == 1 and not unknown and getattr(said, "folder", "") is None:
        said.folder = rest[0]
    elif rest:
        raise InputError(f"lab: {(unknown or rest)[0][:80]}: unknown; allowed is {said.allowed}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="v6lab lab",
        allow_abbrev=False,
        description="Graded exercises: every student has addresses, ports and a seed of their own.",
        epilog="exit status: 0 all points, 1 points lost or refused, 2 wrong words or files",
    )
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    _list_parser(verbs.add_parser("list", allow_abbrev=False, help="names the labs"))
    _start_parser(verbs.add_parser("start", allow_abbrev=False, help="makes a directory"))
    _check_parser(verbs.add_parser("check", allow_abbrev=False, help="grades directories"))
    _key_parser(verbs.add_parser("key", allow_abbrev=False, help="for teachers: the answers"))
    return parser


def _allowed(parser: argparse.ArgumentParser) -> str:
    """The words of a verb in one line."""
    return " ".join(parser.format_usage().removeprefix("usage: ").split())


def _list_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(do=_list, allowed=_allowed(parser))


def _variant_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--student", required=True, metavar="ID", help="as your teacher knows you")
    parser.add_argument("--course", default="", metavar="WORD", help="other variants for all")


def _start_parser(parser: argparse.ArgumentParser) -> None:
    _variant_words(parser)
    parser.add_argument("folder", nargs="?", metavar="DIR", help="NAME-ID if not said")
    parser.set_defaults(do=_start, allowed=_allowed(parser))


def _check_parser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", nargs="+", metavar="DIR", help="made by start")
    parser.add_argument("--student", default="", metavar="ID", help="who handed it in")
    parser.add_argument("--course", metavar="WORD", help="refuse directories of other courses")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--csv", action="store_true", help="a line for each directory")
    parser.add_argument("--teacher", action="store_true", help="the key stands in the JSON")
    parser.set_defaults(do=_check, allowed=_allowed(parser))


def _key_parser(parser: argparse.ArgumentParser) -> None:
    _variant_words(parser)
    parser.add_argument("--teacher", action="store_true", help="required: you are the teacher")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(do=_key, allowed=_allowed(parser))


def _list(said: argparse.Namespace) -> int:
    rows = []
    for name in NAMES:
        kind = exercise_class(name)
        points = sum(points_of(exercise_of(name, "anybody")).values())
        rows.append({"name": name, "level": kind.level, "title": kind.title,
                     "minutes": kind.minutes, "points": points})
    if said.json:
        print(json.dumps(rows, indent=2))
        return _GOOD
    for row in rows:
        print(f"{row['name']:13} {row['title']} ({row['level']}; {row['minutes']} minutes, "
              f"{row['points']} points)")
    return _GOOD


def _start(said: argparse.Namespace) -> int:
    folder = start(said.name, said.student, said.folder, said.course)
    print(f"{folder}/README.md is the lab of {said.student}; in {folder}, run")
    for command in commands(exercise_of(said.name, said.student, said.course)):
        print(f"  {command}")
    print("then, still there, fill in answers.yaml, and: v6lab lab check .")
    return _GOOD


def _check(said: argparse.Namespace) -> int:
    if said.teacher and not said.json:
        raise InputError("lab check: --teacher: allowed with --json only")
    if said.student and len(said.folders) > 1:
        raise InputError("lab check: --student: allowed with one DIR only")
    if said.course is not None:
        plain_course(said.course)  # says what is wrong with it
    found = [check(folder, said.student, said.course) for folder in said.folders]
    compare(found)
    if said.csv:
        print(reports.as_csv(found), end="")
    elif said.json:
        told = [reports.as_json(one, said.teacher) for one in found]
        print(json.dumps(told if len(told) > 1 else told[0], indent=2, ensure_ascii=False))
    else:
        for one in found:
            if one.status != UNREADABLE:
                print(reports.as_text(one))
    for one in found:
        if one.status == UNREADABLE:
            print(f"v6lab: {one.reason}", file=sys.stderr)
    return max(one.exit_status for one in found)


def _key(said: argparse.Namespace) -> int:
    exercise = exercise_of(said.name, said.student, said.course)
    if not said.teacher:
        raise InputError("lab key: prints every answer: allowed with --teacher only")
    found = key_of(exercise)
    if said.json:
        print(json.dumps(found, indent=2))
        return _GOOD
    for name, value in found.items():
        print(f"{name:16} {value}")
    return _GOOD
