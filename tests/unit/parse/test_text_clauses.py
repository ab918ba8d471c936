"""Clauses in a text: in brackets, behind labels, in sentences, in lists by department."""

import pytest
from parse_factories import only, tasks, told, work

from kg.characters import fold
from kg.model import ClauseKind, Span
from kg.parse.view import View

WATER = "lead 省水利厅; support 省财政厅"


@pytest.mark.parametrize(
    "clause",
    [
        "（省水利厅牵头，财政厅配合）",
        "(省水利厅牵头，财政厅配合)",
        "(省水利厅牵头,财政厅配合)",
        "（省水利厅牵头，财政厅配合)",
        "〔省水利厅牵头，财政厅配合〕",
        "[省水利厅牵头，财政厅配合]",
        "【省水利厅牵头，财政厅配合】",
        "（省水\n利厅牵头，财政\r\n厅配合）",
        "（省水利厅牵\n头，财政厅配\n合）",
        "（ 省水利厅 牵头， 财政厅 配合 ）",
        "\n（省水利厅牵头，财政厅配合）",
        "（省水利厅牵头，财政厅等部门配合）",
        "（牵头单位：省水利厅；配合单位：财政厅）",
        "（牵头单位:省水利厅;配合单位:财政厅)",
        "（由省水利厅牵头，财政厅配合）",
    ],
)
def test_the_forms_of_brackets(clause: str) -> None:
    text = f"修建南山水库，改善灌溉条件。{clause}"
    assert told(text) == [WATER]
    assert only(text).clause.span.of(text) == clause.strip()
    assert work(text) == ["修建南山水库，改善灌溉条件。"]
    assert only(text).clause.kind is ClauseKind.PAREN


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("（省水利厅牵头，各市（州）政府配合）", "lead 省水利厅; support 各市（州）政府"),
        ("(省水利厅牵头,各市(州)政府配合)", "lead 省水利厅; support 各市(州)政府"),
        ("（省市场监管局（省知识产权局）负责）", "lead 省市场监管局（省知识产权局）"),
        ("（省水利厅）", "lead 省水利厅"),
        (
            "（牵头单位：省水利厅；责任单位：新材料产业园、物流园等）",
            "lead 省水利厅; joint 新材料产业园 物流园",
        ),
        (
            "（省水利厅、财政厅按职责分工负责。具体任务均涉及各市政府，不再做分工，下同）",
            "joint 省水利厅 省财政厅",
        ),
        ("（省水利厅、财政厅）", "joint 省水利厅 省财政厅"),
        ("（市水利局、科协）", "joint 市水利局 市科协"),
        ("（市总工会、团市委、妇联、残联）", "joint 市总工会 团市委 市妇联 市残联"),
        ("（各县（市、区）人民政府负责）", "lead 各县（市、区）人民政府"),
        ("（各有关市人民政府负责）", "lead 各有关市人民政府"),
    ],
)
def test_nested_and_bare_brackets(clause: str, expected: str) -> None:
    assert told(f"修建南山水库，改善灌溉条件。{clause}") == [expected]


def test_a_bare_bracket_may_stand_before_the_full_stop() -> None:
    text = "（一）出台《办法》（市消防救援总队，各区政府）。\n（二）开展检查（市应急局）。\n"
    assert told(text) == ["joint 市消防救援总队 各区政府", "lead 市应急局"]


@pytest.mark.parametrize(
    "text",
    [
        "报主管部门（市应急局）。",
        "交由全市有关单位（市应急局、市财政局）。",
        "成立办公室（市应急局）。",
    ],
)
def test_a_bracket_behind_a_body_explains_it(text: str) -> None:
    assert told(f"（一）开展检查。{text}\n") == []


@pytest.mark.parametrize(
    "bracket",
    [
        "（以下简称《纲要》）",
        "（小区）",
        "（州）",
        "（试行）",
        "（2020年12月）",
        "（附后）",
        "（一）",
        "（含县级市）",
        "（详见附件2）",
        "（责任人：张某）",
        "（联系电话：0771-1234567）",
        "（PPP）",
        "（桂政办发〔2022〕92号）",
        "（见第三章）",
        "（不含市辖区）",
        "（GDP）",
        "（万元）",
        "（以下简称省水利厅）",
        "（其他类别）",
    ],
)
def test_brackets_that_assign_nobody(bracket: str) -> None:
    assert told(f"修建南山水库，改善灌溉条件{bracket}。\n整治东河。{bracket}\n") == []


