"""One document: find its clauses, give each its roles and its task."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import regex

from kg.model import Clause, Document, Open, ParsedDocument, Rule, Span, Task
from kg.parse import grammar
from kg.parse.above import shared
from kg.parse.blanks import list_view
from kg.parse.brackets import bracket_clauses, plausible
from kg.parse.clause import read, rule_kind
from kg.parse.found import Found
from kg.parse.headings import Heading, headings
from kg.parse.labels import label_clauses
from kg.parse.leftover import leftovers, unread
from kg.parse.prose import prose_clauses
from kg.parse.roles import Context, assignments
from kg.parse.tables import Block, TableTask, blocks, loose_blocks, read_block
from kg.parse.tables.columns import Plan
from kg.parse.tasks import Sections, task_bounds
from kg.parse.threads import Parts, reprints, rethreaded, threads
from kg.parse.view import View, running_text

__all__ = ["parse"]

_LONGEST_QUOTE = 200
_BORDER = regex.compile(r"[|｜│┃\t]")


def parse(document: Document) -> ParsedDocument:
    """Return the tasks, rules and open questions of a document."""
    raw = document.source.text
    tables, texts = _parted(raw, document.span)
    view = running_text(raw, tuple(texts))
    found, heads = _found(raw, view)
    stated = list(_stated(view.text))
    rules = [_rule(view, match) for match in stated]
    ranking = [rule for rule in rules if rule.kind != "others-support"]
    tasks = _text_tasks(raw, view, (found, heads), ranking)
    opens = _without_text(raw, view, found, tasks)
    opens += leftovers(raw, view, found, [match.span() for match in stated])
    opens += _apart(unread(raw, view, tasks, found), opens)
    headed = [*_headed(tables)]  # these hold in tables
    rules = sorted([*rules, *headed], key=lambda rule: rule.span)
    ranking = sorted([*ranking, *headed], key=lambda rule: rule.span)
    for table in tables:
        rule = _rule_at(ranking, table.block.end)
        read = table if rule is None else _read(raw, table.block, table.carried, rule)
        tasks.extend(_table_tasks(read.tasks, len(tasks)))
        opens.extend(read.opens)
    return ParsedDocument(
        document, _ordered(tasks), tuple(rules), tuple(sorted(opens, key=lambda o: o.span))
    )


def _found(raw: str, view: View) -> tuple[list[Found], list[Heading]]:
    """Return the clauses and the headings of the text around the tables, in text order."""
    found = [_spaced(raw, view, clause) for clause in bracket_clauses(view.text, view.lines)]
    found = _merged(found, label_clauses(raw, view, found))
    starts = sorted(f.before for f in found)
    heads = headings(view.text, view.lines, frozenset(f.end for f in found), starts)
    prose = [f for f in prose_clauses(view, found, heads) if not _over_cells(raw, view, f)]
    return _merged(found, prose), heads


def _over_cells(raw: str, view: View, clause: Found) -> bool:
    """Return whether a body of a clause runs over cells of a table: |修水库|县水利局牵头."""
    items = (item for listed in clause.reading.lists for item in listed.items)
    return any(_BORDER.search(view.span(item.start, item.end).of(raw)) for item in items)


def _spaced(raw: str, view: View, clause: Found) -> Found:
    """Read a bracket whose bodies blanks part: （县水利局 县财政局负责）."""
    if all(gap in view.lines for gap in view.breaks(clause.start + 1, clause.end - 1)):
        return clause
    own = list_view(raw, [view.span(clause.start + 1, clause.end - 1)], lines=False)
    if "\n" not in own.text:
        return clause
    reading = read(own.text, 0, len(own.text))
    if not plausible(reading, own.text):
        return clause
    return replace(clause, reading=reading, view=own)


def _merged(one: Sequence[Found], other: Sequence[Found]) -> list[Found]:
    return sorted((*one, *other), key=lambda f: f.start)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as read, with the columns of the table before it."""

    block: Block
    carried: Plan
    tasks: Sequence[TableTask]
    opens: Sequence[Open]
    plan: Plan


def _read(raw: str, block: Block, carried: Plan, rule: Rule | None) -> _Table:
    tasks, opens, plan = read_block(raw, block, carried, rule)
    return _Table(block, carried, tasks, opens, plan)


def _parted(raw: str, span: Span) -> tuple[list[_Table], list[Span]]:
    """Return the tables of a span that assign work, and the text around them."""
    tables: list[_Table] = []
    texts = []
    at = span.start
    carried: Plan = ()
    for block in blocks(raw, span):
        table = _read(raw, block, carried, None)
        carried = table.plan
        if table.tasks or block.torn:
            tables.append(table)
            texts.append(Span(at, block.start))
            at = block.end
    texts.append(Span(at, span.end))
    for block in [block for text in texts for block in loose_blocks(raw, text)]:
        texts = [part for text in texts for part in _around(text, block)]
        tables.append(_read(raw, block, (), None))
    return tables, [text for text in texts if text.end > text.start]


