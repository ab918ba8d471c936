"""From what people type (a name, a code, an IRI) to the node they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.store import Answer
from kg.graph.terms import TYPE, name

__all__ = ["CLASSES", "Queryable", "complete", "find"]

# What kinds of node a parameter can ask for; several classes are tried in turn.
CLASSES = {
    "body": ("kg:Agency", "kg:AgencyGroup"),
    "document": ("kg:Document",),
    "region": ("kg:Region", "kg:Area"),
    "role": ("kg:Role",),
    "system": ("kg:System",),
    "task": ("kg:Task",),
    "theme": ("kg:Theme",),
}
_NAMES = ("skos:prefLabel", "skos:altLabel", "skos:notation", "kg:number", "dcterms:title")
_FEW = 8


class Queryable(Protocol):
    """A store that answers SPARQL: embedded or remote."""

    def query(self, sparql: str, /) -> Answer:
        """Run a query over the union of the graphs."""

    def rows(self, sparql: str, /) -> Iterator[dict[str, ox.Literal | ox.NamedNode]]:
        """Yield the rows of a SELECT as dictionaries; unbound variables are left out."""


def _rows(store: Queryable, sparql: str) -> list[tuple[str, str]]:
    answer = store.query(sparql)
    assert isinstance(answer, ox.QuerySolutions)
    pairs = ((row["node"], row["label"]) for row in answer)
    return sorted({(n.value, t.value) for n, t in pairs if _plain(n) and _plain(t)})


def _plain(term: object) -> bool:
    return isinstance(term, ox.NamedNode | ox.Literal)


def _pattern(kind: str) -> str:
    classes = " ".join(str(name(short)) for short in CLASSES[kind])
    predicates = "|".join(str(name(short)) for short in _NAMES)
    return f"VALUES ?class {{ {classes} }} ?node {TYPE} ?class . ?node {predicates} ?label ."


def complete(store: Queryable, kind: str, part: str, limit: int = 20) -> list[tuple[str, str]]:
    """Return nodes with a name that holds ``part``, as (IRI, name); shortest names first."""
    words = ox.Literal(part.strip())
    found = f"{_pattern(kind)} FILTER(CONTAINS(STR(?label), {words}))"
    rows = _rows(
        store,
        f"SELECT DISTINCT ?node ?label {{ {found} }}"
        f" ORDER BY STRLEN(STR(?label)) ?label LIMIT {int(limit)}",
    )
    return sorted(rows, key=lambda row: (len(row[1]), row[1], row[0]))


def _exact(store: Queryable, kind: str, value: str) -> list[tuple[str, str]]:
    words = ox.Literal(value)
    found = f"{_pattern(kind)} FILTER(STR(?label) = {words})"
    return _rows(store, f"SELECT DISTINCT ?node ?label {{ {found} }} LIMIT 50")


def find(store: Queryable, kind: str, value: str) -> ox.NamedNode:
    """Return the node that a name, code or IRI stands for.

    Args:
        store: Where to look.
        kind: One of :data:`CLASSES`.
        value: What a person typed.

    Raises:
        QueryError: If nothing or more than one thing has this name.
    """
    value = value.strip()
    if "://" in value or value.startswith("urn:"):
        return _iri(value.strip("<>"))
    nodes = sorted({node for node, _ in _exact(store, kind, value)})
    if len(nodes) == 1:
        return ox.NamedNode(nodes[0])
    if nodes:
        raise QueryError(
            f"{len(nodes)} things have this name", place=value, remedy=f"Say which: {_few(nodes)}"
        )
    near = [label for _, label in complete(store, kind, value, _FEW)] if value else []
    remedy = f"Did you mean {_few(near)}?" if near else "Use the full name, the code or the IRI"
    raise QueryError(f"no {kind} has this name", place=value or "(empty)", remedy=remedy)


def _few(names: list[str]) -> str:
    shown = ", ".join(dict.fromkeys(names[:_FEW]))
    return f"{shown}, …" if len(names) > _FEW else shown


def _iri(value: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise QueryError(
            f"this is no IRI: {error}", place=value, remedy="Copy it from the site or a table"
        ) from error
