"""Tables that lost their ruling: one cell per line, or rows run together.

The heading is still there, its words one below the other or run together; rows begin with their
number, and what is a body shows by its shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse import grammar
from kg.parse.bodies import split
from kg.parse.brackets import body_like
from kg.parse.places import PLACE_START
from kg.parse.tables.grid import Block, Cell, Row
from kg.parse.view import View, clean

__all__ = ["loose_blocks"]

_SENTENCE_MARK = regex.compile(r"[。；，0-9]")
_NO_DIGIT = regex.compile(r"\D")
_OPENING = regex.compile(r"各|人民银行|国网|中国")
_COMMA = regex.compile(r"[、，；]")

_LINE = regex.compile(r"[^\r\n]+")
_NUMBER_HEADING = regex.compile(r"序\s*号|编\s*号")
_FEWEST_HEADINGS = 3
_LONGEST_HEADING = 12
_NUMBER_LINE = regex.compile(r"^\(?[0-9]{1,3}\)?[.、]?$")
_ROW_START = regex.compile(r"^[0-9]{1,3}(?![0-9]*[%年月])[.、]?(?=\S)")
_DUE_LINE = regex.compile(
    r"^(?:[12][0-9]{3}(?:年|[-./])|[0-9]{1,2}月|每[年月季]|长期|持续|全年|年底|年内|常年|[一二三四]季度|上半年|下半年|即时|立即|贯穿)[^，。；]{0,24}$"
)
_DUE_TAIL = regex.compile(
    r"(?:[12][0-9]{3}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:底|末|中旬|上旬|下旬|初)?(?:之)?前$|[0-9]{1,2}月底?$|全年$|长期(?:坚持)?$|持续推进$|年底前?$|[12][0-9]{3}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?底?$"
)
_PERSONS = regex.compile(r"^[\p{Han}、]{2,9}$")
_ROLE_KINDS = ("lead", "support", "resp")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its raw span, its folded words, whether a bar ends it."""

    span: Span
    words: str
    barred: bool = False


def loose_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables without ruling inside a span."""
    if not _NUMBER_HEADING.search(raw, span.start, span.end):
        return []
    lines = []
    for match in _LINE.finditer(raw, span.start, span.end):
        # A bar may be left at the end of a cell that a table had.
        shown = match.group().strip().rstrip("|｜│").rstrip()
        if shown:
            start = match.start() + match.group().index(shown)
            barred = match.group().strip()[-1:] in "|｜│"
            lines.append(_Line(Span(start, start + len(shown)), fold(clean(shown)), barred))
    out: list[Block] = []
    at = 0
    while at < len(lines):
        block, after = _stacked(lines, at)
        if block is None:
            block, after = _run_together(raw, lines, at)
        if block is not None:
            out.append(block)
        at = after if block is not None else at + 1
    return out


def _heading(words: str) -> str:
    """Return what a heading cell means, or empty if the words are none."""
    if len(words) > _LONGEST_HEADING:
        return ""
    role = grammar.HEADING_ROLE.fullmatch(words)
    if role and not grammar.HEADING_PERSON.search(words):
        return next(k for k in _ROLE_KINDS if role[k])
    for kind, pattern in (
        ("number", grammar.HEADING_NUMBER),
        ("person", grammar.HEADING_PERSON),
        ("deadline", grammar.HEADING_DEADLINE),
        ("text", grammar.HEADING_TEXT),
        ("note", grammar.HEADING_NOTE),
    ):
        if pattern.search(words) and not _SENTENCE_MARK.search(words):
            return kind
    return ""


def _cell(lines: Sequence[_Line]) -> Cell:
    return Cell(lines[0].span.start, lines[-1].span.end) if lines else Cell(0, 0)


def _stacked(lines: Sequence[_Line], at: int) -> tuple[Block | None, int]:
    """Read a table whose cells stand one below the other, headed by its number column."""
    kinds = []
    k = at
    while k < len(lines) and (kind := _heading(lines[k].words)):
        kinds.append(kind)
        k += 1
    roles = [kind for kind in kinds if kind in _ROLE_KINDS]
    if len(kinds) < _FEWEST_HEADINGS or not roles or kinds[0] != "number":
        return None, at
    while k < len(lines) and lines[k].barred and not _NUMBER_LINE.match(lines[k].words):
        kinds.append("other")
        k += 1
    head: Row = tuple(_cell([line]) for line in lines[at:k])
    rows: list[Row] = [head]
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
        while end < len(lines) and not _is_next(lines[end].words, expected):
            if _same_heading(lines, end, at, k):
                break
            end += 1
        body = _row_lines(lines[start + 1 : end])
        rows.append(_distributed(lines[start], body, kinds))
        start = end
    if len(rows) == 1:
        return None, at
    return Block(head[0].start, max(c.end for c in rows[-1]), tuple(rows)), start


def _is_group(lines: Sequence[_Line], at: int) -> bool:
    """Return whether a line is a group's heading: the number of a row follows it."""
    if at + 1 >= len(lines) or _NUMBER_LINE.match(lines[at].words):
        return False
    return bool(_NUMBER_LINE.match(lines[at + 1].words)) and not _names(lines[at].words)


