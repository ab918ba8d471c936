"""Lists of bodies: where each one stands.

A list closes with words that name nobody (等部门) and opens collective bodies with 各. The rules
know how such lists are built, not which bodies exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from kg.parse import grammar
from kg.parse.mending import one_body
from kg.parse.persons import is_person
from kg.parse.places import is_place, keeps_unit, place_start
from kg.parse.tails import NOUN, Item, is_field, with_tails
from kg.parse.view import clean

__all__ = ["mask", "split"]

_LEADING = regex.compile(r"^(?:以及|及|和|与|并|由|请|其中|包括)+(?=..)")
_BARE = regex.compile(
    r"^(?:县|市|区|州|盟|旗|镇|乡|村|街道|社区|街|县级市|市辖区|自治县|委|办|局|厅|部|行|司|社|公司|中心|直属机构|事业单位|企业)$"
)
_UNIT_START = regex.compile(
    r"^(?:省直管|县|市|州|盟|旗|乡|镇|街|村|社区|区(?!直)|开发区|园区|自治县|自治州|新区|功能区|度假区|地区|直属|农林场|管委会|景区)"
)
# 市直有关部门、单位 is one body of many, and so is 相关市、县政府.
# 各市党委、政府 is one body of many; so is 各级党委和政府.
_COMMITTEES = regex.compile(r"^.{0,10}?各.{0,12}委$")
_THEIR_GOVERNMENTS = regex.compile(r"^(?:[省市县区州盟旗乡镇]|乡镇)?(?:人民)?政府(?:\([^()]*\))?$")
_QUOTED = regex.compile(r"“[^“”。]{1,40}”")
# 各镇（街道）、县公安局: an office of its own, and no more places.
_OFFICE = regex.compile(
    r"(?!.*(?:管委会|管理委员会|[居村]委会|党委|工委)(?:\([^()]*\))?$)(?:自治[区州县旗]|[省市县区州盟旗镇乡])"
    r"(?![直级属])[\p{Han}]+(?:局|委|办|厅|院|中心|公司|集团|队|处|社|[协学商]会|[学高]校|所|站|馆|台|联|部|办公室)"
    r"(?:\([^()]*\))?$"
)
_AND = frozenset("、和与及")
_NAMELESS = regex.compile(r"^(?:部门|单位|机构|企业)$")
_COLLECTIVE_OF = regex.compile(r"(?:各|有关|相关|直属?).{0,4}(?:部门|单位|机构|企业)$")
_SOME_PLACES = regex.compile(r"^(?:有关|相关)(?:省|市|州|盟|县|区|旗)$")
_MAY_CONNECT = regex.compile(r"[和与及暨或并]")  # one of these stands in every connective
_MOST_JOINTS = 5  # 和 and 与 inside one name
_LONG_LIST = 200  # characters of a list that is not remembered
_PAIR = 2
_ROLE_WORDS = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "负责": "resp",
    "承办": "resp",
    "配合": "support",
    "协办": "support",
    "参与": "support",
    "协助": "support",
    "参加": "support",
}
_CACHED = 1 << 14  # words of lists that are remembered
_ROLE_BEHIND = regex.compile(rf"\(({'|'.join(_ROLE_WORDS)})(?:单位|部门)?\)$")
# A person or a remark in brackets is no second name: （责任人：…）, （含开发区，下同）.
_NOTE_BEHIND = regex.compile(
    r"\((?:[^()]{0,6}(?:责任人|负责人|联系人|领导|联络员)：?[^()]{0,20}|(?:含|包括|不含|以下简称|简称|除)[^()]*)\)$"
)
# 公安、交通运输、水利等部门: fields that share the noun that closes their list.
_CLOSES_FIELDS = regex.compile(r"等(?:有关|相关|职能|主管)?部门")
_INNER = regex.compile(r"\((?P<inner>\p{Han}{2,4})\)$")  # 县水利局（周立新）
_TAIL_CLOSER = regex.compile(
    r"等(?:[0-9一二三四五六七八九十]+个?)?(?P<tail>(?:市|县|区|州|盟|旗|镇|乡|街道)(?:\([^()]*\))?(?:人民政府|政府|党委政府)?)$"
)


def mask(text: str) -> str:
    """Return ``text`` with the insides of brackets and quotation marks hidden, same length."""
    if "“" in text:
        text = _QUOTED.sub(lambda quoted: "\x02" * len(quoted.group()), text)
    if "(" not in text:
        return text
    out = list(text)
    depth = 0
    for i, char in enumerate(text):
        if char == "(":
            depth += 1
        if depth:
            out[i] = "\x02"
        if char == ")" and depth:
            depth -= 1
    return "".join(out) if depth == 0 else text


def _trim(word: str) -> tuple[int, int]:
    """Return where a word stands in itself without connectives and adverbs around it."""
    start, end = 0, len(word)
    lead = _LEADING.match(word)
    if lead and not _is_place_ahead(word):
        start = lead.end()
    tail = grammar.NOISE_TAIL.search(word[start:])
    if tail and tail.start() >= 2:
        end = start + tail.start()
    return start, end


def _is_place_ahead(word: str) -> bool:
    """Return whether the name of a place begins with a connective: 和平区, 和县政府."""
    governed = keeps_unit(word[:_PAIR]) and word[_PAIR:].endswith("政府")
    return bool(place_start(word)) or is_place(word) or governed


def _connected(text: str, masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at 和, 与, 及 where what stands before is a whole body or a closed list."""
    parts = []
    matches = [*grammar.CONNECTIVE.finditer(masked, start, end)]
    for k, match in enumerate(matches):
        left = text[start : match.start()]
        ends = [*(following.start() for following in matches[k + 1 : k + _MOST_JOINTS]), end]
        if any(_parted(left, right) for right in _behind(text, match.end(), ends)):
            parts.append((start, match.start()))
            start = match.end()
    return [*parts, (start, end)]


