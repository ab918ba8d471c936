"""Resolved documents as RDF: one named graph per document.

A statement stands in one graph only, so that counts over the union of the graphs are right.
What belongs to bodies, regions, systems and themes stands in graphs of their own
(:mod:`kg.graph.labels`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad, RdfFormat, parse

from kg.graph.dates import last_day, reading
from kg.graph.facts import original
from kg.graph.iri import Iris
from kg.graph.trig import HEADER, NEXT, Block, count, day, decimals, full, words
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
    Span,
    Task,
    Theme,
)

__all__ = ["described", "quads"]


def quads(resolved: ResolvedDocument, iris: Iris) -> Iterator[Quad]:
    """Yield the statements of one document, each once, in its named graph.

    Args:
        resolved: The document.
        iris: Names for its parts.
    """
    text = HEADER + described(resolved, iris).text()
    yield from parse(text, format=RdfFormat.TRIG)


def described(resolved: ResolvedDocument, iris: Iris) -> Block:
    """Return the statements of one document, to be written.

    Args:
        resolved: The document.
        iris: Names for its parts.
    """
    describer = _Describer(resolved, iris)
    describer.everything()
    return describer.block


_OF_A_PASSAGE = (
    *("a kg:Passage", "a oa:TextPositionSelector", "a oa:TextQuoteSelector", "oa:hasSource"),
    *("oa:hasSelector", "oa:hasSelector", "oa:start", "oa:end", "oa:exact"),
)
_OF_AN_ASSIGNMENT = (
    *("a kg:Assignment", "kg:task", "kg:role", "kg:basis", "kg:mention", "kg:name"),
    *("prov:wasQuotedFrom", "oa:hasTarget", "kg:agency", "kg:resolvedBy"),
)
_OF_A_CLAUSE = ("a kg:Clause", "kg:form", "kg:passage")
_OF_A_PLACE = ("a kg:PlaceMention", "kg:ofTask", "kg:namesPlace", "kg:mention", "oa:hasTarget")
_OF_A_TOPIC = ("a kg:Classification", "kg:ofTask", "kg:hasTopic", "kg:strength")


# Behind a prefix, names of digits and hyphens need no escapes; commas and slashes do.


def _char(span: Span) -> str:
    return f"char:{span.start}\\,{span.end}"


def _pairs(resolved: ResolvedTask) -> Iterator[tuple[Assignment, Resolution]]:
    return zip(resolved.task.clause.assignments, resolved.resolutions, strict=True)


class _Describer:
    """Describes one document; each method says what there is to say about one kind of thing."""

    def __init__(self, resolved: ResolvedDocument, iris: Iris) -> None:
        self.resolved = resolved
        self.iris = iris
        self.source = resolved.document.source
        self.node = full(iris.document(resolved.document))
        self.block = Block(iris.document(resolved.document), iris.prefixes(self.source))
        self.say = self.block.say
        self.standing = _char(resolved.document.span)
        self.quoted = set[str]()

    def everything(self) -> None:
        self.text()
        self.document()
        for place, resolved in enumerate(self.resolved.tasks):
            if resolved.task.reprint_of is None:
                self.task(resolved)
            else:
                self.reprint(resolved, self.original(place))
        for rule in self.resolved.rules:
            self.rule(rule)
        for opened in self.resolved.opens:
            self.opened(opened)

    def original(self, place: int) -> ResolvedTask:
        """Return the task that a reprint repeats."""
        return self.resolved.tasks[original(self.resolved, place)]

    def optional(self, node: str, predicate: str, value: str) -> None:
        if value:
            self.say(node, predicate, words(value))

    def text(self) -> None:
        source = self.source
        self.say("text:", "a", "kg:Text")
        self.say("text:", "kg:fileName", words(source.name))
        self.say("text:", "kg:sha256", words(source.sha256))
        self.say("text:", "dcterms:format", words(source.media_type))
        self.say("text:", "kg:length", count(len(source.text)))

    def document(self) -> None:
        document, node = self.resolved.document, self.node
        self.say(node, "a", "kg:Document")
        self.say(node, "prov:wasDerivedFrom", "text:")
        self.whole(node, document.span)
        self.optional(node, "dcterms:title", document.title)
        self.optional(node, "kg:number", document.number)
        self.optional(node, "kg:issuer", document.issuer)
        if document.date:
            self.say(node, "dcterms:issued", day(document.date))
        if self.resolved.jurisdiction:
            self.say(node, "kg:jurisdiction", full(self.iris.region(self.resolved.jurisdiction)))
        for citation in document.citations:
            self.citation(citation)

    def citation(self, citation: Citation) -> None:
        node = full(self.iris.passage("citation", self.source, citation.span))
        self.say(self.node, "kg:cites", node)
        self.say(node, "a", "kg:Citation")
        self.optional(node, "kg:citedTitle", citation.title)
        self.optional(node, "kg:citedNumber", citation.number)
        if citation.implements:
            self.say(self.node, "kg:carriesOut", node)
        self.passage(node, "kg:passage", citation.span)

    def whole(self, document: str, span: Span) -> None:
        """State where a document stands, without its words."""
        node, position = _char(span), f"selector:{span.start}-{span.end}\\/position"
        self.say(document, "kg:passage", node)
        self.say(node, "a", "kg:Passage")
        self.say(node, "oa:hasSource", "text:")
        self.say(node, "oa:hasSelector", position)
        self.say(position, "a", "oa:TextPositionSelector")
        self.say(position, "oa:start", count(span.start))
        self.say(position, "oa:end", count(span.end))

    def passage(self, owner: str, link: str, span: Span) -> None:
        """State where something stands: position and words."""
        self.say(owner, link, _char(span))
        self.quote(span)

    def quote(self, span: Span) -> None:
        """State position and words of a passage. Most statements are of this kind."""
        node, start, end = _char(span), span.start, span.end
        if node in self.quoted:
            return
        self.quoted.add(node)
        said, selector = words(self.source.text[start:end]), f"selector:{start}-{end}"
        quote, position = f"{selector}\\/quote", f"{selector}\\/position"
        if node == self.standing:
            self.say(node, "oa:hasSelector", quote)
            self.say(quote, "a", "oa:TextQuoteSelector")
            self.say(quote, "oa:exact", said)
            return
        ready = (
            f"\t{node} a kg:Passage ; oa:hasSource text: ; oa:hasSelector {position} , {quote} .\n"
            f"\t{position} a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} .\n"
            f"\t{quote} a oa:TextQuoteSelector ; oa:exact {said} .\n"
        )
        self.block.add(ready, _OF_A_PASSAGE)

    def name(self, task: Task) -> str:
        return f"task:{self.iris.task_part(task)}"

    def task(self, resolved: ResolvedTask) -> None:
        task = resolved.task
        node = self.name(task)
        self.say(node, "a", "kg:Task")
        self.say(node, "dcterms:isPartOf", self.node)
        self.wording(node, task)
        self.deadline(node, task)
        if task.implements is not None:
            self.say(node, "kg:implements", self.name(self.original(task.implements).task))
        for assignment, resolution in _pairs(resolved):
            self.assignment(node, task, assignment, resolution)
        for place in resolved.places:
            self.place(node, task, place)
        for rank, theme in enumerate(resolved.themes):
            self.theme(node, task, theme, main=rank == 0)

    def reprint(self, resolved: ResolvedTask, original: ResolvedTask) -> None:
        """State another printing: its words are its own, its bodies are the one task's."""
        node, of = self.name(resolved.task), self.name(original.task)
        self.say(node, "a", "kg:Reprint")
        self.say(node, "kg:reprintOf", of)
        self.wording(node, resolved.task)
        known = {
            (resolution.agency.key, assignment.role): assignment
            for assignment, resolution in _pairs(original)
        }
        for assignment, resolution in _pairs(resolved):
            first = known.get((resolution.agency.key, assignment.role))
            if first is None:
                self.assignment(of, resolved.task, assignment, resolution)
            else:
                again = f"assignment:{self.iris.assignment_part(original.task, first)}"
                self.passage(again, "oa:hasTarget", assignment.mention.span)

    def wording(self, node: str, task: Task) -> None:
        said = "\n".join(part.of(self.source.text) for part in task.parts)
        self.say(node, "kg:text", words(reading(said), "zh"))
        for part in task.parts:
            self.passage(node, "kg:passage", part)
        self.optional(node, "kg:section", task.section)
        if task.rethreaded:
            self.say(node, "kg:rethreaded", "true")
        clause = f"clause:{task.clause.span.start}-{task.clause.span.end}"
        self.say(node, "kg:clause", clause)
        self.clause(clause, task.clause)

    def clause(self, node: str, clause: Clause) -> None:
        statements = (
            "a kg:Clause",
            f"kg:form {words(clause.kind.value)}",
            f"kg:passage {_char(clause.span)}",
        )
        self.block.tell(node, NEXT.join(statements), _OF_A_CLAUSE)
        self.quote(clause.span)

    def deadline(self, node: str, task: Task) -> None:
        self.optional(node, "kg:deadline", task.deadline)
        due = last_day(task.deadline, self.resolved.document.date)
        if due:
            self.say(node, "kg:due", day(due))
            self.say(node, "kg:dueInstant", full(self.iris.instant(due)))

    def assignment(
        self, of: str, task: Task, assignment: Assignment, resolution: Resolution
    ) -> None:
        node = f"assignment:{self.iris.assignment_part(task, assignment)}"
        mention, agency = assignment.mention, full(self.iris.agency(resolution.agency.key))
        statements = [
            "a kg:Assignment",
            f"kg:task {of}",
            "kg:role kg:" + assignment.role,
            "kg:basis kg:" + assignment.basis,
            f"kg:mention {words(mention.surface, 'zh')}",
            f"kg:name {words(mention.name, 'zh')}",
            "prov:wasQuotedFrom text:",
            f"oa:hasTarget {_char(mention.span)}",
        ]
        terms: tuple[str, ...] = _OF_AN_ASSIGNMENT
        if assignment.column:
            statements.append(f"kg:heading {words(assignment.column)}")
            terms += ("kg:heading",)
        if assignment.basis_span is not None:
            statements.append(f"kg:basisPassage {_char(assignment.basis_span)}")
            terms += ("kg:basisPassage",)
        statements += (f"kg:agency {agency}", f"kg:resolvedBy {words(resolution.basis)}")
        self.block.tell(node, NEXT.join(statements), terms)
        for key in resolution.candidates:
            self.say(node, "kg:candidate", full(self.iris.agency(key)))
        self.optional(node, "kg:decisionNote", resolution.note)
        self.quote(mention.span)
        if assignment.basis_span is not None:
            self.quote(assignment.basis_span)

    def place(self, task_node: str, task: Task, place: Place) -> None:
        where = full(self.iris.region(place.code) if place.code else self.iris.area(place.name))
        about = f"{place.span.start}-{place.span.end}-{place.code or place.name}"
        node = full(self.iris.note("place", self.source, task, about))
        self.say(task_node, "kg:place", where)
        statements = (
            "a kg:PlaceMention",
            f"kg:ofTask {task_node}",
            f"kg:namesPlace {where}",
            f"kg:mention {words(place.surface, 'zh')}",
            f"oa:hasTarget {_char(place.span)}",
        )
        self.block.tell(node, NEXT.join(statements), _OF_A_PLACE)
        self.quote(place.span)

    def theme(self, task_node: str, task: Task, theme: Theme, *, main: bool) -> None:
        topic = full(self.iris.theme(theme.notation))
        node = full(self.iris.note("topic", self.source, task, theme.notation))
        self.say(task_node, "kg:theme", topic)
        if main:
            self.say(task_node, "kg:mainTheme", topic)
        statements = [
            "a kg:Classification",
            f"kg:ofTask {task_node}",
            f"kg:hasTopic {topic}",
            f"kg:strength {decimals(theme.strength)}",
        ]
        terms: tuple[str, ...] = _OF_A_TOPIC
        if theme.basis:
            statements.append(f"kg:evidence {words(theme.basis)}")
            terms += ("kg:evidence",)
        self.block.tell(node, NEXT.join(statements), terms)

    def rule(self, rule: Rule) -> None:
        node = full(self.iris.passage("rule", self.source, rule.span))
        self.say(self.node, "kg:rule", node)
        self.say(node, "a", "kg:Rule")
        self.say(node, "kg:ruleKind", words(rule.kind))
        self.passage(node, "kg:passage", rule.span)

    def opened(self, opened: Open) -> None:
        node = full(self.iris.passage(f"open/{opened.kind}", self.source, opened.span))
        self.say(self.node, "kg:open", node)
        self.say(node, "a", "kg:OpenPoint")
        self.say(node, "kg:openKind", words(opened.kind))
        self.say(node, "kg:reason", words(opened.reason))
        self.passage(node, "kg:passage", opened.span)
