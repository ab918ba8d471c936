"""Changes to a text, and the places of the truth moved along with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from .paper import Line, Places

__all__ = ["Edit", "Sheet"]

Edit = tuple[int, int, str]  # start, end, what stands there instead


class Sheet:
    """A text with its truth, to which edits are applied.

    An insertion between two words belongs to neither: it stands behind what ends there and
    before what starts there.
    """

    def __init__(self, text: str, lines: Sequence[Line], tables: Sequence[Places]) -> None:
        self.text = text
        self.lines = list(lines)
        self.tables = list(tables)

    def apply(self, edits: list[Edit]) -> None:
        """Make changes that do not overlap; they may come in any order."""
        if not edits:
            return
        edits.sort()
        pieces: list[str] = []
        at = 0
        for start, end, words in edits:
            pieces += (self.text[at:start], words)
            at = end
        pieces.append(self.text[at:])
        self.text = "".join(pieces)
        self._move(edits)

    def _move(self, edits: Sequence[Edit]) -> None:
        # An insertion counts for starts at its place (even: not yet for ends there).
        keys = [2 * end + (start == end) for start, end, _ in edits]
        moved = [0, *accumulate(len(words) - (end - start) for start, end, words in edits)]

        def place(span: Places) -> Places:
            start, end = span
            return (
                start + moved[bisect_right(keys, 2 * start + 1)],
                end + moved[bisect_right(keys, 2 * end)],
            )

        self.lines = [_moved(line, place) for line in self.lines]
        self.tables = [place(table) for table in self.tables]


def _moved(line: Line, place) -> Line:  # type: ignore[no-untyped-def]
    return Line(
        line.kind,
        [place(part) for part in line.task],
        [place(part) for part in line.clause],
        [(*place((start, end)), name, role) for start, end, name, role in line.mentions],
        place(line.deadline) if line.deadline else None,
        line.note,
    )
