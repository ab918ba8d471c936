"""Columns of bare figures: they tell how much is to be done, and not what."""

import pytest
from parse_factories import told, work


@pytest.mark.parametrize("name", ["项目名称", "项目", "指标名称"])
@pytest.mark.parametrize("figure", ["目标任务", "目标", "年度任务"])
def test_a_figure_alone_is_no_task(name: str, figure: str) -> None:
    text = (
        f"序号\t{name}\t{figure}\t责任单位\n"
        "1\t技能培训\t1300人\t县人社局\n2\t修渠\t20.5公里\t县水利局\n3\t就业率\t95%\t县人社局\n"
    )
    assert told(text) == ["lead 县人社局", "lead 县水利局", "lead 县人社局"]
    assert work(text) == ["技能培训1300人", "修渠20.5公里", "就业率95%"]


def test_words_beside_a_name_stay_the_task() -> None:
    task = "培训农民1300人，新增就业200人。"
    text = f"序号\t项目名称\t目标任务\t责任单位\n1\t技能培训\t{task}\t县人社局\n"
    assert work(text) == [task]
