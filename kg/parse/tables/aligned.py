"""Lines given to columns: each line of a row is a cell, or more of the cell before it.

Cells keep the order of their heading, some may be empty, and what a line may be shows by its words.
The cheapest way is taken; where several are as cheap and give bodies to other columns, none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

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
    shown = tuple("role" if kind in ROLES else kind for kind in kinds)
    columns = tuple(kind if kind in _COST else "note" for kind in shown)
    roles = [i for i, kind in enumerate(columns) if kind == "role"]

    @cache
    def ways(line: int, column: int) -> tuple[_Way, ...]:
        if column == len(columns):
            return (_Way(0, ()),) if line == len(sorts) else ()
        found = []
        for count in range(len(sorts) - line + 1):
            held = _held(sorts[line : line + count], columns[column], column, roles)
            found += [
                _Way(held + way.cost, (count, *way.counts))
                for way in ways(line + count, column + 1)
            ]
        least = min((way.cost for way in found), default=0)
        return tuple(way for way in found if way.cost == least)[:_MOST_WAYS]

    best = ways(0, 0)
    if len({tuple(_places(way.counts, roles)) for way in best}) != 1:
        return None
    return best[0].counts


def _places(counts: Sequence[int], roles: Sequence[int]) -> list[tuple[int, int]]:
    """Return the lines that columns of bodies take."""
    return [(sum(counts[:i]), counts[i]) for i in roles]


def _held(lines: Sequence[Sort], kind: str, column: int, roles: Sequence[int]) -> int:
    """Return what it costs that a column takes these lines."""
    if not lines:
        return _EMPTY[kind] + _NO_LEAD * (column == roles[0])
    cost = sum(_COST[kind][sort] for sort in lines)
    if kind == "text":
        # The work comes first, whatever it ends in: 改造体育馆. A sentence that ends is a whole.
        cost -= 2 * (column < roles[0] and lines[0] == "names" and column == 0)
        return cost + _MORE * sum(sort == "stop" for sort in lines[:-1])
    return cost + (0 if column == roles[-1] else _MORE * (len(lines) - 1))
