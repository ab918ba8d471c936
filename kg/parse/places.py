"""Names of places at the head of a body's name: 南宁海关, 柳州市公安局, 黑龙江证监局."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import regex

from kg.vocabulary import ontology_file

__all__ = ["is_place", "keeps_unit", "place_start"]

_RECORD = regex.compile(r"^region:(\d{6})-\d{4} (.*)$", regex.MULTILINE)
_LABEL = regex.compile(r'"([^"]{2,20})"@zh')
# Short names of provinces and prefectures that are also words heads of names are made of.
_WORDS = frozenset(
    {"海南", "中国", "中央", "东方", "海东", "海西", "三明", "吉安", "文山", "大同", "安康", "太平"}
)
_SHORTEST_COUNTY = 3
# Counties whose name is one character: it never stands without its unit.
_ONE_CHARACTER = regex.compile(r'"(\p{Han}县)"@zh')


def _names(text: str) -> list[str]:
    names = set()
    for code, record in _RECORD.findall(text):
        for label in _LABEL.findall(record):
            # A county's short name (和平, 新城) is too often a common word.
            if code.endswith("00") or (len(label) >= _SHORTEST_COUNTY and label[-1] in "市县区旗"):
                names.add(label)
    return sorted(names - (_WORDS - {"海南", "三明", "吉安", "大同", "安康"}))


_REGIONS = ontology_file("regions.ttl").read_text(encoding="utf-8")
_NAMES = frozenset(_names(_REGIONS))
_SHORT_NAMES = frozenset(_ONE_CHARACTER.findall(_REGIONS))
_JOINED = frozenset({"和县"})  # at the head of a name, 和 rather joins it to the one before
del _REGIONS


def keeps_unit(word: str) -> bool:
    """Return whether ``word`` is the name of a county of one character: 渠县, 达县."""
    return word in _SHORT_NAMES


def is_place(word: str) -> bool:
    """Return whether ``word`` is the name of a division and nothing else."""
    return word in _NAMES


def _sizes(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of names by their first two characters, longest first."""
    held: dict[str, set[int]] = defaultdict(set)
    for name in names:
        held[name[:2]].add(len(name))
    return {head: tuple(sorted(sizes, reverse=True)) for head, sizes in held.items()}


_HEADS = _NAMES | (_SHORT_NAMES - _JOINED)
_SIZES = _sizes(_HEADS)
_BEHIND = 2  # characters, at least, of what bears the name


def place_start(words: str) -> str:
    """Return the longest name of a place that words begin with and go on behind, or empty.

    + 南宁|海关, 柳州市|公安局, 景县|税务局  - 省农委, 市场监管局
    """
    for size in _SIZES.get(words[:2], ()):
        behind = words[size : size + _BEHIND]
        if len(behind) == _BEHIND and "\n" not in behind and words[:size] in _HEADS:
            return words[:size]
    return ""
