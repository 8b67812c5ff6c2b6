# SPDX-License-Identifier: GPL-2.0-only
"""Where each run of a sweep stands, and the merging of its file."""
from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from v6lab import _v6lab


class Work:
    """Merges runs in the plan's order, while others still run: the same sweep, the same file."""

    def __init__(self, plan: Mapping[str, Any], files: _v6lab.SweepFiles) -> None:
        self.runs = plan["runs"]
        self.status = ["missing" if run["place"] == "missing" else "complete" for run in self.runs]
        self.reasons: dict[int, str] = {}
        self._files = files
        self._settled = {place for place, run in enumerate(self.runs) if run["place"] != "missing"}
        self._next = 0
        self._merge_prefix()

    def settle(self, place: int, answer: Mapping[str, Any]) -> None:
        """What became of a run."""
        if "bytes" in answer:
            _write(self.runs[place]["file"], answer["bytes"])
        if "reason" in answer:
            self.reasons[place] = answer["reason"]
        self._settled.add(place)
        self._merge_prefix()

    def finish(self) -> None:
        """Merges what is complete beyond a gap, also if nobody came to tell."""
        for place in range(self._next, len(self.runs)):
            if place in self._settled or self._files.complete(self.runs[place]["run_id"]):
                self._merge(place)
        self._next = len(self.runs)

    def _merge_prefix(self) -> None:
        while self._next in self._settled:
            self._merge(self._next)
            self._next += 1

    def _merge(self, place: int) -> None:
        run = self.runs[place]
        if self._files.merge(run["run_id"]):
            self.status[place] = "complete"
            self.reasons.pop(place, None)
        else:
            self.status[place] = "failed"
            self.reasons.setdefault(place, "its record is not in " + run["file"])


def _write(file: str, content: bytes) -> None:
    """Whole, or not at all."""
    with open(file + ".part", "wb") as opened:
        opened.write(content)
    os.replace(file + ".part", file)
