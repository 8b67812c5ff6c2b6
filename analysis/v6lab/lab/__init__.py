# SPDX-License-Identifier: GPL-2.0-only
"""Graded labs: a student's own variant, answers checked against the student's own run.

>>> from v6lab import lab
>>> lab.start("addresses", student="ada", folder="mine")         # doctest: +SKIP
>>> print(lab.as_text(lab.check("mine")))                        # doctest: +SKIP
"""
from v6lab.lab.folder import start
from v6lab.lab.grade import Mark, Report, check
from v6lab.lab.report import as_csv, as_json, as_text

__all__ = ["Mark", "Report", "as_csv", "as_json", "as_text", "check", "start"]
