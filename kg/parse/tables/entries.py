"""The rows of a table put together: what a page break split, what a group's cell spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from kg.model import Open, Span
from kg.parse.tables.columns import ROLE_KINDS, Plan, heading_rows, plan, words
from kg.parse.tables.content import names_bodies, shown
from kg.parse.tables.fitting import fitted, realigned, work_column
from kg.parse.tables.grid import Block, Cell, Row
from kg.parse.tables.told import told

__all__ = ["Entry", "Gathered", "gathered"]

_LEADING = ROLE_KINDS - {"support"}
_TOLD = ROLE_KINDS | {"deadline"}
_NUMBERED = regex.compile(
    r"^(?:\(?[0-9]{1,3}[.、)]|[①-⑳]|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)"
)
_ITEM = regex.compile(r"(?:^|(?<=[。；！？;]))([0-9]{1,3})[.、](?![0-9])")
_LONGEST_QUOTE = 200
_LONGEST_GROUP = 40
_TITLE = regex.compile(r"\p{Han}{3}")  # more than a number: (二)减轻负担
_WORK_STOPS = "。；！？)”》"
_GOES_ON = tuple("、，；：和与及")
_ALONE = "bodies stand alone in a row"
_DRAWN = "the lines of a drawn row do not stand under its heading"
_TOO_MANY = "the row has more cells than its heading"
_TOO_FEW = "the row lacks a cell, and its cells fit below the heading in no way or in several"


@dataclass(slots=True)
class Entry:
    """A row with the rows that continue it, while a block is being read.

    Attributes:
        plan: Its columns.
        cells: The cells of each column, with those that continue them.
        texts: The words of the first row.
        group: The heading of its group.
        column_group: What the first column says of it or of the rows above it.
        above: What other columns say of it in the row above, which it shares.
    """

    plan: Plan
    cells: list[list[Cell]]
    texts: Sequence[str]
    group: str
    column_group: str
    above: Mapping[int, str]


@dataclass(slots=True)
class Gathered:
    """The rows of a block as they are put together, and what says how to go on."""

    plan: Plan = ()
    kept: bool = False  # cells are written though they are empty, at the end of rows too
    numbered: bool = False
    group: str = ""
    column_group: str = ""
    fresh: bool = False  # the last row was a heading: a page may have begun
    last: Sequence[str] = ()  # the words of the row before
    items: Sequence[int] = ()  # the numbers of the measures of the last entry
    entries: list[Entry] = field(default_factory=list)
    opens: list[Open] = field(default_factory=list)


def gathered(raw: str, block: Block, carried: Plan) -> Gathered:
    """Put the rows of a block together.

    Args:
        raw: The raw text.
        block: Its rows.
        carried: The columns of the table before, for one that goes on without headings.
    """
    texts = [words(raw, row) for row in block.rows]
    carry = _carry(block, carried)
    headed = () if carry else told(raw, block, texts)
    state = Gathered(plan=carry or headed or shown(raw, block, texts), kept=_keeps(texts))
    at = 1 if headed else 0
    while at < len(block.rows):
        lines = _lines(block, at)
        if lines > 1:
            _take_lines(raw, block.rows[at : at + lines], texts[at : at + lines], state)
            at += lines
            continue
        count = heading_rows(texts, at)
        if count:
            upper = block.rows[at] if count == 2 else None
            state.plan = plan(raw, upper, block.rows[at + count - 1])
            state.fresh = True
            at += count
            continue
        if state.plan:
            _take(raw, block.rows[at], texts[at], state)
        at += 1
    return state


def _lines(block: Block, at: int) -> int:
    """Return how many lines a row has from one on: as drawn, its cells go on from line to line."""
    end = at + 1
    while end in block.more:
        end += 1
    return end - at


def _take_lines(
    raw: str, rows: Sequence[Row], texts: Sequence[Sequence[str]], state: Gathered
) -> None:
    """Add a row whose cells go on from line to line."""
    if not state.plan or any(len(row) != len(state.plan) for row in rows):
        whole = Span(rows[0][0].start, rows[-1][-1].end)
        state.opens.append(_damaged(raw, whole, _DRAWN))
        return
    columns = [[cell for cell in c if cell.end > cell.start] for c in zip(*rows, strict=True)]
    said = ["".join(column) for column in zip(*texts, strict=True)]
    above = _above(said, state)
    _note_group(said, state)
    cells = [column or [row] for column, row in zip(columns, rows[0], strict=True)]
    entry = Entry(state.plan, cells, said, state.group, state.column_group, above)
    state.entries.append(entry)
    state.fresh, state.last, state.items = False, said, _items(said, state.plan)


def _keeps(texts: Sequence[Sequence[str]]) -> bool:
    """Return whether a row ends in an empty cell: no row lacks its last for being empty."""
    width = max(map(len, texts), default=0)
    ends = (i for i, row in enumerate(texts) if len(row) == width and not row[-1] and any(row))
    return any(
        not heading_rows(texts, i) and not (i and heading_rows(texts, i - 1) == 2) for i in ends
    )


def _carry(block: Block, carried: Plan) -> Plan:
    widths = [len(row) for row in block.rows]
    return carried if carried and max(widths, default=0) == len(carried) else ()


def _take(raw: str, row: Row, texts: list[str], state: Gathered) -> None:
    """Add a row: a new entry, the continuation of the last one, or a group heading."""
    filled = [i for i, text in enumerate(texts) if text]
    if not filled:
        return
    if len({(row[i].start, row[i].end) for i in filled}) == 1 and filled[0] == 0:
        if len(filled) == 1 and names_bodies(raw, row[0]):
            state.opens.append(Open(row[0].span, "uncovered", row[0].span.of(raw), _ALONE))
        state.group, state.column_group, state.fresh = texts[0], "", False
        return
    whole = Span(min(row[i].start for i in filled), max(row[i].end for i in filled))
    if len(row) > len(state.plan) and any(texts[len(state.plan) :]):
        state.opens.append(_damaged(raw, whole, _TOO_MANY))
        row = realigned(raw, row, state.plan)
    else:
        placed = fitted(raw, row, state.plan, kept=state.kept)
        if placed is None:
            state.opens.append(_damaged(raw, whole, _TOO_FEW))
            return
        row = placed
    _add(row, words(raw, row), state)


def _damaged(raw: str, span: Span, reason: str) -> Open:
    return Open(span, "damaged", span.of(raw)[:_LONGEST_QUOTE], reason)


def _add(row: Row, texts: list[str], state: Gathered) -> None:
    """Add a row whose cells stand under their columns."""
    cells = [[cell] for cell in row[: len(state.plan)]]
    cells += [[] for _ in range(len(state.plan) - len(cells))]
    items = _items(texts, state.plan)
    if _continues(texts, items, state):
        items = (*state.items, *items)
        last = state.entries[-1]
        for mine, more in zip(last.cells, cells, strict=False):
            mine.extend(cell for cell in more if cell.end > cell.start)
        if _NUMBERED.match(texts[0]):
            _note_group(texts, state)  # of the rows below
    else:
        above = _above(texts, state)
        _note_group(texts, state)
        entry = Entry(state.plan, cells, texts, state.group, state.column_group, above)
        state.entries.append(entry)
    state.fresh, state.last, state.items = False, texts, items


def _above(texts: Sequence[str], state: Gathered) -> dict[int, str]:
    """Return the titles that a row without a number shares with the row above it."""
    number = _number(state.plan)
    if number < 0 or texts[number : number + 1] != [""] or not state.entries:
        return {}
    before = state.entries[-1]
    said = {i: text or before.above.get(i, "") for i, text in enumerate(before.texts)}
    return {i: said[i] for i, text in enumerate(texts) if not text and said.get(i)}


def _number(columns: Plan) -> int:
    return next((i for i, column in enumerate(columns) if column.kind == "number"), -1)


def _note_group(texts: Sequence[str], state: Gathered) -> None:
    """Remember a group cell in the first column for the rows below it."""
    titled = state.plan[0].kind in ("text", "other") or _TITLE.search(texts[0])
    if titled and texts[0]:
        state.column_group = texts[0] if len(texts[0]) <= _LONGEST_GROUP else ""


def _items(texts: Sequence[str], columns: Plan) -> tuple[int, ...]:
    """Return the numbers of the measures that a row begins with or holds: 72.… 73.…, in order."""
    works = (t for c, t in zip(columns, texts, strict=False) if c.kind == "text" and t)
    measure = next(works, "")
    found = tuple(int(item[1]) for item in _ITEM.finditer(measure))
    return found if _NUMBERED.match(measure) else ()


def _counts_on(texts: Sequence[str], items: Sequence[int], state: Gathered) -> bool:
    """Return whether a row is the next measure, though its group's cell is left empty.

    One that counts from 1 inside a cell may go on over a page; others are rows of their own.
    """
    before = state.items
    if not before or not items or items[0] <= before[-1] or 1 == before[0] < before[-1]:
        return False
    return any(t for c, t in zip(state.plan, texts, strict=False) if c.kind in _LEADING)


def _continues(texts: Sequence[str], items: Sequence[int], state: Gathered) -> bool:
    """Return whether a row goes on with the row before it (over a page break)."""
    if _counts_on(texts, items, state):
        return False
    if _finishes(texts, state):
        return True
    numbers = [i for i, column in enumerate(state.plan) if column.kind == "number"]
    works = [i for i, column in enumerate(state.plan) if column.kind == "text" and i < len(texts)]
    if numbers and numbers[0] < len(texts):
        if texts[numbers[0]]:
            state.numbered = True
            return False
        if not state.fresh and _stands_alone(texts, state):
            return False
        open_ = state.fresh or not all(texts[i] for i in works) or _mends(texts, state)
        return state.numbered and open_
    measures = [texts[i] for i in works if texts[i]]
    if any(_NUMBERED.match(text) for text in measures):
        state.numbered = True
        return False
    return state.fresh and (state.numbered or _is_torn(texts, state, works))


def _mends(texts: Sequence[str], state: Gathered) -> bool:
    """Return whether a row ends the sentence of the row before, and nobody leads in this one."""
    leading = [t for c, t in zip(state.plan, texts, strict=False) if c.kind in _LEADING]
    return bool(leading) and not any(leading) and _ends_sentence(texts, state)


def _ends_sentence(texts: Sequence[str], state: Gathered) -> bool:
    """Return whether the work of a row ends what the work of the row before breaks off."""
    before, here = _work(state.last, state.plan), _work(texts, state.plan)
    broken = bool(before) and before[-1] not in _WORK_STOPS
    return broken and here.endswith("。") and not _NUMBERED.match(here)


def _is_torn(texts: Sequence[str], state: Gathered, works: Sequence[int]) -> bool:
    """Return whether the work of the row before breaks off, and nobody leads in this one."""
    if not works or len(state.last) <= works[-1] or len(texts) < len(state.plan):
        return False
    before, leads = state.last[works[-1]], [c.kind == "lead" for c in state.plan]
    led = any(text for text, lead in zip(texts, leads, strict=False) if lead)
    return any(leads) and not led and bool(before) and before[-1] not in _WORK_STOPS


def _finishes(texts: Sequence[str], state: Gathered) -> bool:
    """Return whether a row without bodies ends the sentence that the row before it breaks off."""
    labelled = work_column(state.plan) > 0 and _NUMBERED.match(texts[0])
    if not state.entries or not (state.fresh or labelled):
        return False
    if any(text for c, text in zip(state.plan, texts, strict=False) if c.kind in ROLE_KINDS):
        return False
    number = _number(state.plan)
    return not (number >= 0 and texts[number].isdigit()) and _ends_sentence(texts, state)


def _stands_alone(texts: Sequence[str], state: Gathered) -> bool:
    """Return whether a row without a number has work and a leader of its own.

    Its work is a sentence below a whole one, or each body and date of the row above has one
    below it that begins anew: a page that breaks a row leaves short cells on the first page.
    """
    before, here = _work(state.last, state.plan), _work(texts, state.plan)
    led = [
        (text, last)
        for c, text, last in zip(state.plan, texts, state.last, strict=False)
        if c.kind in _LEADING and text
    ]
    whole = bool(led) and not led[0][1].endswith(_GOES_ON) and led[0][0][0] not in _GOES_ON
    if not whole or not before or not here:
        return False
    return (before.endswith("。") and here.endswith("。")) or _all_anew(texts, state)


def _all_anew(texts: Sequence[str], state: Gathered) -> bool:
    """Return whether a row fills each column of bodies and dates that the row above fills."""
    told = [
        (text, last)
        for c, text, last in zip(state.plan, texts, state.last, strict=False)
        if c.kind in _TOLD and (text or last)
    ]
    return len(told) > 1 and all(
        text and last and not last.endswith(_GOES_ON) and not text.startswith(_GOES_ON)
        for text, last in told
    )


def _work(texts: Sequence[str], columns: Plan) -> str:
    """Return what a row says before its bodies, in the last column of words that is filled."""
    last = work_column(columns)
    shown = [t for c, t in zip(columns[: last + 1], texts, strict=False) if c.kind == "text" and t]
    return shown[-1] if shown else ""