LABELS = [
    ("牵头单位：{}", "lead 省水利厅"),
    ("牵头责任单位：{}", "lead 省水利厅"),
    ("牵头部门：{}", "lead 省水利厅"),
    ("第一责任单位：{}", "lead 省水利厅"),
    ("主责单位：{}", "lead 省水利厅"),
    ("主办单位：{}", "lead 省水利厅"),
    ("责任单位：{}", "lead 省水利厅"),
    ("责任部门：{}", "lead 省水利厅"),
    ("部门分工：{}", "lead 省水利厅"),
    ("落实单位：{}", "lead 省水利厅"),
    ("配合单位：{}", "support 省水利厅"),
    ("协同责任单位：{}", "support 省水利厅"),
    ("协办单位：{}", "support 省水利厅"),
    ("参与单位：{}", "support 省水利厅"),
    ("牵头单位:{}", "lead 省水利厅"),
    ("牵头单位： {}", "lead 省水利厅"),
    ("牵头单位：\n{}", "lead 省水利厅"),
    ("牵头单位：\n\n{}", "lead 省水利厅"),
    ("牵 头 单 位：{}", "lead 省水利厅"),
    ("（牵头单位：{}）", "lead 省水利厅"),
]


@pytest.mark.parametrize(("form", "expected"), LABELS)
def test_labels_on_lines(form: str, expected: str) -> None:
    text = f"1.修建南山水库，改善灌溉条件。\n{form.format('省水利厅')}\n2.整治东河。\n"
    assert told(text) == [expected]
    assert work(text) == ["1.修建南山水库，改善灌溉条件。"]


@pytest.mark.parametrize(
    "beside",
    [
        "分管省领导：李某",
        "责任人：王某",
        "牵头负责领导：赵某",
        "联系人：钱某",
        "完成时限：2025年12月",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_labels_of_persons_and_deadlines_lie_beside(beside: str, before: bool) -> None:
    lines = ["牵头单位：省水利厅", "配合单位：财政厅、林业厅"]
    lines.insert(0 if before else 1, beside)
    text = "1.修建南山水库，改善灌溉条件。\n" + "\n".join(lines) + "\n"
    assert told(text) == ["lead 省水利厅; support 省财政厅 省林业厅"]
    assert work(text) == ["1.修建南山水库，改善灌溉条件。"]
    assert only(text).deadline == ("2025年12月" if "时限" in beside else "")


@pytest.mark.parametrize("date", ["2023年6月1日", "二〇二三年六月一日"])
def test_the_signature_below_a_label_is_no_body_of_it(date: str) -> None:
    text = (
        f"修建南山水库。\n牵头单位：省水利厅\n配合单位：省财政厅\n\n江西省人民政府办公厅\n{date}\n"
    )
    assert told(text) == [WATER]


def test_a_list_behind_a_label_may_go_on_above_a_date() -> None:
    text = "修建南山水库。\n牵头单位：省水利厅\n配合单位：省财政厅、\n省林业局\n2023年6月1日\n"
    assert told(text) == ["lead 省水利厅; support 省财政厅 省林业局"]


def test_labels_of_two_tasks_stay_apart() -> None:
    text = "1.修建水库。\n责任单位：省水利厅、财政厅\n2.整治河道。\n责任单位：省环保厅\n"
    assert told(text) == ["joint 省水利厅 省财政厅", "lead 省环保厅"]
    assert work(text) == ["1.修建水库。", "2.整治河道。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "由省水利厅牵头，省财政厅、省林业厅等单位参与，负责修建南山水库。",
            "lead 省水利厅; support 省财政厅 省林业厅",
        ),
        ("由省水利厅会同省财政厅修建南山水库。", "lead 省水利厅; support 省财政厅"),
        ("省水利厅负责修建南山水库。", "lead 省水利厅"),
        (
            "由省水利厅牵头，省财政厅参与，负责建立公开透明的水价调整机制。",
            "lead 省水利厅; support 省财政厅",
        ),
        ("省民政厅、省自由贸易试验区办负责修建口岸。", "joint 省民政厅 省自由贸易试验区办"),
        ("省水利厅负责修订节约用水办法，推广节水灌溉。", "lead 省水利厅"),
        ("省水利厅负责解释水价政策，受理咨询。", "lead 省水利厅"),
        ("省水利厅会同省财政厅负责修建南山水库。", "lead 省水利厅; support 省财政厅"),
        ("省水利厅牵头，省财政厅配合，修建南山水库。", "lead 省水利厅; support 省财政厅"),
        ("南山水库建设由省水利厅负责，省财政厅配合。", "lead 省水利厅; support 省财政厅"),
        ("民政部门：负责安置受灾群众，发放救灾物资。", "lead 民政部门"),
        (
            "由省农委会同省水利厅、财政厅、商务厅、统计局、粮食局等部门研究提出落实意见。",
            "lead 省农委; support 省水利厅 省财政厅 省商务厅 省统计局 省粮食局",
        ),
        ("1.各县（市）和矿区政府负责，创建生态镇。", "joint 各县（市） 矿区政府"),
        ("省水利厅、省审改办为主要责任单位。", "lead 省水利厅 省审改办"),
        (
            "省水利厅为牵头单位，省审改办、浦东新区政府为责任单位。",
            "lead 省水利厅; joint 省审改办 浦东新区政府",
        ),
        ("市民政局、财政局：负责安置受灾群众。", "joint 市民政局 市财政局"),
        (
            "综合协调组。由省应急厅牵头，省财政厅、省民政厅参加。主要职责：协调救援工作。",
            "lead 省应急厅; support 省财政厅 省民政厅",
        ),
    ],
)
def test_sentences_that_assign(text: str, expected: str) -> None:
    assert told(f"一、修建水利工程\n{text}\n") == [expected]
    assert tasks(f"一、修建水利工程\n{text}\n")[0].clause.kind is ClauseKind.PROSE


