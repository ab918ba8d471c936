"""Tables whose rows and cells run together, with nothing left between them but the numbers.

``序号工作任务牵头单位1…。市教育局2…`` is read by its heading: numbers that go on 1, 2, 3 open rows,
and behind the work, which ends at a full stop or where a body begins without doubt, the words are
parted among the columns. A row that can be parted in two ways stays out and is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import regex

from kg.model import Span
from kg.parse import grammar
from kg.parse.brackets import body_like
from kg.parse.tables.chain import is_sure, tokens
from kg.parse.tables.fields import Way
from kg.parse.tables.grid import Block, Cell, Row
from kg.parse.tables.parted import Part, Plan, cells, lists, settled, ways_behind
from kg.parse.tables.titles import Title, title_run
from kg.parse.view import View, running_text

__all__ = ["runon_blocks"]

_NUMBER_TITLE = regex.compile(r"序号|编号")
_PAGE = regex.compile(r"[—–-]{1,2}[0-9]{1,3}[—–-]{1,2}|第[0-9]{1,3}页(?:共[0-9]{1,3}页)?")
_STOP = regex.compile(r"[。；！]|(?<=[\p{Han}%)])\.(?![0-9])")
_GROUP = regex.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:、|部分|章)|\([一二三四五六七八九十]{1,3}\))[^。；0-9]{2,40}$"
)
_LONGEST_GROUP = 46
# A year may follow the number without anything between: 12018年底 is row 1, 2018年底.
_YEAR = regex.compile(r"(?:19|20)[0-9]{2}年")
_NUMBERED = regex.compile(rf"[0-9]{{1,3}}(?={_YEAR.pattern})|[0-9]{{1,3}}[.、]?")
_DATE = regex.compile(r"[12][0-9]{3}[-./][0-9]{1,2}[-./][0-9]{1,2}$")
_NO_NUMBER = "0123456789%年月日"
# What a number counts, 医院2座, and words that only begin like it.
_COUNTED = regex.compile(
    r"座|个(?!体|人|别)|所(?!有)|家(?!庭|政|长)|条(?!例)|处(?!理|置)|项(?!目)|次|户|亩|公里|千米|米|平方|公顷|吨"
    r"|台(?!账)|套|辆|名(?!师|校|镇|牌)|万|亿|千|百|批(?!发)|期|支(?!持|付|部|撑)|块|间|栋|幢|床|张床|[省市县区镇乡村]"
)
_LONGEST_ROW = 1500
_SHORTEST_WORK = 4
_MOST_PARTS = 6
_LONGEST_BODY = 20
_LONGEST_END = 20
_MOST_ENDS = 40  # that a row is tried with
_CELL_END = regex.compile(
    rf"(?:{grammar.ORGAN_END.pattern}|[市县区州盟旗镇乡园场地方][)]?$|[)无落实配合牵头负责坚持推进月日年前底中旬末初内度期0-9—-]$)"
)
# Work ends in none of these: a body, or a list that goes on.
_BODY_END = regex.compile(
    r"(?:(?<![格布大全结时])局|[厅署司办]|(?<!管)委|部门|管委会|街道|[镇乡]|公司|集团|银行|[支分]行|大学|学院|医院|[支大总]队|政府"
    r"|[法检察]院|海关|指挥部|小组|[、，；：(]|和|与|及)(?:\([^()]*\))?$"
)
_MOST_TRIES = 100
_CHUNK = 4096  # of text looked at behind a heading; more where the rows go on

_Work = tuple[tuple[int, int], tuple[Way, ...]]  # where work stands; the ways to part what follows
_Rows = list[tuple[tuple[int, int], list[Part]]]  # where rows stand; their tasks


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows behind a heading, by positions in the text there."""

    rows: _Rows
    groups: dict[int, tuple[int, int]]  # number of a row -> heading of the group it opens


