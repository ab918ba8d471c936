"""Centralities: how much a body is involved, and with whom.

Ties here are strengths: a heavier tie means more common work. Measures over paths stand in
:mod:`kg.network.paths`; they count steps and leave weights aside.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from kg.network.matrix import adjacency
from kg.network.scientific import largest_eigenvector, ready

__all__ = [
    "core_number",
    "degree",
    "eigenvector",
    "in_degree",
    "in_strength",
    "lead_ratio",
    "out_degree",
    "out_strength",
    "pagerank",
    "strength",
]

Scores = dict[str, float]

_DENSE = 50  # eigsh needs fewer eigenvalues than rows; small matrices are solved densely


def degree(graph: nx.Graph[str]) -> dict[str, int]:
    """Return the number of bodies that each body is tied to, in either direction.

    Notes:
        Not normalised; isolates have 0; weights play no part. In a directed graph a body that
        both leads and supports another counts once.

    Examples:
        >>> degree(nx.star_graph(["a", "b", "c"]))
        {'a': 2, 'b': 1, 'c': 1}
    """
    return {node: len(set(nx.all_neighbors(graph, node)) - {node}) for node in sorted(graph)}


def strength(graph: nx.Graph[str], weight: str = "weight") -> Scores:
    r"""Return the sum of the weights of each body's ties, :math:`s_i = \sum_j w_{ij}`.

    Notes:
        Not normalised; isolates have 0. With Newman's weights this is the number of tasks that
        a body shares with others. In a directed graph ties in and out are added up.

    References:
        Barrat, A. et al. (2004). The architecture of complex weighted networks. PNAS 101,
        3747-3752.

    Examples:
        >>> strength(nx.Graph([("a", "b", {"weight": 1.5}), ("b", "c", {"weight": 0.5})]))
        {'a': 1.5, 'b': 2.0, 'c': 0.5}
    """
    return _in_order(graph, dict(graph.degree(weight=weight)))


def in_degree(graph: nx.DiGraph[str]) -> Scores:
    """Return the number of leads that each body supports."""
    return _in_order(graph, dict(graph.in_degree()))


def out_degree(graph: nx.DiGraph[str]) -> Scores:
    """Return the number of supporters that each body leads."""
    return _in_order(graph, dict(graph.out_degree()))


def in_strength(graph: nx.DiGraph[str], weight: str = "weight") -> Scores:
    """Return the sum of the weights of the arcs into each body."""
    return _in_order(graph, dict(graph.in_degree(weight=weight)))


def out_strength(graph: nx.DiGraph[str], weight: str = "weight") -> Scores:
    """Return the sum of the weights of the arcs out of each body."""
    return _in_order(graph, dict(graph.out_degree(weight=weight)))


def lead_ratio(graph: nx.Graph[str]) -> dict[str, float | None]:
    r"""Return the share of a body's roles in which it leads.

    .. math:: r_i = \frac{\text{led}_i}{\text{led}_i + \text{supported}_i + \text{joint}_i}

    Notes:
        In [0, 1]; from the node attributes ``tasks_led``, ``tasks_supported`` and
        ``tasks_joint``, so isolates count too; ``None`` for a node without roles.

    Examples:
        >>> graph = nx.Graph()
        >>> graph.add_node("a", tasks_led=3, tasks_supported=1, tasks_joint=0)
        >>> lead_ratio(graph)
        {'a': 0.75}
    """
    ratios: dict[str, float | None] = {}
    for node in sorted(graph):
        held = graph.nodes[node]
        led = held.get("tasks_led", 0)
        total = led + held.get("tasks_supported", 0) + held.get("tasks_joint", 0)
        ratios[node] = led / total if total else None
    return ratios


def pagerank(graph: nx.Graph[str], weight: str = "weight") -> Scores:
    """Return PageRank with damping 0.85; the values sum to 1.

    Notes:
        :func:`networkx.pagerank`; weights count; an isolate has the share of chance alone. In
        the lead-support network, arcs run to supporters: a high value marks bodies on whose
        support many leads rely.

    References:
        Page, L. et al. (1999). The PageRank citation ranking. Stanford InfoLab.

    Examples:
        >>> round(pagerank(nx.path_graph(["a", "b", "c"]))["b"], 4)
        0.4865
    """
    if not graph:
        return {}
    ready()  # for SciPy, which NetworkX loads here
    return _in_order(graph, nx.pagerank(graph, weight=weight, tol=1e-12, max_iter=1000))


def eigenvector(graph: nx.Graph[str], weight: str = "weight") -> Scores:
    r"""Return eigenvector centrality, :math:`\lambda x = A x`, scaled to length 1.

    Notes:
        Of the largest connected part (of equals, the one with the smallest node); all others
        have 0, where power iteration would give numbers that hang on its start. A directed
        graph is taken without its directions, arcs both ways added up.

    References:
        Bonacich, P. (1987). Power and centrality. American Journal of Sociology 92, 1170-1182.

    Examples:
        >>> {node: round(x, 3) for node, x in eigenvector(nx.path_graph(["a", "b", "c"])).items()}
        {'a': 0.5, 'b': 0.707, 'c': 0.5}
    """
    scores = dict.fromkeys(sorted(graph), 0.0)
    parts = [sorted(part) for part in nx.connected_components(_undirected(graph))]
    if not parts:
        return scores
    largest = min(parts, key=lambda part: (-len(part), part[0]))
    if len(largest) > 1:
        scores.update(zip(largest, _leading(graph, largest, weight), strict=True))
    return scores


def core_number(graph: nx.Graph[str]) -> Scores:
    """Return the largest k such that a body lies in the k-core.

    Notes:
        :func:`networkx.core_number` without directions and weights; isolates have 0.

    References:
        Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5, 269-287.

    Examples:
        >>> core_number(nx.complete_graph("abc"))
        {'a': 2, 'b': 2, 'c': 2}
    """
    return _in_order(graph, nx.core_number(_undirected(graph)))


def _undirected(graph: nx.Graph[str]) -> nx.Graph[str]:
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from((one, other) for one, other in graph.edges() if one != other)
    return plain


def _leading(graph: nx.Graph[str], nodes: list[str], weight: str) -> list[float]:
    """Return the Perron vector of a connected part, which is unique and positive."""
    matrix = adjacency(graph, nodes, weight=weight, directed=False)
    if len(nodes) <= _DENSE:
        vector = np.linalg.eigh(matrix.toarray())[1][:, -1]
    else:
        # A fixed start keeps the iteration, and so its last digits, the same in every run.
        vector = largest_eigenvector(matrix, np.ones(len(nodes)))
    return [float(x) for x in np.abs(vector)]


def _in_order(graph: nx.Graph[str], scores: dict[str, float]) -> Scores:
    return {node: scores[node] for node in sorted(graph)}
