"""Lists of bodies as documents write them: one tier for many, shared tails, closing words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .bodies import Body, Roster
from .draw import Draw
from .paper import Mention, Paper

__all__ = ["Listed", "Places", "Style", "Tier", "as_mentions", "governments", "write_list"]

Written = tuple[int, int, str]  # start, end, name


@dataclass(frozen=True, slots=True)
class Style:
    """What one document keeps to.

    Attributes:
        once: Whether the first body of a clause writes the tier for all.
        government: 人民政府 or 政府.
        last: What stands before the last body of a list: 、 or 和.
        closing: What a long list may close with, or empty.
        support: The word for those who help.
    """

    once: bool
    government: str
    last: str
    closing: str
    support: str

    @classmethod
    def of(cls, draw: Draw) -> Style:
        return cls(
            draw.chance(0.5),
            draw.of(("人民政府", "政府")),
            draw.often(("、", "、", "和")),
            draw.of(("", "等部门", "等单位", "等")),
            draw.often(("配合", "参与", "协助", "参加", "协办")),
        )


@dataclass(frozen=True, slots=True)
class Places:
    """Governments below that share their last words: 柳南、柳北区人民政府.

    Attributes:
        written: The names of the places as written, the last with all it shares.
        names: What is meant by each.
    """

    written: tuple[str, ...]
    names: tuple[str, ...]


Listed = Body | Places


def governments(draw: Draw, roster: Roster, style: Style) -> list[Listed]:
    """Return one to three governments below, with shared words where they can share some."""
    if not roster.places:
        return []
    chosen = draw.some(roster.places, draw.between(1, 3))
    unit = chosen[-1][-1]
    alike = all(name[-1] == unit and 2 < len(name) < 5 for name in chosen)
    alike = alike and not any(name.endswith(("地区", "矿区", "新区")) for name in chosen)
    tail = style.government
    if len(chosen) > 1 and alike and draw.chance(0.5):
        written = (*(name[:-1] for name in chosen[:-1]), chosen[-1] + tail)
        return [Places(written, tuple(name + tail for name in chosen))]
    if len(chosen) > 1 and draw.chance(0.5):
        return [Places((*chosen[:-1], chosen[-1] + tail), tuple(name + tail for name in chosen))]
    return [Body(name + tail, name + tail) for name in chosen]


class Tier:
    """Whether the tier was written already in a clause."""

    __slots__ = ("written",)

    def __init__(self) -> None:
        self.written = ""


def write_list(
    paper: Paper, bodies: Sequence[Listed], style: Style, tier: Tier, between: str = "、"
) -> list[Written]:
    """Write a list and return where each body stands and what it is called."""
    found: list[Written] = []
    last = len(bodies) - 1
    for k, body in enumerate(bodies):
        if k:
            paper.write(style.last if k == last and between == "、" else between)
        if isinstance(body, Places):
            found += _places(paper, body)
        else:
            start = paper.write(_words(body, style, tier))
            found.append((start, paper.at, body.name))
    return found


def _places(paper: Paper, places: Places) -> list[Written]:
    found: list[Written] = []
    for words, name in zip(places.written, places.names, strict=True):
        if found:
            paper.write("、")
        start = paper.write(words)
        found.append((start, paper.at, name))
    return found


def _words(body: Body, style: Style, tier: Tier) -> str:
    if body.bare == body.name or not style.once:
        return body.name
    kind = "party" if body.party else "plain"
    if tier.written and (kind == "plain" or tier.written == "party"):
        return body.bare
    tier.written = kind
    return body.name


def as_mentions(written: Sequence[Written], role: str) -> list[Mention]:
    return [(start, end, name, role) for start, end, name in written]
