"""Tables of cases and small documents for the tests of this room."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kg.model import (
    Assignment,
    Basis,
    Clause,
    ClauseKind,
    Document,
    Mention,
    ParsedDocument,
    Role,
    Source,
    Span,
    Task,
)

DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def parsed(
    *tasks: tuple[str, str],
    issuer: str = "广西壮族自治区人民政府办公厅",
    date: str = "2011-11-03",
    **more: str,
) -> ParsedDocument:
    """A document of tasks, each a text and the bodies after it, the first of which leads."""
    text, made = "", []
    for words, names in tasks:
        start = len(text)
        text += words
        middle = len(text)
        assignments = []
        for index, name in enumerate(names.split("、")):
            text += "、" if index else "（"
            span = Span(len(text), len(text) + len(name))
            text += name
            role = Role.SUPPORT if index else Role.LEAD
            mention = Mention(span, name, name)
            assignments.append(Assignment(mention, role, Basis.FIRST_LISTED))
        text += "）"
        clause = Clause(Span(middle, len(text)), ClauseKind.PAREN, tuple(assignments))
        made.append(Task((Span(start, middle),), clause))
    source = Source(more.pop("name", "a.txt"), text, "0" * 64)
    document = Document(source, Span(0, len(text)), issuer=issuer, date=date, **more)
    return ParsedDocument(document, tuple(made))
