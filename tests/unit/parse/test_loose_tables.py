"""Tables that lost their ruling: run together, flattened into blanks, stacked, of commas."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parse_factories import told, work
from parse_invariants import parsed

from kg.characters import fold
from kg.parse.tables.chain import tokens
from kg.parse.tables.fields import part
from kg.parse.tables.titles import kind_of, title_run

HEAD = "序号工作任务牵头单位配合单位"
DUE = "序号工作任务牵头单位配合单位完成时限"


def torn(text: str) -> list[str]:
    """Return the rows that were reported and not read."""
    return [o.quote for o in parsed(text).opens if o.kind == "damaged"]


READ = {
    # a heading in the middle of a line, group headings between the rows
    "沅江市任务清单序号主要任务第一责任单位主要责任单位一、生态1治理洞庭湖岸线。市水利局"
    "各镇（街道）、市生态环境局二、产业2建设船舶产业园。市工信局市商务局、市财政局": [
        "lead 市水利局; joint 各镇（街道） 市生态环境局",
        "lead 市工信局; joint 市商务局 市财政局",
    ],
    # no full stop before the bodies: a body with a tier begins without doubt
    HEAD + "1推进数字乡村建设市农业农村局市委网信办、市财政局2办好茶博会市商务局各县（区）政府": [
        "lead 市农业农村局; support 市委网信办 市财政局",
        "lead 市商务局; support 各县（区）政府",
    ],
    # bodies without a tier, behind a full stop
    HEAD + "1新建小学2所。教育局自然资源局、住建局2新增停车位800个。城管局公安局": [
        "lead 教育局; support 自然资源局 住建局",
        "lead 城管局; support 公安局",
    ],
    # deadlines, also before the number of the next row
    DUE
    + "1清淤河道20公里。县水利局县财政局6月底前2种植油茶3万亩。县林业局各乡镇2024-12-313管护公路。"
    "县交通运输局长期坚持": [
        "lead 县水利局; support 县财政局",
        "lead 县林业局; support 各乡镇",
        "lead 县交通运输局",
    ],
    # persons before the bodies and behind them
    "序号项目名称分管领导牵头单位配合单位1新建公园3处。李文博园林局青羊街道"
    "2改造菜市场。张菁市商务局市城管局": [
        "lead 园林局; support 青羊街道",
        "lead 市商务局; support 市城管局",
    ],
    "序号工作任务责任单位责任人1开展巡查。县应急局王强2推进整改。县住建局、县城管局李小明、赵伟": [
        "lead 县应急局",
        "joint 县住建局 县城管局",
    ],
    # one department, then places: the department leads
    HEAD + "1建设邻里中心。民政局清波街道湖滨街道南星街道": [
        "lead 民政局; support 清波街道 湖滨街道 南星街道"
    ],
    # two bodies in one cell, and the cell behind it separated by marks
    HEAD + "1降低能耗。市发展改革委市经信局市住建局、市统计局": [
        "lead 市发展改革委 市经信局; support 市住建局 市统计局"
    ],
    # one body that leads in all other rows leads here
    HEAD + "1甲项工作。市财政局市审计局2乙项工作。市民政局市司法局3丙项工作。市林业局市水利局"
    "4丁项工作。市教育局市文旅局市体育局": [
        "lead 市财政局; support 市审计局",
        "lead 市民政局; support 市司法局",
        "lead 市林业局; support 市水利局",
        "lead 市教育局; support 市文旅局 市体育局",
    ],
    # pages: their numbers and the repeated heading say nothing
    "序号工作任务责任单位1推行河长制。市水利局—3—序号工作任务责任单位2推行林长制。市林业局": [
        "lead 市水利局",
        "lead 市林业局",
    ],
    # lines broken anywhere, and text behind the table
    "序号工作任务牵头单位配合单位\n1改善水环\n境质量。市水利局市财政局、市生态\n环境局\n2推行林长制。"
    "市林业局各县（市、\n区）政府\n特此通知。\n益阳市人民政府办公室\n": [
        "lead 市水利局; support 市财政局 市生态环境局",
        "lead 市林业局; support 各县（市、区）政府",
    ],
    # a row with a second piece of work
    "序号项目名称分管领导牵头单位配合单位1老城更新修缮故居。李文博文旅局城投公司改造街巷。张菁住建局清波街道"
    "2关爱老人新建食堂。王强民政局各街道": [
        "lead 文旅局; support 城投公司",
        "lead 住建局; support 清波街道",
        "lead 民政局; support 各街道",
    ],
    # bodies with a branch, a seat or a shared tail are one
    HEAD + "1整治非法集资。市金融办人民银行达州市中心支行、市政府法制办2建设高铁。市发展改革委"
    "大竹、渠县县人民政府、国家统计局达州调查队": [
        "lead 市金融办; support 人民银行达州市中心支行 市政府法制办",
        "lead 市发展改革委; support 大竹县人民政府 渠县人民政府 国家统计局达州调查队",
    ],
    # blanks alone, without numbers
    "附件 防汛责任清单 工作任务 责任单位 配合单位 完成时间 负责汛情监测. 县水文局 县气象局 "
    "持续开展 制定抢险预案. 县防汛办 4月底前制定 抢险预案 排查在建工地. 县委县政府 督查室 "
    "6月底前": [
        "lead 县水文局; support 县气象局",
        "lead 县防汛办",
        "lead 县委县政府督查室",
    ],
    # one cell a line; a heading on two lines; blank lines between
    "序号\n\n项 目\n\n牵头\n\n部门\n\n相关部门\n\n完成\n\n时间\n\n12\n\n建设图书馆。\n\n文化局\n\n"
    "13个街道、镇\n\n2010年\n\n13\n\n改造体育馆\n\n体育局\n\n财政局\n\n2011年\n": [
        "lead 文化局; support 13个街道、镇",
        "lead 体育局; support 财政局",
    ],
    # numbers left out behind a row that is complete; a stop behind the bodies
    "序号\n工作任务\n牵头单位\n责任单位\n3\n增长5%。\n区发改委\n区工信局、高新区管委会。\n"
    "68\n办学。\n区教育局\n区财政局\n": [
        "lead 区发改委; joint 区工信局 高新区管委会",
        "lead 区教育局; joint 区财政局",
    ],
    # one row a line, blanks between the cells; words set wide; blanks in the work and the bodies
    "序号 工 作 任 务 牵头部门\n1 物价涨幅3%左右 发展改革委\n二、民生\n2 新增就业 1000万人 "
    "人力资源社会保障部 财政部\n\n以上任务按季度报送。\n": [
        "lead 发展改革委",
        "lead 人力资源社会保障部 财政部",
    ],
    "序号 工作任务 牵头单位 配合单位 完成时间\n1 修路。 市交通局 市财政局、市公安局 6月底\n"
    "2 植树。 市林业局 各县政府 年底\n": [
        "lead 市交通局; support 市财政局 市公安局",
        "lead 市林业局; support 各县政府",
    ],
    # commas and quotes
    '序号,重点工作,主办单位,协办单位,责任人,时限\n1,"清理乱占, 乱建",县自然资源局,"'
    '县住建局,县城管局\n汤池镇",'
    "张 强,2021-10-31\n2,改造农贸市场,县商务局,,李文博,2021-12-31\n": [
        "lead 县自然资源局; support 县住建局 县城管局 汤池镇",
        "lead 县商务局",
    ],
    # two bodies in a cell that lost its line break
    "序号\t工作任务\t责任单位\n1\t推进垃圾分类\t市城管局市住建局\n2\t建设绿道\t市园林局\n": [
        "joint 市城管局 市住建局",
        "lead 市园林局",
    ],
}

TORN = {
    # the boundary of the columns may stand in two places
    HEAD + "1推进创业。市人社局市财政局市教育局2兴办夜校。市教育局市总工会": [
        "lead 市教育局; support 市总工会"
    ],
    # nothing tells where the work ends
    HEAD + "1支持学校体育局财政局2兴办夜校。市教育局市总工会": ["lead 市教育局; support 市总工会"],
    # a body of a kind of its own may stand before the first that is known
    HEAD + "1落实补贴。某某专班市财政局市审计局2兴办夜校。市教育局市总工会": [
        "lead 市教育局; support 市总工会"
    ],
}

STACKED = "序号\n工作任务\n责任单位\n完成时间\n"

LEFT = {
    # what stands behind the cells of a row belongs to none that can be told
    STACKED + "1\n建设图书馆。\n市文化局\n2010年\n开办夜校。\n2\n植树。\n市林业局\n2011年\n": (
        ["lead 市文化局", "lead 市林业局"],
        ["开办夜校。"],
    ),
    # a group's heading between two rows
    STACKED + "1\n建设图书馆。\n市文化局\n2010年\n二、生态\n2\n植树。\n市林业局\n2011年\n": (
        ["lead 市文化局", "lead 市林业局"],
        [],
    ),
    # a second table behind the first
    STACKED
    + "1\n建设图书馆。\n市文化局\n2010年\n附件2\n"
    + STACKED
    + "1\n植树。\n市林业局\n2011年\n": (["lead 市文化局", "lead 市林业局"], []),
}

NO_TABLE = (
    "请按附件的序号、工作任务、责任单位逐一填写。",
    "本表填写序号工作任务责任单位三栏。",
    "序号工作任务责任单位\n（附件略）\n",
    "序号\n工作任务\n责任单位\n",
    "任务,责任单位,时限\n",
    "各牵头单位,各责任单位,各配合单位,要抓好落实,\n确保任务,按时,完成,不拖延\n",
    "工作任务 责任单位 配合单位\n",
)


@pytest.mark.parametrize(("text", "expected"), READ.items(), ids=range(len(READ)))
def test_rows_are_read(text: str, expected: list[str]) -> None:
    assert told(text) == expected
    assert torn(text) == []


@pytest.mark.parametrize(("text", "expected"), TORN.items(), ids=range(len(TORN)))
def test_a_row_that_can_be_parted_in_two_ways_is_reported(text: str, expected: list[str]) -> None:
    assert told(text) == expected
    (row,) = torn(text)
    assert row.startswith("1")


@pytest.mark.parametrize(("text", "expected"), LEFT.items(), ids=range(len(LEFT)))
def test_what_stands_behind_a_row_is_not_lost(
    text: str, expected: tuple[list[str], list[str]]
) -> None:
    assert (told(text), torn(text)) == expected


def test_a_group_between_two_rows_heads_the_second() -> None:
    first, second = parsed(list(LEFT)[1]).tasks
    assert (first.section, second.section) == ("", "二、生态")


@pytest.mark.parametrize("text", NO_TABLE)
def test_words_of_a_heading_alone_are_no_table(text: str) -> None:
    assert told(text) == []
    assert torn(text) == []


def test_work_groups_and_deadlines() -> None:
    text = DUE + "一、农业1建设粮库2座。市粮食局市财政局2024年底前2推广良种市农业农村局各县政府全年"
    first, second = parsed(text).tasks
    assert work(text) == ["建设粮库2座。", "推广良种"]
    assert (first.deadline, second.deadline) == ("2024年底前", "全年")
    assert first.section.startswith("一、农业")
    assert {a.column for a in first.clause.assignments} == {"牵头单位", "配合单位"}


def test_a_year_may_follow_the_number_of_its_row() -> None:
    assert work(HEAD + "12018年底建成。市教育局市财政局22019年开放。市文旅局市民政局") == [
        "2018年底建成。",
        "2019年开放。",
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("第一责任单位", "lead"),
        ("责任主体与协同单位", "resp"),
        ("会办单位", "support"),
        ("分管领导", "person"),
        ("完成时限", "deadline"),
        ("主要工作任务", "text"),
        ("备注", "note"),
        ("序号", "number"),
        ("市教育局", ""),
        ("扎实推进各项重点工作任务落地见效", ""),
    ],
)
def test_what_a_heading_cell_means(words: str, kind: str) -> None:
    assert kind_of(words) == kind


def test_headings_that_run_together() -> None:
    text = "工作重点序号主要工作任务区政府分管领导牵头单位责任单位完成时限1"
    assert [text[title.start : title.end] for title in title_run(text, 4)] == [
        "工作重点", "序号", "主要工作任务", "区政府分管领导", "牵头单位", "责任单位", "完成时限",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("市发展改革委市财政局", "市发展改革委"),
        ("各县（市、区）政府市财政局", "各县(市、区)政府"),
        ("人民银行达州市中心支行市财政局", "人民银行达州市中心支行"),
        ("市政府各部门市财政局", "市政府各部门"),
        ("市防汛抗旱指挥部各成员单位市财政局", "市防汛抗旱指挥部各成员单位"),
        ("县委县政府督查室县财政局", "县委县政府督查室"),
        ("国家税务总局达州市税务局市财政局", "国家税务总局达州市税务局"),
    ],
)
def test_the_body_that_a_text_begins_with(text: str, body: str) -> None:
    folded = fold(text)
    known = [folded[t.start : t.end] for t in tokens(folded, 0, len(folded)) if t.cost == 0]
    assert max(known, key=len) == body


BODIES = ("市财政局", "市教育局", "市委宣传部", "各县（市、区）政府", "市卫生健康委", "团市委")


@given(st.permutations(BODIES), st.integers(1, 2), st.integers(2, 4))
def test_lists_with_marks_are_parted_where_no_mark_stands(
    bodies: list[str], leads: int, helps: int
) -> None:
    first, second = bodies[:leads], bodies[leads : leads + helps]
    text = fold("、".join(first) + "、".join(second))
    (way,) = part(text, (0, len(text)), ("lead", "support"))
    cells = [[fold(text[b.start : b.end]) for b in filled.bodies] for filled in way]
    assert cells == [[*map(fold, first)], [*map(fold, second)]]


ROWS = list(itertools.product(("治理河道", "新建学校3所"), BODIES[:3], BODIES[3:]))


@given(st.lists(st.sampled_from(ROWS), min_size=2, max_size=12), st.sampled_from("。；"))
def test_a_table_reads_the_same_in_every_form(rows: list[tuple[str, str, str]], stop: str) -> None:
    heads = ("序号", "工作任务", "牵头单位", "配合单位")
    table = [heads, *((str(i), w + stop, a, b) for i, (w, a, b) in enumerate(rows, start=1))]
    expected = [f"lead {a}; support {b}" for _, a, b in rows]
    ruled = "\n".join("\t".join(row) for row in table)
    assert told(ruled) == expected
    for cell, line in (("", ""), ("", "\n"), (" ", "\n"), (" ", " "), ("\n", "\n"), (",", "\n")):
        text = line.join(cell.join(row) for row in table)
        assert told(text) == expected, text
