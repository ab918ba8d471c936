"""Ties: bodies that share tasks, and who leads whom, gathered task by task.

References:
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E 64, 016132.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from kg.graph.facts import DocumentFacts, TaskFacts
from kg.graph.iri import Iris

__all__ = ["MOST_TASKS", "Tie", "Ties", "shared_tasks", "tie_name", "weighed"]

Pair = tuple[str, str]

MOST_TASKS = 1000
"""Tasks that a tie remembers by name; its count and weight are those of all."""


def weighed(sizes: Mapping[int, int]) -> float:
    """Return a weight: each task counts one part of as many as share it.

    Args:
        sizes: How many tasks are shared by how many.

    Examples:
        >>> weighed({1: 2, 4: 1})
        2.25
    """
    return sum(sizes[size] / size for size in sorted(sizes))


@dataclass(slots=True)
class Tie:
    """What two bodies have in common.

    Attributes:
        sizes: Number of tasks by the number of bodies that each of the tasks is shared out to.
        tasks: The tasks, the first ``most`` of them.
        first: Earliest date of their documents, or empty; ``last`` the latest.
    """

    most: int = MOST_TASKS
    sizes: Counter[int] = field(default_factory=Counter)
    tasks: list[str] = field(default_factory=list)
    first: str = ""
    last: str = ""

    @property
    def count(self) -> int:
        """Return the number of tasks."""
        return self.sizes.total()

    @property
    def weight(self) -> float:
        """Return the sum of the shares."""
        return weighed(self.sizes)

    def add(self, task: str, size: int, date: str) -> None:
        """Take in a task."""
        self.sizes[size] += 1
        if len(self.tasks) < self.most:
            self.tasks.append(task)
        if date:
            self.first = min(self.first or date, date)
            self.last = max(self.last, date)


@dataclass(slots=True)
class Ties:
    """All ties of a build, by the keys of bodies.

    Attributes:
        bodies: Number of tasks of each body by role: ``l`` lead, ``s`` support, ``j`` joint.
        together: Bodies in the same tasks; keys sorted.
        leading: From a lead to its supporters.
    """

    bodies: dict[str, Counter[str]] = field(default_factory=dict)
    together: dict[Pair, Tie] = field(default_factory=dict)
    leading: dict[Pair, Tie] = field(default_factory=dict)

    def add(self, document: DocumentFacts) -> None:
        """Take in the tasks of a document."""
        for task in document.tasks:
            self._bodies(task)
            for pair in combinations([key for key, _ in task.parts], 2):
                tie = self.together.get(pair) or self.together.setdefault(pair, Tie())
                tie.add(task.iri, len(task.parts) - 1, document.date)
            self._lead(task, document.date)

    def _bodies(self, task: TaskFacts) -> None:
        for key, roles in task.parts:
            (self.bodies.get(key) or self.bodies.setdefault(key, Counter())).update(roles)

    def _lead(self, task: TaskFacts, date: str) -> None:
        helpers = [key for key, roles in task.parts if "s" in roles]
        for lead in (key for key, roles in task.parts if "l" in roles):
            others = [key for key in helpers if key != lead]
            for pair in ((lead, key) for key in others):
                tie = self.leading.get(pair) or self.leading.setdefault(pair, Tie())
                tie.add(task.iri, len(others), date)


@lru_cache(maxsize=1 << 16)
def tie_name(one: str, other: str, iris: Iris) -> str:
    """Return the IRI of a collaboration by those of its bodies."""
    return iris.collaboration(one, other)


def shared_tasks(task: TaskFacts, iris: Iris) -> Iterator[str]:
    """Yield the names of the collaborations that a task belongs to."""
    for one, other in combinations([key for key, _ in task.parts], 2):
        yield tie_name(iris.agency(one), iris.agency(other), iris)
