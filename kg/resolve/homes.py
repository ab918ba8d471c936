"""What tells whose a document is: head, signature, heading, and last the words of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Document, ParsedDocument, Place, Span
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.numbers import home_of_number
from kg.resolve.text import clean_name
from kg.resolve.units import UNITS, fits

__all__ = ["Evidence", "place_and_rest", "unit_of"]

_NO_UNIT = ("市场", "区域")
_ENDS = frozenset("省市州盟县区旗")
_UNIT = re.compile("(?:^|[^自治])(自治区|[省市州盟县区旗])(?=委|政府|人民政府|直|级)")
# A line, or a value of a form, that ends in a government is its own (发布机构：下陆区政府办公室);
# so is what it publishes by the words of the news.
_SIGNED = re.compile(
    r"(?:^|[:：|，,。\s])([\u4e00-\u9fff]{2,12}?)(?:人民)?政府(?:办公[厅室])?(?:[ \t|]*$|(?=发布))",
    re.MULTILINE,
)
# Where a heading may name its place: at its start (2004年上海市政府重点工作), and behind the words
# that announce it. 转发, 学习 and 支援 speak of the places of others.
_OPENS = re.compile(
    r"(?:^|关于(?:印发|公布|下达|做好)?|印发|公布|下达|日在|[《“])(?:\d{4}年度?|\d+)?"
)
_STATE_COUNCIL = re.compile("^国务院(?:[\u4e00-\u9fff]{2,24}办公室|办公厅)?(?:通知)?$")
_HEADINGS, _LONGEST_HEADING = 2, 60
_FOOT = 300
_ENOUGH = 0.6
_HEAD = 4000
_READ = 100_000
_LEAST = 2
_NEARLY = 0.8


def place_and_rest(text: str, places: Gazetteer, year: int) -> tuple[str, str]:
    """Return the code of the lowest of the places that a text begins with, and what follows."""
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


def unit_of(names: list[str], document: Document) -> str:
    """The unit that names give as theirs (省, 市, 区), by bodies first, then by the head."""
    found = Counter(
        unit
        for name in names
        for unit in UNITS
        if name.startswith(unit) and len(name) > len(unit) and not name.startswith(_NO_UNIT)
    )
    if found:
        return max(found, key=lambda unit: (found[unit], len(unit)))
    head = clean_name(document.issuer + document.title)
    said = _UNIT.search(" " + head)
    return said.group(1) if said else ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document and what its words are read with.

    Attributes:
        parsed: The document.
        names: Clean names of its bodies.
        unit: How it speaks of its own government (省, 市), or empty.
        year: Its year, or 0.
        places: The divisions.
        find: Finds the places that a passage names, in the names of bodies as well.
    """

    parsed: ParsedDocument
    names: list[str]
    unit: str
    year: int
    places: Gazetteer
    find: Callable[[Span], tuple[Place, ...]]

    @property
    def _span(self) -> Span:
        return self.parsed.document.span

    def _text(self, start: int, end: int) -> str:
        return self.parsed.document.source.text[start : min(end, self._span.end)]

    def _first(self) -> int:
        return min((task.span.start for task in self.parsed.tasks), default=self._span.end)

    def _fits(self, code: str) -> bool:
        return fits(code, self.unit, self.places, self.year)

    def by_number(self) -> str:
        """Return the place that the number names; the text may say which of several it is."""
        text = clean_name(self._text(self._span.start, self._span.start + _READ))
        number = clean_name(self.parsed.document.number)
        return home_of_number(number, self.unit, self.places, self.year, text)

    def by_centre(self, is_central: Callable[[str], bool]) -> bool:
        """Return whether a body of the centre stands alone on a line, as a head or a signature.

        Documents that say 省 or 市 of their own bodies are not the centre's, whatever they attach.
        """
        start, end = self._span.start, self._span.end
        around = self._text(start, min(self._first(), start + _HEAD))
        lines = (around + "\n" + self._text(max(start, end - _FOOT), end)).splitlines()
        names = (clean_name(line) for line in lines if len(line) <= _LONGEST_HEADING)
        return not self.unit and any(
            _STATE_COUNCIL.match(name) or is_central(name.removesuffix("办公厅")) for name in names
        )

    def by_signature(self) -> str:
        """Return the one government that stands by itself before the tasks or at the foot."""
        start, end = self._span.start, self._span.end
        foot = max(start, end - _FOOT)  # the document before may end right above
        around = self._text(start, min(self._first(), start + _HEAD))
        found = set()
        for words in _SIGNED.findall(around + "\n" + self._text(foot, end)):
            home, rest = place_and_rest(clean_name(words), self.places, self.year)
            if home and not rest and self._fits(home):
                found.add(home)
        return found.pop() if len(found) == 1 else ""

    def by_heading(self) -> str:
        """Return the one place that the title, or else the first lines, give as their own."""
        title = self.parsed.document.title
        held = self._text(self._span.start, self._first()).splitlines()
        lines = [title] if title else [line for line in held if line.strip()][:_HEADINGS]
        found = set()
        for line in lines:
            words = clean_name(line)
            if len(words) <= _LONGEST_HEADING or title:
                for opening in _OPENS.finditer(words):
                    home, _ = place_and_rest(words[opening.end() :], self.places, self.year)
                    found |= {home} if self.unit and home and self._fits(home) else set()
        return found.pop() if len(found) == 1 else ""

    def by_text(self) -> str:
        """Return the place named most, of the kind that the prefixes of bodies speak of.

        A place named vouches for those it lies in: 涵江区 for 莆田市. So does the place in a
        body's own name: 保监会云南监管局 for 云南省.
        """
        passage = Span(self._span.start, min(self._span.end, self._span.start + _READ))
        named = Counter(place.code for place in self.find(passage) if place.code)
        scores: Counter[str] = Counter()
        total = 0
        for code, count in named.items():
            line = [held for held in self.places.chain(code, self.year) if self._fits(held)]
            total += count if line else 0
            for held in line:
                scores[held] += count
        return self._foremost(scores, total) if scores else ""

    def _foremost(self, scores: Counter[str], total: int) -> str:
        # A county-level city and the city above it are both 市: the lower where it has nearly all.
        best = max(scores.values())
        near = [code for code in scores if scores[code] >= _NEARLY * best]
        depth = {code: len(self.places.chain(code, self.year)) for code in near}
        home = max(near, key=lambda code: (depth[code], scores[code], code))
        return home if scores[home] >= max(_LEAST, _ENOUGH * total) else ""
