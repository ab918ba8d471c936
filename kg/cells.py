"""Cells of CSV files that spreadsheets show and never run.

A cell that would be taken for a formula gets an apostrophe before it. Reading takes it off again,
so that what is read equals what was written, character by character.
"""

from __future__ import annotations

import re

__all__ = ["guard", "unguard"]

# What spreadsheets take for the start of a formula, its full-width forms included, and what
# they skip before one. Apostrophes before it count, so that taking one off is always right.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_BEGINS = frozenset("'=+-@＝＋－＠\t\r\n")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet runs.

    >>> guard("=1+1"), guard("1+1")
    ("'=1+1", '1+1')
    """
    # Most cells begin otherwise, and are not looked at twice.
    return f"'{cell}" if cell[:1] in _BEGINS and _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return a cell as it was before guarding."""
    return cell[1:] if _GUARDED.match(cell) else cell
