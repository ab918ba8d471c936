"""Columns of tables: what their headings mean, which hold the work, what in them is no body."""

import pytest
from parse_factories import told, work
from parse_invariants import parsed


def table(*rows: str) -> str:
    return "".join("\t".join(row.split(" ")) + "\n" for row in rows)


def opens(text: str) -> list[str]:
    return [opened.quote for opened in parsed(text).opens]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("牵头（责任）单位 配合单位", "lead 市水务局; support 市财政局"),
        ("责任单位或牵头单位 配合单位", "lead 市水务局; support 市财政局"),
        ("责任单位（牵头） 责任单位（配合）", "lead 市水务局; support 市财政局"),
        ("牵头单位 协同负责单位", "lead 市水务局; support 市财政局"),
        ("指导单位 责任单位", "support 市水务局; lead 市财政局"),
        ("牵头单位 指导单位", "lead 市水务局; support 市财政局"),
        ("责任单位 监督单位", "lead 市水务局; support 市财政局"),
        ("业主单位 监管责任单位", "joint 市水务局 市财政局"),
        ("牵头单位 乡镇责任单位", "lead 市水务局; joint 市财政局"),
        ("主体单位 配合单位", "lead 市水务局; support 市财政局"),
        ("牵头单位 建设单位", "lead 市水务局; joint 市财政局"),
    ],
)
def test_headings_in_other_words(heads: str, expected: str) -> None:
    text = table(f"序号 工作任务 {heads}", "1 清淤。 市水务局 市财政局")
    assert told(text) == [expected]
    assert work(text) == ["清淤。"]
    assert opens(text) == []


def test_bodies_under_a_heading_without_a_role_are_reported() -> None:
    text = table("序号 工作任务 审批部门 责任单位", "1 清淤。 市发改委 市水务局")
    assert told(text) == ["lead 市水务局"]
    assert (work(text), opens(text)) == (["清淤。"], ["市发改委"])


def test_headings_that_promise_no_roles_are_no_row_of_a_table_without_headings() -> None:
    text = table(
        "序号 工作内容 审批部门 填报部门",
        "1 修渠。 市发改委 市水务局",
        "2 修路。 市发改委 市交通局",
    )
    assert told(text) == []


@pytest.mark.parametrize(
    ("cell", "expected", "left"),
    [
        ("市水务局、有执法权的部门", "lead 市水务局 有执法权的部门", []),
        ("涉及跨界河道的各单位", "lead 涉及跨界河道的各单位", []),
        ("承担行政审批职能的部门", "lead 承担行政审批职能的部门", []),
        ("市水务局、三大承包商", "lead 市水务局", ["三大承包商"]),
        ("市水务局、村（社区）", "lead 市水务局", ["村（社区）"]),
        ("市水务局、周立新", "lead 市水务局", ["周立新"]),
        ("按进度推进中", "", ["按进度推进中"]),
        ("局、市水务局", "", ["局、市水务局"]),
        ("无", "", []),
        ("——", "", []),
        ("/", "", []),
    ],
)
def test_no_word_of_a_cell_of_bodies_is_lost(cell: str, expected: str, left: list[str]) -> None:
    text = table("序号 工作任务 牵头单位 配合单位", f"1 清理河道。 {cell} 市财政局")
    assert told(text) == ["; ".join(filter(None, [expected, "support 市财政局"]))]
    assert opens(text) == left


def test_the_one_responsible_beside_an_empty_column_of_leaders_is_joint() -> None:
    rows = ["1 清淤。 市水务局 市财政局", "2 修路。  市交通局"]
    text = table("序号 工作任务 牵头单位 责任单位", *rows)
    assert told(text)[1] == "joint 市交通局"


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        # what became of it is never the work
        (
            "类别 事项 任务目标 责任单位 工作完成情况",
            "水利 清淤 清淤3公里。 市水务局 {long}",
            "清淤3公里。",
        ),
        ("类别 工作任务 责任单位 进展成效", "水利 清淤3公里。 市水务局 {long}", "清淤3公里。"),
        # nor the ground on which it is done, as long as it is in one row
        (
            "序号 工作任务 政策依据 责任单位",
            "1 清淤3公里，改善水质。 防洪条例第三条 市水务局",
            "清淤3公里，改善水质。",
        ),
        # both, where both are short
        ("序号 项目内容 年度目标 责任单位", "1 清淤 清淤3公里 市水务局", "清淤清淤3公里"),
    ],
)
def test_which_column_states_the_work(heads: str, row: str, expected: str) -> None:
    text = table(heads, row.replace("{long}", "已完成工程量的百分之八十，" * 4))
    assert work(text) == [expected]


