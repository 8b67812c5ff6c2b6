# SPDX-License-Identifier: GPL-2.0-only
"""What goes wrong, in the words of the command line."""
from __future__ import annotations

from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from v6lab.result import Result


class Error(Exception):
    """Whatever v6lab refuses or fails at."""

    def __str__(self) -> str:
        return "\n".join(str(message) for message in self.args)


class InputError(Error, ValueError):
    """A wrong argument, file or topology: where the command line ends with status 2."""

    @property
    def messages(self) -> list[str]:
        """Every fault that was found, one text each."""
        return list(self.args)


class UnknownField(InputError, AttributeError):
    """A part of a topology has no field of that name."""


class NotTranslated(Error, ValueError):
    """An address that no translator maps; `reason` is the word of the table of reasons."""

    reason: str = ""


class RunError(Error, RuntimeError):
    """A run that failed, or a file that cannot be read: the command line's status 1.

    `result` is what the run recorded before, if anything.
    """

    result: Optional[Result] = None


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a run; `result` is what it recorded before, marked incomplete."""

    result: Optional[Result] = None


class V6labWarning(UserWarning):
    """What is legal and hardly meant."""
