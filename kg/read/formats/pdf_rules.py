"""Tables of a PDF page, found by the lines that are drawn around their cells."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]  # it has no stubs

__all__ = ["Rule", "Table", "ruled_tables", "tables_of"]

_THIN = 3.0
_SHORTEST = 6.0
_NEAR = 3.0
_MOST_OBJECTS = 20_000
_MOST_RULES = 4_000
_FEWEST_CELLS = 4


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A straight line: at ``at``, from ``low`` to ``high`` in the other direction."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class Table:
    """A grid of cells; places that no line parts belong to one cell."""

    xs: list[float]  # left to right
    ys: list[float]  # bottom to top
    owner: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return len(self.xs) - 1

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column, from the top left, of the cell at a point, or ``None``."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x) - 1, self.columns - 1)
        row = self.rows - 1 - min(bisect_right(self.ys, y) - 1, self.rows - 1)
        return self.owner[row, column]

    def right_of(self, cell: tuple[int, int]) -> float:
        """Return where a cell ends on the right."""
        row, column = cell
        while column + 1 < self.columns and self.owner[row, column + 1] == cell:
            column += 1
        return self.xs[column + 1]


def ruled_tables(page: Any) -> list[Table]:  # pypdfium2 has no stubs
    """Return the tables of a page, from the top down."""
    across: list[Rule] = []
    down: list[Rule] = []
    for count, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])):
        if count > _MOST_OBJECTS or len(across) + len(down) > _MOST_RULES:
            return []
        for (x0, y0), (x1, y1) in _strokes(thing):
            if abs(y1 - y0) <= _THIN and abs(x1 - x0) >= _SHORTEST:
                across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= _THIN and abs(y1 - y0) >= _SHORTEST:
                down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return tables_of(across, down)


_Point = tuple[float, float]


def _strokes(thing: Any) -> Iterator[tuple[_Point, _Point]]:
    """Yield the straight pieces of a path; a thin bar counts as one stroke."""
    points = [_corner(thing, k) for k in range(min(raw.FPDFPath_CountSegments(thing), 400))]
    for (kind, end, closes), before in zip(points, [None, *points[:-1]], strict=True):
        if kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield before[1], end
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = end
        if closes and points:
            yield end, first


def _corner(thing: Any, number: int) -> tuple[int, _Point, bool]:
    segment = raw.FPDFPath_GetPathSegment(thing, number)
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    a, b, c, d, e, f = thing.get_matrix().get()
    point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
    return raw.FPDFPathSegment_GetType(segment), point, bool(raw.FPDFPathSegment_GetClose(segment))


def tables_of(across: list[Rule], down: list[Rule]) -> list[Table]:
    """Return the tables that lines enclose, from the top down.

    Args:
        across: Horizontal lines.
        down: Vertical lines.
    """
    found = []
    for rows, columns in _groups(across, down):
        table = _table(rows, columns)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: -table.ys[-1])


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Gather the lines that touch each other."""
    parent = list(range(len(across) + len(down)))

    def top(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    order = sorted(range(len(across)), key=lambda k: across[k].at)
    heights = [across[k].at for k in order]
    for k, line in enumerate(down):
        for place in range(bisect_right(heights, line.low - _NEAR), len(order)):
            row = across[order[place]]
            if row.at > line.high + _NEAR:
                break
            if row.low - _NEAR <= line.at <= row.high + _NEAR:
                parent[top(len(across) + k)] = top(order[place])
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for k, line in enumerate([*across, *down]):
        groups.setdefault(top(k), ([], []))[k >= len(across)].append(line)
    return list(groups.values())


def _lines(places: list[float]) -> list[float]:
    """Return places in order, those that are near each other as one."""
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > _NEAR:
            out.append(place)
    return out


def _table(across: list[Rule], down: list[Rule]) -> Table | None:
    xs, ys = _lines([line.at for line in down]), _lines([line.at for line in across])
    table = Table(xs, ys)
    if len(xs) < 3 or len(ys) < 2 or table.rows * table.columns < _FEWEST_CELLS // 2:
        return None
    if table.rows * table.columns > _MOST_RULES:
        return None
    for row in range(table.rows):
        for column in range(table.columns):
            table.owner[row, column] = _owner(table, across, down, row, column)
    return table


def _owner(
    table: Table, across: list[Rule], down: list[Rule], row: int, column: int
) -> tuple[int, int]:
    """Return the upper left place of the cell that a place belongs to."""
    bottom, top = table.ys[table.rows - 1 - row], table.ys[table.rows - row]
    left, right = table.xs[column], table.xs[column + 1]
    if row and not _drawn(across, top, left, right):
        return table.owner[row - 1, column]
    if column and not _drawn(down, left, bottom, top):
        return table.owner[row, column - 1]
    return row, column


def _drawn(lines: list[Rule], at: float, low: float, high: float) -> bool:
    middle = (low + high) / 2
    return any(abs(line.at - at) <= _NEAR and line.low <= middle <= line.high for line in lines)
