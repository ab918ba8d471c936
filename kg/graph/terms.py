"""Namespaces, and short ways to write RDF terms."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.graph.iri import ONTOLOGY

__all__ = [
    "PREFIXES",
    "TYPE",
    "Term",
    "date",
    "decimal",
    "integer",
    "iri",
    "name",
    "text",
    "true",
]

Term = NamedNode | Literal

PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "kg": ONTOLOGY,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


@lru_cache(maxsize=4096)
def name(short: str) -> NamedNode:
    """Return the term that a prefixed name such as ``kg:task`` stands for."""
    prefix, _, local = short.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def iri(value: str) -> NamedNode:
    """Return the term for a full IRI."""
    return NamedNode(value)


def text(value: str, language: str = "") -> Literal:
    """Return a literal; half surrogate pairs, which no RDF can hold, become U+FFFD."""
    value = value.encode("utf-8", "replace").decode() if not value.isascii() else value
    return Literal(value, language=language) if language else Literal(value)


def integer(value: int) -> Literal:
    """Return an ``xsd:integer``."""
    return Literal(str(value), datatype=name("xsd:integer"))


def decimal(value: float) -> Literal:
    """Return an ``xsd:decimal`` with at most six places."""
    digits = f"{value:.6f}".rstrip("0").rstrip(".")
    return Literal(digits, datatype=name("xsd:decimal"))


def true() -> Literal:
    """Return the literal ``true``."""
    return Literal("true", datatype=name("xsd:boolean"))


def date(value: str) -> Literal:
    """Return a date as precise as it is written: year, month or day (ISO 8601)."""
    kind = _DATE_TYPES.get(len(value))
    return Literal(value, datatype=name(kind)) if kind else Literal(value)


TYPE = name("rdf:type")
