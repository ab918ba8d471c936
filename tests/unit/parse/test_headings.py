"""Headings: brackets in them, what ends the sections above, entries that only define terms."""

import pytest
from parse_factories import tasks, told, work

PLAN = "修订预案。（市水务局负责）\n储备物资。（市应急局负责）\n"


@pytest.mark.parametrize(
    "title",
    [
        "加强县（区）防汛工作",
        "建设泵（闸）站",
        "实施堤防工程（一期）",
        "实施治河工程（2021—2025年）",
        "支持各县（含开发区、工业园区、物流园区）修建水库",
        "推进县（市、区）、乡（镇）两级治理",
    ],
)
def test_a_bracket_that_explains_is_part_of_a_heading(title: str) -> None:
    for text in (f"（二）{title}。{PLAN}", f"（二）{title}\n{PLAN}", f"（二）{title}。\n\n{PLAN}"):
        assert work(text) == ["修订预案。", "储备物资。"]
        folded = title.replace("（", "(").replace("）", ")")
        assert {task.section for task in tasks(text)} == {f"(二){folded}"}


def test_the_number_of_an_item_ends_a_heading() -> None:
    text = (
        "三、工作制度（四）值班制度。安排值班。（市水务局负责）（五）报告制度。（市应急局负责）\n"
    )
    assert [task.section for task in tasks(text)] == [
        "三、工作制度 / (四)值班制度",
        "三、工作制度 / (五)报告制度",
    ]


def test_a_long_sentence_stands_for_the_title_of_its_item() -> None:
    words = "对落实水利投资" + "、工程进度" * 12 + "成效好的省（区、市）"
    text = f"一、{words}，给予支持。（省水利厅负责）\n二、植树。（省林业局负责）\n"
    folded = words.replace("（", "(").replace("）", ")")
    assert [task.section for task in tasks(text)] == [f"一、{folded}，给予支持", "二、植树"]


def test_a_clause_ends_a_heading() -> None:
    text = (
        "一、对成效显著的县（市、区），优先纳入试点（市水务局）。\n"
        "二、修建水库（责任单位：市水务局）\n三、植树（一期）（市林业局负责）\n"
        "四、治河，责任单位：市水利局。\n"
    )
    assert [task.section for task in tasks(text)] == [
        "一、对成效显著的县(市、区)，优先纳入试点",
        "二、修建水库",
        "三、植树(一期)",
        "四、治河",
    ]
    assert work(text)[2] == "三、植树（一期）"


@pytest.mark.parametrize(
    "line", ["附件", "附件1", "附件 2：", "附件：职责分工表", "附录一", "附表"]
)
def test_an_annex_has_none_of_the_headings_before_it(line: str) -> None:
    text = (
        f"二、保障\n（二）宣传。做好宣传。（市水务局负责）\n{line}\n供水安全职责分工\n"
        "水务部门：依法负责供水监管。\n一、防汛\n1.修堤。（市水利局负责）\n"
    )
    sections = [task.section for task in tasks(text)]
    assert sections == ["二、保障 / (二)宣传", "", "一、防汛 / 1.修堤"]
    assert work(text) == ["（二）宣传。做好宣传。", "依法负责供水监管。", "1.修堤。"]


@pytest.mark.parametrize("line", ["附件1所列各项", "附件见网站。", "名词解释如下所示内容"])
def test_what_heads_no_annex(line: str) -> None:
    text = f"二、保障\n1.宣传。（市水务局负责）\n{line}\n做好值守。（市应急局负责）\n"
    assert tasks(text)[1].section == "二、保障 / 1.宣传"


@pytest.mark.parametrize("title", ["名词解释", "有关名词解释", "术语解释", "指标说明"])
def test_a_glossary_names_no_bodies(title: str) -> None:
    text = (
        f"二、保障\n1.宣传。（市水务局负责）\n{title}\n"
        "[1] 防洪保护区：是指依托堤防抵御洪水的区域。\n"
        "[2] 蓄滞洪区（二级）：指临时贮存洪水的低洼地区。\n"
        "[3] 洪水风险区：即组织管理洪水的地区。\n"
    )
    assert told(text) == ["lead 市水务局"]


def test_who_guides_defines_nothing() -> None:
    text = "1.市防汛办：指导防汛。\n2.市水利局：指定专人值守。\n3.市财政局：即时拨付资金。\n"
    assert told(text) == ["lead 市防汛办", "lead 市水利局", "lead 市财政局"]
