"""Bodies, regions, systems and themes that documents use, with labels in both languages.

They stand in graphs of their own, each thing once, whatever number of documents name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.graph.dates import last_day
from kg.graph.iri import Iris
from kg.graph.reforms import changes, successors
from kg.graph.scheme import Scheme
from kg.graph.terms import TYPE, Term, date, iri, name, text
from kg.model import Agency, ResolvedDocument

if TYPE_CHECKING:
    from kg.resolve.eras import Eras

__all__ = ["InUse", "used_quads", "vocabulary_quads"]

Statement = tuple[NamedNode, NamedNode, Term]


@dataclass(slots=True)
class InUse:
    """What the documents of a build name, gathered one document at a time."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    written: dict[str, set[str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    def add(self, resolved: ResolvedDocument) -> None:
        """Take in one document."""
        if resolved.jurisdiction:
            self.regions.add(resolved.jurisdiction)
        for task in resolved.tasks:
            due = last_day(task.task.deadline, resolved.document.date)
            self.days.update({due} - {""})
            for place in task.places:
                (self.regions if place.code else self.areas).add(place.code or place.name)
            self.themes.update(theme.notation for theme in task.themes)
            pairs = zip(task.task.clause.assignments, task.resolutions, strict=True)
            for assignment, resolution in pairs:
                self.take(resolution.agency)
                self.named.update(resolution.candidates)
                names = self.written.setdefault(resolution.agency.key, set())
                names.add(assignment.mention.name)

    def take(self, agency: Agency) -> None:
        """Take in one body."""
        self.agencies.setdefault(agency.key, agency)
        self.named.update(agency.members)
        if agency.jurisdiction:
            self.regions.add(agency.jurisdiction)


def vocabulary_quads(
    documents: Iterable[ResolvedDocument], iris: Iris, eras: Eras | None = None
) -> Iterator[Quad]:
    """Yield everything the documents name, described in graphs of its own.

    Args:
        documents: All documents of the build.
        iris: Names for things.
        eras: What knows the reforms (``Resolver.load().eras``), for successors of bodies.
    """
    used = InUse()
    for document in documents:
        used.add(document)
    yield from used_quads(used, iris, eras)


def used_quads(used: InUse, iris: Iris, eras: Eras | None = None) -> Iterator[Quad]:
    """Yield the descriptions of what was gathered.

    Args:
        used: What documents name.
        iris: Names for things.
        eras: What knows the reforms (``Resolver.load().eras``), for successors of bodies.
    """
    ended = successors(used.agencies, eras) if eras else {}
    for agency in (one for found in ended.values() for one in found):
        used.take(agency)
    parts = {
        "agencies": _agencies(used, iris),
        "changes": changes(used.agencies, ended, eras, iris) if eras else iter(()),
        "systems": _systems(used, iris),
        "regions": _regions(used, iris),
        "themes": _themes(used, iris),
        "days": _days(used, iris),
    }
    for graph, statements in parts.items():
        node = iri(iris.graph(graph))
        for subject, predicate, value in statements:
            yield Quad(subject, predicate, value, node)


def _agencies(used: InUse, iris: Iris) -> Iterator[Statement]:
    for key, agency in sorted((_only_named(used) | used.agencies).items()):
        node = iri(iris.agency(key))
        yield node, TYPE, name("kg:AgencyGroup" if agency.is_group else "kg:Agency")
        yield node, name("skos:prefLabel"), text(agency.label, "zh")
        if agency.label_en:
            yield node, name("skos:prefLabel"), text(agency.label_en, "en")
        for written in sorted(used.written.get(key, set()) - {agency.label, ""}):
            yield node, name("skos:altLabel"), text(written, "zh")
        yield from _attributes(node, agency, iris)


def _only_named(used: InUse) -> dict[str, Agency]:
    """Return candidates and members of groups, of which the key is all one knows."""
    parts = {key: key.partition("/") for key in used.named}
    return {
        key: Agency(key, label or key, code if code.isdigit() else "")
        for key, (code, _, label) in parts.items()
    }


