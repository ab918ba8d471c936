"""The documents inside a source: the whole file, or each one of a gazette."""

from __future__ import annotations

from kg.model import Document, Source, Span
from kg.read.citations import citations
from kg.read.gazettes import document_starts
from kg.read.heads import read_head
from kg.read.outline import sections

__all__ = ["documents"]

_FEWEST = 2


def documents(source: Source) -> tuple[Document, ...]:
    """Return the documents inside a source, in text order.

    A document of a gazette ends where the title of the next one begins; the pages before the
    first belong to none.
    """
    starts = document_starts(source.text)
    if len(starts) < _FEWEST:
        return (_document(source, Span(0, len(source.text))),)
    ends = [*starts[1:], len(source.text)]
    return tuple(
        _document(source, Span(start, end)) for start, end in zip(starts, ends, strict=True)
    )


def _document(source: Source, span: Span) -> Document:
    text, start, end = source.text, span.start, span.end
    head = read_head(text, start, end)
    return Document(
        source,
        span,
        head.title,
        head.number,
        head.issuer,
        head.date,
        sections(text, start, end),
        citations(text, start, end, head.title, head.number),
    )
