"""Graphs as sparse matrices, rows and columns in the sorted order of the nodes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np

from kg.network.scientific import csr_array

__all__ = ["Matrix", "adjacency", "inverse", "masked_product", "row_sums"]

Matrix = Any  # a SciPy CSR array: SciPy ships no types

_CHUNK = 2_000_000  # multiplications of one chunk of a product: bounds its memory


def adjacency(
    graph: nx.Graph[str],
    nodes: list[str] | None = None,
    *,
    weight: str | None = "weight",
    directed: bool = True,
) -> Matrix:
    """Return the adjacency matrix without loops, as a SciPy CSR array of floats.

    Args:
        graph: The graph.
        nodes: Rows and columns; all nodes, sorted, when left out.
        weight: Edge attribute; ``None`` counts each edge as 1.
        directed: Whether to keep directions. Without, arcs both ways add up (with ``weight``
            ``None``, they are one tie).
    """
    order = sorted(graph) if nodes is None else nodes
    if not order:
        return csr_array((0, 0), dtype=float)
    matrix = _matrix(graph, order, weight)
    if graph.is_directed() and not directed:
        matrix = csr_array(matrix + matrix.T)
        if weight is None:
            matrix.data = np.minimum(matrix.data, 1.0)
    matrix.sort_indices()
    return matrix


def _matrix(graph: nx.Graph[str], order: list[str], weight: str | None) -> Matrix:
    """Return the matrix cell by cell: several times as fast as NetworkX, which sorts edges.

    Ties to nodes that have no row are left out.
    """
    place = {node: number for number, node in enumerate(order)}
    columns: list[int] = []
    data: list[float] = []
    pointers = [0]
    near = dict(graph.adjacency())
    for node in order:
        own = near[node]
        ends = [other for other in own if other in place and other != node]
        columns += [place[other] for other in ends]
        if weight is not None:
            data += [own[other].get(weight, 1) for other in ends]
        pointers.append(len(columns))
    values = np.ones(len(columns)) if weight is None else np.array(data, dtype=float)
    cells = (values, np.array(columns, dtype=np.int32), np.array(pointers, dtype=np.int32))
    matrix = csr_array(cells, shape=(len(order), len(order)))
    matrix.eliminate_zeros()
    return matrix


def row_sums(matrix: Matrix) -> Any:
    """Return the sums of the rows as a flat array."""
    return np.asarray(matrix.sum(axis=1)).ravel()


def inverse(values: Any) -> Any:
    """Return ``1 / values``, with 0 where a value is 0."""
    return np.divide(1.0, values, out=np.zeros(len(values)), where=values != 0)


def masked_product(left: Matrix, right: Matrix, mask: Matrix) -> Matrix:
    """Return ``left @ right`` at the cells where ``mask`` is not 0, times the mask.

    The product of two sparse matrices may be dense; taken in chunks of rows, it never stands
    in memory as a whole.
    """
    parts = [
        (left[start:end] @ right).multiply(mask[start:end]).tocsr()
        for start, end in _chunks(left, right)
    ]
    if not parts:
        return csr_array(mask.shape, dtype=float)
    data = np.concatenate([part.data for part in parts])
    indices = np.concatenate([part.indices for part in parts])
    lengths = np.concatenate([np.diff(part.indptr) for part in parts])
    pointers = np.concatenate([[0], np.cumsum(lengths)])
    product = csr_array((data, indices, pointers), shape=mask.shape)
    product.sort_indices()
    return product


def _chunks(left: Matrix, right: Matrix) -> Iterator[tuple[int, int]]:
    """Yield ranges of rows whose products need about ``_CHUNK`` multiplications each."""
    lengths = np.diff(right.indptr).astype(float)
    work = left.astype(bool).astype(float) @ lengths
    bins = (np.cumsum(work) // _CHUNK).astype(int)
    edges = [0, *(np.flatnonzero(np.diff(bins)) + 1).tolist(), left.shape[0]]
    for start, end in pairwise(edges):
        if end > start:
            yield start, end
