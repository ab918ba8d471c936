"""Two documents, provinces or periods side by side, with tests of their differences.

Every test asks the same question: if the tasks of both were mixed and dealt out again in the
same numbers, how often would the difference be as large? Tasks of one document hang together,
so that a small p-value says that the two differ, not that all documents like them would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np

from kg.network.backbone import CORRECTIONS
from kg.network.graphs import Unit, co_assignment
from kg.network.incidence import Incidence, incidence
from kg.network.qap import QapCorrelation, qap_correlation, share
from kg.network.rows import Row
from kg.network.scientific import fisher_exact
from kg.network.table import Table, clean

__all__ = ["Comparison", "Difference", "UnitDifference", "compare"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of both networks.

    Attributes:
        measure: Its name (:data:`kg.network.incidence.STATISTICS`).
        a: Value in the first; ``None`` where it is not defined.
        b: Value in the second.
        difference: ``a - b``.
        p_value: Share of dealings that differ as much, in either direction.
    """

    measure: str
    a: float | None
    b: float | None
    difference: float | None
    p_value: float | None


@dataclass(frozen=True, slots=True)
class UnitDifference:
    """How often a body (or system) takes part in the tasks of each.

    Attributes:
        node: The node, ``label`` its label.
        a_tasks: Its tasks in the first, ``a_share`` their share of all its tasks.
        b_tasks: Its tasks in the second, ``b_share`` their share.
        p_value: Fisher's exact test, two-sided, over the tasks that are in one of the two only.
        p_adjusted: The same, adjusted for the number of nodes (false discovery rate).
    """

    node: str
    label: str
    a_tasks: int
    a_share: float
    b_tasks: int
    b_share: float
    p_value: float
    p_adjusted: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two networks side by side.

    Attributes:
        differences: Measures of the networks as wholes.
        units: Bodies or systems, the surest differences first.
        a_tasks: Tasks of the first; ``b_tasks`` of the second, ``shared_tasks`` of both.
        shared_nodes: Share of the nodes of either that are in both (Jaccard).
        shared_ties: Share of the ties of either that are in both (Jaccard).
        qap: Correlation of the ties among the nodes that are in both.
    """

    differences: tuple[Difference, ...]
    units: tuple[UnitDifference, ...]
    a_tasks: int
    b_tasks: int
    shared_tasks: int
    shared_nodes: float | None
    shared_ties: float | None
    qap: QapCorrelation

    def table(self) -> Table:
        """Return one row per measure."""
        return _table(Difference.__slots__, self.differences)

    def units_table(self) -> Table:
        """Return one row per body or system."""
        return _table(UnitDifference.__slots__, self.units)


def _table(names: Iterable[str], lines: Iterable[object]) -> Table:
    found = tuple(tuple(clean(getattr(line, name)) for name in names) for line in lines)
    return Table(tuple(names), found)


def compare(
    a: Iterable[Row],
    b: Iterable[Row],
    *,
    unit: Unit = Unit.BODY,
    permutations: int = 1000,
    seed: int = 1,
) -> Comparison:
    r"""Compare two selections of assignments.

    .. math:: p = \frac{1 + \#\{\pi : |s(A_\pi) - s(B_\pi)| \ge |s(A) - s(B)|\}}{1 + R}

    Args:
        a: Rows of the first, such as those of one document, province or period.
        b: Rows of the second. A task may be in both; one of which each has other rows, such as
            those of another tier, counts as two.
        unit: What a node stands for. Two provinces share no bodies: compare them by system.
        permutations: Number of dealings *R*; the smallest p-value is 1/(R + 1).
        seed: Start of the random numbers; the same seed gives the same p-values.

    Returns:
        Measures of both and their differences, the shares of each body (or system), and how
        much the two overlap.

    Notes:
        Isolates count. Statistics depend on the number of tasks; as the dealings keep these
        numbers, the p-values do not.

    References:
        Good, P. I. (2005). Permutation, Parametric and Bootstrap Tests of Hypotheses. Springer.

        Krackhardt, D. (1987), as for :func:`kg.network.qap.qap_correlation`.

    Examples:
        >>> from kg.model import Role
        >>> from kg.network.rows import Body
        >>> def task(name, bodies):
        ...     return [Row(f"{name}/{x}", name, Role.JOINT, Body(x, x)) for x in bodies]
        >>> many = [row for i in range(9) for row in task(f"m{i}", "abcd")]
        >>> few = [row for i in range(9) for row in task(f"f{i}", "a")]
        >>> found = compare(many, few, permutations=200).differences[1]
        >>> found.measure, found.a, found.b, found.p_value < 0.05
        ('bodies_per_task', 4.0, 1.0, True)
    """
    rows_a, rows_b = _told_apart(list(a), list(b))
    tasks_a, tasks_b = ({row.task for row in rows} for rows in (rows_a, rows_b))
    whole = incidence(_without_repeats(rows_a, rows_b), unit)
    in_a = np.array([task in tasks_a for task in whole.tasks], dtype=bool)
    in_b = np.array([task in tasks_b for task in whole.tasks], dtype=bool)
    graphs = co_assignment(rows_a, unit), co_assignment(rows_b, unit)
    return Comparison(
        differences=_differences(whole, in_a, in_b, permutations, seed),
        units=_units(whole, in_a, in_b),
        a_tasks=int(in_a.sum()),
        b_tasks=int(in_b.sum()),
        shared_tasks=int((in_a & in_b).sum()),
        shared_nodes=_jaccard(*(set(graph) for graph in graphs)),
        shared_ties=_jaccard(*(_ties(graph) for graph in graphs)),
        qap=qap_correlation(*graphs, permutations=permutations, seed=seed),
    )


def _told_apart(a: list[Row], b: list[Row]) -> tuple[list[Row], list[Row]]:
    """Give a task of which each selection holds other rows a name of its own in each."""
    parts_a, parts_b = _parts(a), _parts(b)
    differ = {task for task in parts_a.keys() & parts_b.keys() if parts_a[task] != parts_b[task]}
    return _renamed(a, differ, "a"), _renamed(b, differ, "b")


def _parts(rows: list[Row]) -> dict[str, set[tuple[str, str]]]:
    parts: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        parts.setdefault(row.task, set()).add((row.agency, row.role))
    return parts


def _renamed(rows: list[Row], tasks: set[str], mark: str) -> list[Row]:
    return [replace(row, task=f"{row.task} {mark}") if row.task in tasks else row for row in rows]


def _without_repeats(a: list[Row], b: list[Row]) -> list[Row]:
    return list({(row.task, row.agency, row.role): row for row in (*a, *b)}.values())


def _ties(graph: nx.Graph[str]) -> set[tuple[str, str]]:
    return {(min(edge), max(edge)) for edge in graph.edges}


def _jaccard(one: set[Any], other: set[Any]) -> float | None:
    union = len(one | other)
    return len(one & other) / union if union else None


def _differences(
    whole: Incidence, in_a: Any, in_b: Any, permutations: int, seed: int
) -> tuple[Difference, ...]:
    real_a, real_b = whole.statistics(in_a), whole.statistics(in_b)
    random = np.random.default_rng(seed)
    drawn: dict[str, list[float]] = {name: [] for name in real_a}
    for _ in range(permutations):
        deal = random.permutation(len(in_a))
        dealt_a, dealt_b = (whole.statistics(mask[deal]) for mask in (in_a, in_b))
        for name, values in drawn.items():
            one, other = dealt_a[name], dealt_b[name]
            # Where a dealing leaves a measure undefined there is nothing that could be as far.
            values.append(0.0 if one is None or other is None else abs(one - other))
    return tuple(_difference(name, real_a, real_b, drawn[name]) for name in real_a)


def _difference(
    name: str, a: Mapping[str, float | None], b: Mapping[str, float | None], drawn: list[float]
) -> Difference:
    one, other = a[name], b[name]
    if one is None or other is None:
        return Difference(name, one, other, None, None)
    hits = np.array(drawn) >= abs(one - other) - 1e-12
    return Difference(name, one, other, one - other, share(hits))


def _units(whole: Incidence, in_a: Any, in_b: Any) -> tuple[UnitDifference, ...]:
    counts_a, counts_b = (whole.tasks_of_nodes(mask) for mask in (in_a, in_b))
    alone_a, alone_b = in_a & ~in_b, in_b & ~in_a
    only_a, only_b = (whole.tasks_of_nodes(mask) for mask in (alone_a, alone_b))
    sizes = int(alone_a.sum()), int(alone_b.sum())
    # Many bodies stand in few tasks: each table is computed once.
    tables = list(zip(only_a.tolist(), only_b.tolist(), strict=True))
    known = {table: _fisher(*table, *sizes) for table in sorted(set(tables))}
    values = np.array([known[table] for table in tables])
    adjusted = CORRECTIONS["fdr"](values)
    size_a, size_b = max(int(in_a.sum()), 1), max(int(in_b.sum()), 1)
    found = [
        UnitDifference(
            node=node,
            label=whole.labels[place],
            a_tasks=int(counts_a[place]),
            a_share=float(counts_a[place] / size_a),
            b_tasks=int(counts_b[place]),
            b_share=float(counts_b[place] / size_b),
            p_value=float(values[place]),
            p_adjusted=float(adjusted[place]),
        )
        for place, node in enumerate(whole.nodes)
    ]
    return tuple(sorted(found, key=lambda line: (round(line.p_value, 12), line.node)))


def _fisher(a: float, b: float, size_a: int, size_b: int) -> float:
    table = [[int(a), size_a - int(a)], [int(b), size_b - int(b)]]
    return fisher_exact(table)
