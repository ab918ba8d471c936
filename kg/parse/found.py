"""A clause found in the folded text, before its task is known."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import ClauseKind
from kg.parse.clause import Reading

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """Positions in the folded text.

    Attributes:
        start: First position of the clause.
        end: Position after its last one.
        kind: Its form.
        reading: Its lists.
        task: Positions of the task where the clause itself tells; else ``None``: the text
            before the clause.
        resume: Where the text of the next task may begin; ``end`` where negative.
    """

    start: int
    end: int
    kind: ClauseKind
    reading: Reading
    task: tuple[int, int] | None = None
    resume: int = -1
