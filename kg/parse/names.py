"""The name of a body with what its list lets it leave out.

A list writes a tier once (自治区工信委、发展改革委) or a place (广西银监局、证监局); what follows
takes it, unless it is a body of another kind: another government, a vertical body, a firm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from kg.parse import grammar
from kg.parse.mending import mend
from kg.parse.places import place_start
from kg.parse.tails import Item
from kg.parse.view import clean

__all__ = ["named"]

_UNIT_END = regex.compile(rf"(?:{grammar.TIER_UNIT}|新区|开发区|园区|地区|街道|镇|乡)$")
# 自治区党委、政府: the government of whom the committee is.
_GOVERNMENT = regex.compile(r"(?:人民)?政府")
_COMMITTEE = regex.compile(r"(?:党委|委)$")
_FIELDS = regex.compile(r"(?:部门|机关)$")  # 市水务、园林、城管部门: fields of one tier
_CENTRE = "国务院"
_CACHED = 1 << 16


@dataclass(frozen=True, slots=True)
class _Word:
    """What a written name shows by itself.

    Attributes:
        tier: The tier it writes, which others after it may take; or empty.
        place: The place it writes, which vertical bodies after it may take; or empty.
        inherits: Whether it takes the tier of its list.
        vertical: Whether it takes the place of the vertical body before it.
        party: Whether it may be an organ of a party committee.
        party_only: Whether only a party committee has such an organ.
    """

    tier: str
    place: str
    inherits: bool
    vertical: bool
    party: bool
    party_only: bool


@lru_cache(maxsize=_CACHED)
def _read(word: str) -> _Word:
    tier = grammar.TIER_PREFIX.match(word)
    place = place_start(word)
    foreign = bool(grammar.FOREIGN.search(word))
    written, head = ("", "")
    if place:
        rest = word[len(place) :]
        if grammar.PLACE_VERTICAL.match(rest):
            head = place
        elif _UNIT_END.search(place) and grammar.ORGAN_END.search(rest):
            written = "" if grammar.FOREIGN.search(rest) else place
    elif tier:
        written = tier.group()
    return _Word(
        written,
        head,
        not foreign and not place and not tier,
        bool(grammar.PLACE_VERTICAL.match(word)),
        bool(grammar.PARTY_ORGAN.match(word)),
        bool(grammar.PARTY_ONLY.match(word)),
    )


def _with_tier(word: str, shown: _Word, tier: str) -> str:
    """Return ``word`` with a tier; organs of the party take the committee's, others do not."""
    party = tier.endswith(("党委", "委"))
    if party and not shown.party:
        return tier.removesuffix("党委").removesuffix("委") + word
    if not party and shown.party_only:
        return tier + ("党委" if tier.endswith("自治区") else "委") + word
    return tier + word


def _in_script(prefix: str, tier: str, script: str) -> str:
    """Return a prefix in the characters in which its tier is written: 區 for 区."""
    if script == tier:
        return prefix
    more = prefix[len(tier) :].replace("党", "黨")
    return script[: len(prefix)] + more


def _tail(text: str, items: Sequence[Item], surfaces: Sequence[str], item: Item) -> str:
    """Return the tail of an item as the list writes it behind the last that shares it."""
    if not item.tail:
        return ""
    for other, surface in zip(items, surfaces, strict=True):
        if other.start > item.start and text.endswith(item.tail, other.start, other.end):
            return clean(surface)[-len(item.tail) :]
    return item.tail


def named(text: str, items: Sequence[Item], surfaces: Sequence[str], tier: str = "") -> list[str]:
    """Return the name of each item of one list.

    Args:
        text: Folded text the items stand in.
        items: The bodies, in order.
        surfaces: Their words as written.
        tier: The tier a column heading gives to bodies written without one.
    """
    place, group, field = "", -1, ""
    script = tier  # the tier as it is written: 區
    out: list[str] = []
    for item, surface in zip(items, surfaces, strict=True):
        word = text[item.start : item.end]
        shown = _read(word)
        name = clean(surface)
        of_fields = _FIELDS.search(item.tail)
        if of_fields and not field:
            field = shown.tier or (_CENTRE if word.startswith(_CENTRE) else "-")
        tail = _tail(text, items, surfaces, item)
        if _GOVERNMENT.fullmatch(word) and out and _COMMITTEE.search(out[-1]):
            name = _COMMITTEE.sub("", out[-1]) + name
        elif shown.tier:
            tier, place = shown.tier, ""
            script = name[: len(tier)] if len(name) == len(word) else tier
            name += tail  # 市中、薛城区政府: a place that begins like a tier
        elif shown.place:
            place, group = shown.place, item.group
        elif tail or (field and _FIELDS.search(word)):
            name = (field if _takes(field, word) else "") + name + tail
        elif place and group == item.group and shown.vertical:
            name = place + name
        elif tier and shown.inherits:
            name = _in_script(_with_tier(word, shown, tier)[: -len(word)], tier, script) + name
        field = field if of_fields else ""
        out.append(mend(name))
    return out


def _takes(field: str, word: str) -> bool:
    """Return whether a field takes the tier of those before it."""
    return field not in ("", "-") and not word.startswith(field)
