"""The tables of a build: CSV files that open in Excel and hold words as written.

Every file is UTF-8 with a byte order mark, comma-separated and quoted by RFC 4180. A cell that a
spreadsheet would run as a formula gets an apostrophe before it; ``read_table`` takes it off
again, so that what is read equals what was written, character by character.

A task whose text stands in several places has its parts joined by ``PART_SEPARATOR`` in
``task_text``, and their spans in ``task_parts``. Reprints have lines in ``assignments.csv``
only: in the other tables a repeated task is one task.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from kg.cells import guard, unguard
from kg.errors import NoBuildError, OutputError
from kg.graph.iri import Iris
from kg.model import Assignment, Open, Resolution, ResolvedDocument, ResolvedTask, Source, Task
from kg.publish.names import text_path

__all__ = ["COLUMNS", "PART_SEPARATOR", "read_table", "task_text", "write_tables"]

PART_SEPARATOR = "\n"

COLUMNS: dict[str, tuple[str, ...]] = {
    "assignments": (
        "source",
        "document",
        "doc_number",
        "task",
        "task_start",
        "task_end",
        "task_parts",
        "task_text",
        "section",
        "deadline",
        "reprint_of",
        "mention_start",
        "mention_end",
        "mention",
        "name",
        "role",
        "basis",
        "agency",
        "agency_label",
        "jurisdiction",
        "system",
    ),
    "tasks": (
        "source",
        "document",
        "task",
        "task_start",
        "task_end",
        "task_text",
        "section",
        "deadline",
        "themes",
        "regions",
        "implements",
    ),
    "places": ("source", "task", "start", "end", "mention", "name", "kind", "code"),
    "documents": (
        "source",
        "document",
        "title",
        "doc_number",
        "issuer",
        "jurisdiction",
        "date",
        "start",
        "end",
    ),
    "open": ("source", "document", "start", "end", "kind", "quote", "reason", "candidates"),
}

Row = dict[str, str | int]


def task_text(source: Source, task: Task) -> str:
    """Return the words of a task as written, its parts joined by ``PART_SEPARATOR``."""
    return PART_SEPARATOR.join(part.of(source.text) for part in task.parts)


def write_tables(
    documents: Iterable[ResolvedDocument],
    folder: Path,
    iris: Iris,
    *,
    unread: Iterable[tuple[str, Open]] = (),
) -> dict[str, int]:
    """Write the five tables, and the extracted texts that their offsets point into.

    Args:
        documents: The documents in the order their lines shall have; read once.
        folder: Where the files go; made if it is missing.
        iris: Names of things.
        unread: Files that could not be read: the name of each and what is open about it.

    Returns:
        The number of lines of each table.

    Raises:
        OutputError: If a file cannot be written.
    """
    try:
        with ExitStack() as stack:
            tables = {name: stack.enter_context(_Table(folder, name)) for name in COLUMNS}
            texts: set[Path] = set()
            for resolved in documents:
                _write_document(resolved, tables, iris)
                _write_text(resolved.document.source, folder, texts)
            for name, item in unread:
                tables["open"].add(_open_row(name, "", item))
            return {name: table.count for name, table in tables.items()}
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})",
            place=str(error.filename or folder),
            remedy="Choose another output folder or free it",
        ) from error


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Read a table that ``write_tables`` wrote, cells as they were before guarding.

    Raises:
        NoBuildError: If the file is missing or is no such table.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                yield {key: unguard(value) for key, value in row.items()}
    except (OSError, ValueError, TypeError, csv.Error) as error:
        raise NoBuildError(
            "table cannot be read", place=str(path), remedy="Build the folder again"
        ) from error


class _Table:
    """One file being written, with the number of its lines."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.csv"
        self.count = 0
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.DictWriter(self._file, COLUMNS[name], lineterminator="\r\n")
        self._writer.writeheader()

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, row: Row) -> None:
        self._writer.writerow({key: guard(str(value)) for key, value in row.items()})
        self.count += 1


