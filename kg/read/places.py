"""Where a position stands in the file it was read from: its page, or its sheet and cell."""

from __future__ import annotations

from bisect import bisect_right

from kg.model import Source

__all__ = ["place_of"]


def place_of(source: Source, position: int) -> str:
    """Return ``page 3``, ``Sheet1!C12``, or empty for files without pages.

    Args:
        source: The file as read.
        position: Position in its text.
    """
    starts = [page.start for page in source.pages]
    number = bisect_right(starts, position) - 1
    if number < 0:
        return ""
    page = source.pages[number]
    if not page.cells:
        return f"page {page.name}"
    row = source.text.count("\n", page.start, position) + 1
    line = source.text.rfind("\n", page.start, position) + 1
    column = source.text.count("\t", max(line, page.start), position)
    return f"{page.name}!{_letters(column)}{row}"


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
