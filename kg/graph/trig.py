"""Statements as TriG text, written straight from words: no object for each of millions.

A term is the text that stands for it: ``<IRI>``, ``prefix:local``, ``"words"@zh``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kg.graph.terms import PREFIXES

__all__ = ["HEADER", "Block", "count", "day", "decimals", "full", "short", "words"]

HEADER = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))
"""What stands at the head of a file, once."""

_ESCAPED = re.compile(r'[\x00-\x1f"\\\ud800-\udfff]')
_KNOWN = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_NOT_LOCAL = re.compile(r"[^0-9A-Za-z]")
_NEXT = " ;\n\t\t"  # between the statements of a subject
_LOCAL = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?\Z")


def full(iri: str) -> str:
    """Return the term of an IRI."""
    return f"<{iri}>"


def short(prefix: str, local: str) -> str:
    """Return a prefixed name; what could be misread in its second part is escaped (ASCII only)."""
    if _LOCAL.match(local):
        return f"{prefix}:{local}"
    return f"{prefix}:{_NOT_LOCAL.sub(_backslash, local)}"


def _backslash(found: re.Match[str]) -> str:
    return f"\\{found.group()}"


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if character >= "\ud800":
        return "?"
    return _KNOWN.get(character) or f"\\u{ord(character):04X}"


def words(value: str, language: str = "") -> str:
    """Return the term of words; half surrogate pairs, which no RDF can hold, are replaced."""
    if _ESCAPED.search(value):
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


class Block:
    """The statements of one graph, by subject, each once, in the order in which they came.

    Args:
        graph: IRI of the graph.
        prefixes: IRIs of prefixes of its own, beside those of ``HEADER``.

    Attributes:
        classes: How many statements name a class, ``properties`` how many have a property; both
            by the term that was given.
    """

    def __init__(self, graph: str, prefixes: Mapping[str, str]) -> None:
        self._graph = graph
        self._prefixes = prefixes
        self._said: dict[str, dict[str, None]] = {}
        self._ready: list[str] = []
        self.classes: dict[str, int] = {}
        self.properties: dict[str, int] = {}

    def say(self, subject: str, predicate: str, value: str) -> None:
        """Add a statement; ``a`` is what Turtle calls ``rdf:type``."""
        held = self._said.get(subject)
        if held is None:
            held = self._said[subject] = {}
        said = f"{predicate} {value}"
        if said not in held:
            held[said] = None
            self.properties[predicate] = self.properties.get(predicate, 0) + 1
            if predicate == "a":
                self.classes[value] = self.classes.get(value, 0) + 1

    def add(self, ready: str, classes: Mapping[str, int], properties: Mapping[str, int]) -> None:
        """Add statements that are written already, about things that nothing else is said of.

        Args:
            ready: Whole statements with their full stops, a line each.
            classes: How many name each class.
            properties: How many have each property.
        """
        self._ready.append(ready)
        for total, part in ((self.classes, classes), (self.properties, properties)):
            for term, number in part.items():
                total[term] = total.get(term, 0) + number

    def text(self) -> str:
        """Return the block, with the prefixes that it needs."""
        if not self._said and not self._ready:
            return ""
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self._prefixes.items())
        said = ((node, _NEXT.join(held)) for node, held in self._said.items())
        body = "".join(f"\t{node} {held} .\n" for node, held in said)
        return f"{head}<{self._graph}> {{\n{body}{''.join(self._ready)}}}\n"
