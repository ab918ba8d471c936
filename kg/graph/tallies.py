"""Counts that are slow to ask for and quick to keep: per body, role, theme, region, document.

Every number is that of distinct tasks; a theme or region counts what lies below it as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from pyoxigraph import NamedNode, Quad

from kg.graph.iri import ONTOLOGY, Iris
from kg.graph.store import Store
from kg.graph.terms import TYPE, Term, integer, iri, name

__all__ = ["Facts", "facts", "statistics", "tallies"]

Statement = tuple[NamedNode, NamedNode, Term]

_ROLES = {"lead": "kg:tasksLed", "support": "kg:tasksSupported", "joint": "kg:tasksJoint"}


@dataclass(slots=True)
class Facts:
    """What is counted, each as pairs of IRIs.

    Attributes:
        roles: Bodies of each task with their roles.
        documents: Document of each task.
        themes: Themes of each task, with all that are broader.
        places: Regions and areas that each task names, with all that they lie in.
        regions: Regions of the government each document comes from, with all it lies in.
        systems: Functional systems of each body.
        homes: Region of the government that each body belongs to.
    """

    roles: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    documents: dict[str, str] = field(default_factory=dict)
    themes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    regions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    systems: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    homes: dict[str, str] = field(default_factory=dict)

    def bodies(self, task: str) -> list[str]:
        """Return the bodies of a task, each once, sorted."""
        return sorted({body for body, _ in self.roles.get(task, ())})


def _pairs(store: Store, pattern: str) -> Iterator[tuple[str, str]]:
    for row in store.rows(f"SELECT ?one ?other {{ {pattern} }}"):
        yield row["one"].value, row["other"].value


def facts(store: Store) -> Facts:
    """Read what is counted from the graphs of the documents."""
    found = Facts()
    query = "SELECT ?task ?body ?role { ?a kg:task ?task ; kg:agency ?body ; kg:role ?role }"
    for row in store.rows(query):
        role = row["role"].value.removeprefix(ONTOLOGY)
        found.roles[row["task"].value].add((row["body"].value, role))
    homes = "?one kg:jurisdiction ?other . FILTER NOT EXISTS { ?one a kg:Document }"
    found.homes.update(_pairs(store, homes))
    members = "?one a kg:Task ; dcterms:isPartOf ?other"
    found.documents.update(_pairs(store, members))
    for table, pattern in (
        (found.themes, "?one kg:theme/skos:broader* ?other"),
        (
            found.places,
            "?one kg:place ?p . OPTIONAL { ?p geo:sfWithin ?w } BIND(COALESCE(?w, ?p) AS ?other)",
        ),
        (found.regions, "?one a kg:Document ; kg:jurisdiction/geo:sfWithin ?other"),
        (found.systems, "?one kg:system ?other"),
    ):
        for one, other in _pairs(store, pattern):
            table[one].add(other)
    return found


def _counts(found: Facts) -> dict[str, Counter[str]]:
    """Return numbers of tasks by property and thing."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for task, document in found.documents.items():
        pairs = found.roles.get(task, set())
        for body, role in pairs:
            counts[_ROLES[role]][body] += 1
        bodies = {body for body, _ in pairs}
        things = bodies | {name(f"kg:{role}").value for _, role in pairs}
        things |= {system for body in bodies for system in found.systems.get(body, ())}
        things |= found.themes.get(task, set()) | found.regions.get(document, set()) | {document}
        counts["kg:taskCount"].update(things)
        counts["kg:namedIn"].update(found.places.get(task, ()))
    return counts


def statistics(found: Facts, zeros: Iterable[str] = ()) -> Iterator[Statement]:
    """Yield the numbers of tasks of each body, role, system, theme, region and document.

    Args:
        found: What is counted.
        zeros: Documents without tasks, which count as well.
    """
    counts = _counts(found)
    bodies = {body for pairs in found.roles.values() for body, _ in pairs}
    for shown in _ROLES.values():
        for body in sorted(bodies):
            yield iri(body), name(shown), integer(counts[shown][body])
    for shown in ("kg:taskCount", "kg:namedIn"):
        for thing, number in sorted(counts[shown].items()):
            yield iri(thing), name(shown), integer(number)
    for task in sorted(found.documents):
        leads = {body for body, role in found.roles.get(task, ()) if role == "lead"}
        yield iri(task), name("kg:leadCount"), integer(len(leads))
        yield iri(task), name("kg:bodyCount"), integer(len(found.bodies(task)))
    for document in sorted(set(zeros) - set(found.documents.values())):
        yield iri(document), name("kg:taskCount"), integer(0)


def tallies(found: Facts, iris: Iris) -> Iterator[Statement]:
    """Yield numbers of tasks by body, role and theme, and by region, role and theme."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for task, document in found.documents.items():
        pairs = found.roles.get(task, set())
        themes = found.themes.get(task, set())
        regions = found.regions.get(document, set())
        roles = {role for _, role in pairs}
        counts.update(("Body", body, role, theme) for body, role in pairs for theme in themes)
        counts.update(
            ("Region", region, role, theme)
            for region in regions
            for role in roles
            for theme in themes
        )
    for key, number in sorted(counts.items()):
        yield from _tally(key, number, iris)


def _tally(key: tuple[str, str, str, str], number: int, iris: Iris) -> Iterator[Statement]:
    kind, thing, role, theme = key
    digest = sha256("\n".join(key).encode()).hexdigest()[:24]
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
