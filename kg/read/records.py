"""The labels above a document on a web page: 发文机关, 发文字号, 成文日期, 发布日期 ….

A label is followed by a colon, a blank, a tab or the bar of a table, and its value by the next
label, a wide gap or the end of the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.characters import fold, tidy
from kg.read.dates import first_date
from kg.read.numbers import normal_number
from kg.read.organs import organs

__all__ = ["Records", "read_records"]


@dataclass(frozen=True, slots=True)
class Records:
    """What the labels say; each may be empty.

    ``written`` is the day the document was signed, ``published`` the day it was put up;
    ``issuer`` is who made it and ``origin`` where the page took it from.
    """

    title: str = ""
    number: str = ""
    issuer: str = ""
    origin: str = ""
    written: str = ""
    published: str = ""


_B = r"[ \t\u3000\xa0]*"


def _labels(*names: str) -> re.Pattern[str]:
    spaced = "|".join(_B.join(name) for name in names)
    return re.compile(
        rf"(?:{spaced}){_B}(?:[)\]]|[)\]]?[：|\t \u3000]|[：|]\s*\n)"
        r"[ \t\u3000\xa0|：]*([^\n\t|]{2,200})"
    )


_TITLE = _labels("文件标题", "信息名称", "文件名称", "标题", "名称")
_NUMBER = _labels("发文字号", "发文文号", "文件编号", "发布文号", "文号")
_ISSUER = _labels(
    "发文机关", "发文机构", "发布机构", "发布机关", "发文单位", "发布单位", "制发机关", "制定机关"
)
_ORIGIN = _labels("文章来源", "信息来源", "来源", "公开机构")
_WRITTEN = _labels("成文日期", "发文日期", "生成日期", "签发日期", "制发日期", "形成日期")
_PUBLISHED = _labels("发布日期", "发布时间", "发表时间", "公布日期", "公开日期", "印发日期")
_GAP = re.compile(
    r"[ \u3000\xa0]{2,}|[ \u3000\xa0](?=[\u4e00-\u9fff][ \u3000]*[\u4e00-\u9fff]{1,5}[：:])"
)
_NEXT_LABEL = re.compile(
    r"[ \u3000\xa0]+(?:索|发[ \u3000]*[文布]|成[ \u3000]*文|文[ \u3000]*号|浏|点|主题|有效|生成"
    r"|来源|字|责|发[ \u3000]*表).*"
)


def read_records(head: str) -> Records:
    """Read the labels in the first part of a document."""
    folded = fold(head)
    return Records(
        _title(folded, head),
        normal_number(_value(_NUMBER, folded, head)),
        organs(_value(_ISSUER, folded, head)),
        organs(_value(_ORIGIN, folded, head)),
        first_date(_dated(_WRITTEN, folded, head)),
        first_date(_dated(_PUBLISHED, folded, head)),
    )


def _value(label: re.Pattern[str], folded: str, head: str) -> str:
    found = label.search(folded)
    if not found:
        return ""
    value = head[found.start(1) : found.end(1)].strip()
    value = _GAP.split(value)[0]
    return _NEXT_LABEL.sub("", value)


def _dated(label: re.Pattern[str], folded: str, head: str) -> str:
    found = label.search(folded)
    return head[found.start(1) : found.start(1) + 24] if found else ""


def _title(folded: str, head: str) -> str:
    """Return the labelled title; the word before the colon has to be the label and no more."""
    for found in _TITLE.finditer(folded):
        line = folded.rfind("\n", 0, found.start()) + 1
        before = folded[line : found.start()].strip(" \u3000\t|(")
        colon = "：" in folded[found.start() : found.start(1)]
        words = tidy(_GAP.split(head[found.start(1) : found.end(1)].strip())[0])
        if not before and colon and re.search("关于|印发|方案|规划|要点|意见|通知", words):
            return words
    return ""
