"""Labels and the bodies behind them: 牵头单位：X / 责任单位：Y、Z / 完成时限：…."""

from __future__ import annotations

from dataclasses import dataclass

from .clauses import ranked
from .desk import Desk
from .draw import Draw
from .lists import Listed, Tier, as_mentions, write_list
from .paper import Line, Mention

__all__ = ["Layout", "due", "label_clause"]

# A label that leads, what stands beside it, and the role of the latter.
_PAIRS = (
    ("牵头单位", "责任单位", "joint"),
    ("牵头单位", "配合单位", "support"),
    ("牵头部门", "配合部门", "support"),
    ("牵头责任单位", "协同责任单位", "support"),
    ("主办单位", "协办单位", "support"),
    ("第一责任单位", "责任单位", "joint"),
)
_ALONE = ("责任单位", "责任部门")
_DUE_LABELS = ("完成时限", "完成时间", "时限要求")
_DUE = ("{}年{}月底前", "{}年{}月", "{}年{}月底")
_LASTING = ("长期坚持", "持续推进", "全年")


@dataclass(frozen=True, slots=True)
class Layout:
    """How labels are set: what ends one, and what stands between it and its bodies."""

    colon: str
    between: str


def due(draw: Draw, year: int) -> str:
    """Return a deadline as a label or a column holds it."""
    if draw.chance(0.2):
        return draw.of(_LASTING)
    return draw.of(_DUE).format(year + draw.between(0, 2), draw.between(1, 12))


def _value(desk: Desk, bodies: list[Listed], role: str, tier: Tier) -> list[Mention]:
    return as_mentions(write_list(desk.paper, bodies, desk.style, tier), role)


def label_clause(desk: Desk, layout: Layout, task: tuple[int, int]) -> None:
    """Write the labels of a task and note what they say.

    The tier of a list is its own: behind another label it is written again.
    """
    draw, paper = desk.draw, desk.paper
    first = desk.leads()
    start = paper.at
    if draw.chance(0.3):
        paper.write(draw.of(_ALONE) + layout.colon)
        mentions = ranked(
            desk, [*first, *(desk.helpers(first) if draw.chance(0.7) else [])], Tier()
        )
    else:
        lead, other, role = draw.of(_PAIRS)
        paper.write(lead + layout.colon)
        mentions = _value(desk, first, "lead", Tier())
        if draw.chance(0.85):
            paper.write(layout.between + other + layout.colon)
            mentions += _value(desk, desk.helpers(first), role, Tier())
    deadline = None
    if draw.chance(0.3):
        paper.write(layout.between + draw.of(_DUE_LABELS) + layout.colon)
        deadline = (paper.write(due(draw, desk.who.year)), paper.at)
    paper.lines.append(Line("label", [task], [(start, paper.at)], mentions, deadline))
