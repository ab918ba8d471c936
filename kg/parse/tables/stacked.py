"""Tables whose cells stand one below the other, each on a line of its own.

The heading is still there, its words one below the other; rows begin with their number, and what
is a body shows by its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse import grammar
from kg.parse.brackets import plausible
from kg.parse.clause import read
from kg.parse.known import forms
from kg.parse.places import place_start
from kg.parse.tables.aligned import aligned
from kg.parse.tables.content import is_deed
from kg.parse.tables.fields import is_person
from kg.parse.tables.grid import Block, Cell, Row
from kg.parse.tables.titles import ROLES, kind_of
from kg.parse.view import PAGE_LINE, clean

__all__ = ["stacked_blocks"]

_NO_DIGIT = regex.compile(r"\D")
_LINE = regex.compile(r"[^\r\n]+")
_FEWEST_HEADINGS, _MOST_HEADINGS = 3, 20
_LONGEST_TITLE = 12
_SECOND_LINE = ("单位", "部门", "领导", "时间", "时限", "责任人", "情况", "任务", "内容")
_NUMBER_LINE = regex.compile(r"^\(?[0-9]{1,3}\)?[.、]?$")
_DUE_LINE = regex.compile(
    r"^(?:[12][0-9]{3}(?:年|[-./])|[0-9]{1,2}月|每[年月季]|长期|持续|全年|年底|年内|常年"
    r"|[一二三四]季度|上半年|下半年|即时|立即|贯穿)[^，。；]{0,24}$"
)
_GROUP_LINE = regex.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:、|部分|章)|\([一二三四五六七八九十]{1,3}\))[^。；：]{2,30}$"
)
# A tier, or a collective, opens a body whatever it is called: 区园林绿化办, 各镇街.
_KNOWN = regex.compile(rf"(?:{grammar.TIER_PREFIX.pattern[1:]}|各|有关|相关|[0-9]{{1,3}}个)")
_BETWEEN = regex.compile(r"[、，]")
_STOPS = "。；！"
_WHOLE_TITLE = 4
_MOST_GROUPS = 4


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its raw span, its folded words, whether a bar ends it."""

    span: Span
    words: str
    barred: bool = False