def _is_next(words: str, expected: int) -> bool:
    return bool(_NUMBER_LINE.match(words)) and int(_NO_DIGIT.sub("", words)) == expected


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
    items = split(words)
    return bool(items) and all(
        item.tail or body_like(words[item.start : item.end]) for item in items
    )


def _distributed(number: _Line, body: Sequence[_Line], kinds: Sequence[str]) -> Row:
    """Give the lines of a row to its columns."""
    barred = _by_bars(body)
    if len(barred) == len(kinds) - 1:
        return (_cell([number]), *(_cell(lines) for lines in barred))
    named = _first_run([line for line in body if not _DUE_LINE.match(line.words)])
    before = body[: body.index(named[0])] if named else body
    texts = [line for line in before if not _DUE_LINE.match(line.words)]
    if "person" in kinds:
        texts = texts[:1] + [x for x in texts[1:] if not _PERSONS.match(x.words)]
    due = [line for line in body if _DUE_LINE.match(line.words)]
    roles = [i for i, kind in enumerate(kinds) if kind in _ROLE_KINDS]
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


def _run_together(raw: str, lines: Sequence[_Line], at: int) -> tuple[Block | None, int]:
    """Read a table whose rows are lines without anything between their cells."""
    kinds = _run_heading(lines[at].words)
    if not kinds:
        return None, at
    rows: list[Row] = []
    k = at + 1
    while k < len(lines) and _ROW_START.match(lines[k].words):
        row = _run_row(raw, lines[k], kinds)
        if row is None:
            break
        rows.append(row)
        k += 1
    if not rows:
        return None, at
    spot = lines[at].span
    head = tuple(
        Cell(spot.start + a, spot.start + b) for a, b in _run_cells(raw, spot, lines[at].words)
    )
    return Block(spot.start, lines[k - 1].span.end, (head, *rows)), k


_RUN_HEADING = regex.compile(
    r"(?P<cell>序号?|编号|(?:重点|主要|具体|工作|目标|年度)*(?:任务|内容|事项|工作|措施|目标|项目|举措)(?:内容|名称|清单)?"
    r"|(?:牵头|主办|主责|第一责任|主要责任)(?:责任)?(?:单位|部门)|(?:责任|承办|落实|实施)(?:单位|部门)|(?:配合|协办|参与|协助|协同)(?:责任)?(?:单位|部门)"
    r"|(?:完成|办结)?(?:时限|期限|时间)(?:要求)?|备注|(?:责任|分管|牵头)(?:领导|人))"
)


def _run_heading(words: str) -> list[str]:
    """Return the meanings of the columns of a heading whose words run together."""
    cells = [m.group() for m in _RUN_HEADING.finditer(words)]
    if "".join(cells) != words or len(cells) < _FEWEST_HEADINGS:
        return []
    kinds = [_heading(cell) for cell in cells]
    return kinds if any(kind in _ROLE_KINDS for kind in kinds) and kinds[0] == "number" else []


def _run_cells(raw: str, spot: Span, words: str) -> Iterator[tuple[int, int]]:
    view = View.of(raw, [spot])
    for match in _RUN_HEADING.finditer(words):
        span = view.span(match.start(), match.end())
        yield span.start - spot.start, span.end - spot.start


def _run_row(raw: str, line: _Line, kinds: Sequence[str]) -> Row | None:
    """Part a row: number, work up to its last full stop, bodies, deadline."""
    view = View.of(raw, [line.span])
    text = view.text
    number = _ROW_START.match(text)
    due = _DUE_TAIL.search(text) if "deadline" in kinds else None
    end = due.start() if due and due.end() > due.start() else len(text)
    stop = max(text.rfind("。", 0, end), text.rfind("；", 0, end))
    if number is None or stop < 0 or stop + 1 >= end:
        return None
    roles = [i for i, kind in enumerate(kinds) if kind in _ROLE_KINDS]
    edges = _edges(text, stop + 1, end, len(roles))
    places: dict[int, tuple[int, int]] = {0: (0, number.end())}
    work = next((i for i, kind in enumerate(kinds) if kind == "text"), None)
    if work is not None:
        places[work] = (number.end(), stop + 1)
    if due and "deadline" in kinds:
        places[kinds.index("deadline")] = (end, len(text))
    for i, (a, b) in zip(roles, edges, strict=False):
        places[i] = (a, b)
    return tuple(_placed(view, places.get(i)) for i in range(len(kinds)))


def _placed(view: View, place: tuple[int, int] | None) -> Cell:
    if place is None or place[1] <= place[0]:
        return Cell(0, 0)
    span = view.span(*place)
    return Cell(span.start, span.end)


def _edges(text: str, start: int, end: int, most: int) -> list[tuple[int, int]]:
    """Part a run of bodies where one ends and another begins without a separator."""
    out: list[tuple[int, int]] = []
    at = start
    for k in range(start + 2, end - 2):
        if len(out) >= most - 1:
            break
        begins = grammar.TIER_PREFIX.match(text[k:end]) or PLACE_START.match(text[k:end])
        begins = begins or _OPENING.match(text, k, end)
        if not begins or text[k - 1] in "、，；和及与":
            continue
        item = _COMMA.split(text[at:k])[-1]
        rest = _COMMA.split(text[k:end])[0]
        if grammar.ORGAN_END.search(item) and len(item) > 2 and grammar.ORGAN_END.search(rest):
            out.append((at, k))
            at = k
    return [*out, (at, end)]
