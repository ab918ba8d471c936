"""Who stands in which task, as a matrix: network statistics of any choice of tasks, fast.

A permutation test needs the statistics of thousands of choices of tasks. Building a graph for
each would take minutes; a choice of rows of one sparse matrix takes a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kg.model import Role
from kg.network.graphs import Unit, grouped
from kg.network.rows import Row
from kg.network.scientific import csr_array

__all__ = ["STATISTICS", "Incidence", "incidence"]

_FEW = 1000  # nodes whose pairs all fit on a grid, which is faster than a sparse product
STATISTICS: Mapping[str, str] = {
    "nodes": "bodies (or systems) that take part",
    "bodies_per_task": "mean number of bodies of a task",
    "alone": "share of tasks with one body only",
    "lead_share": "share of roles that are leading ones",
    "density": "share of pairs of bodies with a common task",
    "mean_degree": "mean number of bodies that a body meets",
    "centralization": "Freeman's degree centralization",
    "ei_system": "E-I index of functional systems (ties counted once)",
    "ei_jurisdiction": "E-I index of jurisdictions (ties counted once)",
    "concentration": "Herfindahl index of the bodies' shares in all roles",
    "lead_concentration": "the same for leading roles",
}


@dataclass(frozen=True, slots=True)
class Incidence:
    """Tasks by nodes.

    Attributes:
        tasks: Names of the rows, sorted.
        nodes: Names of the columns, sorted; ``labels`` their labels.
        systems: Group of each node by system, ``jurisdictions`` by jurisdiction; -1 for none.
        taking_part: 1 where a node has any role in a task.
        leading: 1 where it leads.
        roles: Number of roles of a node in a task.
    """

    tasks: tuple[str, ...]
    nodes: tuple[str, ...]
    labels: tuple[str, ...]
    systems: Any
    jurisdictions: Any
    taking_part: Any
    leading: Any
    roles: Any
    _meetings_held: list[Any] = field(default_factory=list, repr=False)

    def tasks_of_nodes(self, chosen: Any) -> Any:
        """Return the number of tasks of each node, among those that a mask chooses."""
        return self.taking_part.T @ chosen.astype(float)

    def _meetings(self, chosen: Any) -> tuple[Any, Any]:
        """Return both ends of every tie, each tie in both directions."""
        size = len(self.nodes)
        if size <= _FEW:
            if not self._meetings_held:
                self._meetings_held.append(_met(self.taking_part))
            return _ties(self._meetings_held[0], size, chosen)
        part = self.taking_part[chosen]
        shared = part.T.tocsr() @ part
        rows = np.repeat(np.arange(shared.shape[0]), np.diff(shared.indptr))
        apart = rows != shared.indices
        return rows[apart], shared.indices[apart]

    def statistics(self, chosen: Any) -> dict[str, float | None]:
        """Return the values of ``STATISTICS`` for the tasks that a mask chooses.

        ``None`` stands for those that are not defined.
        """
        sizes, mask = np.diff(self.taking_part.indptr)[chosen], chosen.astype(float)
        roles, leading = self.roles.T @ mask, self.leading.T @ mask
        present = int((roles > 0).sum())
        ends = self._meetings(chosen)
        degrees = np.bincount(ends[0], minlength=len(self.nodes))
        return {
            "nodes": float(present),
            "bodies_per_task": _mean(sizes),
            "alone": _mean(sizes == 1),
            "lead_share": float(leading.sum() / roles.sum()) if present else None,
            "density": len(ends[0]) / (present * (present - 1)) if present > 1 else None,
            "mean_degree": len(ends[0]) / present if present else None,
            "centralization": _centralization(degrees, present),
            "ei_system": _ei(ends, self.systems),
            "ei_jurisdiction": _ei(ends, self.jurisdictions),
            "concentration": _herfindahl(roles),
            "lead_concentration": _herfindahl(leading),
        }


def _ties(meetings: Any, size: int, chosen: Any) -> tuple[Any, Any]:
    """Mark what meets in the chosen tasks on a grid of all pairs."""
    task, one, other = meetings
    grid = np.zeros(size * size, dtype=bool)
    here = chosen[task]
    grid[one[here] * size + other[here]] = True
    return np.divmod(np.flatnonzero(grid), size)


def _met(part: Any) -> Any:
    """Return the task and both ends of every meeting, in both directions."""
    sizes = np.diff(part.indptr)
    task = np.repeat(np.arange(part.shape[0]), sizes**2)
    first = np.repeat(part.indices, np.repeat(sizes, sizes))
    ranges = np.split(part.indices, part.indptr[1:-1])
    second = np.concatenate([np.tile(held, len(held)) for held in ranges] or [part.indices])
    apart = first != second
    return task[apart], first[apart].astype(np.int64), second[apart].astype(np.int64)


def incidence(rows: Iterable[Row], unit: Unit = Unit.BODY) -> Incidence:
    """Return the matrix of rows, tasks and nodes in sorted order."""
    bodies, parts = grouped(rows, unit)
    place = {node: number for number, node in enumerate(bodies)}
    cells = [
        (number, place[part.node], Role.LEAD in part.roles, len(part.roles))
        for number, here in enumerate(parts.values())
        for part in here
    ]
    table = np.array(cells, dtype=float).reshape(-1, 4)
    return Incidence(
        tasks=tuple(parts),
        nodes=tuple(bodies),
        labels=tuple(body.label for body in bodies.values()),
        systems=_codes([body.system for body in bodies.values()]),
        jurisdictions=_codes([body.jurisdiction for body in bodies.values()]),
        taking_part=_matrix(table, np.ones(len(table)), (len(parts), len(bodies))),
        leading=_matrix(table, table[:, 2], (len(parts), len(bodies))),
        roles=_matrix(table, table[:, 3], (len(parts), len(bodies))),
    )


def _matrix(table: Any, values: Any, shape: tuple[int, int]) -> Any:
    matrix = csr_array((values, (table[:, 0].astype(int), table[:, 1].astype(int))), shape=shape)
    matrix.eliminate_zeros()
    return matrix


def _codes(groups: list[str]) -> Any:
    known = {group: number for number, group in enumerate(sorted(set(groups) - {""}))}
    return np.array([known.get(group, -1) for group in groups], dtype=int)


def _mean(values: Any) -> float | None:
    return float(np.mean(values)) if len(values) else None


def _centralization(degrees: Any, present: int) -> float | None:
    if present < 3:
        return None
    return float((degrees.max() * present - degrees.sum()) / ((present - 1) * (present - 2)))


def _ei(ends: tuple[Any, Any], groups: Any) -> float | None:
    one, other = groups[ends[0]], groups[ends[1]]
    known = (one >= 0) & (other >= 0)
    # Where every node is a group of its own, as systems are by system, nothing can be internal.
    if not known.any() or np.bincount(groups[groups >= 0]).max() < 2:
        return None
    return float(2 * np.mean(one[known] != other[known]) - 1)


def _herfindahl(counts: Any) -> float | None:
    total = counts.sum()
    return float(((counts / total) ** 2).sum()) if total else None
