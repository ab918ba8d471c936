"""Tables whose cells stand one below the other, each on a line of its own.

The heading is still there, its words one below the other; rows begin with their number, and what
is a body shows by its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse import grammar
from kg.parse.tables.grid import Block, Row
from kg.parse.tables.lines import DUE_LINE, GROUP_LINE, STOPS, Line, cell, lines_of, names, rows_of
from kg.parse.tables.titles import ROLES, is_office, kind_of, with_duties
from kg.parse.view import clean

__all__ = ["stacked_blocks"]

_NO_DIGIT = regex.compile(r"\D")
_FEWEST_HEADINGS, _MOST_HEADINGS = 3, 20
_LONGEST_TITLE = 12
_SECOND_LINE = ("单位", "部门", "领导", "时间", "时限", "责任人", "情况", "任务", "内容")
_PIECE = regex.compile(r"[^\s|｜│]+")
_NUMBER_LINE = regex.compile(r"^\(?[0-9]{1,3}\)?[.、]?$")
_WHOLE_TITLE = 4
_MOST_GROUPS = 4


def stacked_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables of a span that stand one cell a line."""
    lines = _with_headings(raw, lines_of(raw, span))
    out: list[Block] = []
    at = 0
    while at < len(lines):
        block, after = _stacked(lines, at)
        if block is not None:
            out.append(block)
        at = max(after, at + 1)
    return out


def _with_headings(raw: str, lines: Sequence[Line]) -> list[Line]:
    """Part a heading that stands on one line above cells that stand one a line each.

    A number alone on the next line tells that the cells do: 序号 任务 牵头单位 | 1 | 修渠。
    """
    out: list[Line] = []
    for line, behind in zip_longest(lines, lines[1:]):
        pieces = _pieces(raw, line) if behind and _NUMBER_LINE.match(behind.words) else []
        kinds = [kind_of(piece.words) for piece in pieces]
        heads = len(kinds) >= _FEWEST_HEADINGS and kinds[0] == "number" and all(kinds)
        out += pieces if heads else [line]
    return out


def _pieces(raw: str, line: Line) -> list[Line]:
    """Return the words between the blanks of a line."""
    found = _PIECE.finditer(raw, line.span.start, line.span.end)
    return [Line(Span(m.start(), m.end()), fold(clean(m.group()))) for m in found]


def _stacked(lines: Sequence[Line], at: int) -> tuple[Block | None, int]:
    """Read a table whose cells stand one below the other, headed by its number column."""
    titles = _titles(lines, at)
    kinds = with_duties(
        [kind for kind, _ in titles], ["".join(x.words for x in t) for _, t in titles]
    )
    if len(kinds) < _FEWEST_HEADINGS or not set(kinds) & {*ROLES} or kinds[0] != "number":
        return None, at
    head: Row = tuple(cell(held) for _, held in titles)
    k = at + sum(len(held) for _, held in titles)
    rows: list[Row] = [head]
    torn: list[Span] = []
    start = k
    while start < len(lines):
        if _same_heading(lines, start, at, k):
            start += k - at
            continue
        if _is_group(lines, start):
            rows.append((cell([lines[start]]),))
            start += 1
            continue
        if not _NUMBER_LINE.match(lines[start].words):
            break
        end = _row_end(lines, start, (at, k))
        read, left = rows_of(lines[start], lines[start + 1 : end], kinds)
        rows += read
        torn += [] if read else [Span(lines[start].span.start, lines[end - 1].span.end)]
        if end == len(lines):
            start = next(
                (
                    i
                    for i in range(start, end)
                    if left and lines[i].span.start >= left[0].span.start
                ),
                end,
            )
            break
        groups = _groups_behind(left)
        left = left[: len(left) - len(groups)]
        rows += [(cell([line]),) for line in groups]
        torn += [Span(left[0].span.start, left[-1].span.end)] if left and read else []
        start = end
    if len(rows) == 1 and not torn:
        return None, start
    last = max([cell.end for row in rows for cell in row] + [span.end for span in torn])
    return Block(head[0].start, last, tuple(rows), tuple(torn)), start


