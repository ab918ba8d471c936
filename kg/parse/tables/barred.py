"""Tables whose bars stand on lines of their own, between the lines of the cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse.tables.grid import Block, Cell
from kg.parse.tables.titles import ROLES, kind_of
from kg.parse.view import clean

__all__ = ["barred_blocks"]

_LINE = regex.compile(r"[^\r\n]++")
_FEWEST, _FEWEST_BARS = 3, 5
_MOST_LINES = 12  # of a cell


def barred_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables of a span whose bars stand on lines of their own."""
    lines = [_cell(raw, m.start(), m.end()) for m in _LINE.finditer(raw, span.start, span.end)]
    lines = [line for line in lines if line.end > line.start]
    bars = [i for i, line in enumerate(lines) if i and line.span.of(raw) in "|｜│"]
    found = (_block(raw, lines, run) for run in _runs(bars))
    return [block for block in found if block]


def _runs(bars: Sequence[int]) -> list[list[int]]:
    """Part the bars of one table from those of the next, by the lines between them."""
    runs: list[list[int]] = []
    for bar in bars:
        if runs and bar - runs[-1][-1] <= _MOST_LINES:
            runs[-1].append(bar)
        else:
            runs.append([bar])
    return [run for run in runs if len(run) >= _FEWEST_BARS]


def _block(raw: str, lines: Sequence[Cell], bars: Sequence[int]) -> Block | None:
    """Return a table: its rows if no cell is missing, or that it cannot be read."""
    edges = [bars[0] - 2, *bars]
    cells = [_joined(lines[a + 1 : b]) for a, b in pairwise(edges)]
    kinds = [kind_of(fold(clean(cell.span.of(raw)))) for cell in cells]
    width = next((i for i, kind in enumerate(kinds) if not kind), len(kinds))
    if width < _FEWEST or not {*kinds[:width]} & {*ROLES}:
        return None
    if len(cells) % width == width - 1:  # no bar ends the last row
        cells += lines[bars[-1] + 1 : bars[-1] + 2]
    start, end = cells[0].start, max(lines[bars[-1]].end, cells[-1].end)
    if len(cells) % width or any(cell.end == cell.start for cell in cells):
        return Block(start, end, (), (Span(start, end),))
    rows = tuple(tuple(cells[i : i + width]) for i in range(0, len(cells), width))
    return Block(start, end, rows)


def _joined(lines: Sequence[Cell]) -> Cell:
    return Cell(lines[0].start, lines[-1].end) if lines else Cell(0, 0)


def _cell(raw: str, start: int, end: int) -> Cell:
    words = raw[start:end]
    shown = words.strip()
    begin = start + words.index(shown) if shown else start
    return Cell(begin, begin + len(shown))
