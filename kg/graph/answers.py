"""Answers of queries as plain values and as text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import cast

import pyoxigraph as ox

from kg.graph.store import Answer
from kg.graph.terms import PREFIXES

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "columns_and_rows",
    "graph_text",
    "kind",
    "results_text",
]

Rows = tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...]]

# Formats that keep what a term is, by the usual endings of files.
RESULT_FORMATS = {"srj": ox.QueryResultsFormat.JSON, "srx": ox.QueryResultsFormat.XML}
GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_PARTS = ("subject", "predicate", "object")


def kind(answer: Answer) -> str:
    """Return what an answer holds: ``rows``, ``truth`` (of ASK) or ``statements``."""
    if isinstance(answer, ox.QueryBoolean):
        return "truth"
    return "rows" if isinstance(answer, ox.QuerySolutions) else "statements"


def columns_and_rows(answer: Answer) -> Rows:
    """Return the names and values of a SELECT; of a CONSTRUCT the parts of its statements.

    Unbound variables are ``None``; IRIs and literals are their plain text.
    """
    if isinstance(answer, ox.QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        return names, tuple(tuple(_plain(row[name]) for name in names) for row in answer)
    statements = _statements(answer)
    return _PARTS, tuple(tuple(_plain(getattr(s, part)) for part in _PARTS) for s in statements)


def graph_text(answer: Answer, form: str) -> str:
    """Return the statements of a CONSTRUCT or DESCRIBE, in order of their text.

    Args:
        answer: What was answered.
        form: One of ``GRAPH_FORMATS``.
    """
    statements = _statements(answer)
    words = " ".join(map(str, statements))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in words}
    stream = io.BytesIO()
    ox.serialize(statements, stream, GRAPH_FORMATS[form], prefixes=used)
    return stream.getvalue().decode()


def results_text(answer: Answer, form: str) -> str:
    """Return the answer to a SELECT or ASK.

    Args:
        answer: What was answered.
        form: One of ``RESULT_FORMATS``.
    """
    assert isinstance(answer, ox.QuerySolutions | ox.QueryBoolean)
    stream = io.BytesIO()
    answer.serialize(stream, format=RESULT_FORMATS[form])
    return stream.getvalue().decode() + "\n"


def _statements(answer: Answer) -> list[ox.Triple]:
    assert not isinstance(answer, ox.QuerySolutions | ox.QueryBoolean)
    return sorted(cast(Iterable[ox.Triple], answer), key=str)  # servers give a plain iterator


def _plain(term: object) -> str | None:
    if term is None:
        return None
    return str(getattr(term, "value", term))
