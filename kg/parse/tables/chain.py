"""Bodies that run together: which body may begin at a position, and where it ends.

What vocabulary knows (市财政局, 各县政府) costs nothing; a body of a new kind is believed at a
price, so that of two readings the one that knows more wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from kg.parse import grammar
from kg.parse.known import forms
from kg.parse.places import PLACE_START, is_place

__all__ = ["Token", "is_sure", "tokens"]

_REACH = 40  # no body is longer
_LONGEST_FORM = 20
_NEW, _NEW_BARE = 3, 6  # what a body costs that vocabulary does not know
_EXTENDED = 2

_UNIT = (
    r"(?:县级市|乡镇|镇街|镇乡|县区|区县|市县|县市|市州|地市|街镇|街道|园区|经济开发区|开发区|新区|度假区|功能区|高新区"
    r"|管委会|社区|部门|单位|企业|学校|高校|医院|机构|银行|公司|委办局|科室|直属机构|成员单位|市|县|区|州|盟|旗|镇|乡|村|地)"
)
_INSIDE = rf"(?:\({_UNIT}(?:[、和]{_UNIT})*\))?"
_RUN = rf"{_UNIT}{_INSIDE}(?:[、和]{_UNIT}{_INSIDE})*"
_SEAT = r"(?:(?:人民)?政府|管委会|管理委员会|办事处|行政公署|党委政府|党工委|党委)"
_GROUP = regex.compile(
    rf"(?:沿线|沿江|沿海|相关|有关|其他|其它|属地|所在地?|涉及|事发地?|全[省市县区州])?各(?:有关|相关|责任|成员|职能|主管|直属)*{_RUN}{_SEAT}?"
    rf"|(?:相关|有关|其他|其它|属地|所在地?|沿线|涉及)(?:有关|相关|责任|职能|主管)?{_RUN}{_SEAT}?"
    rf"|(?:[省市县区州]|自治区)(?:级|直|属)(?:各)?(?:有关|相关)?(?:部门|单位|机关|企业)"
    rf"|(?:[省市县区州]|自治区)(?:各)?(?:有关|相关)(?:部门|单位)"
    rf"|[0-9一二三四五六七八九十]{{1,3}}个{_RUN}{_SEAT}?"
)
_MEMBERS = regex.compile(
    r"[\p{Han}]{2,16}?(?:领导小组|工作小组|指挥部|委员会|联席会议|专班)各?成员单位"
)
_JOINT = regex.compile(r"[、和]")
_BRACKETS = regex.compile(r"\([^()]{1,20}\)")
_EXTENSION = regex.compile(r"[\p{Han}]{0,6}?(?:分局|支队|大队|中队|支局|支行|分行|管理处|服务中心)")
_GOVERNMENT = regex.compile(
    r"(?:人民)?政府|党委政府|管委会|管理委员会|行政公署|行署|街道办事处|办事处"
)
# The committee and the government of one place, and what serves both.
_COUPLE = regex.compile(
    r"([省市县区州旗盟])委\1(?:人民)?政府(?:督查室|督导室|督办室|办公室|办公厅|信访局|政研室|目标办)?"
)
# A body within a place shows by its last words.
_LOCAL_END = regex.compile(
    r"(?:街道办事处|街道办|街道|镇人民政府|镇政府|镇|乡人民政府|乡政府|乡|办事处|管委会|管理委员会"
    r"|(?:开发区|新区|高新区|经开区|园区|示范区|度假区|保税区|港区|试验区|风景区|集聚区|新城|景区)"
    r"(?:管委会|管理委员会)?|高新园|产业园|工业园|科技园|公司|集团|农场|林场)$"
)
_TWICE = regex.compile(
    r"(?:街道|开发区|经开区|高新区|高新园|公司|管委会|办事处|集团|园区|新区|[局厅]|委(?![员托]))"
    r"(?!管委|管理|办事|分局|分公司)[\p{Han}]{2}"
)
_LEAGUE = regex.compile(r"团[省市县区州旗盟]委")
_HAN = regex.compile(r"\p{Han}*")
_LONGEST_NEW = 16
_TIER_UNIT = "省市县区州盟旗"


@dataclass(frozen=True, slots=True)
class Token:
    """A body by its place in a text.

    Attributes:
        start: First position.
        end: Position after the last one.
        cost: What it costs to believe in it; 0 for what vocabulary knows.
        local: Whether it is a place, a firm or a collective, not a department.
    """

    start: int
    end: int
    cost: int
    local: bool = False


def tokens(text: str, at: int, end: int) -> tuple[Token, ...]:
    """Return the bodies that may begin at a position, the dearest last."""
    window = text[at : min(end, at + _REACH)]
    return tuple(
        Token(at, at + size, cost, local) for size, (cost, local) in _sizes(window).items()
    )


@lru_cache(maxsize=1 << 14)
def _sizes(window: str) -> dict[int, tuple[int, bool]]:
    """Return the lengths of the bodies that a window may begin with, with cost and kind."""
    found: dict[int, tuple[int, bool]] = {}
    for size, cost, local in (*_groups(window), *_offices(window), *_places(window), *_new(window)):
        for full in _with_brackets(window, size):
            if full not in found or found[full][0] > cost:
                found[full] = (cost, local)
    return found


def _with_brackets(window: str, size: int) -> Iterator[int]:
    yield size
    behind = _BRACKETS.match(window, size)
    if behind:
        yield behind.end()


def _groups(window: str) -> Iterator[tuple[int, int, bool]]:
    group = _GROUP.match(window)
    if group:
        for edge in (*(m.start() for m in _JOINT.finditer(group.group())), group.end()):
            # 各镇、街道、区教育局 ends before 区.
            runs_on = window[edge - 1] in _TIER_UNIT and _HAN.fullmatch(window[edge : edge + 1])
            if window.count("(", 0, edge) == window.count(")", 0, edge) and (
                edge == len(window) or not runs_on
            ):
                yield edge, 0, True
    for pattern in (_MEMBERS, _COUPLE, _LEAGUE):
        match = pattern.match(window)
        if match:
            yield match.end(), 0, pattern is _MEMBERS


def _starts(window: str) -> list[int]:
    """Return where the name of an office may begin behind a place or a tier."""
    starts = {0}
    place = PLACE_START.match(window)
    if place:
        starts |= {place.end(), place.end() - (place.group()[-1] in _TIER_UNIT)}
    for at in tuple(starts):
        tier = grammar.TIER_PREFIX.match(window[at:])
        starts |= {at + tier.end()} if tier else set()
        starts |= {at + 1} if window[at : at + 1] in tuple(_TIER_UNIT) else set()
    return sorted(starts)


def _offices(window: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the offices that vocabulary knows, behind a place or a tier or without."""
    for at in _starts(window):
        for size in range(min(_LONGEST_FORM, len(window) - at), 1, -1):
            if window[at : at + size] in forms():
                yield at + size, 0, False
                extension = _EXTENSION.match(window, at + size)
                if extension:
                    yield extension.end(), _EXTENDED, False
        seat = _GOVERNMENT.match(window, at) if at else None
        if seat:
            yield seat.end(), 0, True