@pytest.mark.parametrize(
    "text",
    [
        # Exhortations.
        "各有关部门要确保按期完成任务。",
        "各级各部门要加强组织领导，认真负责，密切配合。",
        "牵头单位要切实负起责任，配合单位要积极配合。",
        "省水利厅要牵头做好统筹协调工作。",
        "各责任单位要于每季度末报送进展情况。",
        # Noun phrases.
        "建立由政府负责人牵头、相关部门共同参与的工作机制。",
        "形成政府主导、部门负责、社会参与的工作格局。",
        "健全党委领导、政府负责的体制。",
        "完善由省水利厅牵头的联席会议制度。",
        # Lists of members, and what explains the document itself.
        "领导小组由省水利厅、省财政厅、省林业厅组成。",
        "成员由省水利厅、省财政厅有关负责同志担任。",
        "本办法由省水利厅负责解释。",
        "本规定由省财政厅会同省水利厅负责解释。",
        "本预案由省水利厅负责修订和解释。",
        "本办法由省水利厅负责解释，自发布之日起施行。",
        "本办法由省水利厅负责具体应用问题的解释。",
        "括号内列第一位的为牵头部门，\n其他为责任部门。",
        # Persons.
        "主要负责人要亲自抓。",
        "对工作不力的单位和负责人予以问责。",
        # What is mentioned, not assigned.
        "省水利厅已负责修建水库三座。",
        "企业应当对产品质量负责。",
        "各级政府为第一责任主体。",
    ],
)
def test_sentences_that_do_not(text: str) -> None:
    assert told(f"一、加强组织领导\n{text}\n") == []


@pytest.mark.parametrize(
    "heading", ["三、职责分工", "（三）部门职责", "二、主要任务", "四、组织领导"]
)
def test_a_heading_is_no_part_of_the_body_below(heading: str) -> None:
    text = f"{heading}\n市气象局牵头做好台风监测预警。"
    assert told(text) == ["lead 市气象局"]


