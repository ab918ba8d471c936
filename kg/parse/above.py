"""Clauses for several items above: （以上任务责任单位：X）, 以上两项由X牵头, （4-5项由X负责）."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from kg.parse import grammar
from kg.parse.found import Found
from kg.parse.headings import Heading
from kg.parse.threads import Parts
from kg.parse.view import View

__all__ = ["shared"]

_NEAR = 30
_MOST = 400  # headings that are looked back over
_MARKS = frozenset("。；，(")
_WORD = regex.compile(r"\p{Han}")
_NUMERALS = "零一二三四五六七八九十"
_NUMBER = regex.compile(r"第?\(?([0-9]{1,3}|[一二三四五六七八九十]{1,3})")


def shared(
    view: View, found: Sequence[Found], heads: Sequence[Heading], parts: Sequence[Parts]
) -> tuple[list[Parts], set[int]]:
    """Give clauses that refer to items above them the text of these items.

    Args:
        view: The text.
        found: Its clauses.
        heads: Its headings.
        parts: The text of each clause, as if it were for what stands right before it.

    Returns:
        The text of each clause, none where it cannot be told which items are meant, and the
        numbers of the clauses that are for items.
    """
    out = list(parts)
    several = set()
    floor = 0
    for k, clause in enumerate(found):
        reference = _reference(view, clause)
        if not reference or clause.task or not parts[k]:
            continue
        stop = reference.start() - view.text.endswith("(", 0, reference.start())
        out[k] = tuple((a, min(b, stop)) for a, b in parts[k] if a < stop)
        counted = bool(reference["count"] or reference["from"])
        if not counted and stop not in view.lines:
            continue  # of the item it stands in
        items = _siblings(heads, 0 if counted else floor, stop)
        if counted:
            items = _counted(view.text, items, reference)
            out[k] = ()
        else:
            items = _unassigned(items, found)
        if items:
            out[k] = _around(view.text, items, found)
            several.add(k)
            floor = clause.end
    return out, several


def _reference(view: View, clause: Found) -> regex.Match[str] | None:
    """Return what a clause refers to, in its first words or right before it."""
    text, at = view.text, clause.start
    inside = grammar.REFERENCE.match(text, at + text.startswith("(", at), clause.end)
    if inside:
        return inside
    for match in grammar.REFERENCE.finditer(text, max(0, at - _NEAR), at):
        opens = match.start() in view.lines or text[match.start() - 1] in _MARKS
        if match.end() == at and opens:
            return match
    return None


def _siblings(heads: Sequence[Heading], floor: int, stop: int) -> list[tuple[int, int]]:
    """Return where the items under one heading stand that begin behind ``floor``."""
    last = bisect_left(heads, stop, key=lambda head: head.start) - 1
    items: list[tuple[int, int]] = []
    level = heads[last].level if last >= 0 else 0
    for k in range(last, max(-1, last - _MOST), -1):
        head = heads[k]
        if head.level < level or not level or head.start < floor:
            break
        if head.level == level:
            items.append((head.start, items[-1][0] if items else stop))
    return items[::-1]


def _counted(
    text: str, items: Sequence[tuple[int, int]], reference: regex.Match[str]
) -> list[tuple[int, int]]:
    """Return the items that a reference counts (以上两项) or numbers (4-5项), if all are there."""
    if reference["count"]:
        count = _value(reference["count"])
        return list(items[-count:]) if 0 < count <= len(items) else []
    first = int(reference["from"])
    numbers = {first, *map(int, reference.captures("more"))}
    numbers |= set(range(first, int(reference["to"] or first) + 1))
    meant = [item for item in items if _number(text, item[0]) in numbers]
    return meant if len(meant) == len(numbers) else []


def _number(text: str, start: int) -> int:
    number = _NUMBER.match(text, start)
    return _value(number[1]) if number else 0


def _value(number: str) -> int:
    """Return the value of a number up to 99, in figures or Chinese numerals."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.replace("两", "二").rpartition("十")
    return (_NUMERALS.find(tens or "一") * 10 if ten else 0) + (_NUMERALS.find(ones) if ones else 0)


def _unassigned(items: Sequence[tuple[int, int]], found: Sequence[Found]) -> list[tuple[int, int]]:
    """Return the items that have no clause of their own, or all, if each has one."""
    free = [item for item in items if not _within(item, found)]
    return free or list(items)


def _within(item: tuple[int, int], found: Sequence[Found]) -> Sequence[Found]:
    """Return the clauses that stand in an item."""
    low, high = (bisect_left(found, edge, key=lambda f: f.start) for edge in item)
    return found[low:high]


def _around(text: str, items: Sequence[tuple[int, int]], found: Sequence[Found]) -> Parts:
    """Return the text of items without the clauses in them; what adjoins is one part."""
    parts: list[tuple[int, int]] = []
    for item in items:
        inner = _within(item, found)
        starts = [item[0], *(clause.end for clause in inner)]
        ends = [*(clause.before for clause in inner), item[1]]
        for start, end in zip(starts, ends, strict=True):
            if not _WORD.search(text, start, end):
                continue
            if parts and parts[-1][1] == start:
                parts[-1] = (parts[-1][0], end)
            else:
                parts.append((start, end))
    return tuple(parts)