def _row_end(lines: Sequence[Line], start: int, heading: tuple[int, int]) -> int:
    """Return where the next row or a repeated heading begins."""
    expected = int(_NO_DIGIT.sub("", lines[start].words)) + 1
    end = start + 1
    while end < len(lines) and not _is_next(lines, end, expected):
        if _same_heading(lines, end, *heading):
            break
        end += 1
    return end


def _groups_behind(lines: Sequence[Line]) -> list[Line]:
    """Return the last lines that head what follows: a group of rows, or another table."""
    out: list[Line] = []
    for line in reversed(lines):
        opens = GROUP_LINE.match(line.words) or not out
        if line.words[-1:] in STOPS or "：" in line.words or names(line.words) or not opens:
            break
        out.insert(0, line)
    return out


def _titles(lines: Sequence[Line], at: int) -> list[tuple[str, Sequence[Line]]]:
    """Return the cells of a heading with their meaning; a cell may stand on two lines."""
    titles: list[tuple[str, Sequence[Line]]] = []
    while at < len(lines) and len(titles) < _MOST_HEADINGS:
        one, two = lines[at : at + 1], lines[at : at + 2]
        kind, both = kind_of(one[0].words), kind_of("".join(line.words for line in two))
        second = two[-1].words
        # 序号 is whole: 任务 below it is the next cell.
        if (
            both
            and len(two) > 1
            and kind != "number"
            and not (is_office(one[0].words) and not kind and kind_of(second))
            and (_completes(one[0].words, second) or not (kind and kind_of(second)))
        ):
            kind, one = both, two
        elif not kind and titles and one[0].barred and not _NUMBER_LINE.match(one[0].words):
            kind = "other"
        elif not kind and [held for held, _ in titles] == ["number"] and _is_title(two):
            kind = "text"
        elif not kind and any(known == "lead" for known, _ in titles):
            kind = "support" if grammar.HEADING_OTHERS.match(one[0].words) else ""
        if not kind or (titles and kind == "number") or GROUP_LINE.match(one[0].words):
            break
        titles.append((kind, one))
        at += len(one)
    return titles


def _completes(first: str, second: str) -> bool:
    """Return whether a word is the second line of a heading: 牵头 | 部门, not 工作任务 | 责任人."""
    kind = kind_of(first)
    whole = (kind and len(first) >= _WHOLE_TITLE) or (kind == "text" and second == "责任人")
    return second in _SECOND_LINE and not whole


def _is_title(lines: Sequence[Line]) -> bool:
    """Behind the number column, any short words head the tasks: 序号, 民生实事, 责任单位."""
    words = lines[0].words
    short = 0 < len(words) <= _LONGEST_TITLE and not _NUMBER_LINE.match(words)
    return short and words[-1:] not in STOPS and kind_of(lines[-1].words) in (*ROLES, "deadline")


def _is_group(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line heads the rows below it: the number of a row follows it.

    Headings of several ranks may follow each other: 二、扩大投资, 三、延链强链.
    """
    behind = at
    while behind < len(lines) and behind - at < _MOST_GROUPS:
        words = lines[behind].words
        if _NUMBER_LINE.match(words):
            return behind > at
        if names(words) or (behind > at and not GROUP_LINE.match(lines[behind - 1].words)):
            return False
        behind += 1
    return behind < len(lines) and behind > at and bool(_NUMBER_LINE.match(lines[behind].words))


def _is_next(lines: Sequence[Line], at: int, expected: int) -> bool:
    """Return whether a row begins here; numbers may be left out behind a row that is complete."""
    words = lines[at].words
    if not _NUMBER_LINE.match(words):
        return False
    number, before = int(_NO_DIGIT.sub("", words)), lines[at - 1].words
    closed = names(before) or bool(DUE_LINE.match(before) or GROUP_LINE.match(before))
    return number == expected or (number > expected and closed)


def _same_heading(lines: Sequence[Line], k: int, first: int, last: int) -> bool:
    return [x.words for x in lines[k : k + last - first]] == [x.words for x in lines[first:last]]
