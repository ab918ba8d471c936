"""Bodies, regions, systems and themes that documents use, with labels in both languages.

They stand in graphs of their own, each thing once, whatever number of documents name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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

__all__ = ["InUse", "Schemes", "used_quads", "vocabulary_quads"]

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

    def update(self, other: InUse) -> None:
        """Take in what other documents name."""
        for agency in other.agencies.values():
            self.take(agency)
        for key, names in other.written.items():
            self.written.setdefault(key, set()).update(names)
        self.named |= other.named
        self.regions |= other.regions
        self.areas |= other.areas
        self.themes |= other.themes
        self.days |= other.days

    def take(self, agency: Agency) -> None:
        """Take in one body."""
        self.agencies.setdefault(agency.key, agency)
        self.named.update(agency.members)
        if agency.jurisdiction:
            self.regions.add(agency.jurisdiction)


@dataclass(frozen=True, slots=True)
class Schemes:
    """The published schemes that builds repeat from."""

    systems: Scheme
    regions: Scheme
    themes: Scheme

    @classmethod
    def load(cls) -> Schemes:
        """Read them from ``ontology/``.

        Raises:
            VocabularyError: If a file is damaged.
        """
        return cls(
            Scheme.load("agencies.ttl", key="skos:prefLabel", of="kg:System"),
            Scheme.load("regions.ttl", of="kg:Region"),
            Scheme.load("themes.ttl", of="kg:Theme"),
        )


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


def used_quads(
    used: InUse, iris: Iris, eras: Eras | None = None, schemes: Schemes | None = None
) -> Iterator[Quad]:
    """Yield the descriptions of what was gathered.

    Args:
        used: What documents name.
        iris: Names for things.
        eras: What knows the reforms (``Resolver.load().eras``), for successors of bodies.
        schemes: What is published about systems, divisions and topics; read where left out.
    """
    schemes = schemes or Schemes.load()
    ended = successors(used.agencies, eras) if eras else {}
    for agency in (one for found in ended.values() for one in found):
        used.take(agency)
    parts = {
        "agencies": _agencies(used, iris),
        "changes": changes(used.agencies, ended, eras, iris) if eras else iter(()),
        "systems": _systems(used, iris, schemes.systems),
        "regions": _regions(used, iris, schemes.regions),
        "themes": _themes(used, iris, schemes.themes),
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


def _systems(used: InUse, iris: Iris, scheme: Scheme) -> Iterator[Statement]:
    for system in sorted({agency.system for agency in used.agencies.values()} - {""}):
        node = iri(iris.system(system))
        yield node, TYPE, name("kg:System")
        yield from _concept(node, (system,), iris.system, scheme)
        if scheme.published(system) is None:
            yield node, name("skos:prefLabel"), text(system, "zh")


def _with_broader(notations: set[str], scheme: Scheme) -> list[tuple[str, ...]]:
    """Return the chains of notations and of all that are broader, sorted."""
    return sorted({scheme.chain(one) for notation in notations for one in scheme.chain(notation)})


def _concept(
    node: NamedNode, chain: tuple[str, ...], named: Callable[[str], str], scheme: Scheme
) -> Iterator[Statement]:
    notation = chain[0]
    yield node, name("skos:notation"), text(notation)
    for predicate, value in scheme.about(notation):
        yield node, predicate, value
    published = scheme.published(notation)
    if published is not None and published != node:
        yield node, name("skos:exactMatch"), published
    if len(chain) > 1:
        yield node, name("skos:broader"), iri(named(chain[1]))


def _regions(used: InUse, iris: Iris, scheme: Scheme) -> Iterator[Statement]:
    named = {agency.jurisdiction for agency in _only_named(used).values()} - {""}
    for chain in _with_broader(used.regions | named, scheme):
        node = iri(iris.region(chain[0]))
        yield node, TYPE, name("kg:Region")
        yield from _concept(node, chain, iris.region, scheme)
        for within in chain:
            yield node, name("geo:sfWithin"), iri(iris.region(within))
    for area in sorted(used.areas):
        node = iri(iris.area(area))
        yield node, TYPE, name("kg:Area")
        yield node, name("skos:prefLabel"), text(area, "zh")


def _themes(used: InUse, iris: Iris, scheme: Scheme) -> Iterator[Statement]:
    for chain in _with_broader(used.themes, scheme):
        notation = chain[0]
        node = iri(iris.theme(notation))
        yield node, TYPE, name("kg:Theme")
        yield from _concept(node, chain, iris.theme, scheme)
        if scheme.published(notation) is None:
            yield node, name("skos:prefLabel"), text(notation.rpartition("/")[2], "zh")


def _days(used: InUse, iris: Iris) -> Iterator[Statement]:
    for day in sorted(used.days):
        node = iri(iris.instant(day))
        yield node, TYPE, name("time:Instant")
        yield node, name("time:inXSDDate"), date(day)
