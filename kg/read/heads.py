"""What the head of a document says of it: title, number (文号), date, issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["NUMBER", "Head", "iso_date", "read_head", "tidy"]

NUMBER = re.compile(
    # The code stands alone, or runs on from a date or from the last word of a title.
    r"(?:(?<![\u4e00-\u9fff])|(?<=[年月日])|(?<=通知)|(?<=意见)|(?<=方案)|(?<=决定)|(?<=办法)|(?<=规划)|(?<=分工))"
    r"(?P<code>(?:(?![年月日号])[\u4e00-\u9fff]){1,12})\s*"
    r"[〔\[［（(【﹝]\s*(?P<year>(?:19|20)\d\d)\s*[〕\]］）)】﹞]\s*第?\s*(?P<count>\d{1,5})\s*号"
)
_KIND = (
    "通知|意见|决定|方案|办法|规划|纲要|通报|公告|批复|函|要点|清单|计划|预案|规定|细则|报告|措施|行动|分工|任务|分解|"
    "安排|工作|决议|通告|公报|目标|项目|实事|台账|责任书|议案|请示|分工表|任务书|指导意见|目录"
)
_TITLE = re.compile(
    rf"(?:关于|印发|发布|转发|批转).{{2,200}}?(?:{_KIND})(?:的?(?:通知|意见|决定|通报|公告|函|批复))?"
)
_ISSUER = re.compile(
    r"^(?P<issuer>[\u4e00-\u9fff（）()、·\s]{3,80}?(?:委员会|人民政府|办公厅|办公室|政府办|政府|委办|部|委|厅|局|办|署|院|会|国务院|中心|指挥部|领导小组|党委|省委|市委|县委|区委))\s*"
    r"(?=关于|印发|转发|批转|贯彻|落实|发布|公布|办公会|令)"
)
_DATED = re.compile(
    r"(?:发布日期|成文日期|发文日期|印发日期|公布日期|发布时间|日期|时间)\s*[:：]?\s*((?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2})"
)
_DATE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_HAN_DATE = re.compile(
    r"([一二][〇○Ｏ零一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*([一二三四五六七八九十]{1,3})\s*日"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_ENDS = re.compile(
    rf"(?:{_KIND})(?:的?(?:通知|意见|决定|通报|公告|函|批复))?(?:[（(][^（）()]*[）)])?$"
)
# A title that runs on into its text without a line break ends at its last 通知, 意见 ….
_TITLE_END = re.compile(
    r"^.{6,160}?(?:的通知|的意见|的决定|的通报|的公告|的批复|实施意见|指导意见)(?=[^》〉]|$)"
)
_LONGEST_TITLE_LINE = 80
_SHORTEST_TITLE = 4
_HEAD = 1500
_TAIL = 1500


@dataclass(frozen=True, slots=True)
class Head:
    """Title, number, issuer and ISO date of a document; each may be empty."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    date: str = ""


def tidy(text: str) -> str:
    """Return ``text`` without blanks and line breaks."""
    return "".join(text.split())


def _number(text: str) -> str:
    found = NUMBER.search(text.translate(_FULL_WIDTH))
    return f"{found['code']}〔{found['year']}〕{int(found['count'])}号" if found else ""


def _han_number(text: str) -> int:
    tens, _, ones = text.partition("十")
    if not _:
        return int(text.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (
        int(ones.translate(_DIGITS)) if ones else 0
    )


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def iso_date(text: str) -> str:
    """Return the first date in ``text`` as ISO 8601, or empty."""
    text = text.translate(_FULL_WIDTH)
    dated = _DATED.search(text)
    if dated:
        year, month, day = (int(n) for n in re.findall(r"\d+", dated[1]))
        return _iso(year, month, day)
    plain, han = _DATE.search(text), _HAN_DATE.search(text)
    if han and (not plain or han.start() < plain.start()):
        return _iso(int(han[1].translate(_DIGITS)), _han_number(han[2]), _han_number(han[3]))
    return _iso(int(plain[1]), int(plain[2]), int(plain[3])) if plain else ""


def _last_date(text: str) -> str:
    text = text.translate(_FULL_WIDTH)
    found = [*_DATE.finditer(text), *_HAN_DATE.finditer(text)]
    last = max(found, key=lambda m: m.start(), default=None)
    return iso_date(last.group()) if last else ""


def _title(lines: list[str]) -> str:
    """Return the title: from its first line to the one that ends in a kind of document."""
    for k, line in enumerate(lines[:12]):
        start = line.lstrip("#*\ufeff")
        if len(start) > _LONGEST_TITLE_LINE and not _ISSUER.match(start):
            continue
        if not (_TITLE.search(start) or _ISSUER.match(start)):
            continue
        joined = start
        for more in lines[k + 1 : k + 4]:
            if _ENDS.search(joined) or NUMBER.search(more) or len(more) > _LONGEST_TITLE_LINE:
                break
            if more.endswith(("：", ":", "。")) or _DATE.search(more):
                break
            joined += more
        number = NUMBER.search(joined)
        joined = joined[: number.start()] if number else joined
        whole = _TITLE_END.match(joined)
        return (whole.group() if whole else joined).rstrip("（(")
    first = next((line for line in lines[:3] if line), "").lstrip("#*\ufeff")
    short = _SHORTEST_TITLE <= len(first) <= _LONGEST_TITLE_LINE
    return first if short and not first.endswith(("：", ":", "。", "）", ")")) else ""


def read_head(text: str) -> Head:
    """Read the head of a document from its text."""
    lines = [tidy(line) for line in text[:_HEAD].splitlines()]
    lines = [line for line in lines if line]
    title = _title(lines)
    issuer = _ISSUER.match(title)
    top = text[:_HEAD]
    number = _number(re.sub(r"《[^》]*》\s*[（(][^（）()]*[〔\[][^（）()]*[）)]", "", top))
    date = iso_date(top[:600]) or _last_date(top) or _last_date(text[-_TAIL:])
    return Head(
        re.sub(r"[（(][^（）()]*号[）)]$", "", title),
        number,
        issuer["issuer"] if issuer else "",
        date,
    )
