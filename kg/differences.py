"""What one build holds and another does not: documents, tasks, assignments, bodies.

Things are compared by what they say, not by their IRIs: a file that was touched and says the same
has no differences. What stands there twice counts twice.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import NoBuildError
from kg.model import ResolvedDocument, ResolvedTask
from kg.network.measures import ATTRIBUTES
from kg.publish.tables import task_text

__all__ = ["KINDS", "Difference", "Moved", "differences", "moved"]

_SAID = frozenset(ATTRIBUTES[:-3]) | {"node"}  # what is said of a body; the rest is counted

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
class Moved:
    """A measure that a body of both builds has in each, and not the same.

    Attributes:
        agency: IRI of the body, ``label`` its name.
        measure: Name of the measure, as in ``measures.csv``.
        before: Its value in the older build, ``after`` in the newer one; ``None`` where it has
            none.
    """

    agency: str
    label: str
    measure: str
    before: float | None
    after: float | None

    @property
    def by(self) -> float:
        """Return how far it moved; from or to no value counts as from or to 0."""
        return (self.after or 0.0) - (self.before or 0.0)


def moved(old: Path, new: Path) -> tuple[Moved, ...]:
    """Return the measures of bodies that differ between two builds, by measure and body.

    Args:
        old: Folder of the older build.
        new: Folder of the newer build. Builds without networks have no measures.

    Raises:
        NoBuildError: If a table of measures is damaged.
    """
    before, after = _measures(old), _measures(new)
    labels = {key: label for (key, _), (label, _) in (before | after).items()}
    found = [
        Moved(agency, labels[agency], measure, before[agency, measure][1], value)
        for (agency, measure), (_, value) in after.items()
        if (agency, measure) in before and before[agency, measure][1] != value
    ]
    return tuple(sorted(found, key=lambda one: (one.measure, one.agency)))


def _measures(folder: Path) -> dict[tuple[str, str], tuple[str, float | None]]:
    """Return the label and the value by body and measure."""
    path, found = folder / "measures.csv", {}
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                for measure in row.keys() - _SAID:
                    value = float(row[measure]) if row[measure] else None
                    found[row["node"], measure] = (row["label"], value)
    except (OSError, ValueError, TypeError, KeyError, csv.Error) as error:
        raise NoBuildError("table cannot be read", place=str(path), remedy="Build again") from error
    return found


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
