# SPDX-License-Identifier: GPL-2.0-only
"""Where databases are that nobody named."""
from __future__ import annotations

import shutil
import tempfile
import weakref


class Scratch:
    """A folder that is gone when nobody has it any more."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="v6lab-")
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
