"""The lines of a table with a cell a line: what each may be, and the rows they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse import grammar
from kg.parse.known import forms
from kg.parse.places import place_start
from kg.parse.tables.aligned import aligned
from kg.parse.tables.content import is_deed
from kg.parse.tables.fields import is_person
from kg.parse.tables.grid import Cell, Row
from kg.parse.tables.titles import ROLES
from kg.parse.tables.wrapped import STOPS, names
from kg.parse.view import PAGE_LINE, clean

__all__ = ["DUE_LINE", "GROUP_LINE", "STOPS", "Line", "cell", "lines_of", "names", "rows_of"]

_LINE = regex.compile(r"[^\r\n]+")
DUE_LINE = regex.compile(
    r"^(?:[12][0-9]{3}(?:年|[-./])|[0-9]{1,2}月|每[年月季]|长期|持续|全年|年底|年内|常年"
    r"|[一二三四]季度|上半年|下半年|即时|立即|贯穿)[^，。；]{0,24}$"
)
GROUP_LINE = regex.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}(?:、|部分|章)|\([一二三四五六七八九十]{1,3}\))[^。；：]{2,30}$"
)
# A tier, or a collective, opens a body whatever it is called: 区园林绿化办, 各镇街.
_KNOWN = regex.compile(rf"(?:{grammar.TIER_PREFIX.pattern[1:]}|各|有关|相关|[0-9]{{1,3}}个)")
_BETWEEN = regex.compile(r"[、，]")
_LONGEST_NOTE = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its raw span, its folded words, whether a bar ends it."""

    span: Span
    words: str
    barred: bool = False


def lines_of(raw: str, span: Span) -> list[Line]:
    """Return the lines of a span that are not blank."""
    lines = []
    for match in _LINE.finditer(raw, span.start, span.end):
        # A bar may be left at the end of a cell that a table had.
        shown = match.group().strip().rstrip("|｜│").rstrip()
        if shown and not PAGE_LINE.fullmatch(shown):
            start = match.start() + match.group().index(shown)
            barred = match.group().strip()[-1:] in "|｜│"
            lines.append(Line(Span(start, start + len(shown)), fold(clean(shown)), barred))
    return lines


def cell(lines: Sequence[Line]) -> Cell:
    """Return the cell that lines make together."""
    return Cell(lines[0].span.start, lines[-1].span.end) if lines else Cell(0, 0)


def rows_of(
    number: Line, lines: Sequence[Line], kinds: Sequence[str]
) -> tuple[list[Row], list[Line]]:
    """Return the rows below a number, and the lines behind them.

    A second piece of work below it has a leader of its own; it stands behind one that ends.
    """
    rows: list[Row] = []
    left = _unbroken(lines)
    while left:
        body = _row_lines(left, kinds)
        whole = any(line.words[-1:] == "。" for line in body)
        if rows and not (whole and body[0].words[-1:] in STOPS and any(map(_is_body, body[1:]))):
            break
        row = _distributed(None if rows else number, body, kinds)
        if row is None:
            return ([], left) if not rows else (rows, left)
        rows.append(row)
        left = left[len(body) :]
        if not whole:
            break
    return rows, left


def _unbroken(lines: Sequence[Line]) -> list[Line]:
    """Put the lines of a list together that a full line breaks: 县财政局、县住 | 建局."""
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else line
        both = before.words + line.words
        fragment = not names(before.words) and _sort(line.words) != "names"
        opened = fragment or before.words[-1:] == "、"
        # The first line is work, whatever it begins with.
        if len(out) > 1 and opened and _KNOWN.match(before.words) and names(both):
            out[-1] = Line(Span(before.span.start, line.span.end), both, line.barred)
        else:
            out.append(line)
    return out


def _is_body(line: Line) -> bool:
    return names(line.words)


def _row_lines(lines: Sequence[Line], kinds: Sequence[str]) -> list[Line]:
    """Cut a row where its cells are over: behind its last body, or what stands behind that."""
    first = next(i for i, kind in enumerate(kinds) if kind in ROLES)
    behind = kinds[first:]
    out: list[Line] = []
    bodies = False
    last = ""
    for line in lines:
        sort = _sort(line.words)
        if bodies and behind[-1] == "note" and _is_note(line):
            return [*out, line]
        if bodies and "text" in behind and sort in ("text", "stop"):
            out.append(line)
            if line.words[-1:] == "。":
                break  # what they are to do stands behind them, and ends
            continue
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


def _is_note(line: Line) -> bool:
    short = len(line.words) <= _LONGEST_NOTE and not GROUP_LINE.match(line.words)
    return short and _sort(line.words) == "text"


_BODIES = ("names", "maybe")
_AS_KIND = {"due": "deadline", "person": "person"}


def _sort(words: str) -> str:
    """Return what a line may be by its words."""
    if DUE_LINE.match(words):
        return "due"
    if names(words):
        known = _KNOWN.match(words) or place_start(words) or _BETWEEN.split(words)[0] in forms()
        stopped = words[-1:] in STOPS
        unknown = "stop" if stopped else "text" if is_deed(words) else "maybe"
        return "names" if known else unknown
    if all(map(is_person, _BETWEEN.split(words))):
        return "person"
    return "stop" if words[-1:] in STOPS else "text"


def _distributed(number: Line | None, body: Sequence[Line], kinds: Sequence[str]) -> Row | None:
    """Give the lines of a row to its columns; ``None`` if that can be done in several ways."""
    head = cell([number] if number else [])
    barred = _by_bars(body)
    if len(barred) == len(kinds) - 1:
        return (head, *(cell(lines) for lines in barred))
    counts = aligned([_sort(line.words) for line in body], kinds[1:])
    if counts is None:
        return None
    cells, at = [head], 0
    for count in counts:
        cells.append(cell(body[at : at + count]))
        at += count
    return tuple(cells)


def _by_bars(lines: Sequence[Line]) -> list[list[Line]]:
    """Put lines together up to each bar."""
    cells: list[list[Line]] = [[]]
    for line in lines:
        cells[-1].append(line)
        if line.barred:
            cells.append([])
    return [cell for cell in cells if cell]
