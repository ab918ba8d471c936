"""What the text says of responsibilities that no clause covers, for a person to look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import regex

from kg.model import Open, Task
from kg.parse import grammar
from kg.parse.bodies import mask, split
from kg.parse.brackets import body_like
from kg.parse.found import Found
from kg.parse.label_words import label_start
from kg.parse.view import View

__all__ = ["leftovers", "names_bodies", "unread"]

_WORD = regex.compile(
    r"牵头|(?:责任|配合|主办|协办|承办|主责|参与|负责)(?:单位|部门)|按(?:照)?(?:各自)?职责(?:分工)?|分工负责|会同|协办|负责"
)
_STOP = regex.compile(r"[。；！？]")  # ends a sentence
_LONGEST = 200
_MEMBERS = regex.compile(grammar.MEMBER_LABEL)
_RULE_OR_PERSON = regex.compile(
    r"负责人|负责同志|认真负责|高度负责|对[^，。]{1,12}负责"
    # 牵头市领导：周立新
    r"|(?:牵头|负责)(?:(?!单位|部门)\p{Han}){0,6}?(?:领导|责任人|联系人|同志|书记|主任|[省市县区州盟旗镇乡]长)(?:\([^()]{1,12}\))?："
)
_VALUE_END = regex.compile(r"[；。\n]|[\p{Han}]{2,10}：")
# （市港航局参与）: what closes like a clause names bodies, or those who cannot be read as such.
_CLOSED = regex.compile(r"\([^()]{2,120}(?:负责|牵头|配合|参与|承担)\)")
_NO_ROLE = regex.compile(r"认真负责|高度负责|对[^，。]{1,12}负责|[\p{Han}]{2}要?积极(?:参与|配合)")


def leftovers(
    raw: str, view: View, taken: Sequence[Found], rules: Sequence[tuple[int, int]]
) -> list[Open]:
    """Return the sentences with a responsibility word outside all clauses, tasks and rules.

    Args:
        raw: The raw text.
        view: The text around the tables.
        taken: The clauses found in it.
        rules: Positions of the rules of reading found in it.
    """
    stops = [match.start() for match in _STOP.finditer(view.text)]
    out = []
    for start, end in _free(view.text, taken, rules):
        at = start
        for word in _WORD.finditer(view.text, start, end):
            if word.start() < at:
                continue  # in the sentence of the word before
            behind = bisect_left(stops, word.start())
            first = max(start, stops[behind - 1] + 1 if behind else 0)
            at = min(end, stops[behind] + 1 if behind < len(stops) else end)
            if _WORD.search(_RULE_OR_PERSON.sub("", view.text[first:at])):
                out.append(_open(raw, view, first, at))
    return out


def names_bodies(text: str, lines: Sequence[int], label: regex.Match[str]) -> bool:
    """Return whether nothing but bodies stand behind a label of bodies: 包联单位：市水利局."""
    known = grammar.ANY_LABEL.match(text, label.start())
    return bool(known and _value(text, lines, label.end()))


def _value(text: str, lines: Sequence[int], start: int) -> tuple[int, int] | None:
    """Return where the bodies right behind a label stand, if nothing else stands there."""
    behind = bisect_right(lines, start)
    limit = min(lines[behind] if behind < len(lines) else len(text), start + _LONGEST)
    stop = _VALUE_END.search(text, start, limit)
    words = text[start : stop.start() if stop else limit]
    closed = mask(words).find(")")
    items = split(words[:closed] if closed >= 0 else words)
    named = [words[item.start : item.end] for item in items]
    good = items and items[0].start == 0 and all(map(body_like, named))
    return (start, start + items[-1].end) if good else None


def _lists(text: str, starts: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield where a label of bodies and the bodies behind it stand."""
    lines = sorted(starts)
    for end in grammar.ANY_LABEL_END.finditer(text):
        label = grammar.ANY_LABEL.match(text, label_start(text, end.start(), starts, person=True))
        if label and label.end() == end.end() and not _MEMBERS.search(label.group()):
            value = _value(text, lines, label.end())
            if value:
                yield label.start(), value[1]


def unread(raw: str, view: View, tasks: Sequence[Task], taken: Sequence[Found]) -> Iterator[Open]:
    """Yield labels and brackets that name bodies and are in no clause that was read.

    Args:
        raw: The raw text.
        view: The text around the tables.
        tasks: The tasks found in it.
        taken: The clauses found in it.
    """
    read = sorted(a.mention.span.start for task in tasks for a in task.clause.assignments)
    for start, end in _lists(view.text, view.lines):
        span = view.span(start, end)
        near = bisect_left(read, span.start)
        if near == len(read) or read[near] >= span.end:
            yield _open(raw, view, start, end)
    starts = [f.start for f in taken]
    for bracket in _CLOSED.finditer(view.text):
        at = bisect_right(starts, bracket.start()) - 1
        inside = at >= 0 and bracket.start() < taken[at].end
        if not inside and not _NO_ROLE.search(bracket.group()):
            yield _open(raw, view, bracket.start(), bracket.end())


def _free(
    text: str, taken: Sequence[Found], rules: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches between clauses, the tasks that follow theirs, and rules."""
    held = [(f.start, f.after) for f in taken]
    held += [f.task for f in taken if f.task]
    at = 0
    for start, end in sorted([*held, *rules]):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def _open(raw: str, view: View, start: int, end: int) -> Open:
    span = view.span(start, end)
    return Open(
        span,
        "uncovered",
        span.of(raw)[:_LONGEST],
        "a responsibility word stands here, but no list of bodies that could be read",
    )
