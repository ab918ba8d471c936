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
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        narrow: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for word, notations in topics.items():
            for piece in {*word, *_pairs(word)}.difference(neutral):
                for notation in notations:
                    top = notation.partition("/")[0]
                    counts[piece][top] += 1
                    narrow[piece, top][notation] += 1
        self._held: dict[str, tuple[str, float]] = {}
        for piece, tops in counts.items():
            top, most = max(tops.items(), key=lambda item: (item[1], item[0]))
            share = most / sum(tops.values())
            often = _OFTEN if len(piece) > 1 else _SINGLE_OFTEN
            if most >= often and share >= _PURE:
                below = narrow[piece, top]
                topic = max(below, key=lambda notation: (below[notation], notation))
                self._held[piece] = (topic, share * (_PAIR if len(piece) > 1 else _SINGLE))

    def find(self, text: str) -> list[Found]:
        """Return the hints in a text."""
        found = []
        for at in range(len(text)):
            for piece in (text[at : at + 2], text[at]):
                if piece in self._held:
                    found.append(Found(piece, self._held[piece][0], at, self._held[piece][1]))
                    break
        return found


def _pairs(word: str) -> Iterator[str]:
    return (word[at : at + 2] for at in range(len(word) - 1))
