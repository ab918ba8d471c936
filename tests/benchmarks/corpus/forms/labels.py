"""Clauses made of labels."""

from __future__ import annotations

from ..desk import Desk
from ..frame import foot, head, subject
from ..labelled import Layout, label_clause
from ..outline import entries, items

__all__ = ["in_brackets", "on_lines", "run_in", "values_below"]


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
