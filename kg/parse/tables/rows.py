"""From rows to tasks: which cell is the work, which cells name the bodies, what a break split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from kg.model import Assignment, Basis, Clause, ClauseKind, Open, Rule, Span
from kg.parse import grammar
from kg.parse.brackets import plausible
from kg.parse.clause import Listed, Reading
from kg.parse.roles import Context, assignments
from kg.parse.tables.columns import Column, Plan, heading_rows, plan, words
from kg.parse.tables.content import names_bodies, read_cell, shown
from kg.parse.tables.grid import Block, Cell, Row, untagged
from kg.parse.view import View, clean

__all__ = ["TableTask", "read_block"]

_ROLES = frozenset({"lead", "main", "support", "resp"})
_LEADING = _ROLES - {"support"}
_NUMBERED = regex.compile(
    r"^(?:\(?[0-9]{1,3}[.、)]|[①-⑳]|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)"
)
_ITEM = regex.compile(r"(?:^|(?<=[。；！？;]))([0-9]{1,3})[.、](?![0-9])")
_FRAGMENT = 3


@dataclass(frozen=True, slots=True)
class TableTask:
    """A task stated by a row.

    Attributes:
        parts: Spans of its text.
        clause: Its bodies.
        section: Group headings and the row's title.
        deadline: As written.
        higher: Position, among the block's tasks, of the task it carries out.
    """

    parts: tuple[Span, ...]
    clause: Clause
    section: str
    deadline: str
    higher: int | None = None


@dataclass(slots=True)
class _Entry:
    """A row with the rows that continue it, while a block is being read."""

    plan: Plan
    cells: list[list[Cell]]
    section: str
    damaged: Span | None = None  # the whole row, where it has more cells than its heading


@dataclass(slots=True)
class _State:
    plan: Plan = ()
    numbered: bool = False
    group: str = ""
    column_group: str = ""
    fresh: bool = False  # the last row was a heading: a page may have begun
    last: Sequence[str] = ()  # the words of the row before
    items: Sequence[int] = ()  # the numbers of the measures of the last entry
    entries: list[_Entry] = field(default_factory=list)


def read_block(
    raw: str, block: Block, carried: Plan, rule: Rule | None
) -> tuple[list[TableTask], list[Open], Plan]:
    """Read one table.

    Args:
        raw: The raw text.
        block: Its rows.
        carried: The columns of the table before, for one that goes on without headings.
        rule: The first-listed rule in force.

    Returns:
        Its tasks, what stayed open, and its columns (empty if it is no table of this kind).
    """
    texts = [words(raw, row) for row in block.rows]
    state = _State(plan=_carry(block, carried) or shown(raw, block, texts))
    at = 0
    while at < len(block.rows):
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
    tasks: list[TableTask] = []
    opens = [_torn(raw, span) for span in block.torn]
    for entry in state.entries:
        tasks.extend(_tasks(raw, entry, rule, len(tasks)))
        if entry.damaged:
            opens.append(_damaged(raw, entry.damaged))
    return tasks, opens, state.plan


def _carry(block: Block, carried: Plan) -> Plan:
    widths = [len(row) for row in block.rows]
    return carried if carried and max(widths, default=0) == len(carried) else ()


def _take(raw: str, row: Row, texts: list[str], state: _State) -> None:
    """Add a row: a new entry, the continuation of the last one, or a group heading."""
    filled = [i for i, text in enumerate(texts) if text]
    if not filled:
        return
    if len({(row[i].start, row[i].end) for i in filled}) == 1 and filled[0] == 0:
        state.group, state.column_group, state.fresh = texts[0], "", False
        return
    if len(row) < len(state.plan):
        row = _padded(raw, row, state.plan)
        texts = words(raw, row)
    damaged = None
    if len(row) > len(state.plan) and any(texts[len(state.plan) :]):
        damaged = Span(min(row[i].start for i in filled), max(row[i].end for i in filled))
        row = _realigned(raw, row, state.plan)
        texts = words(raw, row)
    cells = [[cell] for cell in row[: len(state.plan)]]
    cells += [[] for _ in range(len(state.plan) - len(cells))]
    items = _items(texts, state.plan)
    if _continues(texts, items, state):
        items = (*state.items, *items)
        last = state.entries[-1]
        for mine, more in zip(last.cells, cells, strict=False):
            mine.extend(cell for cell in more if cell.end > cell.start)
    else:
        _note_group(texts, state)
        title = next(
            (t for c, t in zip(state.plan, texts, strict=False) if c.kind == "text" and t), ""
        )
        parts = (state.group, state.column_group, title if len(title) <= _LONG_TITLE else "")
        section = " / ".join(dict.fromkeys(part for part in parts if part))
        state.entries.append(_Entry(state.plan, cells, section, damaged))
    state.fresh, state.last, state.items = False, texts, items


_LONG_TITLE = 40
_TITLE = regex.compile(r"\p{Han}{3}")  # more than a number: (二)减轻负担
_WORK_STOPS = "。；！？)”》"


def _padded(raw: str, row: Row, columns: Plan) -> Row:
    """Put a row that lacks its first cells, which a group's cell spans, under its columns."""
    missing = len(columns) - len(row)
    for shift in range(missing + 1):
        moved = (*[Cell(row[0].start, row[0].start)] * shift, *row)
        cells = [c for c, column in zip(moved, columns, strict=False) if column.kind in _ROLES]
        filled = [c for c in cells if c.end > c.start]
        if filled and all(names_bodies(raw, c) for c in filled):
            return moved
    return row


