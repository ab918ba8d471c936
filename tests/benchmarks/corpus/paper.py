"""A text being written, with what is true of it: which words name whom, in which role."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Line", "Mention", "Paper"]

Places = tuple[int, int]
Mention = tuple[int, int, str, str]  # start, end, name, role


@dataclass(slots=True)
class Line:
    """The truth about one task: a line of the annotation.

    Attributes:
        kind: ``paren``, ``label``, ``prose`` or ``table``.
        task: Where its text stands; further parts behind a page break.
        clause: Where its bodies are named; further parts likewise.
        mentions: The bodies, in text order.
        deadline: Where a deadline stands that the clause sets.
        note: What a reader of the annotation should know.
    """

    kind: str
    task: list[Places]
    clause: list[Places]
    mentions: list[Mention]
    deadline: Places | None = None
    note: str = ""


@dataclass(slots=True)
class Paper:
    """What has been written so far.

    Attributes:
        pieces: The text, in pieces.
        at: Its length.
        lines: The truth about its tasks, in text order.
        tables: Ranges that no line is wrapped in.
    """

    pieces: list[str] = field(default_factory=list)
    at: int = 0
    lines: list[Line] = field(default_factory=list)
    tables: list[Places] = field(default_factory=list)

    def write(self, words: str) -> int:
        """Write, and return where the words start."""
        start = self.at
        self.pieces.append(words)
        self.at = start + len(words)
        return start

    @property
    def text(self) -> str:
        return "".join(self.pieces)
