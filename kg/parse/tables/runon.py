"""Tables whose rows and cells run together, with nothing left between them but the numbers.

``序号工作任务牵头单位1…。市教育局2…`` is read by its heading: numbers that go on 1, 2, 3 open rows,
and behind the work, which ends at a full stop or where a body begins without doubt, the words are
parted among the columns. A row that can be parted in two ways stays out and is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from kg.model import Span
from kg.parse.tables.chain import is_sure
from kg.parse.tables.fields import Filled, Way, part
from kg.parse.tables.grid import Block, Cell, Row
from kg.parse.tables.titles import ROLES, Title, title_run
from kg.parse.view import View

__all__ = ["runon_blocks"]

_NUMBER_TITLE = regex.compile(r"序号|编号")
_PAGE = regex.compile(r"[—–-]{1,2}[0-9]{1,3}[—–-]{1,2}|第[0-9]{1,3}页(?:共[0-9]{1,3}页)?")
_STOP = regex.compile(r"[。；！]")
_GROUP = regex.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:、|部分|章)|\([一二三四五六七八九十]{1,3}\))[^。；0-9]{2,40}$"
)
_LONGEST_GROUP = 46
_NUMBERED = regex.compile(r"[0-9]{1,3}[.、]?")
_DATE = regex.compile(r"[12][0-9]{3}[-./][0-9]{1,2}[-./][0-9]{1,2}$")
_NO_NUMBER = "0123456789%年月日"
_LONGEST_ROW = 1500
_SHORTEST_WORK = 4
_MOST_PARTS = 6
_ENOUGH = 3
_LOCAL_END = "道镇乡区园司团府会场县市"
_DUE_END = "前底末初旬年月日内度续期完成进时"


@dataclass(frozen=True, slots=True)
class _Plan:
    """The columns of a heading: kinds of all, number of the first behind the work."""

    kinds: tuple[str, ...]
    work: int
    tail: int

    @classmethod
    def of(cls, titles: Sequence[Title]) -> _Plan:
        kinds = tuple(title.kind for title in titles)
        first = next(i for i, kind in enumerate(kinds) if kind in ROLES)
        number = kinds.index("number")
        texts = [i for i in range(number + 1, first) if kinds[i] == "text"]
        return cls(kinds, texts[0], texts[-1] + 1) if texts else cls(kinds, -1, -1)


_Part = tuple[tuple[int, int], tuple[Way, ...]]  # where the work stands; the ways of the rest


@dataclass(frozen=True, slots=True)
class _Read:
    """One task of a row: its number, if it has one of its own, its work, the ways to part it."""

    number: tuple[int, int] | None
    work: tuple[int, int]
    ways: tuple[Way, ...]


def runon_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables of a span whose rows and cells run together."""
    if not _NUMBER_TITLE.search(raw, span.start, span.end):
        return []
    view = View.of(raw, [span])
    blocks: list[Block] = []
    done = 0
    for match in _NUMBER_TITLE.finditer(view.text):
        titles = title_run(view.text, match.start()) if match.start() >= done else ()
        if titles:
            block = _Table(raw, view, titles).block()
            if block:
                blocks.append(block)
                done = view.at(block.end)
    return blocks


