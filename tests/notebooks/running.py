"""Runs the notebooks and stores what they show: ``python tests/notebooks/running.py``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbclient
import nbformat

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def run(path: Path) -> Any:
    """Return the notebook as it is after a run from top to bottom."""
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        notebook,
        timeout=120,
        record_timing=False,
        resources={"metadata": {"path": str(FOLDER)}},
    )
    client.execute()
    # What differs from run to run and says nothing: which Python, where in memory, the kernel.
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
            for output in cell.outputs:
                _forget_addresses(output.get("data", {}))
    return notebook


def _forget_addresses(data: Any) -> None:
    if "text/plain" in data:
        data["text/plain"] = re.sub(r" at 0x[0-9a-f]+", "", data["text/plain"])


if __name__ == "__main__":
    for one in NOTEBOOKS:
        nbformat.write(run(one), one)
