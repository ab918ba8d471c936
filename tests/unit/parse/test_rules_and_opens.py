"""Rules that a document states, texts printed through each other, and what stays open."""

import pytest
from parse_factories import told, work
from parse_invariants import parsed

RULE = "排在第一位的为牵头单位，下同"
BEFORE = "（一）修建水库。（省水利厅、财政厅负责）\n"
AFTER = "（三）植树。（省林业厅、农业厅负责）\n"


@pytest.mark.parametrize(
    "place",
    [
        f"（二）整治河道。（省环保厅、财政厅负责，{RULE}）\n",
        f"（二）整治河道。（省环保厅、财政厅负责。{RULE}）\n",
        f"（二）整治河道。（责任单位：省环保厅、财政厅，{RULE}）\n",
        f"（二）整治河道。（省环保厅、财政厅负责；{RULE}）\n",
    ],
)
def test_a_rule_holds_from_the_clause_that_states_it(place: str) -> None:
    text = BEFORE + place + AFTER
    assert told(text) == [
        "joint 省水利厅 省财政厅",
        "lead 省环保厅; support 省财政厅",
        "lead 省林业厅; support 省农业厅",
    ]
    (rule,) = parsed(text).rules
    assert (rule.kind, rule.span.of(text)) == ("first-listed", RULE)
    cited = {a.basis_span for t in parsed(text).tasks[1:] for a in t.clause.assignments}
    assert cited == {rule.span}


@pytest.mark.parametrize(
    "place",
    [
        f"（二）整治河道。（省环保厅、财政厅负责。注：{RULE}）\n",
        "（二）整治河道。\n责任单位：省环保厅、财政厅（第一责任单位为牵头单位，下同）\n",
        "（二）整治河道。（省环保厅、财政厅（第一单位为牵头单位，下同）负责）\n",
        "（二）整治河道。（省环保厅、财政厅负责。列第一位者为牵头部门或单位，"
        "其他有关部门和单位按职责分工负责，下同）\n",
        "（二）整治河道。（责任单位：省环保厅、财政厅。牵头单位列在前面，下同）\n",
        "（二）整治河道。（省环保厅、财政厅（列第一位者为工作牵头单位或汇总单位，下同））\n",
    ],
)
def test_a_rule_in_a_note_or_in_brackets_is_no_body(place: str) -> None:
    assert told(place + AFTER) == [
        "lead 省环保厅; support 省财政厅",
        "lead 省林业厅; support 省农业厅",
    ]


def test_a_rule_of_the_preface_holds_for_all() -> None:
    text = f"现将任务分工如下（责任单位{RULE}）。\n{BEFORE}{AFTER}"
    assert told(text) == ["lead 省水利厅; support 省财政厅", "lead 省林业厅; support 省农业厅"]


def test_a_rule_holds_for_the_tables_behind_it() -> None:
    table = "序号\t工作任务\t责任单位\n1\t修建水库。\t省水利厅、财政厅\n2\t植树。\t省林业厅\n"
    assert told(f"责任单位{RULE}。\n{table}") == [
        "lead 省水利厅; support 省财政厅",
        "lead 省林业厅",
    ]
    assert told(table) == ["joint 省水利厅 省财政厅", "lead 省林业厅"]


def test_the_rule_that_others_support() -> None:
    stated = "只明确一个部门的，其他有关部门配合"
    text = f"（一）修建水库。（省水利厅负责；{stated}）\n{AFTER}"
    (rule,) = parsed(text).rules
    assert (rule.kind, rule.span.of(text)) == ("others-support", stated)
    assert told(text) == ["lead 省水利厅", "joint 省林业厅 省农业厅"]


@pytest.mark.parametrize(
    "stated",
    [
        "注：责任单位中加“★”的为牵头单位。",
        "标注★的为牵头单位，下同。",
        "★表示牵头单位。",
        "责任单位前带★号的单位为牵头单位，其他为配合单位。",
    ],
)
def test_the_rule_that_a_mark_shows_who_leads(stated: str) -> None:
    text = (
        f"{stated}\n1.修建水库。（责任单位：★省水利厅、财政厅）\n"
        "2.植树。（省林业厅、★农业厅负责）\n3.治河。\n责任单位：省环保厅★、水利厅\n"
        "4.修路。（责任单位：省交通厅、财政厅）\n"
    )
    assert told(text) == [
        "lead 省水利厅; support 省财政厅",
        "support 省林业厅; lead 省农业厅",
        "lead 省环保厅; support 省水利厅",
        "joint 省交通厅 省财政厅",
    ]
    result = parsed(text)
    assert [rule.kind for rule in result.rules] == ["marked-lead"]
    assert result.opens == ()
    table = "序号\t工作任务\t责任单位\n1\t修建水库。\t省财政厅、★省水利厅\n"
    assert told(stated + "\n" + table) == ["support 省财政厅; lead 省水利厅"]


def test_a_mark_is_no_part_of_a_name_without_a_rule() -> None:
    text = "★优先任务\n1.修建水库。（责任单位：★省水利厅、财政厅）\n"
    assert told(text) == ["joint 省水利厅 省财政厅"]


