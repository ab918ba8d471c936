"""Short ways to read: a list of bodies, the inside of a clause, a text; and to tell a result."""

from collections.abc import Iterable
from itertools import groupby

from parse_invariants import parsed

from kg.model import Assignment, Rule, Span, Task
from kg.parse.blanks import list_view
from kg.parse.bodies import split
from kg.parse.clause import Reading, read
from kg.parse.names import named
from kg.parse.roles import Context, assignments
from kg.parse.view import View

__all__ = ["FIRST_LISTED", "bodies", "names", "only", "roles", "said", "tasks", "told", "work"]

FIRST_LISTED = Context(rule=Rule("first-listed", Span(0, 1)))


def bodies(raw: str) -> list[str]:
    """Return the bodies of a list as written, blanks left out, with ``+`` before a shared tail."""
    view = list_view(raw, [Span(0, len(raw))])
    return [
        view.text[item.start : item.end] + (f"+{item.tail}" if item.tail else "")
        for item in split(view.text)
    ]


def names(raw: str, tier: str = "") -> list[str]:
    """Return the names of the bodies of a list."""
    view = list_view(raw, [Span(0, len(raw))])
    items = split(view.text)
    surfaces = [view.span(item.start, item.end).of(raw) for item in items]
    return named(view.text, items, surfaces, tier)


def said(raw: str, context: Context | None = None) -> str:
    """Return who does what by the inside of a clause."""
    view, reading = _reading(raw)
    return roles(assignments(reading, view, raw, context or Context()))


def _reading(raw: str) -> tuple[View, Reading]:
    view = View.of(raw, [Span(0, len(raw))])
    return view, read(view.text, 0, len(view.text))


def roles(found: Iterable[Assignment]) -> str:
    """Tell roles and names: ``lead 省水利厅; support 省财政厅 省林业厅``."""
    runs = groupby(found, key=lambda item: item.role.value)
    return "; ".join(f"{role} " + " ".join(i.mention.name for i in run) for role, run in runs)


def tasks(text: str) -> tuple[Task, ...]:
    """Parse a text, hold it to the invariants, and return its tasks."""
    return parsed(text).tasks


def only(text: str) -> Task:
    """Return the only task of a text."""
    (task,) = tasks(text)
    return task


def told(text: str) -> list[str]:
    """Return who does what by each clause of a text."""
    return [roles(task.clause.assignments) for task in tasks(text)]


def work(text: str) -> list[str]:
    """Return the words of each task of a text, without blanks."""
    return ["".join("".join(p.of(text) for p in task.parts).split()) for task in tasks(text)]
