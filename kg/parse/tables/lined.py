"""Tables whose rows kept their lines and whose cells are parted by blanks.

``序号 工 作 任 务 牵头部门`` heads them, each row begins with its number and ends in the cells
behind the work, counted from its end, because only the work may hold blanks of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse.brackets import plausible
from kg.parse.clause import read
from kg.parse.tables.grid import Block, Cell, Row
from kg.parse.tables.titles import ROLES, kind_of
from kg.parse.view import clean

__all__ = ["lined_blocks"]

_LINE = regex.compile(r"[^\r\n]+")
_PIECE = regex.compile(r"[^\s|]+")
_NUMBER = regex.compile(r"\(?[0-9]{1,3}\)?[.、]?")
_FEWEST, _MOST = 3, 8  # headings
_LONGEST_GROUP = 30
_BEHIND = (*ROLES, "deadline", "person", "note")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words between blanks: their raw span and how they read."""

    span: Span
    words: str


def lined_blocks(raw: str, span: Span) -> list[Block]:
    """Return the tables of a span that stand one row a line, their cells parted by blanks."""
    lines = [_pieces(raw, match) for match in _LINE.finditer(raw, span.start, span.end)]
    lines = [line for line in lines if line]
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        head = _together(lines[at])
        kinds = [kind_of(piece.words) for piece in head]
        block, at = _table(lines, at + 1, head, kinds) if _heads(kinds) else (None, at + 1)
        blocks += [block] if block else []
    return blocks


def _pieces(raw: str, line: regex.Match[str]) -> list[_Piece]:
    found = _PIECE.finditer(raw, line.start(), line.end())
    return [_Piece(Span(m.start(), m.end()), fold(clean(m.group()))) for m in found]


def _together(line: Sequence[_Piece]) -> list[_Piece]:
    """Join the characters of a word that is set wide: 工 作 任 务."""
    out: list[_Piece] = []
    for wide, run in groupby(line, key=lambda piece: len(piece.words) == 1):
        held = list(run)
        out += [_joined(held)] if wide else held
    return out


def _joined(pieces: Sequence[_Piece]) -> _Piece:
    span = Span(pieces[0].span.start, pieces[-1].span.end)
    return _Piece(span, "".join(piece.words for piece in pieces))


def _heads(kinds: Sequence[str]) -> bool:
    """Number, work, and behind it nothing but columns that can be told by their cells."""
    if not _FEWEST <= len(kinds) <= _MOST or kinds[:2] != ["number", "text"]:
        return False
    return set(kinds[2:]) <= {*_BEHIND} and bool(set(kinds[2:]) & {*ROLES})


def _table(
    lines: Sequence[list[_Piece]], at: int, head: Sequence[_Piece], kinds: Sequence[str]
) -> tuple[Block | None, int]:
    rows: list[Row] = [tuple(_cell([piece]) for piece in head)]
    torn: list[Span] = []
    while at < len(lines):
        line = lines[at]
        if _NUMBER.fullmatch(line[0].words) and len(line) > 1:
            row = _row(line, kinds)
            rows += [row] if row else []
            torn += [] if row else [Span(line[0].span.start, line[-1].span.end)]
        elif _groups(lines, at):
            rows.append((_cell(line),))
        else:
            break
        at += 1
    if len(rows) == 1:
        return None, at
    end = max([cell.end for row in rows for cell in row] + [span.end for span in torn])
    return Block(rows[0][0].start, end, tuple(rows), tuple(torn)), at


def _groups(lines: Sequence[list[_Piece]], at: int) -> bool:
    """Return whether a line heads the rows below it: short, without a stop, a number behind."""
    words = "".join(piece.words for piece in lines[at])
    behind = lines[at + 1 : at + 2]
    numbered = bool(behind) and bool(_NUMBER.fullmatch(behind[0][0].words))
    return numbered and len(words) <= _LONGEST_GROUP and words[-1] not in "。；，："


def _row(line: Sequence[_Piece], kinds: Sequence[str]) -> Row | None:
    """Part a row from its end; ``None`` where a cell of bodies names something else."""
    columns = kinds[2:]
    first = len(line) - len(columns)
    if len(columns) == 1:
        # Bodies may be parted by blanks as well: 市财政局 市审计局.
        while first > 2 and _names(line[first - 1].words):
            first -= 1
    if first < 2:
        return None
    behind = [line[first:]] if len(columns) == 1 else [[piece] for piece in line[first:]]
    for kind, pieces in zip(columns, behind, strict=True):
        if kind in ROLES and not all(_names(piece.words) for piece in pieces):
            return None
    return (_cell(line[:1]), _cell(line[1:first]), *(_cell(pieces) for pieces in behind))


def _names(words: str) -> bool:
    return plausible(read(words, 0, len(words)), words)


def _cell(pieces: Sequence[_Piece]) -> Cell:
    return Cell(pieces[0].span.start, pieces[-1].span.end)
