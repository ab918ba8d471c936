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
from kg.parse.places import is_place, place_start

__all__ = ["Token", "bare_tokens", "is_one", "is_sure", "tokens"]

_REACH = 40  # no body is longer
_LONGEST_FORM = 20
_NEW, _NEW_BARE = 3, 6  # what a body costs that vocabulary does not know

_UNIT = (
    r"(?:地级以上市|地级市|县级市|乡镇|镇街|镇乡|县区|区县|市县|县市|市州|地市|街镇|街道|园区|经济开发区|开发区|新区|度假区|功能区|高新区"
    r"|管委会|社区|部门|单位|企业|学校|高校|医院|机构|银行|公司|委办局|科室|直属机构|成员单位|市|县|区|州|盟|旗|镇|乡|村|地)"
)
_INSIDE = r"(?:\([\p{Han}、]{1,12}\))?"
_RUN = rf"{_UNIT}{_INSIDE}(?:(?:[、和]|(?<=\))){_UNIT}{_INSIDE})*"
_SEAT = r"(?:(?:人民)?政府|管委会|管理委员会|办事处|行政公署|党委政府|党工委|党委)"
_GROUP = regex.compile(
    rf"(?:沿线|沿江|沿海|相关|有关|其他|其它|属地|所在地?|涉及|事发地?|全[省市县区州])?各(?:有关|相关|责任|成员|职能|主管|直属)*{_RUN}{_SEAT}?"
    rf"|(?:相关|有关|其他|其它|属地|所在地?|沿线|涉及)(?:有关|相关|责任|职能|主管)?{_RUN}{_SEAT}?"
    rf"|(?:[省市县区州]|自治区)(?:级|直|属)(?:各)?(?:有关|相关)?(?:部门|单位|机关|企业)"
    rf"|(?:[省市县区州]|自治区)(?:各)?(?:有关|相关)(?:部门|单位)"
    rf"|(?:[省市县区镇]属)?各[^\P{{Han}}局委办厅]{{1,6}}?(?:部门|单位|企业|国企|专班|机构|管委会|工作站)"
    rf"|[0-9一二三四五六七八九十]{{1,3}}个{_RUN}{_SEAT}?"
)
_MEMBERS = regex.compile(
    r"[\p{Han}]{2,16}?(?:领导小组|工作小组|指挥部|委员会|联席会议|专班)各?成员单位"
)
_JOINT = regex.compile(r"[、和]")
_BRACKETS = regex.compile(r"\([^()]{1,20}\)")
_EXTENSION = regex.compile(
    r"[^\P{Han}局委厅办院府]{0,8}?(?:中心支行|支行|分行|中心支局|分署|调查总队|调查队|监管局|监管分局|特派办|专员办)"
    r"|(?<=税务总局)[\p{Han}]{2,10}税务局"
    r"|[^\P{Han}局委厅办院府市县]{0,6}?(?:分局|支队|大队|中队|支局|管理处|服务中心)"
)
# What belongs to the body before it: 人民银行 | 酒泉市中心支行.
_BRANCH = regex.compile(
    r"市?(?:中心支行|支行|分行|中心支局|分局|支局|支队|大队|调查队|调查总队|监管局|监管分局)"
)
_GOVERNMENT = regex.compile(
    r"(?:人民)?政府|党委政府|管委会|管理委员会|行政公署|行署|街道办事处|办事处"
)
_ORGANS = regex.compile(r"(?:各|有关|相关)(?:有关|相关)?(?:部门|单位|直属机构|直属单位|委办局)")
# The committee and the government of one place, and what serves both.
_COUPLE = regex.compile(
    r"([省市县区州旗盟])委\1(?:人民)?政府(?:督查室|督导室|督办室|办公室|办公厅|信访局|政研室|目标办)?"
)
# A body within a place shows by its last words.
_LOCAL_END = regex.compile(
    r"(?:(?:街道办事处|街道办|街道|镇人民政府|镇政府|乡人民政府|乡政府|办事处|管委会|管理委员会"
    r"|(?:开发区|新区|高新区|经开区|园区|示范区|度假区|保税区|港区|试验区|风景区|集聚区|新城|景区)"
    r"(?:管委会|管理委员会)?|高新园|产业园|工业园|科技园)"
    r"|(?<=..)(?:公司|集团|农场|林场|银行)|(?<=.)(?:镇|(?<!城)乡))$"
)
# Ends of bodies inside a word: two bodies stand there.
_TWICE = regex.compile(
    r"(?:街道|开发区|经开区|高新区|高新园|公司|管委会|办事处|园区|新区|[镇乡](?!街|人|政)|[局厅]|司(?![法机])"
    r"|(?<!管)委(?![员托])|办(?![公事])|办公室|中心(?!支|医|城|区|镇|小|血|校)"
    r"|集团(?!有限|股份|[\p{Han}]{0,8}分公司))(?!管委|管理|办事|分局|分公司)[\p{Han}]{2}"
    r"|[\p{Han}]{3}各(?!成员|部门|科室)"
)
_WITHIN = regex.compile(r"[局厅]|(?<!管)委(?![员托])|办(?![公事])")
_NO_START = regex.compile(r"(?:集团|有限|股份|分公司|总公司)|(?:管委会|管理委员会|办事处)$")
_HEAD_END = regex.compile(
    r"(?:[局厅委办部署处室院社会队站所馆校行府台]|中心|公司|集团|海关|机场|联社|总站|大学|学院)$"
)
_LEAGUE = regex.compile(r"团[省市县区州旗盟]委")
_HAN = regex.compile(r"\p{Han}*")
_HAN_AHEAD = regex.compile(r"\p{Han}")
# Places that share the tail of the last: 大连、丹东市人民政府.
_SHARED = regex.compile(
    r"(?:[^\P{Han}局委办厅部院会各政府事处门企单关社校站所]{2,4}、)+"
    r"[^\P{Han}局委办厅部院会各政府]{1,5}[市县区州盟旗镇乡]"
    r"(?:人民政府|政府|管委会|管理委员会)"
)
_BARE_END = regex.compile(r"(?:[局厅司站所]|(?<!管)委|办|部门|中心|集团|公司)$")
_LONGEST_NEW = 16
_SHORTEST_BARE, _LONGEST_BARE = 3, 12
# A word ends in what might be a tier: 试验区 | 住房城乡建设部, 农贸市 | 场.
_BOUND = regex.compile(
    r"(?:试验|开发|园|社|地|山|矿|城|郊|新|景|库|牧|林|校|小|片|街|功能|示范|保税|集聚|合作|自贸|高新|经开"
    r"|沉陷|灾|湖|辖|军|全|各|本|跨|我|该|县|省|市|自治)区$|(?:城|都|超|门|股|楼|夜|集|贸|菜|全|各|本|跨|我|该|县|省)市$"
    r"|(?:全|各|本|跨|出|我|该|外|市|贫困)[省县州]$"
)
_TIER_UNIT = "省市县区州盟旗镇乡"
_PLACE_UNIT = "市县区旗州盟省"


