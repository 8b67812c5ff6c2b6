# SPDX-License-Identifier: GPL-2.0-only
"""The labs: one folder each, with its text and its exercise."""
