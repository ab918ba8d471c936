"""The table of measures: one row per node, one column per measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from kg.errors import KgError
from kg.network import centrality, holes, paths, themes, twomode
from kg.network.brokerage import ROLES, brokerage
from kg.network.communities import leiden, louvain
from kg.network.core import coreness
from kg.network.mixing import ei_index
from kg.network.table import Cell, Table

__all__ = ["ATTRIBUTES", "MEASURES", "measures"]

ATTRIBUTES = (
    "label",
    "label_en",
    "jurisdiction",
    "jurisdiction_label",
    "tier",
    "system",
    "kind",
    "tasks_led",
    "tasks_supported",
    "tasks_joint",
)

Scores = Mapping[str, Cell]


def _of_bodies(measure: Callable[[Any], Scores]) -> Callable[[Any], Scores]:
    """Return a measure of the bodies as one of all nodes; things have none."""

    def whole(graph: nx.Graph[str]) -> Scores:
        found = measure(graph)
        return {node: found.get(node) for node in graph}

    return whole


def _role(role: str) -> Callable[[Any, str], Scores]:
    def count(graph: nx.Graph[str], between: str) -> Scores:
        found = brokerage(graph, between)
        counts = dict(zip(found.nodes, found.counts[role], strict=True))
        return {node: counts.get(node) for node in graph}

    return count


def _ei(graph: nx.Graph[str], between: str) -> Scores:
    found = ei_index(graph, between, permutations=0).nodes
    return {node: found.get(node) for node in graph}


_USUAL: Mapping[str, Callable[[Any], Scores]] = {
    "degree": centrality.degree,
    "strength": centrality.strength,
    "lead_ratio": centrality.lead_ratio,
    "betweenness": paths.betweenness,
    "closeness": paths.closeness,
    "pagerank": centrality.pagerank,
    "eigenvector": centrality.eigenvector,
    "core_number": centrality.core_number,
    "effective_size": holes.effective_size,
    "efficiency": holes.efficiency,
    "constraint": holes.constraint,
}

_DIRECTED: Mapping[str, Callable[[Any], Scores]] = {
    "in_degree": centrality.in_degree,
    "out_degree": centrality.out_degree,
    "in_strength": centrality.in_strength,
    "out_strength": centrality.out_strength,
}

_TWO_MODE: Mapping[str, Callable[[Any], Scores]] = {
    "breadth": _of_bodies(themes.breadth),
    "depth": _of_bodies(themes.depth),
    "concentration": _of_bodies(themes.concentration),
    "two_mode_degree": twomode.degree,
    "two_mode_betweenness": twomode.betweenness,
    "two_mode_closeness": twomode.closeness,
}

_ON_REQUEST: Mapping[str, Callable[[Any], Scores]] = {
    "community": lambda graph: louvain(graph).membership,
    "leiden": lambda graph: leiden(graph).membership,
    "coreness": coreness,
}

_BETWEEN: Mapping[str, Callable[[Any, str], Scores]] = {
    "ei_index": _ei,
    "brokerage": _role("total"),
    **{role: _role(role) for role in ROLES},
}

MEASURES: tuple[str, ...] = (*_USUAL, *_DIRECTED, *_TWO_MODE, *_ON_REQUEST, *_BETWEEN)
"""All measures of a body by name; brokerage and E-I index are between groups, and empty for
bodies without one. ``breadth``, ``depth`` and ``concentration`` (HHI) are those of the bodies of
a two-mode network: of bodies and themes, say."""


def measures(graph: nx.Graph[str], names: Iterable[str] = (), *, between: str = "system") -> Table:
    """Return a table with a row per node: its attributes, then its measures.

    Args:
        graph: Any graph of this room.
        names: Measures to compute (see ``MEASURES``); the usual ones, which suit the graph and
            take little time, when empty.
        between: Node attribute with the groups of brokerage and E-I index.

    Returns:
        A table with as many rows as the graph has nodes, sorted by node. Columns: ``node``
        (the IRI), those of ``ATTRIBUTES`` (counts of tasks as whole numbers), then one per
        measure in the order asked for. A measure that is not defined for a node is ``None``.
        Units, ranges and sources stand with each measure (``kg.network``).

    Raises:
        KgError: If there is no measure of a name, or it needs another kind of network.

    Examples:
        >>> measures(nx.path_graph(["a", "b", "c"]), ["degree", "betweenness"]).rows[1]
        ('b', '', '', '', '', '', '', '', 0, 0, 0, 2, 1.0)
    """
    wanted = list(dict.fromkeys(names)) or _suiting(graph)
    _check(graph, wanted)
    nodes = sorted(graph)
    columns: dict[str, list[Cell]] = {"node": list(nodes)}
    for name in ATTRIBUTES:
        missing: Cell = 0 if name.startswith("tasks_") else ""
        columns[name] = [graph.nodes[node].get(name, missing) for node in nodes]
    for name in wanted:
        scores = _scores(graph, name, between)
        columns[name] = [scores[node] for node in nodes]
    return Table.of(columns)


def _scores(graph: nx.Graph[str], name: str, between: str) -> Scores:
    if name in _BETWEEN:
        return _BETWEEN[name](graph, between)
    return {**_USUAL, **_DIRECTED, **_TWO_MODE, **_ON_REQUEST}[name](graph)


def _has_two_modes(graph: nx.Graph[str]) -> bool:
    return all("bipartite" in held for _, held in graph.nodes(data=True))


def _suiting(graph: nx.Graph[str]) -> list[str]:
    if graph.is_directed():
        return [*_USUAL, *_DIRECTED]
    if graph and _has_two_modes(graph):
        return ["degree", "strength", *_TWO_MODE]
    return [*_USUAL]


def _check(graph: nx.Graph[str], names: Iterable[str]) -> None:
    for name in names:
        if name not in MEASURES:
            known = ", ".join(MEASURES)
            raise KgError(f"there is no measure {name}", remedy=f"Choose from {known}")
        if name in _DIRECTED and not graph.is_directed():
            raise KgError(
                f"{name} needs a network with directions",
                remedy="Take the lead-support network, or another measure",
            )
        if name in _TWO_MODE and not _has_two_modes(graph):
            raise KgError(
                f"{name} needs a network of two modes",
                remedy="Take agency-task, agency-theme or agency-region, or another measure",
            )