def _realigned(raw: str, row: Row, columns: Plan) -> Row:
    """Drop surplus cells so that what reads as bodies stands in the columns of bodies.

    A damaged row repeats or splits the cells of its text; the cells of bodies keep their order.
    """
    first = next(i for i, c in enumerate(columns) if c.kind in _ROLES)
    surplus = len(row) - len(columns)
    for shift in range(surplus, -1, -1):
        moved = row[:first] + row[first + shift : len(columns) + shift]
        cells = [c for c, column in zip(moved, columns, strict=True) if column.kind in _ROLES]
        filled = [c for c in cells if c.end > c.start]
        if filled and all(names_bodies(raw, c) for c in filled):
            return moved
    return row[: len(columns)]


def _note_group(texts: Sequence[str], state: _State) -> None:
    """Remember a group cell in the first column for the rows below it."""
    titled = state.plan[0].kind in ("text", "other") or _TITLE.search(texts[0])
    if titled and texts[0]:
        state.column_group = texts[0] if len(texts[0]) <= _LONG_TITLE else ""


def _items(texts: Sequence[str], columns: Plan) -> tuple[int, ...]:
    """Return the numbers of the measures that a row begins with or holds: 72.… 73.…, in order."""
    works = (t for c, t in zip(columns, texts, strict=False) if c.kind == "text" and t)
    measure = next(works, "")
    found = tuple(int(item[1]) for item in _ITEM.finditer(measure))
    return found if _NUMBERED.match(measure) else ()


def _counts_on(texts: Sequence[str], items: Sequence[int], state: _State) -> bool:
    """Return whether a row is the next measure, though its group's cell is left empty.

    One that counts from 1 inside a cell may go on over a page; others are rows of their own.
    """
    before = state.items
    if not before or not items or items[0] <= before[-1] or 1 == before[0] < before[-1]:
        return False
    return any(t for c, t in zip(state.plan, texts, strict=False) if c.kind in _LEADING)


def _continues(texts: Sequence[str], items: Sequence[int], state: _State) -> bool:
    """Return whether a row goes on with the row before it (over a page break)."""
    if _counts_on(texts, items, state):
        return False
    numbers = [i for i, column in enumerate(state.plan) if column.kind == "number"]
    works = [i for i, column in enumerate(state.plan) if column.kind == "text" and i < len(texts)]
    if numbers and numbers[0] < len(texts):
        if texts[numbers[0]]:
            state.numbered = True
            return False
        return state.numbered and (state.fresh or not all(texts[i] for i in works))
    measures = [texts[i] for i in works if texts[i]]
    if any(_NUMBERED.match(text) for text in measures):
        state.numbered = True
        return False
    return state.fresh and (state.numbered or _is_torn(texts, state, works))


def _is_torn(texts: Sequence[str], state: _State, works: Sequence[int]) -> bool:
    """Return whether the work of the row before breaks off, and nobody leads in this one."""
    if not works or len(state.last) <= works[-1] or len(texts) < len(state.plan):
        return False
    before, leads = state.last[works[-1]], [c.kind == "lead" for c in state.plan]
    led = any(text for text, lead in zip(texts, leads, strict=False) if lead)
    return any(leads) and not led and bool(before) and before[-1] not in _WORK_STOPS


def _tasks(raw: str, entry: _Entry, rule: Rule | None, before: int) -> Iterator[TableTask]:
    """Yield one task per tier that a row states, the higher tier first."""
    columns = entry.plan
    tiers = list(dict.fromkeys(c.place for c in columns if c.kind in _ROLES))
    deadline = _joined_text(raw, entry, columns, "deadline")
    made = 0
    for tier in tiers:
        roles = [i for i, c in enumerate(columns) if c.kind in _ROLES and c.place == tier]
        clause = _clause(raw, entry, columns, roles, rule)
        if clause is None:
            continue
        parts = _work(raw, entry, columns, tier, len(tiers) > 1)
        if not parts:
            continue
        higher = before + made - 1 if made else None
        yield TableTask(parts, clause, entry.section, deadline, higher)
        made += 1


