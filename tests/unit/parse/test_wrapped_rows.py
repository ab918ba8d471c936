"""Rows whose cells go on in the next lines, and rows of which a cell is missing."""

import pytest
from parse_factories import told, work
from parse_invariants import parsed

PLAIN = "任务\t责任单位\t时限"
LED = "任务\t牵头单位\t配合单位\t时限"
LAST = "任务 | 时限 | 责任单位"
GROUPS = "序号 | 任务 | 牵头领导 | 牵头单位 | 配合单位"

WRAPPED = {
    # each body of a cell has a paragraph of its own
    f"{PLAIN}\n修渠。\t县水利局\n县农业局\n县林业局\n县财政局\t6月底\n修校。\t县教育局\t9月底\n": [
        "joint 县水利局 县农业局 县林业局 县财政局",
        "lead 县教育局",
    ],
    f"{LED}\n修渠。\t县水利局\n县农业局\n县林业局\t县财政局\n县住建局\n县审计局\t6月底\n"
    "修校。\t县教育局\t县人社局\t9月底\n": [
        "lead 县水利局 县农业局 县林业局; support 县财政局 县住建局 县审计局",
        "lead 县教育局; support 县人社局",
    ],
    # one paragraph more, with and without a number in the row
    f"{PLAIN}\n修渠。\t县水利局\n县农业局\t6月底\n修校。\t县教育局\t9月底\n": [
        "joint 县水利局 县农业局",
        "lead 县教育局",
    ],
    # the last cell of a row goes on
    f"{LAST}\n修渠。 | 6月底 | 县水利局\n县农业局\n修校。 | 9月底 | 县教育局\n": [
        "joint 县水利局 县农业局",
        "lead 县教育局",
    ],
    "任务\t时限\t责任单位\n修渠。\t6月底\t县水利局、\n县农业局\n修校。\t9月底\t县教育局\n": [
        "joint 县水利局 县农业局",
        "lead 县教育局",
    ],
    # a name is cut
    "任务\t时限\t责任单位\n修渠。\t6月底\t县水利局、县住\n建局\n修校。\t9月底\t县教育局\n": [
        "joint 县水利局 县住建局",
        "lead 县教育局",
    ],
    # what follows the mark of a list belongs to it, at the end of the table too
    f"{LAST}\n修渠。 | 6月底 | 县水利局、\n县农业局\n": ["joint 县水利局 县农业局"],
    # a row of bars goes on behind a person, below a heading of a group
    f"{GROUPS}\n一、教育\n1 | 修校。 | 张某某 | 县教育局 | 县财政局\n二、水利\n"
    "2 | 修渠。 | 王某某\n李某某 | 县水利局 | 县农业局\n": [
        "lead 县教育局; support 县财政局",
        "lead 县水利局; support 县农业局",
    ],
    f"{GROUPS}\n一、教育\n1 | 修校。 | 张某某 | 县教育局\n县体育局 | 县财政局\n二、水利\n"
    "2 | 修渠。 | 王某某 | 县水利局 | 县农业局\n县林业局\n"
    "3 | 清淤。 | 王某某 | 县水利局 | 县农业局\n": [
        "lead 县教育局 县体育局; support 县财政局",
        "lead 县水利局; support 县农业局 县林业局",
        "lead 县水利局; support 县农业局",
    ],
}


@pytest.mark.parametrize(("text", "expected"), WRAPPED.items(), ids=range(len(WRAPPED)))
def test_cells_go_on_in_the_next_lines(text: str, expected: list[str]) -> None:
    assert told(text) == expected
    assert all(words.endswith("。") for words in work(text))
    assert not parsed(text).opens


APART = {
    # a signature below the table is no body of its last row
    f"{LAST}\n修渠。 | 6月底 | 县水利局\n县人民政府办公室\n2024年5月1日\n": ["lead 县水利局"],
    # text between two rows that each lack a cell
    f"{PLAIN}\n修渠。\t县水利局\n下列任务另行安排\n修校。\t县教育局\n清淤。\t县林业局\t6月底\n": [
        "lead 县水利局",
        "lead 县教育局",
        "lead 县林业局",
    ],
    # two rows of three cells
    f"{LED}\n修渠。\t县水利局\t县农业局\n修校。\t县教育局\n": [
        "lead 县水利局; support 县农业局",
        "lead 县教育局",
    ],
}


@pytest.mark.parametrize(("text", "expected"), APART.items(), ids=range(len(APART)))
def test_other_lines_are_no_part_of_a_row(text: str, expected: list[str]) -> None:
    assert told(text) == expected


UNLED = {
    "任务\t责任单位\t时限\n修渠。\t县水利局\t6月底\n修校。\t\t9月底\n": ["修校。\t\t9月底"],
    "序号 | 任务 | 责任单位\n1 | 修渠 | 县水利局\n2 | 修校 | \n": ["2 | 修校"],
    # nobody is said to do it
    "任务\t责任单位\t时限\n修渠。\t县水利局\t6月底\n修校。\t—\t9月底\n": [],
    # the heading of a group
    "序号 | 任务 | 责任单位\n一 | 水利 | \n1 | 修渠 | 县水利局\n": [],
}


@pytest.mark.parametrize(("text", "expected"), UNLED.items(), ids=range(len(UNLED)))
def test_work_whose_cell_of_bodies_is_empty_is_listed(text: str, expected: list[str]) -> None:
    result = parsed(text)
    assert told(text) == ["lead 县水利局"]
    assert [(open_.kind, open_.quote) for open_ in result.opens] == [
        ("damaged", quote) for quote in expected
    ]


HEAD = "序号 | 任务 | 牵头单位 | 配合单位 | 时限"


def test_a_sentence_and_a_name_go_on_in_the_next_row() -> None:
    text = (
        f"{HEAD}\n1 | 修校。 | 县教育局 | 县财政局 | 6月底\n"
        "2 | 引导创业，新增就业三百 | 县人社局 | 各镇、县财 | 全年\n"
        " | 人，培训五百人。 |  | 政局 | \n"
    )
    assert told(text) == [
        "lead 县教育局; support 县财政局",
        "lead 县人社局; support 各镇 县财政局",
    ]
    assert work(text) == ["修校。", "引导创业，新增就业三百人，培训五百人。"]
    assert not parsed(text).opens


def test_a_row_with_a_leader_of_its_own_mends_no_sentence() -> None:
    text = f"{HEAD}\n1 | 引导创业 | 县人社局 | 县财政局 | 全年\n | 修渠。 | 县水利局 |  | 6月底\n"
    assert told(text) == ["lead 县人社局; support 县财政局", "lead 县水利局"]


def test_a_line_of_rules_ends_a_row() -> None:
    text = "任务 | 时限 | 责任单位\n修渠。 | 6月底 | 县水利局\n县农业局\n--- | --- | ---\n"
    assert told(text) == ["joint 县水利局 县农业局"]
