"""Published concept schemes (``ontology/*.ttl``), looked up by notation."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from kg.errors import VocabularyError
from kg.graph.terms import PREFIXES, name
from kg.vocabulary import ontology_file

__all__ = ["Scheme"]

# What a build repeats about a concept it uses; the rest stays in the scheme.
_COPIED = (
    name("skos:prefLabel"),
    name("skos:closeMatch"),
    name("skos:broadMatch"),
    name("skos:narrowMatch"),
    name("skos:relatedMatch"),
    name("kg:tier"),
    NamedNode("http://www.w3.org/2003/01/geo/wgs84_pos#lat"),
    NamedNode("http://www.w3.org/2003/01/geo/wgs84_pos#long"),
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme: its concepts by notation; of several with one, the first IRI counts."""

    store: ox.Store
    concepts: dict[str, NamedNode] = field(default_factory=dict)
    chains: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, file: str, *, key: str = "skos:notation", of: str = "") -> Scheme:
        """Read a file of ``ontology/``; an empty scheme where the installation has none.

        Args:
            file: Its name.
            key: Property to look concepts up by.
            of: Class of the concepts, where the file holds others as well.

        Raises:
            VocabularyError: If the file is damaged.
        """
        try:
            path = ontology_file(file)
        except VocabularyError:
            return cls(ox.Store())
        return cls.read(path, key=key, of=of)

    @classmethod
    def read(cls, path: Path, *, key: str = "skos:notation", of: str = "") -> Scheme:
        """Read a scheme in Turtle.

        Raises:
            VocabularyError: If the file is damaged.
        """
        store = ox.Store()
        try:
            # Loading in bulk is no faster for so little, and sets 200 MB aside.
            store.load(path=path, format=ox.RdfFormat.TURTLE)
        except (SyntaxError, OSError) as error:
            raise VocabularyError(
                f"vocabulary file is damaged: {error}",
                place=str(path),
                remedy="Install the package again",
            ) from error
        of_class = f"?c a {of} ." if of else ""
        rows = store.query(f"SELECT ?c ?n {{ {of_class} ?c {key} ?n }}", prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        pairs = ((row["n"], row["c"]) for row in rows)
        found = [(n.value, c) for n, c in pairs if isinstance(n, Literal) and _named(c)]
        return cls(store, dict(sorted(found, key=lambda pair: str(pair[1]), reverse=True)))

    def published(self, notation: str) -> NamedNode | None:
        """Return the IRI of a concept in the scheme."""
        return self.concepts.get(notation)

    def about(self, notation: str) -> list[tuple[NamedNode, NamedNode | Literal]]:
        """Return labels, tier and coordinates of a concept."""
        concept = self.concepts.get(notation)
        if concept is None:
            return []
        values = [
            (predicate, quad.object)
            for predicate in _COPIED
            for quad in self.store.quads_for_pattern(concept, predicate, None)
        ]
        kept = [(p, o) for p, o in values if isinstance(o, NamedNode | Literal)]
        return sorted(kept, key=lambda pair: (str(pair[0]), str(pair[1])))

    def label(self, notation: str) -> str:
        """Return the Chinese label of a concept, or nothing."""
        about = self.about(notation)
        labels = (o.value for _, o in about if isinstance(o, Literal) and o.language == "zh")
        return min(labels, default="")

    def broader(self, notation: str) -> str:
        """Return the notation of the next broader concept, or nothing."""
        concept = self.concepts.get(notation)
        if concept is None:
            return ""
        parents = self.store.quads_for_pattern(concept, name("skos:broader"), None)
        names = [self._notation(quad.object) for quad in parents]
        return min((found for found in names if found), default="")

    def chain(self, notation: str) -> tuple[str, ...]:
        """Return a notation and all that are broader, from the narrowest to the broadest.

        What is no part of the scheme lies below what its notation starts with: ``7`` of ``7/x``.
        """
        if notation not in self.chains:
            found, at = list[str](), notation
            while at and at not in found:
                found.append(at)
                at = self.broader(at) or at.rpartition("/")[0]
            self.chains[notation] = tuple(found)
        return self.chains[notation]

    def _notation(self, concept: object) -> str:
        if not isinstance(concept, NamedNode):
            return ""
        found = self.store.quads_for_pattern(concept, name("skos:notation"), None)
        values = [q.object.value for q in found if isinstance(q.object, Literal)]
        return min(values, default="")


def _named(term: object) -> bool:
    return isinstance(term, NamedNode)
