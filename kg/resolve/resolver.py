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
    Task,
)
from kg.resolve.bodies import Bodies
from kg.resolve.context import Context, context_of
from kg.resolve.gazetteer import Gazetteer
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
        tasks = tuple(self._task(task, context) for task in parsed.tasks)
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

    def _task(self, task: Task, context: Context) -> ResolvedTask:
        resolutions = tuple(
            self.bodies.resolve(assignment.mention.name, context, assignment.tier)
            for assignment in task.clause.assignments
        )
        return ResolvedTask(task, resolutions)


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
