"""Lines given to columns: each line of a row is a cell, or more of the cell before it.

Cells keep the order of their heading, some may be empty, and what a line may be shows by its words.
The cheapest way is taken; where several are as cheap and give bodies to other columns, none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from kg.parse.tables.titles import ROLES

__all__ = ["Sort", "aligned"]

Sort = (
    str  # names, maybe (a name of a new kind, or work), due, person, stop (a sentence ends), text
)

# What a line costs in a column of a kind.
_COST = {
    "role": {"names": 0, "maybe": 1, "due": 9, "person": 9, "stop": 9, "text": 6},
    "person": {"names": 6, "maybe": 3, "due": 9, "person": 0, "stop": 9, "text": 3},
    "deadline": {"names": 9, "maybe": 4, "due": 0, "person": 6, "stop": 4, "text": 3},
    "text": {"names": 4, "maybe": 1, "due": 3, "person": 3, "stop": 0, "text": 0},
    "note": {"names": 4, "maybe": 1, "due": 2, "person": 3, "stop": 1, "text": 1},
}
_EMPTY = {"role": 2, "person": 1, "deadline": 1, "text": 2, "note": 0}
_NO_LEAD = 1  # more, where the first column of bodies is empty
_MORE = 1  # a further line in a cell, where the columns could part them
_MOST_LINES, _MOST_WAYS = 80, 60


@dataclass(frozen=True, slots=True)
class _Way:
    """How many lines each column takes, from a column on, and what that costs."""

    cost: int
    counts: tuple[int, ...]


def aligned(sorts: Sequence[Sort], kinds: Sequence[str]) -> tuple[int, ...] | None:
    """Return how many lines each column takes; ``None`` if no one way is best.

    Args:
        sorts: What each line may be.
        kinds: What each column holds (``Column.kind``).
    """
    if len(sorts) > _MOST_LINES:
        return None
    shown = ["role" if kind in ROLES else kind for kind in kinds]
    columns = _Columns(sorts, [kind if kind in _COST else "note" for kind in shown])
    size = len(columns.kinds)

    @cache
    def ways(line: int, column: int) -> tuple[_Way, ...]:
        if column == size:
            return (_Way(0, ()),) if line == len(sorts) else ()
        found: list[_Way] = []
        for end in range(line, len(sorts) + 1):
            behind = ways(end, column + 1)
            if not behind:
                continue
            cost = columns.cost(column, line, end) + behind[0].cost
            if not found or cost <= found[0].cost:
                kept = found if found and cost == found[0].cost else []
                found = [*kept, *(_Way(cost, (end - line, *way.counts)) for way in behind)]
        return tuple(found[:_MOST_WAYS])

    best = ways(0, 0)
    if len({columns.places(way.counts) for way in best}) != 1:
        return None
    return best[0].counts


class _Columns:
    """What it costs that a column takes some lines."""

    def __init__(self, sorts: Sequence[Sort], kinds: Sequence[str]) -> None:
        self.kinds = kinds
        self._sorts = sorts
        self._roles = [i for i, kind in enumerate(kinds) if kind == "role"]
        self._sums = {
            kind: [0, *accumulate(_COST[kind][sort] for sort in sorts)] for kind in {*kinds}
        }
        self._stops = [0, *accumulate(int(sort == "stop") for sort in sorts)]

    def cost(self, column: int, start: int, end: int) -> int:
        """Return the price of lines for a column, counted from the first of the row's lines."""
        kind = self.kinds[column]
        if start == end:
            return _EMPTY[kind] + _NO_LEAD * (column == self._roles[0])
        cost = self._sums[kind][end] - self._sums[kind][start]
        if kind == "text":
            # The work comes first, whatever it ends in: 改造体育馆. A sentence that ends is whole.
            cost -= 2 * (column == 0 and self._sorts[start] == "names")
            return cost + _MORE * (self._stops[end - 1] - self._stops[start])
        return cost + (0 if column == self._roles[-1] else _MORE * (end - start - 1))

    def places(self, counts: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Return the lines that columns of bodies take."""
        return tuple((sum(counts[:i]), counts[i]) for i in self._roles)
