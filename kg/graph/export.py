"""The graph as files: the same data gives the same bytes.

Graphs, subjects, predicates and objects are sorted by their N-Triples form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError, StoreError
from kg.graph.store import Store
from kg.graph.terms import PREFIXES

__all__ = [
    "FORMATS",
    "graph_quads",
    "sorted_quads",
    "trig",
    "write_graph",
    "write_nquads",
    "write_turtle",
]

# Formats of the whole graph by the endings of files; Turtle has no named graphs.
FORMATS = {
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


_PARCEL = 20_000
_HEAD = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def _order(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def graph_quads(store: Store, graph: str | None) -> list[ox.Quad]:
    """Return the statements of one graph in order; of the default graph for ``None``."""
    node = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    return sorted(store.inner.quads_for_pattern(None, None, None, node), key=_order)


def sorted_quads(store: Store) -> Iterator[ox.Quad]:
    """Yield all statements in order, one graph in memory at a time."""
    yield from graph_quads(store, None)
    for graph in store.graphs():
        yield from graph_quads(store, graph)


def write_graph(store: Store, path: Path) -> None:
    """Write everything in the format of ``FORMATS`` that the file's ending names.

    Raises:
        OutputError: If the file cannot be written.
    """
    form = FORMATS[path.suffix.lower()]
    quads = sorted_quads(store)
    _write(quads if form.supports_datasets else (quad.triple for quad in quads), path, form)


def trig(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Yield statements as TriG without its head (``kg.graph.trig.HEADER``), in parcels."""
    source = iter(quads)
    while parcel := list(islice(source, _PARCEL)):
        written = ox.serialize(parcel, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
        assert written is not None
        yield _HEAD.sub(b"", written)


def write_nquads(store: Store, path: Path) -> None:
    """Write everything as N-Quads.

    Raises:
        OutputError: If the file cannot be written.
    """
    _write(sorted_quads(store), path, ox.RdfFormat.N_QUADS)


def write_turtle(store: Store, path: Path, graph: str) -> None:
    """Write one graph as Turtle.

    Raises:
        OutputError: If the file cannot be written.
        StoreError: If there is no such graph.
    """
    quads = graph_quads(store, graph)
    if not quads:
        raise StoreError("there is no such graph", place=graph, remedy="kg query documents")
    _write((quad.triple for quad in quads), path, ox.RdfFormat.TURTLE)


def _write(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple], path: Path, form: ox.RdfFormat
) -> None:
    try:
        with path.open("wb") as file:
            ox.serialize(statements, file, form, prefixes=PREFIXES)
    except OSError as error:
        raise OutputError(
            f"the graph cannot be written: {error.strerror or error}",
            place=str(path),
            remedy="Look at the free space and the permissions of the folder",
        ) from error
