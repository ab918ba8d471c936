"""Rows whose cells go on in the next lines: where such a row ends.

A cell of bodies may have each body in a paragraph of its own; the marks between cells stand on
the first and the last line of it. A row is put together only if it has as many cells as its
heading then, and if what goes on under a heading of bodies names bodies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from kg.characters import fold
from kg.parse import grammar
from kg.parse.brackets import plausible
from kg.parse.clause import read
from kg.parse.known import forms
from kg.parse.places import place_start
from kg.parse.tables.titles import ROLES, kind_of
from kg.parse.view import PAGE_LINE, clean

__all__ = ["STOPS", "Held", "names", "unwrapped"]

STOPS = "。；！"
_MOST = 24  # lines of a row whose cells are broken
_LONGEST = 60  # words of one of them
_NUMBER = regex.compile(r"\(?[0-9]{1,4}\)?[.、]?")
_GROUP = regex.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")


@dataclass(frozen=True, slots=True)
class Held:
    """A line by its cells.

    Attributes:
        stop: Where it ends.
        after: Where the next line begins.
        cells: The words of its cells: one if no mark stands in it, none for a line of rules.
    """

    stop: int
    after: int
    cells: tuple[str, ...]


def names(words: str) -> bool:
    """Return whether a line names bodies and nothing else; words of roles, or a stop, close it."""
    words = words.removesuffix("。")
    return words[-1:] not in (*STOPS, "") and plausible(read(words, 0, len(words)), words)


def unwrapped(lines: Iterator[Held], head: Sequence[str]) -> Held | None:
    """Return the last line of a row that goes on behind its first; ``None`` if it does not.

    Args:
        lines: The lines from the row's first on.
        head: The words of the heading.
    """
    first = next(lines)
    kinds = [kind_of(fold(clean(title))) for title in head]
    if not {*kinds} & {*ROLES} or not 1 < len(first.cells) <= len(head):
        return None
    row = _Row(kinds, [fold(clean(cell)) for cell in first.cells])
    last = first
    for _, line in zip(range(_MOST), lines, strict=False):
        cells = [fold(clean(cell)) for cell in line.cells]
        if cells == [""]:
            continue
        if row.whole:
            if not row.ends_open(cells):
                return _beyond(row, last, first, cells)
        elif not row.goes_on(cells):
            return None
        row.add(cells)
        last = line
    return _beyond(row, last, first, [""])


def _beyond(row: _Row, last: Held, first: Held, behind: Sequence[str]) -> Held | None:
    """Return the last line of a row, if it is whole and the table goes on or it was left open."""
    goes_on = len(behind) != 1 or bool(_GROUP.match(behind[0]))
    return last if last is not first and row.whole and (row.sure or goes_on) else None


class _Row:
    """The cells of a row, while its lines are put together."""

    def __init__(self, kinds: Sequence[str], cells: Sequence[str]) -> None:
        self._kinds = kinds
        self._cells = [*cells]
        self._numbered = kinds[0] == "number" and bool(_NUMBER.fullmatch(cells[0]))
        self._lines = 0  # that are part of one cell only
        self._open = False  # whether the last cell took a line that no mark announces

    @property
    def whole(self) -> bool:
        """Return whether it has all its cells; without a number, a line of no mark shows it."""
        return len(self._cells) == len(self._kinds)

    @property
    def sure(self) -> bool:
        """Return whether nothing was added to it but what its marks announce."""
        return not self._open

    def goes_on(self, cells: Sequence[str]) -> bool:
        """Return whether a line may hold more of the row, which lacks cells."""
        size = len(self._cells) + len(cells) - 1
        if not cells or size > len(self._kinds) or _apart(cells[0]):
            return False
        if self._kinds[0] == "number" and (not self._numbered or _NUMBER.fullmatch(cells[0])):
            return False
        # Two rows that each lack a cell look alike, if neither number nor line nor body tells.
        told = self._numbered or self._lines or size < len(self._kinds) or len(cells) == 1
        if not told and not _known(cells[0]):
            return False
        return self._is_more(cells[0])

    def ends_open(self, cells: Sequence[str]) -> bool:
        """Return whether a line without marks names more bodies of the last cell."""
        if len(cells) != 1 or self._kinds[-1] not in ROLES or _apart(cells[0]):
            return False
        return self._is_more(cells[0])

    def _is_more(self, words: str) -> bool:
        """Return whether words may go on with the last cell by what its column holds."""
        last = self._cells[-1]
        if self._kinds[len(self._cells) - 1] in ROLES:
            listed = words.removesuffix("、")
            return names(listed) or names(last + listed)
        return self._numbered

    def add(self, cells: Sequence[str]) -> None:
        """Add the cells of a line."""
        if self.whole:
            self._open = self._open or not self._cells[-1].endswith("、")
        self._lines += len(cells) == 1
        self._cells[-1] += cells[0]
        self._cells += cells[1:]


def _known(words: str) -> bool:
    """Return whether words name bodies whatever they stand under: 县水利局, not 体育馆."""
    first = regex.split("[、，]", words)[0]
    known = grammar.TIER_PREFIX.match(first) or place_start(first) or first in forms()
    return bool(known) and names(words)


def _apart(words: str) -> bool:
    """Return whether a line is no part of a cell: the number of a page, a heading, a text."""
    return len(words) > _LONGEST or bool(PAGE_LINE.fullmatch(words) or _GROUP.match(words))
