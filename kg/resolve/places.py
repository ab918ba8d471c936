"""Divisions and named areas in the text of a task, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.characters import simplified
from kg.model import Place, Span
from kg.resolve.context import Context
from kg.resolve.gazetteer import CENTRE, TODAY, Gazetteer
from kg.resolve.lexicon import lexicon
from kg.resolve.search import Found, Words

__all__ = ["Places"]

_MOST_HELD = 50_000  # names and years that are remembered
# Words of grammar: a name begins afresh behind them, whatever pair they form with it.
_FUNCTION = frozenset("以在向对把将与和及到从由为至经自等往的是于给让使用")
_BREAK = frozenset("、，。；：！？（）《》“”—－-~～·/ 　,.;:()\"'")
_LIST = frozenset("、和与及")
# 以南宁、柳州为核心 is a list; so is 长春陆港和吉林陆港.
_DIRECTION = re.compile("^(?:部|岸|麓|侧|坡|方向|北部|南部|东部|西部)")
_WATER = re.compile(
    "^(?:[、和][\u4e00-\u9fff]{1,3}[江河])*(?:流域|干流|支流|上游|中游|下游|中上游|中下游|水系|两岸|沿岸|河段|大桥|特大桥|源头)"
)
# Lower places that bear a county's name: 龙门港 is a town's harbour, no 龙门县.
_LOWER = re.compile("^(?:镇|乡|村|路|街|桥|沟|岭|湾|岛|寺|港(?!口))")
# 贺兰山 is a range, no 贺兰县.
_NATURE = re.compile("^(?:山(?!区|镇|乡)|江|湖|河(?!流)|草原|沙地|沙漠)")
# 杭州湾 and 青海湖 are waters.
_BAY = re.compile("^(?:湾(?![区里])|湖(?![区里北南州滨口])|国家公园)")
# 牡丹江路, 嵩山西支路: streets of any city bear the names of places.
_STREET = re.compile(
    "^(?:[东西南北中]|支|环|[一二三])*(?:路(?![网桥段])|大道|大街|街(?!道)|巷|广场|大厦)"
)
_PART = re.compile("^[东西南北中新](?:城|市|郊|湖|关)区$")
_WORDS = (
    "高铁", "铁路", "公路", "航线", "高速", "城际", "推动", "推进", "建设", "支持", "促进", "加快",
    "打造", "发展", "服务", "提升", "引进", "带动", "实施", "加强", "深化", "扩大",
)  # fmt: skip
_VERBS = ("设立", "成立", "建立", "创立")
_PHRASES = ("长治久安", "日照时", "大理石", "三沙源")
_SIDES = frozenset("东西南北中")
_WORD = re.compile(r"\S+")
_RIVER = re.compile("[江河湖海溪]$")
# A place in the name of a body is no region of the task.
_BODY = re.compile(
    "^(?:市|省|县|区|州|自治区)?(?:"
    "(?:人民)?政府(?!性|投资)|海关(?!总署)|中心支行|银监|证监|保监|银保监|税务局|国税局|地税局|电网公司|供电局|铁路局|"
    "出入境检验检疫|海事局|(?:高级|中级)?人民法院|人民检察院|党委|省委|市委|"
    "[^、，。；：（）《》“”和与及在为的等将把]{0,8}?(?:大学|学院|学校|医院|银行|信托|证券|公司|集团|研究院|研究所|实验室|交易所|"
    "教育厅|财政厅|公安厅|民政厅|发展改革委|监管局|管理局))"
)
_AREA_BODY = re.compile("亚|办(?!法|理|事|学|公)|证券|银行|大学|港务|国际港务|集团|财险|办公室")
_BODY_NOT = re.compile(
    "建设|发展|打造|培育|推进|加快|引进|组建|支持|实施|建成|形成|承接|落户|设立|创建"
)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    codes: tuple[str, ...]
    full: bool
    area: str = ""


_Known = dict[int, list[str]]
"""Names that begin at each place of a text, longest first; places in their order."""


class Places:
    """Finds places in text."""

    def __init__(self, places: Gazetteer, areas: Mapping[str, str]) -> None:
        self._places = places
        self._areas = areas
        self._lexicon = lexicon()
        names = (name for name in (*places.full, *places.short, *areas) if len(name) > 1)
        self._names = Words(names, overlapping=True)
        self._bearers: dict[tuple[str, int], tuple[str, ...]] = {}

    def find(
        self, text: str, span: Span, context: Context, *, in_bodies: bool = False
    ) -> tuple[Place, ...]:
        """Return the places named in a passage, in text order.

        Args:
            text: The whole text.
            span: The passage.
            context: Whose document it is, and of which year.
            in_bodies: Whether places in the names of bodies count: 南宁 in 南宁市人民政府.
        """
        passage = span.of(text)
        bare = simplified("".join(passage.split()))
        hits = self._settle(bare, self._hits(bare, context), context, in_bodies)
        marks = _marks(passage, span.start) if hits else []  # most passages name no place
        found = []
        for hit, code in hits:
            at = Span(marks[hit.start], marks[hit.end - 1] + 1)
            name = bare[hit.start : hit.end]
            kind = "area" if hit.area else "division"
            found.append(Place(at, at.of(text), name, kind, code))
        return tuple(found)

    def _hits(self, bare: str, context: Context) -> list[_Hit]:
        hits, free = list[_Hit](), 0
        known = _by_place(self._names.find(bare))
        for at in known:
            hit = self._at(known, at, context) if at >= free else None
            if hit and not self._overlaid(known, hit, context):
                hits.append(hit)
                free = hit.end
        return hits

    def _overlaid(self, known: _Known, hit: _Hit, context: Context) -> bool:
        """高铁西安: a county of elsewhere, 铁西, gives way to the city that begins inside it."""
        if hit.area or hit.full or not self._low(hit):
            return False
        inner = self._at(known, hit.end - 1, context)
        if inner is None or inner.area or self._low(inner):
            return False
        home = self._at_home(hit.codes, context)
        return not home or self._at_home(inner.codes, context)

    def _low(self, hit: _Hit) -> bool:
        return all(self._places.tier(code) == "county" for code in hit.codes)

    def _at(self, known: _Known, at: int, context: Context) -> _Hit | None:
        for name in known.get(at, ()):
            end = at + len(name)
            if name in self._areas:
                return _Hit(at, end, (), True, self._areas[name])
            codes = self._codes(name, context.year)
            if codes:
                return _Hit(at, end, codes, name in self._places.full and len(name) > 2)
        return None

    def _codes(self, name: str, year: int) -> tuple[str, ...]:
        """The divisions of that name in the year, today's without one; of any for full names."""
        key = (name, year or TODAY)
        if key not in self._bearers:
            if len(self._bearers) >= _MOST_HELD:  # names in years of documents that are long past
                self._bearers.clear()
            self._bearers[key] = self._bearing(*key)
        return self._bearers[key]

    def _bearing(self, name: str, year: int) -> tuple[str, ...]:
        places = self._places
        codes = places.full.get(name, ()) + places.short.get(name, ())
        held = tuple(code for code in codes if code != CENTRE and places.bore(code, name, year))
        if held or len(name) < 3:
            return held
        return tuple(code for code in places.full.get(name, ()) if code != CENTRE)

    def _settle(
        self, bare: str, hits: list[_Hit], context: Context, in_bodies: bool
    ) -> list[tuple[_Hit, str]]:
        """Keep the hits that are places and settle on one code each."""
        sure = [self._sure(bare, hit, context) for hit in hits]
        moved = True
        while moved:
            # One member of a list may vouch for the next.
            moved = False
            for index, hit in enumerate(hits):
                if not sure[index] and not hit.area:
                    sure[index] = self._listed(bare, hits, sure, index, context)
                    moved = moved or sure[index]
        kept = [hit for hit, good in zip(hits, sure, strict=True) if good]
        found = []
        for index, hit in enumerate(kept):
            if self._elsewhere(kept, index, context):
                continue
            if not in_bodies and _in_body(bare, hit):
                continue
            code = "" if hit.area else self._code(bare, kept, index, context)
            if code or hit.area:
                found.append((hit, code))
        return found

    def _elsewhere(self, hits: list[_Hit], index: int, context: Context) -> bool:
        """儋州滨海新区 is a part of 儋州, and not the one of 天津."""
        if index == 0 or hits[index].area or hits[index - 1].area or not self._low(hits[index]):
            return False
        before, hit = hits[index - 1], hits[index]
        above = {up for code in hit.codes for up in self._places.chain(code, context.year)}
        beside = before.end == hit.start and (hit.full or not self._low(before))
        return beside and not above & {*before.codes}

    # --- is it a place at all? ------------------------------------------------------------

    def _sure(self, bare: str, hit: _Hit, context: Context) -> bool:
        if hit.area:
            return not self._cut(bare, hit, context)
        behind = bare[hit.end : hit.end + 4]
        if _STREET.match(behind) or (_BAY.match(behind) and not hit.area):
            return False
        if hit.full and hit.codes:
            return not self._verb(bare, hit) and self._full(bare, hit, context)
        name = bare[hit.start : hit.end]
        if _RIVER.search(name) and _WATER.match(bare[hit.end : hit.end + 16]):
            return False
        if name[-1] in "东西南北" and _DIRECTION.match(bare[hit.end : hit.end + 2]):
            return False
        higher = any(self._places.tier(code) != "county" for code in hit.codes)
        home = self._at_home(hit.codes, context)
        if name in self._lexicon.ordinary and not (higher and home):
            return False
        if bare.startswith(_PHRASES, hit.start):
            return False
        if self._cut(bare, hit, context, loose=higher):
            return False
        behind = bare[hit.end : hit.end + 2]
        if not higher and (_NATURE.match(behind) or (not home and _LOWER.match(behind))):
            return False
        return higher or (home and self._near_home(hit, context)) or name in self._lexicon.known

    def _near_home(self, hit: _Hit, context: Context) -> bool:
        """Texts name districts without their unit in their own city alone: 海淀, 浦东."""
        places, year = self._places, context.year
        city = places.at(context.home, "prefecture", year) or context.home
        return any(
            not places.name(code, year).endswith("区")
            or places.parent(code, year) == city
            or hit.end - hit.start > 2
            for code in hit.codes
        )

    def _verb(self, bare: str, hit: _Hit) -> bool:
        """设立新区 sets up a new district, and is no 立新区."""
        before = bare[max(0, hit.start - 1) : hit.start]
        return before + bare[hit.start] in _VERBS

    def _full(self, bare: str, hit: _Hit, context: Context) -> bool:
        """A full name such as 朝阳区 is one place, or one near home; 西城区 is part of any city."""
        if _PART.match(bare[hit.start : hit.end]) and context.home:
            known = self._at_home(hit.codes, context)
            return known or self._behind_its_city(bare, hit, context.year)
        return len(hit.codes) == 1 or len(self._near(hit.codes, context)) == 1

    def _behind_its_city(self, bare: str, hit: _Hit, year: int) -> bool:
        above = {held for code in hit.codes for held in self._places.chain(code, year)[1:]}
        names = [
            name(code, year)
            for code in above
            for name in (self._places.name, self._places.short_name)
        ]
        return bare.endswith(tuple(names), 0, hit.start)

    def _cut(self, bare: str, hit: _Hit, context: Context, *, loose: bool = False) -> bool:
        """Return whether the name is cut out of words: 示范县, 建立山洪."""
        before = bare[hit.start - 1 : hit.start]
        after = bare[hit.end : hit.end + 1]
        pairs = self._lexicon.pairs
        if hit.area and before in _SIDES and bare[hit.start] in _SIDES:
            return True
        if before and before not in _FUNCTION | _BREAK and before + bare[hit.start] in pairs:
            # 高铁西安, 推动武汉: the character before belongs to a word of its own.
            return not (loose and bare[max(0, hit.start - 2) : hit.start] in _WORDS)
        return not loose and not hit.area and bool(after) and bare[hit.end - 1] + after in pairs

    def _at_home(self, codes: tuple[str, ...], context: Context) -> bool:
        province = self._places.at(context.home, "province", context.year)
        return bool(province) and any(
            province in self._places.chain(code, context.year) for code in codes
        )

    def _listed(
        self, bare: str, hits: list[_Hit], sure: list[bool], index: int, context: Context
    ) -> bool:
        """An ordinary word is a place between places: 打造资源、龙胜、上思等示范县."""
        hit = hits[index]
        higher = any(self._places.tier(code) != "county" for code in hit.codes)
        if not higher and not self._at_home(hit.codes, context):
            return False
        ordinary = bare[hit.start : hit.end] in self._lexicon.ordinary  # 辽宁振兴发展
        if self._under_neighbour(bare, hits, index, context) and sure[index - 1] and not ordinary:
            return not self._cut(bare, hit, context)
        left = index > 0 and sure[index - 1] and bare[hits[index - 1].end : hit.start] == "、"
        right = (
            index + 1 < len(hits)
            and sure[index + 1]
            and not hits[index + 1].area
            and bare[hit.end : hits[index + 1].start] == "、"
        )
        return left or right

    # --- which place is it? ---------------------------------------------------------------

    def _code(self, bare: str, hits: list[_Hit], index: int, context: Context) -> str:
        hit = hits[index]
        codes = self._under_neighbour(bare, hits, index, context) or self._near(hit.codes, context)
        if len(codes) == 1:
            return codes[0]
        return self._of_tier(codes, self._peers(bare, hits, index))

    def _of_tier(self, codes: tuple[str, ...], peers: set[str]) -> str:
        """吉林 is the city among cities, else the province; 和田 the prefecture, not the county."""
        tiers = ["province", "prefecture"]
        if len(peers) == 1:
            tiers = [*peers, *tiers]
        for tier in tiers:
            held = [code for code in codes if self._places.tier(code) == tier]
            if held:
                return held[0] if len(held) == 1 else ""
        return ""

    def _under_neighbour(
        self, bare: str, hits: list[_Hit], index: int, context: Context
    ) -> tuple[str, ...]:
        """上海浦东新区: the place right before decides."""
        if index == 0 or hits[index - 1].end != hits[index].start:
            return ()
        above = set(hits[index - 1].codes)
        return tuple(
            code
            for code in hits[index].codes
            if above & set(self._places.chain(code, context.year)[1:])
        )

    def _near(self, codes: tuple[str, ...], context: Context) -> tuple[str, ...]:
        """Codes at home where there are any, else the highest tier."""
        unique = tuple(dict.fromkeys(codes))
        if len(unique) < 2:
            return unique
        near = self._places.nearest(unique, context.home, context.year)
        # 河北 in a text of 天津 may be its district, and is the province unless among districts.
        provinces = (code for code in unique if self._places.tier(code) == "province")
        return tuple(dict.fromkeys((*near, *provinces)))

    def _peers(self, bare: str, hits: list[_Hit], index: int) -> set[str]:
        """Tiers of the places in the same list."""
        hit, tiers = hits[index], set()
        for step in (-1, 1):
            at = index + step
            if not 0 <= at < len(hits) or hits[at].area:
                continue
            low, high = sorted((hit, hits[at]), key=lambda held: held.start)
            between = bare[low.end : high.start]
            if between and (between[-1] in _LIST or between[0] in _LIST) and len(between) <= 4:
                tiers |= {self._places.tier(code) for code in hits[at].codes}
        return tiers


def _in_body(bare: str, hit: _Hit) -> bool:
    if hit.area:
        return bool(_AREA_BODY.match(bare[hit.end : hit.end + 4]))
    before = bare[max(0, hit.start - 6) : hit.start]
    if before.endswith(("人民银行", "人行", "国家统计局", "外汇管理局")):
        return True
    found = _BODY.match(bare[hit.end : hit.end + 16])
    return found is not None and not _BODY_NOT.search(found.group())


def _marks(passage: str, start: int) -> list[int]:
    """Where the characters of a passage stand, blanks left out."""
    marks = list[int]()
    for words in _WORD.finditer(passage):
        marks.extend(range(start + words.start(), start + words.end()))
    return marks


def _by_place(found: Iterable[Found]) -> _Known:
    held: _Known = {}
    for at, name in sorted(found, reverse=True):  # longer names come before those they begin with
        held.setdefault(at, []).append(name)
    return dict(reversed(held.items()))
