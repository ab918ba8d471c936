"""A body's name in its document, read as one node of the graph."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Agency, Resolution
from kg.resolve.centre import CENTRAL, Centre, territory
from kg.resolve.compose import Composer
from kg.resolve.context import Context
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.groups import Groups, is_group
from kg.resolve.names import Prefix, Prefixes
from kg.resolve.offices import Match, Offices, full_head
from kg.resolve.text import clean_name, main_name
from kg.resolve.unknown import Unknown, kind_of
from kg.resolve.vocabulary import Vocabulary

__all__ = ["Bodies"]

_MOST_HELD = 50_000  # names in their documents that are remembered
_GOVERNMENT = re.compile("^(?:人民政府|政府|行署|行政公署)$")
_PARTY = re.compile("^(?:党委|委|委员会|市委|省委)$")
_INFIX = re.compile("^(?:人民政府|政府|党委|委员会|委|常委会)(?=.{2})")
_LEAGUE = re.compile("^(?:中国)?(?:共产主义青年团|共青团|团)(.*?)(?:委员会|委)$")
_FORMER = re.compile("^原(?=省|市|县|自治区|国家|国务院)")
_CORPS = re.compile("^(新疆生产建设兵团|新疆兵团|)(?:(?<=兵团)|兵团)")
_CORPS_NAME, _CORPS_HOME = "新疆生产建设兵团", "650000"
# 中国铁路南宁局集团有限公司 is what 南宁铁路局 became in 2017.
_RAILWAY = re.compile("^中国铁路(.{2,4}?)局集团(?:有限)?(?:公司)?$")
_ZONE_PREFIX = re.compile("^(?:本区|区|管委会|管理委员会)(?!域|划)")
_BRANCH = re.compile("(?:分局|支队|大队|监管组|中队)$")


class Bodies:
    """Resolves names of bodies; answers are kept per name, home and year."""

    def __init__(self, vocabulary: Vocabulary, places: Gazetteer) -> None:
        self._places = places
        self._offices = Offices(vocabulary.offices)
        self._composer = Composer(places, vocabulary.systems)
        self._groups = Groups(places, self._composer)
        self._prefixes = Prefixes(places, vocabulary.areas)
        parts = (places, self._offices, self._composer, self._prefixes)
        self._centre = Centre(*parts)
        self._unknown = Unknown(*parts)
        self._held: dict[tuple[str, str, int, str, str], Resolution] = {}

    @property
    def composer(self) -> Composer:
        """Return the writer of full names."""
        return self._composer

    @property
    def offices(self) -> Offices:
        """Return the written forms of offices."""
        return self._offices

    def is_central(self, name: str) -> bool:
        """Return whether a clean name is that of a body of the centre."""
        return self._centre.holds(name)

    def resolve(self, name: str, context: Context, tier: str = "") -> Resolution:
        """Return the node that a name stands for in a document.

        Args:
            name: The name with its prefix restored.
            context: Whose document, and when.
            tier: Tier that a column heading names (自治区, 柳州市), or empty.
        """
        key = (name, context.home, context.year, tier, context.zone)
        if key not in self._held:
            if len(self._held) >= _MOST_HELD:  # names of documents that are long past
                self._held.clear()
            self._held[key] = self._resolve(clean_name(name), context, clean_name(tier))
        return self._held[key]

    def by_key(self, key: str, context: Context) -> Agency:
        """Return the body of a key that a person chose: one the vocabulary knows, or a new one."""
        code, _, label = key.partition("/")
        if code.startswith("-"):
            return replace(self._composer.named(label, "", kind_of(label)), key=key)
        found = self.resolve(label, Context(code, context.year)).agency
        if found.key == key:
            return found
        return self._composer.named(label, code, kind_of(label))

    def _resolve(self, name: str, context: Context, tier: str) -> Resolution:
        home = self._column(tier, context)
        basis = "column" if home else "issuer"
        local = Context(home, context.year) if home else context
        if is_group(name):
            return self._group(name, local, basis)
        main, _second = main_name(_FORMER.sub("", name))
        main = _RAILWAY.sub(r"\1铁路局集团", main)
        league = _LEAGUE.match(main)
        if league:
            main = self._league(league.group(1), local)
        bare = self._bare_place(main, local)
        if bare:
            return bare
        central = self._centre.resolve(main, local)
        if central:
            return central
        return self._local(main.removeprefix("中共"), local, basis)

    def _bare_place(self, name: str, context: Context) -> Resolution | None:
        """A place that leads or supports is its government: 大庆、鹤岗等市配合."""
        name = name.removesuffix("等")
        codes = self._places.named(name, context.year, full=True)
        if not codes:
            shorts = self._places.named(name, context.year)
            codes = tuple(c for c in shorts if self._places.tier(c) == "province")
        codes = self._places.nearest(codes, context.home, context.year)
        if len(codes) != 1 or codes[0] == CENTRE:
            return None
        return Resolution(self._composer.government(codes[0], context.year), "name")

    def _league(self, place: str, context: Context) -> str:
        central = place == "中央" or (not place and context.home in ("", CENTRE))
        return "共青团中央" if central else f"{place}共青团委员会"

    def _column(self, tier: str, context: Context) -> str:
        """The government a column heading names: 自治区 or 柳州市."""
        if not tier or tier == "国家":
            return CENTRE if tier else ""
        generic = self._prefixes.tier_code(tier, context)
        if generic and tier in ("自治区", "省", "市", "县", "区", "州", "自治州", "旗", "盟"):
            return generic
        codes = self._places.nearest(
            self._places.named(tier, context.year), context.home, context.year
        )
        return codes[0] if len(codes) == 1 else ""

    # --- bodies of a place ----------------------------------------------------------------

    def _local(self, name: str, context: Context, basis: str) -> Resolution:
        corps = _CORPS.match(name)
        if corps and (corps.group(1) or context.home.startswith(_CORPS_HOME[:2])):
            return self._corps(name[corps.end() :], context)
        ways = self._prefixes.read(name, context)
        own = self._of_zone(name, ways, context, basis) if context.zone else None
        if own:
            return own
        for way in ways:
            found = self._known(way, context, basis)
            if found:
                return found
        found = self._placeless(name, ways)
        return found or self._unknown.resolve(name, ways, context, basis)

    def _of_zone(
        self, name: str, ways: list[Prefix], context: Context, basis: str
    ) -> Resolution | None:
        """In a document of 柳东新区, 财政局 and 区财政局 are the zone's, and 市财政局 is not."""
        rest = _ZONE_PREFIX.sub("", name.removeprefix(context.zone))
        if rest == name and any(way.basis for way in ways):
            return None
        found = [match for match in self._offices.find(rest, context.year) if match.exact]
        if len({(match.office.kind, match.office.system) for match in found}) != 1:
            return None
        office, head = found[0].office, full_head(found[0].head)
        words = found[0].stem + head if head else rest
        label = self._composer.place(context.home, context.year) + context.zone + words
        agency = self._composer.named(label, context.home, office.kind, office.system)
        return Resolution(agency, basis)

    def _known(self, way: Prefix, context: Context, basis: str) -> Resolution | None:
        basis = way.basis or basis
        codes = self._settled(way)
        if way.basis and len(codes) != 1:
            return (
                self._open_place(way, context)
                if codes and self._matches(way, codes[0], 0)
                else None
            )
        code = codes[0] if codes else ""
        if not code or code == CENTRE:
            return None
        if way.basis and _GOVERNMENT.match(way.rest):
            return Resolution(self._composer.government(code, context.year), basis)
        if way.basis and _PARTY.match(way.rest):
            return Resolution(self._composer.party(code, context.year), basis)
        found = self._matches(way, code, context.year)
        if len(found) == 1:
            return self._settle(found[0], code, context, basis)
        if found:
            return self._ambiguous(way, found, code, context, basis)
        return self._compound(way, code, context, basis)

    def _settled(self, way: Prefix) -> tuple[str, ...]:
        """吉林 alone is the province, unless what follows is a city's (监管分局, 支队).

        长沙 alone is the city and not the county beside it.
        """
        if len(way.codes) < 2 or way.full:
            return way.codes
        tiers = ("prefecture",) if _BRANCH.search(way.rest) else ("province", "prefecture")
        for tier in tiers:
            kept = tuple(code for code in way.codes if self._places.tier(code) == tier)
            if kept:
                return kept
        return way.codes

    def _settle(self, match: Match, code: str, context: Context, basis: str) -> Resolution:
        agency = self._composer.agency(match, code, context.year)
        where = territory(code, match.office, self._places, context.year)
        if where != code:
            agency = self._composer.named(agency.label, where, agency.kind, agency.system)
        return Resolution(agency, basis)

    def _matches(self, way: Prefix, code: str, year: int) -> tuple[Match, ...]:
        found: tuple[Match, ...] = ()
        party = way.rest.startswith(("委", "党委"))
        for core in (way.rest, _INFIX.sub("", way.rest)):
            found = found or self._offices.find(core, year)
            if party:
                # 省委审计办 is no slip for 省审计厅.
                found = tuple(m for m in found if m.exact or m.office.kind == "party")
        if len(found) > 1:
            found = tuple(m for m in found if m.exact) or found
        if len(found) > 1:
            # 辽宁金融监管局 is the centre's in Liaoning, 省金融监管局 the province's own.
            short = way.basis == "name" and not way.full
            found = tuple(m for m in found if (m.office.kind == "vertical") == short) or found
        seat = self._places.seat(code)
        if len(found) > 1:
            found = tuple(m for m in found if seat in m.office.heads) or found
        if len(found) > 1:
            found = tuple(m for m in found if (m.office.kind == "party") == party) or found
        return found

    def _compound(self, way: Prefix, code: str, context: Context, basis: str) -> Resolution | None:
        found = self._offices.compound(way.rest)
        if not found or not code:
            return None
        office, _head = found
        label = self._composer.place(code, context.year) + way.rest
        return Resolution(self._composer.named(label, code, office.kind, office.system), basis)

    def _ambiguous(
        self, way: Prefix, found: tuple[Match, ...], code: str, context: Context, basis: str
    ) -> Resolution:
        keys = tuple(self._composer.agency(match, code, context.year).key for match in found)
        label = self._composer.place(code, context.year) + way.rest
        systems = {match.office.system for match in found}
        system = systems.pop() if len(systems) == 1 else ""
        agency = self._composer.named(label, code, found[0].office.kind, system)
        return Resolution(agency, basis, candidates=keys)

    def _placeless(self, name: str, ways: list[Prefix]) -> Resolution | None:
        """区发改委 of no known district: its system is known all the same."""
        bare = [way for way in ways if not way.codes]
        offices = {
            (match.office.kind, match.office.system)
            for way in bare
            for match in self._matches(way, "", 0)
            if match.exact
        }
        if len(offices) != 1:
            return None
        kind, system = offices.pop()
        return Resolution(self._composer.named(name, "", kind, system), "open")

    def _open_place(self, way: Prefix, context: Context) -> Resolution:
        found = self._matches(way, way.codes[0], context.year)
        keys = tuple(self._composer.agency(found[0], code, context.year).key for code in way.codes)
        agency = self._composer.named(way.rest, "", found[0].office.kind, found[0].office.system)
        return Resolution(agency, "open", candidates=keys)

    def _corps(self, rest: str, context: Context) -> Resolution:
        """新疆生产建设兵团 has departments as a province has, under its own name."""
        if not rest:
            agency = self._composer.named(_CORPS_NAME, _CORPS_HOME, "government")
            return Resolution(agency, "name")
        held = self._local("自治区" + rest, Context(_CORPS_HOME, context.year), "prefix")
        place = self._composer.place(_CORPS_HOME, context.year)
        label = held.agency.label.replace(place, _CORPS_NAME)
        agency = replace(
            held.agency, label=label, key=f"{_CORPS_HOME}/{label}", label_en="", members=()
        )
        return Resolution(agency, "name", held.candidates)

    def _group(self, name: str, context: Context, basis: str) -> Resolution:
        if CENTRAL.match(name):
            return Resolution(self._groups.agency(name, CENTRE, context.year), "name")
        for way in self._prefixes.read(name, context):
            if way.basis and len(way.codes) == 1:
                label = name
                if way.basis == "prefix":
                    label = self._composer.place(way.codes[0], context.year) + way.rest
                if way.rest.startswith("直"):
                    label = self._composer.place(way.codes[0], context.year) + name
                system = self._system(way.rest, context)
                agency = self._groups.agency(label, way.codes[0], context.year, system)
                return Resolution(agency, way.basis)
        system = self._system(name, context)
        return Resolution(
            self._groups.agency(name, context.home, context.year, system),
            basis if context.home else "open",
        )

    def _system(self, name: str, context: Context) -> str:
        """公安部门, 各级公安机关: the system of a group, where its words give one."""
        stem = re.sub("^各级|有关|(?:主管|行政)*(?:部门|机关)$", "", name)
        if stem.endswith("政府"):
            return ""
        systems = {m.office.system for m in self._offices.find(stem + "局", context.year)}
        return systems.pop() if len(systems) == 1 else ""
