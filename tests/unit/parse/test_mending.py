"""Slips are mended where one reading is left; right names stay as they are."""

import json
from pathlib import Path

import pytest

from kg.characters import fold
from kg.parse import known
from kg.parse.mending import mend, one_body
from kg.resolve.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"

MENDED = {
    "自治交通运输厅": "自治区交通运输厅",  # dropped
    "自治区农村厅": "自治区农业农村厅",
    "市交通运局": "市交通运输局",
    "县生态环局": "县生态环境局",
    "区卫生健委": "区卫生健康委",
    "省农业农厅": "省农业农村厅",
    "省农村农业厅": "省农业农村厅",  # transposed
    "市环境生态局": "市生态环境局",
    "自治区农业牧厅": "自治区农牧业厅",
    "自治区国士资源厅": "自治区国土资源厅",  # misread
    "工商行攻管理局": "工商行政管理局",
    "国家发展改苹委": "国家发展改革委",
    "柳州市财攻局": "柳州市财政局",
    "市人力资潭和社会保障局": "市人力资源和社会保障局",
    "各县人民攻府": "各县人民政府",
    "自冶区水利厅": "自治区水利厅",
    "省国士资源厅（省测绘局）": "省国土资源厅（省测绘局）",
    "市财财政局": "市财政局",  # doubled
    "市市财政局": "市财政局",
    "市自然资源局和规划局": "市自然资源和规划局",  # the last word stands twice
    "市林业局和草原局": "市林业和草原局",
    "渠县县人民政府": "渠县人民政府",  # the tail of a list behind a place that keeps its 县
    "柳州市市政府": "柳州市政府",
    "南宁中心支行": "人民银行南宁中心支行",
    "市柳州供电局": "柳州供电局",
}

# Names of many eras and places; some lie one character from an office that vocabulary knows.
RIGHT = """
省农村工作办公室 市农业产业化办公室 市农村工作委员会 县农经局 自治区农牧厅 旗农牧业局
市绿化园林局 市园林绿化局 市规划和自然资源局 市自然资源和规划局 市规划国土委
市国土房管局 市城乡建委 市市政管委 市委社会工委 市社会工委 市市政公用局 柳州市政公用局
市市监局 市市管局 市粮油局 市方志办 市老干局 市统筹办 市信息办 市信息委 市经济信息委
市科教局 县教科体局 市文体局 市旅游文化局 市文广旅体局 市水利和湖泊局 市机关服务中心
市机关事务服务中心 县茶叶局 市茶业局 县蔬菜办 市烟办 市林水局 县农林水局 市海洋发展局
市经发局 市计划发展局 市投促局 省交通战备办公室 省民宗委 市外侨办 省外事侨务办 团市委
省总工会 市文化局和旅游局 市教育局和体育局 市卫生局和计划生育局 区街道办
各县（区）人民政府 兵团农业局 师发展改革委 人民银行 国家税务总局 市五城办 县城投公司
高新区财政局 市公用局 市政府督查室 市委政研室 省三峡办
"""


@pytest.mark.parametrize(("name", "meant"), MENDED.items())
def test_a_slip_with_one_reading_is_mended(name: str, meant: str) -> None:
    assert mend(name) == meant


@pytest.mark.parametrize("name", RIGHT.split())
def test_a_right_name_stays(name: str) -> None:
    assert mend(name) == name


def test_every_form_of_the_vocabulary_stays() -> None:
    for form in known.forms():
        for tier in ("", "市", "自治区", "柳州市"):
            if not (tier + form).startswith(("市市", "自治区自治")):
                assert mend(tier + form) == tier + form


def test_a_mended_name_is_not_mended_again() -> None:
    for meant in MENDED.values():
        assert mend(meant) == meant


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("市自然资源局", "规划局", True),
        ("自治区人力资源厅", "社会保障厅", True),
        ("市文化局", "旅游局", False),  # two bodies until 2018
        ("市卫生局", "计划生育局", False),
        ("市自然资源局", "住房城乡建设局", False),
        ("市自然资源局", "规划委", False),
        ("市政府", "规划局", False),
    ],
)
def test_a_joint_inside_one_body(left: str, right: str, one: bool) -> None:
    assert one_body(left, right) is one


def test_the_offices_are_those_of_the_vocabulary() -> None:
    full = load_vocabulary().offices.values()
    assert {o.name for o in known.offices()} == {fold(o.name) for o in full}
    for office, whole in zip(
        sorted(known.offices(), key=lambda o: (o.name, o.first)),
        sorted(full, key=lambda o: (o.name, o.first)),
        strict=True,
    ):
        assert set(office.stems) == {fold(stem) for stem in whole.stems}
        assert {*whole.heads.values(), *whole.others} <= {*office.heads}
        assert office.first == whole.first
        assert {*whole.wholes, *whole.national_aliases} <= {*office.wholes}


@pytest.mark.parametrize("stem", ["农牧业", "农业农村", "发展和改革", "人力资源社会保障"])
def test_full_stems_are_words(stem: str) -> None:
    assert known.is_worded(stem)


@pytest.mark.parametrize("stem", ["农业牧", "文广新", "财攻", "交通运", "科工信"])
def test_short_forms_and_slips_are_not(stem: str) -> None:
    assert not known.is_worded(stem)


def test_the_names_that_people_annotated_stay() -> None:
    files = [
        *sorted(ROOT.glob("tests/samples/*.jsonl")),
        *sorted(SHARED.glob("gold/*.jsonl")),
        *sorted(SHARED.glob("more/*.jsonl")),
    ]
    names = {
        given["name"]
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        for given in json.loads(line)["assign"]
    }
    assert names
    assert {name: mend(name) for name in names if mend(name) != name} == {}
