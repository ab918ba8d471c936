"""A cell of bodies that goes on in other rows, over a page break or in a line of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from kg.model import Span
from kg.parse import grammar
from kg.parse.blanks import list_view, one_name
from kg.parse.bodies import mask
from kg.parse.known import forms
from kg.parse.tables.columns import words
from kg.parse.tables.content import Sifted, sifted
from kg.parse.tables.grid import Cell, untagged

__all__ = ["Joined", "joined"]

_PIECE = regex.compile(r"[^、，；。/：\n]*")
_MARKS = "、，；。/：\n"
_WHOLE = regex.compile(
    rf"{grammar.ORGAN_END.pattern}|{grammar.UNIT_END.pattern}|[、，；。：/)]$|^$|(?:部门|单位)$"
)

# What governs the place before it: 各县（市、区） | 人民政府.
_SEAT = regex.compile(r"(?:(?:人民)?政府|管委会|管理委员会|办事处)$")


@dataclass(frozen=True, slots=True)
class Joined:
    """The words of several cells, one behind the other, with the way back to the document.

    Attributes:
        text: The words, with a mark where a cell ends behind a whole name.
        starts: Where each cell begins in them.
        cells: The cells.
    """

    text: str
    starts: tuple[int, ...]
    cells: tuple[Span, ...]

    def read(self) -> Sifted:
        """Read the words as one list."""
        return sifted(list_view(self.text, untagged(self.text, Span(0, len(self.text)))))

    def back(self, span: Span) -> Span:
        """Return where words stand in the document; of a name in two cells, its first part."""
        at = bisect_right(self.starts, span.start) - 1
        cell = self.cells[at]
        start = cell.start + span.start - self.starts[at]
        return Span(start, min(start + span.end - span.start, cell.end))


def joined(raw: str, cells: Sequence[Cell]) -> Joined:
    """Put the words of cells together: 市大数据 | 发展局 are one body, 财政局 | 审计局 two."""
    text = raw[cells[0].start : cells[0].end]
    starts = [0]
    shown = words(raw, tuple(cells))
    for before, after, cell in zip(shown, shown[1:], cells[1:], strict=False):
        text += "" if _goes_on(before, after) else "、"
        starts.append(len(text))
        text += raw[cell.start : cell.end]
    return Joined(text, tuple(starts), tuple(cell.span for cell in cells))


def _goes_on(before: str, after: str) -> bool:
    """Return whether the first words of a cell are the rest of the last name before them."""
    hidden = mask(before)
    left = before[max(hidden.rfind(mark) for mark in _MARKS) + 1 :]
    right = _PIECE.match(after)
    if not right:
        return False
    if before[-1:] in "、，；。：/" or after[:1] in "、，；。等和与及":
        return True  # parted already
    one, other = left, right.group()
    if one_name(one, other):
        return True
    if _SEAT.match(other) and grammar.UNIT_END.search(one):
        return True
    tier = grammar.TIER_PREFIX.match(one)
    whole = one[tier.end() if tier else 0 :] + other
    known = whole in forms() or whole.replace("和", "") in forms()
    begins = other in forms() or grammar.TIER_PREFIX.match(other)
    return known or not (_WHOLE.search(one) or begins)
