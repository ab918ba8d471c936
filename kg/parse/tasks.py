"""Which text a clause assigns.

A task starts after the clause before it or after the heading of its group, and ends where its
clause starts. A heading that introduces one task only is part of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from kg.parse.found import Found
from kg.parse.headings import Heading

__all__ = ["section_of", "task_bounds"]

_SKIP = regex.compile(r"[。；，、\s)]+")


def task_bounds(
    text: str, clauses: Sequence[Found], heads: Sequence[Heading]
) -> list[tuple[int, int]]:
    """Return (start, end) of the task of each clause, in the order of the clauses."""
    starts = [head.start for head in heads]
    out = []
    floor = 0
    for clause in clauses:
        if clause.task is not None:
            out.append(clause.task)
        else:
            out.append(_before(text, floor, clause, heads, starts, clauses))
        floor = max(floor, clause.after)
    return out


def _before(
    text: str,
    floor: int,
    clause: Found,
    heads: Sequence[Heading],
    starts: Sequence[int],
    clauses: Sequence[Found],
) -> tuple[int, int]:
    """Return the text before a clause, from its item's head or after its group's."""
    stop = max(clause.before, floor)
    first, last = bisect_left(starts, floor), bisect_left(starts, stop)
    start = floor
    # The innermost heading between the clause before and this one decides.
    for k in range(last - 1, first - 1, -1):
        # A heading with nothing between it and the clause is the task's own text.
        own = heads[k].end >= stop or _alone(k, heads, clauses, clause)
        start = heads[k].start if own else heads[k].end
        break
    skip = _SKIP.match(text, start)
    if skip and skip.end() < stop:
        start = skip.end()
    return start, stop


def _alone(k: int, heads: Sequence[Heading], clauses: Sequence[Found], clause: Found) -> bool:
    """Return whether heading ``k`` introduces this clause's task only."""
    head = heads[k]
    stop = next((h.start for h in heads[k + 1 :] if h.level <= head.level), None)
    at = bisect_right([c.start for c in clauses], clause.start)
    if at >= len(clauses):
        return True
    return stop is not None and clauses[at].start >= stop


def section_of(position: int, heads: Sequence[Heading]) -> str:
    """Return the titles above a position, outermost first."""
    path: list[Heading] = []
    for head in heads:
        if head.start > position:
            break
        while path and path[-1].level >= head.level:
            path.pop()
        path.append(head)
    return " / ".join(head.title.rstrip("。；：") for head in path)
