"""Deadlines as written (2022年6月底前) to the last day they allow."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from itertools import pairwise

__all__ = ["last_day", "reading"]

# 2022年, 2022年6月, 2022年6月30日; also 2022.6.30 and 2022-06-30 of tables. Not 202201年.
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?:年|[.\-/](?=\d))"
    r"(?:(?P<month>1[0-2]|0?[1-9])(?:月|[.\-/](?=\d)|(?!\d))"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:日|(?!\d)))?)?"
)
# 2021—2023年, 2021至2023年: the second year counts.
_RANGE = re.compile(r"(?<!\d)(?:19|20)\d{2}年?[—–\-~～至到]+(?P<year>(?:19|20)\d{2})年")
# 上半年, 三季度, 第三季度 after a year.
_HALF = re.compile(r"上半年")
_QUARTER = re.compile(r"第?(?P<quarter>[一二三四1-4])季度")
# 6月底前 without a year.
_MONTH = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?")
_YEAR_END = re.compile(r"(?:今年|本年|当年|年)(?:年)?底|^年内|今年内|本年内")
_BLANK = re.compile(r"\s+")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
# Blanks beside a character of the Chinese script or its punctuation are layout, not words.
_WIDE = r"[\u2014\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_SEAM = re.compile(f"{_WIDE}|.{_WIDE}")
_LAYOUT = re.compile(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})")


def reading(raw: str) -> str:
    r"""Return a passage as one reads it: no line breaks, no blanks between characters.

    Example:
        >>> reading("建设平\n台，发展 5G industry\n parks")
        '建设平台，发展5G industry parks'
    """
    lines = raw.split()
    if all(_SEAM.match(end[-1] + start[0]) for end, start in pairwise(lines)):
        return "".join(lines)  # as most passages are
    return _BLANK.sub(" ", _LAYOUT.sub("", raw)).strip()


def _day(year: int, month: int, day: int | None) -> str:
    last = monthrange(year, month)[1]
    if day is not None and day > last:
        return ""
    return date(year, month, day or last).isoformat()


def _month_after(year: int, rest: str) -> int:
    if _HALF.match(rest):
        return 6
    quarter = _QUARTER.match(rest)
    return _QUARTERS[quarter["quarter"]] if quarter else 12


def _dated(match: re.Match[str], deadline: str) -> str:
    year = int(match["year"])
    if match["month"] is None:
        return _day(year, _month_after(year, deadline[match.end() :]), None)
    return _day(year, int(match["month"]), int(match["day"]) if match["day"] else None)


def _undated(deadline: str, issued: str) -> str:
    """Read a deadline without a year by the year of the document, unless that is past."""
    if len(issued) < 4 or not issued[:4].isdigit():
        return ""
    year = int(issued[:4])
    month = _MONTH.search(deadline)
    if month is None:
        return f"{year}-12-31" if _YEAR_END.search(deadline) else ""
    day = _day(year, int(month["month"]), int(month["day"]) if month["day"] else None)
    return day if day >= issued else ""


@lru_cache(maxsize=4096)
def last_day(deadline: str, issued: str = "") -> str:
    """Return the last day that a deadline allows as an ISO date, or empty.

    Args:
        deadline: As written, such as ``2022年6月底前``.
        issued: ISO date of the document, for deadlines that name no year.

    Example:
        >>> last_day("2022年6月底前"), last_day("年底前", "2021-03-05"), last_day("长期")
        ('2022-06-30', '2021-12-31', '')
    """
    deadline = _BLANK.sub("", deadline)
    span = _RANGE.search(deadline)
    if span:
        return f"{span['year']}-12-31"
    dates = [found for match in _DATE.finditer(deadline) if (found := _dated(match, deadline))]
    return max(dates) if dates else _undated(deadline, issued)
