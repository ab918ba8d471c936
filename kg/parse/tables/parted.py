"""Rows whose words are parted among the columns of a heading, and the tables they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from kg.model import Span
from kg.parse import grammar
from kg.parse.places import place_start
from kg.parse.tables.chain import is_one
from kg.parse.tables.fields import Filled, Way, part
from kg.parse.tables.grid import Cell, Row
from kg.parse.tables.titles import ROLES
from kg.parse.view import View

__all__ = ["Part", "Plan", "cells", "cut_apart", "lists", "settled", "ways_behind"]

_ENOUGH = 3
_LONGEST_CELL = 300
_CACHED = 4096  # cells that are remembered
_PIECES = regex.compile(r"[^、，；。/]+")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a heading promises.

    Attributes:
        kinds: What each column holds (``Column.kind``).
        work: Number of the column of the work: of several the last, behind those of groups.
        tail: Number of the first column behind it.
    """

    kinds: tuple[str, ...]
    work: int
    tail: int

    @classmethod
    def of(cls, kinds: Sequence[str]) -> Plan | None:
        """Return the plan of a heading that has columns for work and, behind it, bodies."""
        roles = [i for i, kind in enumerate(kinds) if kind in ROLES]
        first = kinds.index("number") + 1 if "number" in kinds else 0
        works = [i for i in range(first, roles[0] if roles else 0) if kinds[i] == "text"]
        return cls(tuple(kinds), works[-1], works[-1] + 1) if works else None


@dataclass(frozen=True, slots=True)
class Part:
    """One task: its number, if it has one, its work, and the ways to part what follows."""

    number: tuple[int, int] | None
    work: tuple[int, int]
    ways: tuple[Way, ...]


def ways_behind(view: View, plan: Plan, start: int, end: int, *, edged: bool) -> tuple[Way, ...]:
    """Return the ways to part the words behind the work among the columns there.

    Args:
        view: The text.
        plan: The columns.
        start: Where the words begin.
        end: Where they end.
        edged: Whether they begin without doubt.
    """
    blanks = frozenset(view.breaks(start, end)) - view.lines
    return part(view.text, (start, end), plan.kinds[plan.tail :], blanks, edged=edged)


def lists(way: Way) -> list[Filled]:
    """Return the cells of bodies."""
    return [filled for filled in way if filled.bodies]


def settled(parts: Sequence[Part]) -> list[Way | None]:
    """Return the way to part each task of a table, or ``None`` where none is certain.

    One department before places and firms leads them; and where in all other rows one body
    leads, it does here.
    """
    firsts = [
        lists(one.ways[0])[0] for one in parts if len(one.ways) == 1 and len(lists(one.ways[0])) > 1
    ]
    single = len(firsts) >= _ENOUGH and all(len(first.bodies) == 1 for first in firsts)
    return [_settled(one.ways, single) for one in parts]


def _settled(ways: Sequence[Way], single: bool) -> Way | None:
    if len(ways) == 1:
        return ways[0]
    alone = [way for way in ways if len(lists(way)[0].bodies) == 1]
    if len(alone) != 1:
        return None
    lead, *rest = lists(alone[0])
    contrast = not lead.bodies[0].local and all(b.local for x in rest for b in x.bodies)
    return alone[0] if single or contrast else None


def cut_apart(raw: str, cell: Cell) -> Cell:
    """Return a cell with cuts where two bodies stand in it without anything between them.

    ``市发改委市财政局`` lost a line break. It is cut where the second body has a tier or place of
    its own and there is no other way to read it.
    """
    if cell.end - cell.start > _LONGEST_CELL or "<" in raw[cell.start : cell.end]:
        return cell  # running text, or markup
    view = View.of(raw, [cell.span])
    starts = _unparted(view.text)
    return replace(cell, bodies=True, cuts=tuple(map(view.raw, starts))) if starts else cell


@lru_cache(maxsize=_CACHED)
def _unparted(text: str) -> tuple[int, ...]:
    """Return where the bodies of a cell begin, from the second on, if no mark parts some."""
    if all(map(is_one, _PIECES.findall(text))):
        return ()
    ways = part(text, (0, len(text)), ("resp",), edged=True)
    if len(ways) != 1 or not all(_opens(text[at:]) for at in ways[0][0].cuts):
        return ()
    return tuple(body.start for body in ways[0][0].bodies[1:]) if ways[0][0].cuts else ()


def _opens(text: str) -> bool:
    return bool(grammar.TIER_PREFIX.match(text) or place_start(text) or text.startswith("各"))


def cells(view: View, plan: Plan, one: Part, way: Way) -> Row:
    """Return the row of a task, its words under their columns."""
    row = [Cell(0, 0)] * len(plan.kinds)
    if one.number:
        row[plan.kinds.index("number")] = _cell(view, *one.number)
    row[plan.work] = _cell(view, *one.work)
    for filled in way:
        row[plan.tail + filled.column] = replace(
            _cell(view, filled.start, filled.end),
            bodies=bool(filled.bodies),
            cuts=tuple(view.raw(body.start) for body in filled.bodies[1:]),
        )
    return tuple(row)


def _cell(view: View, start: int, end: int) -> Cell:
    span: Span = view.span(start, end)
    return Cell(span.start, span.end)
