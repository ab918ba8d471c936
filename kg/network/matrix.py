"""Graphs as sparse matrices, rows and columns in the sorted order of the nodes."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

__all__ = ["adjacency", "csr_array"]


def adjacency(
    graph: nx.Graph[str],
    nodes: list[str] | None = None,
    *,
    weight: str | None = "weight",
    directed: bool = True,
) -> Any:
    """Return the adjacency matrix without loops, as a SciPy CSR array of floats.

    Args:
        graph: The graph.
        nodes: Rows and columns; all nodes, sorted, when left out.
        weight: Edge attribute; ``None`` counts each edge as 1.
        directed: Whether to keep directions. Without, arcs both ways add up (with ``weight``
            ``None``, they are one tie).
    """
    order = sorted(graph) if nodes is None else nodes
    options: dict[str, Any] = {"nodelist": order, "weight": weight, "dtype": float}
    matrix = csr_array(nx.to_scipy_sparse_array(graph, **options), dtype=float)
    matrix.setdiag(0)
    matrix.eliminate_zeros()
    if graph.is_directed() and not directed:
        matrix = csr_array(matrix + matrix.T)
        if weight is None:
            matrix.data = np.minimum(matrix.data, 1.0)
    matrix.sort_indices()
    return matrix
