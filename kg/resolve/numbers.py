"""Whose document it is by its number (GB/T 9704-2012): 桂政办发〔2011〕201号."""

from __future__ import annotations

import re

from kg.resolve.gazetteer import CENTRE, TODAY, Gazetteer
from kg.resolve.lexicon import lexicon
from kg.resolve.units import fits

__all__ = ["home_of_number"]

_CENTRAL = re.compile("^(国办?发|国函|国办函|中发|中办发|国发明电|国办发明电)")
# Abbreviations of provinces at the head of document numbers (GB/T 2260 codes).
_ABBREVIATIONS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "内": "150000",
    "辽": "210000", "吉": "220000", "黑": "230000", "沪": "310000", "苏": "320000",
    "浙": "330000", "皖": "340000", "闽": "350000", "赣": "360000", "鲁": "370000",
    "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000",
    "琼": "460000", "渝": "500000", "川": "510000", "黔": "520000", "贵": "520000",
    "云": "530000", "滇": "530000", "藏": "540000", "陕": "610000",
    "甘": "620000", "青": "630000", "宁": "640000", "新": "650000",
}  # fmt: skip
_CODE = re.compile("^(.{1,3}?)(?:政|府|委|厅|办|党|发)")
_OF_CITIES = ("市", "州", "盟")
_OFTEN = 2


def home_of_number(number: str, unit: str, places: Gazetteer, year: int, text: str = "") -> str:
    """Return the code of the government that a document number names, or empty.

    The same character may stand for a province and for a city (宁: 宁夏, 宁波; 青: 青海, 青岛), so
    the unit by which the document calls its own bodies has to agree.

    Args:
        number: The number without blanks, or empty.
        unit: How the document speaks of its own government (省, 市), or empty.
        places: The divisions.
        year: Year of the document.
        text: Its words without blanks, which may name the place that the number abbreviates.
    """
    if _CENTRAL.match(number):
        return CENTRE
    found = _CODE.match(number)
    if not found:
        return ""
    province = _ABBREVIATIONS.get(found.group(1), "")
    if province and (fits(province, unit, places, year) or not unit):
        return province
    begins = _beginning(found.group(1), unit, places, year)
    cities = [code for code in begins if places.tier(code) == "prefecture"]
    if unit in _OF_CITIES and len(begins) == len(cities) == 1:
        return cities[0]
    told = [code for code in begins if _named(code, text, places, year)]
    return told[0] if len(told) == 1 else ""


def _beginning(begins: str, unit: str, places: Gazetteer, year: int) -> list[str]:
    """The divisions of a unit that begin so: 徐州市 alone for 徐, while 平 has many."""
    found = {
        code: None
        for name, codes in places.full.items()
        if name.startswith(begins)
        for code in codes
        if places.bore(code, name, year or TODAY) and fits(code, unit, places, year)
    }
    return list(found)


def _named(code: str, text: str, places: Gazetteer, year: int) -> bool:
    """A text names its place in full, or more than once by a short name that is no word."""
    if places.name(code, year) in text:
        return True
    short = places.short_name(code, year)
    return short not in lexicon().ordinary and text.count(short) >= _OFTEN
