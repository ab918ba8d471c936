"""Clauses for several items above them, and clauses that name the matter before their bodies."""

import pytest
from parse_factories import tasks, told, work
from parse_invariants import parsed

RIVER, BRIDGES, TREES = "1.疏浚河道12公里。", "2.改造危桥6座。", "3.种树6棵。"
HEAD = "一、防汛\n"

FORMS = [
    ("（{}责任单位：县水利局、县交通局）", "joint 县水利局 县交通局"),
    ("（{}由县水利局牵头，县交通局配合）", "lead 县水利局; support 县交通局"),
    ("{}由县水利局牵头，县交通局配合。", "lead 县水利局; support 县交通局"),
    ("{}牵头单位：县水利局，责任单位：县交通局。", "lead 县水利局; joint 县交通局"),
    ("（{}由县水利局负责）", "lead 县水利局"),
]


@pytest.mark.parametrize(("form", "expected"), FORMS)
@pytest.mark.parametrize(
    "words", ["以上任务", "以上各项", "上述重点任务", "以上三项", "第1-3项", "上述工作，"]
)
def test_a_clause_for_the_items_above_it(form: str, expected: str, words: str) -> None:
    clause = form.format(words)
    text = f"{HEAD}{RIVER}\n{BRIDGES}\n{TREES}\n{clause}\n二、值守\n4.值班。（县应急局负责）\n"
    assert told(text) == [expected, "lead 县应急局"]
    assert work(text) == [RIVER + BRIDGES + TREES, "4.值班。"]
    assert [task.section for task in tasks(text)] == ["一、防汛", "二、值守 / 4.值班"]
    assert parsed(text).opens == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [("以上两项", BRIDGES + TREES), ("2—3项", BRIDGES + TREES), ("第1、3项", RIVER + TREES)],
)
def test_a_clause_for_some_items(words: str, expected: str) -> None:
    text = f"{HEAD}{RIVER}\n{BRIDGES}\n{TREES}\n（{words}由县水利局负责）\n"
    assert work(text) == [expected]


def test_items_with_a_clause_of_their_own_are_not_meant_beside_others() -> None:
    text = f"{HEAD}{RIVER}（县水利局负责）\n{BRIDGES}\n{TREES}\n（以上任务由县交通局负责）\n"
    assert work(text) == [RIVER, BRIDGES + TREES]
    text = f"{HEAD}{RIVER}（县水利局负责）\n{BRIDGES}（县交通局负责）\n（以上均由县财政局配合）\n"
    assert work(text) == [RIVER, BRIDGES, RIVER + BRIDGES]


def test_each_clause_has_the_items_since_the_last() -> None:
    one, other = "（以上任务由县水利局负责）\n", "（以上任务由县交通局负责）\n"
    text = f"{HEAD}{RIVER}\n{one}{BRIDGES}\n{TREES}\n{other}"
    assert work(text)[-1] == BRIDGES + TREES


def test_what_is_said_inside_an_item_is_of_this_item() -> None:
    text = "2.改造危桥。修路。以上工作由县交通局负责。\n3.植树。（上述任务由县林业局负责）\n"
    text = f"{HEAD}{RIVER}\n{text}"
    assert work(text) == ["2.改造危桥。修路。", "3.植树。"]


@pytest.mark.parametrize("words", ["以上五项", "4-5项"])
def test_items_that_are_not_there_stay_open(words: str) -> None:
    text = f"{HEAD}{RIVER}\n{BRIDGES}\n（{words}由县水利局负责）\n"
    assert told(text) == []
    assert [opened.quote for opened in parsed(text).opens] == [f"（{words}由县水利局负责）"]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "责任单位：市水利局，市财政局；日常调度由市港航局承担",
            "joint 市水利局 市财政局 市港航局",
        ),
        ("日常调度由市港航局承担", "lead 市港航局"),
        ("其中跨县水域由市渔业局负责", "lead 市渔业局"),
        ("市水利局负责，其中汛期值守由市港航局负责", "joint 市水利局 市港航局"),
        ("市水利局牵头，资金筹措、拨付由市财政局负责", "lead 市水利局; joint 市财政局"),
        ("省自由贸易试验区办、省水利厅负责", "joint 省自由贸易试验区办 省水利厅"),
        ("由市港航局负责，市财政局配合", "lead 市港航局; support 市财政局"),
    ],
)
def test_the_matter_before_its_bodies(clause: str, expected: str) -> None:
    assert told(f"{RIVER}（{clause}）\n") == [expected]


def test_a_part_of_a_duty_that_others_have() -> None:
    text = "二、完善制度\n各县区负责辖区内检查（其中跨县水域由市渔业局负责）。\n"
    assert told(text) == ["lead 各县区", "lead 市渔业局"]
    assert work(text) == ["辖区内检查", "辖区内检查"]
