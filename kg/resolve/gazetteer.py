"""Names of divisions and the codes they stand for, read in the context of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.resolve.vocabulary import Record, Region

__all__ = ["CENTRE", "TODAY", "Gazetteer"]

CENTRE = "100000"
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
# Records without an end run to 9999.
TODAY = 9998
_RANKS = {"national": 0, "province": 1, "prefecture": 2, "county": 3}


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Divisions by code, by full name and by short name."""

    regions: Mapping[str, Region]
    full: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]]
    longest: int
    _children: Mapping[str, Sequence[tuple[str, Record]]] = field(repr=False)
    _chains: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, regions: Mapping[str, Region]) -> Gazetteer:
        """Index the names of regions."""
        full: dict[str, dict[str, None]] = defaultdict(dict)
        short: dict[str, dict[str, None]] = defaultdict(dict)
        children: dict[str, list[tuple[str, Record]]] = defaultdict(list)
        for code, region in regions.items():
            for record in region.records:
                full[record.name][code] = None
                children[record.parent].append((code, record))
                for name in record.shorts:
                    short[name][code] = None
        longest = max(map(len, (*full, *short)), default=0)
        return cls(regions, _tuples(full), _tuples(short), longest, children)

    def tier(self, code: str) -> str:
        """Return the tier of a code; empty for an unknown one."""
        return self.regions[code].tier if code in self.regions else ""

    def seat(self, code: str) -> str:
        """Return the tier as offices are named by it: ``municipality`` for 直辖市."""
        return "municipality" if code in _MUNICIPALITIES else self.tier(code)

    def parent(self, code: str, year: int = 0) -> str:
        """Return the code above, or empty."""
        region = self.regions.get(code)
        return region.record(year).parent if region else ""

    def chain(self, code: str, year: int = 0) -> tuple[str, ...]:
        """Return the code and those above it, below the centre."""
        key = (code, year)
        if key not in self._chains:
            codes: list[str] = []
            while code and code != CENTRE and code in self.regions and code not in codes:
                codes.append(code)
                code = self.parent(code, year)
            self._chains[key] = tuple(codes)
        return self._chains[key]

    def at(self, code: str, tier: str, year: int = 0) -> str:
        """Return the code at a tier at or above a code, or empty."""
        return next((held for held in self.chain(code, year) if self.tier(held) == tier), "")

    def name(self, code: str, year: int = 0) -> str:
        """Return the full name in a year."""
        return self.regions[code].record(year).name

    def short_name(self, code: str, year: int = 0) -> str:
        """Return the shortest name in a year: 广西, 延边."""
        record = self.regions[code].record(year)
        # The script writes the form with its unit first; the bare stem is the shortest.
        return min((record.name, *record.shorts), key=lambda name: (len(name), name))

    def below(self, code: str, year: int) -> tuple[str, ...]:
        """Return the divisions directly below a code in a year."""
        return tuple(
            held
            for held, record in self._children.get(code, ())
            if (record.holds(year) if year else record.last == 9999)
        )

    def named(self, name: str, year: int = 0, *, full: bool = False) -> tuple[str, ...]:
        """Return the codes a name may stand for: those that bear it in the year, or bore it ever.

        Full names come before short ones; without a year, today's bearers come first.
        """
        whole = self.full.get(name, ())
        short = () if full else self.short.get(name, ())
        if not whole and not short:
            return ()
        for codes in (whole, short):
            held = tuple(code for code in codes if self.bore(code, name, year or TODAY))
            if held:
                return held
        return whole or short

    def bore(self, code: str, name: str, year: int) -> bool:
        """Return whether a division had a full or short name in a year."""
        return any(
            record.holds(year) and (name == record.name or name in record.shorts)
            for record in self.regions[code].records
        )

    def nearest(self, codes: Iterable[str], home: str, year: int = 0) -> tuple[str, ...]:
        """Keep the codes nearest to a document's jurisdiction; the higher tier where equal.

        吉林 in a text of another province is the province; in one of 吉林省 a bare 吉林 stays
        open between the two unless the words around say more.
        """
        codes = tuple(codes)
        if len(codes) < 2:
            return codes
        line = self.chain(home, year)
        for near in line:
            inside = tuple(code for code in codes if near in self.chain(code, year))
            if inside:
                codes = inside
                break
        else:
            ranks = {code: _RANKS.get(self.tier(code), 9) for code in codes}
            codes = tuple(code for code in codes if ranks[code] == min(ranks.values()))
        return codes


def _tuples(index: Mapping[str, Mapping[str, None]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(codes) for name, codes in index.items()}
