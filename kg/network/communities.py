"""Communities: bodies that work with each other more than with others.

Both methods make modularity large, and both start from a random order: other seeds may give
other communities. So each runs several times, keeps the best division, and says how far the
runs agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np

from kg.errors import KgError

__all__ = ["Communities", "agreement", "leiden", "louvain"]

Division = list[list[int]]


@dataclass(frozen=True, slots=True)
class Communities:
    """The best of several divisions.

    Attributes:
        membership: Number of the community of each body, the largest community being 0.
        modularity: Of this division; ``None`` for a network without ties.
        stability: Mean adjusted Rand index over all pairs of runs: 1 where all agree, about 0
            where they agree no more than chance; ``None`` for a single run.
        sizes: Number of bodies of each community.
        method: ``louvain`` or ``leiden``.
        seeds: The seeds of the runs.
    """

    membership: Mapping[str, int]
    modularity: float | None
    stability: float | None
    sizes: tuple[int, ...]
    method: str
    seeds: tuple[int, ...]


def louvain(
    graph: nx.Graph[str],
    *,
    weight: str = "weight",
    resolution: float = 1.0,
    seed: int = 1,
    runs: int = 10,
) -> Communities:
    r"""Find communities by the Louvain method.

    Makes large the modularity

    .. math:: Q = \sum_c \Bigl( \frac{L_c}{m} - \gamma \Bigl( \frac{k_c}{2m} \Bigr)^2 \Bigr)

    with :math:`L_c` the weight of ties inside *c*, :math:`k_c` the strength of its bodies, *m*
    the weight of all ties and :math:`\gamma` the resolution.

    Args:
        graph: The graph; arcs both ways add up.
        weight: Edge attribute; edges without it count 1.
        resolution: Above 1 for smaller communities.
        seed: Seed of the first run; the others take the numbers after it.
        runs: Number of runs.

    Notes:
        :func:`networkx.community.louvain_communities`. Each isolate is a community of its own.
        The same when all weights are multiplied. Of equal divisions, the first run's is kept.

    References:
        Blondel, V. D. et al. (2008). Fast unfolding of communities in large networks. Journal
        of Statistical Mechanics, P10008.

    Examples:
        >>> graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("c", "d")])
        >>> found = louvain(graph)
        >>> found.membership, found.stability
        ({'a': 0, 'b': 0, 'c': 0, 'd': 1, 'e': 1}, 1.0)
    """
    nodes, numbered = _numbered(graph, weight)

    def run(one: int) -> Division:
        found = nx.community.louvain_communities(
            numbered, weight="weight", resolution=resolution, seed=one
        )
        return [sorted(community) for community in found]

    divisions = {one: run(one) for one in range(seed, seed + runs)}
    return _best("louvain", nodes, numbered, divisions, resolution)


def leiden(
    graph: nx.Graph[str],
    *,
    weight: str = "weight",
    resolution: float = 1.0,
    seed: int = 1,
    runs: int = 10,
) -> Communities:
    """Find communities by the Leiden method, whose communities are always connected.

    Arguments and result are those of :func:`louvain`; each run repeats until it finds nothing
    better. The packages ``igraph`` and ``leidenalg`` (GPL) must be installed.

    References:
        Traag, V. A., Waltman, L. and van Eck, N. J. (2019). From Louvain to Leiden:
        guaranteeing well-connected communities. Scientific Reports 9, 5233.

    Raises:
        KgError: If the packages are missing.
    """
    ig, la = _leidenalg()
    nodes, numbered = _numbered(graph, weight)
    ties = {(min(a, b), max(a, b)): held["weight"] for a, b, held in numbered.edges(data=True)}
    other = ig.Graph(n=len(nodes), edges=sorted(ties))
    weights = [ties[ends] for ends in sorted(ties)]

    def run(one: int) -> Division:
        found = la.find_partition(
            other,
            la.RBConfigurationVertexPartition,
            weights=weights,
            resolution_parameter=resolution,
            n_iterations=-1,
            seed=one,
        )
        return [sorted(community) for community in found]

    divisions = {one: run(one) for one in range(seed, seed + runs)}
    return _best("leiden", nodes, numbered, divisions, resolution)


def _leidenalg() -> tuple[Any, Any]:
    try:
        import igraph  # type: ignore[import-untyped] # noqa: PLC0415 - optional, without types
        import leidenalg  # type: ignore[import-untyped] # noqa: PLC0415 - optional, without types
    except ImportError as error:
        raise KgError(
            "the Leiden method needs the packages igraph and leidenalg",
            remedy="Install fengong[leiden], or use the Louvain method",
        ) from error
    return igraph, leidenalg


def _numbered(graph: nx.Graph[str], weight: str) -> tuple[list[str], nx.Graph[int]]:
    """Return the nodes and the graph over their numbers.

    Numbers, unlike names, stand in sets in the same order in every run of Python.
    """
    nodes = sorted(graph)
    number = {node: place for place, node in enumerate(nodes)}
    ties: dict[tuple[int, int], float] = {}
    for one, other, held in graph.edges(data=True):
        ends = (min(number[one], number[other]), max(number[one], number[other]))
        if ends[0] != ends[1]:
            ties[ends] = ties.get(ends, 0.0) + float(held.get(weight, 1.0))
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    plain.add_edges_from((a, b, {"weight": ties[a, b]}) for a, b in sorted(ties))
    return nodes, plain


def _best(
    method: str,
    nodes: list[str],
    graph: nx.Graph[int],
    runs: Mapping[int, Division],
    resolution: float,
) -> Communities:
    divisions = [_ordered(division) for division in runs.values()]
    scores = [_modularity(graph, division, resolution) for division in divisions]
    best = divisions[int(np.argmax(np.round(scores, 12)))]
    member = {nodes[place]: c for c, community in enumerate(best) for place in community}
    return Communities(
        membership={node: member[node] for node in nodes},
        modularity=max(scores) if graph.number_of_edges() else None,
        stability=_stability(divisions, len(nodes)),
        sizes=tuple(len(community) for community in best),
        method=method,
        seeds=tuple(runs),
    )


def _ordered(division: Division) -> Division:
    return sorted(division, key=lambda community: (-len(community), community[0]))


def _modularity(graph: nx.Graph[int], division: Division, resolution: float) -> float:
    if not graph.number_of_edges():
        return 0.0
    sets = [set(community) for community in division]
    return float(nx.community.modularity(graph, sets, weight="weight", resolution=resolution))


def _stability(divisions: list[Division], count: int) -> float | None:
    labels = [np.zeros(count, dtype=int) for _ in divisions]
    for label, division in zip(labels, divisions, strict=True):
        for number, community in enumerate(division):
            label[community] = number
    pairs = [agreement(one, other) for one, other in combinations(labels, 2)]
    return float(np.mean(pairs)) if pairs else None


def agreement(one: Any, other: Any) -> float:
    r"""Return the adjusted Rand index of two divisions of the same bodies.

    .. math:: \frac{\sum_{ij}\binom{n_{ij}}{2} - E}{\frac12(\sum_i\binom{a_i}{2}
        + \sum_j\binom{b_j}{2}) - E}, \quad
        E = \sum_i\binom{a_i}{2} \sum_j\binom{b_j}{2} \Big/ \binom{n}{2}

    Args:
        one: The group of each body, as whole numbers.
        other: The same for the other division.

    Notes:
        1 for the same division, about 0 for independent ones; 1 where both put all bodies
        together, or each alone.

    References:
        Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2,
        193-218.

    Examples:
        >>> agreement([0, 0, 1, 1], [1, 1, 0, 0])
        1.0
        >>> round(agreement([0, 0, 1, 1], [0, 1, 0, 1]), 6)
        -0.5
    """
    first, second = np.asarray(one, dtype=int), np.asarray(other, dtype=int)
    joint = first * (int(second.max(initial=0)) + 1) + second
    together, a, b = (_pairs_in_groups(labels) for labels in (joint, first, second))
    pairs = len(first) * (len(first) - 1) / 2
    expected = a * b / pairs if pairs else 0.0
    largest = (a + b) / 2
    return 1.0 if largest == expected else float((together - expected) / (largest - expected))


def _pairs_in_groups(labels: Any) -> float:
    sizes = np.unique(labels, return_counts=True)[1].astype(float)
    return float((sizes * (sizes - 1) / 2).sum())
