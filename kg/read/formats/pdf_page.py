"""The text of a PDF page in reading order, with its ruled tables as tab-separated lines."""

from __future__ import annotations

import re
from typing import Any

from kg.read.formats.pdf_rules import Table, ruled_tables

__all__ = ["page_text"]

# PDFium's signs for a hyphen at the end of a line and for what it cannot map.
_SIGNS = str.maketrans("", "", "\ufffe\x02\x00")
_ROOM = 1.0  # widths of a character
_PADDING = 5.5  # points between the text of a cell and its border, as word processors set it
_CLOSING = "，。、；：？！）》”’"
_LINE_BREAKS = re.compile(r"\r\n?")


_Cell = tuple[int, int]


def page_text(page: Any) -> str:  # pypdfium2 has no stubs
    """Return the text of a page; table cells show merged text once, in their upper left place."""
    layer = page.get_textpage()
    try:
        text = layer.get_text_range()
        tables = ruled_tables(page)
        if tables and len(text) == layer.count_chars():
            text = _with_tables(text, layer, tables)
    finally:
        layer.close()
    return _LINE_BREAKS.sub("\n", text).translate(_SIGNS).rstrip("\n")


def _with_tables(text: str, layer: Any, tables: list[Table]) -> str:
    """Return the text with every table written out where its first character stands."""
    pieces: list[str] = []
    cells: list[dict[_Cell, list[str]]] = [{} for _ in tables]
    at: dict[int, int] = {}
    last: tuple[int, _Cell] | None = None
    box = (0.0, 0.0, 0.0, 0.0)
    for index, char in enumerate(text):
        if char in "\r\n":
            if last is None:
                pieces.append(char)
            elif not _fills(tables[last[0]].right_of(last[1]), box, text[index + 1 : index + 5]):
                cells[last[0]][last[1]].append(" ")
            continue
        box = layer.get_charbox(index)
        place = _place(tables, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if place is None:
            pieces.append(char if last is None else f"\n{char}")
        else:
            table, cell = place
            if table not in at:
                at[table] = len(pieces)
                pieces.append("")
            cells[table].setdefault(cell, []).append(char)
        last = place
    for table, position in at.items():
        pieces[position] = "\n" + _written(tables[table], cells[table]) + "\n"
    return re.sub(r"\n{2,}", "\n", _LINE_BREAKS.sub("\n", "".join(pieces))).lstrip("\n")


def _fills(right: float, box: tuple[float, float, float, float], below: str) -> bool:
    """Return whether a line of a cell goes on below because the cell is full.

    No other character would have found room: the line was wrapped, in mid-word as it may be. A
    character that a comma follows goes down together with it.
    """
    second = below.strip()[1:2]
    together = second != "" and second in _CLOSING
    room = (_ROOM + together) * (box[2] - box[0])
    return right - box[2] < room + _PADDING


def _place(tables: list[Table], x: float, y: float) -> tuple[int, _Cell] | None:
    for number, table in enumerate(tables):
        cell = table.cell_at(x, y)
        if cell is not None:
            return number, cell
    return None


def _written(table: Table, cells: dict[_Cell, list[str]]) -> str:
    rows = []
    for row in range(table.rows):
        out = [" ".join("".join(cells.get((row, k), [])).split()) for k in range(table.columns)]
        rows.append("\t".join(out))
    return "\n".join(row for row in rows if row.strip())