class _Table:
    """One table while it is being read."""

    def __init__(self, raw: str, view: View, titles: Sequence[Title]) -> None:
        self._plan = _Plan.of(titles)
        self._head = [view.span(title.start, title.end) for title in titles]
        words = view.text[titles[0].start : titles[-1].end]
        self._view = View.of(raw, _without_repeats(view, titles[-1].end, words))
        self._text = self._view.text
        self._lines = sorted(self._view.lines)

    def block(self) -> Block | None:
        """Return the table, or nothing if none of its rows can be read."""
        if self._plan.work < 0:
            return None
        rows: list[Row] = [tuple(Cell(span.start, span.end) for span in self._head)]
        torn: list[Span] = []
        reads: list[tuple[tuple[int, int], list[_Read]]] = []
        groups: dict[int, tuple[int, int]] = {}
        at, expected = self._first(groups)
        while at >= 0:
            end, read = self._row(at, expected)
            reads.append(((at, end), read))
            group = self._group(at, end)
            groups |= {len(reads): group} if group else {}
            expected += 1
            at = end if _opens(self._text, end, expected) else -1
        single = _leads_alone(reads)
        for k, ((start, end), read) in enumerate(reads):
            rows += [self._group_row(groups[k])] if k in groups else []
            settled = [(part, _settled(part.ways, single)) for part in read]
            if not settled or any(way is None for _, way in settled):
                torn.append(self._view.span(start, end))
                continue
            rows += [self._cells(part, way) for part, way in settled if way]
        if not any(len(row) > 1 for row in rows[1:]):
            return None
        last = self._view.span(*reads[-1][0])
        return Block(self._head[0].start, last.end, tuple(rows), tuple(torn))

    def _first(self, groups: dict[int, tuple[int, int]]) -> tuple[int, int]:
        """Return where the first row begins and its number."""
        for match in _NUMBERED.finditer(self._text, 0, _LONGEST_GROUP):
            group = self._text[: match.start()]
            if match.start() and _GROUP.fullmatch(group):
                groups[0] = (0, match.start())
            elif match.start():
                break
            return match.start(), int(match.group().rstrip(".、"))
        return -1, 0

    def _row(self, at: int, number: int) -> tuple[int, list[_Read]]:
        """Return where a row ends and its tasks, or the nearest end if it cannot be read."""
        ends = [*self._ends(at, number)]
        for end in ends:
            read = self._tasks(at, end)
            if read:
                return end, read
        return (ends[0] if ends else len(self._text)), []

    def _ends(self, at: int, number: int) -> Iterator[int]:
        """Yield where the next row may begin; where lines end, if this row may be the last."""
        limit = min(len(self._text), at + _LONGEST_ROW)
        places = [*self._places(at + 1, limit, number + 1)]
        yield from places
        if places and any(self._places(places[0], places[0] + _LONGEST_ROW, number + 2)):
            return
        yield from (line for line in self._lines if at < line < limit)
        if limit == len(self._text):
            yield limit

    def _places(self, start: int, end: int, number: int) -> Iterator[int]:
        place = self._text.find(str(number), start, end)
        while place >= 0:
            if _opens(self._text, place, number):
                yield place
            place = self._text.find(str(number), place + 1, end)

    def _group(self, at: int, end: int) -> tuple[int, int] | None:
        match = _GROUP.search(self._text, max(at, end - _LONGEST_GROUP), end)
        return (match.start(), end) if match else None

    def _tasks(self, at: int, end: int) -> list[_Read]:
        """Return the tasks of a row: one, or several where work follows the bodies again."""
        number = _NUMBERED.match(self._text, at)
        start = number.end() if number else at
        group = self._group(at, end)
        end = group[0] if group else end
        while end > start and self._text[end - 1] in "。；，":
            end -= 1
        if not _may_end(self._text[end - 1]):
            return []
        read = self._parted(start, end)
        if not read:
            return []
        return [_Read((at, start) if k == 0 else None, *one) for k, one in enumerate(read)]

    def _parted(self, start: int, end: int) -> list[_Part]:
        """Return the tasks of a row's words: several where work follows the bodies of one."""
        stops = [m.end() for m in _STOP.finditer(self._text, start, end)]
        for stop, following in pairwise(stops[: _MOST_PARTS + 1]):
            for edge in range(following - _SHORTEST_WORK, stop + 2, -1):
                ways = self._ways(stop, edge) if _may_end(self._text[edge - 1]) else ()
                rest = self._parted(edge, end) if any(map(self._is_full, ways)) else []
                if rest:
                    return [((start, stop), ways), *rest]
        one = self._one(start, stops[-1] if stops else start, end)
        return [one] if one else []

    def _is_full(self, way: Way) -> bool:
        """Return whether a person and a known body, or bodies of two columns, follow a stop.

        A single body there may be the subject of the next sentence.
        """
        lists = _lists(way)
        return len(way) > 1 and lists[0].bodies[0].cost == 0 and not lists[0].bodies[0].local

    def _one(self, start: int, stop: int, end: int) -> _Part | None:
        """Read one task: its work ends at its last full stop or where a body surely begins."""
        if stop > start and (ways := self._ways(stop, end)):
            return (start, stop), ways
        for edge in range(max(stop, start + _SHORTEST_WORK), end - 1):
            ways = self._ways(edge, end) if self._begins(edge, end) else ()
            if any(is_sure(self._text, _first_body(way), end) for way in ways):
                return (start, edge), ways
        return None

    def _begins(self, edge: int, end: int) -> bool:
        """Return whether the cells behind the work may begin inside running text."""
        return self._plan.kinds[self._plan.tail] not in ROLES or is_sure(self._text, edge, end)

    def _ways(self, start: int, end: int) -> tuple[Way, ...]:
        return part(self._text, start, end, self._plan.kinds[self._plan.tail :])

    def _group_row(self, group: tuple[int, int]) -> Row:
        span = self._view.span(*group)
        return (Cell(span.start, span.end),)

    def _cells(self, read: _Read, way: Way) -> Row:
        cells = [Cell(0, 0)] * len(self._plan.kinds)
        if read.number:
            cells[self._plan.kinds.index("number")] = self._cell(*read.number)
        cells[self._plan.work] = self._cell(*read.work)
        for filled in way:
            parts = () if filled.marked else filled.bodies[1:]
            cuts = tuple(self._view.raw(body.start) for body in parts)
            cell = self._cell(filled.start, filled.end)
            cells[self._plan.tail + filled.column] = replace(
                cell, bodies=bool(filled.bodies), cuts=cuts
            )
        return tuple(cells)

    def _cell(self, start: int, end: int) -> Cell:
        span = self._view.span(start, end)
        return Cell(span.start, span.end)


