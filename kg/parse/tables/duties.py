"""From the cells of bodies of a row to who does what, and to what in them cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Assignment, Basis, Clause, ClauseKind, Mention, Open, Rule, Span
from kg.parse.clause import Listed, Reading
from kg.parse.roles import Context, assignments
from kg.parse.tables.columns import Column, Plan, words
from kg.parse.tables.content import Sifted, is_nothing, read_cell
from kg.parse.tables.grid import Cell
from kg.parse.tables.joined import Joined, joined

__all__ = ["clause_of"]

_LONGEST_QUOTE = 200
_NOBODY = "a cell in a column of bodies, but no body in it that could be read"
_STRANGE = "words between bodies that could not be read as one"


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell of bodies, or one with what continues it over a page, as read."""

    column: Column
    found: Sifted
    joined: Joined | None
    span: Span

    @property
    def text(self) -> str:
        """Return the text that the reading's spans refer to, if it is not the document's."""
        return self.joined.text if self.joined else ""

    def back(self, span: Span) -> Span:
        """Return where a span of the reading stands in the document."""
        return self.joined.back(span) if self.joined else span


def clause_of(
    raw: str,
    cells: Sequence[Sequence[Cell]],
    columns: Plan,
    roles: Sequence[int],
    rule: Rule | None,
) -> tuple[Clause | None, list[Open]]:
    """Return the clause of a row's cells of bodies, and what stays open in them.

    Args:
        raw: The raw text.
        cells: The cells of each column, with those that continue them.
        columns: The columns.
        roles: Numbers of the columns of bodies to read.
        rule: The first-listed rule in force.
    """
    every = [*_readings(raw, cells, columns, roles)]
    opens = [item for one in every for item in _opens(raw, one)]
    readings = [one for one in every if one.found.reading.items]
    if not readings:
        return None, opens
    led = any(columns[i].kind == "lead" for i in roles)
    found: list[Assignment] = []
    for one in readings:
        others = (other.column for other in readings if other.column is not one.column)
        # Under a first-listed rule the first column holds who leads.
        ruled = rule is not None and rule.kind == "first-listed" and one is readings[0]
        beside = {other.kind for other in others if not (ruled and other.kind == "resp")}
        if led and one.column.kind == "resp":
            beside.add("lead")  # also where that cell is empty
        found.extend(
            _assigned(raw, one, Context(rule, one.column.title, one.column.tier, frozenset(beside)))
        )
    start = min(a.mention.span.start for a in found)
    end = max(a.mention.span.end for a in found)
    return Clause(Span(start, end), ClauseKind.TABLE, tuple(found)), opens


def _readings(
    raw: str, cells: Sequence[Sequence[Cell]], columns: Plan, roles: Sequence[int]
) -> Iterator[_Read]:
    seen: set[Span] = set()
    for i in roles:
        own = []
        for cell in cells[i]:
            if (
                cell.end > cell.start and cell.span not in seen
            ):  # shared ones are read for the first
                seen.add(cell.span)
                own.append(cell)
        shown = [
            cell for cell, text in zip(own, words(raw, tuple(own)), strict=True) if _holds(text)
        ]
        if len(shown) > 1 and not any(cell.bodies for cell in shown):
            whole = joined(raw, shown)
            span = Span(shown[0].start, shown[-1].end)
            yield _Read(columns[i], whole.read(), whole, span)
        else:
            for cell in shown:
                yield _Read(columns[i], read_cell(raw, cell), None, cell.span)


def _holds(text: str) -> bool:
    return bool(text) and not is_nothing(text)


def _opens(raw: str, one: _Read) -> Iterator[Open]:
    """Yield what a cell of bodies holds that is none: no word of it is lost."""
    if not one.found.reading.items:
        yield Open(one.span, "uncovered", one.span.of(raw)[:_LONGEST_QUOTE], _NOBODY)
        return
    for item in one.found.strange:
        span = one.back(one.found.view.span(item.start, item.end))
        yield Open(span, "uncovered", span.of(raw)[:_LONGEST_QUOTE], _STRANGE)


def _assigned(raw: str, one: _Read, context: Context) -> tuple[Assignment, ...]:
    """Read a cell by its column's heading, unless its own words give the roles."""
    reading, view, text = one.found.reading, one.found.view, one.text or raw
    if any(listed.word not in ("bare", "resp") for listed in reading.lists):
        told = assignments(reading, view, text, context)
        return tuple(_placed(raw, one, a, a.basis) for a in told)
    # Responsible beside others who are, by their own heading, is joint.
    shared = one.column.kind == "resp" and "resp" in context.beside
    kind = "joint" if shared else one.column.kind
    whole = Reading((Listed(reading.items, kind, None),), reading.rules)
    return tuple(
        _placed(raw, one, a, Basis.COLUMN if a.basis is Basis.EXPLICIT else a.basis)
        for a in assignments(whole, view, text, context)
    )


def _placed(raw: str, one: _Read, found: Assignment, basis: Basis) -> Assignment:
    """Return an assignment by its place in the document.

    A name that a page break cuts in two is quoted by its first part; its name is whole.
    """
    said = found.basis_span
    if basis is Basis.COLUMN:
        said = one.column.span
    elif said is not None and basis is not Basis.FIRST_LISTED:
        said = one.back(said)
    span = one.back(found.mention.span)
    mention = Mention(span, span.of(raw), found.mention.name)
    return Assignment(mention, found.role, basis, said, found.column, found.tier)
