"""Bodies of the centre, and their branches in places.

A branch has its territory as jurisdiction, not the centre: two provinces' branches of one name
are two bodies, and a reader finds each beside the departments of its place. In some systems the
branch in a capital serves the province (人民银行南宁中心支行, 南宁海关).
"""

from __future__ import annotations

import re

from kg.model import Resolution
from kg.resolve.compose import Composer
from kg.resolve.context import Context
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.names import Prefix, Prefixes
from kg.resolve.offices import Match, Offices
from kg.resolve.vocabulary import Office

__all__ = ["CENTRAL", "Centre", "territory"]

CENTRAL = re.compile("^(?:国务院|中央|国家|全国|中国|中华|中共中央|最高)")
_ONLY_CENTRAL = re.compile(CENTRAL.pattern + "|总局$|总署$|[^分]署$|监会$")


def territory(code: str, office: Office, places: Gazetteer, year: int) -> str:
    """Return the place a branch serves: in some systems that in a capital serves the province."""
    return places.parent(code, year) if office.capital and code.endswith("0100") else code


class Centre:
    """Resolves names of bodies of the centre."""

    def __init__(
        self, places: Gazetteer, offices: Offices, composer: Composer, prefixes: Prefixes
    ) -> None:
        self._places = places
        self._offices = offices
        self._composer = composer
        self._prefixes = prefixes

    def holds(self, name: str) -> bool:
        """Return whether a clean name is that of a body of the centre, whoever says it."""
        return self._offices.national(name) is not None and self._only_central(name)

    def resolve(self, name: str, context: Context) -> Resolution | None:
        """Return the body of the centre or its branch that a name means, or ``None``."""
        if name == "国务院":
            return Resolution(self._composer.government(CENTRE, context.year), "name")
        if name in ("党中央", "中共中央"):
            return Resolution(self._composer.named("中共中央", CENTRE, "party"), "name")
        office = self._offices.national(name)
        if office and (context.home == CENTRE or self._only_central(name)):
            return Resolution(self._composer.agency(_whole(office), CENTRE, 0), "name")
        branch = self._branch(name, context)
        if branch:
            return branch
        return self._bare(name, context) if context.home == CENTRE else None

    def _only_central(self, name: str) -> bool:
        return bool(_ONLY_CENTRAL.search(name)) or not self._offices.knows(name)

    def _bare(self, name: str, context: Context) -> Resolution | None:
        """发展改革委 in a document of the centre."""
        core = CENTRAL.sub("", name)
        found = [m for m in self._offices.find(core, context.year) if m.office.national]
        if len(found) == 1:
            return Resolution(self._composer.agency(found[0], CENTRE, 0), "issuer")
        return None

    def _branch(self, name: str, context: Context) -> Resolution | None:
        """人民银行南宁中心支行: a body of the centre, a place, and what it is there."""
        for size in range(min(len(name) - 2, 20), 1, -1):
            office = self._offices.national(name[:size])
            if not office:
                continue
            link = "驻" if name[size:].startswith("驻") else ""
            for way in self._prefixes.read(name[size + len(link) :], context):
                if way.basis == "name" and len(way.codes) == 1 and way.rest:
                    return self._branch_at(_whole(office), link, way, context)
            if self._only_central(name[:size]) and not self._offices.knows(name):
                label = office.national + name[size:]
                agency = self._composer.named(label, CENTRE, office.kind, office.system)
                return Resolution(agency, "name")
        return None

    def _branch_at(self, match: Match, link: str, way: Prefix, context: Context) -> Resolution:
        code, year = way.codes[0], context.year
        tails = [m for m in self._offices.find(way.rest, year) if m.exact]
        vertical = [m for m in tails if m.office.kind == "vertical"]
        if len(vertical) == 1:
            return Resolution(self._composer.agency(vertical[0], code, year), "name")
        patterns = match.office.patterns
        if way.rest in ("监管局", "监管分局") and self._places.seat(code) in patterns:
            return Resolution(self._composer.agency(match, code, year), "name")
        province = self._places.tier(code) == "province"
        place = self._places.name(code, year) if province else self._places.short_name(code, year)
        label = match.office.national + link + place + way.rest
        where = territory(code, match.office, self._places, year)
        agency = self._composer.named(label, where, "vertical", match.office.system)
        return Resolution(agency, "name")


def _whole(office: Office) -> Match:
    return Match(office, "", True, office.name)
