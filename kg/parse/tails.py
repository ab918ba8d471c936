"""What the bodies of a list share at their end: 百色、河池、崇左市人民政府; 南宁、柳州海关."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from kg.parse import grammar
from kg.parse.places import is_place, place_start

__all__ = ["NOUN", "Item", "is_field", "with_tails"]

NOUN = regex.compile(
    r"^(?:有关|相关)?(?:单位|部门|地区|地方|企业|机构|市县|县区|组织|团体|院校|高校)$"
)
"""What names no body: 部门, 有关单位, 市县."""
_TAIL_PARTS = regex.compile(r"(自治州|自治县|街道|[市县区州盟旗镇乡])(.*)")
# 国资、商务、供销部门: fields that share the noun behind the last one.
_SHARED_NOUN = regex.compile(r"^[\p{Han}]{2,12}?((?:行政)?(?:主管|管理|监管)?(?:部门|机关))$")
_NOUNS = ("部门", "机关")  # which a list that is closed shares
_FIELD = regex.compile(r"^(?!各|有关|相关)[\p{Han}]{2,8}$")
_PAIR, _LONGEST_PLACE, _LONGEST_UNIT = 2, 5, 15
_AREAS = ("新区", "开发区", "园区", "地区")
_GOVERNMENT = regex.compile(
    r"^(?P<place>.{1,12}?)(?P<unit>自治州|自治县|新区|开发区|园区|地区|街道|市|县|区|州|盟|旗|镇|乡)(?P<organ>(?:人民)?政府|委和政府|党委政府|党委(?:和|、)政府|党工委|委|管委会|管理委员会|办事处|行署|公署)(?:\([^()]*\))?$"
)
_UNIT = regex.compile(r"(?:自治州|自治县|[市县区州盟旗省])$")
_CACHED = 1 << 14  # words of lists that are remembered


@dataclass(frozen=True, slots=True)
class Item:
    """One body of a list, by its place in the folded text.

    Attributes:
        start: First position.
        end: Position after the last one.
        tail: What the list shares with it (``市人民政府``), or empty.
        group: Number of the ``，``-separated group it stands in.
        role: Role word in brackets behind it, as in 省林业厅（配合）, or empty.
    """

    start: int
    end: int
    tail: str = ""
    group: int = 0
    role: str = ""


def is_field(word: str) -> bool:
    """Return whether a word may be the field of a department: 公安、水利等部门."""
    return bool(_FIELD.match(word)) and not (
        grammar.ORGAN_END.search(word)
        or grammar.NOT_IN_BODY.search(word)
        or is_place(word)
        or word.endswith("军")
    )


def _short_place(word: str) -> bool:
    """Return whether a word without an organ's ending may be a place: 丛台、复兴区人民政府."""
    if NOUN.match(word):
        return False
    if len(word) == _PAIR:
        return not grammar.SHORT_ORGAN.fullmatch(word)
    return len(word) <= _LONGEST_PLACE and not grammar.ORGAN_END.search(word)


@dataclass(frozen=True, slots=True)
class _Ending:
    """What the end of a name shows to the names before it.

    Attributes:
        noun: A noun that fields before it share: 国资、商务、供销部门. Or empty.
        unit: The unit that places before it share, if it is a government; or empty.
        organ: What stands behind that unit.
        in_unit: Whether it is a unit of place that the name ends in.
        seated: Whether the unit and organ are those of another body than a government, which
            only places that are known may share: 南宁、柳州海关; 玄武、秦淮区教育局.
    """

    noun: str
    unit: str
    organ: str
    in_unit: bool
    seated: bool = False


_NOTHING = _Ending("", "", "", in_unit=False)


@lru_cache(maxsize=_CACHED)
def _ending(word: str) -> _Ending:
    shared, government = _SHARED_NOUN.search(word), _GOVERNMENT.match(word)
    unit, organ = (government["unit"], government["organ"]) if government else ("", "")
    if government and unit in _AREAS and is_place(government["place"] + unit):
        unit = unit[-1]  # 双阳、绿园区政府: 绿园区 is a district, not an 园区
    in_unit = bool(grammar.UNIT_END.search(word))
    if not government and not in_unit and not shared:
        unit, organ = _seat(word)
    return _Ending(shared[1] if shared else "", unit, organ, in_unit, seated=not government)


def _seat(word: str) -> tuple[str, str]:
    """Return the unit and the organ behind the place that a name begins with."""
    place = place_start(word)
    organ = word[len(place) :]
    if not place or not grammar.ORGAN_END.search(organ):
        return "", ""
    unit = _UNIT.search(place, _PAIR)
    return unit.group() if unit else "", organ


def with_tails(text: str, items: list[Item]) -> list[Item]:
    """Give shared tails to the places before them: 百色、河池、崇左市人民政府."""
    if len(items) < 2 and not any(item.tail for item in items):
        return items
    out = list(items)
    shared, noun, group = _NOTHING, "", -1
    for k in range(len(out) - 1, -1, -1):
        item = out[k]
        word = text[item.start : item.end]
        ending = _ending(word)
        noun, group = (noun if item.group == group else ""), item.group  # 同时，林业部门
        if item.tail in _NOUNS:
            noun = item.tail
            continue
        if item.tail:
            match = _TAIL_PARTS.match(item.tail)
            shared = _Ending("", match[1], match[2], in_unit=False) if match else _NOTHING
            whole = ending.in_unit and not is_place(word + shared.unit)
            out[k] = replace(item, tail=shared.organ if whole else item.tail)
            continue
        if ending.noun:
            noun = ending.noun
            continue
        if noun and is_field(word):
            out[k] = replace(item, tail=noun)
            continue
        noun = ""
        if ending.organ:
            shared = ending
            continue
        tail = _tail_of(word, ending, shared)
        if tail:
            out[k] = replace(item, tail=tail)
        else:
            shared = _NOTHING
    return out


def _tail_of(word: str, ending: _Ending, shared: _Ending) -> str:
    """Return what a name takes of what stands behind it, or empty."""
    unit, organ = shared.unit, shared.organ
    if shared.seated:
        return unit + organ if is_place(word if not unit else word + unit) else ""
    if not unit:
        return ""
    # 朔州 ends in 州 and is short for 朔州市 all the same.
    if ending.in_unit and not is_place(word + unit):
        short = len(word) <= _LONGEST_UNIT and not grammar.COLLECTIVE_START.match(word)
        return organ if short else ""
    return unit + organ if _short_place(word) or is_place(word + unit) else ""
