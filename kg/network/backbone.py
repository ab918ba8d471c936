"""Backbones: the ties that are heavier than chance explains.

A p-value per tie, from the disparity filter for any weighted network or from SDSM for networks
that come from two modes (:mod:`kg.network.sdsm`); then the network of those below a threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np

from kg.network.matrix import Matrix, adjacency, inverse, row_sums

__all__ = ["CORRECTIONS", "PValues", "backbone", "disparity"]

PValues = dict[tuple[str, str], float]


def disparity(graph: nx.Graph[str], weight: str = "weight") -> PValues:
    r"""Return a p-value for each tie: would one so heavy come from spreading weight evenly.

    .. math:: p_{ij} = \min\Bigl( \Bigl(1 - \frac{w_{ij}}{s_i}\Bigr)^{k_i - 1},
        \Bigl(1 - \frac{w_{ij}}{s_j}\Bigr)^{k_j - 1} \Bigr)

    with strength *s* and degree *k*; of an arc, those out of its tail and into its head.

    Args:
        graph: Weighted graph.
        weight: Edge attribute; edges without it count 1.

    Returns:
        P-values by edge, undirected ones with the smaller name first. A tie is kept when it
        matters to either end.

    Notes:
        The only tie of a body says nothing from its side (p = 1). Isolates have none. The same
        when all weights are multiplied.

    References:
        Serrano, M. A., Boguna, M. and Vespignani, A. (2009). Extracting the multiscale backbone
        of complex weighted networks. PNAS 106, 6483-6488.

    Examples:
        >>> graph = nx.Graph()
        >>> graph.add_weighted_edges_from([("a", "b", 8), ("a", "c", 1), ("a", "d", 1)])
        >>> {edge: round(p, 3) for edge, p in disparity(graph).items()}
        {('a', 'b'): 0.04, ('a', 'c'): 0.81, ('a', 'd'): 0.81}
    """
    nodes = sorted(graph)
    matrix = adjacency(graph, nodes, weight=weight)
    leaving = _one_sided(matrix)
    arriving = _one_sided(matrix.T.tocsr()).T.tocsr()
    arriving.sort_indices()
    rows, columns = _cells(matrix)
    once = np.ones(len(rows), dtype=bool) if graph.is_directed() else rows < columns
    values = np.minimum(leaving.data, arriving.data)[once].tolist()
    edges = zip(rows[once].tolist(), columns[once].tolist(), strict=True)
    return {(nodes[i], nodes[j]): p for (i, j), p in zip(edges, values, strict=True)}


def _cells(matrix: Matrix) -> tuple[Any, Any]:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return rows, matrix.indices


def _one_sided(matrix: Matrix) -> Matrix:
    """Return, in the cells of the matrix, the p-values seen from the rows."""
    rows, _ = _cells(matrix)
    degrees = np.diff(matrix.indptr)
    share = matrix.data * inverse(row_sums(matrix))[rows]
    found = matrix.copy()
    found.data = np.maximum(1.0 - share, 0.0) ** (degrees[rows] - 1)
    return found


def backbone(
    graph: nx.Graph[str],
    p_values: PValues,
    *,
    alpha: float = 0.05,
    correction: str = "none",
) -> nx.Graph[str]:
    """Return the network of the ties whose p-value is at most ``alpha``.

    Args:
        graph: The network, such as co-assignment.
        p_values: P-values by edge; edges without one are left out.
        alpha: Largest p-value to keep.
        correction: For testing many ties at once: ``none``, ``holm`` (family-wise error) or
            ``fdr`` (false discovery rate, Benjamini and Hochberg).

    Returns:
        A copy with all nodes; its edges carry ``p_value``, corrected.

    References:
        Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian
        Journal of Statistics 6, 65-70.

        Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of
        the Royal Statistical Society B 57, 289-300.

    Examples:
        >>> graph = nx.Graph()
        >>> graph.add_weighted_edges_from([("a", "b", 8), ("a", "c", 1), ("a", "d", 1)])
        >>> list(backbone(graph, disparity(graph)).edges)
        [('a', 'b')]
    """
    edges = sorted(p_values)
    corrected = CORRECTIONS[correction](np.array([p_values[edge] for edge in edges]))
    kept: nx.Graph[str] = graph.__class__()
    kept.graph.update(graph.graph)
    kept.add_nodes_from((node, dict(graph.nodes[node])) for node in sorted(graph))
    for edge, p_value in zip(edges, corrected.tolist(), strict=True):
        if p_value <= alpha and graph.has_edge(*edge):
            kept.add_edge(*edge, **graph.edges[edge], p_value=p_value)
    return kept


def _holm(values: Any) -> Any:
    order = np.argsort(values, kind="stable")
    factors = np.arange(len(values), 0, -1)
    stepped = np.minimum(np.maximum.accumulate(values[order] * factors), 1.0)
    return _unsorted(stepped, order)


def _fdr(values: Any) -> Any:
    order = np.argsort(values, kind="stable")
    scaled = values[order] * len(values) / np.arange(1, len(values) + 1)
    stepped = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return _unsorted(stepped, order)


def _unsorted(values: Any, order: Any) -> Any:
    placed = np.empty_like(values)
    placed[order] = values
    return placed


CORRECTIONS: Mapping[str, Callable[[Any], Any]] = {
    "fdr": _fdr,
    "holm": _holm,
    "none": lambda values: values,
}
