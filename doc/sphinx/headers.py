# SPDX-License-Identifier: GPL-2.0-only
"""A directive that documents the classes which ns-3 scripts use, so that no list of them goes stale.

    .. headers:: model/translation

shows the classes of those headers of the folder that declare an ns-3 type (GetTypeId). What the
argument names may also be a single header: then all of its classes are shown.
"""
import functools
import pathlib
import xml.etree.ElementTree as xml

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

ROOT = pathlib.Path(__file__).resolve().parents[2]


@functools.lru_cache(maxsize=None)
def classes_by_header(folder):
    """What doxygen found in each header: {path: [(kind, qualified name)]}."""
    found = {}
    for file in sorted(pathlib.Path(folder).glob("*_8h.xml")):
        compound = xml.parse(file).getroot().find("compounddef")
        path = compound.find("location").get("file")
        inner = compound.findall("innerclass")
        found[path] = [(item.get("refid").split("_")[0], item.text) for item in inner]
    return {path: outermost(items) for path, items in found.items()}


def outermost(items):
    """Without the classes inside of others, which stand among their members."""
    names = {name for _, name in items}
    return [(kind_of(word), name) for word, name in items if name.rpartition("::")[0] not in names]


def kind_of(word):
    """"classns3" begins the id of a class, "structns3" that of a struct."""
    return "struct" if word.startswith("struct") else "class"


class Headers(SphinxDirective):
    """One section for each header, with what doxygen knows of its classes."""

    required_arguments = 1

    def run(self):
        place = ROOT / self.arguments[0]
        headers = [place]
        if place.is_dir():
            headers = [h for h in sorted(place.glob("*.h")) if "GetTypeId" in h.read_text()]
        known = classes_by_header(self.config.breathe_projects["v6lab"])
        sections = []
        for header in (str(h.relative_to(ROOT)) for h in headers):
            if not known.get(header):
                raise self.error(f"{header}: doxygen knows no class in it")
            sections.append(self._section(header, known[header]))
        if not sections:
            raise self.error(f"{self.arguments[0]}: no header here declares an ns-3 type")
        return sections

    def _section(self, header, classes):
        section = nodes.section(ids=[nodes.make_id(header)])
        section += nodes.title(text=header)
        text = []
        for kind, name in classes:
            text += [f".. doxygen{kind}:: {name}", "   :members:", "   :undoc-members:", ""]
        lines = StringList(text, source=header)
        self.state.nested_parse(lines, self.content_offset, section)
        return section


def setup(app):
    app.add_directive("headers", Headers)
    return {"parallel_read_safe": True}
