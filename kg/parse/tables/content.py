"""What cells and columns show by their content, where no heading says it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from kg.model import Span
from kg.parse.blanks import list_view
from kg.parse.brackets import plausible
from kg.parse.clause import Reading, read
from kg.parse.tables.columns import Column, Plan, heading_rows, words
from kg.parse.tables.grid import Block, Cell, untagged
from kg.parse.tables.parted import cut_apart
from kg.parse.view import View

__all__ = ["names_bodies", "read_cell", "shown"]

_NUMBER = regex.compile(r"^\(?[0-9]{1,4}\)?[.、]?$")
_DUE = regex.compile(
    r"^(?:[12][0-9]{3}(?:年|[-./])|[0-9]{1,2}月|每[年月季]|长期|持续|全年|年底|年内|常年|[一二三四]季度|上半年|下半年|即时|立即)"
)
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3
_MOST = 0.8


def read_cell(raw: str, cell: Cell) -> tuple[View, Reading]:
    """Read a cell as a list of bodies, in a view of its own."""
    cell = cell if cell.bodies else cut_apart(raw, cell)
    view = _cut(raw, cell) if cell.bodies else list_view(raw, untagged(raw, cell.span))
    return view, read(view.text, 0, len(view.text))


def _cut(raw: str, cell: Cell) -> View:
    """Return a view of a cell whose bodies are known, each cut from the one before it."""
    edges = (cell.start, *cell.cuts, cell.end)
    ranges = [Span(a, b) for a, b in pairwise(edges)]
    return View.of(raw, ranges, frozenset(cell.cuts))


def names_bodies(raw: str, cell: Cell) -> bool:
    """Return whether a cell names bodies and nothing else."""
    view, reading = read_cell(raw, cell)
    return plausible(reading, view.text)


def shown(raw: str, block: Block, texts: Sequence[Sequence[str]]) -> Plan:
    """Return the columns of a table without headings, or nothing if they do not show.

    The first column of bodies leads and the others support; a single one is responsible.

    Args:
        raw: The raw text.
        block: The table.
        texts: The words of each row's cells.
    """
    rows = block.rows
    if len(rows) < _FEWEST_ROWS or any(heading_rows(texts, i) for i in range(len(rows))):
        return ()
    width = len(rows[0])
    if width < _FEWEST_COLUMNS or any(len(row) != width for row in rows):
        return ()
    kinds = [_kind(raw, block, i) for i in range(width)]
    bodies = [i for i, kind in enumerate(kinds) if kind == "bodies"]
    if not bodies or "text" not in kinds:
        return ()
    for i in bodies:
        kinds[i] = "resp" if len(bodies) == 1 else ("lead" if i == bodies[0] else "support")
    return tuple(Column(kind, "", "", "", None) for kind in kinds)


def _kind(raw: str, block: Block, i: int) -> str:
    cells = [row[i] for row in block.rows if row[i].end > row[i].start]
    if not cells:
        return "other"
    texts = [words(raw, (cell,))[0] for cell in cells]
    most = _MOST * len(cells)
    if sum(bool(_NUMBER.match(text)) for text in texts) >= most:
        return "number"
    if sum(bool(_DUE.match(text)) for text in texts) >= most:
        return "deadline"
    if sum(names_bodies(raw, cell) for cell in cells) >= most:
        return "bodies"
    return "text"
