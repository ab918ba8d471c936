"""Where tables stand in a text, and their rows of cells by raw position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse.tables.titles import ROLES, kind_of
from kg.parse.tables.wrapped import Held, unwrapped
from kg.parse.view import PAGE_LINE, clean

__all__ = ["Block", "Cell", "Row", "blocks", "untagged"]

_TAB, _BAR = re.compile("\t"), re.compile("[|｜│]")
_BREAK = re.compile(r"\r\n?|\n")
# A cell that starts with a quote which no quote before the next tab or line end closes.
_OPEN_QUOTE = regex.compile(r'(?:^|\t)"[^"\t]*+$')
# What closes it: the next quote that is not written twice, if the cell ends there.
_CLOSED = regex.compile(r'(?:[^"]|"")*+"(?=[\t\r\n]|$)')
_LONGEST_ROW = 20_000
_HTML_TABLE = regex.compile(r"<table\b", regex.IGNORECASE)
_HTML_TABLE_END = regex.compile(r"</table\s*>", regex.IGNORECASE)
_HTML_ROW = regex.compile(r"<tr\b[^<>]*+>", regex.IGNORECASE)
_HTML_CELL = regex.compile(r"<t[dh]\b([^<>]*+)>", regex.IGNORECASE)
_HTML_END = regex.compile(r"</?(?:t[dhr]|tbody|thead|tfoot|table)\b", regex.IGNORECASE)
_TAG = regex.compile(r"</?[A-Za-z][^<>]{0,200}>|&nbsp;|&#\d{1,6};|<!--.{0,500}?-->")
_SPAN_ATTRIBUTE = regex.compile(r"(col|row)span\s*=\s*[\"']?(\d{1,3})", regex.IGNORECASE)
_CLOSED_ROW = regex.compile(r"[|｜│]\s*$")
_GROUP_LINE = regex.compile(
    r"\s*+(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；;：:\t|]{2,40}+"
)
_MOST_WRAPPED = 6  # lines of a row whose cells are broken
_RULE_LINE = regex.compile(r"^[\s|:+\-—─═┼├┤┬┴┌┐└┘=]*$")
_DRAWN_LINE = regex.compile(r"\s*+[┌├└│][─━┬┼┴\s]++[┐┤┘│]\s*+")
_DRAWN = regex.compile(r"[├┼]")
_MOST_SPAN = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by raw position.

    Attributes:
        start: First position.
        end: Position after the last one.
        repeated: Whether a row or column span brings it here again.
        bodies: Whether it is known to name bodies and nothing else.
        cuts: Where its bodies begin, from the second on.
    """

    start: int
    end: int
    repeated: bool = False
    bodies: bool = False
    cuts: tuple[int, ...] = ()

    @property
    def span(self) -> Span:
        """Return the cell's span."""
        return Span(self.start, self.end)


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of rows without other text between them.

    Attributes:
        start: First position.
        end: Position after the last one.
        rows: The rows, headings among them.
        torn: Rows that cannot be parted into cells with certainty.
        more: Numbers of the rows that are further lines of the row before.
    """

    start: int
    end: int
    rows: tuple[Row, ...]
    torn: tuple[Span, ...] = ()
    more: frozenset[int] = frozenset()


def untagged(raw: str, span: Span) -> list[Span]:
    """Return the parts of a span that are not markup."""
    if raw.find("<", span.start, span.end) < 0 and raw.find("&", span.start, span.end) < 0:
        return [span] if span.end > span.start else []
    out = []
    at = span.start
    for match in _TAG.finditer(raw, span.start, span.end):
        if match.start() > at:
            out.append(Span(at, match.start()))
        at = match.end()
    if at < span.end:
        out.append(Span(at, span.end))
    return out


def blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables inside a span, in text order."""
    found = [*_html(raw, span)]
    at = span.start
    gaps = []
    for block in found:
        gaps.append(Span(at, block.start))
        at = block.end
    gaps.append(Span(at, span.end))
    for gap in gaps:
        found.extend(_ruled(raw, gap))
    return sorted(found, key=lambda block: block.start)


