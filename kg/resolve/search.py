"""Many words looked for in a text at once, by an Aho-Corasick automaton.

References:
    Aho, A. V., & Corasick, M. J. (1975). Efficient string matching: an aid to bibliographic
    search. Communications of the ACM, 18(6), 333-340.
"""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

__all__ = ["Found", "Words"]

Found = tuple[int, str]
"""Where a word begins, and the word."""


class Words:
    """Words to look for.

    Args:
        words: The words.
        overlapping: Whether every one is found wherever it stands; else the longest at each
            place, none inside another.
    """

    def __init__(self, words: Iterable[str], *, overlapping: bool = False) -> None:
        self._words = tuple(dict.fromkeys(words))
        self._overlapping = overlapping
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        self._automaton = AhoCorasick(self._words, matchkind=kind)

    def find(self, text: str) -> list[Found]:
        """Return the words in a text; in the order of their places unless they overlap."""
        try:
            found = self._automaton.find_matches_as_indexes(text, self._overlapping)
        except UnicodeEncodeError:  # half of a surrogate pair: no word has one
            return self.find(text.encode(errors="replace").decode())
        return [(start, self._words[number]) for number, start, _ in found]
