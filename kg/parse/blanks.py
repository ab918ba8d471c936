"""Blanks and line breaks in a list: which of them part two bodies, and which stand inside a name.

A printed page breaks a name wherever its line is full; a cell puts a body on each line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import regex

from kg.model import Span
from kg.parse import grammar
from kg.parse.bodies import mask
from kg.parse.known import forms
from kg.parse.places import is_place, place_start
from kg.parse.view import View

__all__ = ["list_view", "one_name"]

_PIECE_EDGE = regex.compile(r"[、，；。/：]")
# 各有关 | 市政府, 各园 | 区管委会: what 各 opened is not named yet.
_WHOLE_GROUP = regex.compile(
    rf"(?:{grammar.UNIT_END.pattern}|{grammar.COLLECTIVE_DONE.pattern}|[地]$)"
)
_NOT_A_START = ("公厅", "公室", "员会", "办公厅", "办公室", "有限公司", "股份有限")
_ONE_LINE_GROUP = regex.compile(
    r"^(?:各|有关|相关)[^，；。]*$|^(?:[\p{Han}]{2,12}、){1,8}[\p{Han}]{2,12}[市县区旗州盟](?:人民)?政府$"
)
# 各区 | 县政府: no body is called 县政府 beside others.
_SOME_UNITS = regex.compile(r"(?:各|有关|相关)[市县区州旗]$")
_UNIT_AHEAD = regex.compile(r"[市县区州旗镇乡](?:人民)?政府$")
_JOINTS = ("和", "与", "及")
_UNITS_AHEAD = regex.compile(r"\((?:[市区县州旗镇]|街道)(?:$|[、，)])")  # 各县 | （市、区）政府
_BRANCH = regex.compile(r"(?!.*银行)[\p{Han}]{2,14}(?:支行|分行)$")
# A town or street of its own, as the last words of a piece: 局 | 汤池镇. Its name has two
# characters at least, and none of them belongs to an organ or to a collective.
_TOWN = regex.compile(
    r"^(?![省市县区州盟旗镇乡街社委])[^\P{Han}局委办厅部院会各处所站社政府辖乡镇街]{2,5}(?:镇|乡|街道)"
    r"(?:人民政府|政府|办事处|党委)?(?:\([^()]*\))?$"
)
_SHORTEST = 3
_LEAST = 2
_MOST_GAPS = 400  # a cell with more is running text


def list_view(raw: str, ranges: Sequence[Span], *, lines: bool = True) -> View:
    """Return a view of a list in which a blank that parts two bodies shows as a line break.

    Blanks inside names (市、 县（市、区） 人民政府) and breaks in mid-word stay left out.

    Args:
        raw: The raw text.
        ranges: Where the list stands.
        lines: Whether a line break may part bodies; in running text a page breaks anything.
    """
    view = View.of(raw, ranges)
    gaps = [gap for gap in view.breaks(0, len(view.text)) if lines or gap not in view.lines]
    if not gaps or len(gaps) > _MOST_GAPS:
        return view
    ruled = _is_ruled(view)
    edges = [*(m.end() for m in _PIECE_EDGE.finditer(view.text)), 0, len(view.text)]
    cuts = set()
    for gap in gaps:
        if grammar.SEPARATOR.match(view.text, gap - 1):
            continue  # parted already
        # Lines are read as wholes: a name may be spaced out inside its line.
        beside = [g for g in gaps if g in view.lines] if gap in view.lines else gaps
        marks = sorted({*edges, *beside})
        at = marks.index(gap)
        left = view.text[marks[at - 1] : gap] if at else ""
        right = _PIECE_EDGE.split(view.text[gap : marks[at + 1] if at + 1 < len(marks) else None])[
            0
        ]
        places = grammar.ORGAN_END.search(left) and grammar.PLACES_AHEAD.match(view.text, gap)
        if places or _cuts(left, right, ruled):
            cuts.add(view.raw(gap))
    return View.of(raw, ranges, cuts) if cuts else view


def _is_ruled(view: View) -> bool:
    """Return whether marks part the bodies of a list, not its lines.

    A line that is one collective body, or places with one unit, may hold marks of its own.
    """
    masked = mask(view.text)
    starts = sorted(view.lines)
    lines = [masked[a:b] for a, b in zip_longest(starts, starts[1:], fillvalue=len(masked))]
    return any(_PIECE_EDGE.search(line) and not _ONE_LINE_GROUP.search(line) for line in lines)


def _same_tier(left: str, right: str) -> bool:
    """省人口计生 | 省公安厅: a name that lost its end, and one that begins as it does."""
    one, other = grammar.TIER_PREFIX.match(left), grammar.TIER_PREFIX.match(right)
    whole = len(left) > _SHORTEST and grammar.ORGAN_END.search(right)
    return bool(one and other and whole) and left[0] == right[0]


def one_name(left: str, right: str) -> bool:
    """Return whether what follows a blank can only be the rest of the name before it."""
    if left.endswith(_JOINTS) or _cut_in_two(left, right):
        return True
    if (
        right.startswith(_NOT_A_START)
        or _UNITS_AHEAD.match(right)
        or (left.endswith("部") and right == "门")
    ):
        return True
    if left.endswith("银行") and _BRANCH.match(right):
        return True
    if _SOME_UNITS.search(left) and _UNIT_AHEAD.match(right):
        return True
    opened = grammar.COLLECTIVE_START.match(left) or grammar.GROUP_OPENS.match(left)
    return bool(opened and not _WHOLE_GROUP.search(left))


def _cut_in_two(left: str, right: str) -> bool:
    """Return whether a blank breaks a name that vocabulary knows: 省司 | 法厅."""
    tier = grammar.TIER_PREFIX.match(left)
    whole = left[tier.end() if tier else 0 :] + right
    return whole in forms() and right not in forms() and not grammar.TIER_PREFIX.match(right)


def _cuts(left: str, right: str, ruled: bool) -> bool:
    """Return whether a blank between these words parts two bodies."""
    whole = grammar.COLLECTIVE_START.match(left) or grammar.SHORT_ORGAN.fullmatch(left)
    short = len(left) < _SHORTEST and not whole
    if short or len(right) < _LEAST or one_name(left, right):
        return False
    town = _TOWN.match(right)
    if not (grammar.ORGAN_END.search(left) or grammar.COLLECTIVE_START.match(left)):
        return bool(town and _TOWN.match(left)) or _same_tier(left, right)
    begins = (
        is_place(right)
        or grammar.TIER_PREFIX.match(right)
        or place_start(right)
        or grammar.COLLECTIVE_START.match(right)
        or town
    )
    return bool(begins) or (not ruled and bool(grammar.ORGAN_END.search(right)))