@pytest.mark.parametrize(
    "stated", ["无牵头单位的，责任单位即为牵头单位，下同", "未明确牵头单位的，责任单位为牵头单位"]
)
def test_the_rule_that_the_responsible_lead(stated: str) -> None:
    text = (
        f"现将任务分解如下（{stated}）。\n1.修建水库。（责任单位：省水利厅、财政厅）\n"
        "2.治河。（牵头单位：省环保厅；责任单位：省水利厅）\n3.植树。（省林业厅、农业厅负责）\n"
    )
    assert told(text) == [
        "lead 省水利厅 省财政厅",
        "lead 省环保厅; joint 省水利厅",
        "joint 省林业厅 省农业厅",
    ]
    assert [rule.kind for rule in parsed(text).rules] == ["responsible-lead"]


@pytest.mark.parametrize("text", ["排在第一位的是产业结构调整。", "我省产量排在全国第一位。"])
def test_what_is_no_rule(text: str) -> None:
    assert parsed(BEFORE + text).rules == ()


@pytest.mark.parametrize(
    "text",
    [
        "这项工作按职责分工推进，牵头单位另行通知。",
        "由专门力量牵头，统筹推进各项建设。",
        "其余事项会同研究。",
    ],
)
def test_a_responsibility_word_that_no_clause_covers_stays_open(text: str) -> None:
    result = parsed(f"{BEFORE}{text}\n")
    assert [opened.kind for opened in result.opens] == ["uncovered"]
    assert text.startswith(result.opens[0].quote.strip()[:5])


@pytest.mark.parametrize(
    "text",
    [
        "加快建设步伐。",
        "主要负责人要亲自抓。",
        "企业对产品质量负责。",
        "会议认真负责地讨论了方案。",
    ],
)
def test_what_needs_nobody_to_look_at_it(text: str) -> None:
    assert parsed(BEFORE + text).opens == ()


def test_clauses_and_rules_are_not_open() -> None:
    assert parsed(f"{BEFORE}（二）植树。（省林业厅、农业厅负责，{RULE}）\n").opens == ()


TASKS = [
    (f"（{number}）{words}", clause)
    for number, words, clause in [
        ("一", "修建南山水库和北山水库。水库改善三县灌溉条件。", "（省水利厅、财政厅负责）"),
        ("二", "整治东河、西河沿岸排污口。东河、西河水质达标。", "（省环保厅、住建厅负责）"),
        ("三", "在沿海各县营造防护林。沿海防护林宽百米。", "（省林业厅、农业厅负责）"),
        ("四", "新建改建农村公路五千公里。农村公路通到各村。", "（省交通厅、财政厅负责）"),
        ("五", "改造农村危房十万户。危房改造优先困难家庭。", "（省住建厅、民政厅负责）"),
        ("六", "扩建职业学校二十所。职业学校培养技术工人。", "（省教育厅、人社厅负责）"),
    ]
]


def test_a_text_that_reads_on_is_left_alone() -> None:
    text = "\n".join(words + clause for words, clause in TASKS)
    result = parsed(text)
    assert work(text) == [words for words, _ in TASKS]
    assert not any(task.rethreaded or task.reprint_of is not None for task in result.tasks)


def interleaved() -> str:
    """Return the text printed twice, the second run some sentences behind the first."""
    first = [piece for pair in TASKS for piece in pair]
    lag = 4
    out: list[str] = []
    for k in range(0, len(first) + lag, 2):
        out += first[k : k + 2]
        if k >= lag:
            out += first[k - lag : k - lag + 2]
    return "\n".join(out)


def test_a_text_printed_twice_gives_each_task_once() -> None:
    """A second printing points to the first; the task of each clause is the right one."""
    text = interleaved()
    result = parsed(text)
    assert len(result.tasks) == 2 * len(TASKS)
    again = [task for task in result.tasks if task.reprint_of is not None]
    assert len(again) == len(TASKS)
    clauses = dict(TASKS)
    for task in result.tasks:
        words = "".join("".join(part.of(text) for part in task.parts).split())
        assert clauses[words] == task.clause.span.of(text)
    for task in again:
        first = result.tasks[task.reprint_of or 0]
        assert first.clause.span.of(text) == task.clause.span.of(text)


def test_a_form_filled_in_again_and_again_is_read_as_it_stands() -> None:
    form = (
        "目标任务：按规定完成自治区下达的指标任务。\n牵头单位：市教育局。\n配合单位：市财政局。\n"
    )
    text = "".join(
        f"（{n}）{name}项目。\n{form}" for n, name in zip("一二三四", "甲乙丙丁", strict=True)
    )
    assert work(text) == [
        f"（{n}）{name}项目。目标任务：按规定完成自治区下达的指标任务。"
        for n, name in zip("一二三四", "甲乙丙丁", strict=True)
    ]


def test_a_bracket_that_is_never_closed_is_no_part_of_the_task() -> None:
    assert work("一、交通\n完成投资655亿元。（牵头单位：市交通局\n责任单位：市财政局") == [
        "一、交通完成投资655亿元。"
    ]
