"""Centralities of two-mode networks, normalised by what each mode can reach at most.

A body can only be tied to tasks and a task only to bodies, so that the one-mode maxima do not
hold. All values agree with :mod:`networkx.algorithms.bipartite`.
"""

from __future__ import annotations

import networkx as nx
import numpy as np

from kg.network import paths
from kg.network.matrix import adjacency

__all__ = ["betweenness", "closeness", "degree"]


def _modes(graph: nx.Graph[str]) -> tuple[set[str], set[str]]:
    first = {node for node, held in graph.nodes(data=True) if held.get("bipartite") == 0}
    return first, set(graph) - first


def _opposite(graph: nx.Graph[str]) -> dict[str, int]:
    """Return the size of the mode that each node does not belong to."""
    first, second = _modes(graph)
    return {node: len(second) if node in first else len(first) for node in sorted(graph)}


def degree(graph: nx.Graph[str]) -> dict[str, float]:
    r"""Return the share of the other mode that each node is tied to, :math:`k_i / n_2`.

    Notes:
        In [0, 1]; isolates have 0; weights are left aside.

    References:
        Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. Social
        Networks 19, 243-269.

    Examples:
        >>> graph = nx.Graph([("body", "task")])
        >>> graph.add_nodes_from([("body", {"bipartite": 0}), ("other", {"bipartite": 1})])
        >>> degree(graph)["body"]
        0.5
    """
    return {
        node: graph.degree(node) / size if size else 0.0 for node, size in _opposite(graph).items()
    }


def betweenness(
    graph: nx.Graph[str], sources: int | None = None, *, seed: int = 1
) -> dict[str, float]:
    r"""Return the betweenness of each node over the largest its mode allows.

    .. math:: b_{max} = \tfrac12 \bigl( m^2 (s+1)^2 + m(s+1)(2t-s-1) - t(2s-t+3) \bigr), \quad
        s = \lfloor (n-1)/m \rfloor, \quad t = (n-1) \bmod m

    for a node of a mode of *n* nodes, with *m* in the other.

    Args:
        graph: Two-mode network.
        sources: As for :func:`kg.network.paths.betweenness`: large networks are sampled.
        seed: Start of the random numbers.

    Notes:
        In [0, 1]; isolates have 0; weights are left aside. Same values as
        :func:`networkx.algorithms.bipartite.betweenness_centrality`.

    References:
        Borgatti, S. P. and Halgin, D. S. (2011). Analyzing affiliation networks. In Scott and
        Carrington (eds), The SAGE Handbook of Social Network Analysis, 417-433.

    Examples:
        >>> graph = nx.Graph([("a", "task"), ("b", "task")])
        >>> graph.add_nodes_from("ab", bipartite=0)
        >>> betweenness(graph)["task"]
        1.0
    """
    total, other = len(graph), _opposite(graph)
    pairs = (total - 1) * (total - 2) / 2
    found = paths.betweenness(graph, sources, seed=seed)
    largest = {size: _largest(total - size, size) for size in sorted(set(other.values()))}
    return {
        node: score * pairs / largest[other[node]] if largest[other[node]] > 0 else 0.0
        for node, score in found.items()
    }


def _largest(own: int, other: int) -> float:
    if not other:
        return 0.0
    s, t = divmod(own - 1, other)
    whole = other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)
    return whole / 2


def closeness(graph: nx.Graph[str]) -> dict[str, float]:
    r"""Return the closeness of each node over the largest its mode allows.

    .. math:: c_v = \frac{m + 2(n-1)}{\sum_u d(u, v)} \cdot \frac{r_v - 1}{N - 1}

    for a node of a mode of *n* nodes, with *m* in the other, *N* in all and :math:`r_v` that
    can reach it.

    Notes:
        In [0, 1] in a connected network; isolates have 0; weights are left aside. Same values
        as :func:`networkx.algorithms.bipartite.closeness_centrality`.

    References:
        Borgatti, S. P. and Everett, M. G. (1997). Network analysis of 2-mode data. Social
        Networks 19, 243-269.

    Examples:
        >>> graph = nx.Graph([("a", "task"), ("b", "task")])
        >>> graph.add_nodes_from("ab", bipartite=0)
        >>> closeness(graph)
        {'a': 1.0, 'b': 1.0, 'task': 1.0}
    """
    other = _opposite(graph)
    reached, far = paths.distances(adjacency(graph, list(other), weight=None))
    opposite = np.array(list(other.values()), dtype=float)
    best = opposite + 2 * (len(other) - opposite - 1)
    scores = np.divide(
        best * reached, far * max(len(other) - 1, 1), out=np.zeros(len(other)), where=far > 0
    )
    return dict(zip(other, scores.tolist(), strict=True))
