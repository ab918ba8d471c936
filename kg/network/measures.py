"""The table of measures: one row per node, one column per measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from kg.network import centrality, holes, paths
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

_ANY: Mapping[str, Callable[[Any], Mapping[str, Cell]]] = {
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

_DIRECTED: Mapping[str, Callable[[Any], Mapping[str, Cell]]] = {
    "in_degree": centrality.in_degree,
    "out_degree": centrality.out_degree,
    "in_strength": centrality.in_strength,
    "out_strength": centrality.out_strength,
}

MEASURES: Mapping[str, Callable[[Any], Mapping[str, Cell]]] = {**_ANY, **_DIRECTED}


def measures(graph: nx.Graph[str], names: Iterable[str] = ()) -> Table:
    """Return a table with a row per node: its attributes, then its measures.

    Args:
        graph: Any graph of this room.
        names: Measures to compute (see ``MEASURES``); all that suit the graph when empty.

    Raises:
        KeyError: If there is no measure of a name.

    Examples:
        >>> measures(nx.path_graph(["a", "b", "c"]), ["degree", "betweenness"]).rows[1]
        ('b', '', '', '', '', '', '', '', 0, 0, 0, 2, 1.0)
    """
    wanted = list(names) or list(MEASURES if graph.is_directed() else _ANY)
    nodes = sorted(graph)
    columns: dict[str, list[Cell]] = {"node": list(nodes)}
    for name in ATTRIBUTES:
        missing: Cell = 0 if name.startswith("tasks_") else ""
        columns[name] = [graph.nodes[node].get(name, missing) for node in nodes]
    for name in wanted:
        scores = MEASURES[name](graph)
        columns[name] = [scores[node] for node in nodes]
    return Table.of(columns)