def _behind(text: str, start: int, ends: Sequence[int]) -> list[str]:
    """Return what may be the body behind a connective: it may hold one, too.

    审计厅|和|工业和信息化厅 does; 林业局|和|思明、湖里区政府 ends with the unit its places share.
    """
    shared = grammar.PLACES_AHEAD.match(text, start)
    if shared:
        return [shared.group()]
    first = text[start : ends[0]]
    whole = grammar.ORGAN_END.search(first) or _BARE.match(first)
    return [first] if whole else [text[start:end] for end in ends]


def _is_whole(word: str) -> bool:
    """Return whether a name is whole and no collective."""
    collective = grammar.GROUP_OPENS.match(word) or NOUN.match(word) or "等" in word
    return bool(grammar.ORGAN_END.search(word)) and not collective


def _parted(left: str, right: str) -> bool:
    """Return whether a connective between these words parts two bodies."""
    if not left or not right or _BARE.match(right):
        return False
    if NOUN.match(right):  # 县林草局和有关部门 are two, 有关部门和单位 is one
        return bool(grammar.GROUP_OPENS.match(right)) and _is_whole(left)
    if NOUN.match(left):
        return True
    if left.endswith(("社会", "社团", "兵团", "组织")) or one_body(left, right):
        return False
    closed = grammar.ORGAN_END.search(left) or left.endswith("等") or grammar.UNIT_END.search(left)
    open_end = (
        grammar.UNIT_END.search(right)
        or grammar.ORGAN_END.search(right)
        or "等" in right
        or is_place(right)
        or grammar.GROUP_OPENS.match(right)
    )
    return bool(closed and open_end)


