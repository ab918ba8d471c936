"""Rows that have fewer or more cells than their heading, put under its columns.

A cell that spans rows is written once: the rows below it lack it, most often at their beginning. An
empty cell at the end may be left out. What a cell may be shows by its words: bodies stand in
columns of bodies and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import regex

from kg.parse import grammar
from kg.parse.known import forms
from kg.parse.places import place_start
from kg.parse.tables.columns import ROLE_KINDS, Plan, words
from kg.parse.tables.content import is_deed, is_due, is_nothing, names_bodies, names_some
from kg.parse.tables.fields import is_person
from kg.parse.tables.grid import Cell, Row

__all__ = ["fitted", "realigned", "work_column"]

_NUMBER = regex.compile(r"^\(?[0-9]{1,4}\)?[.、]?$")
_MOST_MISSING, _WIDEST = 4, 16
_LONGEST_LIST = 200  # of bodies in a cell that is no work
_LONGEST_DUE = 14
_LOCAL = regex.compile(
    r"^\p{Han}{2,8}(?:街道|街道办事处|公司|集团|管委会|[镇乡]政府)$|^团[省市县区州]委$"
)
_BAR = regex.compile(r"\s*+[|｜│]")
_STOPS = "。；！"
_BODIES = ("sure", "bodies", "mixed")
_NO_WORK = 2  # what a row without work costs


def fitted(raw: str, row: Row, columns: Plan, *, kept: bool) -> Row | None:
    """Return a row with its cells under their columns; ``None`` if no one place is left for them.

    A row of full width whose bodies stand where none can be lost a cell as well, if its last is
    empty.

    Args:
        raw: The raw text.
        row: The row.
        columns: The columns of its heading.
        kept: Whether empty cells at the end of rows are written in this table.
    """
    texts = words(raw, row)
    if len(row) >= len(columns):
        held = len(columns) - next(
            (k for k, text in enumerate(reversed(texts[: len(columns)])) if text), 0
        )
        strays = _strays(raw, row, texts, columns)
        if not strays or held == len(columns):
            return row
        placed = _placed(raw, row[:held], columns, kept=False)
        work = work_column(columns)
        return placed if placed and (work < 0 or placed[work].end > placed[work].start) else None
    if not any(_is(raw, cell, text, "some") for cell, text in zip(row, texts, strict=True)):
        return row
    return _placed(raw, row, columns, kept=kept)


def _strays(raw: str, row: Row, texts: Sequence[str], columns: Plan) -> bool:
    """Return whether bodies stand as a deadline or as the work."""
    work = work_column(columns)
    return any(
        (column.kind == "deadline" and _is(raw, cell, text, "bodies"))
        or (i == work and _known(text) and _is(raw, cell, text, "sure"))
        for i, (column, cell, text) in enumerate(zip(columns, row, texts, strict=False))
    )


def work_column(columns: Plan) -> int:
    """Return the column that most likely holds the work: the last of words before the bodies."""
    first = next((i for i, c in enumerate(columns) if c.kind in ROLE_KINDS), len(columns))
    return next((i for i in range(first - 1, -1, -1) if columns[i].kind == "text"), -1)


def _is(raw: str, cell: Cell, text: str, what: str) -> bool:
    if not text or is_nothing(text) or is_due(text) or len(text) > _LONGEST_LIST:
        return False
    if _NUMBER.match(text) or (is_deed(text) and not _known(text)):
        return False
    if what == "some":
        return names_some(raw, cell)
    # 建设园区 may be work; 区文旅局, or several bodies, are none whatever stands above them.
    sure = text[-1] not in _STOPS and (_known(text) or "、" in text)
    return (what == "bodies" or sure) and names_bodies(raw, cell)


def _known(text: str) -> bool:
    first = text.split("、", 1)[0]
    begins = (
        grammar.TIER_PREFIX.match(text)
        or place_start(text)
        or (_LOCAL.search(first) and not is_deed(first))
    )
    return bool(begins) or first in forms()


def _placed(raw: str, row: Row, columns: Plan, *, kept: bool) -> Row | None:
    """Return the one cheapest way to put cells under columns, in their order."""
    missing = len(columns) - len(row)
    if missing > _MOST_MISSING or len(columns) > _WIDEST:
        return None
    texts = words(raw, row)
    sorts = [_sort(raw, cell, text) for cell, text in zip(row, texts, strict=True)]
    # A row that a bar or an empty cell ends lacks none behind it.
    ended = kept or not sorts[-1] or bool(_BAR.match(raw, row[-1].end))
    found: dict[tuple[int, ...], int] = {}
    for places in combinations(range(len(columns)), len(row)):
        if all(_fits(s, columns, i) for s, i in zip(sorts, places, strict=True)):
            filled = tuple(i for s, i in zip(sorts, places, strict=True) if s)
            cost = _cost(places, filled, columns, ended)
            found[filled] = min(cost, found.get(filled, cost))
    best = [places for places, cost in found.items() if cost == min(found.values())]
    if len(best) != 1:
        return None
    shown = iter(cell for cell, sort in zip(row, sorts, strict=True) if sort)
    empty = Cell(row[0].start, row[0].start)
    return tuple(next(shown) if i in best[0] else empty for i in range(len(columns)))


def _sort(raw: str, cell: Cell, text: str) -> str:
    """Return what a cell may be by its words; empty if it has none."""
    if not text:
        return ""
    if is_nothing(text):
        return "nothing"
    if _NUMBER.match(text):
        return "number"
    if is_due(text) and len(text) <= _LONGEST_DUE:
        return "due"
    if is_person(text):
        return "person"
    if _is(raw, cell, text, "bodies"):
        return "sure" if _is(raw, cell, text, "sure") else "bodies"
    return "mixed" if _is(raw, cell, text, "some") else "text"


def _fits(sort: str, columns: Plan, i: int) -> bool:
    kind = columns[i].kind
    if sort in ("", "nothing") or kind == "other":
        return True
    if kind in ROLE_KINDS:
        return sort in _BODIES
    if kind == "text":
        own = {"number": "number", "due": "deadline", "person": "person"}.get(sort)
        return sort != "sure" and own not in {column.kind for column in columns}
    if kind == "number":
        return sort == "number"
    return sort not in (*_BODIES, "due" if kind == "person" else "person")


def _cost(places: Sequence[int], filled: Sequence[int], columns: Plan, ended: bool) -> int:
    """Cells are lost at the beginning and at the end of a row rather than inside it."""
    lost = sum(1 for _ in _gaps(places)) + (ended and places[-1] < len(columns) - 1)
    return lost + _NO_WORK * (work_column(columns) >= 0 and work_column(columns) not in filled)


def _gaps(places: Sequence[int]) -> Iterator[int]:
    held = set(places)
    yield from (i for i in range(min(places), max(places)) if i not in held)


def realigned(raw: str, row: Row, columns: Plan) -> Row:
    """Drop surplus cells so that what reads as bodies stands in the columns of bodies.

    A damaged row repeats or splits the cells of its text; the cells of bodies keep their order.
    """
    first = next(i for i, c in enumerate(columns) if c.kind in ROLE_KINDS)
    surplus = len(row) - len(columns)
    for shift in range(surplus, -1, -1):
        moved = row[:first] + row[first + shift : len(columns) + shift]
        cells = [c for c, column in zip(moved, columns, strict=True) if column.kind in ROLE_KINDS]
        filled = [c for c in cells if c.end > c.start]
        if filled and all(names_bodies(raw, c) for c in filled):
            return moved
    return row[: len(columns)]