def _ruled(raw: str, span: Span) -> Iterator[Block]:
    """Yield tables whose rows are lines with tabs or pipes between the cells."""
    rows: list[Row] = []
    ruled: set[int] = set()  # rows above which a line is drawn from column to column
    start = end = at = span.start
    closed = False  # whether a bar ends the lines of this table
    while at < span.end:
        stop, after = _line(raw, at, span.end)
        if rows and closed:
            stop, after = _unwrapped(raw, (at, stop, after), span.end, len(rows[0]))
        elif rows and not _whole(raw, (at, stop, after), span.end, len(rows[0])):
            last = _last_line(raw, at, span.end, rows[0])
            stop, after = (last.stop, last.after) if last else (stop, after)
        row = _cells(raw, at, stop)
        if rows and row == () and raw[at:stop].lstrip().startswith("┌"):  # another table
            yield _block(raw, Span(start, end), rows, ruled)
            rows, ruled = [], set()
        if row is not None:
            start = start if rows else at
            if row:
                closed = closed if rows else bool(_CLOSED_ROW.search(raw[at:stop]))
                rows.append(row)
            elif _DRAWN.search(raw, at, stop):
                ruled.add(len(rows))
            end = stop
        elif rows and (group := _group(raw, (at, stop, after), span.end, rows[0])):
            rows.append(group)
            end = stop
        elif rows and raw[at:stop].strip() and not PAGE_LINE.fullmatch(raw, at, stop):
            yield _block(raw, Span(start, end), rows, ruled)
            rows, ruled = [], set()
        at = after
    if rows:
        yield _block(raw, Span(start, end), rows, ruled)


def _block(raw: str, span: Span, rows: Sequence[Row], ruled: AbstractSet[int]) -> Block:
    """Return a table; one whose heading of bodies is drawn on several lines is torn as a whole."""
    more = _further(len(rows), ruled)
    if 1 in more:
        size = min(i for i in range(1, len(rows) + 1) if i not in more)
        columns = zip_longest(*rows[:size], fillvalue=Cell(0, 0))
        titles = (fold(clean("".join(c.span.of(raw) for c in column))) for column in columns)
        if {*map(kind_of, titles)} & {*ROLES}:
            return Block(span.start, span.end, (), (span,))
    return Block(span.start, span.end, tuple(rows), more=more)


def _further(size: int, ruled: AbstractSet[int]) -> frozenset[int]:
    """Return the rows that are further lines of the row before them.

    Lines drawn between rows end them; one below the heading only says nothing of the others.
    """
    inner = ruled & {*range(1, size)}
    return frozenset({*range(1, size)} - inner) if len(inner) > 1 else frozenset()


def _group(raw: str, line: tuple[int, int, int], limit: int, head: Row) -> Row:
    """Return the heading of a group of rows that stands on a line without marks between them."""
    start, stop, after = line
    if not _GROUP_LINE.fullmatch(raw, start, stop):
        return ()
    while after < limit:
        begin = after
        end, after = _line(raw, begin, limit)
        if raw[begin:end].strip():
            row = _cells(raw, begin, end)
            whole = row and (len(row) == len(head) or _last_line(raw, begin, limit, head))
            return (_trimmed(raw, start, stop),) if whole else ()
    return ()


def _unwrapped(raw: str, line: tuple[int, int, int], limit: int, width: int) -> tuple[int, int]:
    """Return where a row ends whose cell goes on in the next lines, up to the bar that ends it.

    Args:
        raw: The raw text.
        line: Where its first line starts and ends, and where the next begins.
        limit: Where the text ends.
        width: How many cells the row has to have.
    """
    start, first, behind = line
    if not _BAR.search(raw, start, first):
        return first, behind
    stop, after = first, behind
    for _ in range(_MOST_WRAPPED):
        if _CLOSED_ROW.search(raw[start:stop]):
            whole = _cells(raw, start, stop)
            return (stop, after) if whole and len(whole) == width else (first, behind)
        stop, after = _line(raw, after, limit)
    return first, behind


def _whole(raw: str, line: tuple[int, int, int], limit: int, width: int) -> bool:
    """Return whether a line is a row by itself: it has all cells, and marks part the next, too."""
    start, stop, after = line
    row = _cells(raw, start, stop)
    if not row or len(row) != width or after >= limit:
        return False
    following = _cells(raw, after, _line(raw, after, limit)[0])
    return following is not None and len(following) in (0, width)


def _last_line(raw: str, at: int, limit: int, head: Row) -> Held | None:
    """Return the last line of a row that begins at a position and goes on in others."""
    return unwrapped(_held(raw, at, limit), [cell.span.of(raw) for cell in head])


