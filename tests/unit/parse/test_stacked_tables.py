"""Tables whose cells stand one below the other, each on a line of its own."""

import itertools

import pytest
from parse_factories import told, work
from parse_invariants import parsed

CELLS = {
    "责任人": ("周立新", "陈涛"),
    "分管领导": ("周立新", "陈涛"),
    "完成时限": ("12月底", "长期"),
    "牵头单位": ("县水利局", "县交通局"),
    "配合单位": ("县财政局", "县发改局"),
}
TOLD = ["lead 县水利局; support 县财政局", "lead 县交通局; support 县发改局"]
WORK = ["疏浚河道12公里。", "改造危桥6座。"]


def stacked(*columns: str) -> str:
    lines = ["序号", "工作任务", *columns]
    for k, words in enumerate(WORK):
        lines += [str(k + 1), words, *(CELLS[column][k] for column in columns)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("more", ["责任人", "分管领导", "完成时限"])
@pytest.mark.parametrize("order", itertools.permutations(range(3)))
def test_columns_stand_in_any_order(more: str, order: tuple[int, ...]) -> None:
    columns = [("牵头单位", "配合单位", more)[i] for i in order]
    text = stacked(*columns)
    by_lead = [task.clause.assignments for task in parsed(text).tasks]
    found = [{a.mention.name: a.role.value for a in items} for items in by_lead]
    assert found == [
        {"县水利局": "lead", "县财政局": "support"},
        {"县交通局": "lead", "县发改局": "support"},
    ]
    assert work(text) == WORK
    due = ["12月底", "长期"] if more == "完成时限" else ["", ""]
    assert [task.deadline for task in parsed(text).tasks] == due
    assert parsed(text).opens == ()


def test_headings_of_groups_may_follow_each_other() -> None:
    text = (
        "序号\n目标任务\n主要责任单位\n配合单位\n一、主要目标\n3\n种树1万亩。\n区林业局\n区水利局\n"
        "二、扩大投资\n三、延链强链\n68\n扩建图书馆2所。\n区文旅局\n区住建局\n"
        "69\n修路9公里。\n区交通局\n区财政局\n"
    )
    assert told(text) == [
        "lead 区林业局; support 区水利局",
        "lead 区文旅局; support 区住建局",
        "lead 区交通局; support 区财政局",
    ]
    assert parsed(text).opens == ()
    sections = [task.section for task in parsed(text).tasks]
    assert sections == ["一、主要目标", "三、延链强链", "三、延链强链"]


def test_a_second_measure_under_one_number() -> None:
    text = (
        "序号\n任务\n措施\n责任人\n牵头单位\n配合单位\n1\n文化惠民\n扩建图书馆2所。\n周立新\n文旅局\n轨道公司\n"
        "建成书屋15处。\n陈涛\n教育局\n东湖街道\n2\n畅通出行\n修路9公里。\n陈涛\n交通局\n财政局\n"
    )
    assert told(text) == [
        "lead 文旅局; support 轨道公司",
        "lead 教育局; support 东湖街道",
        "lead 交通局; support 财政局",
    ]
    assert work(text) == ["扩建图书馆2所。", "建成书屋15处。", "修路9公里。"]
    sections = [task.section for task in parsed(text).tasks]
    assert sections == ["文化惠民", "文化惠民", "畅通出行"]


def test_lines_that_may_belong_to_several_columns_are_reported() -> None:
    text = (
        "序号\n工作任务\n牵头单位\n责任单位\n配合单位\n1\n清淤。\n市水务局\n市财政局\n"
        "2\n修路。\n市交通局\n市发改委\n市公安局\n"
    )
    assert told(text) == ["lead 市交通局; joint 市发改委; support 市公安局"]
    assert [opened.kind for opened in parsed(text).opens] == ["damaged"]


@pytest.mark.parametrize("head", ["序号\n", "类别\n"])
def test_a_label_behind_a_row_is_no_heading_and_no_work(head: str) -> None:
    one, two = ("1\n", "2\n") if head == "序号\n" else ("水利\n", "交通\n")
    text = (
        f"{head}工作任务\n牵头单位\n配合单位\n{one}疏浚河道。\n县水利局\n县财政局\n"
        f"省牵头单位:省农业农村厅\n{two}改造危桥。\n县交通局\n县发改局\n"
    )
    left = [opened.quote for opened in parsed(text).opens]
    if left:
        assert (told(text), left) == (TOLD, ["省牵头单位:省农业农村厅"])
    else:  # it says itself who leads
        assert told(text) == [f"{TOLD[0]}; lead 省农业农村厅", TOLD[1]]
    assert not any("省" in task.section for task in parsed(text).tasks)


def test_work_may_end_as_a_body_does() -> None:
    rows = "1\n新增幼儿园8所\n市教育局\n2\n修路\n市交通局\n市公安局\n"
    text = "序号\n工作任务\n牵头单位\n配合单位\n" + rows
    assert told(text) == ["lead 市教育局", "lead 市交通局; support 市公安局"]
    assert work(text) == ["新增幼儿园8所", "修路"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("县水利局\n县财政局、县住\n建局\n", "lead 县水利局; support 县财政局 县住建局"),
        ("县水利局、\n县财政局\n县住建局\n", "lead 县水利局 县财政局; support 县住建局"),
        ("县水利局\n县财政局、\n县住建局\n", "lead 县水利局; support 县财政局 县住建局"),
    ],
)
def test_a_list_may_go_on_in_the_next_line(lines: str, expected: str) -> None:
    rows = f"1\n疏浚河道。\n{lines}2\n改造危桥。\n县交通局\n县发改局\n"
    text = "序号\n工作任务\n牵头单位\n配合单位\n" + rows
    assert told(text) == [expected, TOLD[1]]
    assert parsed(text).opens == ()


