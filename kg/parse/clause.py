"""From the words of one clause to lists of bodies.

A clause is a run of lists, each closed by a word that gives its role (牵头, 配合, 按职责分工负责),
or opened by a label (牵头单位：).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

import regex

from kg.parse import grammar
from kg.parse.bodies import mask, split
from kg.parse.label_words import label_start, short_labels
from kg.parse.tails import Item

__all__ = ["Listed", "Reading", "read", "rule_kind", "verb_word"]

_DONE = regex.compile(r"(?<=[前底起日月内])(?:完成|施行|实施|办结)$")  # 2019年9月底前|完成
# 日常调度由|市港航局承担: what the bodies are to do stands before 由.
_MATTER = regex.compile(r"(?:^|(?<=[，；。：]))[^，；。：]{2,30}?(?<![自理缘])由(?=\p{Han}{2})")
_OF_BODIES = (grammar.LABEL, grammar.LABEL_SHORT, grammar.LABEL_UNMARKED)
_ADJACENT = regex.compile(r"^[^，；。]+$")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of bodies and the word that rules it."""

    items: tuple[Item, ...]
    word: str  # lead, main, support, joint, resp, guide, bare
    at: tuple[int, int] | None  # where the word stands
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The lists of a clause.

    Attributes:
        lists: In text order.
        rules: Positions of rules stated inside the clause, with their kind.
        deadline: Positions of a deadline phrase, or ``None``.
    """

    lists: tuple[Listed, ...]
    rules: tuple[tuple[int, int, str], ...] = ()
    deadline: tuple[int, int] | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all bodies, in text order."""
        return tuple(chain.from_iterable(listed.items for listed in self.lists))


