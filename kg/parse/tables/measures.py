"""Which cells of a table state the work, for which tier, and under which titles it stands.

The same columns state it in every row: those that hold most words in all rows together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex

from kg.model import Span
from kg.parse.tables.columns import ROLE_KINDS, Column, Plan, unit_of, words
from kg.parse.tables.grid import Cell
from kg.parse.tables.titles import is_office

__all__ = ["Measures", "parts_of"]

Cells = Sequence[Sequence[Cell]]

_MOST = 400  # words of one cell that count
# What a measure is for or about, beside the measure itself.
_ASIDE = regex.compile(r"目标|成果|依据|问题|现状|背景|类别|领域|标准|指标|来源|名称")
_TARGET = regex.compile(r"目标|(?<!级)指标")
_GROUP = regex.compile(
    r"(?:类别|分类|领域|板块|大类|方面|[一二三]级[\p{Han}]{2})$"
)  # what rows have in common
_DEED = regex.compile(r"任务|措施|举措|内容|事项|实事|工作(?!要求|目标)")
_FIGURE = regex.compile(
    r"(?:约|达到?|不少于|不低于|超过?)?[0-9][0-9.,，]*+[万亿千百%]?\p{Han}{0,3}(?:以上|左右)?"
)
_LESS = 0.5
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Measures:
    """The columns of one heading that state the work.

    Attributes:
        columns: The columns of the heading.
        tiers: Place of each tier's columns of bodies (empty where no heading names one), from the
            left, with the columns that may state its work, the likeliest first.
        short: The columns whose cells are short.
        titles: The columns that may hold a title above the work: before it, and no measure.
        figures: The columns that tell how much, and not what: 1300人, 20公里.
    """

    columns: Plan
    tiers: Mapping[str, tuple[int, ...]]
    short: frozenset[int]
    titles: tuple[int, ...]
    figures: frozenset[int]

    @classmethod
    def of(cls, raw: str, columns: Plan, rows: Iterable[Cells]) -> Measures:
        """Weigh the columns of a heading by all rows below it."""
        texts = [i for i, column in enumerate(columns) if _may_state(column)]
        texts = [i for i in texts if not _GROUP.search(columns[i].title)] or texts
        weight: Counter[int] = Counter()
        filled: Counter[int] = Counter()
        counted: Counter[int] = Counter()  # cells that hold a figure and nothing else
        for cells in rows:
            for i in texts:
                size = min(_MOST, sum(c.end - c.start for c in cells[i] if not c.repeated))
                weight[i] += size
                filled[i] += size > 0
                counted[i] += size > 0 and _is_figure(raw, cells[i])
        figures = frozenset(i for i in texts if filled[i] and counted[i] == filled[i])
        order = sorted(
            texts, key=lambda i: (i in figures, -weight[i] * _share(columns[i].title), i)
        )
        short = frozenset(i for i in texts if weight[i] <= _SHORT * filled[i])
        places = dict.fromkeys(c.place for c in columns if c.kind in ROLE_KINDS)
        several = len(places) > 1
        tiers = {place: tuple(_of_tier(columns, order, place * several)) for place in places}
        if several and len(set(tiers.values())) == 1:
            tiers = {"": next(iter(tiers.values()))}  # 市级牵头单位 | 县级配合单位: one task
        first = min((works[0] for works in tiers.values() if works), default=0)
        titles = tuple(i for i, c in enumerate(columns[:first]) if c.kind == "text")
        return cls(columns, tiers, short, titles, figures)

    def work(self, cells: Cells, tier: str) -> list[int]:
        """Return the columns that state a row's work for a tier, from the left."""
        filled = [i for i in self.tiers[tier] if any(c.end > c.start for c in cells[i])]
        beside = [i for i in filled[1:] if self._aimed(i, filled[0])]
        return sorted([*filled[:1], *beside[:1]])

    def _aimed(self, i: int, work: int) -> bool:
        """Return whether one of two columns says how much of the other is to be done.

        Where both are short neither tells the task alone: 建设幼儿园 | 新建8所.
        """
        alone = len(self.tiers) < 2 and {i, work} <= self.short and abs(i - work) == 1
        if self.figures & {i, work}:
            return alone and not {i, work} <= self.figures
        return alone and _is_target(self.columns[i]) != _is_target(self.columns[work])

    def holds_work(self, column: int) -> bool:
        """Return whether a column states the work, of any tier."""
        return any(works[:1] == (column,) for works in self.tiers.values())