def _without_repeats(view: View, start: int, heading: str) -> list[Span]:
    """Return what stands behind a heading, without its repetitions and the numbers of pages."""
    noise = regex.compile(rf"{regex.escape(heading)}|{_PAGE.pattern}")
    spans = []
    for match in noise.finditer(view.text, start):
        spans += [view.span(start, match.start())] if match.start() > start else []
        start = match.end()
    return [*spans, view.span(start, len(view.text))] if start < len(view.text) else spans


def _opens(text: str, at: int, number: int) -> bool:
    """Return whether the number of a row stands at a position."""
    word = str(number)
    if not text.startswith(word, at) or text[at + len(word) : at + len(word) + 1] in _NO_NUMBER:
        return False
    return text[at - 1] not in "0123456789.-—" or bool(_DATE.search(text[max(0, at - 10) : at]))


def _may_end(char: str) -> bool:
    """Return whether the cells of a row may end in a character; a quick look before a slow one."""
    return char == ")" or "\u4e00" <= char <= "\u9fff" or char.isdigit()


def _first_body(way: Way) -> int:
    return next(filled.bodies[0].start for filled in way if filled.bodies)


def _lists(way: Way) -> list[Filled]:
    return [filled for filled in way if filled.bodies]


def _leads_alone(reads: Sequence[tuple[tuple[int, int], list[_Read]]]) -> bool:
    """Return whether the rows that can be read in one way all have one body that leads."""
    firsts = [
        _lists(part.ways[0])[0]
        for _, read in reads
        for part in read
        if len(part.ways) == 1 and len(_lists(part.ways[0])) > 1
    ]
    return len(firsts) >= _ENOUGH and all(len(first.bodies) == 1 for first in firsts)


def _settled(ways: Sequence[Way], single: bool) -> Way | None:
    """Return the way to part a row, or nothing where none is certain.

    One department before places and firms leads them; and where in all other rows one body
    leads, it does here.
    """
    if len(ways) == 1:
        return ways[0]
    alone = [way for way in ways if len(_lists(way)[0].bodies) == 1]
    if len(alone) != 1:
        return None
    lead, *rest = _lists(alone[0])
    contrast = not lead.bodies[0].local and all(b.local for x in rest for b in x.bodies)
    return alone[0] if single or contrast else None
