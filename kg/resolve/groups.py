"""Collective bodies: 各有关市人民政府, 区直有关部门 and their inferred members."""

from __future__ import annotations

import re

from kg.model import Agency
from kg.resolve.compose import Composer
from kg.resolve.gazetteer import CENTRE, Gazetteer

__all__ = ["Groups", "is_group"]

_GROUP = re.compile(
    r"各|有关|相关|其他|其它|所有|全体|成员单位|沿线|沿边|"
    r"^(?:[一二三四五六七八九十百\d]+个)|(?<!发展)等(?:市|县|区)|"
    r"(?:部门|单位|地区|地方政府|地方人民政府)$|"
    # 县（市、区）人民政府, 市、县人民政府, 乡镇人民政府: any of them, none in particular
    r"[省市县区州]（[^）]*[市区县州地盟旗]）|[省市县]、[^（）]*政府|[省市县乡]级(?:人民)?政府|"
    r"^(?:乡镇|镇街|街镇|乡（镇）|镇（街道?）|街道（乡镇?）)"
)
# 中央和国家机关有关部门 is a group; 有关 inside a proper name is not known to occur.
_NOT_GROUP = re.compile("各族|各界")
_GOVERNMENTS = re.compile("人民政府|政府|行署|管委会|地区$|^各(?:市|县|区|省|州|地|盟|旗)")
_VAGUE = re.compile("有关|相关|其他|其它|部分|沿线|沿边|经济区|经济带|地方|试点|等")
_PROVINCES = re.compile("省级|各省|省、自治区、直辖市|省（区、市）|省（自治区、直辖市）")
_CITIES = re.compile("设区市|设区的市|地级|各市|市州|市（州）|市（地）|市人民政府|州|盟")
_COUNTIES = re.compile("各县|各区|县（区）|县（市、区）|县（市）|各县（市|区县|县区|各旗|区（县）")


def is_group(name: str) -> bool:
    """Return whether a clean name means several bodies at once."""
    return bool(_GROUP.search(name)) and not _NOT_GROUP.search(name)


class Groups:
    """Builds collective bodies."""

    def __init__(self, places: Gazetteer, composer: Composer) -> None:
        self._places = places
        self._composer = composer

    def agency(self, name: str, code: str, year: int, system: str = "") -> Agency:
        """Return the group that a name means for a government.

        Args:
            name: The clean name.
            code: Whose group it is, or empty.
            year: Year of the document.
            system: Functional system, for 各级公安部门.
        """
        members = self._members(name, code, year)
        tier = self._places.tier(code)
        return Agency(f"{code or '-'}/{name}", name, code, tier, system, "group", "", members)

    def _members(self, name: str, code: str, year: int) -> tuple[str, ...]:
        """Governments below, where the words name all of a tier and leave none out."""
        if not code or not _GOVERNMENTS.search(name) or _VAGUE.search(name):
            return ()
        below = self._below(name, code, year)
        return tuple(self._composer.government(held, year).key for held in sorted(below))

    def _below(self, name: str, code: str, year: int) -> tuple[str, ...]:
        places, tier = self._places, self._places.seat(code)
        children = places.below(code, year)
        if code == CENTRE:
            mainland = tuple(c for c in children if c < "710000")
            return mainland if _PROVINCES.search(name) else ()
        wanted: tuple[str, ...] = ()
        if tier == "province" and _CITIES.search(name):
            wanted += tuple(c for c in children if places.tier(c) == "prefecture")
        if _COUNTIES.search(name) or "、县" in name:
            wanted += self._counties(children, year)
        return wanted

    def _counties(self, children: tuple[str, ...], year: int) -> tuple[str, ...]:
        places = self._places
        direct = tuple(c for c in children if places.tier(c) == "county")
        deeper = tuple(
            county
            for child in children
            if places.tier(child) == "prefecture"
            for county in places.below(child, year)
        )
        return direct + deeper
