# SPDX-License-Identifier: GPL-2.0-only
"""The page of the command line."""
from grammar import Option, Program

INTRO = """# Command line

Every verb has `--help`. `./v6lab` in a checkout takes the same words as the installed `v6lab`.

| verb | what it does |
|---|---|"""

OUTRO = """
## Exit status

| status | when |
|---|---|
| 0 | good: all checks passed |
| 1 | the run or a check failed |
| 2 | the command line or input was wrong; the message names the argument and what is allowed |
| 130 | interrupted; what was recorded is kept |
"""


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def row(option: Option) -> str:
    value = f" {option.value}" if option.value else ""
    default = f"`{option.default}`" if option.default else ""
    return f"| `--{option.name}{cell(value)}` | {cell(option.help)} | {default} |"


def write(program: Program) -> str:
    lines = [INTRO]
    lines += [f"| [`{verb.name}`](#{verb.name}) | {cell(verb.purpose)} |" for verb in program.verbs]
    for verb in program.all_verbs():
        level = "##" if verb in program.verbs else "###"
        lines += ["", f"{level} {verb.name}", "", f"{verb.purpose}.", ""]
        lines += ["```", f"v6lab {verb.name} {verb.usage}", "```", ""]
        if verb.options:
            lines += ["| option | meaning | default |", "|---|---|---|", *map(row, verb.options)]
        if verb.more:
            lines += ["", "```", verb.more, "```"]
    lines += ["", "`run` and `topology` take the options of their scenario as well: [scenarios](scenarios.md)."]
    return "\n".join(lines) + "\n" + OUTRO
