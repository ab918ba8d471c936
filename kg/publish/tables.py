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
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TextIO

from kg.cells import guard, unguard
from kg.errors import NoBuildError
from kg.graph.iri import Iris
from kg.model import Agency, Assignment, Open, ResolvedDocument, ResolvedTask, Source, Task

__all__ = [
    "COLUMNS",
    "PART_SEPARATOR",
    "open_lines",
    "read_cells",
    "read_table",
    "table_head",
    "table_lines",
    "task_text",
]

PART_SEPARATOR = "\n"

_LONGEST = (1 << 31) - 1  # a cell is as long as the words that it holds

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

_END = "\r\n"
_OF_A_TASK = COLUMNS["assignments"][:11]  # what its bodies share; what differs stands behind

Row = dict[str, str | int]


def task_text(source: Source, task: Task) -> str:
    """Return the words of a task as written, its parts joined by ``PART_SEPARATOR``."""
    return PART_SEPARATOR.join(part.of(source.text) for part in task.parts)


def table_head(table: str) -> str:
    """Return what a table starts with: the byte order mark and the names of its columns."""
    return f"\ufeff{','.join(COLUMNS[table])}\r\n"


def table_lines(documents: Iterable[ResolvedDocument], iris: Iris) -> dict[str, tuple[str, int]]:
    """Return the lines that documents have in each table, and how many they are.

    Args:
        documents: The documents in the order their lines shall have.
        iris: Names of things.
    """
    tables = {name: _Table(name) for name in COLUMNS}
    for resolved in documents:
        _add_document(resolved, tables, iris)
    return {name: (table.text, table.count) for name, table in tables.items()}


def open_lines(unread: Iterable[tuple[str, Open]]) -> tuple[str, int]:
    """Return the lines of ``open.csv`` that belong to no document, and how many they are.

    Args:
        unread: The name of a file that could not be read, and what is open about it.
    """
    table = _Table("open")
    for name, item in unread:
        table.add(_open_row(name, "", item))
    return table.text, table.count


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Read a table that a build wrote, cells as they were before guarding.

    Raises:
        NoBuildError: If the file is missing or is no such table.
    """
    rows = read_cells(path)
    columns = next(rows, [])
    for row in rows:
        yield dict(zip(columns, row, strict=True))


def _rows(file: TextIO) -> Iterator[list[str]]:
    """Read rows with cells of any length; what others may read keeps the limit of csv."""
    reader = csv.reader(file, strict=True)
    while True:
        limit = csv.field_size_limit(_LONGEST)
        try:
            row = next(reader, None)
        finally:
            csv.field_size_limit(limit)
        if row is None:
            return
        yield row


def read_cells(path: Path) -> Iterator[list[str]]:
    """Read a table as lists of cells, the names of its columns first; all are of one length.

    Raises:
        NoBuildError: If the file is missing or is no such table.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            length = 0
            for row in _rows(file):
                length = length or len(row)
                if len(row) != length:
                    raise ValueError(f"{len(row)} cells")
                # Most cells begin otherwise, and are not looked at twice.
                yield [unguard(cell) if cell[:1] == "'" else cell for cell in row]
    except (OSError, ValueError, csv.Error) as error:
        raise NoBuildError(
            "table cannot be read", place=str(path), remedy="Build the folder again"
        ) from error


class _Written:
    """A file for ``csv.writer`` that hands back each line instead of keeping it."""

    @staticmethod
    def write(line: str) -> str:
        return line


_LINES = csv.writer(_Written, lineterminator=_END)


def _line(cells: Iterable[str | int]) -> str:
    """Return cells as a line; those whose words come from outside are guarded already."""
    line: str = _LINES.writerow(cells)
    return line


def _guarded(row: Row, columns: Sequence[str]) -> list[str]:
    """Return some columns of a row as guarded cells."""
    return [guard(str(row.get(column, ""))) for column in columns]


class _Table:
    """Lines of one table."""

    def __init__(self, name: str) -> None:
        self.lines = list[str]()
        self._columns = COLUMNS[name]

    def add(self, row: Row) -> None:
        self.lines.append(_line(_guarded(row, self._columns)))

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def text(self) -> str:
        return "".join(self.lines)


def _add_document(resolved: ResolvedDocument, tables: dict[str, _Table], iris: Iris) -> None:
    tables["documents"].add(_document_row(resolved, iris))
    for item in resolved.tasks:
        shared = _place_in_document(resolved, item.task, iris)
        tables["assignments"].lines += _assignment_lines(resolved, item, shared, iris)
        if item.task.reprint_of is None:
            tables["tasks"].add({**shared, **_task_row(resolved, item, iris)})
            for row in _place_rows(resolved, item, iris):
                tables["places"].add(row)
    source, name = resolved.document.source, iris.document(resolved.document)
    for opened in resolved.opens:
        tables["open"].add(_open_row(source.name, name, opened))


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


def _assignment_lines(
    resolved: ResolvedDocument, item: ResolvedTask, shared: Row, iris: Iris
) -> Iterator[str]:
    """Yield a line for each body of a task; what they share is written once."""
    task, parts = item.task, item.task.parts
    common: Row = {
        **shared,
        "doc_number": resolved.document.number,
        "task_parts": ";".join(f"{p.start}-{p.end}" for p in parts) if len(parts) > 1 else "",
        "reprint_of": _other_task(resolved, task.reprint_of, iris),
    }
    begin = _line(_guarded(common, _OF_A_TASK)).removesuffix(_END)
    for assignment, resolution in zip(task.clause.assignments, item.resolutions, strict=True):
        whose = _agency_cells(resolution.agency, iris)
        yield f"{begin},{_line(_mention_cells(assignment))[: -len(_END)]},{whose}"


def _mention_cells(assignment: Assignment) -> tuple[str | int, ...]:
    """Return the cells of ``assignments.csv`` from ``mention_start`` to ``basis``."""
    mention = assignment.mention
    return (
        mention.span.start,
        mention.span.end,
        guard(mention.surface),
        guard(mention.name),
        assignment.role.value,
        assignment.basis.value,
    )


@lru_cache(maxsize=10_000)
def _agency_cells(agency: Agency, iris: Iris) -> str:
    """Return the rest of a line of ``assignments.csv``: a text names the same bodies often."""
    cells = (iris.agency(agency.key), agency.label, agency.jurisdiction, agency.system)
    return _line(map(guard, cells))


def _task_row(resolved: ResolvedDocument, item: ResolvedTask, iris: Iris) -> Row:
    themes = sorted(item.themes, key=lambda theme: -theme.strength)
    codes = dict.fromkeys(place.code for place in item.places if place.code)
    return {
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
