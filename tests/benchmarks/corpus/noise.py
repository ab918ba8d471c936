"""Damage done to a text on its way to the reader, with the truth moved along.

Each level holds what the levels below it do:

====  =========================================================================================
 0    as it was written
 1    lines broken at the width of a page, blanks beside digits and inside of names
 2    page numbers between lines and between rows
 3    the same words in other code points: radicals, full-width digits, other brackets
 4    slips of scanning in names: a character misread, dropped, doubled, two of them swapped
====  =========================================================================================

What a slip leaves may be beyond mending, and the truth is what was meant: at level 4 no reader
is right about every name.
"""

from __future__ import annotations

from collections.abc import Sequence

from .draw import Draw
from .edits import Sheet
from .layout import lines_and_pages, scattered_blanks
from .paper import Line, Paper
from .slips import look_alikes, scanning_slips

__all__ = ["LEVELS", "noisy"]

LEVELS = 4


def noisy(paper: Paper, level: int, draw: Draw) -> tuple[str, Sequence[Line]]:
    """Return the text of a paper with the damage of a level, and the truth about it."""
    if not level:
        return paper.text, paper.lines
    sheet = Sheet(paper.text, paper.lines, paper.tables)
    if level >= 4:
        scanning_slips(sheet, draw)
    if level >= 3:
        look_alikes(sheet, draw)
    scattered_blanks(sheet, draw)
    lines_and_pages(sheet, draw, pages=level >= 2)
    return sheet.text, sheet.lines
