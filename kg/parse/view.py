"""A folded view of raw text, for matching, with the way back to raw offsets.

The raw text stays as it is. The view leaves out what carries no meaning inside a word (blanks,
line breaks, page numbers on lines of their own, control, zero-width and private-use characters)
and shows each remaining character in one form: half-width letters and digits, one kind of
bracket, Chinese punctuation, simplified characters, ordinary characters for Kangxi radicals.
Folding is one to one, so a position in the view is a position in the raw text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from kg.characters import fold, plain
from kg.model import Span

__all__ = ["View", "clean", "running_text"]

# Left out: blanks (the ideographic one too), the marks of Markdown, control, format and
# private-use characters, bidi marks.
_KEPT = regex.compile(r"[^\s*#\p{Cc}\p{Cf}\p{Co}\p{Cs}]+")
_DROPPED = regex.compile(
    r"[\s\p{Cc}\p{Cf}\p{Co}\p{Cs}]+|</?[A-Za-z][^<>]{0,40}>|&(?:nbsp|#\d{1,6});|[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]"
)

_MARKUP = re.compile("[<&(（]")  # where what is more than blanks begins

_BLANK = r"[^\S\r\n]"
PAGE_LINE = regex.compile(
    rf"(?<![^\r\n]){_BLANK}*(?:[—–―‐－-]{{1,3}}{_BLANK}*[0-9０-９]{{1,4}}{_BLANK}*[—–―‐－-]{{1,3}}"
    rf"|第{_BLANK}*[0-9０-９]{{1,4}}{_BLANK}*页(?:{_BLANK}*[,，/]?{_BLANK}*共{_BLANK}*[0-9０-９]{{1,4}}{_BLANK}*页)?)"
    rf"{_BLANK}*(?![^\r\n])"
)
"""A page number on a line of its own; it may stand in the middle of a name.
+ — 3 —, - 3 -, 第3页 共12页  - 3, -3, 第3章"""

_PAGE_HINT = regex.compile(rf"[0-9０-９]{_BLANK}*[—–―‐－页-]")  # in every page number


def clean(text: str) -> str:
    """Return a mention as a name: without blanks, pages, markup, readings in pinyin, radicals.

    What is left out may stand inside of markup, and let it be seen.
    """
    marked = _MARKUP.search(text)
    if not marked and text.isprintable() and " " not in text:
        return plain(text)  # as most names are: no other blank prints, and no control character
    if _PAGE_HINT.search(text) and ("\n" in text or "\r" in text):
        text = PAGE_LINE.sub("", text)
    while (left := _DROPPED.sub("", text)) != text:
        text = left
        if not marked:
            break
    return plain(text)


def _runs(raw: str, part: Span) -> Iterator[regex.Match[str]]:
    """Yield the runs of characters that a view shows, page numbers left out."""
    at = part.start
    for page in _page_lines(raw, part):
        yield from _KEPT.finditer(raw, at, page.start())
        at = page.end()
    yield from _KEPT.finditer(raw, at, part.end)


def _page_lines(raw: str, part: Span) -> Iterator[regex.Match[str]]:
    at = line = max(0, part.start - 1)  # a line may start right here
    for hint in _PAGE_HINT.finditer(raw, part.start, part.end):
        start = 1 + max(raw.rfind(end, at, hint.start()) for end in "\r\n")
        line, at = start or line, hint.start()
        page = PAGE_LINE.match(raw, line, part.end) if line >= part.start else None
        if page:
            yield page
            line = -1


@dataclass(frozen=True, slots=True)
class View:
    """Folded text with the runs it was put together from.

    Attributes:
        text: The folded text.
        starts: Where each run starts in ``text``.
        raws: Where each run starts in the raw text.
        lines: Positions in ``text`` at which a raw line starts.
    """

    text: str
    starts: Sequence[int]
    raws: Sequence[int]
    lines: frozenset[int]

    @classmethod
    def of(cls, raw: str, ranges: Iterable[Span], cuts: Collection[int] = frozenset()) -> View:
        """Fold the given ranges of the raw text into one view.

        Args:
            raw: The raw text.
            ranges: What to show of it, in order.
            cuts: Raw offsets of words before which a line break is shown, not left out.
        """
        pieces: list[str] = []
        starts: list[int] = []
        raws: list[int] = []
        lines: set[int] = set()
        length = 0
        for part in ranges:
            lines.add(length)
            end = part.start
            for match in _runs(raw, part):
                start = match.start()
                gap = raw[end:start]
                if "\n" in gap or "\r" in gap:
                    lines.add(length)
                if start in cuts:
                    starts.append(length)
                    raws.append(start - 1)
                    pieces.append("\n")
                    length += 1
                starts.append(length)
                raws.append(start)
                pieces.append(match.group())
                end = match.end()
                length += end - start
        return cls(fold("".join(pieces)), tuple(starts), tuple(raws), frozenset(lines))

    def raw(self, position: int) -> int:
        """Return the raw offset of the character at ``position``."""
        run = bisect_right(self.starts, position) - 1
        return self.raws[run] + position - self.starts[run]

    def span(self, start: int, end: int) -> Span:
        """Return the raw span of ``text[start:end]``, which must not be empty."""
        run = bisect_right(self.starts, start) - 1
        shift = self.raws[run] - self.starts[run]
        if run + 1 == len(self.starts) or end <= self.starts[run + 1]:
            return Span(start + shift, end + shift)  # as most are, inside one run
        return Span(start + shift, self.raw(end - 1) + 1)

    def breaks(self, start: int, end: int) -> list[int]:
        """Return the positions inside ``(start, end)`` before which blanks were left out."""
        low, high = bisect_right(self.starts, start), bisect_left(self.starts, end)
        return list(self.starts[low:high])

    def at(self, raw: int) -> int:
        """Return the first position whose character stands at ``raw`` or after it."""
        run = bisect_right(self.raws, raw) - 1
        if run < 0:
            return 0
        run_end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(self.starts[run] + raw - self.raws[run], run_end)


@lru_cache(maxsize=2)
def running_text(raw: str, ranges: tuple[Span, ...]) -> View:
    """Return the view of stretches of text that several readers look through one after another."""
    return View.of(raw, ranges)
