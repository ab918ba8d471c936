"""Clauses made of labels."""

from __future__ import annotations

from ..desk import Desk
from ..frame import foot, head, subject
from ..labelled import Layout, label_clause
from ..lists import Tier, as_mentions, write_list
from ..outline import entries, items
from ..paper import Line
from ..tasks import sentence

__all__ = ["in_brackets", "on_lines", "run_in", "todo", "values_below", "with_persons"]


def on_lines(desk: Desk) -> None:
    """牵头单位：X / 责任单位：Y, a label to a line."""
    head(desk, subject(desk))
    apart = desk.draw.of(("\n", "\n\n"))
    for start in entries(desk, "\n\n"):
        task = (start, desk.paper.at)
        desk.paper.write("\n")
        label_clause(desk, Layout("：", apart), task)
    foot(desk)


def run_in(desk: Desk) -> None:
    """Labels behind each task of a paragraph: …。牵头单位：X；责任单位：Y。…"""
    head(desk, subject(desk))
    layout = Layout("：", desk.draw.of(("；", "，", "。")))
    for start in items(desk):
        label_clause(desk, layout, (start, desk.paper.at))
        desk.paper.write("。")
    foot(desk)


def values_below(desk: Desk) -> None:
    """牵头单位： / X: the bodies stand on the line below their label."""
    head(desk, subject(desk))
    gap = desk.draw.of(("\n", "\n\n"))
    for start in entries(desk, "\n\n"):
        task = (start, desk.paper.at)
        desk.paper.write("\n\n")
        label_clause(desk, Layout("：" + gap, gap), task)
    foot(desk)


def in_brackets(desk: Desk) -> None:
    """（牵头单位：X；责任单位：Y）"""
    head(desk, subject(desk))
    layout = Layout("：", desk.draw.of(("；", "，", "。")))
    for start in items(desk):
        opened = desk.paper.write("（")
        label_clause(desk, layout, (start, opened))
        desk.paper.write("）")
        line = desk.paper.lines[-1]
        line.kind, line.clause = "paren", [(opened, desk.paper.at)]
    foot(desk)


_SURNAMES, _GIVEN = "王李张刘陈杨赵黄周吴", "伟芳敏静丽强磊军洋勇艳杰娟涛明超"


def _person(desk: Desk) -> str:
    return desk.draw.of(_SURNAMES) + desk.draw.of(_GIVEN) + desk.draw.of(_GIVEN)


def with_persons(desk: Desk) -> None:
    """分管领导：王某 beside 牵头单位：X. Persons lie in neither the task nor the clause."""
    head(desk, subject(desk))
    before = desk.draw.of(("分管领导", "牵头领导", "分管负责领导"))
    behind = desk.draw.of(("责任人", "联系人", ""))
    for start in entries(desk, "\n\n"):
        task = (start, desk.paper.at)
        desk.paper.write(f"\n{before}：{_person(desk)}\n")
        label_clause(desk, Layout("：", "\n"), task)
        if behind:
            desk.paper.write(f"\n{behind}：{_person(desk)}")
    foot(desk)


def todo(desk: Desk) -> None:
    """【1】任务 / 主办：X　协办：Y　时限：2023-06-30."""
    head(desk, subject(desk))
    number = 0
    while desk.more():
        number += 1
        desk.paper.write(f"【{number}】")
        task = (desk.paper.write(sentence(desk) + "。"), desk.paper.at)
        desk.paper.write("\n")
        _todo_line(desk, task)
        desk.paper.write("\n")
    foot(desk)


def _todo_line(desk: Desk, task: tuple[int, int]) -> None:
    paper, draw = desk.paper, desk.draw
    first = desk.leads()
    start = paper.write("主办：")
    found = as_mentions(write_list(paper, first, desk.style, Tier()), "lead")
    if draw.chance(0.8):
        paper.write("　协办：")
        found += as_mentions(write_list(paper, desk.helpers(first), desk.style, Tier()), "support")
    paper.write("　时限：")
    day = f"{desk.who.year}-{draw.between(1, 12):02}-{draw.between(1, 28):02}"
    due = (paper.write(day), paper.at)
    paper.lines.append(Line("label", [task], [(start, paper.at)], found, due))
