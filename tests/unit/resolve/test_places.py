"""Places in the text of tasks: found with their spans, read in the document's context."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolve_cases import rows

from kg.model import Place, Span
from kg.resolve import Resolver
from kg.resolve.context import Context


def places(resolver: Resolver, text: str, home: str, year: int = 2012) -> list[Place]:
    return list(resolver.finder.find(text, Span(0, len(text)), Context(home, year)))


def codes(resolver: Resolver, text: str, home: str, year: int = 2012) -> dict[str, str]:
    return {place.name: place.code for place in places(resolver, text, home, year)}


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        # full and short names, of autonomous areas too
        ("支持南宁市、柳州发展。", "450000", {"南宁市": "450100", "柳州": "450200"}),
        ("支持延边州、前郭县发展。", "220000", {"延边州": "222400", "前郭县": "220721"}),
        # 吉林 in 吉林省: the city among cities, else the province
        (
            "加强对吉林、白山、延边的支持。",
            "220000",
            {"吉林": "220200", "白山": "220600", "延边": "222400"},
        ),
        ("建设具有吉林特色的社会管理体系。", "220000", {"吉林": "220000"}),
        ("加强与吉林、辽宁的合作。", "230000", {"吉林": "220000", "辽宁": "210000"}),
        # a place in the name of a body is no region of the task
        ("人民银行南宁中心支行负责。", "450000", {}),
        ("推进吉林银行跨区域发展。", "220000", {}),
        ("配合南宁海关做好工作。", "450000", {}),
        ("支持广西大学建设。", "450000", {}),
        ("支持芜湖科技工程学校发展。", "340000", {}),
        ("改造牡丹江路、舟山路和嵩山西支路。", "411100", {}),
        ("推进三沙源项目，建设西城区。", "411100", {}),
        (
            "支持北京市西城区、东湖区发展。",
            "360100",
            {"北京市": "110000", "西城区": "110102", "东湖区": "360102"},
        ),
        ("建设西渝高铁西安至安康段。", "610900", {"西安": "610100", "安康": "610900"}),
        ("支持广州国家实验室、深圳数据交易所。", "440000", {}),
        # task verbs end in characters that form words with a name
        (
            "推动武汉、推进深圳、建设防城港。",
            "420000",
            {"武汉": "420100", "深圳": "440300", "防城港": "450600"},
        ),
        ("建设大杭州湾、台州湾和环青海湖圈。", "330000", {}),
        ("推进黑龙江、松花江、嫩江干流治理。", "230000", {}),
        ("推动东北、辽宁振兴发展。", "210000", {"东北": "", "辽宁": "210000"}),
        ("建设儋州滨海新区。", "460000", {"儋州": "469003"}),
        ("整治湘江永州至衡阳段。", "430000", {"永州": "431100", "衡阳": "430400"}),
        ("推进融安康养产业。", "450200", {"融安": "450224"}),
        ("支持阜新、朝阳发展。", "210000", {"阜新": "210900", "朝阳": "211300"}),
        ("支持海口、三亚发展。", "440000", {"海口": "460100", "三亚": "460200"}),
        # names cut out of words
        ("抓紧设立新区管理机构，支持立新区发展。", "210500", {"立新区": "210511"}),
        ("修复科尔沁草原生态。", "150000", {}),
        ("创建示范县，建立山洪灾害监测。", "410000", {}),
        ("保持社会和谐稳定和长治久安。", "140000", {}),
        ("推进公共资源交易，加强合作和公安工作。", "450000", {}),
        ("以制度创新平台建设为重点。", "530000", {}),
        # ordinary words that are places between places
        (
            "打造资源、龙胜、阳朔等旅游县。",
            "450000",
            {"资源": "450329", "龙胜": "450328", "阳朔": "450321"},
        ),
        # rivers and directions
        ("加强牡丹江流域污染治理。", "230000", {}),
        ("加快海南部分港口建设。", "440000", {}),
        # a place decides the next
        ("推动经济区与上海浦东新区互动。", "450000", {"上海": "310000", "浦东新区": "310115"}),
        ("支持北海铁山港工业区。", "450000", {"北海": "450500", "铁山港": "450512"}),
        (
            "推进三江、融水、融安三县旅游。",
            "450200",
            {"三江": "450226", "融水": "450225", "融安": "450224"},
        ),
        # the highest tier that bears a name
        ("支持和田脱贫。", "650000", {"和田": "653200"}),
        ("加强与北京、河北的合作。", "120000", {"北京": "110000", "河北": "130000"}),
        ("发展大理石产业。", "530000", {}),
        ("保护贺兰山东麓。", "640000", {}),
        # areas
        ("推动广西北部湾经济区率先发展。", "450000", {"广西北部湾经济区": ""}),
        ("推进松嫩平原、三江平原治理。", "230000", {"松嫩平原": "", "三江平原": ""}),
        ("加快长吉图先导区建设。", "220000", {"长吉图": ""}),
        ("加强与长三角、珠三角的合作。", "450000", {"长三角": "", "珠三角": ""}),
    ],
)
def test_found(resolver: Resolver, text: str, home: str, expected: dict[str, str]) -> None:
    assert codes(resolver, text, home) == expected


def test_names_of_their_time(resolver: Resolver) -> None:
    assert codes(resolver, "支持襄樊市发展。", "420000", 2008) == {"襄樊市": "420600"}
    assert codes(resolver, "支持襄阳市发展。", "420000", 2014) == {"襄阳市": "420600"}


@pytest.mark.parametrize("year", [0, 2013])
def test_a_text_without_a_date_is_read_as_today(resolver: Resolver, year: int) -> None:
    text = "建设牡丹江至佳木斯、密山至兴凯湖公路，改造绥芬河机场。"
    assert codes(resolver, text, "230000", year) == {
        "牡丹江": "231000",
        "佳木斯": "230800",
        "密山": "230382",
        "绥芬河": "231081",
    }


def test_a_district_of_two_cities_has_no_code(resolver: Resolver) -> None:
    text = "支持鼓楼区发展。"
    assert codes(resolver, text, "100000") in ({}, {"鼓楼区": ""})
    assert codes(resolver, text, "320100") == {"鼓楼区": "320106"}
    assert codes(resolver, text, "350100") == {"鼓楼区": "350102"}


def test_spans_run_over_line_breaks(resolver: Resolver) -> None:
    text = "  支持桂\n 林、柳州。"
    found = places(resolver, text, "450000")
    assert [(place.name, place.surface) for place in found] == [
        ("桂林", "桂\n 林"),
        ("柳州", "柳州"),
    ]
    assert all(place.span.of(text) == place.surface for place in found)


def test_kinds(resolver: Resolver) -> None:
    found = places(resolver, "推进桂林与北部湾经济区合作。", "450000")
    assert [place.kind for place in found] == ["division", "area"]


@given(text=st.text(alphabet="南宁市桂林长治合作资源、和，的 \n吉省人民政府银行（）《》海关X1"))
def test_any_text_gives_spans_that_hold_their_words(resolver: Resolver, text: str) -> None:
    last = 0
    for place in places(resolver, text, "450000"):
        assert place.span.of(text) == place.surface
        assert place.span.start >= last
        last = place.span.end


@pytest.mark.parametrize(
    ("table", "enough"),
    [("sentences_tuned.csv", 0.95), ("sentences_held_out.csv", 0.9), ("sentences_last.csv", 0.85)],
)
def test_f1_on_sentences(resolver: Resolver, table: str, enough: float) -> None:
    right = found = wanted = 0
    for row in rows(table):
        pairs = (pair.split(":") for pair in row["places"].split(";") if pair)
        expected = {(name, "" if code == "area" else code) for name, code in pairs}
        # A place without a code is a name of nature that this room does not claim to know.
        expected = {pair for pair in expected if pair[1] or f"{pair[0]}:area" in row["places"]}
        held = set(codes(resolver, row["text"], row["home"], int(row["year"])).items())
        right += len(held & expected)
        found += len(held)
        wanted += len(expected)
    assert 2 * right / (found + wanted) >= enough
