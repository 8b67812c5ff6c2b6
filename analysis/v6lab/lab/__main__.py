# SPDX-License-Identifier: GPL-2.0-only
"""python3 -m v6lab.lab: the verb `lab` of the program."""
import sys

from v6lab.lab.cli import main

sys.exit(main(sys.argv[1:]))
