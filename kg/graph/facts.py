"""What is counted about a document: who has which role in which task, on what and where.

Small enough to be kept beside a build and read again when the document has not changed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from kg.graph.dates import reading
from kg.graph.iri import Iris
from kg.graph.wordings import plain, sketches
from kg.model import ResolvedDocument, ResolvedTask

__all__ = ["AREA", "DocumentFacts", "TaskFacts", "facts", "original"]

AREA = "area:"  # before the name of a place that has no code


class TaskFacts(NamedTuple):
    """One task.

    Attributes:
        iri: Its name.
        parts: Keys of its bodies, sorted, each with its roles: ``("450200/柳州市教育局", "ls")``
            leads and supports. ``l`` lead, ``s`` support, ``j`` joint.
        themes: Notations of its topics.
        places: Codes of the places it names; ``AREA`` and the name where there is no code.
        words: Its plain wording, empty where too short to be compared.
        sketch: What wordings are compared by.
    """

    iri: str
    parts: tuple[tuple[str, str], ...]
    themes: tuple[str, ...]
    places: tuple[str, ...]
    words: str = ""
    sketch: str = ""


class DocumentFacts(NamedTuple):
    """One document: its name and its text's, its date, the code of its government, its tasks."""

    iri: str
    text: str
    date: str
    jurisdiction: str
    tasks: tuple[TaskFacts, ...]


def facts(resolved: ResolvedDocument, iris: Iris) -> DocumentFacts:
    """Return what is counted about a document; a task printed again is one task."""
    document = resolved.document
    parts = _parts(resolved)
    items = [
        (place, item) for place, item in enumerate(resolved.tasks) if item.task.reprint_of is None
    ]
    wordings = [_wording(resolved, item) for _, item in items]
    tasks = (
        _task(iris.task(document.source, item.task), item, parts[place], words, sketch)
        for (place, item), words, sketch in zip(items, wordings, sketches(wordings), strict=True)
    )
    return DocumentFacts(
        iris.document(document),
        iris.text(document.source),
        document.date,
        resolved.jurisdiction,
        tuple(tasks),
    )


def _wording(resolved: ResolvedDocument, item: ResolvedTask) -> str:
    said = "\n".join(part.of(resolved.document.source.text) for part in item.task.parts)
    return plain(reading(said))


def original(resolved: ResolvedDocument, place: int) -> int:
    """Return the position of the task that a printing repeats, through reprints of reprints."""
    seen: set[int] = set()
    while (before := resolved.tasks[place].task.reprint_of) is not None and place not in seen:
        seen.add(place)
        place = before
    return place


def _parts(resolved: ResolvedDocument) -> dict[int, dict[str, set[str]]]:
    """Return the bodies of each task by its position, with their roles in all its printings."""
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place, item in enumerate(resolved.tasks):
        bodies = found[original(resolved, place)]
        pairs = zip(item.task.clause.assignments, item.resolutions, strict=True)
        for assignment, resolution in pairs:
            bodies[resolution.agency.key].add(assignment.role.value[0])
    return found


def _task(
    iri: str, item: ResolvedTask, parts: dict[str, set[str]], words: str, sketch: str
) -> TaskFacts:
    places = (place.code or f"{AREA}{place.name}" for place in item.places)
    return TaskFacts(
        iri,
        tuple((key, "".join(sorted(roles))) for key, roles in sorted(parts.items())),
        tuple(dict.fromkeys(theme.notation for theme in item.themes)),
        tuple(dict.fromkeys(places)),
        words if sketch else "",
        sketch,
    )
