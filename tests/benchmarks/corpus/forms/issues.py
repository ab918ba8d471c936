"""Several documents in one text, and texts in traditional characters."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import kg.characters

from ..clauses import explicit, responsible
from ..desk import Desk, Size
from ..frame import MARK, head, number, subject
from ..outline import items
from ..paper import Line
from ..reasons import closing
from .brackets import bracket, first_listed, lead_support

__all__ = ["gazette", "traditional"]

_FEWEST, _MOST = 2, 4


def gazette(desk: Desk) -> None:
    """An issue with a contents page; the rule of one document does not hold in the next."""
    paper, who, whole = desk.paper, desk.who, desk.size
    count = desk.draw.between(_FEWEST, _MOST)
    titles = [(subject(desk), number(desk)) for _ in range(count)]
    issue = desk.draw.between(1, 24)
    paper.write(f"{who.name}人民政府公报\n\n{who.year}年第{issue}期\n\n目　　录\n\n")
    for page, (about, numbered) in enumerate(titles):
        paper.write(f"{who.office}关于印发{about}的通知……{numbered}（{3 + 4 * page}）\n")
    paper.write(f"\n{MARK}\n\n")
    for k, (about, numbered) in enumerate(titles):
        part = (k + 1) / count
        desk.size = Size(int(whole.characters * part), int(whole.tasks * part), whole.density)
        _document(desk, about, numbered)
    desk.size = whole


def _document(desk: Desk, about: str, numbered: str) -> None:
    desk.ruled = False
    rule = desk.draw.chance(0.5)
    head(desk, about, numbered=numbered)
    first = True
    for start in items(desk):
        bracket(desk, start, responsible if rule else explicit, rule and first)
        first = False
    closing(desk)
    desk.paper.write("\n")


# Characters that stay as they are in the words of this genre, though the table knows others that
# are read as them; and the ones that are usual where it knows several.
_KEPT = (
    "于余佛修克准凌出千占合同周咸回姜家尸局岳巨布征志才托斗旗板松核栗梁沈淀系群表谷面台向曲胡蒙升冲拐"
    "家彩彦愿扎仿布困巨秆累舍只云御冬岩峰杠暗污注游烟痴皂真着碱秘糖绣线罗脏腌虚裸踪迹连郁酸采里"
)
_USUAL = (
    "个個为為产產众眾参參发發历歷团團复複宁寧干幹录錄术術汇匯签簽绿綠苏蘇药藥证證鉴鑑钟鐘镇鎮闲閒鸡雞"
    "游遊线線罗羅采採里裡连連虚虛污汙愿願踪蹤迹跡绣繡脏髒郁鬱"
)


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Return the traditional character for each simplified one."""
    path = Path(kg.characters.__file__).with_name("traditional.txt")
    traditional, simple = path.read_text(encoding="utf-8").split()
    table: dict[int, str] = {}
    for old, new in zip(traditional, simple, strict=True):
        table.setdefault(ord(new), old)
    table |= {ord(one): one for one in _KEPT}
    return table | {ord(_USUAL[i]): _USUAL[i + 1] for i in range(0, len(_USUAL), 2)}


def traditional(desk: Desk) -> None:
    """Traditional characters, in the names as well: they stay."""
    desk.draw.of((lead_support, first_listed))(desk)
    paper, table = desk.paper, _table()
    paper.pieces = [paper.text.translate(table)]
    paper.lines = [
        Line(
            line.kind,
            line.task,
            line.clause,
            [(start, end, name.translate(table), role) for start, end, name, role in line.mentions],
            line.deadline,
        )
        for line in paper.lines
    ]
