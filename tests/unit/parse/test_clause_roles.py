"""Who does what by the words of one clause."""

import pytest
from parse_factories import FIRST_LISTED, only, said, tasks, told

from kg.model import Basis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 牵头 and its partners.
        ("省水利厅牵头", "lead 省水利厅"),
        ("省水利厅牵头，财政厅、林业厅等部门配合", "lead 省水利厅; support 省财政厅 省林业厅"),
        ("省水利厅牵头，财政厅参与", "lead 省水利厅; support 省财政厅"),
        ("省水利厅牵头，财政厅、林业厅参加", "lead 省水利厅; support 省财政厅 省林业厅"),
        ("省水利厅牵头，财政厅协助", "lead 省水利厅; support 省财政厅"),
        ("省水利厅、财政厅牵头，林业厅配合", "lead 省水利厅 省财政厅; support 省林业厅"),
        ("省水利厅、财政厅共同牵头", "lead 省水利厅 省财政厅"),
        ("省水利厅牵头负责，财政厅配合", "lead 省水利厅; support 省财政厅"),
        ("由省水利厅牵头，财政厅配合", "lead 省水利厅; support 省财政厅"),
        ("省水利厅主办，财政厅协办", "lead 省水利厅; support 省财政厅"),
        ("省水利厅牵头，财政厅、林业厅负责", "lead 省水利厅; joint 省财政厅 省林业厅"),
        (
            "省水利厅牵头，财政厅、林业厅按职责分工负责",
            "lead 省水利厅; joint 省财政厅 省林业厅",
        ),
        (
            "省水利厅牵头，财政厅配合，各市人民政府负责落实",
            "lead 省水利厅; support 省财政厅; joint 各市人民政府",
        ),
        # 会同
        ("省水利厅会同有关部门负责", "lead 省水利厅; support 有关部门"),
        ("省水利厅会同财政厅负责", "lead 省水利厅; support 省财政厅"),
        ("省水利厅、财政厅会同有关部门负责", "lead 省水利厅 省财政厅; support 有关部门"),
        ("省水利厅牵头会同省财政厅、省林业厅", "lead 省水利厅; support 省财政厅 省林业厅"),
        ("省水利厅会同省财政厅等部门", "lead 省水利厅; support 省财政厅"),
        # 负责 and bare lists.
        ("省水利厅负责", "lead 省水利厅"),
        ("省水利厅等负责", "lead 省水利厅"),
        ("省水利厅", "lead 省水利厅"),
        ("省水利厅、财政厅负责", "joint 省水利厅 省财政厅"),
        ("省水利厅、财政厅", "joint 省水利厅 省财政厅"),
        ("省水利厅、财政厅按职责分工负责", "joint 省水利厅 省财政厅"),
        ("省水利厅、财政厅分工负责", "joint 省水利厅 省财政厅"),
        ("省水利厅、财政厅分别负责", "joint 省水利厅 省财政厅"),
        ("各有关部门按职责分工负责", "joint 各有关部门"),
        (
            "省水利厅、财政厅按职责分工负责，各市人民政府结合实际落实",
            "joint 省水利厅 省财政厅 各市人民政府",
        ),
        (
            "省水利厅、财政厅等部门配合省委有关部门落实",
            "support 省水利厅 省财政厅; lead 省委有关部门",
        ),
        # 商务 and 商业 are fields; 商财政局 asks for consent.
        ("省水利厅牵头，商业局、财政厅配合", "lead 省水利厅; support 省商业局 省财政厅"),
        ("省水利厅牵头，商贸局按职责分工负责", "lead 省水利厅; joint 省商贸局"),
        ("省水利厅牵头商财政厅负责", "lead 省水利厅; support 省财政厅"),
        # Labels inside a clause.
        ("牵头单位：省水利厅；责任单位：财政厅、林业厅", "lead 省水利厅; joint 省财政厅 省林业厅"),
        ("牵头单位：省水利厅，配合单位：财政厅", "lead 省水利厅; support 省财政厅"),
        ("责任单位：省水利厅、财政厅", "joint 省水利厅 省财政厅"),
        ("责任单位：省水利厅", "lead 省水利厅"),
        ("牵头单位:省水利厅;责任单位:省财政厅", "lead 省水利厅; joint 省财政厅"),
        ("第一责任单位：省水利厅；主要责任单位：财政厅", "lead 省水利厅; joint 省财政厅"),
        ("主要责任单位：省水利厅；配合单位：财政厅", "lead 省水利厅; support 省财政厅"),
        ("主责单位：省水利厅；协办单位：财政厅", "lead 省水利厅; support 省财政厅"),
        ("牵头责任单位：省水利厅；协同责任单位：财政厅", "lead 省水利厅; support 省财政厅"),
        (
            "牵头部门：省水利厅，参与部门：财政厅、林业厅",
            "lead 省水利厅; support 省财政厅 省林业厅",
        ),
        # Roles behind each body.
        ("省水利厅（牵头）、省财政厅（配合）", "lead 省水利厅; support 省财政厅"),
        ("省水利厅（牵头）、财政厅、林业厅", "lead 省水利厅; support 省财政厅 省林业厅"),
        # Traditional characters.
        ("省水利廳牽頭，財政廳配合", "lead 省水利廳; support 省財政廳"),
    ],
)
def test_roles(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省水利厅、财政厅、林业厅负责", "lead 省水利厅; support 省财政厅 省林业厅"),
        ("省水利厅、财政厅", "lead 省水利厅; support 省财政厅"),
        ("省水利厅、各市人民政府负责", "lead 省水利厅; support 各市人民政府"),
        ("责任单位：省水利厅、财政厅", "lead 省水利厅; support 省财政厅"),
        ("省水利厅负责", "lead 省水利厅"),
        # Words of the clause outrank the rule.
        ("省水利厅、财政厅按职责分工负责", "joint 省水利厅 省财政厅"),
        ("省水利厅、财政厅牵头，林业厅配合", "lead 省水利厅 省财政厅; support 省林业厅"),
        ("省水利厅会同有关部门负责", "lead 省水利厅; support 有关部门"),
        ("牵头单位：省水利厅；责任单位：财政厅", "lead 省水利厅; joint 省财政厅"),
    ],
)
def test_under_a_first_listed_rule(text: str, expected: str) -> None:
    assert said(text, FIRST_LISTED) == expected