def _write_document(resolved: ResolvedDocument, tables: dict[str, _Table], iris: Iris) -> None:
    tables["documents"].add(_document_row(resolved, iris))
    for item in resolved.tasks:
        for row in _assignment_rows(resolved, item, iris):
            tables["assignments"].add(row)
        if item.task.reprint_of is None:
            tables["tasks"].add(_task_row(resolved, item, iris))
            for row in _place_rows(resolved, item, iris):
                tables["places"].add(row)
    source, name = resolved.document.source, iris.document(resolved.document)
    for opened in resolved.opens:
        tables["open"].add(_open_row(source.name, name, opened))


def _write_text(source: Source, folder: Path, done: set[Path]) -> None:
    path = folder / text_path(source)
    if not source.extracted or path in done:
        return
    done.add(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(source.text)


def _document_row(resolved: ResolvedDocument, iris: Iris) -> Row:
    document = resolved.document
    return {
        "source": document.source.name,
        "document": iris.document(document),
        "title": document.title,
        "doc_number": document.number,
        "issuer": document.issuer,
        "jurisdiction": resolved.jurisdiction,
        "date": document.date,
        "start": document.span.start,
        "end": document.span.end,
    }


def _place_in_document(resolved: ResolvedDocument, task: Task, iris: Iris) -> Row:
    """Return the cells that a task's lines share in the first two tables."""
    source = resolved.document.source
    return {
        "source": source.name,
        "document": iris.document(resolved.document),
        "task": iris.task(source, task),
        "task_start": task.span.start,
        "task_end": task.span.end,
        "task_text": task_text(source, task),
        "section": task.section,
        "deadline": task.deadline,
    }


def _assignment_rows(resolved: ResolvedDocument, item: ResolvedTask, iris: Iris) -> Iterator[Row]:
    task, parts = item.task, item.task.parts
    common: Row = {
        **_place_in_document(resolved, task, iris),
        "doc_number": resolved.document.number,
        "task_parts": ";".join(f"{p.start}-{p.end}" for p in parts) if len(parts) > 1 else "",
        "reprint_of": _other_task(resolved, task.reprint_of, iris),
    }
    for assignment, resolution in zip(task.clause.assignments, item.resolutions, strict=True):
        yield {**common, **_who(assignment, resolution, iris)}


def _who(assignment: Assignment, resolution: Resolution, iris: Iris) -> Row:
    mention, agency = assignment.mention, resolution.agency
    return {
        "mention_start": mention.span.start,
        "mention_end": mention.span.end,
        "mention": mention.surface,
        "name": mention.name,
        "role": assignment.role.value,
        "basis": assignment.basis.value,
        "agency": iris.agency(agency.key),
        "agency_label": agency.label,
        "jurisdiction": agency.jurisdiction,
        "system": agency.system,
    }


def _task_row(resolved: ResolvedDocument, item: ResolvedTask, iris: Iris) -> Row:
    themes = sorted(item.themes, key=lambda theme: -theme.strength)
    codes = dict.fromkeys(place.code for place in item.places if place.code)
    return {
        **_place_in_document(resolved, item.task, iris),
        "themes": ";".join(theme.notation for theme in themes),
        "regions": ";".join(codes),
        "implements": _other_task(resolved, item.task.implements, iris),
    }


def _place_rows(resolved: ResolvedDocument, item: ResolvedTask, iris: Iris) -> Iterator[Row]:
    source = resolved.document.source
    for place in item.places:
        yield {
            "source": source.name,
            "task": iris.task(source, item.task),
            "start": place.span.start,
            "end": place.span.end,
            "mention": place.surface,
            "name": place.name,
            "kind": place.kind,
            "code": place.code,
        }


def _open_row(source: str, document: str, item: Open) -> Row:
    return {
        "source": source,
        "document": document,
        "start": item.span.start,
        "end": item.span.end,
        "kind": item.kind,
        "quote": item.quote,
        "reason": item.reason,
        "candidates": ";".join(item.candidates),
    }


def _other_task(resolved: ResolvedDocument, position: int | None, iris: Iris) -> str:
    if position is None:
        return ""
    return iris.task(resolved.document.source, resolved.tasks[position].task)
