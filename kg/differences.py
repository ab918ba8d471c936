"""What one build holds and another does not: documents, tasks, assignments, bodies.

Things are compared by what they say, not by their IRIs: a file that was touched and says the same
has no differences. What stands there twice counts twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import ResolvedDocument, ResolvedTask
from kg.publish.tables import task_text

__all__ = ["KINDS", "Difference", "differences"]

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
