"""Labels of all kinds: words in front of them, persons, those who own and those who watch."""

import pytest
from parse_factories import told, work
from parse_invariants import parsed

RIVER = "1.疏浚河道12公里。"

PARTS = [
    ("市级牵头单位：市水利局；县级责任单位：各县区政府", "lead 市水利局; joint 各县区政府"),
    ("主体责任单位：县交通局；监管责任单位：县应急局", "lead 县交通局; joint 县应急局"),
    (
        "省牵头单位：省林业局；市责任单位：市林业局、市财政局",
        "lead 省林业局; joint 市林业局 市财政局",
    ),
    ("牵头单位：市水利局；属地责任单位：各县区政府", "lead 市水利局; joint 各县区政府"),
    ("第一责任单位：市水利局；第二责任单位：市财政局", "lead 市水利局; joint 市财政局"),
    ("分项牵头单位：市水利局；乡镇责任单位：石桥镇", "lead 市水利局; joint 石桥镇"),
    ("县（区）责任单位：各县区政府；市级配合单位：市水利局", "lead 各县区政府; support 市水利局"),
    ("牵头部门（单位）：县水利局；责任部门（单位）：县财政局", "lead 县水利局; joint 县财政局"),
    ("牵头抓总单位：县水利局；归口单位：县财政局", "lead 县水利局; joint 县财政局"),
    ("承接单位：县水利局；统筹单位：县财政局", "joint 县水利局 县财政局"),
    ("建设单位：县水利局；监管单位：县应急局", "lead 县水利局; support 县应急局"),
    ("指导单位：县水利局；责任单位：各乡镇", "support 县水利局; lead 各乡镇"),
    ("督办单位：县政府督查室；业主单位：县水利局", "support 县政府督查室; lead 县水利局"),
    ("A类项目牵头单位：县水利局；B类项目配合单位：县财政局", "lead 县水利局; support 县财政局"),
    ("牵头：县水利局；参与：县财政局", "lead 县水利局; support 县财政局"),
    (
        "牵头：县水利局；负责：县交通局；协助：县财政局",
        "lead 县水利局; joint 县交通局; support 县财政局",
    ),
    ("责任主体：县水利局；协同主体：县财政局", "lead 县水利局; support 县财政局"),
    ("责任单位：县水利局；技术支撑单位：县水文站", "lead 县水利局; support 县水文站"),
    ("配合单位：县财政局；监督部门：县审计局", "support 县财政局 县审计局"),
]


@pytest.mark.parametrize(("labels", "expected"), PARTS)
def test_the_words_in_front_of_a_label(labels: str, expected: str) -> None:
    for text in (
        f"{RIVER}（{labels}）\n",
        f"{RIVER}\n" + labels.replace("；", "\n") + "\n2.植树。\n",
        f"{RIVER}{labels}。\n",
    ):
        assert told(text) == [expected]
        assert work(text) == [RIVER]
        assert parsed(text).opens == ()


@pytest.mark.parametrize("label", ["业主单位", "建设单位", "实施单位", "承接部门", "归口管理部门"])
def test_who_owns_a_work_is_responsible(label: str) -> None:
    assert told(f"{RIVER}（{label}：县水利局）\n") == ["lead 县水利局"]
    assert told(f"{RIVER}\n{label}：县水利局、县财政局\n") == ["joint 县水利局 县财政局"]


@pytest.mark.parametrize("label", ["指导单位", "监管部门", "督办单位", "监督单位", "包联单位"])
def test_a_label_that_gives_no_role_stays_open(label: str) -> None:
    for text in (f"{RIVER}（{label}：县水利局）\n", f"{RIVER}\n{label}：县水利局\n2.植树。\n"):
        assert told(text) == []
        assert [opened.quote.strip() for opened in parsed(text).opens] == [f"{label}：县水利局"]


def test_an_unknown_label_beside_others_is_open_and_no_part_of_the_task() -> None:
    for text in (
        f"{RIVER}\n包联单位：县人大办\n责任单位：县水利局\n",
        f"{RIVER}（责任单位：县水利局；包联单位：县人大办）\n",
    ):
        assert told(text) == ["lead 县水利局"]
        assert work(text) == [RIVER]
        assert [opened.quote for opened in parsed(text).opens] == ["包联单位：县人大办"]


