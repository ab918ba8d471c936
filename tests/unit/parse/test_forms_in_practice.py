"""Forms that plans take in practice: whole passages, who does what in them, and what it is."""

import pytest
from parse_factories import told, work
from parse_invariants import parsed

WATER = "修水库。"


def passage(clause: str) -> str:
    return f"一、{WATER}（{clause}）\n"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("各市党委、政府负责", "lead 各市党委、政府"),
        ("各级党委和政府负责", "lead 各级党委和政府"),
        (
            "省水利厅牵头，各县（市、区）党委、政府配合",
            "lead 省水利厅; support 各县（市、区）党委、政府",
        ),
        (
            "各市、县（市、区）党委和人民政府，各有关部门",
            "joint 各市、县（市、区）党委和人民政府 各有关部门",
        ),
        ("各县委、县政府负责", "lead 各县委、县政府"),
        ("市委、市政府负责", "joint 市委 市政府"),
        ("自治区党委、政府负责", "joint 自治区党委 自治区政府"),
    ],
)
def test_committees_and_their_governments(clause: str, expected: str) -> None:
    assert told(passage(clause)) == [expected]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("南宁、柳州海关配合", "support 南宁海关 柳州海关"),
        ("济南、青岛、烟台市财政局配合", "support 济南市财政局 青岛市财政局 烟台市财政局"),
        ("玄武、秦淮区教育局配合", "support 玄武区教育局 秦淮区教育局"),
        ("山东、浙江公司配合", "support 山东公司 浙江公司"),
        ("教育、民政、公安等部门配合", "support 教育部门 民政部门 公安部门"),
        ("省水利厅会同财政、林业等部门", "lead 省水利厅; support 财政部门 林业部门"),
        ("省水利厅、国铁济南局、武警山东省总队配合", "support 省水利厅 国铁济南局 武警山东省总队"),
        ("省水利厅牵头，财政厅等部门单位配合", "lead 省水利厅; support 省财政厅"),
        ("省水利厅负责，财政厅配合；根据会议安排确定时间等事项", "lead 省水利厅; support 省财政厅"),
    ],
)
def test_what_bodies_share_and_what_names_nobody(clause: str, expected: str) -> None:
    assert told(passage(clause)) == [expected]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("约束性指标，省水利厅", "lead 省水利厅"),
        ("预期性指标，牵头单位：省水利厅；责任单位：省林业局", "lead 省水利厅; joint 省林业局"),
        ("省重点项目，省水利厅牵头，省林业局配合", "lead 省水利厅; support 省林业局"),
        ("续建、省水利厅", "lead 省水利厅"),
        ("重点工程。牵头单位：省水利厅", "lead 省水利厅"),
        ("省重点工程办公室、省水利厅", "joint 省重点工程办公室 省水利厅"),
    ],
)
def test_the_kind_of_work_before_the_bodies_is_part_of_the_clause(
    clause: str, expected: str
) -> None:
    text = passage(clause)
    assert told(text) == [expected]
    assert work(text) == [f"一、{WATER}"]


@pytest.mark.parametrize(
    ("text", "expected", "duty"),
    [
        (
            "（一）综合协调组。省水利厅牵头，省公安厅参与。负责汇总信息。\n",
            "lead 省水利厅; support 省公安厅",
            "负责汇总信息。",
        ),
        (
            "（一）综合协调组\n省水利厅牵头，省公安厅参与。负责汇总信息。\n",
            "lead 省水利厅; support 省公安厅",
            "负责汇总信息。",
        ),
        (
            "（一）善后处置组：市民政局牵头，市财政局参加，主要职责是善后。\n",
            "lead 市民政局; support 市财政局",
            "主要职责是善后。",
        ),
        (
            "（一）救治组\n牵头单位：市卫生健康委\n成员单位：市医保局\n职责：组织医疗救治，防疫。\n",
            "lead 市卫生健康委; support 市医保局",
            "组织医疗救治，防疫。",
        ),
    ],
)
def test_the_work_of_a_group_follows_its_members(text: str, expected: str, duty: str) -> None:
    assert told(text) == [expected]
    assert work(text) == [duty]


