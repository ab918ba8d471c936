"""A clause found in the folded text, before its task is known."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import ClauseKind, Span
from kg.parse.clause import Reading
from kg.parse.view import View

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """Positions in the folded text of a document.

    Attributes:
        start: First position of the clause.
        end: Position after its last one.
        kind: Its form.
        reading: Its lists.
        view: The view that the reading's positions refer to; the document's if ``None``.
        task: Positions of the task where the clause tells; else the text before the clause.
        cut: Where the text before the clause ends; the clause's start if negative.
        deadline: A deadline stated beside the clause.
    """

    start: int
    end: int
    kind: ClauseKind
    reading: Reading
    view: View | None = None
    task: tuple[int, int] | None = None
    cut: int = -1
    deadline: Span | None = None

    @property
    def after(self) -> int:
        """Return where the text of the next task may begin."""
        return max(self.end, self.task[1]) if self.task else self.end

    @property
    def before(self) -> int:
        """Return where the text of this task, if it stands before the clause, ends."""
        return self.start if self.cut < 0 else self.cut
