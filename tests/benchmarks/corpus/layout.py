"""Blanks, lines of a printed page, and what stands between its pages."""

from __future__ import annotations

import re
from bisect import bisect_right

from .draw import Draw
from .edits import Edit, Sheet

__all__ = ["lines_and_pages", "scattered_blanks"]

_BESIDE_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")
_NEVER_FIRST = "，。、；：）》”％%"
_PAGES = ("— {} —", "- {} -", "第 {} 页", "－{}－")


def _flowing(sheet: Sheet, position: int) -> bool:
    """Return whether a position lies outside of the tables."""
    at = bisect_right(sheet.tables, (position, len(sheet.text))) - 1
    return at < 0 or position >= sheet.tables[at][1]


def scattered_blanks(sheet: Sheet, draw: Draw) -> None:
    """Put blanks beside digits, into some names and behind some lines."""
    edits: list[Edit] = []
    if draw.chance(0.4):
        edits += [
            (m.start(), m.start(), " ")
            for m in _BESIDE_DIGITS.finditer(sheet.text)
            if _flowing(sheet, m.start())
        ]
    for line in sheet.lines:
        for start, end, _, _ in line.mentions:
            if end - start > 3 and draw.chance(0.02):
                at = draw.between(start + 1, end - 1)
                edits.append((at, at, " "))
    sheet.apply(edits)


def lines_and_pages(sheet: Sheet, draw: Draw, pages: bool) -> None:
    """Break lines at the width of a page; with page numbers between them where asked for."""
    width = draw.between(28, 44)
    height = draw.between(22, 40) if pages else 0
    mark = draw.of(_PAGES)
    edits: list[Edit] = []
    count = page = start = 0
    while start < len(sheet.text):
        stop = sheet.text.find("\n", start)
        stop = len(sheet.text) if stop < 0 else stop
        for at in [*_breaks(sheet, start, stop, width), stop]:
            count += 1
            full = height and count >= height
            if full:
                page, count = page + 1, 0
                edits.append((at, at, f"\n{mark.format(page)}" + ("\n" if at < stop else "")))
            elif at < stop:
                edits.append((at, at, "\n"))
        start = stop + 1
    sheet.apply(edits)


def _breaks(sheet: Sheet, start: int, stop: int, width: int) -> list[int]:
    """Return where a line is broken; no line begins with a mark that closes something."""
    if stop - start <= width or not _flowing(sheet, start):
        return []
    found = []
    at = start + width
    while at < stop:
        while at < stop and sheet.text[at] in _NEVER_FIRST:
            at += 1
        if at < stop:
            found.append(at)
        at += width
    return found