def _places(window: str) -> Iterator[tuple[int, int, bool]]:
    for size in range(2, min(10, len(window)) + 1):
        if is_place(window[:size]) and window[size - 1] in "市县区旗州盟省":
            yield size, 1, True


def _new(window: str) -> Iterator[tuple[int, int, bool]]:
    """Yield bodies that show only by their last word: 五星街道, 市信息办."""
    tier = grammar.TIER_PREFIX.match(window) or PLACE_START.match(window)
    han = _HAN.match(window)
    longest = min(han.end() if han else 0, _LONGEST_NEW)
    for end in range(2, longest + 1):
        word = window[:end]
        local = bool(_LOCAL_END.search(word))
        tiered = tier is not None and end > tier.end() + 1 and grammar.ORGAN_END.search(word)
        if (local or tiered) and not _runs_on(word):
            yield end, (_NEW if tier else _NEW_BARE) + end, local


def _runs_on(word: str) -> bool:
    """Return whether a word is running text, or holds a second body."""
    return bool(grammar.NOT_IN_BODY.search(word) or _TWICE.search(word))


def is_sure(text: str, at: int, end: int) -> bool:
    """Return whether a known body with a place or a tier begins at a position of running text."""
    window = text[at : min(end, at + _REACH)]
    if not (grammar.TIER_PREFIX.match(window) or PLACE_START.match(window)):
        return False
    return any(cost == 0 and not local for cost, local in _sizes(window).values())
