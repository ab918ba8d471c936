"""What the text says of responsibilities that no clause covers, for a person to look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from kg.model import Open
from kg.parse.found import Found
from kg.parse.view import View

__all__ = ["leftovers"]

_WORD = regex.compile(
    r"牵头|(?:责任|配合|主办|协办|承办|主责|参与|负责)(?:单位|部门)|按(?:照)?(?:各自)?职责(?:分工)?|分工负责|会同|协办|负责"
)
_STOP = regex.compile(r"[。；！？]")  # ends a sentence
_LONGEST = 200
_RULE_OR_PERSON = regex.compile(r"负责人|负责同志|认真负责|高度负责|对[^，。]{1,12}负责")


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
