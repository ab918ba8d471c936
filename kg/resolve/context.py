"""What a document says about itself: whose it is and when it was issued."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Document, ParsedDocument, Place, Span
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.numbers import home_of_number
from kg.resolve.text import clean_name
from kg.resolve.units import UNITS, fits

__all__ = ["Context", "context_of"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_CENTRAL = re.compile("^(国务院|中共中央|中央|国家|全国|中华人民共和国)")
_ENDS = frozenset("省市州盟县区旗")
_UNIT = re.compile("(?:^|[^自治])(自治区|[省市州盟县区旗])(?=委|政府|人民政府|直|级)")
_OFFICE = re.compile("(?:办公厅|办公室|综合司)$")
# A line, or a value of a form, that ends in a government is its own (发布机构：下陆区政府办公室);
# so is what it publishes by the words of the news.
_SIGNED = re.compile(
    r"(?:^|[:：|，,。\s])([\u4e00-\u9fff]{2,12}?)(?:人民)?政府(?:办公[厅室])?(?:[ \t|]*$|(?=发布))",
    re.MULTILINE,
)
_FOOT = 300
_ENOUGH = 0.6
_HEAD = 4000
_READ = 100_000
_LEAST = 2
_NEARLY = 0.8


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


_Test = Callable[[str], bool]
_Find = Callable[[str, Span, "Context"], tuple[Place, ...]]


def place_at_head(text: str, places: Gazetteer, year: int) -> str:
    """Return the code of the lowest of the places that a text begins with, or empty."""
    return _place_and_rest(text, places, year)[0]


def _place_and_rest(text: str, places: Gazetteer, year: int) -> tuple[str, str]:
    home, rest = "", text
    while True:
        found = _longest(rest, places, year, home)
        if not found:
            return home, rest
        home, size = found
        rest = rest[size:]


def _longest(text: str, places: Gazetteer, year: int, above: str) -> tuple[str, int] | None:
    for size in range(min(places.longest, len(text)), 1, -1):
        codes = places.named(text[:size], year)
        if text[:size] not in places.full and text[size - 1] not in _ENDS:
            # 新安晚报 begins with no 新安县: counties are sure by their unit alone.
            codes = tuple(c for c in codes if places.tier(c) != "county")
        if above:
            codes = tuple(c for c in codes if c != above and above in places.chain(c, year))
        codes = places.nearest(codes, above, year)
        if len(codes) == 1:
            return codes[0], size
    return None


def _year_of(document: Document) -> int:
    for text in (document.date, document.number):
        found = _YEAR.search(text)
        if found:
            return int(found.group())
    return 0


def _names(parsed: ParsedDocument) -> list[str]:
    return [clean_name(a.mention.name) for task in parsed.tasks for a in task.clause.assignments]


def _unit(names: list[str], document: Document) -> str:
    """The unit that names give as theirs (省, 市, 区), by bodies first, then by the head."""
    found = Counter(
        unit for name in names for unit in UNITS if name.startswith(unit) and len(name) > len(unit)
    )
    if found:
        return max(found, key=lambda unit: (found[unit], len(unit)))
    head = clean_name(document.issuer + document.title)
    said = _UNIT.search(" " + head)
    return said.group(1) if said else ""


def _signed(parsed: ParsedDocument, unit: str, places: Gazetteer, year: int) -> str:
    """The one government that stands by itself before the tasks or at the foot of the text."""
    text, span = parsed.document.source.text, parsed.document.span
    first = min((task.span.start for task in parsed.tasks), default=span.end)
    foot = max(span.start, span.end - _FOOT)  # the document before may end right above
    around = text[span.start : min(first, span.start + _HEAD)] + "\n" + text[foot : span.end]
    found = set()
    for words in _SIGNED.findall(around):
        home, rest = _place_and_rest(clean_name(words), places, year)
        if home and not rest and fits(home, unit, places, year):
            found.add(home)
    return found.pop() if len(found) == 1 else ""


def _from_text(
    parsed: ParsedDocument, unit: str, places: Gazetteer, is_central: _Test, find: _Find
) -> str:
    """The place that the text names most, of the kind that bodies' prefixes speak of.

    A place named vouches for those it lies in: 涵江区 for 莆田市.
    """
    document, names = parsed.document, _names(parsed)
    year, span, text = _year_of(document), document.span, document.source.text
    head = text[span.start : min(span.end, span.start + _HEAD)]
    central = sum(is_central(name) for name in names)
    if not unit and (re.search("国务院各(?:部委|部门)", head) or 2 * central > len(names)):
        return CENTRE
    signed = _signed(parsed, unit, places, year)
    if signed:
        return signed
    passage = Span(span.start, min(span.end, span.start + _READ))
    named = Counter(place.code for place in find(text, passage, Context("", year)) if place.code)
    scores: Counter[str] = Counter()
    total = 0
    for code, count in named.items():
        line = [held for held in places.chain(code, year) if fits(held, unit, places, year)]
        total += count if line else 0
        for held in line:
            scores[held] += count
    if not scores:
        return ""
    # A county-level city and the city above it are both 市: the lower where it has nearly all.
    best = max(scores.values())
    near = [code for code in scores if scores[code] >= _NEARLY * best]
    home = max(near, key=lambda code: (len(places.chain(code, year)), scores[code], code))
    enough = scores[home] >= max(_LEAST, _ENOUGH * total)
    return home if enough else ""


def context_of(
    parsed: ParsedDocument, places: Gazetteer, is_central: _Test, find: _Find
) -> Context:
    """Return whose document this is and of which year.

    The issuer says it best, then the title, the number, and last the words of the text.

    Args:
        parsed: The document.
        places: The divisions.
        is_central: Whether a name is that of a body of the centre (教育部).
        find: Finds the places named in a passage of a text.
    """
    document = parsed.document
    year = _year_of(document)
    for basis, text in (("issuer", document.issuer), ("title", document.title)):
        clean = clean_name(text).lstrip("《“")
        if _CENTRAL.match(clean) or is_central(_OFFICE.sub("", clean)):
            return Context(CENTRE, year, basis)
        home = place_at_head(clean.removeprefix("中共"), places, year)
        if home:
            return Context(home, year, basis)
    unit = _unit(_names(parsed), document)
    home = home_of_number(clean_name(document.number), unit, places, year)
    if home:
        return Context(home, year, "number")
    home = _from_text(parsed, unit, places, is_central, find)
    return Context(home, year, "text" if home else "open")
