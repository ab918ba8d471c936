"""Every mention, place and theme of a document, resolved."""

from __future__ import annotations

from pathlib import Path

from kg.model import (
    Assignment,
    Open,
    ParsedDocument,
    Resolution,
    ResolvedDocument,
    ResolvedTask,
    Role,
    Task,
)
from kg.resolve.bodies import Bodies
from kg.resolve.context import Context, context_of
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.places import Places
from kg.resolve.text import simplified
from kg.resolve.themes import Themes
from kg.resolve.vocabulary import Vocabulary, load_vocabulary

__all__ = ["Resolver"]

_LONGEST_QUOTE = 200


class Resolver:
    """Resolves documents against the vocabularies.

    Make one with :meth:`load` and use it for all documents: it keeps what it has worked out.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.places = _gazetteer(vocabulary)
        self.bodies = Bodies(vocabulary, self.places)
        self.finder = Places(self.places, vocabulary.areas)
        self.themes = Themes(vocabulary.topics, vocabulary.leans)

    @classmethod
    def load(cls, decisions: Path | None = None) -> Resolver:
        """Return a resolver with the vocabularies that came with the package.

        Args:
            decisions: A file of human decisions to apply.

        Raises:
            VocabularyError: If a vocabulary is missing or damaged.
        """
        return cls(load_vocabulary())

    def context(self, parsed: ParsedDocument) -> Context:
        """Return whose document it is and of which year."""
        return context_of(parsed, self.places)

    def resolve(self, parsed: ParsedDocument) -> ResolvedDocument:
        """Return the document with its bodies, places and themes resolved."""
        context = self.context(parsed)
        text = parsed.document.source.text
        tasks = tuple(self._task(task, text, context) for task in parsed.tasks)
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

    def _task(self, task: Task, text: str, context: Context) -> ResolvedTask:
        resolutions = tuple(
            self.bodies.resolve(assignment.mention.name, context, assignment.tier)
            for assignment in task.clause.assignments
        )
        places = tuple(
            place for part in task.parts for place in self.finder.find(text, part, context)
        )
        words = "".join("".join(part.of(text).split()) for part in task.parts)
        leading = [
            resolution.agency.system
            for assignment, resolution in zip(task.clause.assignments, resolutions, strict=True)
            if assignment.role is Role.LEAD
        ]
        themes = self.themes.classify(simplified(words), task.section, leading)
        return ResolvedTask(task, resolutions, places, themes)


def _gazetteer(vocabulary: Vocabulary) -> Gazetteer:
    return Gazetteer.of(vocabulary.regions)


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
