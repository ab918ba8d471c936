"""Pages of a PDF that hold no words: blank, or pictures whose text nobody has recognised."""

from __future__ import annotations

from itertools import pairwise

from kg.model import Document, Open, Span

__all__ = ["pictured"]

_PDF = "application/pdf"
# A scanned page may still bear its number as text: — 3 —
_FEWEST_LETTERS = 5


def pictured(document: Document) -> tuple[Open, ...]:
    """Return an open point for each page of a document that holds no words.

    Args:
        document: One document of a source. Pages that lie outside its span are another's.
    """
    source = document.source
    if source.media_type != _PDF:
        return ()
    ends = [*(page.start for page in source.pages), len(source.text)]
    return tuple(
        Open(
            Span(start, end),
            "unreadable",
            Span(start, end).of(source.text),
            f"page {page.name} holds no words: blank, or a picture whose text is not recognised",
        )
        for page, (start, end) in zip(source.pages, pairwise(ends), strict=True)
        if document.span.start <= start < document.span.end
        and sum(map(str.isalpha, source.text[start:end])) < _FEWEST_LETTERS
    )