def _attributes(node: NamedNode, agency: Agency, iris: Iris) -> Iterator[Statement]:
    yield node, name("kg:kind"), text(agency.kind)
    if agency.tier:
        yield node, name("kg:tier"), text(agency.tier)
    if agency.jurisdiction:
        yield node, name("kg:jurisdiction"), iri(iris.region(agency.jurisdiction))
    if agency.system:
        yield node, name("kg:system"), iri(iris.system(agency.system))
    for member in sorted(set(agency.members)):
        yield node, name("kg:inferredMember"), iri(iris.agency(member))


def _systems(used: InUse, iris: Iris) -> Iterator[Statement]:
    scheme = Scheme.load("agencies.ttl", key="skos:prefLabel", of="kg:System")
    for system in sorted({agency.system for agency in used.agencies.values()} - {""}):
        node = iri(iris.system(system))
        yield node, TYPE, name("kg:System")
        yield from _concept(node, system, "", scheme)
        if scheme.published(system) is None:
            yield node, name("skos:prefLabel"), text(system, "zh")


def _with_broader(notations: set[str], scheme: Scheme) -> list[tuple[str, str]]:
    """Return notations and all that are broader, each with the next broader one or nothing."""
    waiting, parents = sorted(notations), dict[str, str]()
    while waiting:
        notation = waiting.pop()
        if notation in parents:
            continue
        parent = scheme.broader(notation) or notation.rpartition("/")[0]
        parents[notation] = parent
        if parent:
            waiting.append(parent)
    return sorted(parents.items())


def _concept(node: NamedNode, notation: str, broader: str, scheme: Scheme) -> Iterator[Statement]:
    yield node, name("skos:notation"), text(notation)
    for predicate, value in scheme.about(notation):
        yield node, predicate, value
    published = scheme.published(notation)
    if published is not None and published != node:
        yield node, name("skos:exactMatch"), published
    if broader:
        yield node, name("skos:broader"), iri(broader)


def _chain(notation: str, parents: dict[str, str]) -> Iterator[str]:
    """Yield a notation and everything broader: a region lies within itself too."""
    seen: set[str] = set()
    while notation and notation not in seen:
        seen.add(notation)
        yield notation
        notation = parents.get(notation, "")


def _regions(used: InUse, iris: Iris) -> Iterator[Statement]:
    scheme = Scheme.load("regions.ttl", of="kg:Region")
    named = {agency.jurisdiction for agency in _only_named(used).values()} - {""}
    parents = dict(_with_broader(used.regions | named, scheme))
    for code, parent in parents.items():
        node = iri(iris.region(code))
        yield node, TYPE, name("kg:Region")
        yield from _concept(node, code, parent and iris.region(parent), scheme)
        for within in _chain(code, parents):
            yield node, name("geo:sfWithin"), iri(iris.region(within))
    for area in sorted(used.areas):
        node = iri(iris.area(area))
        yield node, TYPE, name("kg:Area")
        yield node, name("skos:prefLabel"), text(area, "zh")


def _themes(used: InUse, iris: Iris) -> Iterator[Statement]:
    scheme = Scheme.load("themes.ttl", of="kg:Theme")
    for notation, parent in _with_broader(used.themes, scheme):
        node = iri(iris.theme(notation))
        yield node, TYPE, name("kg:Theme")
        yield from _concept(node, notation, parent and iris.theme(parent), scheme)
        if scheme.published(notation) is None:
            yield node, name("skos:prefLabel"), text(notation.rpartition("/")[2], "zh")


def _days(used: InUse, iris: Iris) -> Iterator[Statement]:
    for day in sorted(used.days):
        node = iri(iris.instant(day))
        yield node, TYPE, name("time:Instant")
        yield node, name("time:inXSDDate"), date(day)
