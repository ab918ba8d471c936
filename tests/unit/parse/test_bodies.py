"""Lists of bodies: where each stands, what closes a list, what its places share."""

import pytest
from parse_factories import bodies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省水利厅", "省水利厅"),
        ("省水利厅、财政厅", "省水利厅 财政厅"),
        ("省水利厅，省财政厅；省林业厅", "省水利厅 省财政厅 省林业厅"),
        ("省水利厅,财政厅;林业厅", "省水利厅 财政厅 林业厅"),
        ("省水利厅/财政厅", "省水利厅 财政厅"),
        ("市水利局 市财政局", "市水利局 市财政局"),
        ("市水利局\n市财政局\n市林业局", "市水利局 市财政局 市林业局"),
        ("市水利\n局、财政局", "市水利局 财政局"),
        ("省卫生厅、省人口计生\n省公安厅", "省卫生厅 省人口计生 省公安厅"),
        ("县住建局、县城管局\n汤池镇", "县住建局 县城管局 汤池镇"),
        ("县林业局\n城关镇人民政府", "县林业局 城关镇人民政府"),
        ("汤池镇\n盛桥镇", "汤池镇 盛桥镇"),
        ("汤池镇\n人民政府", "汤池镇人民政府"),
        ("盛桥镇 林业站", "盛桥镇林业站"),
        ("市水 利 局", "市水利局"),
        ("省水利厅、财政厅、", "省水利厅 财政厅"),
        ("、省水利厅", "省水利厅"),
        ("", ""),
        ("、，。", ""),
    ],
)
def test_separators(text: str, expected: str) -> None:
    assert bodies(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市财政局和市民政局", "市财政局 市民政局"),
        ("市财政局、民政局及市残联", "市财政局 民政局 市残联"),
        ("省财政厅以及各市人民政府", "省财政厅 各市人民政府"),
        ("省财政厅与省民政厅", "省财政厅 省民政厅"),
        # A connective inside a name stays inside.
        ("省住房和城乡建设厅", "省住房和城乡建设厅"),
        ("省住房和城乡建设厅、省财政厅", "省住房和城乡建设厅 省财政厅"),
        ("市人力资源和社会保障局和市财政局", "市人力资源和社会保障局 市财政局"),
        ("省文化和旅游厅、工业和信息化厅", "省文化和旅游厅 工业和信息化厅"),
        ("省卫生和计划生育委员会", "省卫生和计划生育委员会"),
        ("有关部门和单位", "有关部门和单位"),
        # One collective body, and none that borrows the tail of the next list.
        ("市直有关部门、单位，各区市政府", "市直有关部门、单位 各区市政府"),
        ("相关市、县政府", "相关市、县政府"),
        ("各有关部门、市财政局", "各有关部门 市财政局"),
        ("相关市政府、县财政局", "相关市政府 县财政局"),
        ("省交通运输厅、和平区人民政府", "省交通运输厅 和平区人民政府"),
    ],
)
def test_connectives(text: str, expected: str) -> None:
    assert bodies(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各县（市、区）人民政府", "各县(市、区)人民政府"),
        ("各市、县（市、区）人民政府", "各市、县(市、区)人民政府"),
        ("各县、区人民政府", "各县、区人民政府"),
        ("各区、县级市", "各区、县级市"),
        ("13个街道、镇", "13个街道、镇"),
        ("各地、各部门", "各地 各部门"),
        ("省政府各部门、各直属机构", "省政府各部门 各直属机构"),
        ("各乡镇人民政府、街道办事处", "各乡镇人民政府 街道办事处"),
        ("省财政厅、各有关市人民政府", "省财政厅 各有关市人民政府"),
        ("市住房城乡建设局，各县（区）人民政府", "市住房城乡建设局 各县(区)人民政府"),
        ("区直有关部门", "区直有关部门"),
        ("各市人民政府、省直有关部门", "各市人民政府 省直有关部门"),
        ("各县区人民政府，各新区、开发区管委会", "各县区人民政府 各新区、开发区管委会"),
        ("各市州人民政府、省农垦总局", "各市州人民政府 省农垦总局"),
    ],
)
def test_collective_bodies(text: str, expected: str) -> None:
    """One 各 opens one body, however long; each further one another."""
    assert bodies(text) == expected.split()


@pytest.mark.parametrize(
    "closer",
    [
        "等",
        "等部门",
        "等单位",
        "等有关部门",
        "等相关单位",
        "等部门和单位",
        "等有关部门和单位",
        "等国务院相关部门",
        "等省直有关部门",
        "等相关职能部门",
        "等5个部门",
        "等部门、单位",
        "等成员单位",
        "及其他有关部门",
    ],
)
def test_closers_name_nobody(closer: str) -> None:
    assert bodies(f"省水利厅、财政厅{closer}") == ["省水利厅", "财政厅"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("百色、河池、崇左市人民政府", "百色+市人民政府 河池+市人民政府 崇左市人民政府"),
        ("延边州、通化市、白山市政府", "延边州+政府 通化市+政府 白山市政府"),
        ("大庆、鹤岗等市", "大庆+市 鹤岗+市"),
        ("大庆、鹤岗等市人民政府", "大庆+市人民政府 鹤岗+市人民政府"),
        ("省林业厅，长沙、株洲市人民政府", "省林业厅 长沙+市人民政府 株洲市人民政府"),
        ("丛台、复兴区人民政府", "丛台+区人民政府 复兴区人民政府"),
        ("太原、朔州市政府", "太原+市政府 朔州市政府"),
        ("市财政局、柳江区人民政府", "市财政局 柳江区人民政府"),
        ("国资、商务、供销部门", "国资+部门 商务+部门 供销部门"),
    ],
)
def test_shared_tails(text: str, expected: str) -> None:
    assert bodies(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中央宣传部（国务院新闻办）", "中央宣传部(国务院新闻办)"),
        ("省市场监管局（省知识产权局）、财政厅", "省市场监管局(省知识产权局) 财政厅"),
        ("市卫生健康委(市疾控局)", "市卫生健康委(市疾控局)"),
        ("省林业厅（配合）", "省林业厅"),
        ("市民政局（责任人：王某）、市残联", "市民政局 市残联"),
        ("省水利厅（牵头）、财政厅", "省水利厅 财政厅"),
    ],
)
def test_what_stands_in_brackets_behind_a_body(text: str, expected: str) -> None:
    """A second name belongs to the mention; a role or a person does not."""
    assert bodies(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省财政厅、分管副市长", "省财政厅"),
        ("省财政厅共同", "省财政厅"),
        ("省财政厅、省民政厅结合实际", "省财政厅 省民政厅"),
        ("由省财政厅", "省财政厅"),
    ],
)
def test_what_is_no_part_of_a_name(text: str, expected: str) -> None:
    assert bodies(text) == expected.split()
