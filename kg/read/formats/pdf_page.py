"""The text of a PDF page in reading order, with its ruled tables as tab-separated lines."""

from __future__ import annotations

import re
from typing import Any

from kg.read.formats.pdf_rules import Table, ruled_tables

__all__ = ["page_text"]

# PDFium's signs for a hyphen at the end of a line and for what it cannot map.
_SIGNS = str.maketrans("", "", "\ufffe\x02\x00")
_LINE_BREAKS = re.compile(r"\r\n?")


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
    cells: dict[int, dict[tuple[int, int], list[str]]] = {k: {} for k in range(len(tables))}
    at: dict[int, int] = {}
    last: tuple[int, tuple[int, int]] | None = None
    for index, char in enumerate(text):
        if char in "\r\n":
            if last is None:
                pieces.append(char)
            else:
                cells[last[0]][last[1]].append(" ")
            continue
        left, bottom, right, top = layer.get_charbox(index)
        place = _place(tables, (left + right) / 2, (bottom + top) / 2)
        if place is None:
            if last is not None:
                pieces.append("\n")
            pieces.append(char)
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


def _place(tables: list[Table], x: float, y: float) -> tuple[int, tuple[int, int]] | None:
    for number, table in enumerate(tables):
        cell = table.cell_at(x, y)
        if cell is not None:
            return number, cell
    return None


def _written(table: Table, cells: dict[tuple[int, int], list[str]]) -> str:
    rows = []
    for row in range(table.rows):
        out = [" ".join("".join(cells.get((row, k), [])).split()) for k in range(table.columns)]
        rows.append("\t".join(out))
    return "\n".join(row for row in rows if row.strip())
