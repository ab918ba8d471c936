"""The sections of a document: its headings by their numbers."""

from __future__ import annotations

import re
from collections import Counter

from kg.characters import tidy
from kg.model import Section, Span

__all__ = ["sections"]

_CN = "一二三四五六七八九十百零〇"
_MARKS = (
    rf"(?P<l1>第[ \t]*[{_CN}0-9]{{1,4}}[ \t]*(?:章|篇|部分|编))"
    rf"|(?P<l2>第[ \t]*[{_CN}0-9]{{1,4}}[ \t]*节)"
    rf"|(?P<l3>[{_CN}⼀⼆⼋⼗]{{1,4}}、)|(?P<l4>[（(][{_CN}⼀⼆⼋⼗]{{1,4}}[）)])"
    r"|(?P<l5>[0-9０-９]{1,3}(?:[.．](?![0-9０-９])|、))|(?P<l6>[（(][0-9０-９]{1,3}[）)])"
)
_HEADING = re.compile(rf"[\n\r][ \t\u3000\xa0#*]*(?:{_MARKS})")
_FIRST = re.compile(rf"[ \t\u3000\xa0#*]*(?:{_MARKS})")
# In text without line breaks a heading starts behind a full stop; only 一、 and （一） are safe.
_INLINE = re.compile(
    rf"[。）)][ \t\u3000\xa0]*(?:(?P<l3>[{_CN}]{{1,4}}、)|(?P<l4>[（(][{_CN}]{{1,4}}[）)]))"
)
_SHORT = re.compile(rf"(?P<l4>[（(][{_CN}]{{1,4}}[）)])(?=[^。，；：、\n]{{2,40}}。)")
_COUNTED = frozenset("第条款项0123456789")  # 第（一）项 is no heading
_TITLE_END = re.compile(
    r"[。；：:\r\n\t]|[ \u3000\xa0]{2,}|[（(][一二三四五六七八九十]{1,3}[）)]|\*\*"
)
_CONTENTS = re.compile(r"(?m)^[ \t\u3000]*目[ \t\u3000]*[录錄次][ \t\u3000]*$")
_PAGE = re.compile(r"(?:[.．·…]{2,}\d*|\d+)$")
_LONGEST = 60
_LONG_LINE = re.compile(r"[^\n]{120,}")


def sections(text: str, start: int, end: int) -> tuple[Section, ...]:
    """Return the headings between two positions, in text order.

    Ranks: 1 第一章, 2 第一节, 3 一、, 4 （一）, 5 1., 6 （1）.
    """
    first = _FIRST.match(text, start, end)
    found = [*_found(_HEADING, text, start, end), *_inline(text, start, end)]
    if first and (section := _section(first, end)):
        found.append(section)
    once = {section.span.start: section for section in found}
    return tuple(_without_contents([once[at] for at in sorted(once)], text, start, end))


def _found(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[Section]:
    made = (_section(match, end) for match in pattern.finditer(text, start, end))
    return [section for section in made if section]


def _inline(text: str, start: int, end: int) -> list[Section]:
    """Return the headings inside lines so long that they hold several paragraphs."""
    found = []
    for line in _LONG_LINE.finditer(text, start, end):
        if text.find("\t", line.start(), line.end()) < 0:
            found += _found(_INLINE, text, line.start(), line.end())
            found += _found(_SHORT, text, line.start(), line.end())
    return found


def _section(match: re.Match[str], end: int) -> Section | None:
    """Return the section of a mark, or ``None`` where no title follows it."""
    text = match.string
    level = int(str(match.lastgroup)[1:])
    first = match.start(match.lastindex or 0)
    if match.re is _SHORT and text[first - 1 : first] in _COUNTED:
        return None
    stop = _TITLE_END.search(text, match.end(), min(end, first + _LONGEST + 1))
    last = stop.start() if stop else min(end, first + _LONGEST + 1)
    title = text[first:last].rstrip(" \u3000\xa0*")
    if len(title) > _LONGEST or first + len(title) <= match.end():
        return None
    if "\t" in text[last : last + 1] and level > 2:
        return None  # the number of a table's row
    return Section(Span(first, first + len(title)), level, tidy(title))


def _without_contents(found: list[Section], text: str, start: int, end: int) -> list[Section]:
    """Drop the lines of a contents page inside the document: their headings come again below."""
    contents = _CONTENTS.search(text, start, end)
    if not contents:
        return found
    left = Counter(_PAGE.sub("", section.title) for section in found)
    kept = []
    for section in found:
        name = _PAGE.sub("", section.title)
        left[name] -= 1
        if section.span.start < contents.end() or not left[name]:
            kept.append(section)
    return kept
