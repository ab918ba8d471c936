"""Bodies that the vocabulary does not know: a node by name and place, the system open."""

from __future__ import annotations

import re

from kg.model import Agency, Resolution
from kg.resolve.centre import CENTRAL
from kg.resolve.compose import Composer
from kg.resolve.context import Context
from kg.resolve.gazetteer import CENTRE, Gazetteer
from kg.resolve.names import Prefix, Prefixes
from kg.resolve.offices import Offices

__all__ = ["Unknown", "kind_of"]

_TOWNSHIP = re.compile("(?:街道办事处|街道办|镇人民政府|乡人民政府|镇政府|乡政府|街道|[乡镇])$")
_ZONE = re.compile("(?:管理委员会|管委会)$")
_GENERIC = re.compile("^(?:省|市|县|区|州|自治区|自治州)")
_COMPANIES = (
    "国网|国能|华能|大唐|中石油|中石化|中海油|华润|南方电网|中铁|中建|农发行|国开行|[工农建中交]行"
)
_OF_THE_CENTRE = re.compile(f"{CENTRAL.pattern}|^(?:{_COMPANIES})")
_BANK = "银行|信用联?社|农信社|[工农建中交]行|农发行|国开行"
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("enterprise", f"公司|集团|{_BANK}|电网|供电局|电业局|电力局|铁路局|[^公]厂$|企业$"),
        ("court", "法院$|检察院$"),
        ("mass", "(?:协|学|商|联合|促进|基金|研究|联谊)会$"),
        ("institution", "(?:大学|学院|医院|研究院|研究所|中心|学校|[^公]馆|[院所站台])$"),
        ("institution", "[报杂志通讯]社$"),
        ("military", "(?:军区|总队|部队|警备区|人武部|军分区)$"),
        ("party", "(?:工委|党组|党校|工作委员会)$"),
        ("department", "[厅局委办部署处室]$|委员会$|办公室$|指挥部$|领导小组$|联席会议$"),
    )
)
_BRANCH = re.compile("(?:分局|支队|大队|中队)$")
_HEADS = tuple("局厅委部办院社")
_SHORTEST = 3


def kind_of(name: str) -> str:
    """Return the kind of body that the last words of a name tell, or ``unknown``."""
    if _TOWNSHIP.search(name) or _ZONE.search(name) or name.endswith("政府"):
        return "government"
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), "unknown")


class Unknown:
    """Makes nodes for names outside the vocabulary."""

    def __init__(
        self, places: Gazetteer, offices: Offices, composer: Composer, prefixes: Prefixes
    ) -> None:
        self._places = places
        self._offices = offices
        self._composer = composer
        self._prefixes = prefixes

    def resolve(self, name: str, ways: list[Prefix], context: Context, basis: str) -> Resolution:
        """Return a node for a name.

        Args:
            name: The clean name.
            ways: The ways to read the place at its head.
            context: Whose document, and when.
            basis: Basis of the document's jurisdiction: ``issuer`` or ``column``.
        """
        for way in ways:
            if way.basis and len(way.codes) == 1 and (way.full or self._inside(way, context)):
                return Resolution(self._placed(name, way, context), way.basis)
        if _OF_THE_CENTRE.match(name):
            return self._of_centre(name, context)
        if _GENERIC.match(name) and ways[0].basis == "prefix":
            return Resolution(self._composer.named(name, "", kind_of(name)), "open")
        return self._bare(name, context, basis)

    def _placed(self, name: str, way: Prefix, context: Context) -> Agency:
        code = way.codes[0]
        label = name
        if way.basis == "prefix" or _ZONE.search(name):
            label = self._composer.place(code, context.year) + way.rest
        system = self._part_of(way.rest, context.year)
        return self._composer.named(_spelled(label), code, kind_of(name), system)

    def _part_of(self, rest: str, year: int) -> str:
        """公安局城中分局, 税务局稽查局: a part has the system of the whole."""
        for size in range(len(rest) - 1, _SHORTEST - 1, -1):
            core = rest[:size]
            if core.endswith(_HEADS):
                systems = {m.office.system for m in self._offices.find(core, year) if m.exact}
                if len(systems) == 1:
                    return systems.pop()
        return ""

    def _bare(self, name: str, context: Context, basis: str) -> Resolution:
        home = context.home
        if _ZONE.search(name) and home:
            label = self._composer.place(home, context.year) + _spelled(name)
            return Resolution(self._composer.named(label, home, "government"), basis)
        vertical = self._vertical(name)
        kind, system = ("vertical", vertical) if vertical else (kind_of(name), "")
        if not vertical and (branch := _BRANCH.search(name)):
            system = self._of_branch(name, branch.group(), context)
            kind = "department" if system else kind
        agency = self._composer.named(name, home, kind, system)
        return Resolution(agency, basis if home else "open")

    def _of_branch(self, name: str, branch: str, context: Context) -> str:
        """The system of 环保拱墅分局: words of an office, then a place at home."""
        core = name.removesuffix(branch)
        for size in range(2, len(core) - 1):
            codes = self._places.named(core[size:], context.year)
            if any(context.home in self._places.chain(c, context.year) for c in codes):
                heads = ("局", branch)
                found = {
                    match.office.system
                    for head in heads
                    for match in self._offices.find(core[:size] + head, context.year)
                    if match.exact
                }
                if len(found) == 1:
                    return found.pop()
        return ""

    def _vertical(self, name: str) -> str:
        """长江海事局, 拱北海关: bodies of the centre named after no division."""
        for start in range(2, len(name) - 1):
            found = self._offices.find(name[start:])
            if len(found) == 1 and found[0].exact and found[0].office.kind == "vertical":
                return found[0].office.system
        return ""

    def _of_centre(self, name: str, context: Context) -> Resolution:
        """An enterprise of the centre belongs to the place in its name: 中国移动广西公司."""
        kind = kind_of(name)
        if kind == "enterprise":
            for start in range(2, len(name) - 2):
                for way in self._prefixes.read(name[start:], context):
                    tier = self._places.tier(way.codes[0]) if len(way.codes) == 1 else ""
                    if way.basis == "name" and tier in ("province", "prefecture"):
                        code = self._province_of(way.codes[0], context.year)
                        return Resolution(self._composer.named(name, code, kind), "name")
        return Resolution(self._composer.named(name, CENTRE, kind), "name")

    def _province_of(self, code: str, year: int) -> str:
        """A bureau in a capital serves the province: 中国铁路南宁局集团."""
        return self._places.parent(code, year) if code.endswith("0100") else code

    def _inside(self, way: Prefix, context: Context) -> bool:
        """A short name at the head is a place where it is a province or at home."""
        line = self._places.chain(way.codes[0], context.year)
        top = self._places.at(context.home, "province", context.year)
        return self._places.tier(way.codes[0]) == "province" or (bool(top) and top in line)


def _spelled(name: str) -> str:
    """柳东新区管委会 is 柳东新区管理委员会."""
    return name.removesuffix("管委会") + "管理委员会" if name.endswith("管委会") else name