def _joined_text(raw: str, entry: _Entry, columns: Plan, kind: str) -> str:
    for column, cells in zip(columns, entry.cells, strict=True):
        if column.kind == kind:
            return "".join(clean(part.of(raw)) for c in cells for part in untagged(raw, c.span))
    return ""


def _work(raw: str, entry: _Entry, columns: Plan, tier: str, several: bool) -> tuple[Span, ...]:
    """Return the spans of the cell that states the work, for a tier where several are stated."""
    texts = [
        i
        for i, c in enumerate(columns)
        if c.kind in ("text", "other") and any(x.end > x.start for x in entry.cells[i])
    ]
    if several and tier:
        own = [i for i in texts if tier in columns[i].title]  # 吉林市 is not 吉林省
        own = own or [i for i in texts if _speaks_of(columns[i].title, tier)]
        others = [i for i in texts if i not in own and _of_other(columns, i, tier)]
        texts = own or [i for i in texts if i not in others] or texts
    if not texts:
        return ()
    best = max(texts, key=lambda i: (sum(c.end - c.start for c in entry.cells[i]), -i))
    return tuple(c.span for c in entry.cells[best] if c.end > c.start)


def _of_other(columns: Plan, i: int, tier: str) -> bool:
    return any(
        c.place and c.place != tier and _speaks_of(columns[i].title, c.place)
        for c in columns
        if c.kind in _ROLES
    )


def _speaks_of(title: str, tier: str) -> bool:
    """Return whether a heading of a measure belongs to a tier: 柳州复制推广… and 柳州市."""
    stem = tier.removesuffix("市").removesuffix("省").removesuffix("县").removesuffix("区")
    if tier == "自治区":
        return title.startswith(("自治区", "广西", "内蒙古", "新疆", "宁夏", "西藏"))
    return bool(stem) and stem in title


def _clause(
    raw: str, entry: _Entry, columns: Plan, roles: Sequence[int], rule: Rule | None
) -> Clause | None:
    cells: dict[Span, tuple[Column, Cell]] = {}
    for i in roles:
        for cell in entry.cells[i]:
            if cell.end > cell.start:  # one that several columns share is read for the first
                cells.setdefault(cell.span, (columns[i], cell))
    readings = [
        (column, view, reading)
        for column, cell in cells.values()
        for view, reading in [read_cell(raw, cell)]
        if cell.bodies or plausible(reading, view.text)
    ]
    if not readings:
        return None
    found: list[Assignment] = []
    for column, view, reading in readings:
        beside = frozenset(c.kind for c, _, _ in readings if c is not column)
        context = Context(rule, column.title, column.tier, beside)
        made = _assigned(raw, view, reading, column, context)
        if found and _is_rest(found[-1], made, column):
            found[-1] = _completed(found[-1], made[0])
            made = made[1:]
        found.extend(made)
    start = min(a.mention.span.start for a in found)
    end = max(a.mention.span.end for a in found)
    return Clause(Span(start, end), ClauseKind.TABLE, tuple(found))


def _assigned(
    raw: str, view: View, reading: Reading, column: Column, context: Context
) -> tuple[Assignment, ...]:
    """Read a cell by its column's heading, unless its own words give the roles."""
    if any(listed.word not in ("bare", "resp") for listed in reading.lists):
        return assignments(reading, view, raw, context)
    whole = Reading((Listed(reading.items, column.kind, None),), reading.rules)
    return tuple(
        Assignment(a.mention, a.role, Basis.COLUMN, column.span, a.column, a.tier)
        if a.basis is Basis.EXPLICIT
        else a
        for a in assignments(whole, view, raw, context)
    )


def _is_rest(last: Assignment, made: Sequence[Assignment], column: Column) -> bool:
    """Return whether a page break cut a name in two: 财政 | 局."""
    if not made or last.column != column.title:
        return False
    word = made[0].mention.surface
    cut = not grammar.ORGAN_END.search(last.mention.name)
    return (
        cut and len(word) <= _FRAGMENT and bool(grammar.ORGAN_END.search(last.mention.name + word))
    )


def _completed(last: Assignment, rest: Assignment) -> Assignment:
    name = last.mention.name + rest.mention.surface
    return replace(last, mention=replace(last.mention, name=name))


def _torn(raw: str, span: Span) -> Open:
    reason = "the row's cells run together and can be parted in several ways or in none"
    return Open(span, "damaged", span.of(raw)[:200], reason)


def _damaged(raw: str, span: Span) -> Open:
    return Open(span, "damaged", span.of(raw)[:200], "the row has more cells than its heading")
