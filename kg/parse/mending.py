"""What was meant where the text shows a slip: 自治交通运输厅 is 自治区交通运输厅.

Only slips that leave one reading are mended, and only in the name; the mention stays as written.
A name that vocabulary knows is right, whatever it resembles.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from kg.characters import fold
from kg.parse.known import forms, heads_of, stems, together
from kg.parse.places import is_place, keeps_unit, place_start
from kg.parse.slips import meant, plainly

__all__ = ["mend", "one_body"]

_DROPPED_TIER = regex.compile(r"^自治(?![区州县旗區縣])")
_DOUBLED = regex.compile(r"^(自治区|省|市|县|区)\1(?!场|政(?!府)|容|值)")
# A list that shares 县人民政府 puts it behind places that keep their 县 too: 大竹、渠县县人民政府.
_UNIT_TWICE = regex.compile(
    r"^(?P<place>[\p{Han}]{1,10}(?P<unit>[市县区州盟旗]))(?P=unit)(?=(?:人民)?政府)"
)
# Only the central bank has 中心支行; its name is dropped where the line breaks.
_BRANCH = regex.compile(r"^(?=[\p{Han}]{2,6}中心支行$)(?!.*(?:人民|银行|外汇|人行))")
_SURPLUS_TIER = regex.compile(r"^(?:自治区|省|市|县|区)(?=[\p{Han}]{2,12}$)")
_ALONE = regex.compile(r"(?:供电局|海关|海事局|铁路局|监分局|银监局|证监局|保监局)$")
_TIERS = regex.compile(r"(?:国家|自治区|自治州|自治县|兵团|[省市县区州盟旗])(?:党委|委|政府)?")
_HEAD = regex.compile(
    r"(?:委员会|办公室|办公厅|总局|分局|研究室|中心|厅|局|委|办|部|署|室|处|院|社)$"
)
_PLAIN = regex.compile(r"\p{Han}{3,24}")
_INNER = regex.compile(
    r"(?P<one>.{2,12})(?P<head>局|厅|委|办)(?P<joint>[和与及])(?P<other>.{2,10})"
)


@lru_cache(maxsize=1 << 16)
def mend(name: str) -> str:
    """Return the name that was meant."""
    name = plainly(_DROPPED_TIER.sub("自治区", name))
    doubled = _DOUBLED.match(fold(name))
    if doubled and fold(name[doubled.end(1) :]) not in forms():
        name = name[doubled.end(1) :]
    twice = _UNIT_TWICE.match(fold(name))
    if twice and (is_place(twice["place"]) or keeps_unit(twice["place"])):
        name = name[: twice.end("place")] + name[twice.end() :]
    name = _BRANCH.sub("人民银行", name)
    tier = _SURPLUS_TIER.match(name)
    if tier and _ALONE.search(name) and place_start(name[tier.end() :]):
        return name[tier.end() :]
    return _office_meant(name)


def one_body(left: str, right: str) -> bool:
    """Return whether a joint between two names stands inside one: 自然资源局 | 规划局.

    It does where vocabulary knows an office of both fields, and no two offices of these fields
    ever stood side by side.

    Args:
        left: Folded words before the joint.
        right: Folded words behind it.
    """
    one, other = _HEAD.search(left), _HEAD.search(right)
    if not one or not other or one.group() != other.group():
        return False
    field = right[: other.start()]
    return any(
        f"{core}和{field}" in stems() and not together(core, field)
        for core in (left[at : one.start()] for at in _starts(left))
    )


def _office_meant(name: str) -> str:
    """Return a name with the one office it can mean; brackets behind it stay."""
    edge = min(at for at in (name.find("("), name.find("（"), len(name)) if at >= 0)
    whole = name[:edge]
    if not _PLAIN.fullmatch(whole) or whole != fold(whole):
        return name
    starts = _starts(whole)
    if any(whole[at:] in forms() for at in starts):
        return name
    found = {whole[:at] + form for at in starts for form in _readings(whole[at:])}
    return found.pop() + name[edge:] if len(found) == 1 else name


def _starts(name: str) -> list[int]:
    """Return where the words of the office may begin: behind a tier, a place, both or nothing."""
    starts = {0}
    place = place_start(name)
    if place:
        # 柳州市政公用局 is 柳州 | 市政公用局.
        unit = place[-1] in "市县区州盟旗"
        starts |= {len(place), len(place) - unit}
    starts |= {m.end() for at in tuple(starts) if (m := _TIERS.match(name, at))}
    return sorted(at for at in starts if at < len(name))


def _readings(core: str) -> set[str]:
    """Return what a core that vocabulary does not know may have been meant to be."""
    head = _HEAD.search(core)
    if not head or not head.start():
        return set()
    stem, last = core[: head.start()], head.group()
    inner = _INNER.fullmatch(stem)
    if inner and one_body(inner["one"] + inner["head"], inner["other"] + last):
        return {inner["one"] + inner["joint"] + inner["other"] + last}
    return {right + last for right in meant(stem) if last in heads_of(right)}