@pytest.mark.parametrize(
    ("text", "basis", "words"),
    [
        ("修建水库。（省水利厅牵头）", Basis.EXPLICIT, "牵头"),
        ("修建水库。（省水利厅、财政厅按职责分工负责）", Basis.EXPLICIT, "按职责分工负责"),
        ("修建水库。（省水利厅负责）", Basis.SOLE, None),
        ("修建水库。（省水利厅、财政厅负责）", Basis.SHARED, None),
        ("修建水库。（牵头单位：省水利厅）", Basis.LABEL, "牵头单位"),
        ("修建水库。\n牵头单位：省水利厅\n", Basis.LABEL, "牵头单位"),
        (
            "修建水库。（省水利厅、财政厅负责，排在第一位的为牵头单位，下同）",
            Basis.FIRST_LISTED,
            "排在第一位的为牵头单位，下同",
        ),
        ("任务\t牵头单位\n修建水库。\t省水利厅\n整治河道。\t省环保厅\n", Basis.COLUMN, "牵头单位"),
    ],
)
def test_the_basis_of_a_role_and_its_words(text: str, basis: Basis, words: str | None) -> None:
    found = tasks(text)[0].clause.assignments[0]
    assert found.basis is basis
    assert (found.basis_span.of(text) if found.basis_span else None) == words


@pytest.mark.parametrize(
    ("clause", "deadline"),
    [
        ("省水利厅负责", ""),
        ("省水利厅牵头，财政厅配合，2025年12月底前完成", "2025年12月底前"),
        ("省水利厅负责，2025年6月底前", "2025年6月底前"),
        ("省水利厅负责，长期推进", "长期推进"),
        ("省水利厅负责；完成时限：2025年12月", "2025年12月"),
        ("责任单位：省水利厅；完成时限：持续推进", "持续推进"),
        ("2025年底前，省水利厅负责", "2025年底前"),
    ],
)
def test_deadlines_in_a_clause(clause: str, deadline: str) -> None:
    task = only(f"修建水库，2030年新增灌溉面积5万亩。（{clause}）")
    assert task.deadline == deadline
    assert task.clause.assignments[0].mention.name == "省水利厅"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("责任单位：省水利厅；责任人：张某", "lead 省水利厅"),
        ("分管省领导：李某；牵头单位：省水利厅", "lead 省水利厅"),
        ("牵头单位：省水利厅；联系人：王某；配合单位：财政厅", "lead 省水利厅; support 省财政厅"),
        ("牵头负责领导：李某；责任单位：省水利厅、财政厅", "joint 省水利厅 省财政厅"),
    ],
)
def test_persons_are_no_bodies(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "排在第一位的为牵头单位，下同",
        "排第一位的为牵头单位，下同",
        "排在首位的为牵头部门",
        "列第一位者为牵头部门，下同",
        "列第一位的为牵头部门",
        "列在首位的为牵头单位，下同",
        "排名第一的为牵头单位",
        "第一个为牵头单位，下同",
        "排在第一位的部门为牵头部门，下同",
        "责任单位中排名第一的为牵头单位",
        "有多个部门负责的，列第一位的为牵头部门",
        "排在第一位的单位为牵头单位，其他为配合单位，下同",
        "首位为牵头单位，下同",
        "排首位的为牵头单位",
        "位列第一的为牵头单位，下同",
    ],
)
def test_the_kin_of_the_first_listed_rule(statement: str) -> None:
    first = f"（一）修建水库。（省水利厅、财政厅负责。{statement}）\n"
    text = f"{first}（二）整治河道。（省环保厅、林业厅）\n"
    assert told(text) == ["lead 省水利厅; support 省财政厅", "lead 省环保厅; support 省林业厅"]
