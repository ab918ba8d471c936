"""Are two networks alike: QAP correlation.

The cells of a network are not independent, so that ordinary tests are wrong. QAP keeps each
network as it is and deals its bodies out anew: the share of dealings that do as well as the
real one is the p-value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.errors import KgError
from kg.network.matrix import Matrix, adjacency

__all__ = ["ROUNDING", "QapCorrelation", "aligned", "qap_correlation", "share", "shared"]

ROUNDING = 1e-12  # results that differ by less are equal but for their last digits


@dataclass(frozen=True, slots=True)
class QapCorrelation:
    """Correlation of two networks, and how it stands among those of dealings.

    Attributes:
        nodes: Number of bodies compared.
        permutations: Number of dealings.
        seed: Start of the random numbers.
        correlation: Pearson's *r* over all pairs of bodies; ``None`` where a network has no
            ties or all of them.
        p_upper: Share of dealings with an *r* at least as large.
        p_lower: Share of dealings with an *r* at least as small.
        p_value: Share of dealings with an *r* at least as far from 0.
        mean: Mean *r* of the dealings.
        deviation: Standard deviation of *r* over the dealings.
    """

    nodes: int
    permutations: int
    seed: int
    correlation: float | None = None
    p_upper: float | None = None
    p_lower: float | None = None
    p_value: float | None = None
    mean: float | None = None
    deviation: float | None = None


def qap_correlation(
    a: nx.Graph[str],
    b: nx.Graph[str],
    *,
    weight: str | None = None,
    permutations: int = 1000,
    seed: int = 1,
) -> QapCorrelation:
    r"""Correlate two networks over the same bodies.

    .. math:: r = \operatorname{corr}_{i \ne j}(a_{ij}, b_{ij}), \qquad
        p = \frac{1 + \#\{\pi : r(a, b_\pi) \ge r\}}{1 + R}

    Args:
        a: One network.
        b: The other; both directed, or both not.
        weight: Edge attribute; ``None`` asks only whether there is a tie.
        permutations: Number of dealings *R*.
        seed: Start of the random numbers.

    Notes:
        Over the bodies that are in both; give :func:`aligned` networks to compare over those of
        either. Isolates count: no tie in both networks is agreement. With weights, the same
        when all weights of a network are multiplied.

    References:
        Krackhardt, D. (1987). QAP partialling as a test of spuriousness. Social Networks 9,
        171-186.

    Examples:
        >>> path = nx.path_graph(list("abcdef"))
        >>> found = qap_correlation(path, path, permutations=200)
        >>> found.correlation, found.p_upper < 0.05
        (1.0, True)
    """
    order = shared([a, b])
    first, second = (adjacency(g, order, weight=weight) for g in (a, b))
    moments = _moments(first, second)
    if moments is None:
        return QapCorrelation(len(order), permutations, seed)
    mean, spread = moments
    real = (_cross(first, second, np.arange(len(order))) - mean) / spread
    random = np.random.default_rng(seed)
    deals = (random.permutation(len(order)) for _ in range(permutations))
    drawn = (np.array([_cross(first, second, deal) for deal in deals]) - mean) / spread
    return QapCorrelation(
        nodes=len(order),
        permutations=permutations,
        seed=seed,
        correlation=min(1.0, max(-1.0, float(real))),
        p_upper=share(drawn >= real - ROUNDING),
        p_lower=share(drawn <= real + ROUNDING),
        p_value=share(np.abs(drawn) >= abs(real) - ROUNDING),
        mean=float(drawn.mean()),
        deviation=float(drawn.std()),
    )


def shared(graphs: Sequence[nx.Graph[str]]) -> list[str]:
    """Return the nodes that all graphs have, sorted.

    Raises:
        KgError: If some are directed and some not.
    """
    if len({graph.is_directed() for graph in graphs}) > 1:
        raise KgError(
            "a directed network is compared with an undirected one",
            remedy="Compare two of the same kind",
        )
    return sorted(set.intersection(*(set(graph) for graph in graphs)))


def aligned(*graphs: nx.Graph[str]) -> list[nx.Graph[str]]:
    """Return copies in which all the graphs have the nodes of all: absent bodies as isolates."""
    nodes = sorted(set().union(*graphs))
    copies = [graph.copy() for graph in graphs]
    for copy in copies:
        copy.add_nodes_from(nodes)
    return copies


def _moments(first: Matrix, second: Matrix) -> tuple[float, float] | None:
    """Return what turns a sum of products into a correlation; no dealing changes it."""
    cells = first.shape[0] * (first.shape[0] - 1)
    if not cells:
        return None
    spreads = [m.power(2).sum() - m.sum() ** 2 / cells for m in (first, second)]
    product = float(spreads[0] * spreads[1])
    if product <= ROUNDING:
        return None
    return float(first.sum() * second.sum() / cells), float(np.sqrt(product))


def _cross(first: Matrix, second: Matrix, deal: Any) -> float:
    """Return the sum of products with the bodies of the second network dealt anew."""
    return float(first.multiply(second[deal][:, deal]).sum())


def share(hits: Any) -> float:
    """Return the p-value of a row of yes and no over the dealings."""
    # The real network is one of the dealings, so that no p-value is 0.
    return float((1 + hits.sum()) / (1 + len(hits)))
