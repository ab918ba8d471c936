"""What the words of a heading cell mean, and headings whose cells run together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from kg.parse import grammar

__all__ = [
    "KINDS",
    "ROLES",
    "Title",
    "column_role",
    "is_office",
    "kind_of",
    "of_bodies",
    "tier_inside",
    "title_run",
    "with_duties",
]

ROLES = ("lead", "support", "resp")

_LONGEST = 14
_FEWEST = 3
_CACHED = 4096  # headings that are remembered
_SENTENCE_MARK = regex.compile(r"[。；，0-9]")
# What became of the work is not the work: 工作完成情况, 进展成效.
_PROGRESS = regex.compile(
    r"^(?!.*(?:任务|措施|内容|事项|举措)(?:及|和|与|、)).*(?:(?:完成|进展|落实|推进|执行|办理|实施)情况|进展|成效|备注)$"
)
KINDS = (
    ("number", grammar.HEADING_NUMBER),
    ("person", grammar.HEADING_PERSON),
    ("note", _PROGRESS),
    ("deadline", grammar.HEADING_DEADLINE),
    ("text", grammar.HEADING_TEXT),
    ("note", grammar.HEADING_NOTE),
)
_OFFICE = r"(?:单位|部门)"
_TIER = r"(?:[\p{Han}]{0,8}?(?:[省市县区州盟旗级直]|层面))?"
_WHOSE = r"(?P<whose>[省市县区州盟旗](?:级|直|属)?)"  # 牵头市级部门, 配合县直单位
# Headings that give a role in other words than a label does, the first that matches:
# 牵头(责任)单位, 责任单位(配合), 乡镇责任单位. Those who own, guide or watch the
# work count beside others only.
_WORDED = (
    (
        "lead",
        rf"牵头\((?:责任|负责|主管|主办|落实)\){_OFFICE}|(?:责任|负责){_OFFICE}?\((?:牵头|主办|主责){_OFFICE}?\)"
        rf"{_OFFICE}?|(?:责任|负责|主办)(?:{_OFFICE})?(?:或|/)牵头{_OFFICE}|牵头{_OFFICE}(?:或|/)(?:责任|负责|主办){_OFFICE}"
        rf"|(?:牵头|主办|主责)(?:责任)?{_WHOSE}{_OFFICE}|(?:责任|整改|任务|项目|工作)牵头{_OFFICE}|主办责任{_OFFICE}",
    ),
    (
        "support",
        rf"(?:责任|负责){_OFFICE}?\((?:配合|协办|协助|参与|协同){_OFFICE}?\){_OFFICE}?"
        rf"|(?:协同|协作|协助|配合)(?:负责|主管){_OFFICE}"
        rf"|(?:配合|协办|协同|协助|参与)(?:责任)?{_WHOSE}{_OFFICE}|其[他它]配合{_OFFICE}",
    ),
    ("guide", rf"(?:业务|行业|技术)?(?:监督)?(?:指导|监督|督导|督办|督促)(?:责任)?{_OFFICE}"),
    ("owner", rf"(?:项目)?(?:业主|建设|主体|监管){_OFFICE}"),
    (
        "resp",
        r"(?:(?:乡镇|镇街|街道|属地|行业|项目|安全|监管|主管|管理|整改|建设|实施|包保|包抓|共同|联合){1,2}(?:主体)?责任"
        rf"|项目(?:实施|承担)|落实责任|任务(?:责任|承接)|(?:主要)?承担|责任{_WHOSE}){_OFFICE}"
        r"|责任(?:单位和部门|部门和单位)",
    ),
)
_WORDED_PATTERNS = tuple((kind, regex.compile(rf"^{_TIER}(?:{words})$")) for kind, words in _WORDED)
_OTHER_WORDS = "|".join(words for _, words in _WORDED)
_DUTIES = regex.compile(r"(?:职责|责任|任务|工作)分工")
# 责任单位及责任人, 包抓领导和责任单位, 责任单位及完成时限: what is told beside the bodies.
_PERSONS = r"\p{Han}{0,4}?(?:领导|责任人|负责人|联系人|联络员|负责同志)员?"
_AND = r"(?:以及|[及和与、/])"
_BESIDE = regex.compile(
    rf"(?<=单位|部门|主体)(?:{_AND}{_PERSONS}|\({_PERSONS}\)|{_AND}(?:完成)?(?:时限|时间))$"
    rf"|^{_PERSONS}{_AND}(?=\p{{Han}}{{0,6}}(?:单位|部门|主体)$)"
)
_ALSO_SUPPORT = regex.compile(r"^[与和及、/](?:协同|配合|协办|参与)")
_SOME_OFFICE = regex.compile(rf"{_OFFICE}(?:\([^()]*\))?$")

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
    rf"(?:(?:[省市县区州]|自治区)(?:级|直|本级)?)?(?:{_OTHER_WORDS}|{grammar.LABEL_WORDS}|责任单位|责任部门|责任主体)"
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
def column_role(title: str) -> str:
    """Return the role that a heading gives to the bodies below it, or empty.

    Besides the kinds of columns: ``guide`` for those who guide or watch (指导单位, 监督单位) and
    ``owner`` for those whose work it is (业主单位, 建设单位), which count beside others only.
    """
    title = of_bodies(title)
    if grammar.HEADING_PERSON.search(title):
        return ""
    for kind, pattern in _WORDED_PATTERNS[:2]:  # in brackets behind 责任单位, which is no more then
        if pattern.search(title):
            return kind
    match = grammar.HEADING_ROLE.match(title)
    if match:
        kind = next(k for k in ROLES if match[k])
        if kind == "lead" and _ALSO_SUPPORT.search(match["after"] or ""):
            return "resp"  # 牵头单位及配合单位: which of them leads shows in the cell alone
        return "main" if kind == "lead" and "主要责任" in title else kind
    found = (kind for kind, pattern in _WORDED_PATTERNS[2:] if pattern.search(title))
    return next(found, "")


def tier_inside(title: str) -> str:
    """Return the tier that a heading names inside its role: 市级 of 牵头市级部门, or empty."""
    found = next((m for _, pattern in _WORDED_PATTERNS if (m := pattern.search(title))), None)
    return (found["whose"] or "") if found and "whose" in found.groupdict() else ""


def of_bodies(title: str) -> str:
    """Return what a heading says of bodies: 县级责任单位 for 县级责任单位及责任人."""
    return _BESIDE.sub("", title)


def is_office(title: str) -> bool:
    """Return whether a heading promises bodies, whatever they are to do: 审批部门."""
    return bool(_SOME_OFFICE.search(title)) and not grammar.HEADING_PERSON.search(title)


def with_duties(kinds: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Return the kinds of columns where 职责分工 may be what those in the column beside it do.

    By itself the word promises bodies; beside one column of offices, and where no other column
    states work, it is the work: 涉及部门 | 职责分工.
    """
    duties = [i for i, title in enumerate(titles) if _DUTIES.fullmatch(title)]
    offices = [i for i, title in enumerate(titles) if is_office(title) and i not in duties]
    others = [i for i, kind in enumerate(kinds) if kind == "text" and i not in offices]
    if len(duties) != 1 or len(offices) != 1 or others:
        return [*kinds]
    office = kinds[offices[0]] if kinds[offices[0]] in ROLES else "resp"
    changed = {duties[0]: "text", offices[0]: office}
    return [changed.get(i, kind) for i, kind in enumerate(kinds)]


_AS = {"main": "lead", "guide": "support", "owner": "resp"}


@lru_cache(maxsize=_CACHED)
def _kind_of(words: str) -> str:
    role = column_role(words)
    if role:
        return _AS.get(role, role)
    for kind, pattern in KINDS:
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
