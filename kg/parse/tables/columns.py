"""What the columns of a table mean, read from its heading rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from kg.characters import fold
from kg.model import Span
from kg.parse import grammar
from kg.parse.tables.grid import Cell, Row, untagged
from kg.parse.tables.titles import (
    KINDS,
    column_role,
    is_office,
    of_bodies,
    tier_inside,
    with_duties,
)
from kg.parse.view import clean

__all__ = ["ROLE_KINDS", "Column", "Plan", "heading_rows", "plan", "unit_of", "words"]

_MOST_HEADING = 30
_CACHED = 1 << 12  # cells whose words are remembered
_UNITS = ("自治区", "省", "市", "县", "区", "州", "盟", "旗")
# The tier at the head of a title: 省级任务, 浙江省工作任务; 市场 names none.
_UNIT_AHEAD = regex.compile(
    r"^[\p{Han}]{0,8}?(?P<unit>自治区|省|市(?!场)|县|区(?!域)|州|盟|旗)(?:级|直|层面|本级)?"
)

_OF_WORK = regex.compile(r"任务|措施|内容|事项|举措")

ROLE_KINDS = frozenset({"lead", "main", "support", "resp"})
"""The kinds of columns that hold bodies with a role."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        kind: ``lead``, ``main``, ``support``, ``resp``, ``number``, ``deadline``, ``person``,
            ``note``, ``text`` or ``other``.
        tier: Prefix the heading gives to bodies without one (``自治区``, ``市``), or empty.
        place: The tier as the heading writes it (``柳州市``), or empty.
        title: The heading's words without blanks.
        span: Where the heading stands; ``None`` for a table without headings.
    """

    kind: str
    tier: str
    place: str
    title: str
    span: Span | None


Plan = tuple[Column, ...]


def words(raw: str, row: Row) -> list[str]:
    """Return the folded words of each cell."""
    return [_words(raw, cell) for cell in row]


def _words(raw: str, cell: Cell) -> str:
    text = raw[cell.start : cell.end]
    if "<" in text or "&" in text:
        return fold("".join(clean(part.of(raw)) for part in untagged(raw, cell.span)))
    return _folded(text)


@lru_cache(maxsize=_CACHED)
def _folded(text: str) -> str:
    return fold(clean(text))


def heading_rows(texts: Sequence[Sequence[str]], at: int) -> int:
    """Return how many rows from ``at`` on are heading rows; 0 if none gives a role.

    Args:
        texts: The words of each row's cells.
        at: Number of a row.
    """
    below = texts[at + 1] if at + 1 < len(texts) else ()
    if _is_heading(texts[at]):
        return 2 if below != texts[at] and _is_heading(below) else 1
    upper = _is_upper(texts[at]) and _is_heading(below) and not _stood_alone(texts, at)
    return 2 if upper else 0


def _stood_alone(texts: Sequence[Sequence[str]], at: int) -> bool:
    """Return whether the row below is a heading that a new page repeats without this row."""
    first = texts.index(texts[at + 1])
    return first < at and (first == 0 or texts[first - 1] != texts[at])


def _is_heading(cells: Sequence[str]) -> bool:
    if not _is_upper(cells):
        return False
    roles = [role for role in map(column_role, cells) if role]
    return len(roles) > 1 or any(role not in _ONLY_BESIDE for role in roles)


def _is_upper(cells: Sequence[str]) -> bool:
    filled = [c for c in cells if c]
    return len(filled) >= 2 and all(len(c) <= _MOST_HEADING for c in filled)


_ONLY_BESIDE = ("guide", "owner")


def plan(raw: str, upper: Row | None, lower: Row) -> Plan:
    """Return the meaning of each column from one or two heading rows."""
    low = words(raw, lower)
    high = words(raw, upper) if upper else [""] * len(low)
    if upper and len(low) < len(high):
        upper, high, lower, low = _spread(upper, high, lower, low)
    width = max(len(low), len(high))
    low += [""] * (width - len(low))
    high += [""] * (width - len(high))
    first_role = next((i for i, title in enumerate(low) if column_role(title)), width)
    out = []
    above = ""
    for i in range(width):
        if i >= first_role and high[i]:
            above = high[i]
        title = low[i] or high[i]
        row = lower if low[i] or upper is None else upper
        span = row[min(i, len(row) - 1)].span
        out.append(_column(title, above if i >= first_role and low[i] else "", span))
    return _with_members(_with_others(_with_beside(_with_duties(out))))


def _with_duties(columns: Sequence[Column]) -> Sequence[Column]:
    """Let a column of duties beside one of offices be their work: 涉及部门 | 职责分工."""
    kinds = with_duties([c.kind for c in columns], [c.title for c in columns])
    return [replace(column, kind=kind) for column, kind in zip(columns, kinds, strict=True)]


def _with_beside(columns: Sequence[Column]) -> Plan:
    """Let those who own the work be responsible and those who guide support, beside others."""
    owned = sum(column.kind in (*ROLE_KINDS, "guide", "owner") for column in columns) > 1
    done = any(column.kind in (*ROLE_KINDS, "owner") for column in columns)
    kinds = {"owner": "resp" if owned else "other", "guide": "support" if done else "other"}
    return tuple(replace(column, kind=kinds.get(column.kind, column.kind)) for column in columns)


def _with_members(columns: Plan) -> Plan:
    """Let a column of 成员单位 support a lead, or hold those whose duties stand beside it."""
    led = any(column.kind == "lead" for column in columns)
    duties = any(grammar.HEADING_DUTIES.search(c.title) for c in columns if c.kind == "text")
    kind = "support" if led else "resp" if duties else "other"
    return tuple(
        replace(column, kind=kind) if grammar.HEADING_MEMBERS.match(column.title) else column
        for column in columns
    )


def _with_others(columns: Sequence[Column]) -> Plan:
    """Let a column of 相关部门 support the one before it that leads."""
    out: list[Column] = []
    lead: Column | None = None
    for column in columns:
        lead = column if column.kind == "lead" else lead
        if lead and column.kind == "other" and grammar.HEADING_OTHERS.match(column.title):
            out.append(replace(column, kind="support", tier=lead.tier, place=lead.place))
        else:
            out.append(column)
    return tuple(out)


def _spread(
    upper: Row, high: list[str], lower: Row, low: list[str]
) -> tuple[Row, list[str], Row, list[str]]:
    """Put a short lower row of roles under the heading that holds it: 责任单位 > 牵头 | 配合."""
    roles = [title for title in low if title]
    over = [i for i, title in enumerate(high) if column_role(title)]
    if len(over) != 1 or not all(column_role(title) for title in roles):
        return upper, high, lower, low
    at, more = over[0], len(roles) - 1
    cells = tuple(cell for cell, title in zip(lower, low, strict=True) if title)
    rest = upper[at + 1 :]
    return (
        (*upper[: at + 1], *([upper[at]] * more), *rest),
        [*high[: at + 1], *([""] * more), *high[at + 1 :]],
        (*upper[:at], *cells, *rest),
        [*([""] * at), *roles, *([""] * len(rest))],
    )


def _column(title: str, above: str, span: Span) -> Column:
    role = column_role(title)
    if role:
        match = grammar.HEADING_ROLE.match(of_bodies(title))
        place = above or (match["before"] if match else "")
        tier, place = _tier(place)
        tier = tier or _tier(tier_inside(title))[0]
        return Column(role, tier, place, (above + title) if above else title, span)
    return Column(_other_kind(title), "", "", title, span)


def _other_kind(title: str) -> str:
    kind = next((kind for kind, pattern in KINDS if pattern.search(title)), "other")
    named = is_office(title) and not _OF_WORK.search(title)
    return "other" if kind == "text" and named else kind  # 项目单位


def _tier(place: str) -> tuple[str, str]:
    """Return (prefix, place) for a tier named in a heading."""
    match = grammar.HEADING_TIER.match(place)
    if not match:
        return "", ""
    named = match["named"]
    if not named:
        return next(v for v in match.groupdict().values() if v), place
    return next((unit for unit in _UNITS if named.endswith(unit)), ""), named


def unit_of(title: str) -> str:
    """Return the tier that a title names at its head, or empty: 省 for 浙江省工作任务."""
    found = _UNIT_AHEAD.match(title)
    return found["unit"] if found else ""
