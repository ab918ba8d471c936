"""Resolved documents as RDF: one named graph per document.

A statement stands in one graph only, so that counts over the union of the graphs are right.
What belongs to bodies, regions, systems and themes stands in graphs of their own
(:mod:`kg.graph.labels`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.graph.dates import last_day, reading
from kg.graph.iri import Iris
from kg.graph.terms import TYPE, Term, date, decimal, integer, iri, name, text, true
from kg.model import (
    Assignment,
    Citation,
    Clause,
    Open,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Rule,
    Source,
    Span,
    Task,
    Theme,
)

__all__ = ["quads", "triples"]

Statement = tuple[NamedNode, NamedNode, Term]


def quads(resolved: ResolvedDocument, iris: Iris) -> Iterator[Quad]:
    """Yield the statements of one document, each once, in its named graph.

    Args:
        resolved: The document.
        iris: Names for its parts.
    """
    graph = iri(iris.document(resolved.document))
    for subject, predicate, value in triples(resolved, iris):
        yield Quad(subject, predicate, value, graph)


def triples(resolved: ResolvedDocument, iris: Iris) -> Iterator[Statement]:
    """Yield the statements of one document, each once."""
    seen: set[Statement] = set()
    for statement in _Describer(resolved, iris).statements():
        if statement not in seen:
            seen.add(statement)
            yield statement


def _optional(subject: NamedNode, predicate: str, value: str) -> Iterator[Statement]:
    if value:
        yield subject, name(predicate), text(value)


def _pairs(resolved: ResolvedTask) -> Iterator[tuple[Assignment, Resolution]]:
    return zip(resolved.task.clause.assignments, resolved.resolutions, strict=True)


@dataclass(frozen=True, slots=True)
class _Describer:
    """Describes one document; each method yields the statements about one kind of thing."""

    resolved: ResolvedDocument
    iris: Iris

    @property
    def source(self) -> Source:
        return self.resolved.document.source

    def statements(self) -> Iterator[Statement]:
        yield from self.text()
        yield from self.document()
        for place, resolved in enumerate(self.resolved.tasks):
            if resolved.task.reprint_of is None:
                yield from self.task(resolved)
            else:
                yield from self.reprint(resolved, self.original(place))
        for rule in self.resolved.rules:
            yield from self.rule(rule)
        for opened in self.resolved.opens:
            yield from self.opened(opened)

    def original(self, place: int) -> ResolvedTask:
        """Return the task that a reprint repeats, through reprints of reprints."""
        seen: set[int] = set()
        while (before := self.resolved.tasks[place].task.reprint_of) is not None:
            if place in seen:
                break
            seen.add(place)
            place = before
        return self.resolved.tasks[place]

    def text(self) -> Iterator[Statement]:
        source, node = self.source, iri(self.iris.text(self.source))
        yield node, TYPE, name("kg:Text")
        yield node, name("kg:fileName"), text(source.name)
        yield node, name("kg:sha256"), text(source.sha256)
        yield node, name("dcterms:format"), text(source.media_type)
        yield node, name("kg:length"), integer(len(source.text))

    def document(self) -> Iterator[Statement]:
        document = self.resolved.document
        node = iri(self.iris.document(document))
        yield node, TYPE, name("kg:Document")
        yield node, name("prov:wasDerivedFrom"), iri(self.iris.text(self.source))
        yield from self.passage(node, "kg:passage", document.span, quoted=False)
        yield from _optional(node, "dcterms:title", document.title)
        yield from _optional(node, "kg:number", document.number)
        yield from _optional(node, "kg:issuer", document.issuer)
        if document.date:
            yield node, name("dcterms:issued"), date(document.date)
        if self.resolved.jurisdiction:
            region = iri(self.iris.region(self.resolved.jurisdiction))
            yield node, name("kg:jurisdiction"), region
        for citation in document.citations:
            yield from self.citation(node, citation)

    def citation(self, document: NamedNode, citation: Citation) -> Iterator[Statement]:
        node = iri(self.iris.passage("citation", self.source, citation.span))
        yield document, name("kg:cites"), node
        yield node, TYPE, name("kg:Citation")
        yield from _optional(node, "kg:citedTitle", citation.title)
        yield from _optional(node, "kg:citedNumber", citation.number)
        if citation.implements:
            yield document, name("kg:carriesOut"), node
        yield from self.passage(node, "kg:passage", citation.span)

    def passage(
        self, owner: NamedNode, link: str, span: Span, *, quoted: bool = True
    ) -> Iterator[Statement]:
        """State where something stands: position, and the words unless they are a document."""
        node = iri(self.iris.part(self.source, span))
        position = iri(self.iris.selector(self.source, span, "position"))
        yield owner, name(link), node
        yield node, TYPE, name("kg:Passage")
        yield node, name("oa:hasSource"), iri(self.iris.text(self.source))
        yield node, name("oa:hasSelector"), position
        yield position, TYPE, name("oa:TextPositionSelector")
        yield position, name("oa:start"), integer(span.start)
        yield position, name("oa:end"), integer(span.end)
        if quoted:
            quote = iri(self.iris.selector(self.source, span, "quote"))
            yield node, name("oa:hasSelector"), quote
            yield quote, TYPE, name("oa:TextQuoteSelector")
            yield quote, name("oa:exact"), text(span.of(self.source.text))

    def task(self, resolved: ResolvedTask) -> Iterator[Statement]:
        task = resolved.task
        node = iri(self.iris.task(self.source, task))
        yield node, TYPE, name("kg:Task")
        yield node, name("dcterms:isPartOf"), iri(self.iris.document(self.resolved.document))
        yield from self.wording(node, task)
        yield from self.deadline(node, task)
        if task.implements is not None:
            higher = self.original(task.implements).task
            yield node, name("kg:implements"), iri(self.iris.task(self.source, higher))
        for assignment, resolution in _pairs(resolved):
            yield from self.assignment(node, task, assignment, resolution)
        for place in resolved.places:
            yield from self.place(node, task, place)
        for rank, theme in enumerate(resolved.themes):
            yield from self.theme(node, task, theme, main=rank == 0)

    def reprint(self, resolved: ResolvedTask, original: ResolvedTask) -> Iterator[Statement]:
        """State another printing: its words are its own, its bodies are the one task's."""
        node = iri(self.iris.task(self.source, resolved.task))
        of = iri(self.iris.task(self.source, original.task))
        yield node, TYPE, name("kg:Reprint")
        yield node, name("kg:reprintOf"), of
        yield from self.wording(node, resolved.task)
        known = {
            (resolution.agency.key, assignment.role): assignment
            for assignment, resolution in _pairs(original)
        }
        for assignment, resolution in _pairs(resolved):
            first = known.get((resolution.agency.key, assignment.role))
            if first is None:
                yield from self.assignment(of, resolved.task, assignment, resolution)
            else:
                again = iri(self.iris.assignment(self.source, original.task, first))
                yield from self.passage(again, "oa:hasTarget", assignment.mention.span)

    def wording(self, node: NamedNode, task: Task) -> Iterator[Statement]:
        words = "\n".join(part.of(self.source.text) for part in task.parts)
        yield node, name("kg:text"), text(reading(words), "zh")
        for part in task.parts:
            yield from self.passage(node, "kg:passage", part)
        yield from _optional(node, "kg:section", task.section)
        if task.rethreaded:
            yield node, name("kg:rethreaded"), true()
        clause = iri(self.iris.clause(self.source, task))
        yield node, name("kg:clause"), clause
        yield from self.clause(clause, task.clause)

    def clause(self, node: NamedNode, clause: Clause) -> Iterator[Statement]:
        yield node, TYPE, name("kg:Clause")
        yield node, name("kg:form"), text(clause.kind.value)
        yield from self.passage(node, "kg:passage", clause.span)

    def deadline(self, node: NamedNode, task: Task) -> Iterator[Statement]:
        yield from _optional(node, "kg:deadline", task.deadline)
        due = last_day(task.deadline, self.resolved.document.date)
        if due:
            yield node, name("kg:due"), date(due)
            yield node, name("kg:dueInstant"), iri(self.iris.instant(due))

    def assignment(
        self, of: NamedNode, task: Task, assignment: Assignment, resolution: Resolution
    ) -> Iterator[Statement]:
        node = iri(self.iris.assignment(self.source, task, assignment))
        yield node, TYPE, name("kg:Assignment")
        yield node, name("kg:task"), of
        yield from self.evidence(node, assignment)
        yield from self.resolution(node, resolution)

    def evidence(self, node: NamedNode, assignment: Assignment) -> Iterator[Statement]:
        yield node, name("kg:role"), name(f"kg:{assignment.role.value}")
        yield node, name("kg:basis"), name(f"kg:{assignment.basis.value}")
        yield node, name("kg:mention"), text(assignment.mention.surface, "zh")
        yield node, name("kg:name"), text(assignment.mention.name, "zh")
        yield node, name("prov:wasQuotedFrom"), iri(self.iris.text(self.source))
        yield from self.passage(node, "oa:hasTarget", assignment.mention.span)
        yield from _optional(node, "kg:heading", assignment.column)
        if assignment.basis_span is not None:
            yield from self.passage(node, "kg:basisPassage", assignment.basis_span)

    def resolution(self, node: NamedNode, resolution: Resolution) -> Iterator[Statement]:
        yield node, name("kg:agency"), iri(self.iris.agency(resolution.agency.key))
        yield node, name("kg:resolvedBy"), text(resolution.basis)
        for key in resolution.candidates:
            yield node, name("kg:candidate"), iri(self.iris.agency(key))
        yield from _optional(node, "kg:decisionNote", resolution.note)

    def place(self, task_node: NamedNode, task: Task, place: Place) -> Iterator[Statement]:
        where = self.iris.region(place.code) if place.code else self.iris.area(place.name)
        about = f"{place.span.start}-{place.span.end}-{place.code or place.name}"
        node = iri(self.iris.note("place", self.source, task, about))
        yield task_node, name("kg:place"), iri(where)
        yield node, TYPE, name("kg:PlaceMention")
        yield node, name("kg:ofTask"), task_node
        yield node, name("kg:namesPlace"), iri(where)
        yield node, name("kg:mention"), text(place.surface, "zh")
        yield from self.passage(node, "oa:hasTarget", place.span)

    def theme(
        self, task_node: NamedNode, task: Task, theme: Theme, *, main: bool
    ) -> Iterator[Statement]:
        topic = iri(self.iris.theme(theme.notation))
        node = iri(self.iris.note("topic", self.source, task, theme.notation))
        yield task_node, name("kg:theme"), topic
        if main:
            yield task_node, name("kg:mainTheme"), topic
        yield node, TYPE, name("kg:Classification")
        yield node, name("kg:ofTask"), task_node
        yield node, name("kg:hasTopic"), topic
        yield node, name("kg:strength"), decimal(theme.strength)
        yield from _optional(node, "kg:evidence", theme.basis)

    def rule(self, rule: Rule) -> Iterator[Statement]:
        node = iri(self.iris.passage("rule", self.source, rule.span))
        yield iri(self.iris.document(self.resolved.document)), name("kg:rule"), node
        yield node, TYPE, name("kg:Rule")
        yield node, name("kg:ruleKind"), text(rule.kind)
        yield from self.passage(node, "kg:passage", rule.span)

    def opened(self, opened: Open) -> Iterator[Statement]:
        node = iri(self.iris.passage(f"open/{opened.kind}", self.source, opened.span))
        yield iri(self.iris.document(self.resolved.document)), name("kg:open"), node
        yield node, TYPE, name("kg:OpenPoint")
        yield node, name("kg:openKind"), text(opened.kind)
        yield node, name("kg:reason"), text(opened.reason)
        yield from self.passage(node, "kg:passage", opened.span)
