"""Rows of cells as lines of text: cells end at tabs, rows at line breaks, and nowhere else."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from kg.errors import UnreadableError
from kg.read.formats.extracted import MOST_TEXT, too_large

__all__ = ["MOST_CELLS", "cell_text", "split_csv", "table_lines"]

MOST_CELLS = 2_000_000
"""Cells that the tables of one file may hold, empty ones included."""

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 20


def cell_text(text: str) -> str:
    """Return what stands in a cell on one line: its own breaks and tabs become blanks."""
    return " ".join(text.split())


def table_lines(rows: Iterable[Sequence[str]], name: str) -> list[str]:
    """Return one line for each row.

    Raises:
        UnreadableError: If there are more cells than ``MOST_CELLS``.
    """
    lines = []
    cells = size = 0
    for row in rows:
        line = "\t".join(cell_text(cell) for cell in row)
        cells += len(row) + 1
        size += len(line) + 1
        if cells > MOST_CELLS or size > MOST_TEXT:
            raise too_large(f"its tables hold more than {MOST_CELLS:,} cells", name)
        lines.append(line)
    return lines


def split_csv(text: str, name: str) -> list[list[str]]:
    """Return the rows of a text whose cells are parted by a comma, tab, semicolon or bar.

    Raises:
        UnreadableError: If a cell is larger than any cell may be.
    """
    reader = csv.reader(StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text))
    try:
        return list(reader)
    except csv.Error as error:
        raise UnreadableError(
            f"this is no table: {error} in line {reader.line_num}",
            place=name,
            remedy="Save it as CSV again, with cells in quotation marks where they hold commas",
        ) from error


def _delimiter(text: str) -> str:
    """Return the sign that parts most of the first lines, the comma before all others."""
    head = text[:100_000].splitlines()[:_SAMPLE_LINES]
    counts = [sum(sign in line for line in head) for sign in _DELIMITERS]
    return _DELIMITERS[counts.index(max(counts))]
