"""Other documents that a document carries out or mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.characters import fold, tidy
from kg.model import Citation, Span
from kg.read.numbers import find_number, normal_number

__all__ = ["citations"]

_TITLED = re.compile(
    r"《(?P<title>[^《》]{2,120}(?:[〈《][^〈〉《》]{1,120}[〉》][^《》]{0,80})?)》"
    r"(?P<number>\s?[（(][^（）()\n]{1,14}[〔\[［（(【﹝]\s?\d{4}\s?[〕\]］）)】﹞]\s*第?\s*\d{1,5}\s*[号號][^（）()\n]{0,8}[）)])?"
)
_NUMBERED = re.compile(
    r"[〔\[［【﹝][ \t]?(?:19|20)\d\d[ \t]?[〕\]］】﹞][ \t]?第?[ \t]?\d{1,5}[ \t]?[号號]"
)
_CODE = re.compile(r"[\u4e00-\u9fff]{2,10}$")
# Words that lead up to a number and are no part of its code.
_LEADS_UP = re.compile(
    r".*(?:按照|根据|依据|依照|贯彻|落实|执行|参见|参照|详见|印发|下发|文件|通知|意见|以及|[见与及等的对]的?)"
)
_BEFORE = 30
_CARRIES_OUT = re.compile(r"(?:贯彻|落实|实施|执行)[^，。；：]{0,16}$")
_IN_ROW = re.compile(r"^(?:[（(][^（）()]*[）)])?[、和及与以]{1,2}$")
_SENT = re.compile(
    r"(?:已|已经|业经|经)[^。]{0,60}(?:同意|批准|审议|通过|研究)[^。]{0,20}(?:印发|公布|发布|下发)|印发给|印发实施"
)
_SHORT_NAME = re.compile(r"(?:以下|下)?[简統统]称[：:]?$")
_LAW = re.compile(r"(?:法|条例|宪法)$")


def citations(text: str, start: int, end: int, title: str, number: str) -> tuple[Citation, ...]:
    """Return the citations between two positions, in text order, each document once.

    What the document itself issues (《…》已经…同意，现印发给你们) is none, nor are the short
    names it gives (以下简称《纲要》).

    Args:
        text: The text.
        start: Where the document starts.
        end: Where it ends.
        title: Its own title.
        number: Its own number.
    """
    kept: dict[tuple[str, str], Citation] = {}
    known: dict[str, tuple[str, str]] = {}
    for citation in _all(text, start, end, _own(title), number):
        key = (
            known.get(citation.title)
            or known.get(citation.number)
            or (
                citation.title,
                citation.number,
            )
        )
        before = kept.get(key)
        if before is None or (citation.implements, bool(citation.number)) > (
            before.implements,
            bool(before.number),
        ):
            kept[key] = citation
        for name in (citation.title, citation.number):
            if name:
                known.setdefault(name, key)
    return tuple(sorted(kept.values(), key=lambda citation: citation.span))


def _own(title: str) -> str:
    """Return the names in a title of what it issues, not of what it carries out."""
    folded = fold(title)
    for match in re.finditer("《([^《》]*)》", folded):
        if _CARRIES_OUT.search(folded[: match.start()]):
            folded = folded.replace(match.group(), "")
    return folded


def _all(text: str, start: int, end: int, own: str, number: str) -> Iterator[Citation]:
    numbered = _numbered(text, start, end, number)
    ahead = next(numbered, None)
    shorts: set[str] = set()
    last, carried = start, False
    for match in _TITLED.finditer(text, start, end):
        while ahead and ahead.span.end <= match.start():
            yield ahead
            ahead = next(numbered, None)
        while ahead and ahead.span.start < match.end():
            ahead = next(numbered, None)  # the number in the brackets of this title
        before = fold(text[max(start, match.start() - _BEFORE) : match.start()])
        in_row = bool(_IN_ROW.match(tidy(text[last : match.start()][:40])))
        carried = bool(_CARRIES_OUT.search(before)) or (in_row and carried)
        last = match.end()
        name = tidy(match["title"])
        if _SHORT_NAME.search(tidy(before)):
            shorts.add(name)
        if name in shorts or _issued(text, match, own, name):
            continue
        cited = normal_number(match["number"] or "")
        stop = match.end() if cited else match.end("title") + 1
        yield Citation(Span(match.start(), stop), name, cited, carried)
    while ahead:
        yield ahead
        ahead = next(numbered, None)


def _issued(text: str, match: re.Match[str], own: str, name: str) -> bool:
    """Return whether a title in 《》 is what the document itself issues."""
    folded = fold(name)
    if match["number"]:
        return False
    if folded in own:
        return True
    return bool(_SENT.match(fold(tidy(text[match.end() : match.end() + 80]))))


def _numbered(text: str, start: int, end: int, own: str) -> Iterator[Citation]:
    """Yield the numbers that stand without a title in 《》."""
    done = start
    for match in _NUMBERED.finditer(text, start, end):
        code = _CODE.search(text[max(done, match.start() - 10) : match.start()])
        done = match.end()
        if not code:
            continue
        words = _LEADS_UP.sub("", code.group(), count=1)
        low = match.start() - len(words)
        found = find_number(tidy(text[low : match.end()]))
        if not found or (own and found[0].endswith(own)):
            continue
        low += found[1]
        before = fold(text[max(start, low - _BEFORE) : low])
        if not before or before.isspace() or before.rstrip(" \u3000").endswith(("\n", "\r")):
            continue  # a number at the start of a line heads a document
        yield Citation(Span(low, match.end()), "", found[0], bool(_CARRIES_OUT.search(before)))
