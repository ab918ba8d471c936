"""Interleaved text: two runs of one document printed through each other.

Some crawls print a document twice at once: a stretch of one run, a stretch of the other. Passages
that stand twice give it away. The sentences are then parted into two threads so that each reads
on: work before its clause, a heading before its work, sentences that share words together. The
cheapest parting is found by dynamic programming.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from operator import add

import regex

from kg.parse.found import Found
from kg.parse.headings import Heading

__all__ = ["Parts", "Thread", "reprints", "rethreaded", "threads"]

_NOT_HAN = regex.compile(r"[^\p{Han}]")

_SENTENCE = regex.compile(r"[^。！？]+[。！？]?")
_LABELLED = regex.compile(r"[\p{Han}]{2,8}：")
_LEAST_REPEATED = 0.15  # share of characters in sentences that stand twice
_LEAST_LENGTH = 10
_MOST_UNITS = 900  # the cost grows with the square of the sentences
_LONGEST_HEADING = 30
_SWITCH, _SWITCH_AT_LINE = 0.35, 0.05
_MISFIT, _UNCLOSED, _STRANGE = 3.0, 1.5, 1.0
_FIRST = 0.5  # of the first unit of a thread
_PRUNED_EVERY = 16


@dataclass(frozen=True, slots=True)
class Thread:
    """One run of an interleaved text: spans of its units, in reading order."""

    units: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    kind: str  # clause, heading, text
    words: str
    pairs: frozenset[str]
    unfinished: bool  # text without a stop behind it


def threads(
    text: str, lines: frozenset[int], found: Sequence[Found], heads: Sequence[Heading]
) -> list[Thread]:
    """Return the runs of an interleaved text, or nothing if it reads on by itself.

    Args:
        text: Folded text.
        lines: Positions at which a raw line starts.
        found: Its clauses.
        heads: Its headings.
    """
    if len(found) > _MOST_UNITS or not _is_interleaved(text):
        return []
    units = _units(text, lines, found, heads)
    if len(units) > _MOST_UNITS:
        return []
    first, second = _part(units, lines)
    return [Thread(tuple((units[i].start, units[i].end) for i in run)) for run in (first, second)]


def _units(
    text: str, lines: frozenset[int], found: Sequence[Found], heads: Sequence[Heading]
) -> list[_Unit]:
    out = []
    starts = {head.start: head.end for head in heads if head.end - head.start <= _LONGEST_HEADING}
    cuts = sorted({*starts, *lines})
    at = 0
    for start, end in [*((f.start, f.end) for f in found), (len(text), len(text))]:
        edges = sorted({at, *cuts[bisect_left(cuts, at) : bisect_left(cuts, start)], start})
        for a, b in pairwise(edges):
            out.extend(_sentences(text, a, b, starts))
        if end > start:
            out.append(_unit(text, start, end, "clause"))
        at = end
    return out


def _sentences(text: str, start: int, end: int, starts: dict[int, int]) -> list[_Unit]:
    out = []
    if start in starts and starts[start] <= end:
        out.append(_unit(text, start, starts[start], "heading"))
        start = starts[start]
    out.extend(
        _unit(text, m.start(), m.end(), "text") for m in _SENTENCE.finditer(text, start, end)
    )
    return out


def _unit(text: str, start: int, end: int, kind: str) -> _Unit:
    words = text[start:end]
    plain = _NOT_HAN.sub("", words)
    pairs = frozenset(map(add, plain, plain[1:]))
    return _Unit(start, end, kind, words, pairs, kind == "text" and words[-1:] not in "。！？；")


def _is_interleaved(text: str) -> bool:
    """Return whether much of a text stands in sentences that it prints twice.

    The lines of a form (目标任务：完成下达的指标) recur by themselves, as often as it is filled in.
    """
    sentences = [s for s in _SENTENCE.findall(text) if len(s) >= _LEAST_LENGTH]
    twice = [s for s, n in Counter(sentences).items() if n == 2 and not _LABELLED.match(s)]
    repeated = 2 * sum(map(len, twice))
    return repeated > _LEAST_REPEATED * max(1, sum(map(len, sentences)))


def _link(one: _Unit, other: _Unit) -> float:
    """Return the cost of a unit right after another in one thread, the lower the better."""
    if one.unfinished:
        return 0.1 if other.kind == "text" else _MISFIT
    if other.kind == "clause":
        return 0.0 if one.kind == "text" else _MISFIT
    if other.kind == "heading":
        if one.kind == "heading":
            return _MISFIT if one.words[:1] == other.words[:1] else 0.5
        return 0.0 if one.kind == "clause" else _UNCLOSED
    if one.kind == "clause":
        return 0.6
    common = len(one.pairs & other.pairs) / max(1, min(len(one.pairs), len(other.pairs)))
    return _STRANGE * max(0.0, 1.0 - 4.0 * common)


def _labels(units: Sequence[_Unit]) -> list[int | None]:
    """Return the thread of units that stand twice: the first printing leads, the second lags."""
    count: dict[str, int] = {}
    for unit in units:
        count[unit.words] = count.get(unit.words, 0) + 1
    seen: set[str] = set()
    labels: list[int | None] = []
    for k, unit in enumerate(units):
        twice = count[unit.words] > 1 and (unit.kind == "text" or _in_company(units, k, count))
        labels.append((1 if unit.words in seen else 0) if twice else None)
        seen.add(unit.words)
    return labels


def _in_company(units: Sequence[_Unit], k: int, count: dict[str, int]) -> bool:
    """Return whether a clause or heading that recurs stands beside work that recurs.

    Clauses recur by themselves: the same bodies share many tasks.
    """
    beside = (*units[max(0, k - 1) : k], *units[k + 1 : k + 2])
    return any(count[unit.words] > 1 for unit in beside)


def _part(units: Sequence[_Unit], lines: frozenset[int]) -> tuple[list[int], list[int]]:
    """Part the units into a leading and a lagging thread at the least cost.

    A state is the thread of the last unit and the last unit of the other thread. A unit that
    stays in its thread costs all states of that thread the same, so their costs are kept less
    what all have paid (``paid``); a unit that switches opens one state.
    """
    labels = _labels(units)
    held = [{-1: 0.0} if labels[0] in (None, side) else {} for side in (0, 1)]
    paid = [0.0, 0.0]
    turns: list[list[int]] = [[-1, -1]]  # unit -> thread switched to -> last of the other before
    for i in range(1, len(units)):
        switch = _SWITCH_AT_LINE if units[i].start in lines else _SWITCH
        turned = [
            _turn(units, held[1 - now], i) if labels[i] in (None, now) else None for now in (0, 1)
        ]
        opened = [turn and turn[0] + paid[1 - now] + switch for now, turn in enumerate(turned)]
        link = _link(units[i - 1], units[i])
        for side in (0, 1):
            paid[side] += link
            if labels[i] not in (None, side):
                held[side] = {}
            cost = opened[side]
            if cost is not None:
                held[side][i - 1] = cost - paid[side]
        turns.append([turn[1] if turn else -1 for turn in turned])
        if i % _PRUNED_EVERY == 0:
            held = _pruned(held, paid)
    return _walk_back(held, paid, turns)


def _turn(units: Sequence[_Unit], held: dict[int, float], i: int) -> tuple[float, int] | None:
    """Return the least cost of unit ``i`` behind the last of the other thread, and which it is."""
    return min(
        (
            (cost + (_link(units[other], units[i]) if other >= 0 else _FIRST), other)
            for other, cost in held.items()
        ),
        default=None,
    )


def _pruned(held: list[dict[int, float]], paid: Sequence[float]) -> list[dict[int, float]]:
    """Drop states too dear: what comes next costs them less by two links and a switch at most."""
    least = min(min(held[side].values(), default=inf) + paid[side] for side in (0, 1))
    most = least + 2 * _MISFIT + _SWITCH
    return [
        {other: cost for other, cost in held[side].items() if cost + paid[side] <= most}
        for side in (0, 1)
    ]


def _walk_back(
    held: Sequence[dict[int, float]], paid: Sequence[float], turns: Sequence[Sequence[int]]
) -> tuple[list[int], list[int]]:
    runs: tuple[list[int], list[int]] = ([], [])
    _, side, other = min(
        (cost + paid[side], side, other) for side in (0, 1) for other, cost in held[side].items()
    )
    for i in range(len(turns) - 1, -1, -1):
        runs[side].append(i)
        if i > 0 and other == i - 1:
            side, other = 1 - side, turns[i][side]
    return runs[0][::-1], runs[1][::-1]


Parts = tuple[tuple[int, int], ...]


def rethreaded(
    runs: Sequence[Thread],
    found: Sequence[Found],
    bounds: Sequence[Parts],
    heads: Sequence[Heading],
) -> list[Parts]:
    """Return the text of each clause's task, read back along the run that the clause stands in.

    Args:
        runs: The threads.
        found: The clauses, in text order.
        bounds: Their tasks as the text stands, kept for clauses that tell their task.
        heads: The headings.
    """
    place = {unit: (run, k) for run in runs for k, unit in enumerate(run.units)}
    starts = {head.start for head in heads}
    clauses = {(f.start, f.end) for f in found}
    out = []
    for clause, plain in zip(found, bounds, strict=True):
        spot = place.get((clause.start, clause.end))
        if clause.task is not None or spot is None:
            out.append(plain)
            continue
        run, k = spot
        first = k
        while first > 0 and run.units[first - 1] not in clauses:
            first -= 1
            if run.units[first][0] in starts:
                break
        out.append(_merged(run.units[first:k]) or plain)
    return out


def _merged(units: Sequence[tuple[int, int]]) -> Parts:
    """Join units that stand side by side."""
    parts: list[tuple[int, int]] = []
    for start, end in units:
        if parts and parts[-1][1] == start:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return tuple(parts)


def reprints(
    text: str, runs: Sequence[Thread], found: Sequence[Found], tasks: Sequence[Parts]
) -> dict[int, int]:
    """Return which printing of a task repeats which: the fuller one is the task.

    Two printings have the same clause, and the same words before or behind it in their runs.
    """
    nothing = (0, 0)
    follow = {
        unit: (text[slice(*before)], text[slice(*behind)])
        for run in runs
        for before, unit, behind in zip(
            (nothing, *run.units), run.units, (*run.units[1:], nothing), strict=False
        )
    }
    size = [sum(end - start for start, end in parts) for parts in tasks]
    first: dict[str, list[int]] = {}
    out: dict[int, int] = {}
    for k, clause in enumerate(found):
        words = text[clause.start : clause.end]
        before, behind = follow.get((clause.start, clause.end), ("", ""))
        for other in first.get(words, []):
            beside = follow.get((found[other].start, found[other].end), ("", ""))
            if other not in out and (
                (before and before == beside[0]) or (behind and behind == beside[1])
            ):
                fuller, poorer = (k, other) if size[k] > size[other] else (other, k)
                out[poorer] = fuller
                break
        first.setdefault(words, []).append(k)
    return out