@dataclass(frozen=True, slots=True, order=True)
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
    """Return the bodies that may begin at a position."""
    window = text[at : min(end, at + _REACH)]
    return tuple(
        Token(at, at + size, cost, local) for size, (cost, local) in _sizes(window).items()
    )


def bare_tokens(text: str, at: int, end: int) -> tuple[Token, ...]:
    """Return the bodies of a new kind, such as 建设交通委, where a body must begin."""
    window = text[at : min(end, at + _LONGEST_BARE)]
    han = _HAN.match(window)
    longest = han.end() if han else 0
    known = _sizes(text[at : min(end, at + _REACH)])
    return tuple(
        Token(at, at + size, _NEW_BARE + size)
        for size in range(_SHORTEST_BARE, longest + 1)
        if size not in known and _BARE_END.search(window[:size]) and is_one(window[:size])
        if not any(is_sure(window, k, size) for k in range(1, size - 1))
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
    for pattern, local in ((_MEMBERS, True), (_SHARED, True), (_COUPLE, False), (_LEAGUE, False)):
        match = pattern.match(window)
        if match and not (pattern is _MEMBERS and _TWICE.search(match.group())):
            yield match.end(), 0, local


def _starts(window: str) -> list[int]:
    """Return where the name of an office may begin behind a place or a tier."""
    starts = {0}
    place = place_start(window)
    if place:
        starts |= {len(place), len(place) - (place[-1] in _TIER_UNIT)}
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
                branch = _EXTENSION.match(window, at + size)
                if branch:
                    yield branch.end(), 0, False
                if branch and place_start(branch.group()):
                    continue  # 国家统计局安徽调查总队 is one body
                yield at + size, 0, False
        seat = _GOVERNMENT.match(window, at) if at else None
        if seat:
            yield from _seated(window, seat.end())


def _seated(window: str, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield a government, or the organ of it that follows: 市政府 | 法制办, 省政府 | 各部门."""
    organs = _ORGANS.match(window, end)
    if organs:
        yield organs.end(), 0, True
        return
    sizes = range(min(_LONGEST_FORM, len(window) - end), 1, -1)
    longest = next((size for size in sizes if window[end : end + size] in forms()), 0)
    yield end + longest, 0, not longest


def _places(window: str) -> Iterator[tuple[int, int, bool]]:
    for size in range(2, min(10, len(window)) + 1):
        whole = window[size : size + 1] not in tuple(_PLACE_UNIT)
        if whole and window[size - 1] in _PLACE_UNIT and is_place(window[:size]):
            runs_on = _HAN_AHEAD.match(window, size)
            yield size, _NEW if runs_on else 1, True


def _new(window: str) -> Iterator[tuple[int, int, bool]]:
    """Yield bodies that show only by their last word: 五星街道, 市信息办."""
    head = grammar.TIER_PREFIX.match(window)
    tier = len(head.group() if head else place_start(window))
    han = _HAN.match(window)
    longest = min(han.end() if han else 0, _LONGEST_NEW)
    for end in range(2, longest + 1):
        word = window[:end]
        local = bool(_LOCAL_END.search(word)) and not _WITHIN.search(word)
        tiered = tier and end > tier + 1 and _HEAD_END.search(word)
        branch = tier and _BRANCH.fullmatch(word, tier)
        if (local or tiered) and not (branch or _NO_START.match(word)) and is_one(word):
            yield end, (_NEW if tier else _NEW_BARE) + end, local


@lru_cache(maxsize=1 << 14)
def is_one(word: str) -> bool:
    """Return whether a word may be one body: no running text, no second body inside."""
    if grammar.NOT_IN_BODY.search(word) or _TWICE.search(word):
        return False
    sizes = {size for size, cost, _ in (*_groups(word), *_offices(word)) if cost == 0}
    return all(
        size < 2 or size >= len(word) - 1 or _EXTENSION.fullmatch(word, size) for size in sizes
    )


def is_sure(text: str, at: int, end: int) -> bool:
    """Return whether a known body with a place or a tier begins at a position of running text."""
    window = text[at : min(end, at + _REACH)]
    if not (grammar.TIER_PREFIX.match(window) or place_start(window)):
        return False
    if window[0] in _TIER_UNIT and _BOUND.search(text, max(0, at - 3), at + 1):
        return False
    return any(cost == 0 and not local for cost, local in _sizes(window).values())
