"""Which networks explain another: regression with QAP (MRQAP)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.errors import KgError
from kg.network.matrix import adjacency
from kg.network.qap import ROUNDING, share, shared
from kg.network.table import Table

__all__ = ["Coefficient", "Regression", "mrqap"]

_MOST_FOR_REGRESSION = 3000  # bodies: a regression needs all pairs in memory


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One line of a regression.

    Attributes:
        name: Of the network, or ``(intercept)``.
        estimate: Unstandardised coefficient.
        standardized: Coefficient after all networks are scaled to deviation 1.
        t: Its t statistic.
        p_upper: Share of dealings with a *t* at least as large.
        p_lower: Share of dealings with a *t* at least as small.
        p_value: Share of dealings with a *t* at least as far from 0.
    """

    name: str
    estimate: float
    standardized: float
    t: float
    p_upper: float
    p_lower: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Regression:
    """A regression of one network on others.

    Attributes:
        coefficients: The intercept, then one per network.
        r_squared: Share of the variance explained.
        adjusted: The same, adjusted for the number of networks.
        cells: Number of pairs of bodies.
        nodes: Number of bodies.
        permutations: Number of dealings.
        seed: Start of the random numbers.
    """

    coefficients: tuple[Coefficient, ...]
    r_squared: float
    adjusted: float
    cells: int
    nodes: int
    permutations: int
    seed: int

    def table(self) -> Table:
        """Return one row per coefficient."""
        names = Coefficient.__slots__
        return Table.of(
            {name: [getattr(line, name) for line in self.coefficients] for name in names}
        )


