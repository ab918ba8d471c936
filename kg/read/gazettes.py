"""Where the documents of a gazette, or of any file with several, start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kg.characters import fold, tidy
from kg.read.lines import Kind, Line, classify, lines_of
from kg.read.titles import Title, title_at, titled_before

__all__ = ["document_starts"]

# Year and count of a document number, wherever they stand.
_NUMBERED = re.compile(
    r"[〔\[［（(【﹝][ \t]*(?:19|20|１９|２０)[0-9０-９ ]{2,4}[〕\]］）)】﹞]"
    r"[ \t]*第?[ \t]*[0-9０-９]{1,5}[ \t]*[号號]"
)
_TITLES = {Kind.WORDS, Kind.ORGANS, Kind.DATE, Kind.TEXT}
_BEFORE = 1200
_AFTER = 600
_FEWEST = 2
_LEAST_TEXT = 24
_LONGEST_NUMBER_LINE = 160
_CONTENTS = re.compile(r"目[ \t\u3000]*[录錄]")
_CONTENTS_SIZE = 20_000
_LEADERS = re.compile(r"[·….．]{3,}")
_KEY = 8


def document_starts(text: str) -> list[int]:
    """Return where the documents inside a text start; empty or one entry if it is a single one."""
    found = dict(_numbered(text))
    for start in _listed(text):
        found.setdefault(start, start)
    return _with_text(text, sorted(found.items()))


def _with_text(text: str, found: list[tuple[int, int]]) -> list[int]:
    """Drop what is no more than an entry of a contents page: nothing follows its number."""
    starts = []
    for k, (start, head_end) in enumerate(found):
        after = found[k + 1][0] if k + 1 < len(found) else len(text)
        if len(text[head_end : min(after, head_end + 4 * _LEAST_TEXT)].split()) == 0:
            continue
        if len(tidy(text[head_end : min(after, head_end + 200)])) < _LEAST_TEXT:
            continue
        starts.append(start)
    return starts


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each head whose number stands on a line of its own."""
    done = 0
    for match in _NUMBERED.finditer(text):
        if match.start() < done:
            continue
        line = _line_around(text, match.start(), match.end())
        if line is None or classify(line) is not Kind.NUMBER:
            continue
        head = _head_above(text, done, line) or _head_below(text, line)
        if head is not None:
            yield head
            done = head[1]


def _line_around(text: str, start: int, end: int) -> Line | None:
    low = text.rfind("\n", max(0, start - _LONGEST_NUMBER_LINE), start) + 1
    high = text.find("\n", end, end + _LONGEST_NUMBER_LINE)
    if not low and start > _LONGEST_NUMBER_LINE:
        return None
    if high < 0:
        high = min(len(text), end + _LONGEST_NUMBER_LINE)
    return next((x for x in lines_of(text, low, high) if x.end > start), None)


def _head_above(text: str, done: int, number: Line) -> tuple[int, int] | None:
    """Return start and end of the head whose title stands above its number."""
    lines: list[Line] = [number]
    kinds: list[Kind] = [Kind.NUMBER]
    for line in _upwards(text, max(done, number.start - _BEFORE), number.start):
        kind = classify(line)
        if kind not in _TITLES:
            break
        lines.insert(0, line)
        kinds.insert(0, kind)
    title = titled_before(lines, kinds, len(lines) - 1)
    return (_indent(lines[title.first]), number.end) if title else None


def _upwards(text: str, low: int, high: int) -> Iterator[Line]:
    """Yield the lines with words between two positions, the last first, and at most ten."""
    left = 10
    while high > low and left:
        start = max(text.rfind("\n", low, high), text.rfind("\r", low, high), low - 1) + 1
        for line in lines_of(text, start, high):
            yield line
            left -= 1
        high = start - 1


def _head_below(text: str, number: Line) -> tuple[int, int] | None:
    """Return start and end of the head whose title stands below its number, as in a letter."""
    below = lines_of(text, number.end, min(len(text), number.end + _AFTER))
    first = next(below, None)
    if first is None or classify(first) not in _TITLES:
        return None
    lines = [first, *islice(below, 7)]
    kinds = [classify(line) for line in lines]
    title = title_at(lines, kinds, 0)
    if not title or not title.complete or not _addressed(kinds, title):
        return None
    above = list(lines_of(text, max(0, number.start - 200), number.start))
    letterhead = above and classify(above[-1]) in (Kind.BANNER, Kind.ORGANS)
    return _indent(above[-1] if letterhead else number), lines[title.last].end


def _addressed(kinds: list[Kind], title: Title) -> bool:
    after = kinds[title.last + 1 : title.last + 3]
    return Kind.SALUTATION in after


def _indent(line: Line) -> int:
    return line.start + len(line.raw) - len(line.raw.lstrip())


def _listed(text: str) -> Iterator[int]:
    """Yield where a title of the contents page stands in the text, for documents without number."""
    contents = _CONTENTS.search(text, 0, _CONTENTS_SIZE)
    if not contents:
        return
    titles, after = _entries(text, contents.end())
    if len(titles) < _FEWEST:
        return
    keys = {title[:_KEY] for title in titles}
    for line in lines_of(text, after):
        if line.folded[:_KEY] not in keys or _LEADERS.search(line.raw):
            continue
        lines = list(islice(lines_of(text, line.start, min(len(text), line.start + _AFTER)), 8))
        title = title_at(lines, [classify(one) for one in lines], 0)
        if title and fold(tidy(title.words)) in titles:
            yield _indent(line)


def _entries(text: str, start: int) -> tuple[set[str], int]:
    """Return the folded titles of the contents page and where it ends."""
    titles: set[str] = set()
    words, after = "", start
    for line in lines_of(text, start, min(len(text), start + _CONTENTS_SIZE)):
        leader = _LEADERS.search(line.raw)
        words += fold(tidy(line.raw[: leader.start()] if leader else line.raw))
        if leader:
            titles.add(re.sub(r"\([^()]*\(\d{4}\)\d+号\)$", "", words))
            words, after = "", line.end
        elif len(words) > 4 * _AFTER:
            break
    return titles, after