def _is_figure(raw: str, cells: Sequence[Cell]) -> bool:
    """Return whether a column's cells of a row hold a figure and what it counts."""
    return bool(_FIGURE.fullmatch("".join(words(raw, tuple(cells)))))


def _is_target(column: Column) -> bool:
    return bool(_TARGET.search(column.title)) and not _DEED.search(column.title)


def _share(title: str) -> float:
    """Return how much the words of a column weigh: a target less than a measure."""
    return _LESS if _ASIDE.search(title) and not _DEED.search(title) else 1


def _of_tier(columns: Plan, order: Sequence[int], tier: str) -> Sequence[int]:
    """Return the columns that may state the work of a tier, the likeliest first."""
    if not tier:
        return order
    own = [i for i in order if tier in columns[i].title]  # 吉林市 is not 吉林省
    own = own or [i for i in order if _speaks_of(columns, i, tier)]
    others = [i for i in order if i not in own and _of_other(columns, i, tier)]
    return own or [i for i in order if i not in others] or order


def _of_other(columns: Plan, i: int, tier: str) -> bool:
    places = {c.place for c in columns if c.kind in ROLE_KINDS and c.place}
    return any(_speaks_of(columns, i, place) for place in places if place != tier)


def _speaks_of(columns: Plan, i: int, tier: str) -> bool:
    """Return whether a heading of a measure belongs to a tier: 柳州复制推广… and 柳州市.

    省级任务 belongs to 浙江省 where it is the only column that names that tier.
    """
    title = columns[i].title
    if tier == "自治区":
        return title.startswith(("自治区", "广西", "内蒙古", "新疆", "宁夏", "西藏"))
    unit, named = unit_of(tier), unit_of(title)
    stem = tier.removesuffix("市").removesuffix("省").removesuffix("县").removesuffix("区")
    if stem and stem in title:
        return named in ("", unit)
    alike = [c for c in columns if _may_state(c) and unit_of(c.title) == unit]
    return bool(unit) and named == unit and len(alike) == 1


def _may_state(column: Column) -> bool:
    return column.kind == "text" or (column.kind == "other" and not is_office(column.title))


# Markup that parts two paragraphs, and what else stands at their edges.
_PARTED = regex.compile(
    r"<(?:/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|section)\b[^<>]*+)>", regex.I
)
_EDGE = regex.compile(r"(?:<[^<>]*+>|\s|&nbsp;)++")


def parts_of(raw: str, cells: Iterable[Cell]) -> tuple[Span, ...]:
    """Return where the words of cells stand: each paragraph that markup sets apart is one."""
    out: list[Span] = []
    for cell in cells:
        if raw.find("<", cell.start, cell.end) < 0:
            out += [cell.span] if cell.end > cell.start else []
            continue
        at = cell.start
        for tag in _PARTED.finditer(raw, cell.start, cell.end):
            out += _trimmed(raw, at, tag.start())
            at = tag.end()
        out += _trimmed(raw, at, cell.end)
    return tuple(out)


def _trimmed(raw: str, start: int, end: int) -> list[Span]:
    """Return where words stand without the markup and the blanks around them."""
    ahead = _EDGE.match(raw, start, end)
    start = ahead.end() if ahead else start
    behind = [*_EDGE.finditer(raw, start, end)][-1:]
    end = behind[0].start() if behind and behind[0].end() == end else end
    return [Span(start, end)] if end > start else []
