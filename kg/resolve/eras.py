"""Bodies as they were written, as of a date, or as of today: the reforms applied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kg.errors import KgError
from kg.model import Agency
from kg.resolve.compose import Composer
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.offices import Match, Offices, official_stem
from kg.resolve.vocabulary import Change, Office, Vocabulary

__all__ = ["AS_WRITTEN", "TODAY", "Eras", "moment"]

AS_WRITTEN = "written"
TODAY = "today"
_MOST_HELD = 20_000  # bodies at dates that are remembered
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_END_OF_TIME = "9999-12-31"
_MOST_REFORMS = 8


def moment(at: str) -> str:
    """Return ``written``, ``today``, or the last day of a year, month or day.

    Raises:
        KgError: If it is none of these.

    Examples:
        >>> moment("2018"), moment("2018-03"), moment("today")
        ('2018-12-31', '2018-03-31', 'today')
    """
    if at in (AS_WRITTEN, TODAY):
        return at
    if not _DATE.fullmatch(at):
        raise KgError(
            f"{at} is no date", remedy="Use written, today, a year or a date such as 2018-03-31"
        )
    return at + "-12-31"[len(at) - 4 :]


class Eras:
    """Maps bodies over the reforms of 2003, 2008, 2013, 2018, 2021 and 2023.

    Attributes:
        changes: The reforms, by date.
    """

    def __init__(
        self, vocabulary: Vocabulary, places: Gazetteer, offices: Offices, composer: Composer
    ) -> None:
        self.changes = vocabulary.changes
        self._places = places
        self._offices = offices
        self._composer = composer
        self._held: dict[tuple[str, str, str], tuple[Agency, ...]] = {}
        self._full: dict[tuple[str, str], str] = {}
        self._ending: dict[str, list[Change]] = defaultdict(list)
        self._making: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for name in set(change.originals) - set(change.resulting):
                self._ending[name].append(change)
            for name in set(change.resulting) - set(change.originals):
                self._making[name].append(change)

    def as_of(self, agency: Agency, when: str, written: str = "") -> tuple[Agency, ...]:
        """Return the bodies that an agency is at a date.

        Args:
            agency: The body as written.
            when: ``written``, ``today`` (after the last known reform) or an ISO 8601 date.
            written: Date of the document that names it, for names that came back: there was a
                新闻出版局 before 2013 and there is one again since 2018. Without a date it is
                the later one.

        Returns:
            One body; several where a reform split it, or had merged it from several; the body
            itself where no reform touched it.
        """
        if when == AS_WRITTEN or agency.is_group:
            return (agency,)
        key = (agency.key, when, written[:4])
        if key not in self._held:
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            date = _END_OF_TIME if when == TODAY else when
            self._held[key] = self._as_of(agency, date, written)
        return self._held[key]

    def _as_of(self, agency: Agency, date: str, written: str) -> tuple[Agency, ...]:
        office = self.office_of(agency, written)
        if office is None:
            return (agency,)
        names = self._walk(office.id, agency, date)
        if names == (office.id,):
            return (agency,)
        year = int(date[:4]) if date != _END_OF_TIME else 0
        offices = [self._offices.by_id[name] for name in names]
        if agency.jurisdiction == CENTRE:
            offices = [held for held in offices if held.national]
        else:
            seat = self._places.seat(agency.jurisdiction)
            offices = [held for held in offices if _sits(held, seat)] or offices
        return tuple(self._there(held, agency, year) for held in offices)

    def _walk(self, name: str, agency: Agency, date: str) -> tuple[str, ...]:
        names: tuple[str, ...] = (name,)
        for _ in range(_MOST_REFORMS):
            names = tuple(
                dict.fromkeys(new for old in names for new in self._step(old, agency, date))
            )
        return names

    def _step(self, name: str, agency: Agency, date: str) -> tuple[str, ...]:
        for change in self._ending.get(name, ()):
            if _day(change, agency) <= date:
                return change.resulting
        return self._before(name, agency, date)

    def _before(self, name: str, agency: Agency, date: str) -> tuple[str, ...]:
        """What an office was at an earlier date: itself where it is older than the reform."""
        if self._offices.by_id[name].first < int(date[:4]):
            return (name,)
        made = [c for c in self._making.get(name, ()) if _day(c, agency) > date]
        first = min((_day(c, agency) for c in made), default="")
        return tuple(n for c in made if _day(c, agency) == first for n in c.originals) or (name,)

    def changes_of(self, agency: Agency) -> Iterator[Change]:
        """Yield the reforms that made or ended an agency's office."""
        office = self.office_of(agency)
        if office is not None:
            for change in self.changes:
                if office.id in change.originals + change.resulting:
                    yield change

    def office_of(self, agency: Agency, written: str = "") -> Office | None:
        """Return the office that an agency is, or ``None`` for bodies outside the vocabulary."""
        if agency.jurisdiction == CENTRE:
            held = self._offices.national(agency.label)
            return held if held and held.national == agency.label else None
        if agency.jurisdiction not in self._places.regions:
            return None
        found = [
            office
            for office in self._offices.of_system(agency.system)
            if any(self._is(office, stem, agency) for stem in office.stems)
        ]
        year = int(written[:4]) if written else 0
        of_year = [office for office in found if year and office.holds(year)] or found
        return max(of_year, key=lambda office: (office.first, office.id), default=None)

    def _is(self, office: Office, stem: str, agency: Agency) -> bool:
        full = self._full.get((office.id, stem)) or self._full.setdefault(
            (office.id, stem), official_stem(stem, office)
        )
        if not office.patterns and full not in agency.label:  # most: nothing need be composed
            return False
        heads = dict.fromkeys((*office.heads.values(), *office.others, ""))
        years = {record.first for record in self._places.regions[agency.jurisdiction].records}
        return any(
            self._composer.agency(Match(office, head, True, full), agency.jurisdiction, year).label
            == agency.label
            for head in heads
            for year in sorted(years)
        )

    def _there(self, office: Office, agency: Agency, year: int) -> Agency:
        match = Match(office, "", False, office.name)
        found = self._composer.agency(match, agency.jurisdiction, year)
        return replace(found, tier=agency.tier)


def _sits(office: Office, seat: str) -> bool:
    return not office.heads or seat in office.heads or seat in office.patterns


def _day(change: Change, agency: Agency) -> str:
    if agency.jurisdiction == CENTRE:
        return change.dates[0]
    return change.dates[1] if agency.tier == "province" else change.dates[2]