@pytest.mark.parametrize(
    "text",
    [
        "各县区人民政府，市直各部门：\n",
        "抄送单位：市水利局\n",
        "填报单位：市水利局\n",
        "领导小组成员单位：市财政局、市医保局\n",
        "牵头领导：周立新\n",
        "主要任务：对群众负责。（对群众负责）\n",
    ],
)
def test_labels_that_ask_for_nothing(text: str) -> None:
    assert told(text) == []
    assert parsed(text).opens == ()


PERSONS = ["包保领导", "包抓领导", "挂联领导", "挂钩领导", "牵头领导", "牵头市领导", "分管副县长"]
PERSONS += [
    "分管市长",
    "责任区长",
    "牵头副市长",
    "县级河长",
    "常务副县长",
    "包联县领导",
    "领导小组副组长",
]


@pytest.mark.parametrize("label", PERSONS)
def test_labels_of_persons(label: str) -> None:
    for text in (
        f"{RIVER}\n{label}：周立新\n牵头单位：县水利局\n责任单位：县财政局\n",
        f"{RIVER}（{label}：周立新；牵头单位：县水利局；责任单位：县财政局）\n",
        f"{RIVER}\n牵头单位：县水利局\n{label}：周立新\n责任单位：县财政局\n2.植树。\n",
    ):
        assert told(text) == ["lead 县水利局; joint 县财政局"]
        assert work(text) == [RIVER]
        assert parsed(text).opens == ()


@pytest.mark.parametrize(
    "bracket", ["（日常调度由专人承担）", "（社会资本参与）", "（农业口牵头）", "（项目法人负责）"]
)
def test_a_bracket_that_closes_like_a_clause_is_read_or_open(bracket: str) -> None:
    text = f"{RIVER}{bracket}\n2.植树。（县林业局负责）\n"
    assert told(text) == ["lead 县林业局"]
    (opened,) = parsed(text).opens
    assert opened.quote.startswith(bracket)


def test_a_telephone_belongs_to_its_person() -> None:
    persons = "分管领导：周立新\n联系电话：0123456"
    text = f"{RIVER}\n牵头单位：县水利局\n{persons}\n配合单位：县财政局\n"
    assert told(text) == ["lead 县水利局; support 县财政局"]
    assert work(text) == [RIVER]


def test_bodies_and_persons_behind_one_label_stay_open() -> None:
    text = f"{RIVER}\n牵头单位及责任人：县水利局 周立新\n2.植树。（县林业局负责）\n"
    assert told(text) == ["lead 县林业局"]
    assert parsed(text).opens[0].quote.startswith("牵头单位及责任人：")


def test_a_label_in_a_cell_of_the_responsible() -> None:
    text = "序号\t任务\t责任单位\n1\t疏浚河道。\t市水利局、市财政局；省牵头单位：省水利厅\n"
    assert told(text) == ["joint 市水利局 市财政局; lead 省水利厅"]


def test_a_task_ends_before_the_bracket_of_its_labels() -> None:
    text = f"{RIVER}（河道疏浚和清淤工程的牵头单位：县水利局；配合单位：县财政局）\n"
    assert told(text) == ["lead 县水利局; support 县财政局"]
    assert work(text) == [RIVER]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("牵头单位县水利局，配合单位县财政局", "lead 县水利局; support 县财政局"),
        ("责任单位 县水利局、财政局", "joint 县水利局 县财政局"),
        ("牵头单位为县水利局，责任单位为县财政局", "lead 县水利局; joint 县财政局"),
    ],
)
def test_a_label_whose_colon_is_left_out(bracket: str, expected: str) -> None:
    assert told(f"{RIVER}（{bracket}）\n") == [expected]


def test_unknown_labels_on_lines_are_open() -> None:
    text = f"{RIVER}\n责任单位：各乡镇\n服务单位：县供电公司\n2.植树。（县林业局负责）\n"
    assert told(text) == ["lead 各乡镇", "lead 县林业局"]
    assert [opened.quote for opened in parsed(text).opens] == ["服务单位：县供电公司"]
    text = f"{RIVER}（省级：省水利厅；市级：市水利局）\n"
    assert [opened.quote for opened in parsed(text).opens] == ["省级：省水利厅", "市级：市水利局"]
