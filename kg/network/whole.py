"""Measures of a network as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from kg.network import centrality, paths
from kg.network.matrix import adjacency, masked_product, row_sums
from kg.network.table import Cell, Table

__all__ = ["centralization", "density", "reciprocity", "summary", "transitivity"]

_SCORES: Mapping[str, Callable[[Any], Mapping[str, float]]] = {
    "betweenness": paths.betweenness,
    "closeness": paths.closeness,
    "degree": centrality.degree,
    "in_degree": centrality.in_degree,
    "out_degree": centrality.out_degree,
}


def density(graph: nx.Graph[str]) -> float:
    r"""Return the share of possible ties that exist, :math:`2m / (n(n-1))`.

    Notes:
        :func:`networkx.density`; with arcs :math:`m / (n(n-1))`; isolates count in *n*; weights
        are left aside; 0 for fewer than two bodies.

    References:
        Wasserman, S. and Faust, K. (1994). Social Network Analysis. Cambridge, p. 101.

    Examples:
        >>> density(nx.path_graph(["a", "b", "c"]))
        0.6666666666666666
    """
    return float(nx.density(graph))


def reciprocity(graph: nx.DiGraph[str]) -> float | None:
    """Return the share of arcs that are answered by one the other way.

    Notes:
        :func:`networkx.overall_reciprocity`; in [0, 1]; isolates and weights play no part;
        ``None`` without arcs.

    References:
        Wasserman, S. and Faust, K. (1994). Social Network Analysis. Cambridge, p. 507.

    Examples:
        >>> reciprocity(nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")]))
        0.6666666666666666
    """
    return float(nx.overall_reciprocity(graph)) if graph.number_of_edges() else None


def transitivity(graph: nx.Graph[str]) -> float:
    r"""Return the share of paths a - v - b whose ends are tied too.

    .. math:: T = \frac{\sum_{ij} (A^2)_{ij} a_{ij}}{\sum_i k_i (k_i - 1)}

    Notes:
        In [0, 1]; 0 where there is no such path. Without directions, weights and isolates. Same
        value as :func:`networkx.transitivity`, which walks for minutes in large networks.

    References:
        Wasserman, S. and Faust, K. (1994). Social Network Analysis. Cambridge, p. 243.

    Examples:
        >>> transitivity(nx.complete_graph("abc")), transitivity(nx.path_graph(["a", "b", "c"]))
        (1.0, 0.0)
    """
    matrix = adjacency(graph, weight=None, directed=False)
    degrees = row_sums(matrix)
    paths_of_two = float((degrees * (degrees - 1)).sum())
    closed = float(masked_product(matrix, matrix, matrix).sum()) if matrix.nnz else 0.0
    return closed / paths_of_two if paths_of_two else 0.0


def centralization(graph: nx.Graph[str], by: str = "degree") -> float | None:
    r"""Return how far a network hangs on its most central body.

    .. math:: C = \frac{\sum_i (\max_j c_j - c_i)}{\max_G \sum_i (\max_j c_j - c_i)}

    Args:
        graph: The graph.
        by: ``degree``, ``betweenness``, ``closeness``; ``in_degree``, ``out_degree`` (directed).

    Notes:
        In [0, 1]: 1 for a star, 0 where all bodies are alike. The denominator is the sum in a
        star of as many nodes: :math:`(n-1)(n-2)` for degrees, :math:`(n-1)^2` for degrees in or
        out, :math:`n-1` for normalised betweenness, :math:`(n-1)(n-2)/(2n-3)` for closeness.
        Isolates count; weights are left aside; ``None`` for fewer than three bodies.

    References:
        Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
        Networks 1, 215-239.

    Examples:
        >>> centralization(nx.star_graph(["a", "b", "c", "d"]), "betweenness")
        1.0
    """
    n = len(graph)
    if n < 3:
        return None
    largest = {
        "betweenness": n - 1,
        "closeness": (n - 1) * (n - 2) / (2 * n - 3),
        "degree": (n - 1) * (n - 2),
        "in_degree": (n - 1) ** 2,
        "out_degree": (n - 1) ** 2,
    }[by]
    scores = _SCORES[by](graph)
    top = max(scores.values())
    return float(sum(top - score for score in scores.values()) / largest)


def summary(graph: nx.Graph[str]) -> dict[str, Cell]:
    """Return the measures of a network as a whole, by name.

    Notes:
        Parts are weakly connected ones. ``largest_part`` and ``isolates`` are shares of the
        bodies; ``transitivity`` is the share of open or closed triangles that are closed,
        without directions.

    Examples:
        >>> found = summary(nx.path_graph(["a", "b", "c"]))
        >>> found["bodies"], found["ties"], found["centralization_degree"]
        (3, 2, 1.0)
    """
    plain = graph.to_undirected() if graph.is_directed() else graph
    sizes = [len(part) for part in nx.connected_components(plain)]
    count = len(graph)
    found: dict[str, Cell] = {
        "bodies": count,
        "ties": graph.number_of_edges(),
        "density": density(graph),
        "mean_degree": 2 * plain.number_of_edges() / count if count else None,
        "parts": len(sizes),
        "largest_part": max(sizes) / count if count else None,
        "isolates": nx.number_of_isolates(graph) / count if count else None,
        "transitivity": transitivity(graph) if count else None,
    }
    kinds = ["degree", "betweenness", "closeness"]
    if graph.is_directed():
        found["reciprocity"] = reciprocity(graph)  # type: ignore[arg-type] # asked just above
        kinds += ["in_degree", "out_degree"]
    return found | {f"centralization_{by}": centralization(graph, by) for by in kinds}


def summary_table(graph: nx.Graph[str]) -> Table:
    """Return :func:`summary` as a table of two columns."""
    found = summary(graph)
    return Table.of({"measure": list(found), "value": list(found.values())})
