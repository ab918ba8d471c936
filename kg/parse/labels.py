"""Clauses made of labels: 牵头单位：X / 责任单位：Y、Z / 完成时限：….

A value stands behind its label or on the lines below it. Labels of persons and deadlines beside
them are no bodies; they end a value.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from kg.model import ClauseKind, Span
from kg.parse import grammar
from kg.parse.blanks import list_view, one_name
from kg.parse.bodies import mask, split
from kg.parse.brackets import plausible
from kg.parse.clause import read
from kg.parse.found import Found
from kg.parse.label_words import label_start, short_labels
from kg.parse.leftover import names_bodies
from kg.parse.places import is_place
from kg.parse.view import View

__all__ = ["label_clauses"]

_COMMA = regex.compile(r"[、，；。]")

_LINE_LABEL = regex.compile(rf"(?:{grammar.LABEL_WORDS})")
_HEAD_AHEAD = regex.compile(
    r"\([一二三四五六七八九十0-9]{1,4}\)|[0-9]{1,3}[.、]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章节]|注：|附件"
)
# 市水利局；2.整治河道。 and 9月30日(2)整治河道: items in one line.
_ITEM_INSIDE = regex.compile(
    r"(?<=[；。日月底前])[0-9]{1,2}[.、](?![0-9])|(?<![、，和与及：(])\([一二三四五六七八九十0-9]{1,3}\)(?=\p{Han})"
)
# 牵头单位是甲局，成员单位由乙局、丙局组成: a sentence goes on.
_SAID_BESIDE = regex.compile(r"[，；](?=(?:副?召集人|成员|联席|办公室|其他|副))|；")
_OPEN_END = "、，和与及：:"
# Below the last line of a document's body stands who signs it, and below that the day.
_DAY = regex.compile(r"(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})年[0-9一二三四五六七八九十]{1,2}月")
_CLOSES = regex.compile(r"[)，；。：]")
_GAP = regex.compile(r"[，；。、|/()]*")
_LONGEST_VALUE = 600
_LONGEST_REST = 20
_NEAR = 20
_MOST_LABELS = 8
_UNKNOWN = ("other", "unread")
_BEFORE_LABEL = ("。", "；", "，")


@dataclass(frozen=True, slots=True)
class _Head:
    """A label and its value, by positions in the view."""

    kind: str  # body, person, deadline, measure, unread, other
    word: str  # lead, support, resp, guide, or empty
    start: int
    value: int
    end: int


def label_clauses(raw: str, view: View, taken: Sequence[Found]) -> list[Found]:
    """Return the clauses made of labels outside the clauses already found."""
    lines = sorted(view.lines)
    heads = _heads(view, taken, lines)
    out = []
    group: list[_Head] = []
    for head in [*heads, None]:
        if head and group and _goes_on(view.text, group, head):
            group.append(head)
            continue
        if any(h.kind == "body" for h in group):
            duty = _duty(view.text, lines, group[-1], head) if head else None
            out.extend(_clause(raw, view, group, duty))
        group = [head] if head and head.kind not in ("measure", "other") else []
    return out


def _heads(view: View, taken: Sequence[Found], lines: Sequence[int]) -> list[_Head]:
    text = view.text
    found: list[tuple[int, int, str, regex.Match[str]]] = []
    found.extend(_at_lines(view, "body", _labels(text)))
    for kind, pattern in (
        ("person", grammar.PERSON_LABEL),
        ("deadline", grammar.DEADLINE_LABEL),
        ("measure", grammar.MEASURE_LABEL),
    ):
        found.extend(_at_lines(view, kind, pattern.finditer(text)))
    found.extend((m.start(), m.end(), "body", m) for m in _alone_on_line(view))
    found.extend((m.start(), m.end(), "body", m) for m in short_labels(text, view.lines))
    known = {end for _, end, _, _ in found}
    found.extend((m.start(), m.end(), _unknown(text, lines, m), m) for m in _others(view, known))
    starts = [f.start for f in taken]
    kept: list[tuple[int, int, str, regex.Match[str]]] = []
    for start, end, kind, match in sorted(found, key=lambda x: (x[0], x[2] in _UNKNOWN, -x[1])):
        at = bisect_right(starts, start) - 1
        inside = at >= 0 and start < taken[at].end
        bracketed = kind != "body" and _bracketed(text, start)
        if not inside and not bracketed and (not kept or start >= kept[-1][1]):
            kept.append((start, end, kind, match))
    heads = []
    for k, (start, end, kind, match) in enumerate(kept):
        limit = kept[k + 1][0] if k + 1 < len(kept) else len(text)
        word = _word(match) if kind == "body" else ""
        stop = _value_end(text, end, limit, lines, listed=kind == "body")
        stop = _cut_at_number(view, end, stop)
        if text[end - 1] in "是为":
            said = _SAID_BESIDE.search(text, end, stop)
            stop = said.start() if said else stop
        heads.append(_Head(kind, word, start, end, stop))
    return heads


def _word(match: regex.Match[str]) -> str:
    """Return which role the label of a list gives."""
    groups = match.groupdict()
    return next((w for w in ("lead", "support", "resp", "guide") if groups.get(w)), "")


def _labels(text: str) -> Iterator[regex.Match[str]]:
    """Yield the labels of bodies."""
    at = 0
    for anchor in grammar.LABEL_ANCHOR.finditer(text):
        low = max(at, anchor.start() - grammar.LABEL_BEFORE)
        match = grammar.LABEL.search(text, low, anchor.end() + grammar.LABEL_BEHIND)
        if match and match.start() < anchor.end():  # else it has an anchor of its own
            yield match
            at = match.end()


def _at_lines(
    view: View, kind: str, matches: Iterable[regex.Match[str]]
) -> Iterator[tuple[int, int, str, regex.Match[str]]]:
    """Yield matches; one that runs over a line start is read again from there."""
    for match in matches:
        inner = [p for p in range(match.start() + 1, match.end()) if p in view.lines]
        if inner and view.text[match.start() - 1 : match.start()] in _BEFORE_LABEL:
            inner = []  # 。第一 | 责任单位： a label that the line breaks
        again = match.re.match(view.text, inner[-1]) if inner else None
        best = again or match
        start = best.start()
        if kind in ("body", "person"):
            start = label_start(view.text, start, view.lines, person=kind == "person")
        yield start, best.end(), kind, best


def _bracketed(text: str, at: int) -> bool:
    """Return whether a position lies inside brackets that opened shortly before it."""
    before = text[max(0, at - _NEAR) : at]
    return before.rfind("(") > before.rfind(")")


_DUTY = regex.compile(r"(?:主要|工作|具体)?职责：")
_OTHER = regex.compile(r"[\p{Han}]{2,8}(?:\([^()]{1,8}\))?：")


def _others(view: View, known: Collection[int]) -> Iterator[regex.Match[str]]:
    """Yield labels of any other kind that stand at a line start or behind a blank."""
    for at in view.starts:
        match = _OTHER.match(view.text, at)
        if match and match.end() not in known and not view.breaks(match.start(), match.end()):
            yield match


def _unknown(text: str, lines: Sequence[int], label: regex.Match[str]) -> str:
    """Return the kind of a label that gives no role: it may stand before bodies all the same."""
    return "unread" if names_bodies(text, lines, label) else "other"


def _alone_on_line(view: View) -> list[regex.Match[str]]:
    """Return labels without a colon that stand alone on a line."""
    found = (_LINE_LABEL.match(view.text, at) for at in sorted(view.lines))
    return [match for match in found if match and match.end() in view.lines]


def _value_end(text: str, start: int, limit: int, lines: Sequence[int], *, listed: bool) -> int:
    """Return where the value of a label ends; a list of bodies may go on over lines."""
    limit = min(limit, start + _LONGEST_VALUE)
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at] <= start:
        at += 1
    end = lines[at] if at < len(lines) else len(text)
    while listed and end < limit and _unfinished(text, (start, end, limit), lines, at):
        at += 1
        end = lines[at] if at < len(lines) else len(text)
    end = min(end, limit)
    stop = _full_stop(text, start, end)
    return stop if stop >= 0 else end


def _cut_at_number(view: View, start: int, end: int) -> int:
    """End a value where the number of the next item follows, behind a blank or a stop."""
    inside = _ITEM_INSIDE.search(view.text, start + 1, end)
    if inside:
        end = inside.start()
    for at in view.breaks(start, end):
        if _HEAD_AHEAD.match(view.text, at) and view.text[at - 1] not in _OPEN_END:
            return at
    return end


def _full_stop(text: str, start: int, end: int) -> int:
    depth = 0
    for i in range(start, end):
        depth += (text[i] == "(") - (text[i] == ")")
        if text[i] == "。" and depth <= 0:
            return i
    return -1


def _unfinished(text: str, value: tuple[int, int, int], lines: Sequence[int], at: int) -> bool:
    """Return whether the next line still belongs to the value.

    Args:
        text: Folded text.
        value: Where the value starts, where it ends so far, and where it ends at the latest.
        lines: Positions at which lines start.
        at: Which of them the value ends before.
    """
    start, end, limit = value
    if text[end - 1] in _OPEN_END or text[end - 1] == "(":
        return True
    if _HEAD_AHEAD.match(text, end):
        return False
    following = lines[at + 1] if at + 1 < len(lines) else len(text)
    line = text[end : min(following, limit)].partition("。")[0]
    token = _COMMA.split(text[start:end])[-1]
    whole = grammar.ORGAN_END.search(token) or grammar.CLOSER.search(token)
    joined = line[: len(_COMMA.split(mask(line))[0])]
    if one_name(token, joined):
        return True
    if not whole:
        rest = grammar.CONNECTIVE.split(joined, 1)[0]
        named = grammar.ORGAN_END.search(token + rest) or is_place(token + rest)
        return bool(named or len(token) == 1) and len(joined) <= _LONGEST_REST
    if len(line) > 120 or grammar.NOT_IN_BODY.search(line):
        return False
    if _DAY.match(text, following):
        return False
    items = split(line)
    return bool(items) and all(
        item.tail or grammar.ORGAN_END.search(line[item.start : item.end]) for item in items
    )


def _goes_on(text: str, group: Sequence[_Head], head: _Head) -> bool:
    """Return whether a label belongs to the clause of the labels before it."""
    last = group[-1]
    if head.kind in ("measure", "other") or not _GAP.fullmatch(text, last.end, head.start):
        return False
    if len(group) >= _MOST_LABELS:
        return False
    return not (head.word == "lead" and any(h.word == "lead" for h in group))


def _clause(
    raw: str, view: View, group: Sequence[_Head], duty: tuple[int, int] | None
) -> list[Found]:
    bodies = [h for h in group if h.kind == "body" and h.end > h.value]
    if not bodies:
        return []
    first, last = bodies[0], bodies[-1]
    end = max([last.end, *(h.end for h in group if h.kind == "deadline" and h.start > first.start)])
    end = _stripped(view.text, first.start, end)
    span = view.span(first.start, end)
    own = list_view(raw, [span])
    starts = [own.at(view.raw(h.start)) for h in group if first.start <= h.start < end]
    reading = read(own.text, 0, len(own.text), starts)
    if not plausible(reading, own.text):
        return []
    due = next((h for h in group if h.kind == "deadline" and h.end > h.value), None)
    deadline = _deadline(view, due) if due else None
    return [
        Found(
            first.start,
            end,
            ClauseKind.LABEL,
            reading,
            view=own,
            task=duty,
            cut=_bracket_start(view.text, group[0].start),
            deadline=deadline,
        )
    ]


def _bracket_start(text: str, label: int) -> int:
    """Return where the bracket opens whose first words the label is part of, or the label's start.

    (河道疏浚和清淤工程的|牵头单位：县水利局): none of this is the task.
    """
    before = text[max(0, label - _NEAR) : label]
    opened = before.rfind("(")
    inside = opened >= 0 and not _CLOSES.search(before, opened)
    return label - len(before) + opened if inside else label


def _duty(text: str, lines: Sequence[int], last: _Head, following: _Head) -> tuple[int, int] | None:
    """Return the work of a group where its label stands right behind those of the bodies."""
    value = following.value
    near = _GAP.fullmatch(text, last.end, following.start)
    if not near or not _DUTY.fullmatch(text, following.start, value):
        return None
    at = bisect_right(lines, value)  # the line it stands in, or the one below its label
    end = lines[at] if at < len(lines) else len(text)
    return (value, end) if end > value else None


def _deadline(view: View, head: _Head) -> Span | None:
    end = _stripped(view.text, head.value, head.end)
    return view.span(head.value, end) if end > head.value else None


def _stripped(text: str, start: int, end: int) -> int:
    while (
        end > start
        and text[end - 1] in "，；。、 )"
        and not (text[end - 1] == ")" and "(" in text[start:end])
    ):
        end -= 1
    return end
