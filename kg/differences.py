"""What one build holds and another does not: documents, tasks, assignments, bodies; and measures.

Things are compared by what they say, not by their IRIs: a file that was touched and says the same
has no differences. What stands there twice counts twice. Measures are compared for the bodies
that both builds have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model import ResolvedDocument, ResolvedTask
from kg.network.measures import ATTRIBUTES
from kg.publish.tables import task_text

__all__ = ["KINDS", "Change", "Difference", "changes", "differences"]

KINDS = ("document", "task", "assignment", "body")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing gained or lost.

    Attributes:
        kind: ``document``, ``task``, ``assignment`` or ``body``.
        gained: Whether the new build has it; else the old one had it.
        document: Name of the source and title of the document; empty for bodies.
        what: Title, text of the task, or name of the body.
        task: For assignments, the text of the task.
        role: For assignments, the role.
        agency: Key of the body, for assignments and bodies.
    """

    kind: str
    gained: bool
    document: str
    what: str
    task: str = ""
    role: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A measure of a body that is another than it was.

    Attributes:
        agency: IRI of the body.
        label: Its name.
        measure: Name of the measure, a column of ``measures.csv``.
        old: What it was, as written; empty where it was not defined.
        new: What it is.
    """

    agency: str
    label: str
    measure: str
    old: str
    new: str


Rows = Mapping[str, Mapping[str, str]]


def changes(old: Rows, new: Rows) -> tuple[Change, ...]:
    """Return the measures that changed, body by body, in the order of their columns.

    Args:
        old: The line of ``measures.csv`` of each body, by its IRI.
        new: The same of the other build.
    """
    words = {"node", *(name for name in ATTRIBUTES if not name.startswith("tasks_"))}
    return tuple(
        Change(agency, row["label"], name, old[agency][name], value)
        for agency, row in sorted(new.items())
        if agency in old
        for name, value in row.items()
        if name not in words and name in old[agency] and old[agency][name] != value
    )


def differences(
    old: Iterable[ResolvedDocument], new: Iterable[ResolvedDocument]
) -> tuple[Difference, ...]:
    """Return what was gained and lost, in the order of ``KINDS``, then of the documents."""
    before, after = _all(old), _all(new)
    lost = (_difference(key, gained=False) for key in (before - after).elements())
    gained = (_difference(key, gained=True) for key in (after - before).elements())
    return tuple(sorted((*lost, *gained), key=_order))


_Key = tuple[str, str, str, str, str, str]  # the fields of a difference but ``gained``


def _difference(key: _Key, *, gained: bool) -> Difference:
    kind, document, what, task, role, agency = key
    return Difference(kind, gained, document, what, task, role, agency)


def _order(one: Difference) -> tuple[object, ...]:
    place = KINDS.index(one.kind)
    return (place, one.document, one.task or one.what, one.gained, one.role, one.agency, one.what)


def _all(documents: Iterable[ResolvedDocument]) -> Counter[_Key]:
    found: Counter[_Key] = Counter()
    bodies: set[_Key] = set()
    for resolved in documents:
        title = resolved.document.title
        name = f"{resolved.document.source.name}: {title}"
        found["document", name, title, "", "", ""] += 1
        for item in resolved.tasks:
            found.update(_task(resolved, item, name))
            bodies.update(
                ("body", "", one.agency.label, "", "", one.agency.key) for one in item.resolutions
            )
    found.update(bodies)
    return found


def _task(resolved: ResolvedDocument, item: ResolvedTask, name: str) -> Iterator[_Key]:
    text = task_text(resolved.document.source, item.task)
    yield ("task", name, text, "", "", "")
    for assignment, one in zip(item.task.clause.assignments, item.resolutions, strict=True):
        role, agency = assignment.role.value, one.agency
        yield ("assignment", name, agency.label, text, role, agency.key)
