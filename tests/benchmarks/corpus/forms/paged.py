"""Tables of several pages, and tables whose heads have two levels."""

from __future__ import annotations

from ..bodies import roster
from ..desk import Desk
from ..frame import foot, head, subject
from ..issuers import superior
from ..labelled import due
from ..lists import Listed, Tier, as_mentions, write_list
from ..paper import Line, Mention
from ..tasks import phrase, sentence, title

__all__ = ["over_pages", "two_levels"]

_GROUP = ("任务类别", "工作类别", "类别")


def over_pages(desk: Desk) -> None:
    """A head on every page; a row that a page breaks goes on below the head of the next.

    Groups stand in the first column; a cell left empty holds the group above it.
    """
    about = subject(desk)
    head(desk, about)
    heads = f"{desk.draw.of(_GROUP)}\t主要任务\t牵头单位\t责任单位\n"
    start = desk.paper.write(f"{about}\n\n{heads}")
    page, left, group = 2, desk.draw.between(3, 6), 0
    while desk.more():
        group -= 1
        if group <= 0:
            group = desk.draw.between(2, 4)
            desk.paper.write(title(desk.draw))
        broken = left <= 0 and desk.draw.chance(0.5)
        between = f"— {page} —\n{heads}"
        _row(desk, between if broken else "")
        left -= 1
        if left < 0:
            page, left = page + 1, desk.draw.between(3, 6)
            desk.paper.write("" if broken else between)
    desk.paper.tables.append((start, desk.paper.at))
    foot(desk)


def _row(desk: Desk, broken: str) -> None:
    """Write a row; one that a page breaks has its rest in a row of its own."""
    paper, draw = desk.paper, desk.draw
    first = desk.leads()
    others = desk.helpers(first, 2)
    paper.write("\t")
    words = f"{phrase(draw)}，" if broken else sentence(desk) + "。"
    task = [(paper.write(words), paper.at)]
    paper.write("\t")
    found = as_mentions(write_list(paper, first, desk.style, Tier()), "lead")
    paper.write("\t")
    tier = Tier()
    now, later = (others[:-1], others[-1:]) if broken and len(others) > 1 else (others, [])
    found += _cell(desk, now, tier)
    clause = [(found[0][0], paper.at)]
    paper.write("\n")
    if broken:
        paper.write(f"{broken}\t")
        task.append((paper.write(f"{phrase(draw)}。"), paper.at))
        paper.write("\t\t")
        if later:
            rest = _cell(desk, later, Tier())
            clause.append((rest[0][0], paper.at))
            found += rest
        paper.write("\n")
    paper.lines.append(Line("table", task, clause, found))


def _cell(desk: Desk, bodies: list[Listed], tier: Tier) -> list[Mention]:
    return as_mentions(write_list(desk.paper, bodies, desk.style, tier), "joint")


def two_levels(desk: Desk) -> None:
    """The government above and the city, each with who leads and who supports.

    The task is the measure of the city. A body takes the tier of its column where it writes none.
    """
    about = subject(desk)
    head(desk, about)
    city, above = desk.who, superior(desk.who)
    higher = Desk(
        desk.draw,
        desk.paper,
        above,
        roster(desk.draw, above, desk.style.government),
        desk.style,
        desk.size,
    )
    roles = "牵头单位\t配合单位\t牵头单位\t配合单位\t"
    start = desk.paper.write(
        f"{about}\n\n序号\t改革事项\t{above.name}任务\t{city.name}贯彻措施"
        f"\t{above.name}\t\t{city.name}\t\t完成时限\n\t\t\t\t{roles}\n"
    )
    number = 0
    while desk.more():
        number += 1
        _two_tiers(desk, higher, number)
    desk.paper.tables.append((start, desk.paper.at))
    foot(desk)


def _two_tiers(desk: Desk, higher: Desk, number: int) -> None:
    paper, draw = desk.paper, desk.draw
    paper.write(f"{number}\t{title(draw)}\t{sentence(desk)}。\t")
    task = (paper.write(sentence(desk) + "。"), paper.at)
    paper.write("\t")
    found: list[Mention] = []
    for tier in (higher, desk):
        first = tier.leads()
        found += _tiered(tier, first, "lead")
        paper.write("\t")
        if draw.chance(0.8):
            found += _tiered(tier, tier.helpers(first), "support")
        paper.write("\t")
    until = (paper.write(due(draw, desk.who.year)), paper.at)
    paper.write("\n")
    clause = (found[0][0], found[-1][1])
    paper.lines.append(Line("table", [task], [clause], found, until))


def _tiered(desk: Desk, bodies: list[Listed], role: str) -> list[Mention]:
    """Write a cell, now and then without any tier: the column has it."""
    tier = Tier()
    if desk.style.once and desk.draw.chance(0.4):
        tier.written = "plain"
    return as_mentions(write_list(desk.paper, bodies, desk.style, tier), role)
