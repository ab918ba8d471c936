"""Clauses in brackets behind each task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..bodies import Body
from ..clauses import PREFACES, bare, explicit, responsible, stated
from ..desk import Desk
from ..frame import foot, head, party_head, subject
from ..lists import Tier, as_mentions, write_list
from ..outline import items
from ..paper import Line, Mention

__all__ = [
    "bare_brackets",
    "bracket",
    "centre",
    "deadlines",
    "first_listed",
    "lead_support",
    "nested",
    "party",
]

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
    """（X、Y负责，排在第一位的为牵头单位，下同）, then （X、Y负责）: the order says who leads.

    Where the rule is stated late, those named before it share the work.
    """
    head(desk, subject(desk))
    late = 0 if desk.draw.chance(0.7) else desk.draw.between(1, 6)
    for start in items(desk):
        bracket(desk, start, responsible, len(desk.paper.lines) == late)
    foot(desk)


def bare_brackets(desk: Desk) -> None:
    """（X、Y）: with the rule in the preface, or without: then they share the work."""
    desk.ruled = desk.draw.chance(0.6)
    head(desk, subject(desk), desk.draw.of(PREFACES) if desk.ruled else "")
    _body(desk, bare)
    foot(desk)


def deadlines(desk: Desk) -> None:
    """（X牵头，Y配合，2019年9月底前完成）: the time phrase without 完成 is the deadline."""
    head(desk, subject(desk))
    for start in items(desk):
        opened = desk.paper.write("（")
        mentions = explicit(desk, Tier())
        due = None
        if desk.draw.chance(0.7):
            desk.paper.write(desk.draw.of(("，", "；", "。")))
            month = desk.draw.between(1, 12)
            words = f"{desk.who.year + desk.draw.between(0, 2)}年{month}月底前"
            due = (desk.paper.write(words), desk.paper.at)
            desk.paper.write(desk.draw.of(("完成", "")))
        desk.paper.write("）")
        clause = (opened, desk.paper.at)
        desk.paper.lines.append(Line("paren", [(start, opened)], [clause], mentions, due))
    foot(desk)


_PAIRS = ("()", "〔〕", "【】", "（)", "(）", "[]")


def _each_with_its_role(desk: Desk, tier: Tier) -> list[Mention]:
    """Write X（牵头），Y（配合）."""
    paper, style = desk.paper, desk.style
    first = desk.leads(1)
    found = as_mentions(write_list(paper, first, style, tier), "lead")
    paper.write("（牵头）")
    for body in desk.draw.some(desk.roster.core, 3):
        if body not in first:
            paper.write("，")
            found += as_mentions(write_list(paper, [body], style, tier), "support")
            paper.write("（配合）")
    return found


def nested(desk: Desk) -> None:
    """Brackets of every kind, and brackets inside of them: (X（牵头），Y（配合）), 甲局（乙局）.

    A second name in brackets belongs to the mention.
    """
    head(desk, subject(desk))
    pairs = desk.draw.some(_PAIRS, 2)
    seconds = desk.draw.some([body for body in desk.roster.core if len(body.bare) > 3], 4)
    known = {body: _doubled(desk, body) for body in seconds}
    core = tuple(known.get(body, body) for body in desk.roster.core)
    desk.roster = replace(desk.roster, core=core)
    for start in items(desk):
        pair = desk.draw.of(pairs)
        opened = desk.paper.write(pair[0])
        inside = _each_with_its_role if desk.draw.chance(0.2) else explicit
        mentions = inside(desk, Tier())
        desk.paper.write(pair[1])
        desk.paper.lines.append(
            Line("paren", [(start, opened)], [(opened, desk.paper.at)], mentions)
        )
    foot(desk)


def _doubled(desk: Desk, body: Body) -> Body:
    """Return a body with a second name in brackets: 市市场监管局（市知识产权局）."""
    other = desk.draw.of([held for held in desk.roster.core if held is not body]).name
    return replace(body, name=f"{body.name}（{other}）", bare=f"{body.bare}（{other}）")


def party(desk: Desk) -> None:
    """A party committee and its government: 市委组织部、宣传部, 市民政局."""
    desk.with_party()
    party_head(desk, subject(desk))
    _body(desk, explicit)
    foot(desk)


def centre(desk: Desk) -> None:
    """The State Council: names without a tier, which inherit none."""
    head(desk, subject(desk))
    desk.ruled = False
    rule = desk.draw.chance(0.5)
    _body(desk, responsible if rule else explicit, rule=rule)
    foot(desk)