def _tokens(text: str, masked: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Return (start, end, group) of the pieces between separators and connectives."""
    out: list[tuple[int, int, int]] = []
    group = 0
    stops = [*grammar.SEPARATOR.finditer(masked, start, end)]
    edges = [start, *(m.end() for m in stops)]
    ends = [*(m.start() for m in stops), end]
    joined = _MAY_CONNECT.search(masked, start, end)
    for k, (a, b) in enumerate(zip(edges, ends, strict=True)):
        if k and stops[k - 1].group() in "，；。":
            group += 1
        pieces = _connected(text, masked, a, b) if joined else ((a, b),)
        out.extend((i, j, group) for i, j in pieces if j > i)
    return out


def _joined(text: str, tokens: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Put collective bodies together that hold a separator: 各市、县(市、区)人民政府."""
    out: list[tuple[int, int, int]] = []
    for start, end, group in tokens:
        joiner = text[out[-1][1] : start] if out and out[-1][2] == group else ""
        before = text[slice(*out[-1][:2])] if joiner else ""
        token = text[start:end]
        if joiner in _AND and _COMMITTEES.match(before) and _THEIR_GOVERNMENTS.match(token):
            out[-1] = (out[-1][0], end, group)
            continue
        if joiner == "、":
            if not _may_go_on(token):
                out.append((start, end, group))
                continue
            opened = grammar.COLLECTIVE_START.match(before)
            bare = _BARE.match(token) and (opened or _BARE.match(before[-1:]))
            more = (
                opened
                and _UNIT_START.match(token)
                and not _OFFICE.match(token)
                and not grammar.COLLECTIVE_DONE.search(before)
            )
            closed = grammar.CLOSER.search(before)
            pair = not closed and _NAMELESS.match(token) and _COLLECTIVE_OF.search(before)
            if bare or more or pair or (_SOME_PLACES.match(before) and _UNIT_START.match(token)):
                out[-1] = (out[-1][0], end, group)
                continue
        out.append((start, end, group))
    return out


@lru_cache(maxsize=_CACHED)
def _may_go_on(token: str) -> bool:
    """Return whether a piece may be more of a collective body before it."""
    return bool(_BARE.match(token) or _UNIT_START.match(token) or _NAMELESS.match(token))


def split(
    text: str, start: int = 0, end: int | None = None, masked: str | None = None
) -> list[Item]:
    """Return the bodies of a list, in text order, closers and connectives left out."""
    end = len(text) if end is None else end
    hidden = mask(text) if masked is None else masked
    if end - start > _LONG_LIST or _MAY_CONNECT.search(hidden, start, end):
        return _split(text, hidden, start, end)  # what follows a list may tell what is joined
    found = _alone(text[start:end], hidden[start:end])
    if not start:
        return list(found)
    return [Item(i.start + start, i.end + start, i.tail, i.group, i.role) for i in found]


@lru_cache(maxsize=_CACHED)
def _alone(words: str, masked: str) -> tuple[Item, ...]:
    return tuple(_split(words, masked, 0, len(words)))


def _split(text: str, masked: str, start: int, end: int) -> list[Item]:
    items: list[Item] = []
    closed = False
    for first, last, group in _joined(text, _tokens(text, masked, start, end)):
        piece = _piece(text[first:last])
        if closed and piece.noun:
            continue
        closed = piece.closes
        if piece.named:
            items.append(
                Item(first + piece.start, first + piece.end, piece.tail, group, piece.role)
            )
    return with_tails(text, items)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a piece of a list shows by itself: the same names come again and again.

    Attributes:
        start: Where its body begins.
        end: Where it ends.
        named: Whether there is one.
        noun: Whether it is a noun that names nobody, behind a list that is closed.
        closes: Whether words behind the body close the list: 等部门.
        tail: What these words let the list share (``市人民政府``), or empty.
        role: Role word in brackets behind the body, or empty.
    """

    start: int
    end: int
    named: bool
    noun: bool
    closes: bool
    tail: str = ""
    role: str = ""


@lru_cache(maxsize=_CACHED)
def _piece(words: str) -> _Piece:
    a, b = _trim(words)
    word = words[a:b]
    noun = bool(NOUN.match(word))
    shared = _TAIL_CLOSER.search(word)
    if shared and shared.start() > 0 and not _ends_in_deng(word, shared):
        named = bool(clean(word[: shared.start()]))
        return _Piece(a, a + shared.start(), named, noun, True, shared["tail"])
    closer = grammar.CLOSER.search(word)
    within, stop = _trim(word[: closer.start()] if closer else word)
    size, role = _behind_body(word[within:stop])
    body, start = word[within : within + size], a + within
    named = bool(body) and not grammar.PERSON.search(body) and bool(clean(body))
    field = closer and _CLOSES_FIELDS.match(closer.group()) and is_field(body)
    return _Piece(start, start + size, named, noun, closer is not None, "部门" * bool(field), role)


def _ends_in_deng(word: str, closer: regex.Match[str]) -> bool:
    """Return whether the 等 of a closer belongs to a place: 天等县政府."""
    return len(place_start(word)) > closer.start()


def _behind_body(word: str) -> tuple[int, str]:
    """Return where a body ends before the role or the person in brackets, and the role."""
    role = _ROLE_BEHIND.search(word)
    behind = role or _NOTE_BEHIND.search(word)
    inner = None if behind else _INNER.search(word)
    behind = inner if inner and is_person(inner["inner"]) else behind
    return behind.start() if behind else len(word), _ROLE_WORDS[role[1]] if role else ""
