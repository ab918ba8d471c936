"""Which office a garbled name stands for, by the slips that scanning and typing make.

Each kind of slip has its own test that the words as written are no name of their own, for most
names of bodies are short forms that no list holds in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.parse.known import is_worded, offices, stems

__all__ = ["meant", "plainly"]

# Groups of characters: the first is meant where one of the others is read.
_LOOKALIKES = Path(__file__).with_name("lookalikes.txt")
_LEAVABLE = "和与及业化地总联"  # short forms leave these out
_CLIPPED = "管监保工建计务"  # 市政管委, 城乡建委: short forms end in these before the last word
_COMMON = (
    "人民政府", "人民法院", "人民检察院", "委员会", "办公室", "办公厅", "办事处", "行政公署",
    "自治区", "自治州", "自治县", "开发区",
)  # fmt: skip
_SHORTEST_SWAPPED = 3
_SHORTEST_WHOLE = 4
_WORD = 2
_TIERS = "省市县区州"


@lru_cache(maxsize=1 << 12)
def meant(stem: str) -> frozenset[str]:
    """Return the stems of offices that ``stem`` may be a slip for.

    Args:
        stem: The words before the last one (局, 厅) of a name that is not known.
    """
    found = {*_repeated(stem), *_swapped_words(stem), *_skipped(stem)}
    if not is_worded(stem) and stem not in stems():
        found |= {*_misread(stem), *_swapped(stem), *_dropped(stem)}
    return frozenset(found)


def plainly(name: str) -> str:
    """Return a name whose common words (人民政府, 委员会) have no misread character."""
    if _misreadings().isdisjoint(name):
        return name
    for word in _COMMON:
        for i in range(len(name) - len(word) + 1):
            other = [k for k, char in enumerate(word) if name[i + k] != char]
            if len(other) == 1 and word[other[0]] in _lookalikes().get(name[i + other[0]], ""):
                name = name[:i] + word + name[i + len(word) :]
    return name


@lru_cache(maxsize=1)
def _misreadings() -> frozenset[str]:
    """Return the characters that one of a common word may be read as."""
    common = {*"".join(_COMMON)}
    return frozenset(seen for seen, meant in _lookalikes().items() if not common.isdisjoint(meant))


def _misread(stem: str) -> Iterator[str]:
    """Yield 国土资源 for 国士资源: a character read as one that looks like it."""
    for i, char in enumerate(stem):
        for right in _lookalikes().get(char, ""):
            whole = stem[:i] + right + stem[i + 1 :]
            strange = char not in _alphabet()
            if whole in stems() and (strange or (is_worded(whole) and len(whole) > _WORD)):
                yield whole


def _repeated(stem: str) -> Iterator[str]:
    """Yield 财政 for 财财政."""
    for i in range(len(stem) - 1):
        whole = stem[:i] + stem[i + 1 :]
        if stem[i] == stem[i + 1] and whole in stems() and len(whole) > 1:
            yield whole


def _swapped(stem: str) -> Iterator[str]:
    """Yield 农牧业 for 农业牧: two characters changed places."""
    for i in range(len(stem) - 1):
        whole = stem[:i] + stem[i + 1] + stem[i] + stem[i + 2 :]
        if len(stem) >= _SHORTEST_SWAPPED and whole in stems() and is_worded(whole):
            yield whole


def _swapped_words(stem: str) -> Iterator[str]:
    """Yield 农业农村 for 农村农业: two words changed places in a name that has one order."""
    for i in range(len(stem) - 2 * _WORD + 1):
        middle = i + _WORD
        whole = stem[:i] + stem[middle : middle + _WORD] + stem[i:middle] + stem[middle + _WORD :]
        if whole != stem and whole in _fixed():
            yield whole


def _skipped(stem: str) -> Iterator[str]:
    """Yield 农业农村 for 农村: the eye skipped from one word to a like one behind it."""
    for whole in _fixed():
        if len(whole) == len(stem) + _WORD and any(
            whole[i] == whole[i + _WORD] and whole[:i] + whole[i + _WORD :] == stem
            for i in range(len(whole) - _WORD)
        ):
            yield whole


def _dropped(stem: str) -> Iterator[str]:
    """Yield 交通运输 for 交通运: a character is missing, and what is left is no word."""
    yield from _shortened().get(stem, ())


@lru_cache(maxsize=1)
def _shortened() -> dict[str, list[str]]:
    """Return the full stems by what is left when one of their characters is dropped."""
    found: dict[str, list[str]] = {}
    for whole in stems():
        if len(whole) >= _SHORTEST_WHOLE and is_worded(whole):
            for i, char in enumerate(whole):
                clipped = i == len(whole) - 1 and whole[i - 1] in _CLIPPED
                tier = i == 1 and whole[0] in _TIERS  # 市公用局 is a 公用局 of the city
                if char not in _LEAVABLE and not clipped and not tier:
                    found.setdefault(whole[:i] + whole[i + 1 :], []).append(whole)
    return found


@lru_cache(maxsize=1)
def _fixed() -> frozenset[str]:
    """Return the stems of two words and more that are the same in the whole country today.

    A joint (文化和旅游) shows equal parts, which places put into an order of their own.
    """
    return frozenset(
        office.name
        for office in offices()
        if office.named_by_centre and len(office.name) >= _SHORTEST_WHOLE
        if is_worded(office.name) and not set("和与及、") & set(office.name)
    )


@lru_cache(maxsize=1)
def _alphabet() -> frozenset[str]:
    """Return the characters that names of offices are written with."""
    return frozenset(char for stem in stems() for char in stem)


@lru_cache(maxsize=1)
def _lookalikes() -> dict[str, str]:
    """Return what may be meant by a character that was read."""
    found: dict[str, str] = {}
    for group in _LOOKALIKES.read_text(encoding="utf-8").split():
        for char in group[1:]:
            found[char] = found.get(char, "") + group[0]
    return found