def test_a_body_may_begin_at_a_number_and_go_on_below() -> None:
    assert told("三、江西\n省气象局牵头做好台风监测预警。") == ["lead 江西省气象局"]


def test_a_list_by_department() -> None:
    text = (
        "五、职责分工\n"
        "（一）市水务局。负责水库调度，组织抢险。\n"
        "（二）市民政局。负责安置受灾群众，会同市财政局发放救灾物资。\n"
        "（三）市公安局。负责维护治安，配合民政部门转移群众。\n"
    )
    assert told(text) == ["lead 市水务局", "lead 市民政局", "lead 市公安局"]
    assert work(text)[1] == "负责安置受灾群众，会同市财政局发放救灾物资。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A heading of one task is part of it; a heading of several is not.
        ("一、水利\n1.修建水库。新增库容。（省水利厅）\n", ["1.修建水库。新增库容。"]),
        (
            "（一）兴修水利。修建水库。（省水利厅）整治河道。（省环保厅）\n（二）植树。（省林业厅）\n",
            ["修建水库。", "整治河道。", "（二）植树。"],
        ),
        (
            "（一）修建水库。（省水利厅）\n（二）整治河道。（省环保厅）\n",
            ["（一）修建水库。", "（二）整治河道。"],
        ),
        # A year may follow the number of an item.
        (
            "1.修建水库。新增库容。（省水利厅）\n2.2016年，整治河道。（省环保厅）\n",
            ["1.修建水库。新增库容。", "2.2016年，整治河道。"],
        ),
        (
            "1.增长2.2016年的数字。新增库容。（省水利厅）\n2.整治河道。（省环保厅）\n",
            ["1.增长2.2016年的数字。新增库容。", "2.整治河道。"],
        ),
        # What follows a clause starts after it.
        (
            "修建水库。（省水利厅）整治河道（省环保厅负责）。植树（省林业厅负责）。",
            ["修建水库。", "整治河道", "植树"],
        ),
        # A second clause of the same words shares them.
        ("修建水库。（省水利厅牵头）（财政厅配合）", ["修建水库。", "修建水库。"]),
        # The task may follow.
        ("由省应急厅牵头，省财政厅参加。主要职责：协调救援工作。", ["主要职责：协调救援工作。"]),
        ("省水利厅负责修建南山水库。", ["修建南山水库。"]),
        (
            "主要职责：省水利厅牵头负责修建水库；省财政厅负责落实资金。",
            ["修建水库；", "落实资金。"],
        ),
        ("2.省水利厅、财政厅负责。实施治理工程，抓好保持。\n", ["实施治理工程，抓好保持。"]),
        ("（二）省审计厅牵头的工作\n全面加强审计。\n", ["全面加强审计。"]),
        # Or stand before, where what follows only says what becomes of it.
        ("关于种业的问题，由省农委会同省财政厅研究提出意见。", ["关于种业的问题，"]),
    ],
)
def test_where_a_task_starts_and_ends(text: str, expected: list[str]) -> None:
    assert work(text) == expected


def test_the_headings_above_a_task() -> None:
    text = "一、农业\n（一）水利。\n1.修建水库。（省水利厅）\n2.整治河道。（省环保厅）\n"
    assert [task.section for task in tasks(text)] == [
        "一、农业 / (一)水利 / 1.修建水库",
        "一、农业 / (一)水利 / 2.整治河道",
    ]


@pytest.mark.parametrize(
    "page", ["— 3 —", "- 3 -", "－３－", "  - 12 -  ", "第 3 页", "第3页 共12页"]
)
@pytest.mark.parametrize(
    "clause",
    [
        "（省水利厅牵头，财政厅配合|）",
        "（|省水利厅牵头，财政厅配合）",
        "（省水|利厅牵头，财政厅配合）",
        "（省水利厅牵|头，财政厅配合）",
        "（省水利厅牵头，财政厅|配合）",
        "牵头单位：省水|利厅；配合单位：省财政厅。",
        "牵头单位：省水利厅；配合单|位：省财政厅。",
        "由省水利厅牵头，|省财政厅配合。",
    ],
)
def test_a_page_number_may_stand_anywhere(clause: str, page: str) -> None:
    """It stands on a line of its own, in the middle of a name if need be."""
    text = "一、修建南山水库，改善灌溉条件。" + clause.replace("|", f"\n{page}\n") + "\n"
    assert told(text) == [WATER]


