"""Files that Gephi, R, Pajek and other programs open.

Attributes are written as each format allows: text, whole numbers and floats keep their types;
lists such as the tasks of an edge become text with blanks between the items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import OutputError
from kg.network.table import Cell, Table, clean

__all__ = ["FORMATS", "edge_table", "node_table", "write", "write_csv"]


_TODAY = re.compile(r' lastmodifieddate="[0-9-]+"')
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def flat(value: Any) -> Cell:
    """Return a value that every format can hold; what XML forbids becomes U+FFFD."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("\ufffd", value)
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return flat(" ".join(str(item) for item in items))
    return clean(value) if isinstance(value, (int, float, bool)) else flat(str(value))


def _name(node: str) -> str:
    # Unlike U+FFFD, percent signs keep two names apart that differ in such a character only.
    return _NOT_IN_XML.sub(lambda match: f"%{ord(match.group()):02X}", node)


def plain(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return a copy with flat attributes and with nodes and edges in sorted order."""
    copy: nx.Graph[str] = graph.__class__()
    copy.graph.update({key: flat(value) for key, value in graph.graph.items()})
    for node in sorted(graph):
        copy.add_node(_name(node), **_flat(graph.nodes[node]))
    for one, other, held in _edges(graph):
        copy.add_edge(_name(one), _name(other), **_flat(held))
    return copy


def _flat(attributes: Mapping[str, Any]) -> dict[str, Cell]:
    return {key: flat(value) for key, value in attributes.items() if value is not None}


def _edges(graph: nx.Graph[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the edges sorted; undirected ones with the smaller end first."""
    directed = graph.is_directed()
    found = [
        (one, other, held) if directed or one <= other else (other, one, held)
        for one, other, held in graph.edges(data=True)
    ]
    yield from sorted(found, key=lambda edge: edge[:2])


def node_table(graph: nx.Graph[str]) -> Table:
    """Return the nodes with their attributes; the columns ``Id`` and ``Label`` suit Gephi."""
    copy = plain(graph)
    names = sorted({name for _, held in copy.nodes(data=True) for name in held} - {"label"})
    return Table(
        ("Id", "Label", *names),
        tuple(
            (node, held.get("label", node), *(held.get(name) for name in names))
            for node, held in copy.nodes(data=True)
        ),
    )


def edge_table(graph: nx.Graph[str]) -> Table:
    """Return the edges with their attributes; ``Source``, ``Target`` and ``Type`` suit Gephi."""
    kind = "Directed" if graph.is_directed() else "Undirected"
    edges = [(one, other, _flat(held)) for one, other, held in _edges(graph)]
    names = sorted({name for _, _, held in edges for name in held} - {"weight"})
    return Table(
        ("Source", "Target", "Type", "Weight", *names),
        tuple(
            (one, other, kind, held.get("weight", 1.0), *(held.get(name) for name in names))
            for one, other, held in edges
        ),
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def write_csv(graph: nx.Graph[str], path: Path) -> None:
    """Write ``NAME.nodes.csv`` and ``NAME.edges.csv`` beside each other.

    Args:
        graph: The graph.
        path: Where; ``network.csv`` gives ``network.nodes.csv`` and ``network.edges.csv``.
    """
    _write_text(path.with_suffix(".nodes.csv"), "\ufeff" + node_table(graph).to_csv())
    _write_text(path.with_suffix(".edges.csv"), "\ufeff" + edge_table(graph).to_csv())


def _graphml(graph: nx.Graph[str], path: Path) -> None:
    nx.write_graphml_xml(plain(graph), path)


def _gexf(graph: nx.Graph[str], path: Path) -> None:
    text = "\n".join(nx.generate_gexf(plain(graph)))
    # NetworkX writes today's date; the same graph has to give the same bytes tomorrow.
    _write_text(path, _TODAY.sub("", text, count=1) + "\n")


FORMATS: Mapping[str, Callable[[nx.Graph[str], Path], None]] = {
    ".csv": write_csv,
    ".gexf": _gexf,
    ".graphml": _graphml,
}


def write(graph: nx.Graph[str], path: Path) -> None:
    """Write a graph in the format that the file's ending names.

    Raises:
        OutputError: If the ending is unknown or the file cannot be written.
    """
    writer = FORMATS.get(path.suffix.lower())
    if writer is None:
        known = ", ".join(FORMATS)
        raise OutputError("unknown graph format", place=str(path), remedy=f"Use one of {known}")
    try:
        writer(graph, path)
    except OSError as error:
        raise OutputError(
            "graph cannot be written", place=str(path), remedy=str(error.strerror)
        ) from error
