"""Where a label begins: the words in front of 责任单位： that are part of it.

市级牵头单位：, 属地责任单位： and 包保领导： say whose list follows. What stands between such a
label and the mark, bracket or line start before it is no body of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import regex

from kg.parse import grammar

__all__ = ["label_start", "short_labels"]

_LONGEST = 12
_BRACKETED = 8
_MARKS = frozenset("；。，、(\n！？")
_NUMBER = regex.compile(r"(?:\([一二三四五六七八九十0-9]{1,3}\)|[0-9]\.|\])$")
_WORD = regex.compile(r"[\p{Han}A-Za-z0-9]{1,10}(?:\([^()]{1,6}\)[\p{Han}]{0,3})?")
# 市财政|局责任单位： is the end of a body; 乡镇责任单位：, 市政府责任单位： say whose list it is.
_WHOSE = regex.compile(
    r"(?:乡镇|镇街|街镇|街道|社区|园区|开发区|新区|企业|院校|高校|部门|(?:人|领导)[及和与]|(?:^|[省市县区州乡镇])政府)$"
)


def label_start(text: str, start: int, lines: Collection[int] = (), *, person: bool = False) -> int:
    """Return where a label begins whose known words stand at ``start``.

    Args:
        text: Folded text.
        start: Where the label's known words begin.
        lines: Positions at which a line, or another label, starts.
        person: Whether it stands before a person: 领导小组|副组长： is no body either.
    """
    at = start
    low = max(0, start - _LONGEST)
    while at > low and at not in lines and not _edge(text, at):
        opened = text.rfind("(", max(0, at - _BRACKETED), at) if text[at - 1] == ")" else -1
        at = opened if opened >= 0 else at - 1
    word = text[at:start]
    whole = at == 0 or at in lines or _edge(text, at)
    own = _WORD.fullmatch(word) and (person or not _names_body(word))
    return at if whole and own else start


def _edge(text: str, at: int) -> bool:
    """Return whether a mark, or the number of an item, stands right before a position."""
    return text[at - 1] in _MARKS or bool(_NUMBER.search(text, max(0, at - _BRACKETED), at))


def _names_body(word: str) -> bool:
    named = grammar.ORGAN_END.search(word) or grammar.NOT_IN_BODY.search(word)
    return bool(named) and not _WHOSE.search(word)


def short_labels(text: str, lines: Collection[int] = ()) -> Iterator[regex.Match[str]]:
    """Yield labels of one word, which are none behind other words: 参与：, and not 社会参与：."""
    for match in grammar.LABEL_SHORT.finditer(text):
        at = match.start()
        if not at or at in lines or _edge(text, at):
            yield match
