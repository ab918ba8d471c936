"""Tables: their headings, their rows over breaks, their groups and tiers, what is damaged."""

import pytest
from parse_factories import roles, told, work
from parse_invariants import parsed

from kg.model import Basis, ClauseKind
from kg.parse.view import clean

HEAD = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]
ROWS = [
    ["1", "修建南山水库。", "市水利局", "市财政局、各县人民政府", "12月底前"],
    ["2", "整治东河沿岸。", "市生态环境局", "", "长期"],
    ["3", "植树。", "市林业局", "市农业农村局", "10月底"],
]
TOLD = [
    "lead 市水利局; joint 市财政局 各县人民政府",
    "lead 市生态环境局",
    "lead 市林业局; joint 市农业农村局",
]


def tabs(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows) + "\n"


def pipes(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def markup(rows: list[list[str]]) -> str:
    lines = ["<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows]
    return '<table border="1">\n' + "\n".join(lines) + "\n</table>\n"


@pytest.mark.parametrize("form", [tabs, pipes, markup])
def test_forms(form) -> None:  # type: ignore[no-untyped-def]
    text = "附件：任务分工表\n" + form([HEAD, *ROWS])
    assert told(text) == TOLD
    result = parsed(text)
    assert [task.deadline for task in result.tasks] == ["12月底前", "长期", "10月底"]
    assert [clean(task.parts[0].of(text)) for task in result.tasks] == [row[1] for row in ROWS]
    assert {task.clause.kind for task in result.tasks} == {ClauseKind.TABLE}
    for task in result.tasks:
        for item in task.clause.assignments:
            assert item.basis is Basis.COLUMN
            assert item.basis_span is not None
            assert clean(item.basis_span.of(text)) == item.column in HEAD


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("牵头单位", "lead 市水利局 市财政局"),
        ("牵头部门", "lead 市水利局 市财政局"),
        ("第一责任单位", "lead 市水利局 市财政局"),
        ("主责单位", "lead 市水利局 市财政局"),
        ("主要责任单位", "lead 市水利局 市财政局"),
        ("责任单位", "joint 市水利局 市财政局"),
        ("责任部门", "joint 市水利局 市财政局"),
        ("落实单位", "joint 市水利局 市财政局"),
        ("责任单位（部门）", "joint 市水利局 市财政局"),
        ("配合单位", "support 市水利局 市财政局"),
        ("协办单位", "support 市水利局 市财政局"),
        ("参与部门", "support 市水利局 市财政局"),
    ],
)
def test_headings(heading: str, expected: str) -> None:
    rows = [["序号", "任务", heading], ["1", "修水库", "市水利局、财政局"]]
    assert told(tabs(rows)) == [expected]


@pytest.mark.parametrize(
    "heading", ["责任人", "分管领导", "责任领导", "完成时限", "备注", "联系人"]
)
def test_columns_that_name_no_bodies(heading: str) -> None:
    rows = [["序号", "任务", heading], ["1", "修水库", "市水利局"], ["2", "植树", "市林业局"]]
    assert [item for item in told(tabs(rows)) if "lead" in item and heading != "备注"] == told(
        tabs(rows)
    )


def test_two_rows_of_headings_name_tiers() -> None:
    text = tabs(
        [
            ["序号", "自治区任务", "柳州市措施", "自治区", "", "柳州市", ""],
            ["", "", "", "牵头单位", "责任单位", "牵头单位", "责任单位"],
            ["1", "扩大开放", "修建口岸", "商务厅", "财政厅", "商务局", "财政局、柳州海关"],
            ["2", "发展工业", "建设园区", "自治区工业和信息化厅", "", "工业和信息化局", ""],
        ]
    )
    tasks = parsed(text).tasks
    assert [roles(task.clause.assignments) for task in tasks] == [
        "lead 自治区商务厅; joint 自治区财政厅",
        "lead 市商务局; joint 市财政局 柳州海关",
        "lead 自治区工业和信息化厅",
        "lead 市工业和信息化局",
    ]
    assert work(text) == ["扩大开放", "修建口岸", "发展工业", "建设园区"]
    assert [task.implements for task in tasks] == [None, 0, None, 2]
    assert {a.tier for t in tasks[::2] for a in t.clause.assignments} == {"自治区"}
    assert {a.tier for t in tasks[1::2] for a in t.clause.assignments} == {"市"}


