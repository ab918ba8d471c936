"""Topics of a task, from its words, its headings and the system of the body that leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from kg.model import Theme
from kg.resolve.hints import Found, Hints, Pointer
from kg.resolve.search import Words
from kg.resolve.vocabulary import Topic

__all__ = ["Themes"]

_MOST_HEADINGS = 10_000  # headings that are remembered
_HEADING = 0.5
_FARTHER = 0.25
_LEAN = 2.0
_FIRST = 1.35
_OPENING = 24
_SECOND = 0.55
_LONGEST = 14
_OTHER = "其他"


class Themes:
    """Classifies tasks by the words of the topic scheme."""

    def __init__(
        self, topics: Sequence[Topic], leans: Mapping[str, str], neutral: Iterable[str] = ()
    ) -> None:
        held: dict[str, list[str]] = defaultdict(list)
        for topic in topics:
            for word in topic.words:
                held[word].append(topic.notation)
        self._topics: dict[str, tuple[str, ...]] = dict.fromkeys(neutral, ())
        self._topics |= {word: tuple(sorted(found)) for word, found in held.items()}
        self._known = Words(word for word in self._topics if len(word) > 1)
        self._pointers = {
            word: tuple(Pointer(word, topic, sqrt(len(word) - 1)) for topic in found)
            for word, found in self._topics.items()
        }
        self._hints = Hints({w: t for w, t in self._topics.items() if t}, neutral)
        self._leans = leans
        self._tops = {topic.notation: topic.notation.partition("/")[0] for topic in topics}
        self._headings: dict[str, tuple[list[Found], dict[str, float]]] = {}

    def classify(
        self,
        text: str,
        section: str = "",
        systems: Iterable[str] = (),
        places: Iterable[str] = (),
    ) -> tuple[Theme, ...]:
        """Return one or two topics, best first; none where no word points to one.

        Args:
            text: The task's text without blanks.
            section: The headings above it.
            systems: Functional systems of the bodies that lead.
            places: Names of places in the text: 福州 hints at no 社会福利.
        """
        words = self._known.find(text)
        masked = _without(_masked(text, words, self._topics), places)
        own = [*self._found(words), *self._hints.find(masked)]
        scores = _scores(own)
        above, _, nearest = section.rpartition(" / ")
        heading, nearer = self._heading(nearest)
        farther, far = self._heading(above)
        for held, factor in ((nearer, _HEADING), (far, _FARTHER)):
            for topic, score in held.items():
                scores[topic] = scores.get(topic, 0.0) + score * factor
        if not scores:
            return ()
        for system in dict.fromkeys(systems):
            self._lean(scores, system)
        return self._best(scores, own, [*heading, *farther])

    def _heading(self, heading: str) -> tuple[list[Found], dict[str, float]]:
        """Return what a heading points to, and how much it says of each topic."""
        if heading not in self._headings:
            if len(self._headings) >= _MOST_HEADINGS:
                self._headings.clear()
            found = self._found(self._known.find(heading.replace(" ", "")))
            self._headings[heading] = found, _scores(found)
        return self._headings[heading]

    def _found(self, words: Iterable[tuple[int, str]]) -> list[Found]:
        return [(pointer, at) for at, word in words for pointer in self._pointers[word]]

    def _lean(self, scores: dict[str, float], system: str) -> None:
        """The leading body's system weighs in, where the words point its way at all."""
        lean = self._leans.get(system, "")
        top = lean.partition("/")[0]
        pointed = [topic for topic in scores if self._tops[topic] == top]
        if not pointed:
            return
        chosen = lean if lean in pointed else max(pointed, key=lambda topic: (scores[topic], topic))
        scores[chosen] += _LEAN

    def _best(
        self, scores: dict[str, float], own: list[Found], heading: list[Found]
    ) -> tuple[Theme, ...]:
        tops: dict[str, float] = {}
        for topic, score in scores.items():
            top = self._tops[topic]
            tops[top] = tops.get(top, 0.0) + score
        ranked = sorted(tops.items(), key=lambda item: (-item[1], int(item[0])))
        total = sum(tops.values())
        themes: list[Theme] = []
        for top, score in ranked[:2]:
            if themes and score < _SECOND * ranked[0][1]:
                break
            notation = self._narrowest(top, scores)
            basis = self._basis(top, own) or f"heading: {self._basis(top, heading)}"
            themes.append(Theme(notation, round(score / total, 3), basis))
        return tuple(themes)

    def _narrowest(self, top: str, scores: dict[str, float]) -> str:
        below = [topic for topic in scores if self._tops[topic] == top]
        if len(below) == 1:
            return below[0]
        return max(below, key=lambda topic: (not topic.endswith(_OTHER), scores[topic], topic))

    def _basis(self, top: str, found: list[Found]) -> str:
        tops = self._tops
        return "、".join(
            dict.fromkeys([word for (word, topic, _), _ in found if tops[topic] == top])
        )


def _masked(
    text: str, words: Iterable[tuple[int, str]], topics: Mapping[str, tuple[str, ...]]
) -> str:
    """The text without the words that point nowhere: 规范化工作 holds no 化工."""
    nowhere = [(at, word) for at, word in words if not topics[word]]
    if not nowhere:
        return text
    kept = list(text)
    for at, word in nowhere:
        kept[at : at + len(word)] = " " * len(word)
    return "".join(kept)


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, " " * len(name))
    return text


def _scores(found: list[Found]) -> dict[str, float]:
    """Longer words say more; a word said again adds less each time."""
    scores: dict[str, float] = {}
    times: dict[tuple[str, str], int] = {}
    for (word, topic, weight), at in found:
        said = times[word, topic] = times.get((word, topic), 0) + 1
        early = _FIRST if at < _OPENING else 1.0
        scores[topic] = scores.get(topic, 0.0) + early * weight / said
    return scores
