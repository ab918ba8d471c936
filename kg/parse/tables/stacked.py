"""Tables whose cells stand one below the other, each on a line of its own.

The heading is still there, its words one below the other; rows begin with their number, and what
is a body shows by its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse import grammar
from kg.parse.brackets import plausible
from kg.parse.clause import read
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
_PERSONS = regex.compile(r"^[\p{Han}、]{2,9}$")
_STOPS = "。；！"


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
    expected = 1
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
        end = start + 1
        expected = int(_NO_DIGIT.sub("", lines[start].words)) + 1
        while end < len(lines) and not _is_next(lines, end, expected):
            if _same_heading(lines, end, at, k):
                break
            end += 1
        body = _row_lines(lines[start + 1 : end])
        rows.append(_distributed(lines[start], body, kinds))
        left = list(lines[start + 1 + len(body) : end])
        if end == len(lines):
            start = end - len(left)
            break
        if left and left[-1].words[-1:] not in _STOPS:
            # A heading, of the group of rows or of the table that follows.
            rows.append((_cell([left.pop()]),))
        torn += [Span(left[0].span.start, left[-1].span.end)] if left else []
        start = end
    if len(rows) == 1:
        return None, start
    last = max(cell.end for row in rows for cell in row)
    return Block(head[0].start, last, tuple(rows), tuple(torn)), start


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
            and (second in _SECOND_LINE or not (kind and kind_of(second)))
        ):
            kind, one = both, two
        elif not kind and titles and one[0].barred and not _NUMBER_LINE.match(one[0].words):
            kind = "other"
        elif not kind and [held for held, _ in titles] == ["number"] and _is_title(two):
            kind = "text"
        elif not kind and any(known == "lead" for known, _ in titles):
            kind = "support" if grammar.HEADING_OTHERS.match(one[0].words) else ""
        if not kind or (titles and kind == "number"):
            break
        titles.append((kind, one))
        at += len(one)
    return titles


def _is_title(lines: Sequence[_Line]) -> bool:
    """Behind the number column, any short words head the tasks: 序号, 民生实事, 责任单位."""
    words = lines[0].words
    short = 0 < len(words) <= _LONGEST_TITLE and not _NUMBER_LINE.match(words)
    return short and words[-1:] not in _STOPS and kind_of(lines[-1].words) in (*ROLES, "deadline")


def _is_group(lines: Sequence[_Line], at: int) -> bool:
    """Return whether a line is a group's heading: the number of a row follows it."""
    if at + 1 >= len(lines) or _NUMBER_LINE.match(lines[at].words):
        return False
    return bool(_NUMBER_LINE.match(lines[at + 1].words)) and not _names(lines[at].words)


def _is_next(lines: Sequence[_Line], at: int, expected: int) -> bool:
    """Return whether a row begins here; numbers may be left out behind a row that is complete."""
    words = lines[at].words
    if not _NUMBER_LINE.match(words):
        return False
    number, before = int(_NO_DIGIT.sub("", words)), lines[at - 1].words
    closed = _names(before) or bool(_DUE_LINE.match(before))
    return number == expected or (number > expected and closed)


def _same_heading(lines: Sequence[_Line], k: int, first: int, last: int) -> bool:
    return [x.words for x in lines[k : k + last - first]] == [x.words for x in lines[first:last]]


def _row_lines(lines: Sequence[_Line]) -> list[_Line]:
    """Cut a last row where its cells are over: behind its deadline, or its last body."""
    out: list[_Line] = []
    bodies = False
    for line in lines:
        named = _names(line.words)
        due = bool(_DUE_LINE.match(line.words))
        if bodies and not named and not due:
            break
        out.append(line)
        bodies = bodies or named
        if due and bodies:
            break
    return out


def _names(words: str) -> bool:
    """Return whether a line names bodies and nothing else; words of roles, or a stop, close it."""
    words = words.removesuffix("。")
    return words[-1:] not in (*_STOPS, "") and plausible(read(words, 0, len(words)), words)


def _distributed(number: _Line, body: Sequence[_Line], kinds: Sequence[str]) -> Row:
    """Give the lines of a row to its columns."""
    barred = _by_bars(body)
    if len(barred) == len(kinds) - 1:
        return (_cell([number]), *(_cell(lines) for lines in barred))
    roles = [i for i, kind in enumerate(kinds) if kind in ROLES]
    # The first line is work where its column comes first, whatever it ends in: 改造体育馆.
    first = int("text" in kinds[: roles[0]])
    named = _first_run([line for line in body[first:] if not _DUE_LINE.match(line.words)])
    before = body[: body.index(named[0])] if named else body
    texts = [line for line in before if not _DUE_LINE.match(line.words)]
    if "person" in kinds:
        texts = texts[:1] + [x for x in texts[1:] if not _PERSONS.match(x.words)]
    due = [line for line in body if _DUE_LINE.match(line.words)]
    cells: dict[int, Sequence[_Line]] = {kinds.index("number"): [number]}
    columns = [i for i, kind in enumerate(kinds) if kind in ("text", "note")][:1]
    for i in columns:
        cells[i] = texts
    if "deadline" in kinds:
        cells[kinds.index("deadline")] = due
    for place, i in enumerate(roles):
        last = place == len(roles) - 1
        cells[i] = named[place:] if last else named[place : place + 1]
    return tuple(_cell(cells.get(i, [])) for i in range(len(kinds)))


def _first_run(lines: Sequence[_Line]) -> list[_Line]:
    """Return the first lines in a row that name bodies."""
    run = dropwhile(lambda line: not _names(line.words), lines)
    return list(takewhile(lambda line: _names(line.words), run))


def _by_bars(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Put lines together up to each bar."""
    cells: list[list[_Line]] = [[]]
    for line in lines:
        cells[-1].append(line)
        if line.barred:
            cells.append([])
    return [cell for cell in cells if cell]
