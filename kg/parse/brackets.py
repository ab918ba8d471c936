"""Clauses in brackets: （X牵头，Y、Z等部门配合）."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from kg.model import ClauseKind
from kg.parse import grammar
from kg.parse.clause import Listed, Reading, read
from kg.parse.found import Found

__all__ = ["body_like", "bracket_clauses", "plausible"]

_BRACKETED = regex.compile(r"\([^()]*\)")
_COUNT = regex.compile(r"[0-9.]+(?![0-9]*个)")

_LONGEST = 1500
_DEEPEST = 4
_LABEL = regex.compile(grammar.LABEL_WORDS)
_MEMBERS = regex.compile(grammar.MEMBER_LABEL)
_EDGE = regex.compile(r"[()]")
_CLOSES = ("。", "；")
_LONGEST_NOUN = 12
_COLLECTIVE = regex.compile(
    r"^(?:各|有关|相关|其他|其它|全市|全省|全区|全县|区直|市直|省直|属地)|各(?:级|地|有关|相关|市|县|区|乡|镇|街|村|社区|部门|单位|成员)"
)
_OF_BODIES = regex.compile(r"(?:[省市县区州盟旗镇乡地村]|社区|街道|单位|部门)(?:\([^()]*\))?$")
_NAMED = regex.compile(r"(?:市|县|区|州|盟|旗|镇|乡|街道|省)(?:\([^()]*\))?$")
_LONGEST_NAME = 45
_OF_GROUP = regex.compile(
    r"(?:联席会议|领导小组|委员会|指挥部|专班)(?:办公室)?(?:各|其他|有关)?成员单位$"
)
_ENOUGH = 0.6
_FEW = 2  # bodies, which more would vouch for
_SHORTEST_BARE = 3
_MASS_BODY = regex.compile(r"妇联|[残侨文台青]联|[科作记]协|工会|团委|法院|党校|[外侨台编]办")


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of bracket groups, brackets included, outermost first."""
    stack: list[int] = []
    found: list[tuple[int, int]] = []
    for match in _EDGE.finditer(text):
        if match.group() == "(":
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            if match.end() - start <= _LONGEST and len(stack) < _DEEPEST:
                found.append((start, match.end()))
    found.sort(key=lambda pair: (pair[0], -pair[1]))
    yield from found


@lru_cache(maxsize=1 << 16)
def body_like(word: str) -> bool:
    """Return whether a list item reads as a body rather than as running text."""
    if word[:1] in "([" or _COUNT.match(word):
        return False
    if _LABEL.fullmatch(word):
        return False
    if _OF_GROUP.search(word):
        return len(word) <= _LONGEST_NAME  # its name may tell what it is for
    if not 1 < len(word) <= _LONGEST_NAME or _runs_on(word):
        return False
    return bool(grammar.ORGAN_END.search(word) or _COLLECTIVE.search(word) or _NAMED.search(word))


def plausible(reading: Reading, text: str) -> bool:
    """Return whether a reading names bodies, most of them without doubt."""
    items = reading.items
    if not items or all(_assigns_nothing(listed) for listed in reading.lists):
        return False
    words = [text[item.start : item.end] for item in items]
    good = [body_like(word) or bool(item.tail) for word, item in zip(words, items, strict=True)]
    if all(listed.word == "bare" for listed in reading.lists):
        return all(good)
    if sum(good) < _ENOUGH * len(good) or not good[0]:
        return False
    return len(words) > _FEW or not any(map(_runs_on, words))


def _runs_on(word: str) -> bool:
    """Return whether a word holds characters of running text."""
    return bool(grammar.NOT_IN_BODY.search(_BRACKETED.sub("", word)))


def _bare_place(text: str, start: int, end: int, lines: frozenset[int]) -> bool:
    """Return whether a bracket without role words stands where clauses stand."""
    before = text[start - 1] if start else "。"
    if before in '。；！？”"' or start in lines:
        return True
    if end in lines and before == ")":
        return True
    if text[end : end + 1] not in _CLOSES:
        return False
    # 开展检查（市应急局）。 What explains a body names bodies as well: 主管部门（市应急局）。
    before_it = max(0, start - _LONGEST_NOUN)
    return not grammar.ORGAN_END.search(text, before_it, start)


def bracket_clauses(text: str, lines: frozenset[int]) -> list[Found]:
    """Return the clauses in brackets, in text order; none lies inside another."""
    out: list[Found] = []
    covered = -1
    for start, end in _groups(text):
        if start < covered or end - start < 4:
            continue
        worded = grammar.CLAUSE_WORD.search(text, start, end)
        if not worded and not _bare_place(text, start, end, lines):
            continue
        reading = read(text, start + 1, end - 1)
        if not plausible(reading, text):
            continue
        if not worded and not _bare_reading(reading, text):
            continue
        out.append(Found(start, end, ClauseKind.PAREN, reading))
        covered = end
    return out


def _assigns_nothing(listed: Listed) -> bool:
    """Return whether a list of members, or of those who only watch, assigns nothing by itself."""
    return bool(listed.label) and (listed.word == "guide" or bool(_MEMBERS.search(listed.label)))


def _collective(word: str) -> bool:
    """Return whether a word is a collective of bodies: 其他有关单位, and not 其他类别."""
    return bool(_COLLECTIVE.search(word) and _OF_BODIES.search(word))


def _bare_reading(reading: Reading, text: str) -> bool:
    """Return whether a list without role words names nothing but bodies."""
    for k, item in enumerate(reading.items):
        word = text[item.start : item.end]
        together = _collective(word)
        named = grammar.ORGAN_END.search(word) or together
        behind = k > 0 and (together or _MASS_BODY.fullmatch(word))  # 县交通局、各镇
        whole = len(word) >= _SHORTEST_BARE or behind
        if item.tail == "部门" or (not item.tail and not (named and whole)):
            return False
    return True
