"""The words behind the place in a body's name, read as an office and its last word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.resolve.vocabulary import Office

__all__ = ["Match", "Offices", "full_head", "official_stem"]

# What is written for the last word of an official name.
_FULL = {"委": "委员会", "办": "办公室"}
_WRITTEN = {"委": ("委", "委员会"), "办": ("办", "办公室"), "办公室": ("办公室", "办")}
# Last words that are slips for another: 自治区自然资源局 means the 厅.
_SLIPS = (
    "委员会", "办公室", "总局", "部", "委", "厅", "局", "办", "署", "中心", "处",
)  # fmt: skip
# Words that some places add to the name of an office: 住房城乡建设管理委.
_TAIL = re.compile("(?<=..)(?:建设管理|综合管理|监督管理|监督|服务|发展|工作|事务|行政|管理)$")
_JOINTS = re.compile("[和与及、]")
_LONG = 5  # a shorter stem leaves too much open: 交通管理 is not 交通运输管理
_LOOSE_KINDS = ("department", "party", "vertical")


def full_head(head: str) -> str:
    """Return the full form of a last word: 委员会 for 委."""
    return _FULL.get(head, head)


def official_stem(stem: str, office: Office) -> str:
    """Return the official words that a stem abbreviates.

    An abbreviation leaves characters out and changes none: 发改 is 发展和改革, while 水产畜牧兽医
    is no short form of 畜牧业管理 and stands for itself. Names that differ by one character are
    names of two offices: 农牧业, 农牧渔业.
    """
    bare = _JOINTS.sub("", stem)
    if _abbreviates(bare, office.name):
        return office.name
    longer = [
        held
        for held in office.stems
        if len(_JOINTS.sub("", held)) != len(bare) + 1
        and len(held) > len(stem)
        and _abbreviates(bare, held)
    ]
    return max(longer, key=lambda held: (len(held), held)) if longer else stem


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(_JOINTS.sub("", long))
    return all(character in rest for character in short)


@dataclass(frozen=True, slots=True)
class Match:
    """An office that a core may stand for.

    Attributes:
        office: The office.
        head: Last word as written, empty where the name has none.
        exact: Whether vocabulary knows the form; otherwise its last word is a slip.
        stem: Official words before the last one: 发展和改革 for 发改.
    """

    office: Office
    head: str
    exact: bool
    stem: str


class Offices:
    """All written forms of all offices."""

    def __init__(self, offices: Mapping[str, Office]) -> None:
        self._exact: dict[str, dict[str, Match]] = defaultdict(dict)
        self._stems: dict[str, list[Office]] = defaultdict(list)
        self._edges: dict[str, list[str]] = defaultdict(list)  # stems by first and last character
        self._national: dict[str, Office] = {}
        self.by_id = offices
        for office in offices.values():
            self._add(office)
        for stem in self._stems:
            self._edges[stem[0] + stem[-1]].append(stem)

    def _add(self, office: Office) -> None:
        for name in filter(None, (office.national, *office.national_aliases)):
            self._national.setdefault(name, office)
        heads = dict.fromkeys((*office.heads.values(), *office.others)) or {"": None}
        for whole in office.wholes:
            # 建委 is a 委 and no 局, whatever the usual last word is.
            head = next((held for held in heads if whole.endswith(held)), "")
            self._exact[whole].setdefault(office.id, Match(office, head, True, office.name))
        for stem in office.stems:
            self._stems[stem].append(office)
            full = official_stem(stem, office)
            for head in heads:
                for written in _WRITTEN.get(head, (head,)):
                    match = Match(office, head, True, full)
                    self._exact[stem + written].setdefault(office.id, match)

    def of_system(self, system: str) -> tuple[Office, ...]:
        """Return the offices of a functional system."""
        return tuple(office for office in self.by_id.values() if office.system == system)

    def national(self, name: str) -> Office | None:
        """Return the office of the centre that bears a name."""
        return self._national.get(name)

    def forms(self) -> Collection[str]:
        """Return every written form, without its place."""
        return self._exact.keys()

    def knows(self, core: str) -> bool:
        """Return whether a core is a form of the vocabulary as it stands."""
        return core in self._exact

    def find(self, core: str, year: int = 0) -> tuple[Match, ...]:
        """Return the offices a core may stand for, those of the year where there are any."""
        exact = tuple(self._exact.get(core, {}).values())
        if not exact:
            return _of_year(tuple(self._slips(core)), year)
        found = _of_year(exact, year)
        # 交通局 of 2008, when 交通运输局 was new, is the one of that name.
        own = tuple(m for m in found if len(found) > 1 and core == m.office.name + m.head)
        return own if len(own) == 1 else found

    def _slips(self, core: str) -> Iterable[Match]:
        for ending in _SLIPS:
            if core.endswith(ending) and len(core) > len(ending) + 1:
                stem = core[: -len(ending)]
                found = self._loose(stem, stem, ending) or self._loose(
                    stem, _TAIL.sub("", stem), ending
                )
                found = found or self._shortened(stem, ending)
                if found:
                    return found
        return []

    def _loose(self, written: str, stem: str, head: str) -> list[Match]:
        return [
            Match(office, head, False, official_stem(written, office))
            for office in self._stems.get(stem, ())
            if office.kind in _LOOSE_KINDS and office.heads
        ]

    def _shortened(self, stem: str, head: str) -> list[Match]:
        """人力资源保障: characters left out of a long name, where one office alone can be meant."""
        bare = _JOINTS.sub("", stem)
        if len(bare) < _LONG:
            return []
        meant = {
            office.id: office
            for held in self._edges.get(bare[0] + bare[-1], ())
            if _abbreviates(bare, held)
            for office in self._stems[held]
            if office.kind in _LOOSE_KINDS and office.heads
        }
        if len(meant) != 1:
            return []
        return [Match(office, head, False, office.name) for office in meant.values()]

    def compound(self, core: str) -> tuple[Office, str] | None:
        """Read 教育体育局 as 教育 and 体育: the first office names the system.

        Returns:
            The first office and the last word, or ``None`` where a part is unknown.
        """
        for head in ("委员会", "委", "局", "厅", "办公室", "办"):
            if core.endswith(head):
                parts = self._segments(core.removesuffix(head))
                return (parts[0], head) if parts and len(parts) > 1 else None
        return None

    def _segments(self, text: str) -> list[Office] | None:
        text = _JOINTS.sub("", text, count=1) if _JOINTS.match(text) else text
        if not text:
            return []
        for size in range(len(text), 1, -1):
            held = [office for office in self._stems.get(text[:size], ()) if office.heads]
            rest = self._segments(text[size:]) if held else None
            if rest is not None:
                return [held[0], *rest]
        return None


def _of_year(found: tuple[Match, ...], year: int) -> tuple[Match, ...]:
    if len(found) < 2:
        return found
    return tuple(match for match in found if match.office.holds(year)) or found
