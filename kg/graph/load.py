"""Fill a store from a file of RDF."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.store import Store

__all__ = ["load_file"]


def load_file(store: Store, path: Path) -> None:
    """Load a TriG, N-Quads or Turtle file, told by its ending.

    Raises:
        StoreError: If the file cannot be read or is broken.
    """
    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    try:
        store.inner.bulk_load(path=str(path), format=form)
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"the graph cannot be read: {error}", place=str(path), remedy="Build it again"
        ) from error
