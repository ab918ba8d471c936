"""One document: find its clauses, give each its roles and its task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Clause, Document, Open, ParsedDocument, Rule, Span, Task
from kg.parse.brackets import bracket_clauses
from kg.parse.clause import assignments
from kg.parse.found import Found
from kg.parse.headings import headings
from kg.parse.tables import Block, TableTask, blocks, read_block
from kg.parse.tables.columns import Plan
from kg.parse.tasks import section_of, task_bounds
from kg.parse.view import View

__all__ = ["parse"]


def parse(document: Document) -> ParsedDocument:
    """Return the tasks, rules and open questions of a document."""
    raw = document.source.text
    tables, texts = _parted(raw, document.span)
    view = View.of(raw, texts)
    found = bracket_clauses(view.text, view.lines)
    rules = [Rule(kind, view.span(a, b)) for f in found for a, b, kind in f.reading.rules]
    tasks = _text_tasks(raw, view, found, rules)
    opens: list[Open] = []
    carried: Plan = ()
    for block in tables:
        made, left, carried = read_block(raw, block, carried, _rule_at(rules, block.start))
        tasks.extend(_table_tasks(made, len(tasks)))
        opens.extend(left)
    return ParsedDocument(document, _ordered(tasks), tuple(rules), tuple(opens))


def _parted(raw: str, span: Span) -> tuple[list[Block], list[Span]]:
    """Return the tables of a span that assign work, and the text around them."""
    tables = []
    texts = []
    at = span.start
    carried: Plan = ()
    for block in blocks(raw, span):
        made, _, carried = read_block(raw, block, carried, None)
        if made:
            tables.append(block)
            texts.append(Span(at, block.start))
            at = block.end
    texts.append(Span(at, span.end))
    return tables, [text for text in texts if text.end > text.start]


def _rule_at(rules: Sequence[Rule], position: int) -> Rule | None:
    """Return the first-listed rule in force at a raw position."""
    stated = [r for r in rules if r.kind == "first-listed" and r.span.start <= position]
    return max(stated, key=lambda r: r.span.start, default=None)


def _text_tasks(raw: str, view: View, found: Sequence[Found], rules: Sequence[Rule]) -> list[Task]:
    heads = headings(view.text, view.lines, frozenset(f.end for f in found))
    tasks = []
    for clause, (start, end) in zip(found, task_bounds(view.text, found, heads), strict=True):
        if end <= start:
            continue
        span = view.span(clause.start, clause.end)
        # A rule stated inside a clause holds for that clause too.
        rule = _rule_at(rules, span.end)
        made = Clause(span, clause.kind, assignments(clause.reading, view, raw, rule))
        deadline = clause.reading.deadline
        words = view.span(*deadline).of(raw) if deadline else ""
        tasks.append(Task((view.span(start, end),), made, section_of(start, heads), words))
    return tasks


def _table_tasks(made: Sequence[TableTask], offset: int) -> list[Task]:
    return [
        Task(
            row.parts,
            row.clause,
            row.section,
            row.deadline,
            implements=None if row.higher is None else row.higher + offset,
        )
        for row in made
    ]


def _ordered(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Put tasks into text order and let references follow them."""
    order = sorted(range(len(tasks)), key=lambda i: (tasks[i].clause.span, tasks[i].span))
    place = {old: new for new, old in enumerate(order)}
    return tuple(
        replace(
            tasks[i],
            implements=place.get(tasks[i].implements) if tasks[i].implements is not None else None,
            reprint_of=place.get(tasks[i].reprint_of) if tasks[i].reprint_of is not None else None,
        )
        for i in order
    )
