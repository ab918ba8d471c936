"""What the network needs from the graph, fetched with one query.

One flat query, instead of one join over everything, keeps the work linear in the size of the
graph: themes and places of a task do not multiply its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Protocol

from kg.graph.iri import ONTOLOGY

__all__ = ["QUERY", "Facts", "Queryable"]

_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": ONTOLOGY,
    "skos": "http://www.w3.org/2004/02/skos/core#",
}

_PROPERTIES = (
    "dcterms:isPartOf",
    "dcterms:issued",
    "dcterms:title",
    "kg:agency",
    "kg:inferredMember",
    "kg:jurisdiction",
    "kg:kind",
    "kg:place",
    "kg:reprintOf",
    "kg:role",
    "kg:system",
    "kg:task",
    "kg:theme",
    "kg:tier",
    "skos:notation",
    "skos:prefLabel",
)

QUERY = (
    "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in _PREFIXES.items())
    + "\nSELECT ?subject ?property ?value WHERE {\n  VALUES ?property { "
    + " ".join(_PROPERTIES)
    + " }\n  ?subject ?property ?value\n}"
)


class Queryable(Protocol):
    """A store: answers SPARQL with solutions whose terms carry ``value`` (``kg.graph.store``)."""

    def query(self, sparql: str, /) -> Any:
        """Run a query over the union of the graphs."""


def _names() -> dict[str, str]:
    """Return the property names of the query by full IRI."""
    return {
        _PREFIXES[name.partition(":")[0]] + name.partition(":")[2]: name for name in _PROPERTIES
    }


class Facts:
    """Values by property and subject; several values stand sorted, so nothing hangs on order.

    Args:
        solutions: Solutions of ``QUERY``.
    """

    def __init__(self, solutions: Iterable[Any]) -> None:
        names = _names()
        found: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
        for solution in solutions:
            value = solution["value"]
            language = getattr(value, "language", None) or ""
            name = names[solution["property"].value]
            found[name][solution["subject"].value].add((language, value.value))
        self._found = {
            name: {subject: sorted(values) for subject, values in subjects.items()}
            for name, subjects in found.items()
        }

    def subjects(self, name: str) -> list[str]:
        """Return the subjects that have a property, sorted."""
        return sorted(self._found.get(name, {}))

    def all(self, name: str, subject: str) -> tuple[str, ...]:
        """Return the values of a property, sorted."""
        return tuple(value for _, value in self._found.get(name, {}).get(subject, ()))

    def one(self, name: str, subject: str) -> str:
        """Return the first value of a property, or an empty string."""
        return next(iter(self.all(name, subject)), "")

    def label(self, subject: str, language: str = "zh") -> str:
        """Return the label in a language; in Chinese, any label rather than none."""
        labels = self._found.get("skos:prefLabel", {}).get(subject, [])
        own = [value for tag, value in labels if tag.split("-")[0] == language]
        spare = [value for tag, value in labels if not tag] if language == "zh" else []
        return next(iter(own + spare), "")

    def code(self, subject: str) -> str:
        """Return the notation of a concept, or its IRI where it has none."""
        return self.one("skos:notation", subject) or subject
