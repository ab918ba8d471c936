"""SPARQL 1.1 Protocol without a server: requests, formats, the service's description."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.guard import check, form
from kg.graph.terms import PREFIXES

__all__ = [
    "GRAPHS",
    "RESULTS",
    "Request",
    "accepted",
    "description",
    "formats",
    "request",
]

# Media types by the short names that ?format= takes; the first is the default.
RESULTS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "n3": "text/n3",
}
# What else clients ask for and mean one of the above.
_ALSO = {
    "application/json": RESULTS["json"],
    "application/xml": RESULTS["xml"],
    "text/xml": RESULTS["xml"],
    "text/plain": GRAPHS["nt"],
    "application/x-turtle": GRAPHS["ttl"],
}
_UNCONFINED = frozenset(("*/*",))


@dataclass(frozen=True, slots=True)
class Request:
    """A query as the protocol carries it.

    Attributes:
        query: SPARQL, as it came.
        kind: SELECT, ASK, CONSTRUCT or DESCRIBE.
        default_graphs: Graphs that together are the default graph; all where there are none.
        named_graphs: Graphs that ``GRAPH`` sees.
    """

    query: str
    kind: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def request(parameters: Iterable[tuple[str, str]]) -> Request:
    """Read the parameters of a request.

    Args:
        parameters: Names and values, from the address, the form, or both.

    Raises:
        QueryError: If there is not exactly one query, or it is broken or not allowed.
    """
    pairs = list(parameters)
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise QueryError(
            f"there are {len(queries)} queries", remedy="Send exactly one parameter query"
        )
    check(queries[0])
    kind = form(queries[0])
    if not kind:
        raise QueryError("this is no query", remedy="Start with SELECT, ASK, CONSTRUCT or DESCRIBE")
    default = _graphs(value for name, value in pairs if name == "default-graph-uri")
    named = _graphs(value for name, value in pairs if name == "named-graph-uri")
    return Request(queries[0], kind, default, named)


def _graphs(names: Iterable[str]) -> tuple[str, ...]:
    found = tuple(names)
    for name in found:
        try:
            ox.NamedNode(name)
        except ValueError as error:
            raise QueryError("the name of a graph is no IRI", place=name) from error
    return found


def formats(kind: str) -> dict[str, str]:
    """Return the media types an answer of this kind can have."""
    return RESULTS if kind in {"SELECT", "ASK"} else GRAPHS


def _ranges(header: str) -> list[tuple[float, int, str]]:
    ranges = []
    for at, part in enumerate(header.split(",")):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            quality = float(weight)
        except ValueError:
            quality = 0.0
        if media and quality > 0:
            ranges.append((-quality, at, media.lower()))
    return sorted(ranges)


def accepted(header: str, offered: Sequence[str]) -> str:
    """Return the media type to answer in, or nothing where none is acceptable.

    Args:
        header: The ``Accept`` header; empty accepts all.
        offered: What can be given, the default first.

    Example:
        >>> accepted("text/csv;q=0.5, application/sparql-results+xml", list(RESULTS.values()))
        'application/sparql-results+xml'
    """
    for _, _, media in _ranges(header or "*/*"):
        if media in _UNCONFINED:
            return offered[0]
        wanted = media if media in offered else _ALSO.get(media, "")
        if wanted in offered:
            return wanted
        if media.endswith("/*"):
            found = [one for one in offered if one.startswith(media[:-1])]
            if found:
                return found[0]
    return ""


def description(endpoint: str, media: str, about: Iterable[ox.Triple] = ()) -> bytes:
    """Return the SPARQL 1.1 Service Description.

    Args:
        endpoint: Address of the service.
        media: Media type to write it in.
        about: Description of the data set, to go with it.
    """
    sd = "http://www.w3.org/ns/sparql-service-description#"
    formats_of = "http://www.w3.org/ns/formats/"
    service = ox.NamedNode(endpoint)
    pairs = [
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{sd}Service"),
        (f"{sd}endpoint", endpoint),
        (f"{sd}supportedLanguage", f"{sd}SPARQL11Query"),
        (f"{sd}feature", f"{sd}UnionDefaultGraph"),
        *((f"{sd}resultFormat", f"{formats_of}SPARQL_Results_{x}") for x in _RESULT_NAMES),
        *((f"{sd}resultFormat", f"{formats_of}{x}") for x in _GRAPH_NAMES),
    ]
    triples = [ox.Triple(service, ox.NamedNode(p), ox.NamedNode(o)) for p, o in pairs]
    form = ox.RdfFormat.from_media_type(media)
    written = ox.serialize([*triples, *about], format=form, prefixes={**PREFIXES, "sd": sd})
    assert written is not None
    return written


_RESULT_NAMES = ("JSON", "XML", "CSV", "TSV")
_GRAPH_NAMES = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads", "N3")
