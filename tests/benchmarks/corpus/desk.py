"""What the forms write with: the paper, the chance, the issuer and its bodies."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .bodies import Body, Roster, roster
from .draw import Draw
from .issuers import Issuer
from .lists import Listed, Style, governments
from .paper import Paper

__all__ = ["REAL", "Desk", "Size", "desk"]


REAL = 4.5
"""Tasks on 1,000 characters of plans as governments publish them: 1 to 12, this many over all."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a document becomes: by its characters, or by its tasks where that is not 0.

    Attributes:
        characters: Of the text, at least.
        tasks: Of the text.
        density: Tasks on 1,000 characters; 0 for as many as the form has room for.
    """

    characters: int = 4000
    tasks: int = 0
    density: float = 0

    @property
    def wanted(self) -> int:
        """Return how many tasks are wanted; 0 where characters alone count."""
        return self.tasks or round(self.characters * self.density / 1000)

    @property
    def length(self) -> int:
        """Return how many characters are wanted where tasks are not as dense as they can be."""
        return round(1000 * self.tasks / self.density) if self.tasks else self.characters


@dataclass(slots=True)
class Desk:
    """One document in the making.

    Attributes:
        draw: Its chance.
        paper: What is written so far.
        who: Its issuer.
        roster: The bodies it may name.
        style: How it writes lists.
        size: How large it becomes.
        ruled: Whether the first-listed rule has been stated.
        begun: Where the document starts, if several share a text; ``before`` the tasks above it.
    """

    draw: Draw
    paper: Paper
    who: Issuer
    roster: Roster
    style: Style
    size: Size
    ruled: bool = False
    begun: int = 0
    before: int = 0

    def with_party(self) -> None:
        """Let organs of the party committee stand among the departments.

        外事办 behind one of them might be the committee's or the government's: it stays out.
        """
        held = self.roster
        core = [body for body in held.core if not body.bare.startswith("外事")]
        mixed = [*self.draw.some(held.party, 6), *self.draw.some(core, 12)]
        groups = (*held.groups, Body("各级党委", "各级党委"))
        self.roster = replace(held, core=tuple(self.draw.shuffled(mixed)), groups=groups)

    def begin(self) -> None:
        """Start a document."""
        self.begun, self.before = self.paper.at, len(self.paper.lines)

    def more(self) -> bool:
        """Return whether another task is wanted."""
        if self.size.wanted:
            return len(self.paper.lines) < self.size.wanted
        return self.paper.at < self.size.characters

    @property
    def done(self) -> float:
        """Return which share of the tasks of the document is written."""
        wanted = self.size.wanted - self.before
        return (len(self.paper.lines) - self.before) / wanted if wanted > 0 else 1

    def room(self, share: float) -> bool:
        """Return whether a share of the document still has room for words that are no tasks."""
        if not self.size.density:
            return False
        return self.paper.at < self.begun + share * (self.size.length - self.begun)

    def leads(self, most: int = 2) -> list[Listed]:
        """Return who leads: mostly one department."""
        count = 1 if self.draw.chance(0.8) else self.draw.between(1, most)
        return list(self.draw.some(self.roster.core, count))

    def helpers(self, beside: list[Listed], least: int = 1) -> list[Listed]:
        """Return who else is named: departments, then others, governments below, groups."""
        draw, held = self.draw, self.roster
        wanted = least + int(6 * draw.next() * draw.next())
        found: list[Listed] = [b for b in draw.some(held.core, wanted) if b not in beside]
        if draw.chance(0.25):
            found.append(draw.often(held.aside))
        if draw.chance(0.15):
            found += governments(draw, held, self.style)
        elif held.groups and draw.chance(0.2):
            found.append(draw.of(held.groups))
        if not found:
            found.append(held.aside[0])
        return found


def desk(draw: Draw, who: Issuer, size: Size) -> Desk:
    """Lay everything out for one document."""
    style = Style.of(draw)
    return Desk(draw, Paper(), who, roster(draw, who, style.government), style, size)
