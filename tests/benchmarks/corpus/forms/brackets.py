"""Clauses in brackets behind each task."""

from __future__ import annotations

from collections.abc import Callable

from ..clauses import PREFACES, bare, explicit, responsible, stated
from ..desk import Desk
from ..frame import foot, head, subject
from ..lists import Tier
from ..outline import items
from ..paper import Line, Mention

__all__ = ["bare_brackets", "first_listed", "lead_support"]

Inside = Callable[[Desk, Tier], list[Mention]]


def bracket(desk: Desk, start: int, inside: Inside, rule: bool = False) -> None:
    """Write a clause behind a task that starts at ``start``."""
    paper = desk.paper
    opened = paper.write("（")
    desk.ruled = desk.ruled or rule
    mentions = inside(desk, Tier())
    if rule:
        stated(desk)
    paper.write("）")
    paper.lines.append(Line("paren", [(start, opened)], [(opened, paper.at)], mentions))


def _body(desk: Desk, inside: Inside, rule: bool = False) -> None:
    for start in items(desk):
        bracket(desk, start, inside, rule and not desk.paper.lines)


def lead_support(desk: Desk) -> None:
    """（X牵头，Y、Z配合）"""
    head(desk, subject(desk))
    _body(desk, explicit)
    foot(desk)


def first_listed(desk: Desk) -> None:
    """（X、Y负责，排在第一位的为牵头单位，下同）, then （X、Y负责）."""
    head(desk, subject(desk))
    _body(desk, responsible, rule=True)
    foot(desk)


def bare_brackets(desk: Desk) -> None:
    """（X、Y）: with the rule in the preface, or without: then they share the work."""
    desk.ruled = desk.draw.chance(0.6)
    head(desk, subject(desk), desk.draw.of(PREFACES) if desk.ruled else "")
    _body(desk, bare)
    foot(desk)
