"""Topics of a task, from its words, its headings and the system of the body that leads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from kg.model import Theme
from kg.resolve.hints import Found, Hints
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
        self._sizes = _sizes(self._topics)
        self._hints = Hints({w: t for w, t in self._topics.items() if t}, neutral)
        self._leans = leans
        self._headings: dict[str, list[Found]] = {}

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
        words = self._words(text)
        masked = _without(_masked(text, words, self._topics), places)
        own = [*self._found(words), *self._hints.find(masked)]
        above, _, nearest = section.rpartition(" / ")
        heading, farther = self._heading(nearest), self._heading(above)
        scores: dict[str, float] = defaultdict(float)
        for found, factor in ((own, 1.0), (heading, _HEADING), (farther, _FARTHER)):
            for topic, score in _scores(found).items():
                scores[topic] += score * factor
        if not scores:
            return ()
        for system in dict.fromkeys(systems):
            self._lean(scores, system)
        return self._best(scores, own, [*heading, *farther])

    def _heading(self, heading: str) -> list[Found]:
        if heading not in self._headings:
            if len(self._headings) >= _MOST_HEADINGS:
                self._headings.clear()
            self._headings[heading] = self._found(self._words(heading.replace(" ", "")))
        return self._headings[heading]

    def _words(self, text: str) -> list[tuple[int, str]]:
        """Known words, the longest first at each place, none inside another."""
        found, at = [], 0
        while at < len(text):
            if text[at : at + 2] not in self._sizes:  # most places begin no word
                at += 1
                continue
            word = self._word(text, at)
            if word:
                found.append((at, word))
            at += len(word) or 1
        return found

    def _found(self, words: Iterable[tuple[int, str]]) -> list[Found]:
        return [
            Found(word, topic, at, sqrt(len(word) - 1))
            for at, word in words
            for topic in self._topics[word]
        ]

    def _word(self, text: str, at: int) -> str:
        for size in self._sizes.get(text[at : at + 2], ()):
            if text[at : at + size] in self._topics:
                return text[at : at + size]
        return ""

    def _lean(self, scores: dict[str, float], system: str) -> None:
        """The leading body's system weighs in, where the words point its way at all."""
        lean = self._leans.get(system, "")
        top = lean.partition("/")[0]
        pointed = [topic for topic in scores if topic.partition("/")[0] == top]
        if not pointed:
            return
        chosen = lean if lean in pointed else max(pointed, key=lambda topic: (scores[topic], topic))
        scores[chosen] += _LEAN

    def _best(
        self, scores: dict[str, float], own: list[Found], heading: list[Found]
    ) -> tuple[Theme, ...]:
        tops: dict[str, float] = defaultdict(float)
        for topic, score in scores.items():
            tops[topic.partition("/")[0]] += score
        ranked = sorted(tops.items(), key=lambda item: (-item[1], int(item[0])))
        total = sum(tops.values())
        themes: list[Theme] = []
        for top, score in ranked[:2]:
            if themes and score < _SECOND * ranked[0][1]:
                break
            notation = self._narrowest(top, scores)
            basis = _basis(top, own) or f"heading: {_basis(top, heading)}"
            themes.append(Theme(notation, round(score / total, 3), basis))
        return tuple(themes)

    def _narrowest(self, top: str, scores: dict[str, float]) -> str:
        below = [t for t in scores if t.partition("/")[0] == top]
        return max(below, key=lambda topic: (not topic.endswith(_OTHER), scores[topic], topic))


def _masked(
    text: str, words: Iterable[tuple[int, str]], topics: Mapping[str, tuple[str, ...]]
) -> str:
    """The text without the words that point nowhere: 规范化工作 holds no 化工."""
    kept = list(text)
    for at, word in words:
        if not topics[word]:
            kept[at : at + len(word)] = " " * len(word)
    return "".join(kept)


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, " " * len(name))
    return text


def _basis(top: str, found: list[Found]) -> str:
    words = dict.fromkeys(f.word for f in found if f.topic.partition("/")[0] == top)
    return "、".join(words)


def _scores(found: list[Found]) -> dict[str, float]:
    """Longer words say more; a word said again adds less each time."""
    scores: dict[str, float] = defaultdict(float)
    times: Counter[tuple[str, str]] = Counter()
    for held in found:
        key = (held.word, held.topic)
        times[key] += 1
        early = _FIRST if held.at < _OPENING else 1.0
        scores[held.topic] += early * held.weight / times[key]
    return scores


def _sizes(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    held: dict[str, set[int]] = defaultdict(set)
    for word in words:
        held[word[:2]].add(len(word))
    return {head: tuple(sorted(sizes, reverse=True)) for head, sizes in held.items()}