def test_one_column_states_the_work_of_all_rows() -> None:
    text = table(
        "序号 工作任务 工作标准 责任单位",
        "1 疏浚全市主要河道，改善水环境质量。 达标 市水务局",
        "2 修路。 路面平整，排水通畅，标线清晰。 市交通局",
    )
    assert work(text) == ["疏浚全市主要河道，改善水环境质量。", "修路。"]


@pytest.mark.parametrize(
    "heads", ["省级任务 市级任务", "浙江省工作任务 温州市工作任务", "省级工作任务 温州市贯彻措施"]
)
@pytest.mark.parametrize("first", ["扩大开放，发展口岸。", "1.开放。"])
def test_measures_of_two_tiers(heads: str, first: str) -> None:
    one, other = heads.split(" ")
    text = (
        f"序号\t{one}\t{other}\t浙江省\t\t温州市\t\n\t\t\t牵头单位\t配合单位\t牵头单位\t配合单位\n"
        f"1\t{first}\t修建口岸。\t省商务厅\t省财政厅\t市商务局\t市财政局\n"
    )
    assert told(text) == [
        "lead 省商务厅; support 省财政厅",
        "lead 市商务局; support 市财政局",
    ]
    assert work(text) == [first, "修建口岸。"]
    assert [task.section for task in parsed(text).tasks] == ["", ""]


def test_markup_is_no_part_of_the_work() -> None:
    text = (
        "<table><tr><td>任务</td><td>责任单位</td></tr>"
        "<tr><td><p>修订<b>预案</b>。</p></td><td>市水务局</td></tr>"
        "<tr><td><p>清淤&nbsp;3公里。</p>\n<p>修路。</p></td><td>市交通局</td></tr></table>"
    )
    parts = [[part.of(text) for part in task.parts] for task in parsed(text).tasks]
    assert parts == [["修订<b>预案</b>。"], ["清淤&nbsp;3公里。", "修路。"]]


def test_a_rule_in_a_heading_holds_below_it() -> None:
    text = table("序号 任务 责任单位（排在第一位的为牵头单位）", "1 清淤。 市水务局、市财政局")
    assert told(text) == ["lead 市水务局; support 市财政局"]
    assert [rule.kind for rule in parsed(text).rules] == ["first-listed"]
    behind = text + "三、修路。（市交通局、市公安局负责）\n"
    assert told(behind)[1] == "joint 市交通局 市公安局"


def test_under_a_rule_the_first_column_of_the_responsible_holds_who_leads() -> None:
    rule = "责任单位排在第一位的为牵头单位。\n"
    text = table("序号 任务 责任单位 实施单位", "1 清淤。 市水务局、市财政局 城投公司")
    assert told(rule + text) == ["lead 市水务局; support 市财政局; joint 城投公司"]


def columned(heading: str, cells: tuple[str, ...], sep: str = "|") -> str:
    rows = [
        f"{i}{sep}{work_}{sep}{cell}{sep}6月底"
        for i, (work_, cell) in enumerate(zip(DONE, cells, strict=False), 1)
    ]
    lines = [f"序号{sep}任务{sep}{heading}{sep}完成时限", *rows]
    if sep == "|":
        lines = [f"|{line}|" for line in lines]
        lines.insert(1, "|---|---|---|---|")
    return "\n".join(lines) + "\n"


DONE = ("修水库", "修路", "修桥")


