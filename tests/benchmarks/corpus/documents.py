"""One invented document after another, each with the truth about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .desk import Size, desk
from .draw import Draw
from .forms import FORMS
from .issuers import issuer
from .noise import noisy
from .paper import Line
from .record import records

__all__ = ["Invented", "documents", "invent", "write"]


DEFAULT = Size()


@dataclass(frozen=True, slots=True)
class Invented:
    """A document and the truth about it.

    Attributes:
        name: Its number, form and noise: 000017-table-tabs-n2.
        form: Which form it takes.
        noise: How damaged it is.
        text: Its text.
        lines: What is true of each of its tasks.
    """

    name: str
    form: str
    noise: int
    text: str
    lines: Sequence[Line]

    @property
    def truth(self) -> str:
        """Return its annotation, in JSON Lines."""
        return records(self.text, self.lines)


def invent(form: str, number: int, seed: int = 7, size: Size = DEFAULT, noise: int = 0) -> Invented:
    """Return one document; it depends on nothing but these arguments and the vocabulary."""
    draw = Draw(f"{seed}/{number}/{form}")
    made = desk(draw, issuer(draw, FORMS[form].tiers), size)
    FORMS[form].write(made)
    text, lines = noisy(made.paper, noise, Draw(f"{seed}/{number}/{form}/{noise}"))
    return Invented(f"{number:06}-{form}-n{noise}", form, noise, text, lines)


def documents(
    count: int,
    seed: int = 7,
    size: Size = DEFAULT,
    noise: Sequence[int] = (0,),
    forms: Sequence[str] = tuple(FORMS),
) -> Iterator[Invented]:
    """Yield documents of each form in turn, and of each level of noise in turn."""
    for number in range(count):
        form = forms[number % len(forms)]
        level = noise[number // len(forms) % len(noise)]
        yield invent(form, number, seed, size, level)


def write(made: Iterator[Invented], folder: Path, *, truth: bool = True) -> int:
    """Write documents, each with its annotation beside it; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for document in made:
        (folder / f"{document.name}.txt").write_bytes(document.text.encode())
        if truth:
            (folder / f"{document.name}.jsonl").write_bytes(document.truth.encode())
        count += 1
    return count
