"""Clauses in running text.

Running text speaks of 负责 and 配合 all the time. A clause must begin where a sentence does or
after 由, and what stands before its word must be nothing but bodies.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

import regex

from kg.parse.departments import (
    department_blanks,
    department_items,
    department_line,
    lists_departments,
)
from kg.parse.found import Found
from kg.parse.headings import Heading, number_end
from kg.parse.page import NUMBERED, Page, Sentence
from kg.parse.spoken import spoken
from kg.parse.view import View
from kg.parse.work import goes_on

__all__ = ["prose_clauses"]

_STOPS = regex.compile(r"[。；！？]+")  # a clause that is blotted out is one long stop
_COLON = regex.compile("：")
_WORD = regex.compile(
    r"牵头|负责(?!制(?![定订作]))|会同|主办|承办|责任[单部]|组长单位|承担(?!责任)|具体落实|(?:组织|具体|共同)实施|联合(?:制定|开展|实施|组织|推进)"
)
# 主要职责：省科技厅牵头负责…；省财政厅…: the first duty begins behind the colon.
# 善后处置组：市民政局牵头，…: what the colon introduces is a clause of its own.
_DUTIES = regex.compile(r"(?:职责|分工|任务|如下|组|专班)：|(?:(?<=[。；])|^)对[^，。；]{2,40}的，")
# 三、职责分工: a heading by itself, and no part of the body that the next line begins with.
_TITLE = regex.compile(r"\p{Han}{0,12}(?:分工|职责|任务|要求|措施|安排|保障|领导)")
_ITEM = 4  # numbers such as 一、 and （一）; 1. may count points inside one duty
_LONGEST = 700
_SHORTEST = 3
_COLON_WITHIN = 80


def prose_clauses(view: View, taken: Sequence[Found], heads: Sequence[Heading]) -> list[Found]:
    """Return the clauses in running text outside the clauses already found."""
    page = Page.of(view, taken)
    listed = lists_departments(page, heads)
    items = [head.start for head in heads if listed or head.level <= _ITEM]
    out = [*department_items(page, heads), *department_blanks(page, view)]
    held = sorted((f.start, f.after) for f in out)
    numbers = {number_end(page.text, head) for head in heads}
    at = -1
    for start, end in _sentences(page, heads):
        if start < at or _inside(start, held):
            continue
        in_list = listed and (start in numbers or start in page.starts)
        found = department_line(page, start, listed=in_list) or spoken(Sentence(page, start, end))
        while found:
            found = _before_heading(found, items)
            out.append(found)
            at = found.after
            found = _rest(page, at, end)
    return _to_line_ends(page, sorted(out, key=lambda f: f.start), numbers)


def _to_line_ends(page: Page, found: Sequence[Found], numbers: Set[int]) -> list[Found]:
    """Let duties that stand line below line, each behind its body, fill their lines."""
    heads = {
        page.line_start(one.start): k
        for k, one in enumerate(found)
        if one.task and one.task[0] > one.start and (one.start in page.starts | numbers)
    }
    out = list(found)
    for line, k in heads.items():
        one, end = found[k], page.line_end(line)
        free = k + 1 == len(found) or found[k + 1].start >= end
        listed = end in heads or (line > 0 and page.line_start(line - 1) in heads)
        if one.task and listed and free:
            out[k] = replace(one, task=(one.task[0], goes_on(page, one.after, end)))
    return out


def _rest(page: Page, at: int, end: int) -> Found | None:
    """Read what follows the duty of a sentence as the duty of others: …，乙局负责…."""
    if at + 1 >= end or page.text[at] != "，":
        return None
    found = spoken(Sentence(page, at + 1, end, follows=True))
    return found if found and (found.task or found.start > at + 1) else None


def _inside(position: int, held: Sequence[tuple[int, int]]) -> bool:
    k = bisect_right(held, (position, len(held) and held[-1][1])) - 1
    return k >= 0 and held[k][0] <= position < held[k][1]


def _before_heading(found: Found, starts: Sequence[int]) -> Found:
    """End a task that follows its clause where the next numbered item begins."""
    if found.task is None:
        return found
    begin, end = found.task
    k = bisect_right(starts, begin)
    stop = starts[k] if k < len(starts) else end
    return replace(found, task=(begin, min(end, stop))) if stop > begin else found


def _sentences(page: Page, heads: Sequence[Heading]) -> Iterator[tuple[int, int]]:
    """Yield the sentences that hold a role word or open with a colon."""
    text = page.text
    stops = [match.span() for match in _STOPS.finditer(text)]
    edges = {0, *page.lines, *(end for _, end in stops)}
    edges |= {edge for head in heads for edge in (head.end, number_end(text, head))}
    edges |= {mark.end() for line in page.lines if (mark := NUMBERED.match(text, line)) is not None}
    edges |= {match.end() for match in _DUTIES.finditer(text)}
    words = [match.span() for match in _WORD.finditer(text, overlapped=True)]
    colons = [match.start() for match in _COLON.finditer(text)]
    marks = sorted([*(word[0] for word in words), *colons])
    for start in _near(sorted(edges), stops, marks):
        at = bisect_left(stops, (start, 0))
        end = min(stops[at][0] if at < len(stops) else len(text), start + _LONGEST)
        if end - start < _SHORTEST:
            continue
        near = bisect_left(colons, start)
        colon = near < len(colons) and colons[near] < min(end, start + _COLON_WITHIN)
        word = bisect_left(words, (start, 0))
        worded = word < len(words) and words[word][1] <= end
        if (colon or worded) and not _TITLE.fullmatch(text, start, page.line_end(start)):
            yield start, end


def _near(
    edges: Sequence[int], stops: Sequence[tuple[int, int]], marks: Iterable[int]
) -> Iterator[int]:
    """Yield the edges from which a sentence may reach a mark: most have none ahead of them."""
    done = 0
    for mark in marks:
        at = bisect_left(stops, (mark, 0))
        low = max(stops[at - 1][1] if at else 0, mark - _LONGEST)
        high = bisect_right(edges, mark)
        yield from edges[max(done, bisect_left(edges, low)) : high]
        done = high
