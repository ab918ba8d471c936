"""What the words of a heading cell mean, and headings whose cells run together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from kg.parse import grammar

__all__ = ["ROLES", "Title", "kind_of", "title_run"]

ROLES = ("lead", "support", "resp")

_LONGEST = 14
_FEWEST = 3
_CACHED = 4096  # headings that are remembered
_SENTENCE_MARK = regex.compile(r"[。；，0-9]")
_KINDS = (
    ("number", grammar.HEADING_NUMBER),
    ("person", grammar.HEADING_PERSON),
    ("deadline", grammar.HEADING_DEADLINE),
    ("text", grammar.HEADING_TEXT),
    ("note", grammar.HEADING_NOTE),
)

_THING = r"(?:任务|内容|事项|工作|措施|目标|项目|举措|要求|指标|类别|领域|职责|要点|重点|问题)"
_TEXT = (
    rf"(?:(?:[12][0-9]{{3}})?(?:本|全)?年(?:度)?)?(?:重点|主要|具体|关键|改革|建设|民生|实事)*+{_THING}++"
    rf"(?:(?:和|与|及){_THING}++)?(?:名称|清单|分解|分类)?|类别|分类|领域|板块"
)
_PERSON = (
    r"(?:(?:[省市县区州]|自治区)(?:委|政府|级|委政府)?)?(?:分管|牵头|责任|包联|包抓|联系|挂钩|主管|挂帅|督办|第一)*"
    r"(?:领导|责任人|负责人|联系人|联络员|联系电话)"
)
_DUE = (
    r"(?:完成|办结|计划|整改|推进|落实|工作|计划完成)?(?:时限|期限|时间|进度|节点)"
    r"(?:节点|要求|安排)?"
)
_NOTE = (
    r"备注|说明|(?:[0-9]{1,2}(?:-[0-9]{1,2})?月)?(?:推进|进展|完成|落实|工作进展|目前进展)情况"
    r"|资金来源|总投资|是否[\p{Han}]{2,3}"
)
_ROLE = (
    rf"(?:(?:[省市县区州]|自治区)(?:级|直|本级)?)?(?:{grammar.LABEL_WORDS}|责任单位|责任部门|责任主体)"
    r"(?:(?:与|和|及)(?:协同|配合|协办|参与|责任|相关)(?:责任)?(?:单位|部门))?"
)
_CELL = regex.compile(
    rf"(?P<number>序号|编号)|(?P<person>{_PERSON})|(?P<role>{_ROLE})|(?P<due>{_DUE})|(?P<note>{_NOTE})|(?P<text>{_TEXT})"
)
_GROUP = regex.compile(r"(?:项目|工作|任务|指标|目标)?(?:类别|分类|领域|板块|重点|大类|方面)")
_WIDEST_GROUP = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A heading cell among others that run together: its place in the folded text."""

    start: int
    end: int
    kind: str


def kind_of(words: str) -> str:
    """Return what a heading cell means (as in ``Column.kind``), or empty if the words are none."""
    return "" if len(words) > _LONGEST else _kind_of(words)


@lru_cache(maxsize=_CACHED)
def _kind_of(words: str) -> str:
    role = grammar.HEADING_ROLE.fullmatch(words)
    if role and not grammar.HEADING_PERSON.search(words):
        return next(kind for kind in ROLES if role[kind])
    for kind, pattern in _KINDS:
        if pattern.search(words) and not _SENTENCE_MARK.search(words):
            return kind
    return ""


def title_run(text: str, at: int) -> tuple[Title, ...]:
    """Return the heading that runs on from its number cell at ``at``, or nothing.

    A cell for groups may stand before the number cell.
    """
    titles: list[Title] = []
    start = at
    while match := _CELL.match(text, start):
        kind = kind_of(match.group()) or ("note" if match["note"] else "")
        if not kind or (titles and kind == "number"):
            break
        titles.append(Title(start, match.end(), kind))
        start = match.end()
    kinds = {title.kind for title in titles}
    if len(titles) < _FEWEST or not kinds & {*ROLES} or "text" not in kinds:
        return ()
    return (*_group_before(text, at), *titles)


def _group_before(text: str, at: int) -> tuple[Title, ...]:
    for size in range(_WIDEST_GROUP, 1, -1):
        if at >= size and _GROUP.fullmatch(text, at - size, at):
            return (Title(at - size, at, "text"),)
    return ()