def test_a_city_and_its_province_may_bear_one_name() -> None:
    text = tabs(
        [
            ["序号", "吉林省任务", "吉林市贯彻措施", "吉林省", "", "吉林市", ""],
            ["", "", "", "牵头单位", "责任单位", "牵头单位", "责任单位"],
            ["1", "扩大开放，发展口岸", "修建口岸", "省商务厅", "财政厅", "市商务局", "财政局"],
        ]
    )
    assert work(text) == ["扩大开放，发展口岸", "修建口岸"]


def test_headings_on_every_page_and_rows_over_the_break() -> None:
    text = tabs(
        [
            HEAD,
            ["1", "修建南山水库，改善灌溉", "市水利局", "市财政局、", "12月底前"],
            HEAD,
            ["", "条件，新增库容。", "", "各县人民政府", ""],
            *ROWS[1:],
        ]
    )
    assert told(text) == TOLD
    assert work(text)[0] == "修建南山水库，改善灌溉条件，新增库容。"


def test_a_row_without_a_number_goes_on_over_a_page() -> None:
    head = ["类别", "主要任务", "牵头单位", "责任单位"]
    first = ["水利", "修建南山水库，改善灌溉", "市水利局", "市财政局"]
    other = ["", "在荒山植树。", "市林业局", "市教育局"]
    rest = ["", "条件，新增库容。", "", "市审计局"]
    text = tabs([head, first]) + "— 3 —\n" + tabs([head, rest, other])
    assert told(text) == ["lead 市水利局; joint 市财政局 市审计局", "lead 市林业局; joint 市教育局"]
    assert work(text) == ["修建南山水库，改善灌溉条件，新增库容。", "在荒山植树。"]


def test_a_row_below_a_repeated_heading_stands_for_itself() -> None:
    head = ["类别", "主要任务", "牵头单位", "责任单位"]
    rows = [["水利", "修建水库。", "市水利局", "市财政局"], head, ["", "清淤。", "", "市审计局"]]
    assert told(tabs([head, *rows]))[1] == "joint 市审计局"
    rows = [["水利", "修建水库", "市水利局", ""], head, ["", "清淤", "市审计局", ""]]
    assert told(tabs([head, *rows])) == ["lead 市水利局", "lead 市审计局"]


HEAD_OF_GROUPS = ["序号", "主要措施", "完成时限", "牵头单位", "配合单位"]
GROUPED = ["(一)兴修水利。", "1.修建水库。", "长期", "市水利局", "市财政局"]


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (GROUPED, ["", "2.整治河道。", "长期", "市生态环境局", "市审计局"]),
        (
            ["(一)兴修水利。", "72.修建水库。73.清淤。", "长期", "市水利局", "市财政局"],
            ["", "74.整治河道。", "长期", "市生态环境局", "市审计局"],
        ),
        (GROUPED, ["", "3.整治河道，改善水质", "", "市生态环境局", "市审计局"]),
    ],
)
def test_the_next_number_below_a_repeated_heading_is_a_row_of_its_own(
    before: list[str], row: list[str]
) -> None:
    text = tabs([HEAD_OF_GROUPS, before, HEAD_OF_GROUPS, row])
    assert told(text) == [
        "lead 市水利局; support 市财政局",
        "lead 市生态环境局; support 市审计局",
    ]
    assert [task.section.split(" / ")[0] for task in parsed(text).tasks] == ["(一)兴修水利。"] * 2


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (
            ["1", "修库：1.勘察；2.施工；", "长期", "市水利局", "市财"],
            ["", "3.验收。", "", "", "政局"],
        ),
        (
            ["1", "修库：1.勘察；2.施工；", "长期", "市水利局", ""],
            ["", "3.验收。", "", "市审计局", ""],
        ),
        (["1", "1.勘察；2.施工；", "长期", "市水利局", ""], ["", "3.验收。", "", "市审计局", ""]),
        (["5", "5.勘察、施工，", "长期", "市水利局", "市财"], ["", "6座水库。", "", "", "政局"]),
        (["5", "5.勘察、施工，", "长期", "市水利局", "市财"], ["", "6.5公里。", "", "", "政局"]),
    ],
)
def test_numbers_inside_a_cell_go_on_over_a_page(before: list[str], row: list[str]) -> None:
    assert len(told(tabs([HEAD_OF_GROUPS, before, HEAD_OF_GROUPS, row]))) == 1


def test_group_cells_become_the_section() -> None:
    text = tabs(
        [
            ["类别", "工作任务", "责任单位"],
            ["水利", "修建南山水库，改善灌溉条件。", "市水利局"],
            ["", "整治东河沿岸，改善水质。", "市生态环境局"],
            ["林业", "在荒山植树，提高覆盖率。", "市林业局"],
        ]
    )
    result = parsed(text)
    sections = [task.section.split(" / ")[0] for task in result.tasks]
    assert sections == ["水利", "水利", "林业"]
    assert told(text) == ["lead 市水利局", "lead 市生态环境局", "lead 市林业局"]


