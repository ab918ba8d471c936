"""Columns whose cells say themselves who does what, under a heading that gives no role.

分工 or 责任落实 above 县水利局牵头，县财政局配合.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.parse.clause import Reading
from kg.parse.tables.columns import Column, Plan, heading_rows
from kg.parse.tables.content import is_nothing, read_cell
from kg.parse.tables.grid import Block, Row
from kg.parse.tables.titles import kind_of

__all__ = ["told"]

_FEWEST_ROWS = 2
_MOST = 0.8
_LONGEST_TITLE = 14
_ASIDE = ("number", "person", "deadline")


def told(raw: str, block: Block, texts: Sequence[Sequence[str]]) -> Plan:
    """Return the columns of a table with one column that tells roles, or nothing.

    Args:
        raw: The raw text.
        block: The table; its first row is the heading.
        texts: The words of each row's cells.
    """
    if len(block.rows) <= _FEWEST_ROWS or any(heading_rows(texts, i) for i in range(len(texts))):
        return ()
    head, rows = block.rows[0], block.rows[1:]
    if any(len(row) != len(head) for row in rows) or not all(map(_is_title, texts[0])):
        return ()
    kinds = [kind_of(title) or "other" for title in texts[0]]
    telling = [
        i for i, kind in enumerate(kinds) if kind not in _ASIDE and _tells(raw, rows, texts, i)
    ]
    if len(telling) != 1:
        return ()
    kinds[telling[0]] = "resp"
    if "text" not in kinds:
        return ()
    cells = zip(kinds, texts[0], head, strict=True)
    return tuple(Column(kind, "", "", title, cell.span) for kind, title, cell in cells)


def _is_title(words: str) -> bool:
    return 0 < len(words) <= _LONGEST_TITLE


def _tells(raw: str, rows: Sequence[Row], texts: Sequence[Sequence[str]], i: int) -> bool:
    """Return whether most cells of a column begin with bodies and say what these are to do."""
    filled = [
        row
        for row, said in zip(rows, texts[1:], strict=True)
        if said[i] and not is_nothing(said[i])
    ]
    if len(filled) < _FEWEST_ROWS:
        return False
    found = [read_cell(raw, row[i]) for row in filled]
    good = sum(not cell.strange and _is_told(cell.reading) for cell in found)
    return good >= _MOST * len(filled)


def _is_told(reading: Reading) -> bool:
    """Return whether a reading begins with its bodies, or their label, and gives all a role."""
    if not reading.items or any(listed.word == "bare" for listed in reading.lists):
        return False
    label = reading.lists[0].at if reading.lists[0].label else None
    return (label or (reading.items[0].start, 0))[0] == 0
