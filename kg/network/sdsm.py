"""SDSM: which bodies meet in more tasks than their workloads explain.

The stochastic degree sequence model compares a two-mode network with random ones in which every
body has as many tasks, and every task as many bodies, as in the network, on average.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.network.backbone import PValues
from kg.network.scientific import csr_array, root, special

__all__ = ["Bicm", "bicm", "sdsm"]

_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Bicm:
    """Probabilities of the bipartite configuration model, by kinds of rows and columns.

    Rows with the same degree have the same probabilities, and so have columns.

    Attributes:
        row_kind: Kind of each row.
        column_kind: Kind of each column.
        column_counts: Number of columns of each kind.
        probabilities: Of a tie, by kind of row and kind of column.
    """

    row_kind: Any
    column_kind: Any
    column_counts: Any
    probabilities: Any

    def dense(self) -> Any:
        """Return the probability of each cell."""
        return self.probabilities[np.ix_(self.row_kind, self.column_kind)]


def bicm(row_degrees: Any, column_degrees: Any) -> Bicm:
    r"""Fit the model in which all two-mode networks with the given mean degrees are alike.

    .. math:: p_{it} = \frac{x_i y_t}{1 + x_i y_t}, \quad
        \sum_t p_{it} = d_i, \quad \sum_i p_{it} = d_t

    Args:
        row_degrees: Number of tasks of each body.
        column_degrees: Number of bodies of each task.

    Notes:
        Bodies in no task or in all, and tasks of no body or of all, are settled first: their
        probabilities are 0 or 1.

    References:
        Saracco, F., Di Clemente, R., Gabrielli, A. and Squartini, T. (2015). Randomizing
        bipartite networks: the case of the World Trade Web. Scientific Reports 5, 10595.

    Examples:
        >>> bicm([2, 1], [1, 1, 1]).dense().round(3).tolist()
        [[0.667, 0.667, 0.667], [0.333, 0.333, 0.333]]
    """
    rows, row_kind, row_counts = _kinds(row_degrees)
    columns, column_kind, column_counts = _kinds(column_degrees)
    fitted = _settle(rows, columns, row_counts, column_counts)
    return Bicm(row_kind, column_kind, column_counts, fitted)


def _kinds(degrees: Any) -> tuple[Any, Any, Any]:
    values, kind, counts = np.unique(
        np.asarray(degrees, dtype=float), return_inverse=True, return_counts=True
    )
    return values, kind, counts


def _settle(rows: Any, columns: Any, row_counts: Any, column_counts: Any) -> Any:
    """Take out kinds that are always or never tied until none is left, then fit the rest."""
    fitted = np.zeros((len(rows), len(columns)))
    rows, columns = rows.copy(), columns.copy()
    r, c = np.arange(len(rows)), np.arange(len(columns))
    while True:
        wide, high = column_counts[c].sum(), row_counts[r].sum()
        full_r, full_c = rows[r] >= wide, columns[c] >= high
        open_r, open_c = (rows[r] > 0) & ~full_r, (columns[c] > 0) & ~full_c
        if open_r.all() and open_c.all():
            break
        # One side at a time: a full row takes one from each column that is still open.
        if not open_r.all():
            fitted[np.ix_(r[full_r], c)] = 1.0
            columns[c] -= row_counts[r[full_r]].sum()
            r = r[open_r]
        else:
            fitted[np.ix_(r, c[full_c])] = 1.0
            rows[r] -= column_counts[c[full_c]].sum()
            c = c[open_c]
    if len(r) and len(c):
        fitted[np.ix_(r, c)] = _fit(rows[r], columns[c], row_counts[r], column_counts[c])
    return fitted


def _fit(rows: Any, columns: Any, row_counts: Any, column_counts: Any) -> Any:
    """Solve for the logarithms of x and y, where the problem is convex."""
    split = len(rows)
    scale = np.sqrt((rows * row_counts).sum())
    # Start from the sparse limit, drawn in so that no probability starts at 1.
    start = np.log(np.concatenate([rows, columns]) / (scale + 1))

    def chances(logs: Any) -> Any:
        return 1.0 / (1.0 + np.exp(-(logs[:split, None] + logs[None, split:])))

    def misses(logs: Any) -> Any:
        p = chances(logs)
        return np.concatenate([p @ column_counts - rows, row_counts @ p - columns])

    def slopes(logs: Any) -> Any:
        p = chances(logs)
        slope = p * (1 - p)
        upper = np.hstack([np.diag(slope @ column_counts), slope * column_counts])
        lower = np.hstack([(slope * row_counts[:, None]).T, np.diag(row_counts @ slope)])
        return np.vstack([upper, lower])

    # Shifting all x by a factor and all y by its inverse changes nothing, which Levenberg and
    # Marquardt's method tolerates.
    solved = root(misses, start, jac=slopes, method="lm", options={"xtol": 1e-14, "ftol": 1e-14})
    if np.abs(misses(solved.x)).max() > _CLOSE * max(1.0, float(columns.max())):
        raise ArithmeticError("the configuration model of this network cannot be fitted")
    return chances(solved.x)


def sdsm(graph: nx.Graph[str]) -> PValues:
    r"""Return a p-value for each pair of bodies with a common task.

    .. math:: p_{ij} = P\Bigl( \sum_t X_{ijt} \ge \text{common}_{ij} \Bigr), \quad
        X_{ijt} \sim \text{Bernoulli}(p_{it} \, p_{jt})

    with the probabilities of the bipartite configuration model (:func:`bicm`): the upper tail
    of a Poisson-binomial distribution, which is summed exactly.

    Args:
        graph: Two-mode network; nodes with ``bipartite`` 0 are the bodies.

    Returns:
        P-values by pair, the smaller name first; for ``backbone.backbone``.

    Notes:
        Weights are left aside; isolates have no pairs. The R package *backbone* approximates
        the tail (refined normal), and differs in the second digit for rare meetings.

    References:
        Neal, Z. (2014). The backbone of bipartite projections. Social Networks 39, 84-97.

        Neal, Z. P., Domagalski, R. and Sagan, B. (2021). Comparing alternatives to the fixed
        degree sequence model for extracting the backbone of bipartite projections. Scientific
        Reports 11, 23929.

    Examples:
        >>> graph = nx.Graph([("a", "s"), ("b", "s"), ("a", "t"), ("b", "t"), ("c", "u")])
        >>> graph.add_nodes_from("abc", bipartite=0)
        >>> {pair: round(p, 3) for pair, p in sdsm(graph).items()}
        {('a', 'b'): 0.466}
    """
    bodies = sorted(node for node, held in graph.nodes(data=True) if held.get("bipartite") == 0)
    matrix = _incidence(graph, bodies)
    if not matrix.nnz:
        return {}
    fitted = bicm(matrix.sum(axis=1), matrix.sum(axis=0))
    rows, columns, common = _meetings(matrix)
    if not len(rows):
        return {}
    values = _tails(fitted, fitted.row_kind[rows], fitted.row_kind[columns], common)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {(bodies[i], bodies[j]): p for (i, j), p in zip(pairs, values.tolist(), strict=True)}


def _incidence(graph: nx.Graph[str], bodies: list[str]) -> Any:
    tasks = sorted(set(graph) - set(bodies))
    place = {task: number for number, task in enumerate(tasks)}
    cells = [(i, place[task]) for i, body in enumerate(bodies) for task in graph.adj[body]]
    rows, columns = np.array(sorted(cells), dtype=int).reshape(-1, 2).T
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(bodies), len(tasks)))


def _meetings(matrix: Any) -> tuple[Any, Any, Any]:
    """Return the pairs with common tasks, and how many they have."""
    shared = (matrix @ matrix.T).tocoo()
    once = shared.row < shared.col
    order = np.lexsort((shared.col[once], shared.row[once]))
    common = np.rint(shared.data[once]).astype(int)
    return shared.row[once][order], shared.col[once][order], common[order]


def _tails(fitted: Bicm, first: Any, second: Any, common: Any) -> Any:
    """Return the tails; pairs of the same kinds share one distribution."""
    kinds = len(fitted.probabilities)
    code = np.minimum(first, second) * kinds + np.maximum(first, second)
    order = np.argsort(code, kind="stable")
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    values = np.empty(len(code))
    for start, end in zip(starts, [*starts[1:], len(code)], strict=True):
        here = order[start:end]
        one, other = divmod(int(code[here[0]]), kinds)
        chance = fitted.probabilities[one] * fitted.probabilities[other]
        tail = upper_tails(chance, fitted.column_counts, int(common[here].max()))
        values[here] = tail[common[here]]
    return values


def upper_tails(chances: Any, counts: Any, most: int) -> Any:
    """Return P(S >= k) for k = 0 ... most, S a sum of independent binomials.

    Sums of positive terms only, so that small tails keep their digits: everything from
    ``most`` on is carried in one last cell.

    Args:
        chances: Probability of success of each binomial.
        counts: Number of trials of each binomial.
        most: Largest k.
    """
    if not most:
        return np.ones(1)
    exact = np.zeros(most)  # P(S = k) for k < most
    beyond = 0.0
    exact[:1] = 1.0
    used = chances > 0
    for point, tail in zip(*_binomials(chances[used], counts[used], most), strict=True):
        # P(S + B >= most) = P(S >= most) + sum over s < most of P(S = s) P(B >= most - s)
        beyond += float(exact @ tail[::-1])
        exact = np.convolve(exact, point)[:most]
    return np.cumsum(np.append(exact, beyond)[::-1])[::-1]


def _binomials(chances: Any, counts: Any, most: int) -> tuple[Any, Any]:
    """Return P(B = k) for k = 0 ... most-1 and P(B >= k) for k = 1 ... most, a row for each B."""
    p, n = chances[:, None], counts[:, None].astype(float)
    k = np.arange(float(most))[None, :]
    functions = special()
    log = functions.gammaln
    ways = log(n + 1) - log(k + 1) - log(np.maximum(n - k, 0) + 1)
    chance = functions.xlogy(k, p) + functions.xlog1py(np.maximum(n - k, 0), -p)
    point = np.where(k <= n, np.exp(ways + chance), 0.0)
    tail = np.where(k + 1 <= n, functions.betainc(k + 1, np.maximum(n - k, 1), p), 0.0)
    return point, tail
