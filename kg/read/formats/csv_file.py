"""CSV and TSV: rows as tab-separated lines; line k of the text is row k of the file."""

from __future__ import annotations

from kg.model import Page
from kg.read.formats.extracted import Extracted
from kg.read.formats.grid import split_csv, table_lines
from kg.read.text import decode

__all__ = ["read"]


def read(data: bytes, name: str) -> Extracted:
    """Read a table in any of the encodings of plain text.

    Raises:
        UnreadableError: If it is no text, or a cell or the table is too large.
    """
    text, _ = decode(data, name)
    lines = table_lines(split_csv(text, name), name)
    return Extracted("\n".join(lines) + "\n", (Page(0, "1", cells=True),))
