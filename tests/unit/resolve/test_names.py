"""Names of bodies from all over the country: whose they are, which system, which kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolve_cases import rows

from kg.resolve import Resolver
from kg.resolve.context import Context

ENOUGH = 0.98


def found(resolver: Resolver, row: dict[str, str]) -> tuple[str, str, str]:
    context = Context(row["home"], int(row["year"]))
    resolution = resolver.bodies.resolve(row["name"], context, row["column"])
    agency = resolution.agency
    return agency.jurisdiction, agency.system, agency.kind


@pytest.mark.parametrize("table", ["names.csv", "names_unseen.csv", "names_last.csv"])
def test_jurisdiction_system_and_kind(resolver: Resolver, table: str) -> None:
    cases = list(rows(table))
    wrong = [
        (row["name"], row["home"], found(resolver, row))
        for row in cases
        if found(resolver, row) != (row["jurisdiction"], row["system"], row["kind"])
    ]
    assert len(cases) >= 70
    assert 1 - len(wrong) / len(cases) >= ENOUGH, wrong


@pytest.mark.parametrize(
    ("name", "home", "year", "label"),
    [
        ("自治区发展改革委", "450000", 2011, "广西壮族自治区发展和改革委员会"),
        ("自治区发改委", "640000", 2011, "宁夏回族自治区发展和改革委员会"),
        ("自治区人力资源保障局", "450000", 2023, "广西壮族自治区人力资源和社会保障厅"),
        ("市交通管理局", "450200", 2023, "柳州市交通管理局"),  # 交通运输管理局 is another
        ("市建委", "440100", 2006, "广州市建设委员会"),
        ("市交委", "440100", 2006, "广州市交通委员会"),
        # One body in 2024, two of two eras before.
        ("市交通局", "341100", 2006, "滁州市交通局"),
        ("市交通局", "341100", 2008, "滁州市交通局"),
        ("市交通局", "341100", 2024, "滁州市交通运输局"),
        ("区市场局", "210304", 2023, "鞍山市立山区市场监督管理局"),
        ("区规资局", "500103", 2023, "重庆市渝中区规划和自然资源局"),
        ("省农委", "220000", 2011, "吉林省农业委员会"),
        ("省农业厅", "350000", 2011, "福建省农业厅"),
        ("自治区环保厅", "450000", 2011, "广西壮族自治区环境保护厅"),
        ("自治区自然资源局", "450000", 2023, "广西壮族自治区自然资源厅"),
        ("自治区水产畜牧兽医局", "450000", 2011, "广西壮族自治区水产畜牧兽医局"),
        ("省委组织部", "220000", 2011, "中共吉林省委组织部"),
        ("省纪委", "220000", 2011, "中共吉林省纪律检查委员会"),
        ("团区委", "450000", 2011, "共青团广西壮族自治区委员会"),
        ("广西银监局", "450000", 2011, "中国银行业监督管理委员会广西监管局"),
        ("柳州银保监分局", "450200", 2023, "中国银行保险监督管理委员会柳州监管分局"),
        ("柳州税务局", "450200", 2023, "国家税务总局柳州市税务局"),
        ("人民银行南宁中心支行", "450000", 2011, "中国人民银行南宁中心支行"),
        ("国家统计局广西调查总队", "450000", 2011, "国家统计局广西调查总队"),
        ("发展改革委", "100000", 2019, "国家发展和改革委员会"),
        ("林业局", "100000", 2014, "国家林业局"),
        ("城中区财政局", "450200", 2023, "柳州市城中区财政局"),
        ("延边州政府", "220000", 2011, "延边朝鲜族自治州人民政府"),
        ("锡林郭勒盟行署", "150000", 2011, "锡林郭勒盟行政公署"),
        ("大庆市", "230000", 2012, "大庆市人民政府"),
        ("兵团教育局", "650000", 2014, "新疆生产建设兵团教育厅"),
        ("市教委", "110000", 2014, "北京市教育委员会"),
        ("省法院", "350000", 2014, "福建省高级人民法院"),
        ("儋州市政府", "460000", 0, "儋州市人民政府"),
        ("陵水县政府", "460000", 2022, "陵水黎族自治县人民政府"),
        ("钱塘新区管委会", "330100", 2021, "杭州市钱塘新区管理委员会"),
    ],
)
def test_official_names_are_composed(
    resolver: Resolver, name: str, home: str, year: int, label: str
) -> None:
    assert resolver.bodies.resolve(name, Context(home, year)).agency.label == label


@pytest.mark.parametrize(
    ("name", "home", "english"),
    [
        ("自治区财政厅", "450000", "Guangxi Finance Department"),
        ("市公安局", "450200", "Liuzhou Public Security Bureau"),
        ("财政部", "450000", "Ministry of Finance"),
        ("省发展改革委", "610000", "Shaanxi Development and Reform Commission"),
    ],
)
def test_english_labels(resolver: Resolver, name: str, home: str, english: str) -> None:
    assert resolver.bodies.resolve(name, Context(home, 2015)).agency.label_en == english


@pytest.mark.parametrize(
    ("name", "home", "column", "basis"),
    [
        ("自治区财政厅", "450000", "", "prefix"),
        ("广西银监局", "450000", "", "name"),
        ("保监局", "450000", "", "issuer"),
        ("财政局", "450000", "柳州市", "column"),
        ("市财政局", "", "", "open"),
    ],
)
def test_the_basis_says_where_the_jurisdiction_came_from(
    resolver: Resolver, name: str, home: str, column: str, basis: str
) -> None:
    assert resolver.bodies.resolve(name, Context(home, 2015), column).basis == basis


@pytest.mark.parametrize(
    ("name", "home", "key"),
    [
        # 公安 is a county of Hubei, and a word of every document.
        ("公安部门", "450200", "450200/公安部门"),
        ("公安交警支队", "450200", "450200/柳州市公安局交通警察支队"),
        ("公安部门", "421022", "421022/公安部门"),
        ("公安县公安局", "420000", "421022/公安县公安局"),
        ("资源县财政局", "450000", "450329/资源县财政局"),
        # Words that are cities as well are read as cities: 安康, 来宾.
        ("安康海关", "610000", "610900/安康海关"),
    ],
)
def test_a_county_named_like_a_word_needs_its_unit(
    resolver: Resolver, name: str, home: str, key: str
) -> None:
    assert resolver.bodies.resolve(name, Context(home, 2015)).agency.key == key


def test_same_name_in_a_district_of_two_cities_stays_open(resolver: Resolver) -> None:
    resolution = resolver.bodies.resolve("鼓楼区财政局", Context("100000", 2015))
    assert resolution.basis == "open"
    assert len(resolution.candidates) > 1
    assert resolution.agency.jurisdiction == ""


def test_prefix_of_a_tier_that_the_document_does_not_have_stays_open(resolver: Resolver) -> None:
    resolution = resolver.bodies.resolve("市财政局", Context("450000", 2015))
    assert resolution.agency.jurisdiction == ""
    assert resolution.basis == "open"


@given(
    name=st.text(
        alphabet="自治区省市县州委厅局部办公安财政人民政府银行南宁中国家各有关（）、等原团",
        max_size=14,
    ),
    home=st.sampled_from(["", "100000", "450000", "450200", "450225", "110000", "650000"]),
    year=st.sampled_from([0, 1995, 2011, 2023]),
)
def test_any_name_has_a_node(resolver: Resolver, name: str, home: str, year: int) -> None:
    """Whatever stands there gets a node whose key says whose it is, and never a guess."""
    resolution = resolver.bodies.resolve(name, Context(home, year))
    agency = resolution.agency
    assert agency.key == f"{agency.jurisdiction or '-'}/{agency.label}"
    assert agency.jurisdiction == "" or agency.jurisdiction in resolver.places.regions
    assert resolution.basis in {"name", "prefix", "column", "issuer", "open"}
    if resolution.basis == "open":
        assert agency.jurisdiction == ""


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("廣西壯族自治區發展和改革委員會", "自治区发展改革委"),
        ("自治區衛生健康委員會", "自治区卫生健康委"),
        ("自治區糧食和物資儲備局", "自治区粮食和储备局"),
        ("自治區醫療保障局", "自治区医保局"),
        ("自治區僑辦", "自治区侨办"),
        ("自治區總工會", "自治区总工会"),
        ("廣西銀保監局", "广西银保监局"),
        ("南寧海關", "南宁海关"),
        ("柳州市應急管理局", "柳州市应急局"),
    ],
)
def test_traditional_characters(resolver: Resolver, traditional: str, simplified: str) -> None:
    context = Context("450000", 2020)
    one = resolver.bodies.resolve(traditional, context).agency
    assert one == resolver.bodies.resolve(simplified, context).agency
    assert one.system
