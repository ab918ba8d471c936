"""Which cells of a table state the work, for which tier, and under which titles it stands.

The same columns state it in every row: those that hold most words in all rows together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from kg.model import Span
from kg.parse.tables.columns import ROLE_KINDS, Column, Plan, unit_of
from kg.parse.tables.grid import Cell
from kg.parse.tables.titles import is_office

__all__ = ["Measures", "parts_of"]

Cells = Sequence[Sequence[Cell]]

_MOST = 400  # words of one cell that count
# What a measure is for or about, beside the measure itself.
_ASIDE = regex.compile(r"目标|成果|依据|问题|现状|背景|类别|领域|标准|指标|来源|名称")
_TARGET = regex.compile(r"目标|指标|标准")
_DEED = regex.compile(r"任务|措施|举措|内容|事项|实事|工作(?!要求|目标)")
_LESS = 0.5
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Measures:
    """The columns of one heading that may state the work, by weight.

    Attributes:
        columns: The columns of the heading.
        order: Numbers of the columns that may state the work, the likeliest first.
        short: Those of them whose cells are short.
    """

    columns: Plan
    order: tuple[int, ...]
    short: frozenset[int] = frozenset()

    @classmethod
    def of(cls, columns: Plan, rows: Iterable[Cells]) -> Measures:
        """Weigh the columns of a heading by all rows below it."""
        weight: Counter[int] = Counter()
        filled: Counter[int] = Counter()
        texts = [i for i, column in enumerate(columns) if _may_state(column)]
        for cells in rows:
            for i in texts:
                size = min(_MOST, sum(c.end - c.start for c in cells[i] if not c.repeated))
                weight[i] += size
                filled[i] += size > 0
        aside = {
            i: _LESS
            if _ASIDE.search(columns[i].title) and not _DEED.search(columns[i].title)
            else 1
            for i in texts
        }
        order = sorted(texts, key=lambda i: (-weight[i] * aside[i], i))
        short = frozenset(i for i in texts if weight[i] <= _SHORT * filled[i])
        return cls(columns, tuple(order), short)

    def tiers(self) -> list[str]:
        """Return the places that columns of bodies belong to, in the order of the columns."""
        return list(dict.fromkeys(c.place for c in self.columns if c.kind in ROLE_KINDS))

    def work(self, cells: Cells, tier: str) -> list[int]:
        """Return the columns that state a row's work for a tier, from the left."""
        filled = [i for i in self._for(tier) if any(c.end > c.start for c in cells[i])]
        beside = [i for i in filled[1:] if self._is_target(i, filled[0])]
        return sorted([*filled[:1], *beside[:1]])

    def _is_target(self, i: int, work: int) -> bool:
        """Return whether a column says how much of the work beside it is to be done.

        Where both are short neither tells the task alone: 建设幼儿园 | 新建8所.
        """
        aimed = _TARGET.search(self.columns[i].title) and not _DEED.search(self.columns[i].title)
        alone = len(self.tiers()) < 2 and {i, work} <= self.short
        return bool(aimed) and alone and abs(i - work) == 1

    def titles(self) -> list[int]:
        """Return the columns that may hold a title above the work: before it, and no measure."""
        works = {self._for(tier)[0] for tier in self.tiers() if self._for(tier)}
        first = min(works, default=0)
        return [i for i, c in enumerate(self.columns[:first]) if c.kind == "text"]

    def holds_work(self, column: int) -> bool:
        """Return whether a column states the work, of any tier."""
        return any(self._for(tier)[:1] == [column] for tier in self.tiers())

    def _for(self, tier: str) -> list[int]:
        """Return the columns that may state the work of a tier, the likeliest first."""
        texts = list(self.order)
        if not tier or len(self.tiers()) < 2:
            return texts
        own = [i for i in texts if tier in self.columns[i].title]  # 吉林市 is not 吉林省
        own = own or [i for i in texts if self._speaks_of(i, tier)]
        others = [i for i in texts if i not in own and self._of_other(i, tier)]
        return own or [i for i in texts if i not in others] or texts

    def _of_other(self, i: int, tier: str) -> bool:
        return any(
            c.place and c.place != tier and self._speaks_of(i, c.place)
            for c in self.columns
            if c.kind in ROLE_KINDS
        )

    def _speaks_of(self, i: int, tier: str) -> bool:
        """Return whether a heading of a measure belongs to a tier: 柳州复制推广… and 柳州市."""
        title = self.columns[i].title
        if tier == "自治区":
            return title.startswith(("自治区", "广西", "内蒙古", "新疆", "宁夏", "西藏"))
        stem = tier.removesuffix("市").removesuffix("省").removesuffix("县").removesuffix("区")
        if stem and stem in title:
            return not unit_of(title) or unit_of(title) == unit_of(tier)
        named = [unit_of(c.title) for c in self.columns if _may_state(c)]
        unit = unit_of(tier)
        # 省级任务 belongs to 浙江省, where one column names that tier.
        return bool(unit) and unit_of(title) == unit and named.count(unit) == 1


def _may_state(column: Column) -> bool:
    return column.kind == "text" or (column.kind == "other" and not is_office(column.title))


_MARKUP = regex.compile(r"(?:<[^<>]*+>|\s|&nbsp;)++")


def parts_of(raw: str, cells: Iterable[Cell]) -> tuple[Span, ...]:
    """Return where the words of cells stand: each paragraph that markup sets apart is one."""
    out: list[Span] = []
    for cell in cells:
        if raw.find("<", cell.start, cell.end) < 0:
            out += [cell.span] if cell.end > cell.start else []
            continue
        at = cell.start
        for gap in _MARKUP.finditer(raw, cell.start, cell.end):
            if "<" not in gap.group():
                continue
            out += [Span(at, gap.start())] if gap.start() > at else []
            at = gap.end()
        out += [Span(at, cell.end)] if cell.end > at else []
    return tuple(out)
