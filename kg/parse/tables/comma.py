"""Tables whose cells are separated by commas, as spreadsheets save them.

A line of commas is a table only below a heading that names its columns: running text has commas
too. A cell in quotes may hold commas, line breaks and doubled quotes.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.model import Span
from kg.parse.tables.columns import words
from kg.parse.tables.grid import Block, Cell, Row
from kg.parse.tables.titles import ROLES, kind_of

__all__ = ["comma_blocks"]

# The words of a role between commas: a heading may stand here.
_HEADING = regex.compile(
    r"[,\n]\"?[^,，。\r\n]{0,12}(?:单位|部门|主体)[^,，。\r\n]{0,6},|,\"?[^,，。\r\n]{0,12}(?:单位|部门|主体)[^,，。\r\n]{0,6}$",
    regex.MULTILINE,
)
_CELL = regex.compile(
    r"[^\S\r\n]*+(?:\"(?P<quoted>(?:[^\"]|\"\"){0,5000}+)\"[^\S\r\n]*+|(?P<plain>[^,\"\r\n][^,\r\n]*+)?)(?P<stop>,|\r\n|\n|\r|$)"
)
_FEWEST, _MOST_STRANGE = 3, 0.34
_MOST_CELLS = 60


def comma_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables of a span whose cells are separated by commas."""
    blocks: list[Block] = []
    at = span.start
    while match := _HEADING.search(raw, at, span.end):
        start = max(raw.rfind("\n", span.start, match.start() + 1) + 1, span.start)
        block = _block(raw, start, span.end)
        if block:
            blocks.append(block)
        # The other headings of its line head the same table.
        line_end = raw.find("\n", match.end(), span.end)
        at = block.end if block else line_end if line_end >= 0 else span.end
    return blocks


def _block(raw: str, start: int, limit: int) -> Block | None:
    """Return the table whose heading a line is, if it is one and rows follow."""
    rows: list[Row] = []
    end = start
    for row, behind in _rows(raw, start, limit):
        if not _fits(raw, row, rows):
            break
        rows.append(row)
        end = behind
    if len(rows) < 2:
        return None
    return Block(start, end, tuple(rows))


def _fits(raw: str, row: Row, rows: list[Row]) -> bool:
    """Return whether a row may stand next: first a heading, then rows of its width."""
    if not rows:
        return _is_heading(raw, row)
    return len(row) >= len(rows[0]) or not any(cell.end > cell.start for cell in row[1:])


def _is_heading(raw: str, row: Row) -> bool:
    titles = [title for title in words(raw, row) if title]
    kinds = [kind_of(title) for title in titles]
    strange = kinds.count("")
    return (
        len(kinds) >= _FEWEST
        and bool(set(kinds) & {*ROLES})
        and "text" in kinds
        and strange <= _MOST_STRANGE * len(kinds)
    )


def _rows(raw: str, start: int, limit: int) -> Iterator[tuple[Row, int]]:
    """Yield the rows of lines that hold commas, each with the position behind it."""
    at = start
    while at < limit:
        cells: list[Cell] = []
        stop = ","
        while stop == "," and len(cells) <= _MOST_CELLS:
            match = _CELL.match(raw, at, limit)
            if match is None:
                return
            group = "quoted" if match["quoted"] is not None else "plain"
            a, b = match.span(group)
            cells.append(_trimmed(raw, a, b) if a >= 0 else Cell(at, at))
            at, stop = match.end(), match["stop"]
        if len(cells) < 2 or stop == ",":
            return
        yield tuple(cells), at
        if not stop:
            return


def _trimmed(raw: str, start: int, end: int) -> Cell:
    while end > start and raw[end - 1].isspace():
        end -= 1
    return Cell(start, end)
