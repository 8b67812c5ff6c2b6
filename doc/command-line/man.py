# SPDX-License-Identifier: GPL-2.0-only
"""The manual page v6lab(1), in the macros of man(7)."""
import os
import time

from grammar import Option, Program

STATUS = [
    ("0", "Good: all checks passed."),
    ("1", "The run or a check failed."),
    ("2", "The command line or input was wrong; the message names the argument and what is allowed."),
    ("130", "Interrupted; what was recorded is kept."),
]
EXAMPLES = [
    ("Who reaches whom, through a hub:", "v6lab run azure-to-azure --connect hub --db a.db --pcap captures"),
    ("One flow of it, hop by hop:", "v6lab explain a.db 3"),
    ("What was dropped, where and why:", "v6lab show a.db v_drop"),
    ("A network of one's own:", "v6lab topology azure-to-azure >mine.yaml\nv6lab run mine.yaml"),
]


def plain(text: str) -> str:
    """Text that roff takes literally."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join("\\&" + line if line[:1] in (".",) else line for line in text.split("\n"))


def listed(options: list[Option]) -> list[str]:
    lines = []
    for option in options:
        value = f" \\fI{plain(option.value)}\\fR" if option.value else ""
        default = f" Default: {option.default}." if option.default else ""
        lines += [".TP", f"\\fB\\-\\-{plain(option.name)}\\fR{value}"]
        lines += [plain(option.help.rstrip(".") + "." + default)]
    return lines


def block(text: str) -> list[str]:
    return [".PP", ".nf", ".RS", plain(text), ".RE", ".fi"]


def write(program: Program) -> str:
    day = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    lines = [f'.TH V6LAB 1 {time.strftime("%Y-%m-%d", day)} "v6lab {program.version}" "User Commands"']
    lines += [".SH NAME", f"v6lab \\- {plain(program.intro)}"]
    lines += [".SH SYNOPSIS", ".B v6lab", ".I VERB", "\\&..."]
    lines += [".SH DESCRIPTION"]
    lines += [
        "A scenario, a topology file or an Azure Resource Manager template is built in ns\\-3, simulated packet by",
        "packet and recorded in one SQLite file, and its checks are evaluated.",
    ]
    lines += [".SH VERBS"]
    for verb in program.all_verbs():
        lines += [f".SS {verb.name}", f"v6lab {plain(verb.name)} {plain(verb.usage)}", ".PP", f"{plain(verb.purpose)}."]
        lines += listed(verb.options)
        lines += block(verb.more) if verb.more else []
    lines += [".SH SCENARIOS", "Their options are for", ".B run", "and", ".BR topology ."]
    for scenario in program.scenarios:
        lines += [f".SS {plain(scenario.name)}", f"{plain(scenario.purpose)}.", *listed(scenario.options)]
    lines += [".SH EXIT STATUS"]
    for status, meaning in STATUS:
        lines += [".TP", f".B {status}", plain(meaning)]
    lines += [".SH EXAMPLES"]
    for what, words in EXAMPLES:
        lines += [*([".PP"] if lines[-1] != ".SH EXAMPLES" else []), plain(what), *block(words)]
    lines += [".SH SEE ALSO", ".BR sqlite3 (1),", ".BR wireshark (1),", ".BR dot (1)"]
    return "\n".join(lines) + "\n"
