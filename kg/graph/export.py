"""The graph as files: the same data gives the same bytes.

Graphs, subjects, predicates and objects are sorted by their N-Triples form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, cycle, islice
from pathlib import Path
from typing import IO

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
    "write_parts",
    "write_turtle",
]

# Formats of the whole graph by the endings of files; Turtle has no named graphs.
FORMATS = {
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


_Graph = ox.NamedNode | ox.DefaultGraph
_PARCEL = 20_000
_PART = 2_000  # statements of one parcel of a part
_HEAD = re.compile(rb"\A(?:@prefix [^\n]*\n)*")


def _order(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def graph_quads(store: Store, graph: str | None) -> list[ox.Quad]:
    """Return the statements of one graph in order; of the default graph for ``None``."""
    node = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    quads = list(store.inner.quads_for_pattern(None, None, None, node))
    return _ordered(quads, _canonical(quads), node)


def sorted_quads(store: Store) -> Iterator[ox.Quad]:
    """Yield all statements in order, one graph in memory at a time."""
    canonical = _canonical(store.inner)  # of all graphs, so that none has a name of another's
    nodes: list[_Graph] = [ox.DefaultGraph(), *map(ox.NamedNode, store.graphs())]
    for node in nodes:
        quads = store.inner.quads_for_pattern(None, None, None, node)
        yield from _ordered(quads, canonical, node)


def _canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    """Return the statements that have blank nodes, these named by what is said of them.

    Stores give blank nodes other names each time they are filled. Few statements have any.
    """
    found = ox.Dataset(quad for quad in quads if _has_blank_node(quad))
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def _has_blank_node(quad: ox.Quad) -> bool:
    return isinstance(quad.object, ox.BlankNode) or isinstance(quad.subject, ox.BlankNode)


def _ordered(quads: Iterable[ox.Quad], canonical: ox.Dataset, node: _Graph) -> list[ox.Quad]:
    plain = (quad for quad in quads if not _has_blank_node(quad))
    return sorted(chain(plain, canonical.quads_for_graph_name(node)), key=_order)


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


def write_parts(graph: Iterable[Path], files: Sequence[IO[bytes]]) -> None:
    """Write the graph of a build as N-Quads into several files, in one pass over it.

    Statements are dealt out in parcels, a parcel in memory at a time, so that all files are of
    about one size. Each is valid by itself: a blank node is the same within one file only, hence
    all statements that have one stand in the first.

    Args:
        graph: The files that a build wrote, in TriG.
        files: Where to write.

    Raises:
        OSError: If a file cannot be written.
        StoreError: If the graph is broken.
    """
    dealt = cycle(files)
    for number, path in enumerate(graph):
        for parcel in _parcels(path):
            blank = [_apart(quad, number) for quad in parcel if _has_blank_node(quad)]
            plain = [quad for quad in parcel if not _has_blank_node(quad)] if blank else parcel
            for statements, file in ((blank, files[0]), (plain, next(dealt))):
                written = ox.serialize(statements, format=ox.RdfFormat.N_QUADS)
                assert written is not None
                file.write(written)


def _parcels(path: Path) -> Iterator[list[ox.Quad]]:
    try:
        quads = iter(ox.parse(path=str(path), format=ox.RdfFormat.TRIG))
        while parcel := list(islice(quads, _PART)):
            yield parcel
    except SyntaxError as error:
        raise StoreError(
            f"the graph cannot be read: {error}", place=str(path), remedy="Build it again"
        ) from error


def _apart(quad: ox.Quad, number: int) -> ox.Quad:
    """Return a statement whose blank nodes are those of no other file."""
    subject, value = quad.subject, quad.object
    if isinstance(subject, ox.BlankNode):
        subject = ox.BlankNode(f"f{number}{subject.value}")
    if isinstance(value, ox.BlankNode):
        value = ox.BlankNode(f"f{number}{value.value}")
    return ox.Quad(subject, quad.predicate, value, quad.graph_name)


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
