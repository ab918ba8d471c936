"""Do bodies work with their own kind: ties inside and between groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.network.brokerage import groups_of
from kg.network.matrix import Matrix, adjacency, row_sums

__all__ = ["EIIndex", "ei_index"]


@dataclass(frozen=True, slots=True)
class EIIndex:
    """The E-I index of a network, its groups and its bodies.

    Attributes:
        value: Of the network; ``None`` without ties.
        expected: Mean over the permutations of the groups.
        p_value: Share of permutations at least as far from that mean (two-sided).
        internal: Weight of ties inside groups.
        external: Weight of ties between groups.
        groups: Of each group: its ties over all its bodies.
        nodes: Of each body; ``None`` for isolates.
    """

    value: float | None
    expected: float | None
    p_value: float | None
    internal: float
    external: float
    groups: Mapping[str, float | None]
    nodes: Mapping[str, float | None]


def ei_index(
    graph: nx.Graph[str],
    by: str = "system",
    *,
    weight: str | None = None,
    permutations: int = 1000,
    seed: int = 1,
) -> EIIndex:
    r"""Return the balance of ties that leave a group over those that stay in it.

    .. math:: \mathit{EI} = \frac{E - I}{E + I}

    Args:
        graph: The graph; arcs count as they are.
        by: Node attribute that holds the group. Bodies without one are left out, with their ties.
        weight: Edge attribute to add up instead of counting ties.
        permutations: How often the groups are dealt out anew among the bodies, for the test.
        seed: Start of the random numbers.

    Notes:
        -1 where all ties stay inside, 1 where all leave. Sizes of the groups alone set much of
        it, so compare it with ``expected``. Isolates have no value, and are dealt groups too.

    References:
        Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
        experimental simulation. Social Psychology Quarterly 51, 123-140.

    Examples:
        >>> graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
        >>> for node, system in zip("abcd", ["water", "water", "roads", "roads"], strict=True):
        ...     graph.nodes[node]["system"] = system
        >>> found = ei_index(graph)
        >>> round(found.value, 3), found.nodes["a"], found.nodes["b"]
        (-0.333, -1.0, 0.0)
    """
    grouped = groups_of(graph, by)
    nodes = [node for node in sorted(graph) if grouped[node]]
    labels, codes = np.unique([grouped[node] for node in nodes], return_inverse=True)
    matrix = adjacency(graph, nodes, weight=weight)
    external, total = _external(matrix, codes), _both_ways(matrix)
    directed = graph.is_directed()
    drawn = _permuted(matrix, codes, permutations, seed, undirected=not directed)
    value = _index(float(external.sum()), float(total.sum()))
    expected = float(drawn.mean()) if len(drawn) else None
    return EIIndex(
        value=value,
        expected=expected,
        p_value=None if value is None or expected is None else _share(drawn, value, expected),
        internal=_ties(graph, float((total - external).sum())),
        external=_ties(graph, float(external.sum())),
        groups=_by_group(labels, codes, external, total),
        nodes={n: _index(e, t) for n, e, t in zip(nodes, external, total, strict=True)},
    )


def _index(external: float, total: float) -> float | None:
    return float((2 * external - total) / total) if total else None


def _ties(graph: nx.Graph[str], ends: float) -> float:
    # Each tie was met at both its ends; an undirected one twice at each.
    return ends / (2 if graph.is_directed() else 4)


def _both_ways(matrix: Matrix) -> Any:
    return row_sums(matrix) + row_sums(matrix.T)


def _external(matrix: Matrix, codes: Any) -> Any:
    """Return, for each node, the weight of its ties out of its group, in and out added up."""
    rows, columns = matrix.nonzero()
    leaving = matrix.copy()
    leaving.data = np.where(codes[rows] == codes[columns], 0.0, matrix.data)
    return _both_ways(leaving)


def _by_group(labels: Any, codes: Any, external: Any, total: Any) -> dict[str, float | None]:
    size = len(labels)
    leaving = np.bincount(codes, external, size)
    whole = np.bincount(codes, total, size)
    return {str(g): _index(e, t) for g, e, t in zip(labels, leaving, whole, strict=True)}


def _permuted(matrix: Matrix, codes: Any, permutations: int, seed: int, *, undirected: bool) -> Any:
    """Return the index under each new deal of the groups."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    columns, weights, total = matrix.indices, matrix.data, matrix.data.sum()
    if not total:
        return np.array([])
    if undirected:  # each tie once: the index is the same
        once = rows < columns
        rows, columns, weights, total = rows[once], columns[once], weights[once], total / 2
    counted = bool((weights == 1).all())
    random = np.random.default_rng(seed)
    small = codes.astype(np.int32)
    drawn = np.empty(permutations)
    for place in range(permutations):
        dealt = random.permutation(small)
        same = dealt[rows] == dealt[columns]
        inside = float(np.count_nonzero(same)) if counted else weights[same].sum()
        drawn[place] = (total - 2 * inside) / total
    return drawn


def _share(drawn: Any, value: float, expected: float) -> float:
    # The network itself is one of the deals, so that no p-value is 0. The small allowance keeps
    # deals that equal it, but for rounding, among those as far off.
    as_far = np.abs(drawn - expected) >= abs(value - expected) - 1e-12
    return float((1 + as_far.sum()) / (1 + len(drawn)))
