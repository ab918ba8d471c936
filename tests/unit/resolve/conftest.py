from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
from kg.resolve import Resolver
from kg.resolve.context import Context

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    return Resolver.load()


@pytest.fixture
def key(resolver: Resolver) -> Callable[..., str]:
    """The key of a body named in a document of a place and year."""

    def of(name: str, home: str = "450000", year: int = 2011, column: str = "") -> str:
        return resolver.bodies.resolve(name, Context(home, year), column).agency.key

    return of


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
