"""The bodies that a document of an issuer may name, each as a list may write it.

Departments are composed from the offices of the vocabulary that existed in the year, with the
last word of the tier (厅, 局, 委); beside them stand bodies that take no tier of their list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.resolve.vocabulary import Office, load_vocabulary

from .draw import Draw
from .issuers import Issuer

__all__ = ["Body", "Roster", "roster"]


@dataclass(frozen=True, slots=True)
class Body:
    """A body as its documents name it.

    Attributes:
        name: With everything it may leave out: 市民政局.
        bare: What a list may write of it behind another body of its tier: 民政局; the same as
            the name where it takes no tier.
        party: Whether it is an organ of the party committee.
    """

    name: str
    bare: str
    party: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """All that a document names.

    Attributes:
        core: Departments of its government, those with the most tasks first.
        aside: Vertical bodies, firms, mass bodies: what takes no tier, or a tier of its own.
        party: Organs of its party committee.
        groups: Collective bodies.
        places: Divisions below it.
    """

    core: tuple[Body, ...]
    aside: tuple[Body, ...]
    party: tuple[Body, ...]
    groups: tuple[Body, ...]
    places: tuple[str, ...]


def _forms(text: str) -> dict[str, tuple[str, ...]]:
    """Return what stands behind each name, or the name itself."""
    entries = (entry.partition(":") for entry in text.split())
    return {name: tuple(forms.split("/")) if forms else (name,) for name, _, forms in entries}


# Offices with many tasks, by their name in the vocabulary, and the short forms documents write.
_COMMON = _forms("""
    发展和改革:发展改革/发改/发展和改革 教育 科学技术:科技/科学技术 工业和信息化:工业和信息化/工信
    公安 民政 司法 财政 人力资源和社会保障:人力资源社会保障/人社/人力资源和社会保障 国土资源
    自然资源 环境保护:环境保护/环保 生态环境 住房和城乡建设:住房城乡建设/住建/住房和城乡建设
    交通运输 水利 农业 农业农村 商务 文化 文化和旅游:文化和旅游/文旅 旅游 卫生
    卫生和计划生育:卫生计生 卫生健康:卫生健康/卫健 退役军人事务:退役军人事务/退役军人
    应急管理:应急管理/应急 安全生产监督管理:安全监管/安全生产监管 审计 国有资产监督管理:国资
    工商行政管理:工商/工商行政管理 质量技术监督:质监/质量技术监督
    市场监督管理:市场监管/市场监督管理 体育 统计 医疗保障:医保/医疗保障 林业
    林业和草原:林草/林业和草原 粮食 粮食和物资储备:粮食和储备/粮食和物资储备 扶贫开发:扶贫
    乡村振兴 物价 信访 城市管理:城市管理/城管 行政审批 大数据发展:大数据 金融工作:金融
    地方金融监督管理:地方金融监管 机关事务管理:机关事务管理/机关事务 食品药品监督管理:食品药品监管
    药品监督管理:药监/药品监管 能源 民族宗教事务:民族宗教/民宗 水务 人口和计划生育:人口计生 气象
    地方税务:地税 国家税务:国税 消防救援 海洋和渔业:海洋与渔业 人民防空:人防 文物 知识产权
    投资促进 外事 档案 新闻出版
    """)
# Names that no document writes in full.
_UNSPOKEN = ("推进", "防治", "公安厅", "拥军")
_FULL = {"委": "委员会", "办": "办公室"}
_RARE = 6  # of the vocabulary's other offices, in one document
_PARTY = (
    *("组织部", "宣传部", "统战部", "政法委", "网信办"),
    *("编办", "政研室", "改革办", "老干部局", "党校"),
)
_MASS = ("总工会", "妇联", "残联", "科协", "工商联", "文联", "红十字会")
_FIRMS = (
    "城投集团",
    "交投集团",
    "水务集团",
    "公交集团",
    "旅投集团",
    "农商银行",
    "粮食集团有限公司",
)


@lru_cache(maxsize=512)
def _offices(seat: str, year: int) -> tuple[tuple[Office, ...], tuple[Office, ...]]:
    """Return the common offices and the others that a seat has in a year."""
    held = [o for o in load_vocabulary().offices.values() if o.holds(year) and o.heads.get(seat)]
    common = [office for office in held if office.name in _COMMON]
    common.sort(key=lambda office: list(_COMMON).index(office.name))
    others = [o for o in held if o.name not in _COMMON and o.kind == "department"]
    others = [o for o in others if not o.name.startswith(_UNSPOKEN)]
    return tuple(common), tuple(others)


def _named(stem: str, head: str, word: str, full: bool) -> Body:
    bare = stem + (_FULL.get(head, head) if full else head)
    return Body(word + bare, bare)


def _core(draw: Draw, who: Issuer) -> tuple[Body, ...]:
    common, others = _offices(who.seat, who.year)
    full = draw.chance(0.1)  # a document that writes every name in full
    found = {}
    for office in draw.shuffled(common):
        stem = office.name if full else draw.often(_COMMON[office.name])
        # 发改 goes with 委 and 局, never with the full last word.
        body = _named(stem, office.heads[who.seat], who.word, full and stem == office.name)
        found[body.name] = body
    for office in draw.some(others, _RARE):
        body = _named(office.name, office.heads[who.seat], who.word, full)
        found[body.name] = body
    return tuple(found.values())


def _league(who: Issuer) -> str:
    return "团区委" if who.word == "自治区" else f"团{who.word}委"


def _aside(draw: Draw, who: Issuer) -> tuple[Body, ...]:
    place = who.short
    found = [_named(name, "", who.word, full=False) for name in _MASS]
    whole = [_league(who), *(place + firm for firm in draw.some(_FIRMS, 3))]
    whole.append(f"国网{place}供电公司")
    if who.year >= 2018:
        whole.append(f"{who.name if who.tier != 'province' else place}税务局")
    if who.tier == "province":
        whole += [f"{place}{'银监局' if who.year < 2018 else '银保监局'}", f"{place}证监局"]
    if who.tier != "county":
        whole.append(f"{place}海关")
    if who.tier == "prefecture":
        whole += [f"{place}{'银监分局' if who.year < 2018 else '银保监分局'}"]
        whole.append(f"人民银行{who.name}中心支行")
    found += [Body(name, name) for name in whole]
    return tuple(draw.shuffled(found))


def _groups(draw: Draw, who: Issuer, government: str) -> tuple[Body, ...]:
    word = who.word
    direct = "区直" if word in ("自治区", "区") else f"{word}直"
    names = [f"{direct}有关部门", f"{direct}有关单位"]
    if who.seat == "municipality":
        names += [f"各区县{government}", f"有关区县{government}"]
    elif who.tier == "province":
        names += [f"各市{government}", f"各有关市{government}", f"各市、县（市、区）{government}"]
    elif who.tier == "prefecture":
        names += [f"各县（市、区）{government}", f"各有关县（市、区）{government}", "各园区管委会"]
    else:
        names += ["各乡镇（街道）", f"各乡镇{government}", "各有关乡镇"]
    return tuple(Body(name, name) for name in draw.shuffled(names))


_MINISTRIES = tuple(
    Body(name, name)
    for name in [
        "国家发展改革委",
        "教育部",
        "科技部",
        "工业和信息化部",
        "公安部",
        "民政部",
        "司法部",
        "财政部",
        "人力资源社会保障部",
        "自然资源部",
        "生态环境部",
        "住房城乡建设部",
        "交通运输部",
        "水利部",
        "农业农村部",
        "商务部",
        "文化和旅游部",
        "国家卫生健康委",
        "退役军人事务部",
        "应急管理部",
        "人民银行",
        "审计署",
        "国务院国资委",
        "海关总署",
        "税务总局",
        "市场监管总局",
        "广电总局",
        "体育总局",
        "国家统计局",
        "国家医保局",
        "银保监会",
        "证监会",
        "国家能源局",
        "国家林草局",
        "国家铁路局",
        "中国民航局",
        "国家邮政局",
        "国家药监局",
        "国家知识产权局",
        "国家粮食和储备局",
    ]
)
_NATIONAL = ("供销合作总社", "全国总工会", "共青团中央", "全国妇联", "中国残联", "国家开发银行")
_PROVINCES = ("各省级人民政府", "各有关省级人民政府", "各地区", "国务院有关部门")


def ministries(draw: Draw) -> Roster:
    """Return the bodies of the centre, which write no tier."""
    aside, groups = (tuple(Body(name, name) for name in names) for names in (_NATIONAL, _PROVINCES))
    return Roster(tuple(draw.shuffled(_MINISTRIES)), aside, (), groups, ())


def roster(draw: Draw, who: Issuer, government: str) -> Roster:
    """Return the bodies of an issuer, in an order and in forms of this document's own.

    Args:
        draw: The chance of the document.
        who: The issuer.
        government: What governments below are called: 人民政府 or 政府.
    """
    if who.tier == "national":
        return ministries(draw)
    party = tuple(Body(who.committee + name, name, party=True) for name in draw.shuffled(_PARTY))
    places = tuple(draw.shuffled(who.below)) if who.below else ()
    return Roster(
        _core(draw, who), _aside(draw, who), party, _groups(draw, who, government), places
    )
