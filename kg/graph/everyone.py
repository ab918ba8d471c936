"""Everyone: bodies and their ties over all documents, for networks and maps of a whole build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.graph.facts import DocumentFacts
from kg.graph.labels import InUse
from kg.graph.ties import Ties

__all__ = ["Everyone"]


@dataclass(slots=True)
class Everyone:
    """What networks and maps of a whole build are made from.

    Attributes:
        used: What documents name.
        ties: Who shares tasks with whom and who leads whom.
        tasks: Number of tasks of each document by its IRI.
    """

    used: InUse = field(default_factory=InUse)
    ties: Ties = field(default_factory=Ties)
    tasks: dict[str, int] = field(default_factory=dict)

    def add(self, documents: Iterable[DocumentFacts], used: InUse) -> None:
        """Take in the documents of one file."""
        self.used.update(used)
        for document in documents:
            self.ties.add(document)
            self.tasks[document.iri] = len(document.tasks)
