"""From rows to tasks: which cell is the work, which cells name the bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Clause, Open, Rule, Span
from kg.parse.tables.columns import ROLE_KINDS, Plan, words
from kg.parse.tables.content import is_due, is_nothing, names_bodies
from kg.parse.tables.duties import clause_of
from kg.parse.tables.entries import Entry, gathered
from kg.parse.tables.grid import Block, Cell, untagged
from kg.parse.tables.measures import Measures, parts_of
from kg.parse.tables.titles import is_office
from kg.parse.view import clean

__all__ = ["TableTask", "read_block"]

_LONG_TITLE = 40
_LONGEST_QUOTE = 200
_UNLED = "work without bodies: their cell may be one with that of the row above, or lost"


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
    state = gathered(raw, block, carried)
    tasks: list[TableTask] = []
    opens = [*(_torn(raw, span) for span in block.torn), *state.opens]
    measures: dict[tuple[tuple[str, str, str], ...], Measures] = {}
    for entry in state.entries:
        key = _headed(entry.plan)
        if key not in measures:
            alike = (other.cells for other in state.entries if _headed(other.plan) == key)
            measures[key] = Measures.of(raw, entry.plan, alike)
        made, more = _tasks(raw, entry, measures[key], rule, len(tasks))
        tasks += made
        opens += more
    return tasks, opens, state.plan


def _headed(columns: Plan) -> tuple[tuple[str, str, str], ...]:
    """Return what two headings share that differ only in where they stand."""
    return tuple((column.kind, column.place, column.title) for column in columns)


def _tasks(
    raw: str, entry: Entry, measures: Measures, rule: Rule | None, before: int
) -> tuple[list[TableTask], list[Open]]:
    """Return one task per tier that a row states, the higher tier first, and what stays open."""
    columns = entry.plan
    tasks: list[TableTask] = []
    opens = [_unplaced(raw, cell) for cell in _strangers(raw, entry)]
    for tier in measures.tiers:
        roles = [i for i in _roles(entry) if len(measures.tiers) == 1 or columns[i].place == tier]
        clause, more = clause_of(raw, entry.cells, columns, roles, rule)
        opens += more
        if clause is None:
            continue
        work = measures.work(entry.cells, tier)
        parts = parts_of(raw, sorted({cell for i in work for cell in entry.cells[i]}, key=_place))
        if not parts:
            opens.append(_workless(raw, clause.span))
            continue
        higher = before + len(tasks) - 1 if tasks else None
        section = _section(entry, measures)
        tasks.append(TableTask(parts, clause, section, _deadline(raw, entry), higher))
    if not tasks and not opens and _unled(raw, entry, measures):
        filled = [cell for cells in entry.cells for cell in cells if cell.end > cell.start]
        whole = Span(min(cell.start for cell in filled), max(cell.end for cell in filled))
        opens.append(Open(whole, "damaged", whole.of(raw)[:_LONGEST_QUOTE], _UNLED))
    return tasks, opens


def _unled(raw: str, entry: Entry, measures: Measures) -> bool:
    """Return whether a row states work, but all its cells of bodies are left empty.

    Most often they are one with those of the row above. A heading of rows has neither a number in
    digits nor a deadline, nor does it end as a sentence.
    """
    bodies = (c for i in _roles(entry) for c in entry.cells[i])
    if any(cell.end > cell.start for cell in bodies):
        return False
    work = [text for tier in measures.tiers for text in _said(raw, entry, measures, tier)]
    kinds = {c.kind: text for c, text in zip(entry.plan, entry.texts, strict=False)}
    numbered = kinds.get("number", "").strip(".、()").isdigit() or bool(kinds.get("deadline"))
    return bool(work) and (numbered or work[-1].endswith("。"))


def _roles(entry: Entry) -> Iterator[int]:
    yield from (i for i, column in enumerate(entry.plan) if column.kind in ROLE_KINDS)


def _said(raw: str, entry: Entry, measures: Measures, tier: str) -> list[str]:
    """Return the words of the cells that state a row's work."""
    work = measures.work(entry.cells, tier)
    return [text for i in work for text in words(raw, tuple(entry.cells[i])) if text]


def _place(cell: Cell) -> tuple[int, int]:
    return cell.start, cell.end


def _section(entry: Entry, measures: Measures) -> str:
    """Return the headings above a row: of its group, of its group's cell, of the row itself."""
    titles = (
        entry.texts[i] or entry.above.get(i, "") for i in measures.titles if i < len(entry.texts)
    )
    title = next((title for title in titles if title), "")
    group = "" if measures.holds_work(0) else entry.column_group
    parts = (entry.group, group, title if len(title) <= _LONG_TITLE else "")
    return " / ".join(dict.fromkeys(part for part in parts if part))


def _strangers(raw: str, entry: Entry) -> Iterator[Cell]:
    """Yield the cells of bodies under headings that tell no role: 审批部门, 完成时限, 责任人."""
    for column, cells in zip(entry.plan, entry.cells, strict=True):
        if column.kind in ("deadline", "person") or (
            column.kind == "other" and is_office(column.title)
        ):
            yield from (cell for cell in cells if cell.end > cell.start and _told(raw, cell))


def _told(raw: str, cell: Cell) -> bool:
    (text,) = words(raw, (cell,))
    return not is_nothing(text) and not is_due(text) and names_bodies(raw, cell)


def _deadline(raw: str, entry: Entry) -> str:
    for column, cells in zip(entry.plan, entry.cells, strict=True):
        if column.kind == "deadline":
            held = [c for c in cells if not _told(raw, c)]
            return "".join(clean(part.of(raw)) for c in held for part in untagged(raw, c.span))
    return ""


def _torn(raw: str, span: Span) -> Open:
    reason = "the row's cells run together and can be parted in several ways or in none"
    return Open(span, "damaged", span.of(raw)[:_LONGEST_QUOTE], reason)


def _unplaced(raw: str, cell: Cell) -> Open:
    reason = "bodies stand under a heading that gives them no role"
    return Open(cell.span, "uncovered", cell.span.of(raw)[:_LONGEST_QUOTE], reason)


def _workless(raw: str, span: Span) -> Open:
    reason = "bodies are named in a row, but no work"
    return Open(span, "uncovered", span.of(raw)[:_LONGEST_QUOTE], reason)
