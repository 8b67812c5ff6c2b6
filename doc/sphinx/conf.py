# SPDX-License-Identifier: GPL-2.0-only
"""The documentation site: the Markdown pages of doc/ as they are, the C++ API by doxygen and breathe,
the Python API by autodoc. doc/site builds it."""
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SITE = pathlib.Path(os.environ["V6LAB_SITE"])
sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, os.environ["V6LAB_BUILD"] + "/python")

project = "v6lab"
author = "v6lab developers"
copyright = "v6lab developers; GPL-2.0-only"
release = re.search(r"V6LAB_RELEASE ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
version = release

extensions = ["myst_parser", "breathe", "sphinx.ext.autodoc", "headers", "modules"]
root_doc = "index"
exclude_patterns = ["sphinx", "app-store"]
html_theme = "sphinx_rtd_theme"
html_theme_options = {"navigation_depth": 3}
html_extra_path = [str(SITE / "extra")]
html_show_sourcelink = False
highlight_language = "none"

# Pages link to headings as forges name them, and to files of the checkout, which become downloads.
myst_heading_anchors = 4

breathe_projects = {"v6lab": str(SITE / "xml")}
breathe_default_project = "v6lab"
# The site shows the classes that scripts use; the types in their declarations are in doxygen's pages.
# Python's types of other packages are documented there.
nitpick_ignore_regex = [("cpp:identifier", ".*"), ("py:.*", r"(?!v6lab\.).*")]

autodoc_member_order = "bysource"
autodoc_typehints = "description"


def folder_as_text(app, env, node, contnode):
    """A link to a folder of the checkout is one on forges only."""
    page = pathlib.Path(env.doc2path(node.get("refdoc", root_doc)))
    is_folder = node.get("reftype") == "myst" and (page.parent / node["reftarget"]).is_dir()
    return contnode if is_folder else None


def setup(app):
    app.connect("missing-reference", folder_as_text)
