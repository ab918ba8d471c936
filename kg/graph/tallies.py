"""Counts that are slow to ask for and quick to keep: per body, role, theme, region, document.

Every number is that of distinct tasks; a theme or region counts what lies below it as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from heapq import nsmallest

from pyoxigraph import NamedNode, Quad

from kg.graph.facts import AREA, DocumentFacts, TaskFacts
from kg.graph.iri import Iris
from kg.graph.spill import Sums
from kg.graph.terms import TYPE, Term, integer, iri, name
from kg.graph.trig import Entry

__all__ = ["Above", "Counts", "Statement", "in_graph"]

Statement = tuple[NamedNode, NamedNode, Term]
Key = tuple[str, str, str, str]

_ROLES = {"l": "lead", "s": "support", "j": "joint"}
_SHOWN = {"l": "kg:tasksLed", "s": "kg:tasksSupported", "j": "kg:tasksJoint"}
_OF_A_BODY = tuple(_SHOWN.values())
_OF_A_TALLY = {
    kind: ("a kg:Tally", f"kg:tally{kind}", "kg:tallyRole", "kg:tallyTheme", "kg:count")
    for kind in ("Body", "Region")
}
_KINDS = ("Document", "Region", "System", "Theme")


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
        tallies: Number of tasks by body or region, role and theme: keys, codes and notations.
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
        code = document.jurisdiction
        regions = self.above.regions(code) if code else ()
        self.tasks[document.iri] += 0
        for task in document.tasks:
            themes = self._themes(task)
            above = {*map(self.iris.theme, themes), *map(self.iris.region, regions)}
            self._things(task, {*above, document.iri})
            self._tallies(task, themes, regions)
            self.example = min(self.example, (-len(task.parts), task.iri))

    def _themes(self, task: TaskFacts) -> set[str]:
        return {above for theme in task.themes for above in self.above.themes(theme)}

    def _things(self, task: TaskFacts, things: set[str]) -> None:
        places = set[str]()
        for place in task.places:
            if place.startswith(AREA):
                places.add(self.iris.area(place.removeprefix(AREA)))
            else:
                places.update(map(self.iris.region, self.above.regions(place)))
        self.named.update(places)
        for key, roles in task.parts:
            things.add(self.iris.agency(key))
            things.update(name(f"kg:{_ROLES[role]}").value for role in roles)
            if system := self.systems.get(key):
                things.add(self.iris.system(system))
            self.roles.update((key, role) for role in roles)
        self.tasks.update(things)

    def _tallies(self, task: TaskFacts, themes: set[str], regions: Iterable[str]) -> None:
        pairs = [(key, role) for key, roles in task.parts for role in roles]
        roles = {role for _, role in pairs}
        for theme in themes:
            self.tallies.update(("Body", key, role, theme) for key, role in pairs)
            self.tallies.update(
                ("Region", region, role, theme) for region in regions for role in roles
            )

    def statistics(self) -> Iterator[Entry]:
        """Yield the numbers of tasks of each body, role, system, theme, region and document."""
        for key in sorted({key for key, _ in self.roles}):
            numbers = (f"{shown} {self.roles[key, role]}" for role, shown in _SHOWN.items())
            yield f"\t<{self.iris.agency(key)}> {' ; '.join(numbers)} .\n", _OF_A_BODY
        for shown, counts in (("kg:taskCount", self.tasks), ("kg:namedIn", self.named)):
            for thing, number in sorted(counts.items()):
                yield f"\t<{thing}> {shown} {number} .\n", (shown,)

    def examples(self, groups: Collection[str]) -> Iterator[Statement]:
        """Yield what finds the things that questions are shown by: those with the most tasks.

        Args:
            groups: Keys of collective bodies, which are no examples.
        """
        led = ((n, self.iris.agency(key)) for (key, r), n in self.roles.items()
               if r == "l" and key not in groups)  # fmt: skip
        for number, body in _most(led):
            yield iri(body), TYPE, name("kg:Agency")
            yield iri(body), name("kg:tasksLed"), integer(number)
        kinds = {kind: f"{self.iris.base}{kind.lower()}/" for kind in _KINDS}
        kinds["Role"] = name("kg:").value
        for kind, start in kinds.items():
            counts = ((n, thing) for thing, n in self.tasks.items() if thing.startswith(start))
            for number, thing in _most(counts):
                yield iri(thing), TYPE, name(f"kg:{kind}")
                yield iri(thing), name("kg:taskCount"), integer(number)
        if self.example[1]:
            yield iri(self.example[1]), name("kg:bodyCount"), integer(-self.example[0])

    def tallied(self) -> Iterator[Entry]:
        """Yield numbers of tasks by body, role and theme, and by region, role and theme."""
        for key, number in self.tallies.items():
            yield _tally(key, number, self.iris), _OF_A_TALLY[key[0]]


def _most(counts: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the two with the highest numbers, the first by name of equals."""
    return nsmallest(2, counts, key=lambda pair: (-pair[0], pair[1]))


def _tally(key: Key, number: int, iris: Iris) -> str:
    kind, named, letter, notation = key
    thing = iris.agency(named) if kind == "Body" else iris.region(named)
    role, theme = _ROLES[letter], iris.theme(notation)
    digest = sha256("\n".join((kind, thing, role, theme)).encode()).hexdigest()[:24]
    return (
        f"\t<{iris.base}tally/{digest}> a kg:Tally ; kg:tally{kind} <{thing}> ; "
        f"kg:tallyRole kg:{role} ; kg:tallyTheme <{theme}> ; kg:count {number} .\n"
    )


def in_graph(statements: Iterable[Statement], graph: str) -> Iterator[Quad]:
    """Put statements into a graph."""
    node = iri(graph)
    for subject, predicate, value in statements:
        yield Quad(subject, predicate, value, node)