def stacked_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables of a span that stand one cell a line."""
    lines = _lines(raw, span)
    out: list[Block] = []
    at = 0
    while at < len(lines):
        block, after = _stacked(lines, at)
        if block is not None:
            out.append(block)
        at = max(after, at + 1)
    return out


def _lines(raw: str, span: Span) -> list[_Line]:
    lines = []
    for match in _LINE.finditer(raw, span.start, span.end):
        # A bar may be left at the end of a cell that a table had.
        shown = match.group().strip().rstrip("|｜│").rstrip()
        if shown and not PAGE_LINE.fullmatch(shown):
            start = match.start() + match.group().index(shown)
            barred = match.group().strip()[-1:] in "|｜│"
            lines.append(_Line(Span(start, start + len(shown)), fold(clean(shown)), barred))
    return lines


def _cell(lines: Sequence[_Line]) -> Cell:
    return Cell(lines[0].span.start, lines[-1].span.end) if lines else Cell(0, 0)


def _stacked(lines: Sequence[_Line], at: int) -> tuple[Block | None, int]:
    """Read a table whose cells stand one below the other, headed by its number column."""
    titles = _titles(lines, at)
    kinds = [kind for kind, _ in titles]
    if len(kinds) < _FEWEST_HEADINGS or not set(kinds) & {*ROLES} or kinds[0] != "number":
        return None, at
    head: Row = tuple(_cell(held) for _, held in titles)
    k = at + sum(len(held) for _, held in titles)
    rows: list[Row] = [head]
    torn: list[Span] = []
    start = k
    while start < len(lines):
        if _same_heading(lines, start, at, k):
            start += k - at
            continue
        if _is_group(lines, start):
            rows.append((_cell([lines[start]]),))
            start += 1
            continue
        if not _NUMBER_LINE.match(lines[start].words):
            break
        end = _row_end(lines, start, (at, k))
        read, left = _rows(lines[start], lines[start + 1 : end], kinds)
        rows += read
        torn += [] if read else [Span(lines[start].span.start, lines[end - 1].span.end)]
        if end == len(lines):
            start = end - len(left)
            break
        groups = _groups_behind(left)
        left = left[: len(left) - len(groups)]
        rows += [(_cell([line]),) for line in groups]
        torn += [Span(left[0].span.start, left[-1].span.end)] if left and read else []
        start = end
    if len(rows) == 1 and not torn:
        return None, start
    last = max([cell.end for row in rows for cell in row] + [span.end for span in torn])
    return Block(head[0].start, last, tuple(rows), tuple(torn)), start


def _row_end(lines: Sequence[_Line], start: int, heading: tuple[int, int]) -> int:
    """Return where the next row or a repeated heading begins."""
    expected = int(_NO_DIGIT.sub("", lines[start].words)) + 1
    end = start + 1
    while end < len(lines) and not _is_next(lines, end, expected):
        if _same_heading(lines, end, *heading):
            break
        end += 1
    return end


def _rows(
    number: _Line, lines: Sequence[_Line], kinds: Sequence[str]
) -> tuple[list[Row], list[_Line]]:
    """Return the rows below a number, and the lines behind them.

    A second piece of work below it has a leader of its own; it stands behind one that ends.
    """
    rows: list[Row] = []
    left = list(lines)
    while left:
        body = _row_lines(left, kinds)
        whole = any(line.words[-1:] == "。" for line in body)
        if rows and not (whole and body[0].words[-1:] in _STOPS and any(map(_is_body, body[1:]))):
            break
        row = _distributed(None if rows else number, body, kinds)
        if row is None:
            return ([], left) if not rows else (rows, left)
        rows.append(row)
        left = left[len(body) :]
        if not whole:
            break
    return rows, left


def _is_body(line: _Line) -> bool:
    return _names(line.words)


def _groups_behind(lines: Sequence[_Line]) -> list[_Line]:
    """Return the last lines that head what follows: a group of rows, or another table."""
    out: list[_Line] = []
    for line in reversed(lines):
        opens = _GROUP_LINE.match(line.words) or not out
        if line.words[-1:] in _STOPS or "：" in line.words or _names(line.words) or not opens:
            break
        out.insert(0, line)
    return out


def _titles(lines: Sequence[_Line], at: int) -> list[tuple[str, Sequence[_Line]]]:
    """Return the cells of a heading with their meaning; a cell may stand on two lines."""
    titles: list[tuple[str, Sequence[_Line]]] = []
    while at < len(lines) and len(titles) < _MOST_HEADINGS:
        one, two = lines[at : at + 1], lines[at : at + 2]
        kind, both = kind_of(one[0].words), kind_of("".join(line.words for line in two))
        second = two[-1].words
        # 序号 is whole: 任务 below it is the next cell.
        if (
            both
            and len(two) > 1
            and kind != "number"
            and (_completes(one[0].words, second) or not (kind and kind_of(second)))
        ):
            kind, one = both, two
        elif not kind and titles and one[0].barred and not _NUMBER_LINE.match(one[0].words):
            kind = "other"
        elif not kind and [held for held, _ in titles] == ["number"] and _is_title(two):
            kind = "text"
        elif not kind and any(known == "lead" for known, _ in titles):
            kind = "support" if grammar.HEADING_OTHERS.match(one[0].words) else ""
        if not kind or (titles and kind == "number") or _GROUP_LINE.match(one[0].words):
            break
        titles.append((kind, one))
        at += len(one)
    return titles


def _completes(first: str, second: str) -> bool:
    """Return whether a word is the second line of a heading: 牵头 | 部门, not 工作任务 | 责任人."""
    kind = kind_of(first)
    whole = (kind and len(first) >= _WHOLE_TITLE) or (kind == "text" and second == "责任人")
    return second in _SECOND_LINE and not whole


def _is_title(lines: Sequence[_Line]) -> bool:
    """Behind the number column, any short words head the tasks: 序号, 民生实事, 责任单位."""
    words = lines[0].words
    short = 0 < len(words) <= _LONGEST_TITLE and not _NUMBER_LINE.match(words)
    return short and words[-1:] not in _STOPS and kind_of(lines[-1].words) in (*ROLES, "deadline")


def _is_group(lines: Sequence[_Line], at: int) -> bool:
    """Return whether a line heads the rows below it: the number of a row follows it.

    Headings of several ranks may follow each other: 二、扩大投资, 三、延链强链.
    """
    behind = at
    while behind < len(lines) and behind - at < _MOST_GROUPS:
        words = lines[behind].words
        if _NUMBER_LINE.match(words):
            return behind > at
        if _names(words) or (behind > at and not _GROUP_LINE.match(lines[behind - 1].words)):
            return False
        behind += 1
    return behind < len(lines) and behind > at and bool(_NUMBER_LINE.match(lines[behind].words))


def _is_next(lines: Sequence[_Line], at: int, expected: int) -> bool:
    """Return whether a row begins here; numbers may be left out behind a row that is complete."""
    words = lines[at].words
    if not _NUMBER_LINE.match(words):
        return False
    number, before = int(_NO_DIGIT.sub("", words)), lines[at - 1].words
    closed = _names(before) or bool(_DUE_LINE.match(before) or _GROUP_LINE.match(before))
    return number == expected or (number > expected and closed)


def _same_heading(lines: Sequence[_Line], k: int, first: int, last: int) -> bool:
    return [x.words for x in lines[k : k + last - first]] == [x.words for x in lines[first:last]]


def _row_lines(lines: Sequence[_Line], kinds: Sequence[str]) -> list[_Line]:
    """Cut a row where its cells are over: behind its last body, or what stands behind that."""
    first = next(i for i, kind in enumerate(kinds) if kind in ROLES)
    behind = kinds[first:]
    out: list[_Line] = []
    bodies = False
    last = ""
    for line in lines:
        sort = _sort(line.words)
        if bodies and sort not in _BODIES and _AS_KIND.get(sort) not in behind:
            break
        if bodies and sort in ("due", "person") and sort == last:
            break
        out.append(line)
        bodies = bodies or sort == "names" or (sort == "maybe" and len(out) > 1)
        last = sort
        if bodies and _AS_KIND.get(sort) == behind[-1]:
            break
    return out


_BODIES = ("names", "maybe")
_AS_KIND = {"due": "deadline", "person": "person"}


def _sort(words: str) -> str:
    """Return what a line may be by its words."""
    if _DUE_LINE.match(words):
        return "due"
    if _names(words):
        known = _KNOWN.match(words) or place_start(words) or _BETWEEN.split(words)[0] in forms()
        stopped = words[-1:] in _STOPS
        unknown = "stop" if stopped else "text" if is_deed(words) else "maybe"
        return "names" if known else unknown
    if all(map(is_person, _BETWEEN.split(words))):
        return "person"
    return "stop" if words[-1:] in _STOPS else "text"


def _names(words: str) -> bool:
    """Return whether a line names bodies and nothing else; words of roles, or a stop, close it."""
    words = words.removesuffix("。")
    return words[-1:] not in (*_STOPS, "") and plausible(read(words, 0, len(words)), words)


def _distributed(number: _Line | None, body: Sequence[_Line], kinds: Sequence[str]) -> Row | None:
    """Give the lines of a row to its columns; ``None`` if that can be done in several ways."""
    head = _cell([number] if number else [])
    barred = _by_bars(body)
    if len(barred) == len(kinds) - 1:
        return (head, *(_cell(lines) for lines in barred))
    counts = aligned([_sort(line.words) for line in body], kinds[1:])
    if counts is None:
        return None
    cells, at = [head], 0
    for count in counts:
        cells.append(_cell(body[at : at + count]))
        at += count
    return tuple(cells)


def _by_bars(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Put lines together up to each bar."""
    cells: list[list[_Line]] = [[]]
    for line in lines:
        cells[-1].append(line)
        if line.barred:
            cells.append([])
    return [cell for cell in cells if cell]
