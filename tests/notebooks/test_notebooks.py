"""The notebooks run from top to bottom on the samples, and hold what they show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

for library in ("ipykernel", "pandas"):
    pytest.importorskip(library)
nbformat = pytest.importorskip("nbformat")
running = pytest.importorskip("running", exc_type=ImportError)  # needs nbclient


def outputs(notebook: Any) -> list[Any]:
    return [item for cell in notebook.cells for item in cell.get("outputs", [])]


def shown(notebook: Any) -> list[str]:
    """The words that a reader sees, without the markup of tables; of pictures, names and dots."""
    found = []
    for item in outputs(notebook):
        data = item.get("data", {"text/plain": item.get("text", "")})
        if "image/svg+xml" in data:
            picture = data["image/svg+xml"]
            names = sorted(re.findall(r"<text[^>]*>([^<]*)", picture))
            found.append(" ".join([str(picture.count("<circle")), *names]))
        elif "text/html" in data:
            markup = re.sub(r"<style.*?</style>", "", data["text/html"], flags=re.DOTALL)
            found.append(" ".join(re.sub(r"<[^>]*>", " ", markup).split()))
        else:
            found.append(data["text/plain"])
    return found


def test_there_are_four() -> None:
    assert len(running.NOTEBOOKS) == 4


@pytest.mark.parametrize("path", running.NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_shows_what_it_holds(path: Path) -> None:
    held = nbformat.read(path, as_version=4)
    kinds = {kind for item in outputs(held) for kind in item.get("data", {})}
    assert {"image/svg+xml", "text/html"} <= kinds, "a picture and a table"
    assert shown(held) == shown(running.run(path)), "write it anew: make reference"