def runon_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables of a span whose rows and cells run together."""
    view = running_text(raw, (span,))
    blocks: list[Block] = []
    done = tries = 0
    for match in _NUMBER_TITLE.finditer(view.text):
        titles = title_run(view.text, match.start()) if match.start() >= done else ()
        plan = Plan.of([title.kind for title in titles]) if titles else None
        if plan is None:
            continue
        block = _block(raw, view, titles, plan)
        if block:
            blocks.append(block)
            done, tries = view.at(block.end), 0
        elif (tries := tries + 1) == _MOST_TRIES:
            break  # no document has so many headings without rows
    return blocks


def _block(raw: str, view: View, titles: Sequence[Title], plan: Plan) -> Block | None:
    """Return the table of a heading, or nothing if none of its rows can be read."""
    start, size = titles[-1].end, _CHUNK
    heading = view.text[titles[0].start : start]
    while True:
        spans = _without_repeats(view, start, min(start + size, len(view.text)), heading)
        below = View.of(raw, spans)
        found = _Reader(below, plan).rows()
        last = found.rows[-1][0][1] if found.rows else 0
        if not any(parts for _, parts in found.rows) or start + size >= len(view.text):
            break
        if last + _LONGEST_ROW < len(below.text):
            break
        size *= 4
    if not any(parts for _, parts in found.rows):
        return None  # a heading in running text
    rows, torn = _made(below, plan, found)
    spans = [view.span(title.start, title.end) for title in titles]
    head = tuple(Cell(span.start, span.end) for span in spans)
    end = below.span(*found.rows[-1][0]).end
    return Block(head[0].start, end, (head, *rows), tuple(torn))


def _without_repeats(view: View, start: int, end: int, heading: str) -> list[Span]:
    """Return the text behind a heading without its repetitions and the numbers of pages."""
    noise = regex.compile(rf"{regex.escape(heading)}|{_PAGE.pattern}")
    spans = []
    for match in noise.finditer(view.text, start, end):
        spans += [view.span(start, match.start())] if match.start() > start else []
        start = match.end()
    return [*spans, view.span(start, end)] if start < end else spans


def _made(view: View, plan: Plan, found: _Found) -> tuple[list[Row], list[Span]]:
    """Return the rows that can be read with certainty, and where the others stand."""
    rows: list[Row] = []
    torn: list[Span] = []
    certain = iter(settled([one for _, parts in found.rows for one in parts]))
    for k, (place, parts) in enumerate(found.rows):
        if k in found.groups:
            group = view.span(*found.groups[k])
            rows.append((Cell(group.start, group.end),))
        ways = [next(certain) for _ in parts]
        made = [cells(view, plan, one, way) for one, way in zip(parts, ways, strict=True) if way]
        if not made or len(made) < len(parts):
            torn.append(view.span(*place))
            continue
        rows += made
    return rows, torn


class _Reader:
    """Reads the rows of one table from the text behind its heading."""

    def __init__(self, view: View, plan: Plan) -> None:
        self._view = view
        self._plan = plan
        self._text = view.text
        self._lines = sorted(view.lines)
        # Rows are tried to many ends, and each along many ways that come by the same places.
        self._words: dict[tuple[int, int], list[_Work]] = {}
        self._behind: dict[tuple[int, int], tuple[Way, ...]] = {}
        self._may: dict[int, bool] = {}

    def rows(self) -> _Found:
        """Return the rows as their numbers go on."""
        found = _Found([], {})
        at, number = self._first(found.groups)
        while at >= 0:
            end, parts = self._row(at, number)
            found.rows.append(((at, end), parts))
            group = self._group(at, end)
            if group:
                found.groups[len(found.rows)] = group
            number += 1
            at = end if _opens(self._text, end, number) else -1
        return found

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

    def _row(self, at: int, number: int) -> tuple[int, list[Part]]:
        """Return where a row ends and its tasks, or the nearest end if it cannot be read."""
        ends = [*islice(self._ends(at, number), _MOST_ENDS)]
        for k, end in enumerate(ends):
            read = self._tasks(at, end)
            if read:
                inner = self._inner(at, ends[:k], end, number + 1)
                return (inner, []) if inner else (end, read)
        return (ends[0] if ends else len(self._text)), []

    def _inner(self, at: int, places: Sequence[int], end: int, number: int) -> int:
        """Return where the next row stands inside a row that was read over its number, or 0.

        It does where bodies stand before the number and work behind it; the row before it, which
        could not be read to there, is torn.
        """
        rows = (
            place
            for place in places
            if _opens(self._text, place, number) and self._after_body(at, place)
            if not _COUNTED.match(self._text, place + len(str(number)))
            if self._tasks(place, end, shortest=_SHORTEST_WORK)
        )
        return next(rows, 0)

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

    def _tasks(self, at: int, end: int, shortest: int = 0) -> list[Part]:
        """Return the tasks of a row: one, or several where work follows the bodies again.

        Args:
            at: Where the number of the row stands.
            end: Where the row ends.
            shortest: How long the work of each task has to be.
        """
        number = _NUMBERED.match(self._text, at)
        start = number.end() if number else at
        group = self._group(at, end)
        end = group[0] if group else end
        while end > start and self._text[end - 1] in "。；，":
            end -= 1
        if not self._may_end(end):
            return []
        read = self._parted(start, end)
        if any(stop - begin < shortest for (begin, stop), _ in read):
            return []
        return [Part((at, start) if k == 0 else None, *one) for k, one in enumerate(read)]

    def _may_end(self, end: int) -> bool:
        """Return whether the cells of a row may end at a position, at a quick look."""
        if "person" in self._plan.kinds or "note" in self._plan.kinds:
            return True
        if end not in self._may:
            low = max(0, end - _LONGEST_END)
            self._may[end] = bool(_CELL_END.search(self._text, low, end))
        return self._may[end]

    def _parted(self, start: int, end: int) -> list[_Work]:
        """Return the tasks of a row's words: several where work follows the bodies of one."""
        words = start, end
        if words not in self._words:
            self._words[words] = self._divided(start, end)
        return self._words[words]

    def _divided(self, start: int, end: int) -> list[_Work]:
        stops = [m.end() for m in _STOP.finditer(self._text, start, end)]
        for stop, following in pairwise(stops[: _MOST_PARTS + 1]):
            for edge in range(following - _SHORTEST_WORK, stop + 2, -1):
                ways = self._ways(stop, edge) if self._may_end(edge) else ()
                rest = self._parted(edge, end) if any(map(_is_full, ways)) else []
                if rest:
                    return [((start, stop), ways), *rest]
        one = self._one(start, stops[-1] if stops else start, end)
        return [one] if one else []

    def _one(self, start: int, stop: int, end: int) -> _Work | None:
        """Read one task: its work ends at its last full stop or where a body surely begins."""
        if stop > start and (ways := self._ways(stop, end)):
            return (start, stop), ways
        for edge in range(max(stop, start + _SHORTEST_WORK), end - 1):
            ways = self._ways(edge, end) if self._begins(edge, end) else ()
            sure = any(is_sure(self._text, _first_body(way), end) for way in ways)
            if sure and not self._after_body(stop, edge):
                return (start, edge), ways
            if sure or is_sure(self._text, edge, end):
                return None  # a body that is not the first of the cells, or may not be
        return None

    def _after_body(self, start: int, edge: int) -> bool:
        """Return whether what stands before a position may be a body, or a list of them."""
        low = max(start, edge - _LONGEST_BODY)
        if start and _STOP.match(self._text, start - 1) and body_like(self._text[start:edge]):
            return True  # a sentence is over: these words alone make a body
        if _BODY_END.search(self._text, low, edge):
            return True
        found = (tokens(self._text, at, edge) for at in range(low, edge - 1))
        return any(token.end == edge for some in found for token in some)

    def _begins(self, edge: int, end: int) -> bool:
        """Return whether the cells behind the work may begin inside running text."""
        return self._plan.kinds[self._plan.tail] in ("person", "deadline") or is_sure(
            self._text, edge, end
        )

    def _ways(self, start: int, end: int) -> tuple[Way, ...]:
        words = start, end
        if words not in self._behind:
            edged = start == 0 or bool(_STOP.match(self._text, start - 1))
            self._behind[words] = ways_behind(self._view, self._plan, start, end, edged=edged)
        return self._behind[words]


def _is_full(way: Way) -> bool:
    """Return whether a person and a known body, or bodies of two columns, follow a stop.

    A single body there may be the subject of the next sentence.
    """
    first = lists(way)[0].bodies[0]
    return len(way) > 1 and first.cost == 0 and not first.local


def _first_body(way: Way) -> int:
    return lists(way)[0].start


def _opens(text: str, at: int, number: int) -> bool:
    """Return whether the number of a row stands at a position."""
    word = str(number)
    behind = at + len(word)
    if not text.startswith(word, at):
        return False
    if text[behind : behind + 1] in _NO_NUMBER and not _YEAR.match(text, behind):
        return False
    return text[at - 1] not in "0123456789.-—" or bool(_DATE.search(text[max(0, at - 10) : at]))
