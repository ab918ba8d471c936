"""The rows of a table: what each column holds, before it is set in one form or another."""

from __future__ import annotations

from dataclasses import dataclass

from .desk import Desk
from .labelled import due
from .lists import Listed
from .tasks import sentence

__all__ = ["Columns", "Row", "columns", "row"]

# The heads of a leading column and of the one beside it, with the role of the latter.
_ROLES = (
    ("牵头单位", "配合单位", "support"),
    ("牵头部门", "配合部门", "support"),
    ("牵头单位", "责任单位", "joint"),
    ("责任单位", "配合单位", "support"),
    ("主办单位", "协办单位", "support"),
)
_TASKS = ("工作任务", "重点任务", "主要任务", "工作内容", "目标任务")
_DUES = ("完成时限", "完成时间", "完成期限")


@dataclass(frozen=True, slots=True)
class Columns:
    """The heads of a table: number, task, who leads, who else, and a deadline or none."""

    task: str
    lead: str
    other: str
    role: str
    due: str

    @property
    def heads(self) -> list[str]:
        heads = ["序号", self.task, self.lead, self.other]
        return [*heads, self.due] if self.due else heads


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    number: int
    task: str
    leads: list[Listed]
    others: list[Listed]
    due: str


def columns(desk: Desk) -> Columns:
    lead, other, role = desk.draw.of(_ROLES)
    return Columns(
        desk.draw.of(_TASKS),
        lead,
        other,
        role,
        desk.draw.of(_DUES) if desk.draw.chance(0.7) else "",
    )


def row(desk: Desk, number: int, held: Columns) -> Row:
    leads = desk.leads()
    others = desk.helpers(leads) if desk.draw.chance(0.85) else []
    task = sentence(desk) + "。"
    return Row(number, task, leads, others, due(desk.draw, desk.who.year) if held.due else "")