def test_cells_with_several_lines_in_quotes() -> None:
    text = (
        "序号\t工作任务\t责任单位\n"
        '1\t修水库\t"市水利局\n市财政局\n市自然资源和规划局"\n'
        '2\t"植树\n造林"\t市林业局\n'
    )
    assert told(text) == ["joint 市水利局 市财政局 市自然资源和规划局", "lead 市林业局"]
    assert work(text) == ["修水库", "植树造林"]


@pytest.mark.parametrize("break_", ["<br>", "<br/>", "、", "/", "<br />"])
def test_several_bodies_in_a_cell(break_: str) -> None:
    rows = [["任务", "责任单位"], ["修水库", f"市水利局{break_}市财政局"], ["植树", "市林业局"]]
    assert told(markup(rows)) == ["joint 市水利局 市财政局", "lead 市林业局"]


def test_cells_that_span_rows_and_columns() -> None:
    text = (
        "<table><tr><th>类别</th><th>任务</th><th colspan=2>责任单位</th></tr>"
        "<tr><td rowspan='2'>水利</td><td>修建水库</td><td colspan=2>市水利局、财政局</td></tr>"
        "<tr><td>整治河道</td><td colspan=2>市生态环境局</td></tr></table>"
    )
    assert told(text) == [
        "joint 市水利局 市财政局",
        "lead 市生态环境局",
    ]
    assert [task.section.split(" / ")[0] for task in parsed(text).tasks] == ["水利", "水利"]


def test_blanks_and_entities_inside_names() -> None:
    text = (
        "<table><tr><td>任务</td><td>责任单位</td></tr>"
        "<tr><td>修建水库</td><td><p>市&nbsp;水 利 局、</p><p>市财\n政局</p></td></tr></table>"
    )
    assert told(text) == ["joint 市水利局 市财政局"]


def test_a_table_without_headings() -> None:
    """The first column of bodies leads, a further one supports."""
    rows = [[*row[:3], row[3] or "市民政局"] for row in ROWS]
    assert told(tabs(rows)) == [
        "lead 市水利局; support 市财政局 各县人民政府",
        "lead 市生态环境局; support 市民政局",
        "lead 市林业局; support 市农业农村局",
    ]


def test_a_damaged_row_is_read_and_told() -> None:
    text = tabs(
        [HEAD, ROWS[0], ["2", "整治东河", "沿岸。", "市生态环境局", "市财政局", "长期"], ROWS[2]]
    )
    result = parsed(text)
    assert [opened.kind for opened in result.opens] == ["damaged"]
    assert result.opens[0].quote == "2\t整治东河\t沿岸。\t市生态环境局\t市财政局\t长期"
    assert told(text) == [TOLD[0], "lead 市生态环境局; joint 市财政局", TOLD[2]]


def test_a_table_of_other_things_is_no_table_of_tasks() -> None:
    text = tabs([["年份", "产量", "增长"], ["2019", "100", "3%"], ["2020", "103", "3%"]])
    result = parsed(text)
    assert (result.tasks, result.opens) == ((), ())


def test_text_before_between_and_behind_tables_is_read() -> None:
    table = tabs([HEAD, *ROWS])
    between = "二、修路。（市交通运输局负责）\n"
    text = f"一、植树。（市林业局负责）\n{table}{between}{table}三、架桥。（市交通运输局）\n"
    assert told(text) == [
        "lead 市林业局",
        *TOLD,
        "lead 市交通运输局",
        *TOLD,
        "lead 市交通运输局",
    ]


@pytest.mark.parametrize(
    "text", ["<table>", "<table></table>", "<table><td>市水利局", "</td></tr>"]
)
def test_broken_markup(text: str) -> None:
    assert told(f"{text}\n修建水库。（市水利局负责）\n") in (["lead 市水利局"], [])


@pytest.mark.parametrize("title", ["民生实事", "2022年预期目标", "名 目"])
def test_any_title_may_head_the_tasks_of_a_table_with_a_cell_a_line(title: str) -> None:
    cells = (
        "序号",
        title,
        "责任单位",
        "1",
        "建桥。",
        "县水务局",
        "县住建局",
        "2",
        "修路。",
        "县交通局",
    )
    text = "\n\n".join(cells)
    assert told(text) == ["joint 县水务局 县住建局", "lead 县交通局"]
    assert work(text) == ["建桥。", "修路。"]
