"""Characters that stand for one topic: 林, 税 and 警 hint at it in words nobody listed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Found", "Hints"]

_PURE = 0.75
_OFTEN = 5
_SINGLE_OFTEN = 8
_SINGLE = 0.3
_PAIR = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A word in a text that points to a topic.

    Attributes:
        word: The word.
        topic: Notation of the topic.
        at: Where it stands.
        weight: How much it says.
    """

    word: str
    topic: str
    at: int
    weight: float


class Hints:
    """Single characters and pairs that occur in the words of one topic and hardly elsewhere."""

    def __init__(self, topics: Mapping[str, tuple[str, ...]], neutral: Iterable[str] = ()) -> None:
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for word, notations in topics.items():
            for piece in {*word, *_pairs(word)}.difference(neutral):
                held = counts[piece]
                for notation in notations:
                    held[notation] = held.get(notation, 0) + 1
        self._held: dict[str, tuple[str, float]] = {}
        for piece, below in counts.items():
            hint = _hint(piece, below)
            if hint:
                self._held[piece] = hint

    def find(self, text: str) -> list[Found]:
        """Return the hints in a text."""
        found, held = [], self._held
        for at, one in enumerate(text):
            piece = text[at : at + 2]
            hint = held.get(piece) or held.get(one)
            if hint:
                found.append(Found(piece if piece in held else one, hint[0], at, hint[1]))
        return found


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
