"""Brokerage between groups: who stands between bodies that have no tie of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.network.matrix import Matrix, adjacency, masked_product, row_sums
from kg.network.scientific import csr_array
from kg.network.table import Cell, Table

__all__ = ["ROLES", "Brokerage", "brokerage", "groups_of"]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def groups_of(graph: nx.Graph[str], by: str) -> dict[str, str]:
    """Return the group of each node, from a node attribute; missing and empty ones are ''."""
    return {node: str(graph.nodes[node].get(by) or "") for node in sorted(graph)}


@dataclass(frozen=True, slots=True)
class Brokerage:
    """Brokerage of each node in each role, and what chance would give.

    Attributes:
        nodes: Nodes in sorted order.
        groups: Their groups.
        counts: Number of open paths by role (and ``total``), in the order of ``nodes``.
        expected: What a random network of the same density gives.
        z: Distance from it in standard deviations; ``None`` where there is no deviation.
    """

    nodes: tuple[str, ...]
    groups: tuple[str, ...]
    counts: Mapping[str, tuple[int, ...]]
    expected: Mapping[str, tuple[float, ...]]
    z: Mapping[str, tuple[float | None, ...]]

    def table(self) -> Table:
        """Return one row per node: its group, then count, expectation and z of each role."""
        columns: dict[str, list[Cell]] = {"node": [*self.nodes], "group": [*self.groups]}
        for role in (*ROLES, "total"):
            columns[role] = [*self.counts[role]]
            columns[f"{role}_expected"] = [*self.expected[role]]
            columns[f"{role}_z"] = [*self.z[role]]
        return Table.of(columns)


def brokerage(graph: nx.Graph[str], by: str = "system") -> Brokerage:
    r"""Count the open paths a -> v -> b (without a -> b) that each body v stands in, by role.

    ==============  =====================  ===============================================
    role            groups of a, v, b      other names
    ==============  =====================  ===============================================
    coordinator     A A A                  local broker, w_I
    itinerant       A B A                  consultant, cosmopolitan, w_O
    representative  A A B                  b_IO
    gatekeeper      A B B                  b_OI
    liaison         A B C                  b_O
    ==============  =====================  ===============================================

    Args:
        graph: The graph. In an undirected one each tie is two arcs, so that every open path
            counts in both directions, and representative and gatekeeper are equal.
        by: Node attribute that holds the group, such as ``system`` or ``jurisdiction``. Bodies
            without one are left out, with their ties.

    Returns:
        Counts, which are not normalised; isolates have 0; weights are left aside. The
        expectation is that of a Bernoulli network with the observed density *d* and groups of
        the observed sizes, such as :math:`d^2 (1-d) (n_k-1)(n_k-2)` for coordinators.

    References:
        Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation. Sociological
        Methodology 19, 89-126.

    Examples:
        >>> graph = nx.DiGraph([("a", "v"), ("v", "b")])
        >>> for node, system in zip("avb", ["water", "water", "roads"], strict=True):
        ...     graph.nodes[node]["system"] = system
        >>> brokerage(graph).counts["representative"]
        (0, 0, 1)
    """
    groups = groups_of(graph, by)
    nodes = [node for node in sorted(graph) if groups[node]]
    codes = np.unique([groups[node] for node in nodes], return_inverse=True)[1]
    matrix = adjacency(graph, nodes, weight=None)
    counts = _counts(matrix, codes)
    density = matrix.nnz / max(len(nodes) * (len(nodes) - 1), 1)
    moments = _moments(np.bincount(codes).astype(float), density)
    expected = {role: moment[0][codes] for role, moment in moments.items()}
    deviation = {role: np.sqrt(moment[1][codes]) for role, moment in moments.items()}
    return Brokerage(
        nodes=tuple(nodes),
        groups=tuple(groups[node] for node in nodes),
        counts={role: tuple(int(x) for x in found) for role, found in counts.items()},
        expected={role: tuple(found.tolist()) for role, found in expected.items()},
        z={role: _z(counts[role], expected[role], deviation[role]) for role in counts},
    )


def _z(counts: Any, expected: Any, deviation: Any) -> tuple[float | None, ...]:
    return tuple(
        float((count - mean) / spread) if spread > 0 else None
        for count, mean, spread in zip(counts, expected, deviation, strict=True)
    )


def _counts(matrix: Matrix, codes: Any) -> dict[str, Any]:
    """Return the number of open paths of each role through each node."""
    rows, columns = matrix.nonzero()
    same = codes[rows] == codes[columns]
    inside, outside = _only(matrix, same), _only(matrix, ~same)
    counts = {
        "coordinator": _paths(inside, inside, codes, same=True) - _closed(inside, inside, inside),
        "itinerant": _paths(outside, outside, codes, same=True) - _closed(outside, inside, outside),
        "representative": row_sums(inside.T) * row_sums(outside)
        - _closed(inside, outside, outside),
        "gatekeeper": row_sums(outside.T) * row_sums(inside) - _closed(outside, outside, inside),
        "liaison": _paths(outside, outside, codes, same=False) - _closed(outside, outside, outside),
    }
    counts = {role: np.rint(found) for role, found in counts.items()}
    return counts | {"total": sum(counts.values(), np.zeros(matrix.shape[0]))}


def _only(matrix: Matrix, keep: Any) -> Matrix:
    part = matrix.copy()
    part.data = np.where(keep, part.data, 0.0)
    part.eliminate_zeros()
    return part


def _closed(first: Matrix, across: Matrix, second: Matrix) -> Any:
    """Return, per v, the number of pairs with arcs a -> v, a -> b and v -> b of three kinds."""
    return row_sums(masked_product(first.T.tocsr(), across, second))


def _paths(into: Matrix, out: Matrix, codes: Any, *, same: bool) -> Any:
    """Return, per v, the number of a -> v -> b with a and b different and in the same group.

    Or in different groups, where ``same`` is false.
    """
    groups = _only_groups(codes)
    coming, going = into.T @ groups, out @ groups
    together = row_sums(coming.multiply(going))
    if not same:
        return row_sums(into.T) * row_sums(out) - together
    return together - row_sums(into.T.multiply(out))  # a = b: ties both ways


def _only_groups(codes: Any) -> Matrix:
    count = len(codes)
    cells = (np.ones(count), codes, np.arange(count + 1))
    return csr_array(cells, shape=(count, int(codes.max(initial=-1)) + 1))


def _moments(sizes: Any, density: float) -> dict[str, tuple[Any, Any]]:
    """Return mean and variance of each role for a node of each group (Gould and Fernandez).

    A path is open with probability d²(1-d); two paths through one node share an arc, which
    adds covariance, in the number of pairs that follows the mean.
    """
    total, others = sizes.sum(), _sum_over_others(sizes)
    n = sizes
    means = {
        "coordinator": (n - 1) * (n - 2),
        "itinerant": others(lambda m: m * (m - 1)),
        "representative": (total - n) * (n - 1),
        "gatekeeper": (total - n) * (n - 1),
        "liaison": (total - n) ** 2 - others(lambda m: m**2),
        "total": np.full_like(n, (total - 1) * (total - 2)),
    }
    mixed = 2 * ((n - 1) * _pairs(total - n) + (total - n) * _pairs(n - 1))
    # The liaison's third group differs from both others: its pairs hang on two sizes.
    apart = np.array(
        [sum(m * _pairs(total - m - k) for m in np.delete(n, i)) for i, k in enumerate(n)]
    )
    shared = {
        "coordinator": 2 * (n - 1) * (n - 2) * (n - 3),
        "itinerant": 2 * others(lambda m: m * (m - 1) * (m - 2)),
        "representative": mixed,
        "gatekeeper": mixed,
        "liaison": 4 * apart,
        "total": np.full_like(n, 2 * (total - 1) * (total - 2) * (total - 3)),
    }
    chance = density**2 * (1 - density)
    joint = density**3 * (1 - density) ** 3
    return {
        role: (chance * mean, chance * mean * (1 - chance) + shared[role] * joint)
        for role, mean in means.items()
    }


def _pairs(count: Any) -> Any:
    return count * (count - 1) / 2


def _sum_over_others(sizes: Any) -> Callable[[Callable[[Any], Any]], Any]:
    return lambda term: term(sizes).sum() - term(sizes)