def _rules(text: str, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    if not any(text.find(sign, start, end) >= 0 for sign in grammar.RULE_SIGNS):
        return ()
    found = grammar.RULE.finditer(text, start, end)
    return tuple((m.start(), m.end(), rule_kind(m)) for m in found)


def rule_kind(stated: regex.Match[str]) -> str:
    """Return the kind of a rule of reading that a text states."""
    if stated["others"]:
        return "others-support"
    if stated["instead"]:
        return "responsible-lead"
    return "marked-lead" if stated["mark"] else "first-listed"


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A rule with the brackets that hold nothing else: 财政局(第一责任单位为牵头单位，下同)."""
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return start - 1, end + 1
    return start, end


def _without(masked: str, holes: Iterable[tuple[int, int]]) -> str:
    for start, end in holes:
        masked = masked[:start] + "。" * (end - start) + masked[end:]
    return masked


def read(text: str, start: int, end: int, heads: Collection[int] = ()) -> Reading:
    """Read the inside of a clause as lists with role words.

    Args:
        text: Folded text.
        start: Where the inside starts.
        end: Where it ends.
        heads: Positions in it at which labels are known to start, as they do on lines.
    """
    window = text[start:end]
    rules = _rules(window, 0, len(window))
    masked = grammar.LEAD_MARK.sub("、", mask(window))  # ★市水利局: no part of a name
    masked = _without(masked, [_with_brackets(window, a, b) for a, b, _ in rules])
    above = grammar.REFERENCE.match(masked)  # 以上任务|由市水利局负责
    starts = {at - start for at in heads}
    if above:
        masked = _without(masked, [above.span()])
        starts.add(above.end())
    labels = _heads(window, masked, starts)
    due = [match.span() for match in grammar.DUE.finditer(masked)]
    deadline = _deadline(window, masked, labels, due)
    masked = _without(masked, due)
    for aside in (grammar.WORK_KIND, grammar.REMARK, _MATTER):
        masked = _without(masked, [match.span() for match in aside.finditer(masked)])
    lists = _labelled(window, masked, labels) if labels else _spoken(window, masked, 0, len(window))
    return Reading(
        tuple(_moved(listed, start) for listed in lists if listed.items),
        tuple((a + start, b + start, kind) for a, b, kind in rules),
        (deadline[0] + start, deadline[1] + start) if deadline else None,
    )


def _moved(listed: Listed, by: int) -> Listed:
    if not by:
        return listed
    items = tuple(Item(i.start + by, i.end + by, i.tail, i.group, i.role) for i in listed.items)
    at = (listed.at[0] + by, listed.at[1] + by) if listed.at else None
    return Listed(items, listed.word, at, listed.label)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label inside a clause: ``kind`` is its pattern, ``start`` where its first word begins."""

    match: regex.Match[str]
    start: int

    @property
    def names(self) -> bool:
        """Return whether it stands before bodies, not before persons or a day."""
        return self.match.re in _OF_BODIES


def _heads(window: str, masked: str, starts: Collection[int]) -> list[_Label]:
    """Return labels, among them those of persons and deadlines, which end a list."""
    if not any(end in masked for end in grammar.LABEL_ENDS):
        return []
    found: list[_Label] = []
    for pattern in (grammar.LABEL, grammar.PERSON_LABEL):
        person = pattern is grammar.PERSON_LABEL
        for m in pattern.finditer(masked):
            found.append(_Label(m, label_start(window, m.start(), starts, person=person)))
    found.extend(_Label(m, m.start()) for m in short_labels(masked, starts))
    for pattern in (grammar.LABEL_UNMARKED, grammar.DEADLINE_LABEL, grammar.MEASURE_LABEL):
        found.extend(_Label(m, m.start()) for m in pattern.finditer(masked))
    if not any(label.names for label in found):
        return []
    known = [(label.start, label.match.end()) for label in found]
    found.extend(
        _Label(m, m.start())
        for m in grammar.OTHER_LABEL.finditer(masked)
        if not any(a < m.end() and m.start() < b for a, b in known)
    )
    out: list[_Label] = []
    for label in sorted(found, key=lambda x: (x.start, -x.match.end())):
        if not out or label.start >= out[-1].match.end():
            out.append(label)
    return out if any(label.names for label in out) else []


def _labelled(window: str, masked: str, labels: list[_Label]) -> list[Listed]:
    out = []
    first = labels[0].start
    if first > 0:
        out.extend(_spoken(window, masked, 0, first))
    for label, following in zip_longest(labels, labels[1:]):
        stop = following.start if following else len(window)
        match = label.match
        if not label.names:
            continue
        word = next(k for k in ("lead", "support", "resp", "guide") if match[k])
        words = window[label.start : match.start("colon")]
        inner = _spoken(window, masked, match.end(), stop)
        if any(listed.word not in ("bare", "resp") for listed in inner):
            out.extend(inner)
            continue
        items = tuple(item for listed in inner for item in listed.items)
        if word == "lead" and match.group().startswith("主要责任"):
            word = "main"
        out.append(Listed(items, word, (label.start, match.start("colon")), words))
    return out


def _spoken(window: str, masked: str, start: int, end: int) -> list[Listed]:
    out: list[Listed] = []
    at = start
    verbs = [*grammar.VERB.finditer(masked, start, end)]
    companion = False  # after 会同: the list that follows supports
    for k, verb in enumerate(verbs):
        items = tuple(split(window, at, verb.start(), masked))
        at = verb.end()
        word = verb_word(verb)
        place = (verb.start(), verb.end())
        if companion and items:
            out.append(Listed(items, "support", place))
            companion = False
            if word in ("resp", "joint", "lead"):
                continue
            items = ()  # they have their role
        if word == "with" or verb.group().endswith(("会同", "商")):
            out.append(Listed(items, "lead", place))
            companion = True
            continue
        following = verbs[k + 1] if k + 1 < len(verbs) else None
        if word == "support" and following and _leads_on(masked, verb, following):
            out.append(Listed(items, "support", place))
            ahead = tuple(split(window, at, following.start(), masked))
            out.append(Listed(ahead, "lead", (following.start(), following.end())))
            at = following.end()
            continue
        if not companion or items:
            out.append(Listed(items, word, place))
    rest = tuple(split(window, at, end, masked))
    if rest:
        out.append(Listed(rest, "support" if companion else "bare", None))
    return [part for listed in out for part in _by_role(listed) if part.items]


def _by_role(listed: Listed) -> list[Listed]:
    """Part a list whose bodies have their roles in brackets behind them."""
    if not any(item.role for item in listed.items):
        return [listed]
    return [
        Listed(
            (item,), item.role or listed.word, (item.end, item.end + 4) if item.role else listed.at
        )
        for item in listed.items
    ]


def _leads_on(masked: str, verb: regex.Match[str], following: regex.Match[str]) -> bool:
    """Return whether 配合 takes the next list as its object: 文化厅配合省委有关部门落实."""
    between = masked[verb.end() : following.start()]
    return bool(_ADJACENT.match(between)) and bool(following["resp"] or following["lead"])


def verb_word(verb: regex.Match[str]) -> str:
    """Return which kind of role a word gives."""
    joint, job, lead, support, with_ = verb.group("joint", "jointjob", "lead", "support", "with")
    if joint:
        if job in ("配合", "参与", "协助"):
            return "support"
        return "lead" if job == "牵头" else "joint"
    if verb.group().startswith("指导"):
        return "guide"
    return "lead" if lead else "support" if support else "with" if with_ else "resp"


def _deadline(
    window: str, masked: str, labels: list[_Label], due: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    for head, following in zip_longest(labels, labels[1:]):
        if head.match.re is grammar.DEADLINE_LABEL:
            begin = head.match.end()
            value = window[begin : following.start if following else None].rstrip("，；。、)")
            if value:
                return begin, begin + len(value)
    if not due:
        return None
    start, end = due[0][0], due[-1][1]
    label, done = grammar.DEADLINE_LABEL.match(masked, start), _DONE.search(masked, start, end)
    return label.end() if label else start, done.start() if done else end
