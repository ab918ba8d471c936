"""Draws that are the same on every machine: only ``random.Random(seed).random()`` is asked."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Draw"]

T = TypeVar("T")


class Draw:
    """A source of chance. The methods of ``random`` that changed between versions are not used."""

    __slots__ = ("next",)

    def __init__(self, seed: str) -> None:
        self.next = random.Random(seed).random

    def of(self, items: Sequence[T]) -> T:
        return items[int(self.next() * len(items))]

    def often(self, items: Sequence[T]) -> T:
        """Return one of the items, the first far more often than the last."""
        chance = self.next()
        return items[int(chance * chance * len(items))]

    def chance(self, share: float) -> bool:
        return self.next() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends among them."""
        return low + int(self.next() * (high - low + 1))

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Return different items, the first ones more often; fewer when there are not so many."""
        count = min(count, len(items))
        taken: list[int] = []
        while len(taken) < count:
            chance = self.next()
            at = int(chance * chance * len(items))
            while at in taken:
                at = (at + 1) % len(items)
            taken.append(at)
        return [items[at] for at in taken]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        keyed = [(self.next(), at) for at in range(len(items))]
        return [items[at] for _, at in sorted(keyed)]