@pytest.mark.parametrize(
    "heading",
    [
        "责任单位及责任人",
        "责任单位（责任人）",
        "责任单位/联系人",
        "责任单位和责任人员",
        "责任部门及责任领导",
        "包抓领导及责任单位",
        "责任人、责任单位",
        "责任单位及完成时限",
    ],
)
@pytest.mark.parametrize(
    "cell",
    [
        "县水利局",
        "县水利局 周立新",
        "县水利局周立新",
        "县水利局（周立新）",
        "周立新 县水利局",
        "县水利局<br>周立新",
    ],
)
def test_persons_beside_bodies(heading: str, cell: str) -> None:
    text = columned(heading, (cell, "县交通局 王小丽"))
    assert told(text) == ["lead 县水利局", "lead 县交通局"]
    assert not parsed(text).opens


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("马鞍山市水利局", "lead 马鞍山市水利局"),  # 马 is a surname, too
        ("县水利局、周立新", "lead 县水利局"),
        ("县水利局安全处", "lead 县水利局安全处"),
    ],
)
def test_a_name_keeps_what_looks_like_a_person(cell: str, expected: str) -> None:
    assert told(columned("责任单位", (cell, "县交通局")))[0] == expected


def test_bodies_under_a_heading_of_persons_are_reported() -> None:
    text = columned("责任单位", ("县水利局", "县交通局")).replace("完成时限", "责任领导")
    found = parsed(text.replace("6月底", "县财政局"))
    assert [(point.kind, point.quote) for point in found.opens] == [("uncovered", "县财政局")] * 2


@pytest.mark.parametrize("sep", ["|", "\t"])
@pytest.mark.parametrize("heading", ["分工", "责任落实", "部门", "组织实施单位", "备注"])
def test_cells_that_say_who_does_what_under_a_heading_that_gives_no_role(
    heading: str, sep: str
) -> None:
    text = columned(
        heading, ("县水利局牵头，县财政局配合", "县交通局负责", "牵头单位：县住建局"), sep
    )
    expected = ["lead 县水利局; support 县财政局", "lead 县交通局", "lead 县住建局"]
    assert (told(text), work(text)) == (expected, [*DONE])


@pytest.mark.parametrize("sep", ["|", "\t"])
def test_no_name_runs_over_the_cells_of_a_table(sep: str) -> None:
    lines = ["项目的总体情况和有关的说明", f"1{sep}修水库{sep}县水利局牵头，县财政局配合{sep}6月底"]
    text = "\n".join(f"{sep}{line}{sep}" if sep == "|" else line for line in lines) + "\n"
    found = parsed(text)
    assert not found.tasks
    assert [point.kind for point in found.opens] == ["uncovered"]


def test_a_column_of_those_who_lead_and_those_who_support_does_not_make_all_lead() -> None:
    cells = ("县水利局、县财政局", "县交通局牵头，县财政局配合")
    expected = ["joint 县水利局 县财政局", "lead 县交通局; support 县财政局"]
    assert told(columned("牵头单位及配合单位", cells)) == expected


@pytest.mark.parametrize(
    ("lead", "support"),
    [
        ("牵头市级部门", "配合县直单位"),
        ("市级牵头部门", "县级配合单位"),
        ("牵头市直单位", "其他配合单位"),
        ("整改牵头单位", "参与县级部门"),
    ],
)
def test_one_task_whatever_tiers_those_who_share_it_have(lead: str, support: str) -> None:
    rows = "|修水库|市水利局|县财政局、发改局|\n|修路|市交通局|县财政局|\n"
    text = f"|任务|{lead}|{support}|\n|---|---|---|\n{rows}"
    assert told(text) == [
        "lead 市水利局; support 县财政局 县发改局",
        "lead 市交通局; support 县财政局",
    ]


def test_a_tier_inside_a_heading_is_that_of_its_bodies() -> None:
    rows = "|修水库|水利局|财政局|\n|修路|交通局|财政局|\n"
    text = f"|任务|牵头市级部门|配合县直单位|\n|---|---|---|\n{rows}"
    assert told(text)[0] == "lead 市水利局; support 县财政局"