def test_a_page_number_before_a_line_is_no_part_of_it() -> None:
    duties = "省教育厅负责办学。\n省水利厅负责修建水库。\n- 3 -\n　　省财政厅负责安排资金。\n"
    assert told(f"一、职责分工\n{duties}")[1:] == ["lead 省水利厅", "lead 省财政厅"]


@pytest.mark.parametrize("line", ["3", "——", "-3", "（3）", "2020-2025", "第3章", "- 3 - 财政厅"])
def test_what_is_no_page_number(line: str) -> None:
    text = f"修建水库\n{line}\n改善灌溉"
    assert View.of(text, [Span(0, len(text))]).text == fold("".join(text.split()))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("省水利厅、省司|法厅、省财政厅", "省水利厅 省司法厅 省财政厅"),
        ("省水利厅、省扶贫|办公室", "省水利厅 省扶贫办公室"),
        ("省水利厅、省扶贫办|公室", "省水利厅 省扶贫办公室"),
        ("省水利厅、省直有关部|门", "省水利厅 省直有关部门"),
        ("省水利厅、南山水务集团|有限公司、省财政厅", "省水利厅 南山水务集团有限公司 省财政厅"),
        ("省水利厅、各|市、县（市、区）政府", "省水利厅 各市、县（市、区）政府"),
        ("省水利厅、各乡镇|（街道）", "省水利厅 各乡镇（街道）"),
        ("省水利厅、各有关|市政府", "省水利厅 各有关市政府"),
        ("省水利厅、各园|区管委会", "省水利厅 各园区管委会"),
        ("省水利厅、各市、|县（市、区）人民政府", "省水利厅 各市、县（市、区）人民政府"),
        ("省水利厅、各有关县|（市、区）政府", "省水利厅 各有关县（市、区）政府"),
        ("省水利厅、临|高县、文昌市政府", "省水利厅 临高县政府 文昌市政府"),
        ("省水利厅、人民银行|眉山市中心支行", "省水利厅 人民银行眉山市中心支行"),
        (
            "省水利厅、国网|六安供电公司和各有关县（市、区）政府",
            "省水利厅 国网六安供电公司 各有关县（市、区）政府",
        ),
        ("省水利厅、省扶贫办|公室。", "省水利厅 省扶贫办公室"),
        ("省司|法厅、省水利厅。", "省司法厅 省水利厅"),
        ("省水利厅、司法厅|和财政厅。", "省水利厅 省司法厅 省财政厅"),
        ("省水利厅、各市、县（|市、区）人民政府", "省水利厅 各市、县（市、区）人民政府"),
        ("省水利厅、相山、烈|山、杜集区政府", "省水利厅 相山区政府 烈山区政府 杜集区政府"),
        ("省水利厅、陇|县、岐山县、凤翔区政府", "省水利厅 陇县政府 岐山县政府 凤翔区政府"),
        ("省水利厅、档案|局和各市、县（市、区）政府", "省水利厅 省档案局 各市、县（市、区）政府"),
        ("省水利厅和各区|县政府", "省水利厅 各区县政府"),
        # Lines that are wholes of their own.
        ("省水利厅|省司法厅", "省水利厅 省司法厅"),
        ("省水利厅、各市政府|省财政厅", "省水利厅 各市政府 省财政厅"),
    ],
)
@pytest.mark.parametrize("before", ["责任单位：", "责任单位：\n"])
@pytest.mark.parametrize(
    "after", ["\n\n二、整治东河，改善水质。\n", "\n二、整治东河，改善水质。\n"]
)
def test_the_bodies_behind_a_label_may_run_over_lines(
    value: str, expected: str, before: str, after: str
) -> None:
    lines = value.replace("|", "\n")
    found = told(f"一、修建南山水库，改善灌溉条件。\n{before}{lines}{after}")
    assert found == [f"joint {expected}"]


