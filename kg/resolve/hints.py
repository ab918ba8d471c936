"""Characters that stand for one topic: 林, 税 and 警 hint at it in words nobody listed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.resolve.search import Words

__all__ = ["Found", "Hints", "Pointer"]

_PURE = 0.75
_OFTEN = 5
_SINGLE_OFTEN = 8
_SINGLE = 0.3
_PAIR = 0.5


class Pointer(NamedTuple):
    """A word that points to a topic: the word, the topic's notation, how much it says."""

    word: str
    topic: str
    weight: float


Found = tuple[Pointer, int]
"""A pointer, and where it stands in a text."""


class Hints:
    """Single characters and pairs that occur in the words of one topic and hardly elsewhere."""

    def __init__(self, topics: Mapping[str, tuple[str, ...]], neutral: Iterable[str] = ()) -> None:
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for word, notations in topics.items():
            for piece in {*word, *_pairs(word)}.difference(neutral):
                held = counts[piece]
                for notation in notations:
                    held[notation] = held.get(notation, 0) + 1
        self._held: dict[str, Pointer] = {}
        for piece, below in counts.items():
            hint = _hint(piece, below)
            if hint:
                self._held[piece] = Pointer(piece, *hint)
        self._pieces = Words(self._held, overlapping=True)

    def find(self, text: str) -> list[Found]:
        """Return the hints in a text: at each place the pair, or else the character."""
        at_places = dict(sorted(self._pieces.find(text)))  # a pair comes behind its character
        return [(self._held[piece], at) for at, piece in at_places.items()]


def _hint(piece: str, below: Mapping[str, int]) -> tuple[str, float] | None:
    """The topic that a piece points to, and how much it says, if it points to one at all."""
    often, says = (_OFTEN, _PAIR) if len(piece) > 1 else (_SINGLE_OFTEN, _SINGLE)
    total = sum(below.values())
    if total < often:  # most pieces: not worth adding up by topic
        return None
    tops: Counter[str] = Counter()
    for notation, count in below.items():
        tops[notation.partition("/")[0]] += count
    top, most = max(tops.items(), key=lambda item: (item[1], item[0]))
    if most < often or most / total < _PURE:
        return None
    inside = [notation for notation in below if notation.partition("/")[0] == top]
    return max(inside, key=lambda notation: (below[notation], notation)), says * most / total


def _pairs(word: str) -> Iterator[str]:
    return (word[at : at + 2] for at in range(len(word) - 1))
