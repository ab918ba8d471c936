"""What stands between the tasks of a plan: demands, reasons, how the work is organised.

None of it names a body that is to do something; bodies that decide or are reported to may stand
there. A text as dense as its form allows has none of it.
"""

from __future__ import annotations

from .desk import Desk
from .tasks import phrase, title
from .words import DEMANDS, FIELDS, GOALS, HEADINGS, PLACES, REASONS, SAFEGUARDS, SAFETY

__all__ = ["before_a_task", "closing", "opening"]

_OPENING = 0.3  # share of a text that stands before its tasks


def opening(desk: Desk) -> None:
    """Write the general part of a plan."""
    if not desk.room(_OPENING):
        return
    desk.paper.write(f"{desk.draw.of(HEADINGS)}\n")
    while desk.room(_OPENING):
        _paragraph(desk, DEMANDS if desk.draw.chance(0.5) else REASONS)
    desk.paper.write("\n")


def before_a_task(desk: Desk) -> None:
    """Write why it is needed, where there are fewer words than tasks so far."""
    if desk.room(_OPENING + (0.9 - _OPENING) * desk.done):
        _paragraph(desk, REASONS)


def closing(desk: Desk) -> None:
    """Write how the work is organised, until the text is as long as it is to be."""
    if not desk.room(1):
        return
    desk.paper.write(f"\n{desk.draw.of(SAFETY)}\n")
    while desk.room(1):
        _paragraph(desk, SAFEGUARDS if desk.draw.chance(0.7) else DEMANDS)


def _paragraph(desk: Desk, kinds: tuple[str, ...]) -> None:
    said = [_sentence(desk, kinds) for _ in range(desk.draw.between(2, 4))]
    desk.paper.write(f"　　{''.join(said)}\n")


def _sentence(desk: Desk, kinds: tuple[str, ...]) -> str:
    draw = desk.draw
    return draw.of(kinds).format(
        deed=phrase(draw),
        other=phrase(draw),
        matter=title(draw),
        goal=draw.of(GOALS),
        field=draw.of(FIELDS),
        place=draw.of(PLACES),
        number=draw.between(3, 60),
    )
