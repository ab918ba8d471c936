"""XLSX workbooks: each visible sheet as tab-separated lines, row k on line k of the sheet.

A merged cell shows its text once, at its upper left corner, as the format itself keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from kg.errors import UnreadableError
from kg.model import Page
from kg.read.formats.archive import Archive
from kg.read.formats.extracted import Extracted, damaged, missing
from kg.read.formats.grid import table_lines

__all__ = ["read"]

_KIND = "XLSX"


def read(data: bytes, name: str) -> Extracted:
    """Read a workbook; formulas show what they last came to.

    Raises:
        UnreadableError: If it is damaged, locked, a bomb, or openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook  # noqa: PLC0415  # only for this format
    except ImportError as error:
        raise missing("openpyxl", _KIND, name) from error
    # A workbook's own lists say which parts are its sheets, by whatever names.
    Archive(data, name, _KIND, every=True).check_parts()
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return _joined([(sheet.title, table_lines(_rows(sheet), name)) for sheet in sheets])
    except UnreadableError:
        raise
    # What openpyxl raises for a damaged file is whatever its code stumbles over.
    except Exception as error:
        raise damaged(_KIND, name, f"{type(error).__name__}: {error}") from error


def _joined(sheets: Iterable[tuple[str, list[str]]]) -> Extracted:
    pages = []
    pieces = []
    size = 0
    for title, lines in sheets:
        text = "\n".join(lines).rstrip("\n") + "\n\n"
        pages.append(Page(size, title, cells=True))
        pieces.append(text)
        size += len(text)
    return Extracted("".join(pieces), tuple(pages))


def _rows(sheet: Any) -> Iterator[list[str]]:  # openpyxl's read-only sheet has no type
    sheet.reset_dimensions()  # what the file says of its size may be far from what it holds
    for row in sheet.iter_rows():
        cells = [_shown(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _shown(cell: Any) -> str:  # a cell holds whatever was typed into it
    """Return a cell's value about as the sheet shows it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, (datetime, date, time)):
        return _moment(value, cell.number_format)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    return str(value)


def _moment(value: date | time, shape: str) -> str:
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(sep=" ")
    if isinstance(value, time):
        return value.isoformat()
    if "年" in shape:
        day = f"{value.day}日" if "d" in shape.lower() else ""
        return f"{value.year}年{value.month}月{day}"
    return value.strftime("%Y-%m-%d")


def _number(value: float, shape: str) -> str:
    if "%" in shape:
        return f"{float(format(value * 100, '.12g')):g}%"
    # Without the last digits, in which 0.1 + 0.2 differs from 0.3.
    return format(Decimal(format(value, ".15g")), "f")
