"""The notebooks run from top to bottom on the samples, and hold their outputs."""

from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")
pytest.importorskip("pandas")


def outputs(notebook: Any) -> list[Any]:
    """What the code cells showed, without what a kernel says of itself."""
    found = [item for cell in notebook.cells for item in cell.get("outputs", [])]
    return [item for item in found if item.get("name") != "stderr"]


def test_there_are_four() -> None:
    assert len(NOTEBOOKS) == 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_shows_what_it_holds(path: Path) -> None:
    held = nbformat.read(path, as_version=4)
    kinds = {kind for item in outputs(held) for kind in item.get("data", {})}
    assert {"image/svg+xml", "text/html"} <= kinds, "a picture and a table"
    run = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(FOLDER)}}
    nbclient.NotebookClient(run, timeout=120, resources=resources).execute()
    assert len(outputs(run)) == len(outputs(held))
