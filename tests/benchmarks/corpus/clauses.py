"""The words of a clause: who leads, who helps, who shares the work.

Roles follow the rules of annotation: what 牵头, 配合 and 按职责分工负责 say; the first of a bare
list or of 负责 where the document has stated that it leads, else all of them jointly; a body that
stands alone leads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .desk import Desk
from .lists import Listed, Tier, as_mentions, write_list
from .paper import Mention

__all__ = ["RULES", "bare", "explicit", "responsible", "stated"]

RULES = (
    "排在第一位的为牵头单位，下同",
    "列第一位者为牵头单位，下同",
    "列第一位的为牵头部门，下同",
    "排在首位的为牵头单位，下同",
    "列首位的单位为牵头单位，以下同",
)
PREFACES = (
    "责任单位中排在第一位的为牵头单位。",
    "括号内列第一位的为牵头部门，其他为责任部门。",
    "排在第一位的为牵头单位。",
)

Writer = Callable[[Desk, Tier], list[Mention]]


def _listed(desk: Desk, bodies: Sequence[Listed], tier: Tier, role: str) -> list[Mention]:
    return as_mentions(write_list(desk.paper, bodies, desk.style, tier), role)


def ranked(desk: Desk, bodies: Sequence[Listed], tier: Tier) -> list[Mention]:
    """Write a list whose roles follow from its order or its length."""
    found = write_list(desk.paper, bodies, desk.style, tier)
    if len(found) == 1:
        return as_mentions(found, "lead")
    if not desk.ruled:
        return as_mentions(found, "joint")
    return as_mentions(found[:1], "lead") + as_mentions(found[1:], "support")


def _close(desk: Desk, count: int) -> None:
    """Close a list of several without naming anybody: 等部门."""
    if count > 2 and desk.style.closing and desk.draw.chance(0.3):
        desk.paper.write(desk.style.closing)


def _lead_alone(desk: Desk, tier: Tier) -> list[Mention]:
    found = _listed(desk, desk.leads(), tier, "lead")
    desk.paper.write("牵头")
    return found


def _lead_support(desk: Desk, tier: Tier) -> list[Mention]:
    first = desk.leads()
    found = _listed(desk, first, tier, "lead")
    desk.paper.write("牵头，")
    found += _listed(desk, desk.helpers(first), tier, "support")
    _close(desk, len(found))
    desk.paper.write(desk.style.support)
    return found


def _lead_joint(desk: Desk, tier: Tier) -> list[Mention]:
    first = desk.leads()
    found = _listed(desk, first, tier, "lead")
    desk.paper.write("牵头，")
    found += _listed(desk, desk.helpers(first, 2), tier, "joint")
    _close(desk, len(found))
    desk.paper.write("按职责分工负责")
    return found


def _joint(desk: Desk, tier: Tier) -> list[Mention]:
    found = _listed(desk, desk.helpers([], 2), tier, "joint")
    _close(desk, len(found))
    desk.paper.write("按职责分工负责")
    return found


def _together(desk: Desk, tier: Tier) -> list[Mention]:
    first: list[Listed] = [desk.draw.often(desk.roster.core)]
    found = _listed(desk, first, tier, "lead")
    desk.paper.write("会同")
    found += _listed(desk, desk.helpers(first), tier, "support")
    desk.paper.write("负责")
    return found


def responsible(desk: Desk, tier: Tier) -> list[Mention]:
    """Write X、Y负责."""
    first: list[Listed] = [desk.draw.often(desk.roster.core)]
    if desk.draw.chance(0.75):
        first += desk.helpers(first)
    found = ranked(desk, first, tier)
    if len(found) > 2:
        _close(desk, len(found))
    desk.paper.write("负责")
    return found


def bare(desk: Desk, tier: Tier) -> list[Mention]:
    """Write nothing but bodies."""
    first: list[Listed] = [desk.draw.often(desk.roster.core)]
    if desk.draw.chance(0.8):
        first += desk.helpers(first)
    return ranked(desk, first, tier)


_EXPLICIT: tuple[Writer, ...] = (
    _lead_support, _lead_support, _lead_support, _lead_support, _lead_alone, _lead_alone,
    _lead_joint, _joint, _together,
)  # fmt: skip


def explicit(desk: Desk, tier: Tier) -> list[Mention]:
    """Write a clause whose words say who leads."""
    return desk.draw.of(_EXPLICIT)(desk, tier)


def stated(desk: Desk) -> None:
    """State the first-listed rule inside a clause; it holds for that clause, too."""
    desk.paper.write(desk.draw.of(("，", "；", "。")) + desk.draw.of(RULES))
