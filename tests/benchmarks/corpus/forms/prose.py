"""Clauses in running text, and clauses on lines of their own."""

from __future__ import annotations

from ..clauses import explicit, ranked, responsible
from ..desk import Desk
from ..frame import chinese_number, foot, head, subject
from ..lists import Listed, Tier, as_mentions, write_list
from ..outline import entries
from ..paper import Line, Mention
from ..tasks import phrase

__all__ = ["bare_lines", "by_whom", "departments", "duties", "this_work", "work_groups"]

_TEAMS = (
    "综合协调组",
    "宣传引导组",
    "物资保障组",
    "现场处置组",
    "督导检查组",
    "医疗救护组",
    "技术支撑组",
)


def _duty(desk: Desk) -> str:
    """Return what somebody is to see to: 农村公路、污水管网等工作."""
    return f"{phrase(desk.draw)}，{phrase(desk.draw)}"


def by_whom(desk: Desk) -> None:
    """由X牵头，Y、Z参与，负责…: the task follows the clause."""
    head(desk, subject(desk))
    desk.paper.write("一、成立工作组\n")
    number = 0
    while desk.more():
        number = number % 99 + 1
        desk.paper.write(f"（{chinese_number(number)}）{desk.draw.of(_TEAMS)}。")
        _by(desk)
        desk.paper.write("。\n")
    foot(desk)


def work_groups(desk: Desk) -> None:
    """一、现场组。由X牵头，Y参加。主要职责：…: all in one paragraph."""
    head(desk, subject(desk))
    number = 0
    while desk.more():
        number = number % 99 + 1
        desk.paper.write(f"　　{chinese_number(number)}、{desk.draw.of(_TEAMS)}。")
        start, found = desk.paper.at, _spoken(desk)
        end = desk.paper.at
        desk.paper.write("。　　")
        task = (desk.paper.write(f"主要职责：{_duty(desk)}；{_duty(desk)}。"), desk.paper.at)
        desk.paper.lines.append(Line("prose", [task], [(start, end)], found))
    foot(desk)


def this_work(desk: Desk) -> None:
    """…。此项工作由X牵头，Y配合。: the clause closes the paragraph of its task."""
    head(desk, subject(desk))
    opening = desk.draw.of(("此项工作", "该项工作", "上述工作"))
    for start in entries(desk):
        task = (start, desk.paper.at)
        begun = desk.paper.write(opening)
        found = _spoken(desk)
        desk.paper.lines.append(Line("prose", [task], [(begun, desk.paper.at)], found))
        desk.paper.write("。")
    foot(desk)


def _spoken(desk: Desk) -> list[Mention]:
    """Write 由X牵头，Y、Z参与."""
    paper, style, tier = desk.paper, desk.style, Tier()
    first = desk.leads()
    paper.write("由")
    found = as_mentions(write_list(paper, first, style, tier), "lead")
    paper.write("牵头")
    if desk.draw.chance(0.8):
        paper.write("，")
        found += as_mentions(write_list(paper, desk.helpers(first), style, tier), "support")
        paper.write(desk.draw.of(("参与", "参加", "配合", "协助")))
    return found


def _by(desk: Desk) -> None:
    start, found = desk.paper.at, _spoken(desk)
    end = desk.paper.at
    desk.paper.write("，")
    task = (desk.paper.write("负责" + _duty(desk)), desk.paper.at)
    desk.paper.lines.append(Line("prose", [task], [(start, end)], found))


def duties(desk: Desk) -> None:
    """X负责…, a body to a line."""
    head(desk, subject(desk))
    desk.paper.write("一、成员单位职责\n")
    while desk.more():
        bodies: list[Listed] = list(desk.draw.some(desk.roster.core, desk.draw.of((1, 1, 1, 2))))
        desk.paper.write("　　")
        start = desk.paper.at
        found = ranked(desk, bodies, Tier())
        desk.paper.write("负责")
        end = desk.paper.at
        desk.paper.write(_duty(desk) + "。\n")
        desk.paper.lines.append(Line("prose", [(end, desk.paper.at - 1)], [(start, end)], found))
    foot(desk)


def departments(desk: Desk) -> None:
    """（一）X：负责…: duties listed by department."""
    head(desk, subject(desk))
    desk.paper.write("一、职责分工\n")
    number = 0
    while desk.more():
        number = number % 99 + 1
        desk.paper.write(f"（{chinese_number(number)}）")
        start = desk.paper.at
        found = ranked(desk, [desk.draw.often(desk.roster.core)], Tier())
        end = desk.paper.at
        desk.paper.write("：")
        task = (desk.paper.write("负责" + _duty(desk) + "。"), desk.paper.at)
        desk.paper.write("\n")
        desk.paper.lines.append(Line("prose", [task], [(start, end)], found))
    foot(desk)


def bare_lines(desk: Desk) -> None:
    """A task on a line, its clause on the next."""
    head(desk, subject(desk))
    for start in entries(desk):
        task = (start, desk.paper.at)
        desk.paper.write("\n")
        begun = desk.paper.at
        found = (explicit if desk.draw.chance(0.8) else responsible)(desk, Tier())
        desk.paper.lines.append(Line("prose", [task], [(begun, desk.paper.at)], found))
        if desk.draw.chance(0.5):
            desk.paper.write("。")
    foot(desk)