def _held(raw: str, at: int, limit: int) -> Iterator[Held]:
    """Yield the lines from a position on by their cells."""
    while at < limit:
        stop, after = _line(raw, at, limit)
        row = _cells(raw, at, stop)
        if row is None:  # a line of a broken row may hold one bar only
            row = _split(raw, at, stop, _BAR)
        yield Held(stop, after, tuple(cell.span.of(raw) for cell in row))
        at = after


def _line(raw: str, start: int, limit: int) -> tuple[int, int]:
    """Return where a line ends and where the next begins; a quoted cell may hold line breaks."""
    stop = _BREAK.search(raw, start, limit)
    while stop:
        line = raw[start : stop.start()]
        quote = _OPEN_QUOTE.search(line) if "\t" in line else None
        if not quote:
            break
        inside = start + line.index('"', quote.start()) + 1
        closed = _CLOSED.match(raw, inside, min(limit, start + _LONGEST_ROW))
        if not closed or closed.end() <= stop.start():
            break
        stop = _BREAK.search(raw, closed.end(), limit)
    return (stop.start(), stop.end()) if stop else (limit, limit)


def _cells(raw: str, start: int, end: int) -> Row | None:
    """Return the cells of a line; empty for a ruling line, ``None`` for a line of no table."""
    line = raw[start:end]
    if _DRAWN_LINE.fullmatch(line):
        return ()
    if "\t" in line.strip(" \t") or line.count("\t") > 1:
        return _split(raw, start, end, _TAB)
    bars = line.count("|") + line.count("｜") + line.count("│")
    if bars > 1:
        if _RULE_LINE.match(line):
            return ()
        inner = raw[start:end].strip()
        offset = start + line.index(inner)
        first = offset + 1 if inner[0] in "|｜│" else offset
        last = offset + len(inner) - (1 if inner[-1] in "|｜│" else 0)
        return _split(raw, first, last, _BAR)
    return None


def _split(raw: str, start: int, end: int, mark: re.Pattern[str]) -> Row:
    cells = []
    at = start
    for found in mark.finditer(raw, start, end):
        cells.append(_trimmed(raw, at, found.start()))
        at = found.end()
    cells.append(_trimmed(raw, at, end))
    return tuple(cells)


def _trimmed(raw: str, start: int, end: int) -> Cell:
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    if end - start > 1 and raw[start] == raw[end - 1] == '"':
        return Cell(start + 1, end - 1)
    return Cell(start, end)


def _html(raw: str, span: Span) -> Iterator[Block]:
    at = span.start
    while opened := _HTML_TABLE.search(raw, at, span.end):
        closed = _HTML_TABLE_END.search(raw, opened.end(), span.end)
        end = closed.end() if closed else span.end
        rows = _html_rows(raw, opened.start(), end)
        if rows:
            yield Block(opened.start(), end, tuple(rows))
        at = end


def _html_rows(raw: str, start: int, end: int) -> list[Row]:
    edges = [m.end() for m in _HTML_ROW.finditer(raw, start, end)]
    rows: list[Row] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    for at, stop in pairwise([*edges, end]):
        row: list[Cell] = []
        for match in _HTML_CELL.finditer(raw, at, stop):
            _hang(row, hanging)
            ending = _HTML_END.search(raw, match.end(), stop)
            cell = _trimmed(raw, match.end(), ending.start() if ending else stop)
            spans = {m[1].lower(): int(m[2]) for m in _SPAN_ATTRIBUTE.finditer(match[1])}
            for k in range(max(1, min(spans.get("col", 1), _MOST_SPAN))):
                shown = cell if k == 0 else Cell(cell.start, cell.end, True)
                if spans.get("row", 1) > 1:
                    again = Cell(cell.start, cell.end, True)
                    hanging[len(row)] = (min(spans["row"], 10_000) - 1, again)
                row.append(shown)
        _hang(row, hanging)
        if row:
            rows.append(tuple(row))
    return rows


def _hang(row: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    """Append the cells that rows above let hang down to the next columns."""
    while len(row) in hanging:
        column = len(row)
        left, cell = hanging.pop(column)
        if left > 1:
            hanging[column] = (left - 1, cell)
        row.append(cell)
