"""Tables that lost their ruling, each kind by its own reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from kg.model import Span
from kg.parse.tables.barred import barred_blocks
from kg.parse.tables.comma import comma_blocks
from kg.parse.tables.grid import Block
from kg.parse.tables.lined import lined_blocks
from kg.parse.tables.runon import runon_blocks
from kg.parse.tables.spaced import spaced_blocks
from kg.parse.tables.stacked import stacked_blocks

__all__ = ["loose_blocks"]

_NUMBER_HEADING = regex.compile(r"序\s*号|编\s*号")
_Reader = Callable[[str, Span], list[Block]]
_BY_NUMBER: tuple[_Reader, ...] = (stacked_blocks, runon_blocks, lined_blocks)


def loose_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables without ruling inside a span, in text order."""
    numbered = _NUMBER_HEADING.search(raw, span.start, span.end)
    found: list[Block] = []
    for reader in (comma_blocks, barred_blocks, *(_BY_NUMBER if numbered else ()), spaced_blocks):
        found += [block for gap in _gaps(span, found) for block in reader(raw, gap)]
        found.sort(key=lambda block: block.start)
    return found


def _gaps(span: Span, blocks: Sequence[Block]) -> list[Span]:
    """Return what tables leave of a span."""
    edges = [span.start, *(edge for block in blocks for edge in (block.start, block.end)), span.end]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [Span(start, end) for start, end in pairs if end > start]