def test_groups_without_line_breaks() -> None:
    text = (
        "(1)综合协调组省水利厅牵头，省公安厅参与。负责汇总信息。"
        "(2)抢险救援组省应急厅牵头，省公安厅参与。负责抢险救援。\n"
    )
    assert told(text) == ["lead 省水利厅; support 省公安厅", "lead 省应急厅; support 省公安厅"]
    assert work(text) == ["负责汇总信息。", "负责抢险救援。"]


def test_duties_told_one_after_the_other() -> None:
    text = "建立机制。省教育厅负责学校供暖工作。省财政厅负责应急资金工作。其他部门做好配合。\n"
    assert told(text) == ["lead 省教育厅", "lead 省财政厅"]
    text = "二、工作职责(一)市工信局:落实十条措施。(二)市城市管理局:负责广告牌整治。\n"
    assert told(text) == ["lead 市工信局", "lead 市城市管理局"]


@pytest.mark.parametrize(
    "text",
    [
        "近年来全市供水改善。市水务局负责的水厂运行良好。\n",
        "对市水利局牵头部门和市财政局配合部门予以通报。\n",
        "领导小组成员单位：市财政局、市医保局、市民政局。\n",
        "四、建立小组。（成员单位：市财政局、市医保局）\n",
    ],
)
def test_what_assigns_nobody(text: str) -> None:
    assert told(text) == []


def test_items_in_one_line_behind_labels() -> None:
    text = (
        "1.修水库。责任单位：市水利局，完成时限：10月底前；2.治河。责任单位：市住建局、城管局；"
        "3.植树。责任单位：市林业局。\n"
    )
    assert told(text) == ["lead 市水利局", "joint 市住建局 市城管局", "lead 市林业局"]
    assert work(text) == ["1.修水库。", "2.治河。", "3.植树。"]
    assert [task.deadline for task in parsed(text).tasks] == ["10月底前", "", ""]


def test_labels_that_no_mark_parts() -> None:
    text = (
        "（1）建库：提出需求。责任单位：市水利局完成时限：2021年9月30日（2）调试：完成调试。"
        "责任单位：市大数据局、市财政局完成时限：2021年10月31日\n"
    )
    assert told(text) == ["lead 市水利局", "joint 市大数据局 市财政局"]
    assert [task.deadline for task in parsed(text).tasks] == ["2021年9月30日", "2021年10月31日"]


def test_tables_of_members() -> None:
    duties = "序号\t成员单位\t主要职责\n1\t市公安局\t维护治安。\n2\t市财政局\t保障资金。\n"
    assert told(duties) == ["lead 市公安局", "lead 市财政局"]
    groups = "组别\t牵头单位\t成员单位\t职责\n综合组\t市应急局\t市公安局\t负责协调。\n"
    assert told(groups) == ["lead 市应急局; support 市公安局"]
    assert work(groups) == ["负责协调。"]
    addresses = "序号\t成员单位\t办公地址\n1\t市公安局\t人民路5号\n2\t市财政局\t中山路8号\n"
    assert told(addresses) == []


CLOSERS = ["等有关部门、单位", "等部门（单位）", "等相关责任单位", "等相关业务主管部门"]
CLOSERS += ["等市级有关部门", "等各相关单位", "等国务院有关部门和单位", "等行业主管部门"]


