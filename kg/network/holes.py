r"""Structural holes: how far a body's partners are out of touch with each other (Burt 1992).

Ties count by their mutual weight :math:`z_{ij} = w_{ij} + w_{ji}`, its share
:math:`p_{ij} = z_{ij} / \sum_q z_{iq}` and its marginal strength
:math:`m_{ij} = z_{ij} / \max_q z_{iq}`. All values agree with
NetworkX's where it follows the definition, body by body, which takes hours in large networks. Its
short cut for all bodies at once (3.6.1) holds every pair in memory, and divides by the maxima of
the wrong bodies where ties are weighted or directed.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from kg.network.matrix import Matrix, adjacency, inverse, masked_product, row_sums

__all__ = ["constraint", "effective_size", "efficiency"]

Scores = dict[str, float | None]


def effective_size(graph: nx.Graph[str], weight: str | None = "weight") -> Scores:
    r"""Return the number of partners of each body less their redundancy.

    .. math:: e_i = \sum_{j \in N(i)} \Bigl( 1 - \sum_{q \ne i, j} p_{iq} m_{jq} \Bigr)

    Args:
        graph: The graph.
        weight: Edge attribute; ``None`` counts each tie as 1, and then
            :math:`e_i = n_i - 2 t_i / n_i` with :math:`t_i` ties among :math:`n_i` partners
            (Borgatti 1997).

    Notes:
        Between 1 (all partners know each other, unweighted) and the number of partners; not
        defined (``None``) for isolates; the same when all weights are multiplied.

    References:
        Burt, R. S. (1992). Structural Holes. Harvard University Press, p. 52.

        Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures.
        Connections 20, 35-38.

    Examples:
        >>> effective_size(nx.star_graph(["hub", "a", "b", "c"]))
        {'a': 1.0, 'b': 1.0, 'c': 1.0, 'hub': 3.0}
    """
    nodes = sorted(graph)
    mutual, partners = _mutual(graph, nodes, weight)
    shares = _scaled(mutual, row_sums(mutual))
    marginal = _scaled(mutual, _row_maxima(mutual))
    redundancy = row_sums(masked_product(partners, marginal, shares))
    return _unless_isolated(nodes, row_sums(partners) - redundancy, partners)


def efficiency(graph: nx.Graph[str], weight: str | None = "weight") -> Scores:
    r"""Return the effective size of each body divided by the number of its partners.

    Notes:
        In (0, 1]; not defined (``None``) for isolates; weights as in :func:`effective_size`.

    References:
        Burt, R. S. (1992). Structural Holes. Harvard University Press, p. 53.

    Examples:
        >>> efficiency(nx.complete_graph("abcd"))["a"]
        0.3333333333333333
    """
    sizes = effective_size(graph, weight)
    partners = {node: len(set(nx.all_neighbors(graph, node)) - {node}) for node in sizes}
    return {node: None if size is None else size / partners[node] for node, size in sizes.items()}


def constraint(graph: nx.Graph[str], weight: str | None = "weight") -> Scores:
    r"""Return how far each body's partners are few and tied to each other.

    .. math:: c_i = \sum_{j \in N(i)} \Bigl( p_{ij} + \sum_{q \ne i, j} p_{iq} p_{qj} \Bigr)^2

    Notes:
        1 for a body with a single partner; small for many partners that do not meet; more
        than 1 is possible. Not defined (``None``) for isolates; the same when all weights are
        multiplied.

    References:
        Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology 110,
        349-399.

    Examples:
        >>> constraint(nx.path_graph(["a", "b", "c"]))
        {'a': 1.0, 'b': 0.5, 'c': 1.0}
    """
    nodes = sorted(graph)
    mutual, partners = _mutual(graph, nodes, weight)
    shares = _scaled(mutual, row_sums(mutual))
    invested = shares + masked_product(shares, shares, partners)
    return _unless_isolated(nodes, row_sums(invested.power(2)), partners)


def _mutual(graph: nx.Graph[str], nodes: list[str], weight: str | None) -> tuple[Matrix, Matrix]:
    """Return the mutual weights and, with the same cells, ones."""
    matrix = adjacency(graph, nodes, weight=weight)
    mutual = (matrix + matrix.T).tocsr()
    partners = mutual.copy()
    partners.data = np.ones_like(partners.data)
    return mutual, partners


def _scaled(matrix: Matrix, by: Any) -> Matrix:
    scaled = matrix.copy()
    scaled.data = scaled.data * np.repeat(inverse(by), np.diff(matrix.indptr))
    return scaled


def _row_maxima(matrix: Matrix) -> Any:
    if not matrix.nnz:
        return np.zeros(matrix.shape[0])
    return np.asarray(matrix.max(axis=1).todense()).ravel()


def _unless_isolated(nodes: list[str], values: Any, partners: Matrix) -> Scores:
    tied = np.diff(partners.indptr) > 0
    return {
        node: float(value) if has else None
        for node, value, has in zip(nodes, values, tied, strict=True)
    }
