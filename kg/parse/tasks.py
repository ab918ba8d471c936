"""Which text a clause assigns.

A task starts after the clause before it or after the heading of its group, and ends where its
clause starts. A heading that introduces one task only is part of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set

import regex

from kg.parse.found import Found
from kg.parse.headings import Heading

__all__ = ["Sections", "task_bounds"]

_SKIP = regex.compile(r"[。；，、\s)]+")


def task_bounds(
    text: str,
    clauses: Sequence[Found],
    heads: Sequence[Heading],
    lines: Set[int] = frozenset(),
) -> list[tuple[int, int]]:
    """Return (start, end) of the task of each clause, in the order of the clauses.

    Args:
        text: Folded text.
        clauses: Its clauses.
        heads: Its headings.
        lines: Positions at which a line starts.
    """
    places = ([head.start for head in heads], [clause.start for clause in clauses])
    out = []
    floor = 0
    for k, clause in enumerate(clauses):
        if clause.task is not None:
            start, stop = clause.task
            out.append((start, _unopened(text, start + 1, stop)))
        else:
            stop = _unopened(text, floor, max(clause.before, floor))
            head = _heading(k, floor, stop, heads, places)
            if clause.start in lines:
                head = _of_all(head, floor, heads, places[0])
            out.append((_start(text, floor, stop, head), stop))
        floor = max(floor, clause.after)
    return out


def _unopened(text: str, floor: int, stop: int) -> int:
    """Return where a task ends, before a bracket or dash that opens a clause or value."""
    while stop > floor and text[stop - 1] in "(—":
        stop -= 1
    return stop


def _start(text: str, floor: int, stop: int, start: int | None) -> int:
    """Return where a task starts: at its heading, or past the punctuation left of it."""
    at = floor if start is None else start
    skip = _SKIP.match(text, at)
    return skip.end() if skip and skip.end() < stop else at


def _heading(
    k: int, floor: int, stop: int, heads: Sequence[Heading], places: tuple[list[int], list[int]]
) -> int | None:
    """Return where the innermost heading above clause ``k`` lets its task start, if there is one.

    A heading that introduces this task only, or with nothing between it and the clause, is the
    task's own text; a group's heading is not.
    """
    last = bisect_left(places[0], stop) - 1
    if last < 0 or heads[last].start < floor:
        return None
    head = heads[last]
    own = head.end >= stop or _alone(last, k, heads, places[1])
    return head.start if own and head.level else head.end


def _of_all(
    start: int | None, floor: int, heads: Sequence[Heading], starts: Sequence[int]
) -> int | None:
    """Return where the task of a clause on a line of its own starts.

    Below several items without clauses it is that of all, and starts with what heads them:
    1.完善预案 / (1)编制 / (2)修订 / (责任单位：甲局).
    """
    last = bisect_left(starts, start) if start is not None else len(starts)
    if last >= len(starts) or starts[last] != start:
        return start
    at = last - 1
    while at >= 0 and starts[at] >= floor and heads[at].level == heads[last].level:
        at -= 1
    above = at >= 0 and starts[at] >= floor and heads[at].level < heads[last].level
    return starts[at] if above and last - at > 1 else start


def _alone(h: int, k: int, heads: Sequence[Heading], clauses: Sequence[int]) -> bool:
    """Return whether heading ``h`` introduces clause ``k`` and no other."""
    if k + 1 >= len(clauses):
        return True
    for i in range(h + 1, len(heads)):
        if heads[i].start > clauses[k + 1]:
            return False
        if heads[i].level <= heads[h].level:
            return True
    return False


class Sections:
    """The titles above each position of a text."""

    def __init__(self, heads: Sequence[Heading]) -> None:
        self._starts = [head.start for head in heads]
        self._paths: list[list[str]] = []
        path: list[Heading] = []
        for head in heads:
            while path and path[-1].level >= head.level:
                path.pop()
            path.append(head)
            self._paths.append([h.title.rstrip("。；：，") for h in path if h.title])

    def of(self, position: int) -> str:
        """Return the titles above a position, outermost first."""
        return " / ".join(self._path(position))

    def above(self, position: int) -> str:
        """Return the titles above the item that a position stands in."""
        return " / ".join(self._path(position)[:-1])

    def _path(self, position: int) -> list[str]:
        at = bisect_right(self._starts, position)
        return self._paths[at - 1] if at else []