@pytest.mark.parametrize("closer", CLOSERS)
def test_closers_of_several_words(closer: str) -> None:
    clause = f"省水利厅牵头，省应急厅、气象局{closer}配合"
    assert told(passage(clause)) == ["lead 省水利厅; support 省应急厅 省气象局"]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("市水务局负责，相关牵头部门配合", "lead 市水务局; support 相关牵头部门"),
        ("各区政府牵头，市水务局配合", "lead 各区政府; support 市水务局"),
        ("各项目牵头单位负责，各配合单位参与", "lead 各项目牵头单位; support 各配合单位"),
        ("有关部门牵头，市财政局配合", "lead 有关部门; support 市财政局"),
    ],
)
def test_nouns_made_of_role_words(clause: str, expected: str) -> None:
    assert told(passage(clause)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected", "duties"),
    [
        (
            "市水务局负责编制预案，市财政局负责落实资金，各县（区）人民政府负责组织实施。\n",
            ["lead 市水务局", "lead 市财政局", "lead 各县（区）人民政府"],
            ["编制预案", "落实资金", "组织实施"],
        ),
        (
            "市水务局负责编制预案；市财政局负责落实资金；各县（区）人民政府负责组织实施。\n",
            ["lead 市水务局", "lead 市财政局", "lead 各县（区）人民政府"],
            ["编制预案；", "落实资金；", "组织实施"],
        ),
        (
            "市水务局牵头推进堤防加固工作，市财政局、自然资源局配合。\n",
            ["lead 市水务局; support 市财政局 市自然资源局"],
            ["推进堤防加固工作"],
        ),
        (
            "由市水务局牵头编制防汛预案，市财政局配合落实资金。\n",
            ["lead 市水务局; support 市财政局"],
            ["编制防汛预案"],
        ),
        (
            "由市水务局负责编制防汛预案，由市财政局负责落实资金。\n",
            ["lead 市水务局", "lead 市财政局"],
            ["编制防汛预案", "落实资金。"],
        ),
        (
            "防汛办牵头负责防汛工作的统筹，市水务局、应急局按照职责分工做好排查。\n",
            ["lead 防汛办", "joint 市水务局 市应急局"],
            ["防汛工作的统筹", "做好排查。"],
        ),
        (
            "（一）抢险组。由市应急局牵头，市水务局等单位参与，负责抢险；调运物资；安置群众。\n",
            ["lead 市应急局; support 市水务局"],
            ["负责抢险；调运物资；安置群众。"],
        ),
        (
            "（一）抢险组。由市应急局牵头，市水务局等单位参与。组织抢险；调运物资。\n",
            ["lead 市应急局; support 市水务局"],
            ["组织抢险；调运物资。"],
        ),
        ("市水务局牵头指导各县开展演练。\n", ["lead 市水务局"], ["指导各县开展演练。"]),
    ],
)
def test_duties_inside_a_sentence(text: str, expected: list[str], duties: list[str]) -> None:
    assert told(text) == expected
    assert work(text) == duties


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("责任单位：县水利局（周立新）、县财政局（欧阳涛）", "joint 县水利局 县财政局"),
        (
            "市委宣传部（新闻办）、市林业局（园林局）",
            "joint 市委宣传部（新闻办） 市林业局（园林局）",
        ),
        ("管委会（高新区）、县水利局（水务站）", "joint 管委会（高新区） 县水利局（水务站）"),
    ],
)
def test_a_person_in_brackets_is_no_part_of_a_name(clause: str, expected: str) -> None:
    assert told(passage(clause)) == [expected]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("县水利局、各镇", "joint 县水利局 各镇"),
        ("县水利局，各镇、各村", "joint 县水利局 各镇 各村"),
        ("县水利局、各街道、各社区", "joint 县水利局 各街道 各社区"),
    ],
)
def test_short_collectives_behind_a_body(clause: str, expected: str) -> None:
    assert told(passage(clause)) == [expected]


def test_a_short_collective_names_nobody_by_its_sort() -> None:
    assert told(passage("县水利局、各类")) == []


@pytest.mark.parametrize("marks", ["{}", "<>"])
def test_other_marks_are_no_part_of_a_name(marks: str) -> None:
    found = parsed(f"一、修水库。{marks[0]}县水利局负责{marks[1]}\n")
    assert not found.tasks
    assert [point.kind for point in found.opens] == ["uncovered"]