def mrqap(
    y: nx.Graph[str],
    xs: Mapping[str, nx.Graph[str]],
    *,
    weight: str | None = None,
    permutations: int = 1000,
    seed: int = 1,
) -> Regression:
    r"""Regress a network on others over the same bodies (MRQAP, double semi-partialling).

    .. math:: y_{ij} = \beta_0 + \sum_k \beta_k x_{k,ij} + \varepsilon_{ij}, \quad i \ne j

    For each network *k*, the part of it that the others do not explain is dealt out anew, and
    the t statistic of :math:`\beta_k` compared with those of the dealings.

    Args:
        y: The network to explain.
        xs: Networks that may explain it, by name.
        weight: Edge attribute; ``None`` asks only whether there is a tie.
        permutations: Number of dealings.
        seed: Start of the random numbers.

    Notes:
        Over the bodies that are in all. Ordinary least squares; undirected networks count each
        pair once. Isolates count. The estimates change with the scale of the weights, t and p
        do not.

    References:
        Dekker, D., Krackhardt, D. and Snijders, T. A. B. (2007). Sensitivity of MRQAP tests to
        collinearity and autocorrelation conditions. Psychometrika 72, 563-581.

    Raises:
        KgError: If there are too few or too many bodies, or a network is a sum of the others.

    Examples:
        >>> path, ring = nx.path_graph(list("abcdef")), nx.cycle_graph(list("abcdef"))
        >>> found = mrqap(path, {"ring": ring}, permutations=200)
        >>> round(found.coefficients[1].estimate, 3), round(found.r_squared, 3)
        (0.833, 0.75)
    """
    order = shared([y, *xs.values()])
    _check(len(order), 1 + len(xs))
    cells = _Cells.all(len(order), directed=y.is_directed())
    matrices = [adjacency(graph, order, weight=weight).toarray() for graph in (y, *xs.values())]
    outcome = cells.of(matrices[0])
    design = np.column_stack([np.ones(len(outcome)), *(cells.of(m) for m in matrices[1:])])
    _check_rank(design)
    estimates, t, r_squared = _least_squares(design, outcome)
    drawn = _dealings(design, outcome, cells, permutations, seed)
    scales = design.std(axis=0) / outcome.std() if outcome.std() else np.zeros(len(estimates))
    lines = zip(("(intercept)", *xs), estimates, estimates * scales, t, drawn, strict=True)
    spare = len(outcome) - len(estimates)
    return Regression(
        coefficients=tuple(_line(*line) for line in lines),
        r_squared=r_squared,
        adjusted=1 - (1 - r_squared) * (len(outcome) - 1) / spare,
        cells=len(outcome),
        nodes=len(order),
        permutations=permutations,
        seed=seed,
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a matrix that count, as one vector, and back."""

    size: int
    directed: bool
    rows: Any
    columns: Any

    @classmethod
    def all(cls, size: int, *, directed: bool) -> _Cells:
        either = ~np.eye(size, dtype=bool)
        rows, columns = np.nonzero(either if directed else np.triu(either))
        return cls(size, directed, rows, columns)

    def of(self, matrix: Any) -> Any:
        return matrix[self.rows, self.columns]

    def back(self, values: Any) -> Any:
        matrix = np.zeros((self.size, self.size))
        matrix[self.rows, self.columns] = values
        return matrix if self.directed else matrix + matrix.T


def _check(nodes: int, columns: int) -> None:
    if nodes * (nodes - 1) / 2 <= columns:
        raise KgError("too few common bodies for a regression", remedy="Compare larger networks")
    if nodes > _MOST_FOR_REGRESSION:
        raise KgError(
            f"a regression over {nodes} bodies needs too much memory",
            remedy=f"Select at most {_MOST_FOR_REGRESSION} bodies, or count by system",
        )


def _check_rank(design: Any) -> None:
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise KgError(
            "a network of the regression is empty, complete, or a sum of the others",
            remedy="Leave it out",
        )


def _least_squares(design: Any, outcome: Any) -> tuple[Any, Any, float]:
    estimates = np.linalg.lstsq(design, outcome, rcond=None)[0]
    rest = outcome - design @ estimates
    spare = len(outcome) - design.shape[1]
    covariance = np.linalg.inv(design.T @ design) * (rest @ rest) / spare
    errors = np.sqrt(np.diag(covariance))
    total = ((outcome - outcome.mean()) ** 2).sum()
    t = np.divide(estimates, errors, out=np.full_like(estimates, np.inf), where=errors > 0)
    return estimates, t, float(1 - rest @ rest / total) if total else 0.0


def _dealings(design: Any, outcome: Any, cells: _Cells, permutations: int, seed: int) -> list[Any]:
    """Return, for each column, the t statistics of its dealings."""
    random = np.random.default_rng(seed)
    deals = [random.permutation(cells.size) for _ in range(permutations)]
    spare = len(outcome) - design.shape[1]
    found = []
    for column in range(design.shape[1]):
        basis = np.linalg.qr(np.delete(design, column, axis=1))[0]
        left = cells.back(_beside(basis, design[:, column]))
        explained = _beside(basis, outcome)
        dealt = (cells.of(left[deal][:, deal]) for deal in deals)
        found.append(np.array([_t(x, explained, basis, spare) for x in dealt]))
    return found


def _beside(basis: Any, values: Any) -> Any:
    """Return what the columns of an orthonormal basis leave of a vector."""
    return values - basis @ (basis.T @ values)


def _t(x: Any, y: Any, basis: Any, spare: int) -> float:
    """Return the t statistic of y on x beside the others (Frisch and Waugh).

    Args:
        x: The dealt network.
        y: What the others leave of the outcome.
        basis: Orthonormal basis of the others.
        spare: Degrees of freedom.
    """
    # Sums of products in NumPy itself: BLAS may add in another order on another machine, and
    # its threads get in each other's way in a thousand small products.
    shared = sum(float((column * x).sum()) ** 2 for column in basis.T)
    square = float((x * x).sum()) - shared
    if square <= ROUNDING:
        return 0.0
    slope = float((x * y).sum()) / square
    rest = float((y * y).sum()) - slope**2 * square
    return slope / float(np.sqrt(max(rest, ROUNDING) / spare / square))


def _line(name: str, estimate: float, standardized: float, t: float, drawn: Any) -> Coefficient:
    near = ROUNDING * max(1.0, abs(t))
    return Coefficient(
        name=name,
        estimate=float(estimate),
        standardized=float(standardized),
        t=float(t),
        p_upper=share(drawn >= t - near),
        p_lower=share(drawn <= t + near),
        p_value=share(np.abs(drawn) >= abs(t) - near),
    )
