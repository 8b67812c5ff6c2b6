# SPDX-License-Identifier: GPL-2.0-only
"""python3 -m v6lab.lab: the verb `lab` of the program."""
import signal
import sys

from v6lab.lab.cli import main

signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word, as other verbs
sys.exit(main(sys.argv[1:]))
