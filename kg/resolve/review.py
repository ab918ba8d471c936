"""What a person should look at: everything undecided or weak, with its place and candidates."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.cells import guard
from kg.errors import OutputError
from kg.model import Assignment, Resolution, ResolvedDocument, ResolvedTask, Span
from kg.resolve.decisions import COLUMNS

__all__ = ["Item", "items", "write_review"]

_AROUND = 40
_LONGEST = 200
_WEAK = 0.4


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the review file.

    Attributes:
        kind: ``body``, ``place`` or ``theme``.
        source: File name.
        span: Where it stands.
        name: The name it is about; empty for themes.
        quote: The words there.
        context: The words around them.
        reason: Why a person should look.
        current: What the program holds for now, or empty.
        candidates: What it might be, best first.
    """

    kind: str
    source: str
    span: Span
    name: str
    quote: str
    context: str
    reason: str
    current: str
    candidates: tuple[str, ...]


def items(document: ResolvedDocument) -> Iterator[Item]:
    """Yield what is undecided or weak in a document, in text order of its tasks."""
    for resolved in document.tasks:
        pairs = zip(resolved.task.clause.assignments, resolved.resolutions, strict=True)
        for assignment, resolution in pairs:
            reason = _doubt(resolution)
            if reason:
                yield _body(document, assignment, resolution, reason)
        yield from _places(document, resolved)
        yield from _themes(document, resolved)


def _doubt(resolution: Resolution) -> str:
    if resolution.basis == "decision":
        return ""
    if resolution.candidates:
        return "several bodies bear this name"
    if resolution.basis == "open":
        return "whose body it is stays open"
    agency = resolution.agency
    if agency.kind == "unknown":
        return "no kind of body is known by this name"
    if not agency.system and agency.kind in ("department", "party", "vertical"):
        return "no functional system is known by this name"
    return ""


def _item(document: ResolvedDocument, kind: str, span: Span, name: str, **more: object) -> Item:
    text = document.document.source.text
    around = text[max(0, span.start - _AROUND) : span.end + _AROUND]
    candidates = more.get("candidates", ())
    return Item(
        kind,
        document.document.source.name,
        span,
        name,
        span.of(text)[:_LONGEST],
        " ".join(around.split()),
        str(more.get("reason", "")),
        str(more.get("current", "")),
        tuple(candidates) if isinstance(candidates, tuple) else (),
    )


def _body(
    document: ResolvedDocument, assignment: Assignment, resolution: Resolution, reason: str
) -> Item:
    mention = assignment.mention
    return _item(
        document,
        "body",
        mention.span,
        mention.name,
        reason=reason,
        current=resolution.agency.key,
        candidates=resolution.candidates,
    )


def _places(document: ResolvedDocument, resolved: ResolvedTask) -> Iterator[Item]:
    for place in resolved.places:
        if place.kind == "division" and not place.code:
            reason = "several divisions bear this name"
            yield _item(document, "place", place.span, place.name, reason=reason)


def _themes(document: ResolvedDocument, resolved: ResolvedTask) -> Iterator[Item]:
    themes = resolved.themes
    if themes and themes[0].basis.startswith("decision"):
        return
    if themes and themes[0].strength >= _WEAK:
        return
    notations = tuple(theme.notation for theme in themes)
    yield _item(
        document,
        "theme",
        resolved.task.span,
        "",
        reason="several topics are about as strong" if themes else "no word points to a topic",
        current=";".join(notations),
        candidates=notations,
    )


def write_review(documents: Iterable[ResolvedDocument], path: Path) -> int:
    """Write the review file: CSV with BOM, one line per item, the last columns to fill in.

    Args:
        documents: The resolved documents.
        path: The file to write.

    Returns:
        How many items it holds.

    Raises:
        OutputError: If it cannot be written.
    """
    count = 0
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for document in documents:
                for item in items(document):
                    writer.writerow(_row(item))
                    count += 1
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", place=str(path), remedy="Choose another place"
        ) from error
    return count


def _row(item: Item) -> list[str | int]:
    """Return the cells of a line; all text is data, which spreadsheets must not run."""
    place: list[str | int] = [item.kind, guard(item.source), item.span.start, item.span.end]
    quote, context = (" ".join(text.split()) for text in (item.quote, item.context))
    words = (item.name, quote, context, item.reason, item.current, ";".join(item.candidates))
    return [*place, *map(guard, words), "", "", "", ""]
