"""The text of parts of a web page: blocks on lines of their own, tables as lines of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.read.formats.grid import cell_text, table_lines
from kg.read.formats.page import BLOCKS

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["text_of"]

_SPACE = re.compile(r"[ \t\r\n\f]+")
# A break of the source between two Chinese characters is no blank of the text.
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
_LONGEST_CELL = 3000
_MOST_COLUMNS = 256
_MOST_ROWS = 65_534
_CELLS = ("td", "th")


def text_of(parts: Iterable[_Element], name: str) -> str:
    """Return the text of elements, one after the other."""
    lines: list[str] = []
    for part in parts:
        lines += _lines(part, name)
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n") + "\n"


def _lines(part: _Element, name: str) -> list[str]:
    from lxml import etree  # noqa: PLC0415  # only for this format

    lines: list[str] = []
    words: list[str] = []

    def end_line() -> None:
        line = _SPACE.sub(" ", "".join(words)).strip(" ")
        words.clear()
        if line:
            lines.append(line)

    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        block = element.tag in BLOCKS
        if event == "start":
            table = element.tag == "table" and _rows_of(element)
            if table:
                end_line()
                lines += ["", *table_lines(_grid(table), name), ""]
                walk.skip_subtree()
                continue
            if block or element.tag == "br":
                end_line()
            words.append(_WRAPPED.sub("", element.text or ""))
            continue
        if block:
            end_line()
        if element is not part:
            words.append(_WRAPPED.sub("", element.tail or ""))
    end_line()
    return lines


def _rows_of(table: _Element) -> list[list[_Element]]:
    """Return the rows of a table of data; empty for one that only places things on the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    rows = [list(row.iterchildren(*_CELLS)) for row in table.iter("tr")]
    if sum(len(row) > 1 for row in rows) < 2:
        return []
    long = any(
        sum(len(str(text)) for text in cell.itertext()) > _LONGEST_CELL
        for row in rows
        for cell in row
    )
    return [] if long else rows


def _grid(rows: list[list[_Element]]) -> Iterator[list[str]]:
    """Yield the rows with a place for every column; a merged cell shows its text once."""
    reaching: dict[int, int] = {}  # column -> rows that a cell above still covers
    for row in rows:
        out: list[str] = []
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or any(column >= len(out) for column in reaching):
            column = len(out)
            if reaching.get(column, 0):
                out.append("")
                continue
            if cell is None:
                out.append("")
                continue
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            out += [_cell(cell), *[""] * (width - 1)]
            if height > 1:
                reaching |= {column + k: height for k in range(width)}
            cell = next(cells, None)
            if len(out) > _MOST_COLUMNS:
                break
        reaching = {column: left - 1 for column, left in reaching.items() if left > 1}
        yield out


def _span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    most = _MOST_COLUMNS if name == "colspan" else _MOST_ROWS
    return min(max(int(value), 1), most) if value.isdecimal() and len(value) < 6 else 1


def _cell(cell: _Element) -> str:
    pieces = []
    for element in cell.iter("*"):
        if element is not cell and (element.tag in BLOCKS or element.tag == "br"):
            pieces.append("\n")
        pieces.append(_WRAPPED.sub("", element.text or ""))
        if element is not cell:
            pieces.append(
                ("\n" if element.tag in BLOCKS else "") + _WRAPPED.sub("", element.tail or "")
            )
    return cell_text("".join(pieces))
