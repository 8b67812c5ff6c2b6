# SPDX-License-Identifier: GPL-2.0-only
"""Runs notebooks and stores their outputs: ./v6lab python analysis/notebooks/execute.py [NAME ...]

What changes from run to run is not stored: progress bars, times of day, versions.
"""
from __future__ import annotations

import os
import pathlib
import re
import sys
import tempfile
from typing import Any

import nbformat
from nbclient import NotebookClient

HERE = pathlib.Path(__file__).resolve().parent
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
NOISE = re.compile(r"\d\d:\d\d<|IProgress not found|Port \d+ is already in use")  # tqdm; Dask
WIDGET = "application/vnd.jupyter.widget-view+json"


def executed(path: pathlib.Path) -> Any:
    """The notebook with fresh outputs. Raises CellExecutionError where a cell fails."""
    import v6lab

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="v6lab-notebook-") as scratch:
        package = os.path.dirname(os.path.dirname(v6lab.__file__))
        known = os.environ.get("PYTHONPATH", "")
        mine = {"PYTHONPATH": f"{package}:{known}".rstrip(":"), "IPYTHONDIR": scratch,
                "JUPYTER_RUNTIME_DIR": scratch, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        before = dict(os.environ)
        os.environ.update(mine)
        try:
            NotebookClient(notebook, timeout=300, resources={"metadata": {"path": scratch}}).execute()
        finally:
            os.environ.clear()
            os.environ.update(before)
    return clean(notebook)


def clean(notebook: Any) -> Any:
    """Without what no two executions have in common."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{number}"
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not is_bar(output)]
    return notebook


def is_bar(output: Any) -> bool:
    """Whether an output is a progress bar, or tells of another program on the same machine."""
    if output.get("name") == "stderr":
        return not output.text.strip() or bool(NOISE.search(output.text))
    return WIDGET in output.get("data", {})


def main(names: list[str]) -> None:
    chosen = [HERE / f"{pathlib.Path(name).stem}.ipynb" for name in names]
    for path in chosen or sorted(HERE.glob("*.ipynb")):
        nbformat.write(executed(path), path)
        print(f"{path.name}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
