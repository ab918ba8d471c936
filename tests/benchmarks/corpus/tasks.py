"""The text of a task: what is to be done, with how much of it, to what end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .draw import Draw
from .words import ASIDES, ENDS, FIGURES, GOALS, KINDS, PLACES, WHEN

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["phrase", "sentence", "title"]


def phrase(draw: Draw) -> str:
    """Return a deed and its object: 改造智能化农村公路."""
    deeds, kinds, things = draw.of(KINDS)
    return draw.of(deeds) + draw.of(kinds) + draw.of(things)


def title(draw: Draw) -> str:
    """Return the title of a group of tasks."""
    deeds, _, things = draw.of(KINDS)
    return draw.of(deeds) + draw.of(things)


def _figure(draw: Draw) -> str:
    return draw.of(FIGURES).format(draw.between(2, 98))


def _opening(draw: Draw, year: int) -> str:
    if draw.chance(0.25):
        return draw.of(WHEN).format(year + draw.between(0, 4))
    return f"在{draw.of(PLACES)}" if draw.chance(0.15) else ""


def sentence(desk: Desk) -> str:
    """Return one task without its full stop: 20 to 80 characters, or as long as there is room."""
    draw = desk.draw
    words = _sentence(draw, desk.who.year)
    more = 0
    while desk.room(0.3 + 0.7 * desk.done) and more < 5 and draw.chance(0.6):
        words += f"{draw.of('，。')}{phrase(draw)}，{draw.of(ENDS).format(draw.of(GOALS))}"
        more += 1
    return words


def _sentence(draw: Draw, year: int) -> str:
    parts = [_opening(draw, year) + phrase(draw)]
    if draw.chance(0.08):
        parts[0] += draw.of(ASIDES)
    if draw.chance(0.6):
        parts.append(phrase(draw))
    if draw.chance(0.5):
        parts.append(_figure(draw))
    if draw.chance(0.7):
        parts.append(draw.of(ENDS).format(draw.of(GOALS)))
    if draw.chance(0.2):
        parts[-1] += f"。{phrase(draw)}，{_figure(draw)}"
    return "，".join(parts)
