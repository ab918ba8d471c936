"""Every mention, place and theme of a document, resolved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from kg.characters import simplified
from kg.model import (
    Assignment,
    Document,
    Open,
    ParsedDocument,
    Place,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Task,
    Theme,
)
from kg.resolve.bodies import Bodies
from kg.resolve.context import Context, context_of
from kg.resolve.decisions import (
    Decisions,
    check,
    decided_place,
    decided_themes,
    read_decisions,
)
from kg.resolve.eras import AS_WRITTEN, Eras
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.places import Places
from kg.resolve.themes import Themes
from kg.resolve.vocabulary import Vocabulary, load_vocabulary

__all__ = ["Resolver"]

_LONGEST_QUOTE = 200


class Resolver:
    """Resolves documents against the vocabularies.

    Make one with :meth:`load` and use it for all documents: it keeps what it has worked out.
    """

    def __init__(
        self, vocabulary: Vocabulary, decisions: Decisions | None = None, at: str = AS_WRITTEN
    ) -> None:
        self.at = at
        self.decisions = decisions or Decisions()
        self.vocabulary = vocabulary
        self.places = _gazetteer(vocabulary)
        self.bodies = Bodies(vocabulary, self.places)
        self.eras = Eras(vocabulary, self.places, self.bodies.offices, self.bodies.composer)
        self.finder = Places(self.places, vocabulary.areas)
        self.themes = Themes(vocabulary.topics, vocabulary.leans, vocabulary.neutral)

    @classmethod
    def load(cls, decisions: Path | None = None, at: str = AS_WRITTEN) -> Resolver:
        """Return a resolver with the vocabularies that came with the package.

        Args:
            decisions: A file of human decisions to apply.
            at: Bodies as ``written``, as of ``today`` or of an ISO 8601 date. A body that a
                reform split stays as written, as its tasks may have gone to either heir.

        Raises:
            VocabularyError: If a vocabulary is missing or damaged.
            InputError: If the decisions cannot be read, or name what there is not.
        """
        held = read_decisions(decisions) if decisions else ()
        known = load_vocabulary()
        topics = {topic.notation for topic in known.topics}
        check(held, str(decisions), known.regions.keys(), topics)
        return cls(known, Decisions(held), at)

    def context(self, parsed: ParsedDocument) -> Context:
        """Return whose document it is and of which year."""
        find = partial(self.finder.find, in_bodies=True)
        return context_of(parsed, self.places, self.bodies.is_central, find)

    def resolve(self, parsed: ParsedDocument) -> ResolvedDocument:
        """Return the document with its bodies, places and themes resolved."""
        context = self.context(parsed)
        tasks = tuple(self._task(task, parsed.document, context) for task in parsed.tasks)
        opens = [
            still
            for resolved in tasks
            for assignment, resolution in zip(
                resolved.task.clause.assignments, resolved.resolutions, strict=True
            )
            if (still := _open(assignment, resolution))
        ]
        return ResolvedDocument(
            document=parsed.document,
            jurisdiction=context.home,
            tasks=tasks,
            rules=parsed.rules,
            opens=(*parsed.opens, *opens),
        )

    def _task(self, task: Task, document: Document, context: Context) -> ResolvedTask:
        resolutions = tuple(
            self._body(assignment, document, context) for assignment in task.clause.assignments
        )
        places = self._places(task, document, context)
        names = [place.name for place in places]
        themes = self._themes(task, document, resolutions, names)
        return ResolvedTask(task, resolutions, places, themes)

    def _body(self, assignment: Assignment, document: Document, context: Context) -> Resolution:
        mention = assignment.mention
        decision = self.decisions.body(document.source.name, mention.span.start, mention.name)
        if decision:
            agency = self.bodies.by_key(decision.value, context)
            return Resolution(agency, "decision", note=decision.note)
        found = self.bodies.resolve(mention.name, context, assignment.tier)
        return self._as_of(_apart(found, document), document)

    def _as_of(self, found: Resolution, document: Document) -> Resolution:
        heirs = self.eras.as_of(found.agency, self.at, document.date)
        if len(heirs) != 1 or heirs[0] is found.agency:
            return found
        return replace(found, agency=heirs[0])

    def _places(self, task: Task, document: Document, context: Context) -> tuple[Place, ...]:
        text, source, kept = document.source.text, document.source.name, []
        for part in task.parts:
            for place in self.finder.find(text, part, context):
                decision = self.decisions.place(source, place.span.start, place.name)
                chosen = decided_place(place, decision) if decision else place
                kept += [chosen] if chosen else []
        return tuple(kept)

    def _themes(
        self, task: Task, document: Document, resolutions: tuple[Resolution, ...], names: list[str]
    ) -> tuple[Theme, ...]:
        decision = self.decisions.theme(document.source.name, task.span.start)
        if decision:
            return decided_themes(decision)
        text = document.source.text
        words = "".join("".join(part.of(text).split()) for part in task.parts)
        leading = [
            resolution.agency.system
            for assignment, resolution in zip(task.clause.assignments, resolutions, strict=True)
            if assignment.role is Role.LEAD
        ]
        return self.themes.classify(simplified(words), task.section, leading, names)


def _gazetteer(vocabulary: Vocabulary) -> Gazetteer:
    return Gazetteer.of(vocabulary.regions)


def _apart(resolution: Resolution, document: Document) -> Resolution:
    """A 财政局 of no known place is the body of its document alone, not one with all others."""
    agency = resolution.agency
    if agency.jurisdiction:
        return resolution
    whose = f"-{document.source.sha256[:8]}.{document.span.start}"
    return replace(resolution, agency=replace(agency, key=f"{whose}/{agency.label}"))


def _open(assignment: Assignment, resolution: Resolution) -> Open | None:
    mention = assignment.mention
    if resolution.basis != "open" and not resolution.candidates:
        return None
    kind = "ambiguous" if resolution.candidates else "unresolved"
    reason = (
        "several bodies bear this name" if resolution.candidates else "whose body it is stays open"
    )
    quote = mention.surface[:_LONGEST_QUOTE]
    return Open(mention.span, kind, quote, reason, resolution.candidates)
