# SPDX-License-Identifier: GPL-2.0-only
"""A directive that documents a Python package: its names, then its public modules.

    .. modules:: v6lab

Public modules are those that say what is in them (__all__); others hold what the package shows itself.
"""
import importlib
import inspect
import pkgutil
import re
import types

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective


def documented(name, thing):
    """The directive that shows a name of a module, or nothing if it is no class and no function."""
    if inspect.isclass(thing):
        return [f".. autoclass:: {name}", "   :members:", ""]
    return [f".. autofunction:: {name}", ""] if callable(thing) else []


class Modules(SphinxDirective):
    """One section for the package, one for each public module."""

    required_arguments = 1

    def run(self):
        package = importlib.import_module(self.arguments[0])
        found = pkgutil.iter_modules(package.__path__, package.__name__ + ".")
        names = [m.name for m in found if not m.name.rpartition(".")[2].startswith("_")]
        shown = [m for m in map(importlib.import_module, names) if hasattr(m, "__all__")]
        theirs = {name for module in shown for name in module.__all__}
        top = [name for name in package.__all__ if name not in theirs]
        return [self._section(package, top), *(self._section(m, m.__all__) for m in shown)]

    def _section(self, module, names):
        text = []
        for name in names:
            thing = getattr(module, name)
            if not isinstance(thing, types.ModuleType):
                text += documented(f"{module.__name__}.{name}", thing)
        section = nodes.section(ids=[nodes.make_id(module.__name__)])
        section += nodes.title(text=module.__name__)
        about = (inspect.getdoc(module) or "").partition(">>>")[0]
        lines = StringList([*about.splitlines(), "", *text], source=module.__name__)
        self.state.nested_parse(lines, self.content_offset, section)
        return section


def listed(block):
    """A paragraph of lines "name: what it is" is a list; lines further in go on with the one before."""
    heads = [line for line in block if not line.startswith(" ")]
    if len(heads) < 2 or not all(re.match(r"[\w, `]+: \S", line) for line in heads):
        return block
    return ["  " + line.strip() if line.startswith(" ") else "- " + line for line in block]


def to_rst(app, what, name, thing, options, lines):
    """Docstrings are plain text: what reStructuredText would take for something else is written so.

    A word that ends in _ would be a link; it is a name. A * begins no emphasis.
    """
    blocks = [[]]
    for line in lines:
        if line.strip():
            line = line if "`" in line else line.replace("*", r"\*")
            blocks[-1].append(re.sub(r"(?<![\w`])(\w*[a-z]_)(?![\w`])", r"``\1``", line))
        else:
            blocks.append([])
    lines[:] = [line for block in blocks for line in (*listed(block), "")]


def setup(app):
    app.connect("autodoc-process-docstring", to_rst)
    app.add_directive("modules", Modules)
    return {"parallel_read_safe": True}
