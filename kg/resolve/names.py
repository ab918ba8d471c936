"""The place at the head of a body's name, and what is left behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.resolve.context import Context
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.lexicon import lexicon

__all__ = ["Prefix", "Prefixes"]

_GENERIC = re.compile("^(?:全)?(自治区|自治州|省|市|州|县|区|盟|旗|地区|本省|本市|本县|本区)")
_CENTRAL = re.compile("^(?:国务院|中央|国家|全国|中国|中华|中共中央)")
_TIER_OF = {
    "自治区": "province", "省": "province", "自治州": "prefecture", "州": "prefecture",
    "盟": "prefecture", "地区": "prefecture", "县": "county", "旗": "county",
}  # fmt: skip
# 区 and 市 that begin a word of their own and name no tier.
_AREA = re.compile("新区")
_ZONE = re.compile("(?:管委会|管理委员会)$")
_NO_PREFIX = re.compile(
    "^(?:市场|市政(?=公用|园林|工程|设施|市容)|市容|区域|区划|县域|省际|州际|地区生产|县级市)"
)


@dataclass(frozen=True, slots=True)
class Prefix:
    """The place a name begins with.

    Attributes:
        codes: Codes it may be; one where it is settled, none where nothing fits.
        rest: The name behind it.
        basis: ``name`` for a place named, ``prefix`` for a word such as 省, else empty.
        full: Whether the place stands with its unit (广西壮族自治区, 柳州市).
    """

    codes: tuple[str, ...]
    rest: str
    basis: str
    full: bool = True


class Prefixes:
    """Reads the places at the head of names."""

    def __init__(self, places: Gazetteer, areas: Iterable[str] = ()) -> None:
        self._places = places
        self._ordinary = lexicon().ordinary
        self._areas: dict[str, list[str]] = defaultdict(list)
        for area in areas:
            self._areas[area[:2]].append(area)

    def read(self, name: str, context: Context) -> list[Prefix]:
        """Return the ways to read the head of a name, the likeliest first."""
        ways = self._named(name, context)
        generic = self._generic(name, context)
        if generic:
            # 市中级人民法院 is a city's, 市中区 a district's: the full name of a place wins.
            full = [way for way in ways if way.full]
            ways = [*full, generic, *(way for way in ways if not way.full)]
        return [*ways, Prefix((context.home,) if context.home else (), name, "")]

    def _named(self, name: str, context: Context) -> list[Prefix]:
        places, found = self._places, []
        for size in range(min(places.longest, len(name) - 1), 1, -1):
            head, rest = name[:size], name[size:]
            codes = self._codes(head, name, context)
            if not codes:
                continue
            full = head in places.full
            deeper = self._deeper(codes, rest, context)
            if deeper:
                found.append(deeper)
            codes = places.nearest(codes, context.home, context.year)
            found.append(Prefix(codes, rest, "name", full))
        return found

    def _codes(self, head: str, name: str, context: Context) -> tuple[str, ...]:
        """Codes of a place that a name begins with; 长白山管委会 begins with no 长白."""
        places, year = self._places, context.year
        codes = places.named(head, year)
        if not codes:  # as with most heads of names
            return ()
        if _AREA.match(name, len(head)) and head not in places.full:
            # 钱塘新区 is an area of its own, whatever district has its name.
            return ()
        areas = self._areas.get(head[:2], ())
        if any(len(area) > len(head) and name.startswith(area) for area in areas):
            return ()
        if head not in places.full:
            return self._short(head, codes)
        if _ZONE.match(name, len(head)) and head.endswith("区") and not head.endswith("新区"):
            # 西城区管委会 is a zone's, as districts have governments; at home it may be one.
            return self._at_home(codes, head, context)
        if len(head) > 2:
            return codes
        # 新区, 城区 and 横县 are names at home alone.
        return self._at_home(codes, head, context)

    def _at_home(self, codes: tuple[str, ...], head: str, context: Context) -> tuple[str, ...]:
        places, year = self._places, context.year
        home = places.at(context.home, "province", year)
        return tuple(
            code
            for code in codes
            if places.bore(code, head, year) and home and home in places.chain(code, year)
        )

    def _short(self, head: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """公安部门 are no county's: a county named like a word stands with its unit."""
        if head not in self._ordinary:
            return codes
        return tuple(code for code in codes if self._places.tier(code) != "county")

    def _deeper(self, codes: tuple[str, ...], rest: str, context: Context) -> Prefix | None:
        """A place inside the place: 柳州市城中区, 广西柳州."""
        places = self._places
        for size in range(min(places.longest, len(rest) - 1), 1, -1):
            inner = tuple(
                code
                for code in places.named(rest[:size], context.year)
                if any(c != code and c in places.chain(code, context.year) for c in codes)
            )
            if len(inner) == 1:
                further = self._deeper(inner, rest[size:], context)
                full = rest[:size] in places.full
                return further or Prefix(inner, rest[size:], "name", full)
        return None

    def _generic(self, name: str, context: Context) -> Prefix | None:
        found = _GENERIC.match(name)
        if not found or _NO_PREFIX.match(name) or len(name) == found.end():
            return None
        code = self.tier_code(found.group(1).removeprefix("本"), context)
        return Prefix((code,) if code else (), name[found.end() :], "prefix")

    def tier_code(self, word: str, context: Context) -> str:
        """Return the code that 省, 自治区, 市, 县, 区 mean in a document, or empty."""
        places, home, year = self._places, context.home, context.year
        if not home or home == CENTRE:
            return ""
        if word in _TIER_OF:
            return places.at(home, _TIER_OF[word], year)
        if word == "市":
            return self._city(home, year)
        if places.name(home, year).endswith("区") and places.tier(home) == "county":
            return home
        province = places.at(home, "province", year)
        return province if places.name(province, year).endswith("自治区") else ""

    def _city(self, home: str, year: int) -> str:
        places = self._places
        if places.seat(home) == "municipality":
            return home
        if places.tier(home) == "county" and places.name(home, year).endswith("市"):
            return home
        above = places.at(home, "prefecture", year)
        if above:
            return above
        province = places.at(home, "province", year)
        return province if places.seat(province) == "municipality" else ""