def _around(text: Span, block: Block) -> list[Span]:
    """Return a span of text without the table that stands in it."""
    if not text.start <= block.start < text.end:
        return [text]
    return [Span(text.start, block.start), Span(block.end, text.end)]


def _stated(text: str) -> Iterator[regex.Match[str]]:
    """Yield the rules of reading that a text states."""
    at = 0
    for anchor in grammar.RULE_ANCHOR.finditer(text):
        low = max(at, anchor.start() - grammar.RULE_BEFORE)
        if anchor.end() > at and (
            match := grammar.RULE.search(text, low, anchor.end() + grammar.RULE_BEHIND)
        ):
            yield match
            at = match.end()


def _rule(view: View, match: regex.Match[str]) -> Rule:
    """Return a rule of reading that the text states, inside a clause or between clauses."""
    return Rule(rule_kind(match), view.span(match.start(), match.end()))


def _headed(tables: Sequence[_Table]) -> Iterator[Rule]:
    """Yield the rules of reading that headings of columns state."""
    for table in tables:
        for column in table.plan:
            match = grammar.RULE.search(column.title) if column.span else None
            if match and column.span and rule_kind(match) == "first-listed":
                yield Rule("first-listed", column.span)


def _rule_at(rules: Sequence[Rule], position: int) -> Rule | None:
    """Return the last of the rules on who leads stated before a raw position."""
    at = bisect_right(rules, position, key=lambda rule: rule.span.start)
    return rules[at - 1] if at else None


def _text_tasks(
    raw: str, view: View, outline: tuple[list[Found], list[Heading]], rules: Sequence[Rule]
) -> list[Task]:
    found, heads = outline
    sections = Sections(heads)
    bounds = [(bound,) for bound in task_bounds(view.text, found, heads, view.lines)]
    runs = threads(view.text, view.lines, found, heads)
    threaded = rethreaded(runs, found, bounds, heads) if runs else bounds
    threaded, several = shared(view, found, heads, _filled(threaded))
    again = reprints(view.text, runs, found, threaded) if runs else {}
    tasks: list[Task] = []
    place: dict[int, int] = {}  # clause -> its task
    for k, (clause, parts, plain) in enumerate(zip(found, threaded, bounds, strict=True)):
        if not parts:
            continue
        place[k] = len(tasks)
        start = parts[0][0]
        span = view.span(clause.start, clause.end)
        # A rule stated inside a clause holds for that clause too.
        rule = _rule_at(rules, span.end)
        made = Clause(
            span, clause.kind, assignments(clause.reading, clause.view or view, raw, Context(rule))
        )
        words = _deadline(raw, view, clause)
        tasks.append(
            Task(
                tuple(view.span(a, b) for a, b in parts),
                made,
                sections.above(start) if k in several else sections.of(start),
                words,
                rethreaded=bool(runs) and parts != plain,
            )
        )
    for k, fuller in again.items():
        if k in place and fuller in place:
            tasks[place[k]] = replace(tasks[place[k]], reprint_of=place[fuller])
    return tasks


def _without_text(
    raw: str, view: View, found: Sequence[Found], tasks: Sequence[Task]
) -> list[Open]:
    """Return the clauses that no text stands before or behind."""
    kept = {task.clause.span for task in tasks}
    spans = [view.span(clause.start, clause.end) for clause in found]
    reason = "bodies are named here, but no work stands before or behind them"
    return [
        Open(span, "uncovered", span.of(raw)[:_LONGEST_QUOTE], reason)
        for span in spans
        if span not in kept
    ]


def _apart(more: Iterable[Open], opens: Sequence[Open]) -> list[Open]:
    """Return what is open and lies in nothing that is known to be open already."""
    spans = sorted(opened.span for opened in opens)
    ends = [0, *accumulate((span.end for span in spans), max)]
    return [
        opened
        for opened in more
        if ends[bisect_left(spans, opened.span.end, key=lambda span: span.start)]
        <= opened.span.start
    ]


def _filled(bounds: Sequence[Parts]) -> list[Parts]:
    """Let a clause right behind another share its text: （X牵头）（Y配合）."""
    out: list[Parts] = []
    for parts in bounds:
        kept = tuple((start, end) for start, end in parts if end > start)
        out.append(kept or (out[-1] if out else ()))
    return out


def _deadline(raw: str, view: View, clause: Found) -> str:
    """Return the deadline that a clause sets, as written without blanks."""
    inside = clause.reading.deadline
    span = clause.deadline or ((clause.view or view).span(*inside) if inside else None)
    return "".join(span.of(raw).split()) if span else ""


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
    return tuple(_referring(tasks[i], place) for i in order)


def _referring(task: Task, place: dict[int, int]) -> Task:
    """Return a task whose references have followed the tasks they are to."""
    if task.implements is None and task.reprint_of is None:
        return task
    implements, reprint_of = (
        None if position is None else place[position]
        for position in (task.implements, task.reprint_of)
    )
    return replace(task, implements=implements, reprint_of=reprint_of)
