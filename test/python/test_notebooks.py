# SPDX-License-Identifier: GPL-2.0-only
"""Every notebook runs, its asserted facts hold, and its stored outputs are what it says today."""
import base64
import importlib.util
import io
import re

import nbformat
import numpy
import pytest
import v6lab
from conftest import ROOT
from nbclient.exceptions import CellExecutionError
from PIL import Image

FOLDER = ROOT / "analysis/notebooks"
TOLERANCE = 1  # root mean square of 255 levels: the same libraries draw the same pixels
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


execute = load(FOLDER / "execute.py")


def told(notebook):
    """What the cells say and print: [(source, [text, ...], number of pictures)]."""
    found = []
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        texts = [out.get("text") or out.get("data", {}).get("text/plain", "") for out in outputs]
        pictures = sum("image/png" in output.get("data", {}) for output in outputs)
        found.append((cell.source, texts, pictures))
    return found


def pictures(notebook):
    """Those of all cells, as arrays of levels: [(cell's number, array), ...]."""
    return [
        (number, pixels(output.data["image/png"]))
        for number, cell in enumerate(notebook.cells)
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]


def pixels(picture):
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        return numpy.asarray(image.convert("RGB"), dtype=float)


def look_alike(one, other):
    return one.shape == other.shape and numpy.sqrt(((one - other) ** 2).mean()) <= TOLERANCE


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_says_what_is_stored(path):
    if "v6lab.sweep" in path.read_text() and not hasattr(v6lab, "sweep"):
        pytest.skip("this build has no sweeps")
    stored = nbformat.read(path, as_version=4)
    fresh = execute.executed(path)
    unlike = [pair for pair in zip(told(stored), told(fresh)) if pair[0] != pair[1]]
    assert unlike[:1] == [], "analysis/notebooks/execute.py stores the outputs anew"
    pairs = zip(pictures(stored), pictures(fresh))
    old = [number for (number, was), (_, draws) in pairs if not look_alike(was, draws)]
    assert old == [], "pictures of these cells: analysis/notebooks/execute.py stores them anew"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_fit_for_reading(path):
    text = path.read_text()
    assert path.stat().st_size < 400_000
    assert not re.search(r"/(home|tmp|root|usr|work|var)/", text)
    assert not re.search(r"\b\d\d:\d\d:\d\d\b(?!:)", re.sub(r'"image/png": "[^"]*"', "", text))
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert sum("assert " in cell.source for cell in code) >= 2
    assert any("Try yourself" in cell.source for cell in notebook.cells)
    shown = [output.data["image/png"] for cell in code for output in cell.outputs
             if "image/png" in output.get("data", {})]
    assert len(shown) >= 2
    assert all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in shown)
    assert not any(output.get("name") == "stderr" for cell in code for output in cell.outputs)


def test_there_is_one_for_each_article():
    assert {path.stem for path in NOTEBOOKS} >= {
        "464xlat", "azure-workloads", "build-your-own", "hub-spoke", "ipv4-island", "nat64-dns64",
        "per-app-vpn", "sweep-and-statistics", "virtual-ipv6",
    }


def test_a_fact_that_does_not_hold_is_found(tmp_path):
    wrong = nbformat.read(FOLDER / "build-your-own.ipynb", as_version=4)
    wrong.cells = [cell for cell in wrong.cells if cell.cell_type == "code"][:4]
    wrong.cells[3].source = wrong.cells[3].source.replace("translations == 1", "translations == 2")
    nbformat.write(wrong, tmp_path / "wrong.ipynb")
    with pytest.raises(CellExecutionError, match="AssertionError"):
        execute.executed(tmp_path / "wrong.ipynb")


def test_what_a_reader_is_to_look_for_is_there():
    text = "".join(cell.source for cell in nbformat.read(FOLDER / "hub-spoke.ipynb", 4).cells)
    (where,) = re.findall(r"result\.flows\(\"(name LIKE [^\"]*)\"\)", text)
    many = v6lab.run("hub-spoke", flows=200, progress=False).flows(where)
    assert len(many) == 2
