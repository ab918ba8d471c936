"""Bodies, regions, systems and themes that documents use, with labels in both languages.

They stand in graphs of their own, each thing once, whatever number of documents name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.errors import VocabularyError
from kg.graph.iri import Iris
from kg.graph.terms import TYPE, Term, date, iri, name, text
from kg.model import Agency, ResolvedDocument
from kg.vocabulary import ontology_file

__all__ = ["InUse", "Vocabulary", "vocabulary_quads"]

Statement = tuple[NamedNode, NamedNode, Term]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels and order of the published concept schemes, by notation.

    Attributes:
        labels: Preferred labels of a notation, as (language, label).
        broader: The next broader notation.
        same: IRI of the concept in the published scheme.
    """

    labels: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    broader: dict[str, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, file: str) -> Vocabulary:
        """Read one of the files of ``ontology/``; empty where the installation lacks it."""
        try:
            return cls.read(ontology_file(file))
        except VocabularyError:
            return cls()

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """Read a SKOS scheme in Turtle.

        Raises:
            VocabularyError: If the file is damaged.
        """
        store = ox.Store()
        try:
            store.load(path=path, format=ox.RdfFormat.TURTLE)
        except (SyntaxError, OSError) as error:
            raise VocabularyError(
                f"vocabulary file is damaged: {error}",
                place=str(path),
                remedy="Install the package again",
            ) from error
        return cls._of(store)

    @classmethod
    def _of(cls, store: ox.Store) -> Vocabulary:
        notations = _objects(store, "skos:notation")
        labels: dict[str, dict[str, str]] = {}
        broader: dict[str, str] = {}
        same: dict[str, str] = {}
        for subject, notation in sorted(notations.items()):
            same.setdefault(notation, subject)
        for subject, label in _labels(store):
            if subject in notations:
                kept = labels.setdefault(notations[subject], {})
                kept.setdefault(label.language or "zh", label.value)
        for subject, parent in sorted(_objects(store, "skos:broader").items()):
            if subject in notations and parent in notations:
                broader.setdefault(notations[subject], notations[parent])
        return cls({k: tuple(sorted(v.items())) for k, v in labels.items()}, broader, same)


def _objects(store: ox.Store, predicate: str) -> dict[str, str]:
    found = ((q.subject, q.object) for q in store.quads_for_pattern(None, name(predicate), None))
    pairs = [(s.value, o.value) for s, o in found if _valued(s) and _valued(o)]
    return dict(sorted(pairs, reverse=True))


def _valued(term: object) -> bool:
    return isinstance(term, NamedNode | ox.Literal)


def _labels(store: ox.Store) -> list[tuple[str, ox.Literal]]:
    found = store.quads_for_pattern(None, name("skos:prefLabel"), None)
    pairs = [(q.subject.value, q.object) for q in found if isinstance(q.object, ox.Literal)]
    return sorted(pairs, key=lambda pair: (pair[0], pair[1].language or "", pair[1].value))


@dataclass(slots=True)
class InUse:
    """What the documents of a build name, gathered one document at a time."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    written: dict[str, set[str]] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    themes: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    def add(self, resolved: ResolvedDocument) -> None:
        """Take in one document."""
        if resolved.jurisdiction:
            self.regions.add(resolved.jurisdiction)
        for task in resolved.tasks:
            for place in task.places:
                (self.regions if place.code else self.areas).add(place.code or place.name)
            self.themes.update(theme.notation for theme in task.themes)
            pairs = zip(task.task.clause.assignments, task.resolutions, strict=True)
            for assignment, resolution in pairs:
                self._agency(resolution.agency)
                names = self.written.setdefault(resolution.agency.key, set())
                names.add(assignment.mention.name)

    def _agency(self, agency: Agency) -> None:
        self.agencies.setdefault(agency.key, agency)
        if agency.jurisdiction:
            self.regions.add(agency.jurisdiction)


def vocabulary_quads(documents: Iterable[ResolvedDocument], iris: Iris) -> Iterator[Quad]:
    """Yield everything the documents name, described in graphs of its own.

    Args:
        documents: All documents of the build.
        iris: Names for things.
    """
    used = InUse()
    for document in documents:
        used.add(document)
    yield from used_quads(used, iris)


def used_quads(used: InUse, iris: Iris) -> Iterator[Quad]:
    """Yield the descriptions of what was gathered."""
    parts = {
        "agencies": _agencies(used, iris),
        "systems": _systems(used, iris),
        "regions": _regions(used, iris),
        "themes": _themes(used, iris),
    }
    for graph, statements in parts.items():
        node = iri(iris.graph(graph))
        for subject, predicate, value in statements:
            yield Quad(subject, predicate, value, node)


def _agencies(used: InUse, iris: Iris) -> Iterator[Statement]:
    for key in sorted(used.agencies):
        agency = used.agencies[key]
        node = iri(iris.agency(key))
        yield node, TYPE, name("kg:AgencyGroup" if agency.is_group else "kg:Agency")
        yield node, name("skos:prefLabel"), text(agency.label, "zh")
        if agency.label_en:
            yield node, name("skos:prefLabel"), text(agency.label_en, "en")
        for written in sorted(used.written[key] - {agency.label, ""}):
            yield node, name("skos:altLabel"), text(written, "zh")
        yield from _attributes(node, agency, iris)


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
    for system in sorted({agency.system for agency in used.agencies.values()} - {""}):
        node = iri(iris.system(system))
        yield node, TYPE, name("kg:System")
        yield node, name("skos:prefLabel"), text(system, "zh")


def _concepts(notations: set[str], scheme: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield notations with the next broader one, and all that are broader, once each."""
    waiting, done = sorted(notations), set[str]()
    while waiting:
        notation = waiting.pop(0)
        if notation in done:
            continue
        done.add(notation)
        parent = scheme.broader.get(notation, "")
        if not parent and "/" in notation:
            parent = notation.rpartition("/")[0]
        if parent and parent != notation:
            waiting.append(parent)
        yield notation, parent


def _concept(node: NamedNode, notation: str, scheme: Vocabulary) -> Iterator[Statement]:
    yield node, name("skos:notation"), text(notation)
    for language, label in scheme.labels.get(notation, ()):
        yield node, name("skos:prefLabel"), text(label, language)
    if notation in scheme.same and scheme.same[notation] != node.value:
        yield node, name("skos:exactMatch"), iri(scheme.same[notation])


def _regions(used: InUse, iris: Iris) -> Iterator[Statement]:
    scheme = Vocabulary.load("regions.ttl")
    for code, parent in _concepts(used.regions, scheme):
        node = iri(iris.region(code))
        yield node, TYPE, name("kg:Region")
        yield from _concept(node, code, scheme)
        if parent:
            yield node, name("skos:broader"), iri(iris.region(parent))
            yield node, name("geo:sfWithin"), iri(iris.region(parent))
    for area in sorted(used.areas):
        node = iri(iris.area(area))
        yield node, TYPE, name("kg:Area")
        yield node, name("skos:prefLabel"), text(area, "zh")


def _themes(used: InUse, iris: Iris) -> Iterator[Statement]:
    scheme = Vocabulary.load("themes.ttl")
    for notation, parent in _concepts(used.themes, scheme):
        node = iri(iris.theme(notation))
        yield node, TYPE, name("kg:Theme")
        yield from _concept(node, notation, scheme)
        if notation not in scheme.labels:
            yield node, name("skos:prefLabel"), text(notation.rpartition("/")[2], "zh")
        if parent:
            yield node, name("skos:broader"), iri(iris.theme(parent))
