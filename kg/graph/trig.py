"""Statements as TriG text, written straight from words: no object for each of millions.

A term is the text that stands for it: ``<IRI>``, ``prefix:local``, ``"words"@zh``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from kg.graph.terms import PREFIXES

__all__ = [
    "HEADER",
    "NEXT",
    "Block",
    "Entry",
    "blocks",
    "count",
    "day",
    "decimals",
    "full",
    "words",
]

HEADER = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))
"""What stands at the head of a file, once."""

NEXT = " ;\n\t\t"
"""What stands between the statements of a subject."""

_ESCAPED = re.compile(r'[\x00-\x1f"\\\ud800-\udfff]')
_KNOWN = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_PARCEL = 10_000


def full(iri: str) -> str:
    """Return the term of an IRI."""
    return f"<{iri}>"


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if character >= "\ud800":
        return "?"
    return _KNOWN.get(character) or f"\\u{ord(character):04X}"


def words(value: str, language: str = "") -> str:
    """Return the term of words; half surrogate pairs, which no RDF can hold, are replaced."""
    # Of what has to be escaped, all but two characters cannot be printed; few words have any.
    if not value.isprintable() or '"' in value or "\\" in value:
        value = _ESCAPED.sub(_escape, value)
    return f'"{value}"@{language}' if language else f'"{value}"'


def count(value: int) -> str:
    """Return the term of a whole number."""
    return str(value)


@lru_cache(maxsize=4096)
def decimals(value: float) -> str:
    """Return the term of an ``xsd:decimal`` with at most six places."""
    digits = f"{value:.6f}".rstrip("0").rstrip(".")
    return f'"{digits}"^^xsd:decimal'


def day(value: str) -> str:
    """Return the term of a date as precise as it is written: year, month or day (ISO 8601)."""
    kind = _DATES.get(len(value))
    return f'"{value}"^^{kind}' if kind else words(value)


Entry = tuple[str, tuple[str, ...]]
"""A line of statements, and the properties that they use, ``a kg:Task`` where it is a class."""


def blocks(graph: str, entries: Iterable[str]) -> Iterator[bytes]:
    """Yield the graph of many things in parcels.

    Args:
        graph: IRI of the graph.
        entries: Lines, each of whole statements.
    """
    source = iter(entries)
    while parcel := "".join(islice(source, _PARCEL)):
        yield f"<{graph}> {{\n{parcel}}}\n".encode()


class Block:
    """The statements of one graph, by subject, each once, in the order in which they came.

    Args:
        graph: IRI of the graph.
        prefixes: IRIs of prefixes of its own, beside those of ``HEADER``.
    """

    def __init__(self, graph: str, prefixes: Mapping[str, str]) -> None:
        self._graph = graph
        self._prefixes = prefixes
        self._said: dict[str, dict[str, None] | str] = {}
        self._ready: list[str] = []
        self._terms: list[tuple[str, ...]] = []  # of few kinds, each many times
        self._counts = Counter[str]()

    def say(self, subject: str, predicate: str, value: str) -> None:
        """Add a statement; ``a`` is what Turtle calls ``rdf:type``."""
        held = self._said.get(subject)
        if not isinstance(held, dict):
            held = self._said[subject] = dict.fromkeys(held.split(NEXT) if held else ())
        said = f"{predicate} {value}"
        if said not in held:
            held[said] = None
            self._terms.append((said if predicate == "a" else predicate,))

    def tell(self, subject: str, statements: str, terms: tuple[str, ...]) -> None:
        """Add the statements about one thing, written already.

        Args:
            subject: The thing.
            statements: A predicate and a value each, with ``NEXT`` between them.
            terms: Their properties, ``a kg:Task`` where it is a class.
        """
        if subject not in self._said:
            self._said[subject] = statements
            self._terms.append(terms)
            return
        for said in statements.split(NEXT):  # no words hold a line break: it is escaped
            predicate, _, value = said.partition(" ")
            self.say(subject, predicate, value)

    def add(self, ready: str, terms: tuple[str, ...]) -> None:
        """Add statements that are written already, about things that nothing else is said of.

        Args:
            ready: Whole statements with their full stops, a line each.
            terms: Their properties, ``a kg:Task`` where it is a class.
        """
        self._ready.append(ready)
        self._terms.append(terms)

    def _counted(self) -> Counter[str]:
        for terms, times in Counter(self._terms).items():
            for term in terms:
                self._counts[term] += times
        self._terms.clear()
        return self._counts

    @property
    def classes(self) -> Counter[str]:
        """How many statements name a class, by the term that was given."""
        counted = self._counted().items()
        return Counter({term[2:]: times for term, times in counted if term.startswith("a ")})

    @property
    def properties(self) -> Counter[str]:
        """How many statements have a property, by the term that was given."""
        total = Counter[str]()
        for term, times in self._counted().items():
            total["a" if term.startswith("a ") else term] += times
        return total

    def text(self) -> str:
        """Return the block, with the prefixes that it needs."""
        if not self._said and not self._ready:
            return ""
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self._prefixes.items())
        said = (
            (node, held if isinstance(held, str) else NEXT.join(held))
            for node, held in self._said.items()
        )
        body = "".join([f"\t{node} {held} .\n" for node, held in said])
        return f"{head}<{self._graph}> {{\n{body}{''.join(self._ready)}}}\n"
