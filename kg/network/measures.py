"""The table of measures: one row per node, one column per measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from kg.errors import KgError
from kg.network import centrality, holes, paths
from kg.network.brokerage import ROLES, brokerage
from kg.network.communities import louvain
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


def _role(role: str) -> Callable[[Any], Scores]:
    def count(graph: nx.Graph[str]) -> Scores:
        found = brokerage(graph, "system")
        counts = dict(zip(found.nodes, found.counts[role], strict=True))
        return {node: counts.get(node) for node in graph}

    return count


def _community(graph: nx.Graph[str]) -> Scores:
    return louvain(graph).membership


def _ei(graph: nx.Graph[str]) -> Scores:
    found = ei_index(graph, "system", permutations=0).nodes
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

_ON_REQUEST: Mapping[str, Callable[[Any], Scores]] = {
    "community": _community,
    "coreness": coreness,
    "ei_index": _ei,
    "brokerage": _role("total"),
    **{role: _role(role) for role in ROLES},
}

MEASURES: Mapping[str, Callable[[Any], Scores]] = {**_USUAL, **_DIRECTED, **_ON_REQUEST}
"""All measures of a body by name; brokerage and E-I index are between functional systems, and
empty for bodies without one."""


def measures(graph: nx.Graph[str], names: Iterable[str] = ()) -> Table:
    """Return a table with a row per node: its attributes, then its measures.

    Args:
        graph: Any graph of this room.
        names: Measures to compute (see ``MEASURES``); the usual ones, which suit the graph and
            take little time, when empty.

    Returns:
        A table with as many rows as the graph has nodes, sorted by node. Columns: ``node``
        (the IRI), those of ``ATTRIBUTES`` (counts of tasks as whole numbers), then one per
        measure in the order asked for. A measure that is not defined for a node is ``None``.
        Units, ranges and sources stand with each measure (``kg.network``).

    Raises:
        KgError: If there is no measure of a name, or it needs a directed network.

    Examples:
        >>> measures(nx.path_graph(["a", "b", "c"]), ["degree", "betweenness"]).rows[1]
        ('b', '', '', '', '', '', '', '', 0, 0, 0, 2, 1.0)
    """
    usual = {**_USUAL, **_DIRECTED} if graph.is_directed() else _USUAL
    wanted = list(dict.fromkeys(names)) or list(usual)
    _check(wanted, directed=graph.is_directed())
    nodes = sorted(graph)
    columns: dict[str, list[Cell]] = {"node": list(nodes)}
    for name in ATTRIBUTES:
        missing: Cell = 0 if name.startswith("tasks_") else ""
        columns[name] = [graph.nodes[node].get(name, missing) for node in nodes]
    for name in wanted:
        scores = MEASURES[name](graph)
        columns[name] = [scores[node] for node in nodes]
    return Table.of(columns)


def _check(names: Iterable[str], *, directed: bool) -> None:
    for name in names:
        if name not in MEASURES:
            known = ", ".join(MEASURES)
            raise KgError(f"there is no measure {name}", remedy=f"Choose from {known}")
        if name in _DIRECTED and not directed:
            raise KgError(
                f"{name} needs a network with directions",
                remedy="Take the lead-support network, or another measure",
            )
