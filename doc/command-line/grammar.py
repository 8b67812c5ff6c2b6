# SPDX-License-Identifier: GPL-2.0-only
"""What the program says of its own command line, as values."""
from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass, field
from typing import Any

CHOICE = re.compile(r"\[?([\w.-]+(?:\|[\w.-]+)+)\]?")


@dataclass
class Option:
    """One option; `value` is what stands for its value ("FILE"), empty if it takes none."""

    name: str
    value: str
    default: str
    help: str

    def words(self) -> list[str]:
        """The words that are allowed, if there is a list of them."""
        found = CHOICE.fullmatch(self.value) or CHOICE.match(self.help)
        return found[1].split("|") if found and self.value else []


@dataclass
class Verb:
    """One verb, with the text that its help adds (examples), and the verbs that it has of its own.

    `places` says what its words without dashes are: "DB VIEW"; "DB ..." for any number of them.
    """

    name: str
    usage: str
    purpose: str
    options: list[Option]
    more: str
    places: str
    verbs: list[Verb] = field(default_factory=list)


@dataclass
class Scenario:
    """A scenario with the options that are its own."""

    name: str
    purpose: str
    article: str
    options: list[Option]


@dataclass
class Program:
    """All of it; `intro` is what the first line of its help says."""

    version: str
    intro: str
    verbs: list[Verb] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    views: list[str] = field(default_factory=list)
    labs: list[str] = field(default_factory=list)

    def all_verbs(self) -> list[Verb]:
        """With those of verbs, such as "lab start"."""
        return [one for verb in self.verbs for one in (verb, *verb.verbs)]


class Asked:
    """Runs the program."""

    def __init__(self, program: str) -> None:
        self._program = program

    def text(self, *words: str) -> str:
        wide = {**os.environ, "COLUMNS": "200"}  # argparse breaks lines at that width
        done = subprocess.run([self._program, *words], check=True, stdout=subprocess.PIPE, text=True, env=wide)
        return done.stdout

    def verb(self, name: str, usage: str, purpose: str) -> Verb:
        words = [self._program, name, "--help-json"]
        said = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        if not said.startswith("{"):
            return self._of_python(name, usage, purpose)
        json_part, end = json.JSONDecoder().raw_decode(said)
        options = [_option(o) for o in json_part["options"]]
        places = re.split(r"\[| -", usage)[0].strip()
        return Verb(name, usage, purpose, options, said[end:].strip("\n"), places)

    def _of_python(self, name: str, usage: str, purpose: str) -> Verb:
        """A verb that hands over to Python, where argparse has verbs of its own."""
        said = self.text(name, "--help")
        told = re.findall(r"^    (\w+) +(.+)$", said, re.M)
        verbs = [self._sub_verb(f"{name} {sub}", does[0].upper() + does[1:]) for sub, does in told]
        return Verb(name, usage, purpose, [], said.strip(), "", verbs)

    def _sub_verb(self, name: str, purpose: str) -> Verb:
        said = self.text(*name.split(), "--help")
        usage = said.splitlines()[0].removeprefix(f"usage: v6lab {name} ").replace("[-h]", "").strip()
        told = re.findall(r"^  (?:-\w, )?--([\w-]+)(?: ([A-Z]+))? {2,}(.+)$", said, re.M)
        options = [Option(option, value, "", meaning) for option, value, meaning in told]
        words = re.findall(r"^  (([A-Z]+) {2,}.+)$", said, re.M)
        places = [place for _, place in words] + ["..."] * ("..." in usage)
        return Verb(name, usage, purpose, options, "\n".join(line for line, _ in words), " ".join(places))

    def scenario(self, listed: dict[str, str]) -> Scenario:
        told = json.loads(self.text("describe", listed["name"], "--json"))
        options = [
            Option(o["name"], o["allowed"] or o["type"], o["default"], o["help"])
            for o in told["options"]
        ]
        return Scenario(told["name"], told["purpose"], told["article"], options)


def _option(told: dict[str, Any]) -> Option:
    shown = re.fullmatch(r"(.*?)(?: \(=(.*)\))?", told["value"])
    assert shown
    value = (shown[1] or "VALUE") if told["takesValue"] else ""
    return Option(told["name"], value, shown[2] or "", told["help"])


def read(program: str) -> Program:
    """Asks the program for everything."""
    ask = Asked(program)
    lines = ask.text("--help").splitlines()
    verbs = [i for i, line in enumerate(lines) if re.match(r"  [a-z]", line)]
    first = re.fullmatch(r"v6lab (\S+): (.*)", lines[0])
    assert first, lines[0]
    all_of_it = Program(first[1], first[2])
    for i in verbs:
        name, _, usage = lines[i].strip().partition(" ")
        all_of_it.verbs.append(ask.verb(name, usage, lines[i + 1].strip()))
    all_of_it.scenarios = [ask.scenario(s) for s in json.loads(ask.text("list", "--json"))]
    all_of_it.labs = [lab["name"] for lab in json.loads(ask.text("lab", "list", "--json"))]
    all_of_it.views = re.findall(r"CREATE VIEW (v_\w+)", ask.text("reference", "database"))
    return all_of_it
