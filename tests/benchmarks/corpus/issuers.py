"""Who issues a document: a government of the shipped vocabulary, at any tier."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.resolve.gazetteer import Gazetteer
from kg.resolve.vocabulary import load_vocabulary

from .draw import Draw

__all__ = ["TIERS", "Issuer", "issuer", "superior"]

TIERS = ("province", "prefecture", "county")
FIRST, LAST = 2009, 2023
# What bodies of a division write before their names; longer ends first.
_WORDS = {
    "自治区": "自治区", "自治州": "州", "自治县": "县", "省": "省", "市": "市",
    "县": "县", "区": "区", "盟": "盟", "旗": "旗",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issuer:
    """A government and what its documents name beside its own bodies.

    Attributes:
        name: 柳州市, or 国务院.
        short: 柳州.
        tier: ``national``, ``province``, ``prefecture`` or ``county``.
        seat: The tier as offices are named by it: ``municipality`` for 直辖市.
        word: What its bodies write before their names: 市.
        year: The year of the document.
        below: The divisions directly below it.
        above: The code of the division above it, or empty.
    """

    name: str
    short: str
    tier: str
    seat: str
    word: str
    year: int
    below: tuple[str, ...]
    above: str = ""

    @property
    def government(self) -> str:
        return self.name if self.tier == "national" else f"{self.name}人民政府"

    @property
    def office(self) -> str:
        if self.tier in ("national", "province"):
            return f"{self.government}办公厅"
        return f"{self.government}办公室"

    @property
    def committee(self) -> str:
        """Return its party committee as its organs write it: 市委, 自治区党委."""
        return f"{self.word}党委" if self.word == "自治区" else f"{self.word}委"


CENTRAL = Issuer("国务院", "国", "national", "national", "", 2019, ())


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return Gazetteer.of(load_vocabulary().regions)


def _word(name: str) -> str:
    return next((word for end, word in _WORDS.items() if name.endswith(end)), "")


@lru_cache(maxsize=256)
def _codes(tier: str, year: int) -> tuple[str, ...]:
    """Return the codes of a tier that issue documents; offices of prefectures (地区) do not."""
    return tuple(
        code
        for code, region in gazetteer().regions.items()
        if region.tier == tier
        and code[:2] not in ("71", "81", "82")
        and any(record.holds(year) for record in region.records)
        and _word(gazetteer().name(code, year))
    )


@lru_cache(maxsize=32)
def _children(year: int) -> dict[str, list[str]]:
    """Return the names of the divisions below each code in a year, those that issue documents."""
    found: dict[str, list[str]] = {}
    for region in gazetteer().regions.values():
        for record in region.records:
            if record.holds(year) and _word(record.name):
                found.setdefault(record.parent, []).append(record.name)
    return found


@lru_cache(maxsize=4096)
def _issuer(code: str, year: int) -> Issuer:
    held = gazetteer()
    name = held.name(code, year)
    below = tuple(_children(year).get(code, ()))
    seat = held.seat(code)
    above = held.parent(code, year)
    short = held.short_name(code, year)
    return Issuer(name, short, held.tier(code), seat, _word(name), year, below, above)


def superior(who: Issuer) -> Issuer:
    """Return the government above a city."""
    return _issuer(who.above, who.year)


def issuer(draw: Draw, tiers: tuple[str, ...] = TIERS) -> Issuer:
    """Draw a government of the given tiers, as it was in a year."""
    year = draw.between(FIRST, LAST)
    tier = draw.of(tiers)
    if tier == "national":
        return CENTRAL
    code = draw.of(_codes(tier, year))
    return _issuer(code, year)
