# SPDX-License-Identifier: GPL-2.0-only
"""tqdm's bars: of a run over simulated time, of a sweep over its runs."""
from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping
from typing import Any, Optional, Self


def label_of(design: Any) -> str:
    return design if isinstance(design, str) else str(getattr(design, "name", design))


def _tqdm() -> Any:
    """The bar for where Python runs: in notebooks without widgets it is text, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm
    return tqdm


class _Bar:
    """One that is closed at the end, if it was ever shown."""

    def __init__(self, label: str, wanted: Optional[bool]) -> None:
        self._label = label
        self._wanted = _is_watched() if wanted is None else wanted
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()


class RunBar(_Bar):
    """tqdm's bar over simulated time; nothing for a run of less than half a second."""

    def show(self, event: Mapping[str, float]) -> None:
        """Moves it."""
        if not self._wanted:
            return
        if self._bar is None:
            form = "{l_bar}{bar}| {n:.2f}/{total:.2f} s simulated [{elapsed}<{remaining}]"
            self._bar = _tqdm()(total=event["end_at"], desc=self._label, bar_format=form)
        self._bar.n = min(event["simulated"], event["end_at"])
        self._bar.refresh()

    def finish(self) -> None:
        """Fills it: most runs are over before the last workload had to be."""
        if self._bar is not None:
            self._bar.total = self._bar.n
            self._bar.refresh()


def _is_watched() -> bool:
    return "ipykernel" in sys.modules or bool(sys.stderr and sys.stderr.isatty())


class SweepBar(_Bar):
    """tqdm's bar over runs; nothing for none."""

    def __init__(self, label: str, total: int, wanted: Optional[bool]) -> None:
        super().__init__(label, wanted)
        if self._wanted and total > 0:
            self._bar = _tqdm()(total=total, desc=label, unit="run")

    def move(self, failed: int) -> None:
        """One run more."""
        if self._bar is not None:
            self._bar.update()
            if failed:
                self._bar.set_postfix(failed=failed)
