"""Counts that are slow to ask for and quick to keep: per body, role, theme, region, document.

Every number is that of distinct tasks; a theme or region counts what lies below it as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from pyoxigraph import NamedNode, Quad

from kg.graph.facts import AREA, DocumentFacts, TaskFacts
from kg.graph.iri import Iris
from kg.graph.spill import Sums
from kg.graph.terms import TYPE, Term, integer, iri, name

__all__ = ["Above", "Counts", "Statement", "in_graph"]

Statement = tuple[NamedNode, NamedNode, Term]
Key = tuple[str, str, str, str]

_ROLES = {"l": "lead", "s": "support", "j": "joint"}
_SHOWN = {"l": "kg:tasksLed", "s": "kg:tasksSupported", "j": "kg:tasksJoint"}


@dataclass(frozen=True, slots=True)
class Above:
    """What lies above a thing: each returns notations, the thing's own first."""

    themes: Callable[[str], tuple[str, ...]]
    regions: Callable[[str], tuple[str, ...]]


@dataclass(slots=True)
class Counts:
    """Numbers of tasks, gathered document by document.

    Attributes:
        iris: Names for things.
        above: What lies above topics and divisions.
        systems: Functional system of each body by its key; filled on the way.
        tasks: Number of tasks of each thing by its IRI; ``named`` of those that name a place.
        roles: Number of tasks of each body, by its key and role.
        tallies: Number of tasks by body or region, role and theme.
        example: The task with the most bodies, to show a question by.
    """

    iris: Iris
    above: Above
    systems: dict[str, str] = field(default_factory=dict)
    tasks: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    tallies: Sums[Key] = field(default_factory=Sums)
    example: tuple[int, str] = (0, "")

    def add(self, document: DocumentFacts) -> None:
        """Take in a document; one without tasks counts as well."""
        regions = self._regions(document.jurisdiction)
        self.tasks[document.iri] += 0
        for task in document.tasks:
            themes = self._themes(task)
            self._things(task, {*themes, *regions, document.iri})
            self._tallies(task, themes, regions)
            self.example = min(self.example, (-len(task.parts), task.iri))

    def _regions(self, code: str) -> tuple[str, ...]:
        return tuple(map(self.iris.region, self.above.regions(code))) if code else ()

    def _themes(self, task: TaskFacts) -> set[str]:
        found = (above for theme in task.themes for above in self.above.themes(theme))
        return {self.iris.theme(notation) for notation in found}

    def _things(self, task: TaskFacts, things: set[str]) -> None:
        places = set[str]()
        for place in task.places:
            if place.startswith(AREA):
                places.add(self.iris.area(place.removeprefix(AREA)))
            else:
                places.update(self._regions(place))
        self.named.update(places)
        for key, roles in task.parts:
            things.add(self.iris.agency(key))
            things.update(name(f"kg:{_ROLES[role]}").value for role in roles)
            if system := self.systems.get(key):
                things.add(self.iris.system(system))
            self.roles.update((key, role) for role in roles)
        self.tasks.update(things)

    def _tallies(self, task: TaskFacts, themes: set[str], regions: Iterable[str]) -> None:
        pairs = [(self.iris.agency(key), role) for key, roles in task.parts for role in roles]
        roles = {role for _, role in pairs}
        for theme in themes:
            self.tallies.update(("Body", body, role, theme) for body, role in pairs)
            self.tallies.update(
                ("Region", region, role, theme) for region in regions for role in roles
            )

    def statistics(self) -> Iterator[Statement]:
        """Yield the numbers of tasks of each body, role, system, theme, region and document."""
        bodies = sorted({key for key, _ in self.roles})
        for role, shown in _SHOWN.items():
            for key in bodies:
                yield iri(self.iris.agency(key)), name(shown), integer(self.roles[key, role])
        for shown, counts in (("kg:taskCount", self.tasks), ("kg:namedIn", self.named)):
            for thing, number in sorted(counts.items()):
                yield iri(thing), name(shown), integer(number)

    def tallied(self) -> Iterator[Statement]:
        """Yield numbers of tasks by body, role and theme, and by region, role and theme."""
        for key, number in self.tallies.items():
            yield from _tally(key, number, self.iris)


def _tally(key: Key, number: int, iris: Iris) -> Iterator[Statement]:
    kind, thing, letter, theme = key
    role = _ROLES[letter]
    digest = sha256("\n".join((kind, thing, role, theme)).encode()).hexdigest()[:24]
    node = iri(f"{iris.base}tally/{digest}")
    yield node, TYPE, name("kg:Tally")
    yield node, name(f"kg:tally{kind}"), iri(thing)
    yield node, name("kg:tallyRole"), name(f"kg:{role}")
    yield node, name("kg:tallyTheme"), iri(theme)
    yield node, name("kg:count"), integer(number)


def in_graph(statements: Iterable[Statement], graph: str) -> Iterator[Quad]:
    """Put statements into a graph."""
    node = iri(graph)
    for subject, predicate, value in statements:
        yield Quad(subject, predicate, value, node)
