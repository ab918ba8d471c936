"""Answers of queries as plain values."""

from __future__ import annotations

import io

import pyoxigraph as ox

from kg.graph.store import Answer
from kg.graph.terms import PREFIXES

__all__ = ["columns_and_rows", "turtle"]

Rows = tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...]]


def columns_and_rows(answer: Answer) -> Rows | None:
    """Return the names and values of a SELECT, ``None`` for other answers.

    Unbound variables are ``None``; IRIs and literals are their plain text.
    """
    if not isinstance(answer, ox.QuerySolutions):
        return None
    names = tuple(variable.value for variable in answer.variables)
    return names, tuple(tuple(_plain(row[name]) for name in names) for row in answer)


def turtle(answer: Answer) -> str:
    """Return the statements of a CONSTRUCT or DESCRIBE as Turtle, in order of their text."""
    assert isinstance(answer, ox.QueryTriples)
    statements = sorted(answer, key=str)
    words = " ".join(map(str, statements))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in words}
    stream = io.BytesIO()
    ox.serialize(statements, stream, ox.RdfFormat.TURTLE, prefixes=used)
    return stream.getvalue().decode()


def _plain(term: object) -> str | None:
    if term is None:
        return None
    return str(getattr(term, "value", term))
