"""Dates as documents write them: 2023年2月17日, 二○一一年十一月三日, 2011-12-15."""

from __future__ import annotations

import re
from datetime import date

from kg.characters import fold

__all__ = ["DATE", "LABELLED", "first_date", "iso_date"]

_B = r"[ \t\u3000\xa0]*"
_HAN = "〇○ＯO0０零一二三四五六七八九"
DATE = re.compile(
    rf"(?:(?:1{_B}9|2{_B}0|１９|２０){_B}[0-9０-９]{_B}[0-9０-９]|[一二][{_HAN}]{{3}})"
    rf"{_B}年{_B}(?:[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,2}})"
    rf"{_B}[月⽉]{_B}(?:[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,3}}){_B}[日⽇号]"
)
"""+ 2023 年 2 月 17 日, 二○一一年十一月三日  - 2023年2月, 2023-02-17"""

LABELLED = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
"""A date behind a label. + 2011-12-15, 2011.12.15, 2011年12月15日"""

_ZEROS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(_ZEROS))
    return (int(tens.translate(_ZEROS)) if tens else 1) * 10 + (
        int(ones.translate(_ZEROS)) if ones else 0
    )


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # 2月30日: a slip, and no date
        return ""


def iso_date(words: str) -> str:
    """Return a date that ``DATE`` found as ISO 8601, or empty if there is no such day."""
    parts = re.split("[年月日号]", "".join(fold(words).split()))
    year = int(parts[0].translate(_ZEROS))
    return _iso(year, _number(parts[1]), _number(parts[2]))


def first_date(words: str) -> str:
    """Return the first date in ``words``, in any of its forms, as ISO 8601, or empty."""
    written, labelled = DATE.search(words), LABELLED.search(fold(words))
    if written and (not labelled or written.start() <= labelled.start()):
        return iso_date(written.group())
    return _iso(*(int(part) for part in labelled.groups())) if labelled else ""
