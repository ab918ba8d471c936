"""Tables flattened into blanks: ``工作任务 责任单位 配合单位 完成时间 抓好… 县公安局 持续开展``.

No number tells where a row begins. A row is work, bodies and, where the heading has a column for
it, a deadline; each begins at a blank. A row that lacks one of them ends the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from kg.model import Span
from kg.parse import grammar
from kg.parse.tables.chain import tokens
from kg.parse.tables.fields import DUE, Way
from kg.parse.tables.grid import Block, Cell, Row
from kg.parse.tables.parted import Part, Plan, cells, settled, ways_behind
from kg.parse.tables.titles import kind_of
from kg.parse.view import View, running_text

__all__ = ["spaced_blocks"]

# A heading of a role between blanks, as a heading flattened into blanks has it.
_ROLE_TITLE = regex.compile(r"\s[\p{Han}]{0,6}(?:单位|部门|主体)[(（\p{Han})）]{0,6}\s")
_STOPS = "。；！."
_FEWEST, _MOST = 3, 12  # headings of a table
_LONGEST_TITLE = 14
_SHORTEST_WORK, _LONGEST_WORK = 6, 1500
_MOST_PIECES = 8
_MOST_CELL_PIECES = 12
_UNFINISHED = ("制定", "出台", "印发", "编制", "建立", "形成", "提交", "上报", "签订")
_SHORT_REST = 12
_LABELLED = regex.compile(rf"[省市县区州]?{grammar.LABEL.pattern}.")  # 省牵头单位：省农业农村厅


def spaced_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables of a span whose cells are parted by blanks alone."""
    if not _ROLE_TITLE.search(raw, span.start, span.end):
        return []
    view = running_text(raw, (span,))
    blocks: list[Block] = []
    at = 0
    while at < len(view.starts):
        count = _titles(view, at)
        block, at = _Flat(view, at, count).block() if count else (None, at + 1)
        blocks += [block] if block else []
    return blocks


def _titles(view: View, at: int) -> int:
    """Return how many headings follow each other from a piece on; 0 if they head no table."""
    kinds: list[str] = []
    while len(kinds) <= _MOST and (kind := _kind(view, at + len(kinds))):
        kinds.append(kind)
    headed = _FEWEST <= len(kinds) <= _MOST and "number" not in kinds and Plan.of(kinds)
    return len(kinds) if headed else 0


def _kind(view: View, piece: int) -> str:
    if piece + 1 >= len(view.starts):
        return ""
    start, end = view.starts[piece], view.starts[piece + 1]
    return kind_of(view.text[start:end]) if end - start <= _LONGEST_TITLE else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by its pieces: the first of its work, the first of its cells, the one behind it."""

    work: int
    cells: int
    end: int
    ways: tuple[Way, ...]


class _Flat:
    """One table while it is being read.

    Args:
        view: The text.
        first: Number of the piece that is its first heading.
        count: Number of its headings.
    """

    def __init__(self, view: View, first: int, count: int) -> None:
        self._view = view
        self._first = first
        self._body = first + count
        kinds = [_kind(view, piece) for piece in range(first, self._body)]
        plan = Plan.of(kinds)
        assert plan is not None  # as _titles saw to
        self._plan = plan
        self._due = "deadline" in plan.kinds[plan.tail :]

    def block(self) -> tuple[Block | None, int]:
        """Return the table, if any of its rows can be read, and the piece behind it."""
        read: list[_Row] = []
        torn: list[Span] = []
        at = self._body
        while row := self._row(at):
            lost = self._lost(row)
            torn += [self._span(row.work, lost)] if lost else []
            read.append(_Row(lost or row.work, row.cells, row.end, row.ways))
            at = row.end
        rows = []
        parts = [self._part(row) for row in read]
        for row, part, way in zip(read, parts, settled(parts), strict=True):
            rows += [cells(self._view, self._plan, part, way)] if way else []
            torn += [] if way else [self._span(row.work, row.end)]
        if not rows:
            return None, self._body
        head: Row = tuple(self._cell(piece) for piece in range(self._first, self._body))
        end = self._span(self._body, at).end
        return Block(head[0].start, end, (head, *rows), tuple(sorted(torn))), at

    def _row(self, at: int) -> _Row | None:
        """Return the row that begins at a piece."""
        most = _MOST_PIECES if self._due else _MOST_PIECES // 2
        for piece in range(at + 1, min(at + most, self._count() - 1) + 1):
            size = self._edge(piece) - self._edge(at)
            if size > _LONGEST_WORK:
                break
            row = self._cells_at(at, piece) if size >= _SHORTEST_WORK else None
            if row:
                return row
        return None

    def _cells_at(self, work: int, piece: int) -> _Row | None:
        """Read the cells that begin at a piece, if work may end before it."""
        text, start = self._view.text, self._edge(piece)
        closed = text[start - 1] in _STOPS
        best = None
        for end, ways in self._ways(piece):
            full = any(self._plan.kinds[self._plan.tail + f.column] == "deadline" for f in ways[0])
            if full:
                return _Row(work, piece, self._whole(end), ways)
            if closed and not self._due:
                best = _Row(work, piece, end, ways)
        return best

    def _ways(self, piece: int) -> Iterator[tuple[int, tuple[Way, ...]]]:
        """Yield the pieces at which the cells from one on may end, with the ways to part them."""
        start = self._edge(piece)
        head = self._plan.kinds[self._plan.tail]
        if head not in ("person", "deadline") and not tokens(
            self._view.text, start, len(self._view.text)
        ):
            return
        for end in range(piece + 1, min(piece + _MOST_CELL_PIECES, self._count()) + 1):
            ways = ways_behind(self._view, self._plan, start, self._edge(end), edged=False)
            if ways:
                yield end, ways

    def _whole(self, end: int) -> int:
        """Return where a row ends whose deadline names a thing in a piece of its own."""
        text, edge = self._view.text, self._edge(end)
        if end + 1 >= self._count() or not text[:edge].endswith(_UNFINISHED):
            return end
        rest = text[edge : self._edge(end + 1)]
        return end + 1 if len(rest) <= _SHORT_REST and rest[-1] not in _STOPS else end

    def _lost(self, row: _Row) -> int:
        """Return the piece behind a deadline, or a label's bodies, inside a row's work.

        A row before it was lost.
        """
        pieces = range(row.cells - 1, row.work - 1, -1)
        texts = (self._view.text[self._edge(k) : self._edge(k + 1)] for k in pieces)
        found = (
            k
            for k, text in zip(pieces, texts, strict=True)
            if (self._due and DUE.fullmatch(text)) or _LABELLED.match(text)
        )
        return next(found, -1) + 1

    def _part(self, row: _Row) -> Part:
        return Part(None, (self._edge(row.work), self._edge(row.cells)), row.ways)

    def _cell(self, piece: int) -> Cell:
        span = self._span(piece, piece + 1)
        return Cell(span.start, span.end)

    def _span(self, start: int, end: int) -> Span:
        return self._view.span(self._edge(start), self._edge(end))

    def _edge(self, piece: int) -> int:
        """Return where a piece starts; the end of the text behind the last one."""
        starts: Sequence[int] = self._view.starts
        return starts[piece] if piece < len(starts) else len(self._view.text)

    def _count(self) -> int:
        return len(self._view.starts)
