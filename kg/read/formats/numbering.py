"""The numbers that Word counts by itself and does not write into the text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering", "chinese"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DEEPEST_STYLE = 20


def chinese(number: int) -> str:
    """Return a number from 1 to 999 as documents count: 一, 十, 十二, 二十, 一百零三."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    out = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        out += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        out += "零"
    return out + (_DIGITS[ones] if ones else "")


def _written(number: int, form: str) -> str:
    """Return a number in one of Word's forms; forms unknown here count in digits."""
    if not 0 < number < 1000:
        return str(number)
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
    ):
        return chinese(number)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and number <= 20:
        return _CIRCLED[number - 1]
    if form in ("lowerLetter", "upperLetter") and number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    return str(number)


class _Level:
    def __init__(self, element: _Element) -> None:
        self.form = _value(element.find(f"{_W}numFmt")) or "decimal"
        self.text = _value(element.find(f"{_W}lvlText"))
        start = _value(element.find(f"{_W}start"))
        self.start = int(start) if start.isdecimal() and len(start) < 4 else 1


def _value(element: _Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels: dict[str, dict[str, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, _Element] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            for style in styles.iter(f"{_W}style"):
                self._styles[style.get(f"{_W}styleId", "")] = style

    def _read(self, numbering: _Element) -> None:
        for element in numbering.iter(f"{_W}abstractNum"):
            self._levels[element.get(f"{_W}abstractNumId", "")] = {
                level.get(f"{_W}ilvl", ""): _Level(level) for level in element.iter(f"{_W}lvl")
            }
        for element in numbering.iter(f"{_W}num"):
            self._lists[element.get(f"{_W}numId", "")] = _value(element.find(f"{_W}abstractNumId"))

    def label(self, paragraph: _Element) -> str:
        """Count one paragraph and return the number before it, or empty."""
        number, depth = self._place(paragraph)
        name = self._lists.get(number, "")
        levels = self._levels.get(name, {})
        level = levels.get(str(depth))
        if level is None or level.form in ("bullet", "none") or not level.text:
            return ""
        counts = self._counts[name]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return re.sub("%([1-9])", lambda m: self._shown(levels, counts, int(m[1]) - 1), level.text)

    def _shown(self, levels: dict[str, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(str(depth))
        if level is None:
            return ""
        return _written(counts.get(depth, level.start), level.form)

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own or its style's."""
        properties = paragraph.find(f"{_W}pPr")
        for _ in range(_DEEPEST_STYLE):
            if properties is None:
                return "", 0
            number = properties.find(f"{_W}numPr")
            if number is not None:
                depth = _value(number.find(f"{_W}ilvl"))
                return _value(number.find(f"{_W}numId")), int(
                    depth
                ) if depth in "012345678" and depth else 0
            named = _value(properties.find(f"{_W}pStyle")) or _value(
                properties.getparent().find(f"{_W}basedOn")  # type: ignore[union-attr] # a style has a parent
            )
            style = self._styles.get(named)
            properties = None if style is None else style.find(f"{_W}pPr")
        return "", 0
