"""Statements as TriG text, written straight from words: no object for each of millions.

A term is the text that stands for it: ``<IRI>``, ``prefix:local``, ``"words"@zh``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from kg.graph.terms import PREFIXES

__all__ = ["HEADER", "Block", "count", "day", "decimals", "full", "short", "words"]

HEADER = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))
"""What stands at the head of a file, once."""

_ESCAPED = re.compile(r'[\x00-\x1f"\\]')
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
    return _KNOWN.get(character) or f"\\u{ord(character):04X}"


def words(value: str, language: str = "") -> str:
    """Return the term of words; half surrogate pairs, which no RDF can hold, are replaced."""
    if not value.isascii():
        value = value.encode("utf-8", "replace").decode()
    tag = f"@{language}" if language else ""
    return f'"{_ESCAPED.sub(_escape, value)}"{tag}'


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
    """

    def __init__(self, graph: str, prefixes: Mapping[str, str]) -> None:
        self._graph = graph
        self._prefixes = prefixes
        self._said: dict[str, dict[str, None]] = {}

    def say(self, subject: str, predicate: str, value: str) -> None:
        """Add a statement."""
        self._said.setdefault(subject, {})[f"{predicate} {value}"] = None

    def knows(self, subject: str) -> bool:
        """Return whether something has been said about a subject."""
        return subject in self._said

    def text(self) -> str:
        """Return the block, with the prefixes that it needs."""
        if not self._said:
            return ""
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self._prefixes.items())
        said = ((node, _NEXT.join(held)) for node, held in self._said.items())
        body = "".join(f"\t{node} {held} .\n" for node, held in said)
        return f"{head}<{self._graph}> {{\n{body}}}\n"

    def kinds(self) -> tuple[Counter[str], Counter[str]]:
        """Return how many statements each class and each property has, by prefixed name."""
        properties: Counter[str] = Counter()
        classes: Counter[str] = Counter()
        for held in self._said.values():
            for said in held:
                predicate, _, value = said.partition(" ")
                properties[predicate] += 1
                if predicate == "a":
                    classes[value] += 1
        properties["rdf:type"] = properties.pop("a", 0)
        return classes, properties
