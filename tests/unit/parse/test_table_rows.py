"""Rows of tables: cells that are missing, rows over breaks, rows without a number of their own."""

import pytest
from parse_factories import told, work
from parse_invariants import parsed

GROUPED = "类别\t任务\t牵头单位\t配合单位"
NUMBERED = "类别\t序号\t任务\t责任单位\t协助单位"
DUE = "序号\t工作任务\t完成时限\t牵头单位\t配合单位"
PLAIN = "序号\t工作任务\t牵头单位\t配合单位"

SHORT = {
    # the group's cell spans rows: the first cell is missing, in tabs and in pipes
    f"{GROUPED}\n文化\t扩建图书馆2所。\t区文旅局\t区住建局\n建成书屋15处。\t区文旅局\t区财政局\n": [
        "lead 区文旅局; support 区住建局",
        "lead 区文旅局; support 区财政局",
    ],
    f"{NUMBERED}\n文化\t1\t扩建图书馆。\t区文旅局\t区住建局\n2\t建成书屋。\t区文旅局\t区财政局\n": [
        "lead 区文旅局; support 区住建局",
        "lead 区文旅局; support 区财政局",
    ],
    "|类别|任务|责任单位|\n|---|---|---|\n|文化|扩建图书馆。|区文旅局|\n|建成书屋。|区住建局|\n": [
        "lead 区文旅局",
        "lead 区住建局",
    ],
    # the first cell is missing and the last is left out
    f"{GROUPED}\n文化\t扩建图书馆2所。\t区文旅局\t区住建局\n建成书屋15处。\t区文旅局\n": [
        "lead 区文旅局; support 区住建局",
        "lead 区文旅局",
    ],
    # the first cell is missing, and the row is filled up at its end
    f"{GROUPED}\n文化\t扩建图书馆。\t区文旅局\t区住建局\n建成书屋。\t区文旅局\t区财政局\t\n": [
        "lead 区文旅局; support 区住建局",
        "lead 区文旅局; support 区财政局",
    ],
    # a cell inside the row is missing: a deadline names no bodies
    f"{DUE}\n1\t修订预案。\t市水务局\t市应急局、市财政局\n2\t清淤。\t6月底\t市水务局\t市财政局\n": [
        "lead 市水务局; support 市应急局 市财政局",
        "lead 市水务局; support 市财政局",
    ],
    # the last cells are left out
    f"{PLAIN}\n1\t清淤。\t市水务局\n2\t修路。\t市交通局\t市财政局\n": [
        "lead 市水务局",
        "lead 市交通局; support 市财政局",
    ],
}


@pytest.mark.parametrize(("text", "expected"), SHORT.items(), ids=range(len(SHORT)))
def test_cells_of_short_rows_stand_under_their_columns(text: str, expected: list[str]) -> None:
    result = parsed(text)
    assert told(text) == expected
    assert [open_.kind for open_ in result.opens] == []
    assert all(words.endswith("。") for words in work(text))
    assert not any("局" in task.deadline for task in result.tasks)


@pytest.mark.parametrize(
    "row",
    [
        "1\t清淤。\t市水务局\t市财政局\t新增",  # of 责任单位 and 配合单位 one is missing
        "1\t清淤。\t市水务局\t正在推进\t市财政局",  # no bodies where there have to be
    ],
)
def test_a_short_row_that_fits_in_no_way_or_in_several_is_damaged(row: str) -> None:
    text = f"序号\t工作任务\t牵头单位\t责任单位\t配合单位\t备注\n{row}\n2\t修路。\t市交通局\t\t\t\n"
    assert [(o.kind, o.quote) for o in parsed(text).opens] == [("damaged", row)]
    assert told(text) == ["lead 市交通局"]


def test_bodies_as_a_deadline_are_reported() -> None:
    head = "序号\t工作任务\t牵头单位\t配合单位\t完成时限"
    text = f"{head}\n1\t清淤。\t市水务局\t市财政局\t市住建局\n"
    assert told(text) == ["lead 市水务局; support 市财政局"]
    assert [o.quote for o in parsed(text).opens] == ["市住建局"]
    assert parsed(text).tasks[0].deadline == ""


def test_a_name_that_a_page_cuts_in_two_is_read_whole() -> None:
    text = (
        f"{PLAIN}\n1\t修订预案，完善\t市水务局、大数据\t市应急局、新区管\n"
        f"{PLAIN}\n\t值守制度。\t发展局\t委会、财政局\n2\t清淤。\t市水务局\t市财政局\n"
    )
    assert told(text) == [
        "lead 市水务局 市大数据发展局; support 市应急局 新区管委会 市财政局",
        "lead 市水务局; support 市财政局",
    ]
    written = [a.mention.surface for a in parsed(text).tasks[0].clause.assignments]
    assert written == ["市水务局", "大数据", "市应急局", "新区管", "财政局"]
    assert parsed(text).opens == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("市水务局", "财政局", "lead 市水务局 市财政局"),
        ("市水务局、", "财政局", "lead 市水务局 市财政局"),
        ("市水务局、市住房和城乡", "建设局", "lead 市水务局 市住房和城乡建设局"),
        ("市水务局、各县（市、区）", "人民政府", "lead 市水务局 各县（市、区）人民政府"),
        ("市水务局", "各县区", "lead 市水务局 各县区"),
    ],
)
def test_what_a_break_parts_in_a_cell(before: str, after: str, expected: str) -> None:
    text = f"{PLAIN}\n1\t清淤，改善\t{before}\t\n{PLAIN}\n\t水质。\t{after}\t\n"
    assert told(text) == [expected]


