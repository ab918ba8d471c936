"""Core and periphery: bodies that all work with each other, and those that work with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.network.matrix import Matrix, adjacency, row_sums

__all__ = ["CorePeriphery", "core_fitness", "core_periphery", "coreness"]

_SWEEPS = 5000  # of the fixed point; a few dozen are usual
_CLOSE = 1e-12
_SEARCHED = 500  # bodies up to which single bodies are moved and swapped
_STARTS = 12


@dataclass(frozen=True, slots=True)
class CorePeriphery:
    """A division into core and periphery.

    Attributes:
        core: Bodies of the core, sorted.
        periphery: The others, sorted.
        fitness: Correlation of the network with the ideal division; ``None`` where there is
            no variation to correlate.
        core_density: Share of possible ties inside the core.
        between_density: Share of possible ties between core and periphery.
        periphery_density: Share of possible ties inside the periphery.
    """

    core: tuple[str, ...]
    periphery: tuple[str, ...]
    fitness: float | None
    core_density: float | None
    between_density: float | None
    periphery_density: float | None


def core_periphery(graph: nx.Graph[str]) -> CorePeriphery:
    r"""Divide a network into a core and a periphery (the discrete model).

    The division with the largest correlation

    .. math:: \rho = \operatorname{corr}(a_{ij}, \delta_{ij}), \quad
        \delta_{ij} = 1 \text{ where } i \text{ or } j \text{ is in the core, else } 0

    over all pairs. The search starts from the cores of the *k* best-connected bodies, takes the
    most promising of these, and moves or swaps single bodies until that no longer helps.

    Args:
        graph: The graph; directions and weights are left aside.

    Notes:
        Finding the very best core is NP-hard; bodies of equal degree are taken in the order of
        their names, so the same network always gives the same core. In large networks (more
        than 500 bodies) only the cores of the best-connected are compared, which is the exact
        answer to the related problem that counts errors inside core and periphery (Lip 2011).
        Isolates are in the periphery. Ties of a core with its periphery are expected in the
        ideal, as in Borgatti and Everett's first model.

    References:
        Borgatti, S. P. and Everett, M. G. (1999). Models of core/periphery structures. Social
        Networks 21, 375-395.

        Lip, S. Z. W. (2011). A fast algorithm for the discrete core/periphery bipartitioning
        problem. arXiv:1102.5511.

    Examples:
        >>> found = core_periphery(nx.star_graph(["a", "b", "c", "d"]))
        >>> found.core, round(found.fitness, 6)
        (('a',), 1.0)
    """
    nodes = sorted(graph)
    matrix = adjacency(graph, nodes, weight=None, directed=False)
    starts = _best_by_degree(matrix)
    if len(nodes) <= _SEARCHED:
        return _described(matrix, nodes, _searched(matrix.toarray(), starts))
    return _described(matrix, nodes, starts[0])


def core_fitness(graph: nx.Graph[str], core: Iterable[str]) -> CorePeriphery:
    """Return how well a core that is given, not sought, fits the network.

    Args:
        graph: The graph; directions and weights are left aside.
        core: Bodies of the core; those that are not in the graph are left out.

    References:
        Borgatti and Everett (1999), as for :func:`core_periphery`.

    Examples:
        >>> round(core_fitness(nx.star_graph(["a", "b", "c", "d"]), ["b"]).fitness, 3)
        -0.333
    """
    nodes, chosen = sorted(graph), set(core)
    matrix = adjacency(graph, nodes, weight=None, directed=False)
    return _described(matrix, nodes, np.array([node in chosen for node in nodes], dtype=bool))


def _correlation(n: int, ties: float, size: Any, covered: Any) -> Any:
    """Return the correlation of ties with the ideal, from counts of pairs.

    Args:
        n: Number of bodies.
        ties: Number of ties.
        size: Number of bodies in the core.
        covered: Number of ties with an end in the core.
    """
    pairs = n * (n - 1) / 2
    ideal = pairs - (n - size) * (n - size - 1) / 2
    spread = ties * (pairs - ties) * ideal * (pairs - ideal)
    return np.divide(
        pairs * covered - ties * ideal,
        np.sqrt(np.maximum(spread, 0.0)),
        out=np.full(np.shape(spread), -2.0),
        where=spread > 0,
    )


def _best_by_degree(matrix: Matrix) -> list[Any]:
    """Return the best of the cores of the k best-connected, the best one first."""
    n, degrees = matrix.shape[0], row_sums(matrix)
    order = np.argsort(-degrees, kind="stable")
    rank = np.empty(n, dtype=int)
    rank[order] = np.arange(n)
    rows, columns = matrix.nonzero()
    once = rows < columns
    enters = np.minimum(rank[rows[once]], rank[columns[once]])
    covered = np.cumsum(np.bincount(enters, minlength=n)).astype(float)
    fits = _correlation(n, float(once.sum()), np.arange(1.0, n + 1), covered)
    best = np.argsort(-np.round(fits, 12), kind="stable")[:_STARTS]
    return [rank <= place for place in best if fits[place] > -2] or [np.zeros(n, dtype=bool)]


def _searched(ties: Any, starts: list[Any]) -> Any:
    """Return the best of what the starts lead to, the first of equals."""
    found = [_improved(ties, start) for start in starts]
    return max(found, key=lambda inside: round(_fitness(ties, inside), 12))


def _improved(ties: Any, inside: Any) -> Any:
    """Move or swap single bodies as long as that makes the correlation larger."""
    inside, fit = inside.copy(), _fitness(ties, inside)
    while True:
        change, better = _best_change(ties, inside)
        if change is None or better <= fit + _CLOSE:
            return inside
        inside[change] = ~inside[change]
        fit = better


def _fitness(ties: Any, inside: Any) -> float:
    outside = ~inside
    covered = (ties.sum() - outside @ ties @ outside) / 2
    return float(_correlation(len(ties), ties.sum() / 2, float(inside.sum()), covered))


def _best_change(ties: Any, inside: Any) -> tuple[list[int] | None, float]:
    """Return the move or swap with the largest correlation, and that correlation."""
    n, total, size = len(ties), ties.sum() / 2, float(inside.sum())
    to_outside = ties @ (~inside)  # ties of each body with the periphery
    covered = total - to_outside[~inside].sum() / 2
    gain = np.where(inside, -to_outside, to_outside)
    step = np.where(inside, -1.0, 1.0)
    moves = _correlation(n, total, size + step, covered + gain)
    leaving, joining = np.flatnonzero(inside), np.flatnonzero(~inside)
    best = int(np.argmax(moves)) if n else 0
    change, fit = ([best], float(moves[best])) if n else (None, -2.0)
    if len(leaving) and len(joining):
        # A tie between the two stays covered: the one that joined has it in the core now.
        swaps = gain[leaving][:, None] + gain[joining][None, :] + ties[np.ix_(leaving, joining)]
        fits = _correlation(n, total, np.full(swaps.shape, size), covered + swaps)
        place = np.unravel_index(int(np.argmax(fits)), fits.shape)
        if fits[place] > fit + _CLOSE:
            change, fit = [int(leaving[place[0]]), int(joining[place[1]])], float(fits[place])
    return change, fit


def _described(matrix: Matrix, nodes: list[str], inside: Any) -> CorePeriphery:
    core, rest = inside.astype(float), 1.0 - inside.astype(float)
    k, p, n = core.sum(), rest.sum(), len(nodes)
    within, beyond = float(core @ (matrix @ core)) / 2, float(rest @ (matrix @ rest)) / 2
    total = float(matrix.sum()) / 2
    fit = float(_correlation(n, total, k, total - beyond))
    return CorePeriphery(
        core=tuple(node for node, here in zip(nodes, inside, strict=True) if here),
        periphery=tuple(node for node, here in zip(nodes, inside, strict=True) if not here),
        fitness=fit if fit >= -1 else None,
        core_density=_share(within, k * (k - 1) / 2),
        between_density=_share(total - within - beyond, k * p),
        periphery_density=_share(beyond, p * (p - 1) / 2),
    )


def _share(ties: float, pairs: float) -> float | None:
    return float(ties / pairs) if pairs else None


def coreness(graph: nx.Graph[str], weight: str | None = "weight") -> Mapping[str, float]:
    r"""Return how near each body is to the core (the continuous model).

    The vector *c* that makes :math:`\sum_{i \ne j} (a_{ij} - c_i c_j)^2` smallest (MINRES),
    which leaves the diagonal, on which nobody can stand, aside.

    Args:
        graph: The graph; arcs both ways add up.
        weight: Edge attribute; ``None`` counts each tie as 1.

    Notes:
        Scaled to length 1, and so the same when all weights are multiplied; isolates have 0.

    References:
        Boyd, J. P., Fitzgerald, W. J., Mahutga, M. C. and Smith, D. A. (2010). Computing
        continuous core/periphery structures for social relations data with MINRES/SVD. Social
        Networks 32, 125-137.

        Comrey, A. L. (1962). The minimum residual method of factor analysis. Psychological
        Reports 11, 15-18.

    Examples:
        >>> {node: round(c, 3) for node, c in coreness(nx.complete_graph("abc")).items()}
        {'a': 0.577, 'b': 0.577, 'c': 0.577}
    """
    nodes = sorted(graph)
    matrix = adjacency(graph, nodes, weight=weight, directed=False)
    if not matrix.nnz:
        return dict.fromkeys(nodes, 0.0)
    scores = _minres(matrix / matrix.max())
    return dict(zip(nodes, (scores / np.linalg.norm(scores)).tolist(), strict=True))


def _minres(matrix: Matrix) -> Any:
    """Solve c_i = sum_j a_ij c_j / sum_(j != i) c_j^2 by damped repetition."""
    scores = np.sqrt(row_sums(matrix) / np.sqrt(matrix.sum()))
    for _ in range(_SWEEPS):
        others = (scores**2).sum() - scores**2
        solved = np.divide(matrix @ scores, others, out=np.zeros(len(scores)), where=others > 0)
        following = (scores + solved) / 2
        if np.abs(following - scores).max() < _CLOSE:
            return following
        scores = following
    return scores
