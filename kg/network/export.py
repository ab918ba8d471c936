"""Files that Gephi, R, Pajek and other programs open.

Attributes are written as each format allows: text, whole numbers and floats keep their types;
lists such as the tasks of an edge become text with blanks between the items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx

from kg.errors import OutputError
from kg.network.look import styled
from kg.network.table import Cell, Table, clean

__all__ = ["FORMATS", "edge_table", "node_table", "write", "write_csv"]

_GEXF = "http://gexf.net/1.3"
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


def _flat(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value if key == "viz" else flat(value)
        for key, value in attributes.items()
        if value is not None
    }


def _without_viz(graph: nx.Graph[str]) -> nx.Graph[str]:
    copy = plain(graph)
    for _, held in copy.nodes(data=True):
        held.pop("viz", None)
    return copy


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
    copy = _without_viz(graph)
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
    edges = list(_edges(plain(graph)))
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
    nodes, edges = _tables(path)
    _write_text(nodes, "\ufeff" + node_table(graph).to_csv())
    _write_text(edges, "\ufeff" + edge_table(graph).to_csv())


def _tables(path: Path) -> tuple[Path, Path]:
    return path.with_suffix(".nodes.csv"), path.with_suffix(".edges.csv")


def _graphml(graph: nx.Graph[str], path: Path) -> None:
    copy = plain(styled(graph))
    for _, held in copy.nodes(data=True):
        held.update(_look(held.pop("viz")))
    nx.write_graphml_xml(copy, path)


def _look(drawn: Mapping[str, Any]) -> dict[str, Cell]:
    """Return colour, size and position under the names that Gephi reads from GraphML."""
    colour, place = drawn["color"], drawn["position"]
    return {
        "r": colour["r"],
        "g": colour["g"],
        "b": colour["b"],
        "size": drawn["size"],
        "x": place["x"],
        "y": place["y"],
    }


def _gexf(graph: nx.Graph[str], path: Path) -> None:
    text = "\n".join(nx.generate_gexf(plain(styled(graph)), version="1.3"))
    root = ElementTree.fromstring(text)  # noqa: S314 - made just above, from no foreign XML
    _tidy(root)
    ElementTree.register_namespace("", _GEXF)
    ElementTree.register_namespace("viz", f"{_GEXF}/viz")
    body = ElementTree.tostring(root, encoding="unicode")
    _write_text(path, f"<?xml version='1.0' encoding='utf-8'?>\n{body}\n")


def _tidy(root: ElementTree.Element) -> None:
    """Take out today's date, and what GEXF 1.3 does not know and NetworkX writes all the same."""
    for name in [name for name in root.attrib if name.endswith("schemaLocation")]:
        del root.attrib[name]
    for element in root.findall(f"{{{_GEXF}}}meta"):
        element.attrib.pop("lastmodifieddate", None)
    for element in root.iter(f"{{{_GEXF}}}creator"):
        element.text = "kg"  # without the version of NetworkX
    for element in root.findall(f"{{{_GEXF}}}graph"):
        element.attrib.pop("name", None)


def _pajek(graph: nx.Graph[str], path: Path) -> None:
    copy = plain(graph)
    number = {node: place for place, node in enumerate(copy, 1)}
    lines = [f"*Vertices {len(copy)}"]
    lines += [
        f'{number[node]} "{_quoted(held.get("label", node))}"'
        for node, held in copy.nodes(data=True)
    ]
    lines.append("*Arcs" if copy.is_directed() else "*Edges")
    for one, other, held in _edges(copy):
        lines.append(f"{number[one]} {number[other]} {held.get('weight', 1.0)}")
    # Pajek takes a file for UTF-8 only with a byte order mark.
    _write_text(path, "\ufeff" + "\n".join(lines) + "\n")


def _quoted(label: Cell) -> str:
    # The format has no escape for quotation marks and line breaks inside a label.
    return " ".join(str(label).replace('"', "'").split())


FORMATS: Mapping[str, Callable[[nx.Graph[str], Path], None]] = {
    ".csv": write_csv,
    ".gexf": _gexf,
    ".graphml": _graphml,
    ".net": _pajek,
}


def write(graph: nx.Graph[str], path: Path) -> tuple[Path, ...]:
    """Write a graph in the format that the file's ending names; return the files written.

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
    return _tables(path) if writer is write_csv else (path,)
