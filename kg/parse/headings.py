"""Headings and numbered items: the outline of a text and where an item starts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from kg.parse import grammar

__all__ = ["Heading", "headings", "number_end"]

_TITLE_STOP = regex.compile(r"[。；：！？(]")

_CN = "一二三四五六七八九十百零〇"
_MARK = regex.compile(
    rf"(?P<l1>第[{_CN}0-9]{{1,4}}[章部分篇编](?:分)?)|(?P<l2>第[{_CN}0-9]{{1,4}}节)"
    rf"|(?P<l3>[{_CN}]{{1,4}}、)|(?P<l4>\([{_CN}]{{1,4}}\))"
    rf"|(?P<l5>(?<![0-9.第年月])[0-9]{{1,3}}(?:\.(?![0-9])|\.(?=(?:19|20)[0-9]{{2}}年)|、|(?=\ue000)))|(?P<l6>\([0-9]{{1,3}}\))|(?P<l7>[①-⑳])|(?P<l8>——)"
)
# What stands on a line of its own before another text: its items have nothing above them.
_APART = regex.compile(
    rf"附[件表录](?:[{_CN}0-9]{{1,3}}(?:[-—][0-9]{{1,2}})?)?(?:：[^。；]{{0,60}})?"
    r"|(?:有关|相关|主要|部分)?(?:专业)?(?:名词|术语|概念|指标)(?:解释|注释|说明|释义)：?"
)
_APART_BEGINS = frozenset("附有相主部专名术概指")
_BEGINS = _APART_BEGINS | frozenset(f"第({_CN}0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳—")  # of _MARK, too
_AFTER = regex.compile(r"[。；：！？)”》…]")
_LONGEST, _LONGEST_SENTENCE = 60, 160
# 防洪工程（一期）, 各县（市、区）: part of a title, unless it names who is responsible; （二）
# opens an item of its own.
_EXPLAINS = regex.compile(rf"\((?![{_CN}0-9]{{1,4}}\))[^()：。；]{{1,40}}\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered head of an item, by positions in the folded text.

    Attributes:
        start: Where its number starts.
        end: Position after its title and the full stop that ends it.
        level: Rank of its kind of number; lower is higher. 0 is the word 附件 or 名词解释, which
            only ends what stands above it.
        title: Number and title; empty at level 0.
    """

    start: int
    end: int
    level: int
    title: str


def headings(
    text: str, lines: frozenset[int], stops: frozenset[int], clauses: Sequence[int] = ()
) -> list[Heading]:
    """Return the headings in text order.

    Args:
        text: Folded text.
        lines: Positions at which a raw line starts.
        stops: Positions after a clause; an item may start there.
        clauses: Positions at which a clause starts, in order; a title ends there.
    """
    ordered = sorted(lines)
    opens = {0, *lines, *stops, *(match.end() for match in _AFTER.finditer(text))}
    out: list[Heading] = []
    seen: set[int] = set()
    for place in sorted(at for at in opens if text[at : at + 1] in _BEGINS):
        at = place
        if text[at] in _APART_BEGINS:
            line = _line_end(text, at, ordered)
            if at in lines and _APART.fullmatch(text, at, line):
                out.append(Heading(at, line, 0, ""))
            continue
        while at not in seen and (match := _MARK.match(text, at)):
            seen.add(at)
            level = int(match.lastgroup[1:]) if match.lastgroup else 0
            line = min(_line_end(text, at, ordered), _line_end(text, match.end(), clauses))
            end = _title_end(text, match.end(), line, stops)
            said = _said(text, end, line, stops) if end == match.end() else end
            if not out or at > out[-1].start:
                out.append(Heading(at, end, level, text[at:said]))
            at = end  # another heading may follow at once: 三、… (一)…
    return out


def _line_end(text: str, at: int, lines: Sequence[int]) -> int:
    k = bisect_right(lines, at)
    return lines[k] if k < len(lines) else len(text)


def _said(text: str, start: int, line: int, stops: frozenset[int]) -> int:
    """Return where an item's one sentence ends, long as it may be, before its clause."""
    end = _title_end(text, start, line, stops, _LONGEST_SENTENCE)
    return end if text.startswith("(", end) else start


def _title_end(
    text: str, start: int, line: int, stops: frozenset[int], longest: int = _LONGEST
) -> int:
    """Return where a title ends: at its first full stop, or at the end of its line.

    What runs on for too long is none; it ends at ``start``.
    """
    at, limit = start, start + longest
    while stop := _TITLE_STOP.search(text, at, min(limit, line)):
        more = _EXPLAINS.match(text, stop.start(), line)
        if not more or more.end() in stops or grammar.CLAUSE_WORD.search(more.group()):
            return stop.end() if stop.group() == "。" else stop.start()
        at, limit = more.end(), limit + len(more.group())
    return line if line <= limit else start


_NUMBER = regex.compile(r"\([^()]{1,6}\)|[0-9]{1,3}[.、]|[一二三四五六七八九十百]+、|[①-⑳]|——")


def number_end(text: str, head: Heading) -> int:
    """Return the position behind the number of a heading."""
    if not head.level:
        return head.end
    match = _NUMBER.match(text, head.start)
    return match.end() if match else head.start