@pytest.mark.parametrize("label", ["第一|责任单位", "第一责任|单位", "牵头责|任单位"])
def test_a_line_may_break_a_label(label: str) -> None:
    broken = label.replace("|", "\n")
    text = f"一、修建南山水库，改善条件。{broken}：省水利厅。责任单位：省财政厅。\n二、整治东河。\n"
    assert told(text) == ["lead 省水利厅; joint 省财政厅"]


@pytest.mark.parametrize("behind", ["（示例文本）", "（此件公开发布）", "（2）扩大采购平台。"])
def test_a_bracket_on_the_line_below_is_no_part_of_a_value(behind: str) -> None:
    assert told(f"一、修建南山水库。\n责任单位：省水利厅、财政厅\n\n{behind}\n") == [
        "joint 省水利厅 省财政厅"
    ]


def test_a_line_may_break_a_name_before_the_next_label() -> None:
    text = "【1】修建南山水库。\n主办：县水利局　协办：县城管局、县档\n案局　时限：2018-01-19\n"
    assert told(text) == ["lead 县水利局; support 县城管局 县档案局"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "　　一、现场组。由省水利厅牵头，省财政厅参加。　　主要职责：修建南山水库，改善灌溉条\n"
            "件；整治东河，恢复两岸的湿地，减少水土流\n失。\n　　二、宣传组。由省文化厅牵头。　　"
            "主要职责：发布信息。\n",
            "主要职责：修建南山水库，改善灌溉条件；整治东河，恢复两岸的湿地，减少水土流失。",
        ),
        (
            "（一）省水利厅：负责修建南山水库，改善灌溉条件，整治东河，恢复两岸的湿\n地，减少水土"
            "流失。\n（二）省财政厅：负责安排资金。\n（三）省审计厅：负责审计。\n",
            "负责修建南山水库，改善灌溉条件，整治东河，恢复两岸的湿地，减少水土流失。",
        ),
    ],
)
def test_duties_behind_a_clause_run_over_lines(text: str, expected: str) -> None:
    assert "".join(work(text)[0].split()) == expected


def test_duties_end_with_their_line_where_the_next_names_another_body() -> None:
    text = (
        "一、职责分工\n（一）省水利厅：负责修建南山水库，改善灌溉条件，整治东河，恢复两岸湿地\n"
        "省财政厅负责安排资金\n"
    )
    assert work(text)[0].endswith("恢复两岸湿地")


@pytest.mark.parametrize(
    "line",
    [
        "市水利局、市财政局、\n市林业局按职责分工负责。",
        "市水利局、沁源、\n平顺县政府负责。",
        "市水利局和\n市财政局、市林业局负责",
        "市水利局、市财政\n局、市林业局按职责分工负责",
        "市水利局、市财政局、市林业局按职责分工负\n责",
        "市水利局、市财政局、市林业局按职责分\n工负责",
        "市水利局、市财政局、市林业局按职责分工\n负责",
    ],
)
def test_a_list_on_a_line_of_its_own_may_run_over_lines(line: str) -> None:
    text = f"1.修建南山水库，改善灌溉条件。\n{line}\n2.整治东河。\n市环保局负责。\n"
    first, second = told(text)
    assert first.startswith("joint 市水利局 ") and second == "lead 市环保局"
    assert len(first.split()) >= 4


@pytest.mark.parametrize("group", ["省直有关部门", "省直有关单位", "有关部门"])
def test_a_rule_does_not_take_the_end_of_the_list_before_it(group: str) -> None:
    text = f"修建南山水库。（省水利厅、财政厅、{group}负责，列第一位者为牵头单位，下同）\n"
    assert told(text) == [f"lead 省水利厅; support 省财政厅 {group}"]


def test_deeds_at_the_head_of_items_are_no_bodies() -> None:
    text = (
        "一、重点任务\n9.有序建设乡镇卫生院。开展专项整治。（省卫生厅牵头）\n"
        "10.集中改造文化驿站。开展专项整治占道经营。（省文化厅牵头）\n"
        "11.扩大体育场馆。组织全民健身赛事。（省体育局牵头）\n"
    )
    assert told(text) == ["lead 省卫生厅", "lead 省文化厅", "lead 省体育局"]
