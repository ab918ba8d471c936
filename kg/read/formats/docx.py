"""DOCX: paragraphs and tables in the order of the document.

Text is taken from the XML itself, so that what stands inside of smart tags, content controls and
text boxes is kept; deleted passages, field codes and the older copy of a drawing are not. Numbers
that Word counts by itself (一、 （一） 1.) are written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.read.formats.archive import Archive
from kg.read.formats.extracted import MOST_TEXT, Extracted, damaged, too_large
from kg.read.formats.grid import cell_text, table_lines
from kg.read.formats.numbering import Numbering
from kg.read.formats.xml import part_root

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_KIND = "DOCX"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    {f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr")}
    | {f"{_MC}Fallback"}
)
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_DEEPEST = 60


def read(data: bytes, name: str) -> Extracted:
    """Read a document.

    Raises:
        UnreadableError: If it is damaged, locked, a bomb, or lxml is not installed.
    """
    archive = Archive(data, name, _KIND)
    root = part_root(archive, "word/document.xml")
    if root is None:
        raise damaged(_KIND, name, "it has no word/document.xml")
    numbering = Numbering(
        part_root(archive, "word/numbering.xml"),
        part_root(archive, "word/styles.xml"),
    )
    body = root.find(f"{_W}body")
    lines = [] if body is None else list(_blocks(body, numbering, name, 0))
    text = "\n".join(lines) + "\n"
    if len(text) > MOST_TEXT:
        raise too_large(f"it holds more than {MOST_TEXT:,} characters", name)
    return Extracted(text)


def _blocks(parent: _Element, numbering: Numbering, name: str, depth: int) -> Iterator[str]:
    """Yield the lines of the paragraphs and tables below an element."""
    if depth > _DEEPEST:
        raise too_large(f"its tables are nested more than {_DEEPEST} deep", name)
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, numbering)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, numbering, name, depth)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child, numbering, name, depth + 1)


def _paragraph(paragraph: _Element, numbering: Numbering) -> list[str]:
    """Return the lines of a paragraph, those of its text boxes after its own."""
    own: list[str] = []
    boxes: list[str] = []
    for place, words in _words(paragraph):
        (boxes if place else own).append(words)
    lines = (numbering.label(paragraph) + "".join(own)).split("\n")
    return lines + [line for line in "".join(boxes).split("\n") if line.strip()]


def _words(paragraph: _Element) -> Iterator[tuple[int, str]]:
    """Yield the pieces of text in a paragraph and how many text boxes they stand in."""
    stack = [(child, 0) for child in reversed(paragraph)]
    while stack:
        element, boxes = stack.pop()
        tag = element.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{_W}t":
            yield boxes, element.text or ""
        elif tag in _BREAKS:
            yield boxes, _BREAKS[tag]
        if tag == f"{_W}txbxContent":
            boxes += 1
        if tag == f"{_W}p" and boxes:
            yield boxes, "\n"
        stack.extend((child, boxes) for child in reversed(element))


def _table(table: _Element, numbering: Numbering, name: str, depth: int) -> list[str]:
    """Return a table as tab-separated lines; a table of one column, as its paragraphs."""
    rows = [list(_cells(row)) for row in _rows(table)]
    if all(len(row) <= 1 for row in rows):
        cells = [cell for row in rows for cell, _, _ in row]
        return [line for cell in cells for line in _blocks(cell, numbering, name, depth + 1)]
    return table_lines((_row(row, numbering, name, depth) for row in rows), name)


def _row(
    row: list[tuple[_Element, int, bool]], numbering: Numbering, name: str, depth: int
) -> list[str]:
    """Return the cells of a row; a merged cell shows its text once and is empty after that."""
    out = []
    for cell, columns, goes_on in row:
        lines = [] if goes_on else list(_blocks(cell, numbering, name, depth + 1))
        out.append(cell_text(" ".join(lines)))
        out.extend([""] * (columns - 1))
    return out


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _rows(child)


def _cells(row: _Element) -> Iterator[tuple[_Element, int, bool]]:
    """Yield the cells of a row, over how many columns each runs, and whether it goes on above."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child, _columns(child), _goes_on(child)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _cells(child)


def _columns(cell: _Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = "" if span is None else span.get(f"{_W}val", "")
    return min(max(int(value), 1), 256) if value.isdecimal() and len(value) < 6 else 1


def _goes_on(cell: _Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"
