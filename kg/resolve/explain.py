"""Every step from the words to the node, for a reader who wants to know why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import ParsedDocument, ResolvedDocument
from kg.resolve.context import Context
from kg.resolve.groups import is_group
from kg.resolve.resolver import Resolver
from kg.resolve.text import clean_name, main_name

__all__ = ["Step", "explain_body", "explain_task"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, on which words, with which result."""

    what: str
    words: str
    result: str


def explain_body(
    resolver: Resolver, name: str, context: Context, tier: str = ""
) -> tuple[Step, ...]:
    """Return the steps from a body's name to its node.

    Args:
        resolver: The resolver in use.
        name: The name with its prefix restored.
        context: Whose document, and when.
        tier: Tier that a column heading names, or empty.
    """
    return tuple(_body(resolver, name, context, tier))


def _body(resolver: Resolver, name: str, context: Context, tier: str) -> Iterator[Step]:
    home = "of no known place"
    if context.home:
        home = f"{context.home} {resolver.places.name(context.home, context.year)}"
    yield Step("document", f"{context.basis}", f"{home}, {context.year or 'of no known year'}")
    if tier:
        yield Step("column", tier, "names the tier")
    clean = clean_name(name)
    if clean != name:
        yield Step("clean", name, clean)
    main, second = main_name(clean)
    if second:
        yield Step("second name", second, "kept as a written form")
    if is_group(clean):
        yield Step("group", clean, "several bodies at once")
    resolution = resolver.bodies.resolve(name, context, tier)
    agency = resolution.agency
    yield Step("jurisdiction", resolution.basis, agency.jurisdiction or "open")
    office = resolver.eras.office_of(agency)
    if office is not None:
        last = "" if office.last > 9000 else office.last
        yield Step("office", office.name, f"{office.system}, {office.first or ''}-{last}")
    if resolution.note:
        yield Step("decision", resolution.note, agency.key)
    for key in resolution.candidates:
        yield Step("candidate", main, key)
    for change in resolver.eras.changes_of(agency):
        yield Step("reform", change.label, change.citation)
    yield Step("node", name, agency.key)


def explain_task(
    resolver: Resolver, parsed: ParsedDocument, resolved: ResolvedDocument, index: int
) -> tuple[Step, ...]:
    """Return the steps for one task: each body with its role, each place, each topic.

    Args:
        resolver: The resolver in use.
        parsed: The document before resolving.
        resolved: The same document after it.
        index: Which task.
    """
    return tuple(_task(resolver, parsed, resolved, index))


def _task(
    resolver: Resolver, parsed: ParsedDocument, resolved: ResolvedDocument, index: int
) -> Iterator[Step]:
    held, text = resolved.tasks[index], parsed.document.source.text
    context = resolver.context(parsed)
    for part in held.task.parts:
        yield Step("text", f"{part.start}-{part.end}", part.of(text))
    clause = held.task.clause
    yield Step("clause", f"{clause.span.start}-{clause.span.end}", clause.span.of(text))
    pairs = zip(clause.assignments, held.resolutions, strict=True)
    for assignment, resolution in pairs:
        said = assignment.basis_span.of(text) if assignment.basis_span else assignment.basis.value
        yield Step("role", said, f"{assignment.role.value} ({assignment.basis.value})")
        if resolution.basis == "decision":
            yield Step("decision", resolution.note, resolution.agency.key)
        else:
            yield from _body(resolver, assignment.mention.name, context, assignment.tier)
    for place in held.places:
        yield Step("place", place.surface, place.code or place.kind)
    for theme in held.themes:
        yield Step("theme", theme.basis, f"{theme.notation} {theme.strength}")
