"""Shortest paths from many bodies at once, with sparse matrices.

NetworkX walks one source after the other in Python, which takes minutes from a few thousand
bodies on. Here a block of sources advances step by step together: one sparse product (or, for
distances alone, one bitwise "or" over packed bits) moves all of them. The numbers are the same.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from kg.network.matrix import Matrix, adjacency

__all__ = ["EXACT_UP_TO", "betweenness", "closeness", "distances"]

EXACT_UP_TO = 5000
"""Betweenness is exact up to this number of bodies, and sampled beyond."""

_SAMPLE = 500  # sources of a sampled betweenness
_FEW = 200  # rows that are taken one by one
_BLOCK = 64  # sources that advance together; also the bits of a machine word


def betweenness(
    graph: nx.Graph[str], sources: int | None = None, *, seed: int = 1
) -> dict[str, float]:
    r"""Return the share of shortest paths between two others that pass through each body.

    .. math:: b_v = \frac{1}{(n-1)(n-2)} \sum_{s \ne v \ne t} \frac{\sigma_{st}(v)}{\sigma_{st}}

    Args:
        graph: The graph; directed ones along their arcs.
        sources: Number of bodies, drawn at random, from which paths start; the sum is scaled
            up. All of them when left out and there are at most ``EXACT_UP_TO``, else 500.
        seed: Start of the random numbers; the same seed draws the same bodies.

    Notes:
        In [0, 1], over ordered pairs; isolates have 0, and count in *n*. Weights are left
        aside: a path counts steps. Same values as :func:`networkx.betweenness_centrality`, by
        Brandes's algorithm.

    References:
        Freeman, L. C. (1977). A set of measures of centrality based on betweenness.
        Sociometry 40, 35-41.

        Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of
        Mathematical Sociology 25, 163-177.

    Examples:
        >>> betweenness(nx.path_graph(["a", "b", "c"]))
        {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    nodes = sorted(graph)
    matrix = adjacency(graph, nodes, weight=None)
    chosen = _sources(len(nodes), sources, seed)
    total = np.zeros(len(nodes))
    forward, backward = matrix.T.tocsr(), matrix
    for start in range(0, len(chosen), _BLOCK):
        total += _dependencies(forward, backward, chosen[start : start + _BLOCK])
    pairs = (len(nodes) - 1) * (len(nodes) - 2) * len(chosen) / max(len(nodes), 1)
    scores = total / pairs if pairs > 0 else total
    return dict(zip(nodes, scores.tolist(), strict=True))


def _sources(count: int, wanted: int | None, seed: int) -> Any:
    if wanted is None:
        wanted = count if count <= EXACT_UP_TO else _SAMPLE
    if wanted >= count:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, wanted, replace=False))


def _dependencies(forward: Matrix, backward: Matrix, sources: Any) -> Any:
    """Return, for each node, the sum of Brandes's dependencies of the sources on it."""
    levels = _levels(forward, sources)
    share = np.zeros_like(levels[0])
    for nearer, farther in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
        known = np.divide(1.0 + share, farther, out=np.zeros_like(share), where=farther > 0)
        share += nearer * (backward @ known)
    return share.sum(axis=1)


def _levels(forward: Matrix, sources: Any) -> list[Any]:
    """Return, step by step, the number of shortest paths from each source to what it reaches."""
    paths = np.zeros((forward.shape[0], len(sources)))
    paths[sources, np.arange(len(sources))] = 1.0
    levels = [paths.copy()]
    while True:
        ahead = forward @ levels[-1]
        ahead[paths > 0] = 0.0
        if not ahead.any():
            return levels
        paths += ahead
        levels.append(ahead)


def closeness(graph: nx.Graph[str]) -> dict[str, float]:
    r"""Return how near each body is to those that can reach it.

    .. math:: c_v = \frac{r_v - 1}{n - 1} \cdot \frac{r_v - 1}{\sum_u d(u, v)}

    with :math:`r_v` the number of bodies that can reach *v*, itself included.

    Notes:
        In [0, 1]; isolates have 0. The first factor (Wasserman and Faust) makes bodies of a
        small part comparable to those of a large one. Weights are left aside; in directed
        graphs distances run towards the body. Same values as
        :func:`networkx.closeness_centrality`; always exact.

    References:
        Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
        Networks 1, 215-239.

        Wasserman, S. and Faust, K. (1994). Social Network Analysis. Cambridge, p. 201.

    Examples:
        >>> closeness(nx.star_graph(["a", "b", "c"]))
        {'a': 1.0, 'b': 0.6666666666666666, 'c': 0.6666666666666666}
    """
    nodes = sorted(graph)
    into = adjacency(graph, nodes, weight=None).T.tocsr()
    reached, far = distances(into)
    others = max(len(nodes) - 1, 1)
    scores = np.divide(reached**2, others * far, out=np.zeros(len(nodes)), where=far > 0)
    return dict(zip(nodes, scores.tolist(), strict=True))


def distances(into: Matrix) -> tuple[Any, Any]:
    """Return, for each node, how many others reach it and the sum of their distances.

    Args:
        into: Adjacency matrix with a row for the arcs into each node.
    """
    count = into.shape[0]
    reached, far = np.zeros(count), np.zeros(count)
    words = 8 * _BLOCK
    for start in range(0, count, words):
        frontier = _bits(count, range(start, min(start + words, count)))
        everyone = np.bitwise_or.reduce(frontier, axis=0)
        seen, step = frontier.copy(), 0
        while frontier.any():
            if step:
                fresh = _set_bits(frontier)
                reached += fresh
                far += step * fresh
            # Only bodies that some source has not reached yet: after a few steps there are few.
            waiting = np.flatnonzero((seen != everyone).any(axis=1))
            arrived = _or_over_neighbours(into[waiting], frontier) & ~seen[waiting]
            frontier = np.zeros_like(seen)
            frontier[waiting] = arrived
            seen |= frontier
            step += 1
    return reached, far


def _bits(count: int, sources: range) -> Any:
    """Return a row of bits per node, the bit of each source set in its own row."""
    bits = np.zeros((count, -(-len(sources) // 64)), dtype=np.uint64)
    for place, source in enumerate(sources):
        bits[source, place // 64] = np.uint64(1) << np.uint64(place % 64)
    return bits


def _set_bits(bits: Any) -> Any:
    """Return the number of bits that are set in each row."""
    if hasattr(np, "bitwise_count"):  # NumPy 2: the machine's own instruction
        return np.bitwise_count(bits).sum(axis=1, dtype=float)
    return np.unpackbits(bits.view(np.uint8), axis=1).sum(axis=1, dtype=float)


def _or_over_neighbours(into: Matrix, bits: Any) -> Any:
    """Return, for each row of the matrix, the bits that any of its neighbours has.

    In layers: the first neighbour of all rows, then the second, as long as many rows have one.
    """
    lengths = np.diff(into.indptr)
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = into.indptr[:-1][order], lengths[order]
    found = np.zeros((len(order), bits.shape[1]), dtype=bits.dtype)
    layer, many = 0, int((lengths > 0).sum())
    while many > _FEW:
        # "take" is ten times as fast as an index.
        found[:many] |= bits.take(into.indices[starts[:many] + layer], axis=0)
        layer += 1
        many = int(np.searchsorted(-lengths, -layer))  # rows with more neighbours than that
    for row in range(many):
        near = into.indices[starts[row] + layer : starts[row] + lengths[row]]
        found[row] |= np.bitwise_or.reduce(bits.take(near, axis=0), axis=0)
    result = np.empty_like(found)
    result[order] = found
    return result
