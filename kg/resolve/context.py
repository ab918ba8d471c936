"""What a document says about itself: whose it is and when it was issued."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Document, ParsedDocument
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.text import clean_name

__all__ = ["Context", "context_of"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_CENTRAL = re.compile("^(国务院|中共中央|中央|国家|全国|中华人民共和国)")
_NUMBER = re.compile("^(国办?发|国函|国办函|中发|中办发|国发明电|国办发明电)")
# Abbreviations of provinces at the head of document numbers (GB/T 2260 codes).
_ABBREVIATIONS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "内": "150000",
    "辽": "210000", "吉": "220000", "黑": "230000", "沪": "310000", "苏": "320000",
    "浙": "330000", "皖": "340000", "闽": "350000", "赣": "360000", "鲁": "370000",
    "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000",
    "琼": "460000", "渝": "500000", "川": "510000", "黔": "520000", "贵": "520000",
    "黔府": "520000", "云": "530000", "滇": "530000", "藏": "540000", "陕": "610000",
    "甘": "620000", "青": "630000", "宁": "640000", "新": "650000",
}  # fmt: skip
_PROVINCIAL_NUMBER = re.compile("^(.)(?:政|府|委|厅|发)")
_PREFIXES = {"省": "province", "自治区": "province", "市": "prefecture", "县": "county"}
_ENOUGH = 0.6
_HEAD = 4000


@dataclass(frozen=True, slots=True)
class Context:
    """What names are read against.

    Attributes:
        home: Code of the government that issued the document, or empty.
        year: Year of issue, 0 if unknown.
        basis: Where ``home`` came from: ``issuer``, ``title``, ``number``, ``text`` or ``open``.
    """

    home: str
    year: int
    basis: str = "issuer"


def place_at_head(text: str, places: Gazetteer, year: int) -> str:
    """Return the code of the lowest of the places that a text begins with, or empty."""
    home, rest = "", text
    while True:
        found = _longest(rest, places, year, home)
        if not found:
            return home
        home, size = found
        rest = rest[size:]


def _longest(text: str, places: Gazetteer, year: int, above: str) -> tuple[str, int] | None:
    for size in range(min(places.longest, len(text)), 1, -1):
        codes = places.named(text[:size], year)
        if above:
            codes = tuple(c for c in codes if c != above and above in places.chain(c, year))
        codes = places.nearest(codes, above, year)
        if len(codes) == 1:
            return codes[0], size
    return None


def _from_number(number: str) -> str:
    if _NUMBER.match(number):
        return CENTRE
    found = _PROVINCIAL_NUMBER.match(number)
    return _ABBREVIATIONS.get(found.group(1), "") if found else ""


def _year_of(document: Document) -> int:
    for text in (document.date, document.number):
        found = _YEAR.search(text)
        if found:
            return int(found.group())
    return 0


def _from_text(document: Document, parsed: ParsedDocument, places: Gazetteer) -> str:
    """The province that the text names most, where the bodies' prefixes are a province's."""
    names = [a.mention.name for task in parsed.tasks for a in task.clause.assignments]
    tiers = Counter(
        tier for name in names for prefix, tier in _PREFIXES.items() if name.startswith(prefix)
    )
    tier = tiers.most_common(1)[0][0] if tiers else ""
    text = document.span.of(document.source.text)
    if not tier and re.search("国务院各部委|国务院各部门", text[:_HEAD]):
        return CENTRE
    counts = Counter(
        {
            code: text.count(name)
            for name, codes in places.full.items()
            for code in codes[:1]
            if len(codes) == 1 and places.tier(code) == (tier or "province") and name in text
        }
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    total = sum(counts.values())
    return ranked[0][0] if ranked and ranked[0][1] >= _ENOUGH * total else ""


def context_of(
    parsed: ParsedDocument, places: Gazetteer, is_central: Callable[[str], bool]
) -> Context:
    """Return whose document this is and of which year.

    The issuer says it best, then the title, the number, and last the words of the text.

    Args:
        parsed: The document.
        places: The divisions.
        is_central: Whether a name is that of a body of the centre (教育部).
    """
    document = parsed.document
    year = _year_of(document)
    for basis, text in (("issuer", document.issuer), ("title", document.title)):
        clean = clean_name(text).lstrip("《“")
        if _CENTRAL.match(clean) or is_central(clean):
            return Context(CENTRE, year, basis)
        home = place_at_head(clean.removeprefix("中共"), places, year)
        if home:
            return Context(home, year, basis)
    home = _from_number(clean_name(document.number))
    if home:
        return Context(home, year, "number")
    home = _from_text(document, parsed, places)
    return Context(home, year, "text" if home else "open")
