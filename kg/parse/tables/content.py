"""What cells and columns show by their content, where no heading says it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from kg.model import Span
from kg.parse import grammar
from kg.parse.blanks import list_view
from kg.parse.brackets import body_like, plausible
from kg.parse.clause import Listed, Reading, read
from kg.parse.persons import is_person
from kg.parse.tables.columns import Column, Plan, heading_rows, words
from kg.parse.tables.grid import Block, Cell, untagged
from kg.parse.tables.parted import cut_apart
from kg.parse.tables.titles import is_office, kind_of
from kg.parse.tails import Item
from kg.parse.view import View

__all__ = [
    "Sifted",
    "is_due",
    "is_nothing",
    "names_bodies",
    "names_some",
    "read_cell",
    "shown",
    "sifted",
]

# Bodies that are described and not named, between marks: 有执法权的部门, 涉及跨界河道的各单位.
_DESCRIBED = regex.compile(
    r"(?<![^、，；\n])\p{Han}{2,16}的(?:各|有关|相关|责任|职能|其他|行政|执法|主管|[省市县区州]直)*+(?:部门|机关|单位|机构|企业|地区|乡镇|街道|县区|市县)"
    r"(?![^、，；。\n])"
)
# Work that ends as a body does: 新建幼儿园, 幼儿园8所.
_DEED = regex.compile(
    r"^(?:新增|新建|扩建|改建|改造|推进|推动|建设|建成|实施|开展|完善|提升|加强|办好|组建|成立|打造"
    r"|建立)|[0-9](?:所|个|座|处|家|站)。?$"
)
_SHORTEST, _LONGEST_STRANGE = 3, 16
_PERSON_SIZES = (3, 2, 4)  # characters of a name, the most likely first
_NOTHING = regex.compile(r"[无空]|暂无|[—–―\-/\\]{1,3}")

_NUMBER = regex.compile(r"^\(?[0-9]{1,4}\)?[.、]?$")
_DUE = regex.compile(
    r"^(?:[12][0-9]{3}(?:年|[-./])|[0-9]{1,2}月|每[年月季]|长期|持续|全年|年底|年内|常年|[一二三四]季度|上半年|下半年|即时|立即)"
)
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3
_MOST = 0.8
_MOST_NAMED = 0.7


@dataclass(frozen=True, slots=True)
class Sifted:
    """A cell read as a list of bodies.

    Attributes:
        view: What the positions refer to.
        reading: The bodies, without what names none.
        strange: What names none, or is none that can be read.
    """

    view: View
    reading: Reading
    strange: tuple[Item, ...]


def is_nothing(words: str) -> bool:
    """Return whether a cell says that there is nobody: 无, —, /."""
    return bool(_NOTHING.fullmatch(words))


def is_deed(words: str) -> bool:
    """Return whether words say what is to be done, though they end as a body does."""
    return bool(_DEED.search(words))


def is_due(words: str) -> bool:
    """Return whether a cell begins as a deadline does: 12月底前, 长期."""
    return bool(_DUE.match(words))


def read_cell(raw: str, cell: Cell) -> Sifted:
    """Read a cell as a list of bodies, in a view of its own."""
    cell = cell if cell.bodies else cut_apart(raw, cell)
    if not cell.bodies:
        return sifted(list_view(raw, untagged(raw, cell.span)))
    view = _cut(raw, cell)
    return Sifted(view, read(view.text, 0, len(view.text)), ())


def sifted(view: View) -> Sifted:
    """Read a list, and part its bodies from what stands between them and is none."""
    reading, described = _read(view.text)
    reading = _without_persons(view, reading)
    if plausible(reading, view.text):
        return Sifted(view, reading, ())
    if any(listed.word != "bare" for listed in reading.lists):
        return Sifted(view, Reading(()), reading.items)
    good = {item for item in reading.items if _is_body(view.text, item) or item in described}
    if _is_torn(reading, good):
        return Sifted(view, Reading(()), reading.items)
    lists = (replace(x, items=tuple(i for i in x.items if i in good)) for x in reading.lists)
    kept = tuple(listed for listed in lists if listed.items)
    return Sifted(
        view, replace(reading, lists=kept), tuple(i for i in reading.items if i not in good)
    )


def _without_persons(view: View, reading: Reading) -> Reading:
    """Return a reading without the persons that stand right beside bodies: 县水利局 周立新."""
    cut = {item: _without_person(view, item) for item in reading.items}
    if all(new is item for item, new in cut.items()):
        return reading
    lists = (replace(x, items=tuple(cut[item] for item in x.items)) for x in reading.lists)
    return replace(reading, lists=tuple(lists))


def _without_person(view: View, item: Item) -> Item:
    words = view.text[item.start : item.end]
    if item.tail:
        return item
    for gap in view.breaks(item.start, item.end):  # 周立新 县水利局, but 马鞍山市水利局
        if is_person(view.text[item.start : gap]) and _is_organ(view.text[gap : item.end]):
            return replace(item, start=gap)
    if body_like(words):
        return item
    at = next((n for n in _PERSON_SIZES if is_person(words[-n:]) and _is_organ(words[:-n])), 0)
    return replace(item, end=item.end - at) if at else item


def _is_organ(words: str) -> bool:
    return bool(grammar.ORGAN_END.search(words)) and body_like(words)


def _is_torn(reading: Reading, good: Set[Item]) -> bool:
    """Return whether a cell holds a sentence, or begins with the rest of a name: 局、市财政局."""
    sizes = [item.end - item.start for item in reading.items if item not in good]
    rest = bool(reading.items) and reading.items[0] not in good
    return max(sizes, default=0) > _LONGEST_STRANGE or (rest and sizes[0] < _SHORTEST)


def _is_body(text: str, item: Item) -> bool:
    words = text[item.start : item.end]
    quoted = words.count("“") == words.count("”")
    return bool(item.tail) or (quoted and body_like(words))


def _read(text: str) -> tuple[Reading, Set[Item]]:
    """Read a list with the bodies in it that are described: 有执法权的部门."""
    found = [Item(*match.span(), "", 0) for match in _DESCRIBED.finditer(text)]
    if not found:
        return read(text, 0, len(text)), frozenset()
    edges = [0, *(edge for item in found for edge in (item.start, item.end)), len(text)]
    gaps = [read(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    lists = [*(x for gap in gaps for x in gap.lists), *(Listed((i,), "bare", None) for i in found)]
    if all(listed.word == "bare" for listed in lists):
        items = sorted((i for x in lists for i in x.items), key=lambda item: item.start)
        lists = [Listed(tuple(items), "bare", None)]
    lists.sort(key=lambda listed: listed.items[0].start)
    return Reading(tuple(lists), tuple(rule for gap in gaps for rule in gap.rules)), {*found}


def _cut(raw: str, cell: Cell) -> View:
    """Return a view of a cell whose bodies are known, each cut from the one before it."""
    edges = (cell.start, *cell.cuts, cell.end)
    ranges = [Span(a, b) for a, b in pairwise(edges)]
    return View.of(raw, ranges, frozenset(cell.cuts))


def names_bodies(raw: str, cell: Cell) -> bool:
    """Return whether a cell names bodies and nothing else."""
    found = read_cell(raw, cell)
    return bool(found.reading.items) and not found.strange


def names_some(raw: str, cell: Cell) -> bool:
    """Return whether a cell names bodies, also beside what cannot be read."""
    return bool(read_cell(raw, cell).reading.items)


def shown(raw: str, block: Block, texts: Sequence[Sequence[str]]) -> Plan:
    """Return the columns of a table without headings, or nothing if they do not show.

    The first column of bodies leads and the others support; a single one is responsible.

    Args:
        raw: The raw text.
        block: The table.
        texts: The words of each row's cells.
    """
    rows = block.rows
    if len(rows) < _FEWEST_ROWS or any(heading_rows(texts, i) for i in range(len(rows))):
        return ()
    if _is_head(texts[0]):
        return ()  # headings that promise no bodies
    width = len(rows[0])
    if width < _FEWEST_COLUMNS or any(len(row) != width for row in rows):
        return ()
    kinds = [_kind(raw, block, i) for i in range(width)]
    bodies = [i for i, kind in enumerate(kinds) if kind == "bodies"]
    if not bodies or "text" not in kinds:
        return ()
    for i in bodies:
        kinds[i] = "resp" if len(bodies) == 1 else ("lead" if i == bodies[0] else "support")
    return tuple(Column(kind, "", "", "", None) for kind in kinds)


def _is_head(texts: Sequence[str]) -> bool:
    """Return whether a row names columns: 序号, 项目名称, 审批部门."""
    filled = [text for text in texts if text]
    named = sum(bool(kind_of(text) or is_office(text)) for text in filled)
    return named > 1 and named > _MOST_NAMED * len(filled)


def _kind(raw: str, block: Block, i: int) -> str:
    cells = [row[i] for row in block.rows if row[i].end > row[i].start]
    if not cells:
        return "other"
    texts = [words(raw, (cell,))[0] for cell in cells]
    most = _MOST * len(cells)
    if sum(bool(_NUMBER.match(text)) for text in texts) >= most:
        return "number"
    if sum(bool(_DUE.match(text)) for text in texts) >= most:
        return "deadline"
    if sum(names_bodies(raw, cell) for cell in cells) >= most:
        return "bodies"
    return "text"