def test_a_note_behind_a_row_heads_no_group() -> None:
    rows = "1\n疏浚河道。\n县水利局\n续建\n2\n改造危桥。\n县交通局\n新增\n"
    text = "序号\n工作任务\n责任单位\n备注\n" + rows
    assert told(text) == ["lead 县水利局", "lead 县交通局"]
    assert [task.section for task in parsed(text).tasks] == ["", ""]


@pytest.mark.parametrize("gap", [" ", "  ", "\t", "　"])
def test_a_heading_may_stand_on_one_line_above_stacked_cells(gap: str) -> None:
    head = gap.join(("序号", "工作任务", "牵头单位", "配合单位", "时限"))
    rows = "1\n汇总年报。\n县统计局\n县财政局\n1月底\n2\n开展培训。\n县人社局\n县教育局\n6月底\n"
    text = f"{head}\n{rows}"
    assert told(text) == ["lead 县统计局; support 县财政局", "lead 县人社局; support 县教育局"]
    assert [task.deadline for task in parsed(text).tasks] == ["1月底", "6月底"]
    assert work(text) == ["汇总年报。", "开展培训。"]


@pytest.mark.parametrize("head", ["涉及部门", "部门", "成员单位", "责任单位"])
@pytest.mark.parametrize("gap", ["\n", "\t"])
def test_duties_stand_beside_those_who_have_them(head: str, gap: str) -> None:
    rows = (
        ("序号", head, "职责分工"),
        ("1", "市水利局", "负责巡查堤防。指导各县整修堤防，储备物资。"),
        ("2", "市财政局", "负责安排资金。监督使用。"),
    )
    text = "\n".join(gap.join(row) for row in rows) + "\n"
    assert told(text) == ["lead 市水利局", "lead 市财政局"]
    assert work(text) == [row[2] for row in rows[1:]]
    assert parsed(text).opens == ()


def test_duties_beside_other_work_are_none() -> None:
    text = "序号\t工作任务\t职责分工\n1\t巡查堤防\t市水利局\n2\t安排资金\t市财政局\n"
    assert told(text) == ["lead 市水利局", "lead 市财政局"]
    assert work(text) == ["巡查堤防", "安排资金"]
