"""Open what a build wrote."""

from __future__ import annotations

from pathlib import Path

from kg.errors import NoBuildError
from kg.graph.load import load_file
from kg.graph.store import Store
from kg.manifest import GRAPH, file_hash, read_manifest
from kg.output import recover

__all__ = ["open_store"]


def open_store(folder: Path) -> Store:
    """Return the graph of a build, ready for queries.

    Raises:
        NoBuildError: If the folder holds no build, or a damaged one.
    """
    if not folder.is_dir():
        raise NoBuildError("there is no such folder", place=str(folder), remedy="Run kg build")
    recover(folder)
    manifest = read_manifest(folder)
    graph = folder / GRAPH
    if not graph.is_file() or file_hash(graph) != manifest.files.get(GRAPH):
        raise NoBuildError("the graph is damaged", place=str(graph), remedy="Build it again")
    store = Store.memory()
    load_file(store, graph)
    return store