def test_a_row_that_ends_the_work_above_is_joined_though_a_group_opens_it() -> None:
    text = (
        f"{PLAIN}\n（一）抓好预防。\t修订预案，完善\t市应急局\t市财政局\n"
        "（二）抓好处置。\t值守制度。\t\t\n\t组建队伍。\t市消防支队\t\n"
    )
    assert told(text) == ["lead 市应急局; support 市财政局", "lead 市消防支队"]
    assert work(text) == ["修订预案，完善值守制度。", "组建队伍。"]
    assert [task.section for task in parsed(text).tasks] == ["(一)抓好预防。", "(二)抓好处置。"]


@pytest.mark.parametrize(
    ("lead", "due", "expected"),
    [
        ("区外办", "全年", ["lead 区商务局; joint 区经信局", "lead 区外办; joint 区发改局"]),
        # the cells of a row that a page breaks: its date stands above
        ("、区外办", "", ["lead 区商务局 区外办; joint 区经信局 区发改局"]),
    ],
)
def test_a_row_whose_bodies_and_date_begin_anew_is_a_task_of_its_own(
    lead: str, due: str, expected: list[str]
) -> None:
    head = "|序号|任务|要求|牵头单位|责任单位|完成时限|\n|---|---|---|---|---|---|\n"
    rows = f"|1|招商|引进项目5个|区商务局|区经信局|全年|\n|||引资1亿元|{lead}|区发改局|{due}|\n"
    assert (
        told(f"{head}{rows}|2|外贸|出口增长|区商务局|区发改局|全年|\n")[: len(expected)] == expected
    )


def test_a_second_measure_under_one_number_is_a_task_of_its_own() -> None:
    head = "序号\t任务\t措施\t责任人\t牵头单位\t配合单位"
    first = "1\t文化惠民\t扩建图书馆2所。\t周立新\t文旅局\t轨道公司"
    second = "\t\t建成书屋15处。\t陈涛\t教育局\t东湖街道"
    text = f"{head}\n{first}\n{second}\n2\t畅行\t修路。\t陈涛\t交通局\t\n"
    assert told(text) == [
        "lead 文旅局; support 轨道公司",
        "lead 教育局; support 东湖街道",
        "lead 交通局",
    ]
    assert [task.section for task in parsed(text).tasks] == ["文化惠民", "文化惠民", "畅行"]
    # work that goes on, or a list of leaders that does, is no second measure
    for rest in ("\t\t并配齐图书。\t\t\t东湖街道", "\t\t配齐图书。\t\t、教育局\t"):
        text = f"{head}\n{first}\n{rest}\n2\t畅行\t修路。\t陈涛\t交通局\t\n"
        assert len(told(text)) == 2


WRAPPED = [
    "任务内容 | 工作要求 | 责任单位 | 协助单位 | 完成期限 | \n"
    "水利 | 疏浚河道。 | 县水利局 | 县财政局\n县住建局 | 9月20日前 | \n"
    "交通 | 修路。 | 县交通局 | 县发改局 | 9月底 | \n",
    "| 任务内容 | 工作要求 | 责任单位 | 协助单位 | 完成期限 |\n|---|---|---|---|---|\n"
    "| 水利 | 疏浚\n\n河道。 | 县水利局 | 县财政局、\n县住建局 | 9月20日前 |\n"
    "| 交通 | 修路。 | 县交通局 | 县发改局 | 9月底 |\n",
]


@pytest.mark.parametrize("text", WRAPPED, ids=range(len(WRAPPED)))
def test_a_cell_may_go_on_in_the_next_line_up_to_its_bar(text: str) -> None:
    assert told(text) == [
        "lead 县水利局; support 县财政局 县住建局",
        "lead 县交通局; support 县发改局",
    ]
    assert work(text) == ["疏浚河道。", "修路。"]
    assert [task.deadline for task in parsed(text).tasks] == ["9月20日前", "9月底"]


def test_the_heading_of_a_group_may_stand_on_a_line_of_its_own() -> None:
    rows = "一、水利\n1\t清淤。\t市水务局\t市财政局\n\n（二）交通\n2\t修路。\t市交通局\t\n"
    text = f"{PLAIN}\n{rows}三、其他要求\n各单位要抓好落实。\n"
    assert told(text) == ["lead 市水务局; support 市财政局", "lead 市交通局"]
    assert [task.section for task in parsed(text).tasks] == ["一、水利", "(二)交通"]


def test_a_table_that_keeps_its_empty_cells_lacks_none_at_the_end() -> None:
    full = f"{PLAIN}\n1\t清淤。\t市水务局\t\n"
    assert told(full + "2\t修路。\t市交通局\n") == ["lead 市水务局"]
    assert [opened.kind for opened in parsed(full + "2\t修路。\t市交通局\n").opens] == ["damaged"]
