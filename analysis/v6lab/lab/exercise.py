# SPDX-License-Identifier: GPL-2.0-only
"""What a lab is made of: runs, questions, and a key that is read off the runs."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Union

from v6lab.lab.forms import Form
from v6lab.lab.variant import Draw

if TYPE_CHECKING:
    from v6lab.result import Result
    from v6lab.topology import Topology

PRELAB = "prelab"  #: a prediction: any answer of the right form has its points
TASK = "task"  #: compared with the key
EXPLAIN = "explain"  #: read and given points by a teacher


@dataclass(frozen=True)
class Question:
    """One question, which stands under `id` in the file of answers."""

    id: str
    text: str
    form: Form
    read: str  #: where to read when the answer is wrong
    points: int = 1
    part: str = TASK


@dataclass(frozen=True)
class Run:
    """A run that the student has to make: a topology, or a scenario with options."""

    label: str  #: names its file and its folder of captures
    design: Union[str, Topology]
    options: Mapping[str, str] = field(default_factory=dict)  #: as on the command line

    @property
    def file(self) -> str:
        """The topology file; empty for a scenario."""
        return "" if isinstance(self.design, str) else f"{self.label}.yaml"

    def topology(self) -> Topology:
        """What is simulated."""
        from v6lab.topology import Topology

        if isinstance(self.design, str):
            return Topology.scenario(self.design, **dict(self.options))
        return self.design

    def words(self) -> list[str]:
        """The design and its options, as behind `v6lab run`."""
        return [self.file or str(self.design)] + [f"--{k}={v}" for k, v in self.options.items()]


@dataclass(frozen=True)
class Evidence:
    """The runs of a variant, made again by who checks: what the key is read off."""

    results: Mapping[str, Result]  #: by label
    captures: Path  #: a folder for each label

    def capture(self, label: str, point: str) -> Path:
        """A capture, by its point: "nat64-front"."""
        return self.captures / label / f"{point}.pcap"


class Exercise:
    """A lab for one student. Its text stands beside it in text.md, with {{facts}} to fill in."""

    name: ClassVar[str]
    title: ClassVar[str]
    level: ClassVar[str]  #: in the catalogue of exercises
    minutes: ClassVar[int]
    picture: ClassVar[str]  #: label of the run whose topology is the figure
    captures: ClassVar[tuple[tuple[str, str], ...]] = ()  #: label and point, to hand in

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.seed = draw.number("seed", 1, 99999)

    def facts(self) -> dict[str, str]:
        """What the text calls by a name in braces: addresses, ports and so on."""
        raise NotImplementedError

    def runs(self) -> list[Run]:
        """The runs, in the order in which they are made."""
        raise NotImplementedError

    def questions(self) -> list[Question]:
        """The questions, in the order of the sheet."""
        raise NotImplementedError

    def key(self, evidence: Evidence) -> dict[str, Any]:
        """The answer to each question of the part TASK."""
        raise NotImplementedError
