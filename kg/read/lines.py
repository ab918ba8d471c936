"""The lines at the head of a document and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kg.characters import fold, tidy
from kg.read.dates import DATE
from kg.read.numbers import find_number
from kg.read.organs import may_be_organs, organs

__all__ = ["Kind", "Line", "classify", "lines_of"]

_LONGEST_LINE = 320
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")


class Kind(Enum):
    """What a line at the head of a document is."""

    NUMBER = auto()  # the document number, with or without a date
    DATE = auto()
    ORGANS = auto()  # names of bodies and nothing else
    SALUTATION = auto()  # 各市、县人民政府：
    HEADING = auto()  # 一、总体要求
    RECORD = auto()  # a label of a web page: 索引号, 发布日期, 来源
    BANNER = auto()  # 某某人民政府文件, 目录, a page number
    CELLS = auto()  # a line of a table
    TEXT = auto()  # a sentence
    WORDS = auto()  # anything else: a title, or part of one


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words in it.

    Attributes:
        start: Where it starts in the text, blanks included.
        end: Where it ends.
        raw: The line as it stands.
        words: Without blanks and invisible marks.
        folded: ``words`` with each character in its one form; same length.
        apart: Whether a blank line stands between it and the line before.
    """

    start: int
    end: int
    raw: str
    words: str
    folded: str
    apart: bool = False

    def raw_start(self, size: int) -> str:
        """Return the beginning of ``raw`` that holds the first ``size`` characters of words."""
        raw = self.raw.lstrip("#* \t\u3000\xa0\ufeff")
        if raw.startswith(self.words[:size]):
            return raw[:size]
        kept = 0
        for at, char in enumerate(raw):
            if kept == size:
                return raw[:at]
            kept += bool(tidy(char))
        return raw


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines with words between two positions.

    Of a line that is longer than any title, only the beginning is kept as words.
    """
    before = start
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        words = tidy(match.group()[:_LONGEST_LINE]).lstrip("#*")
        if not words:
            continue
        gap = text[before : match.start()]
        apart = gap.count("\n") > 1 or gap.count("\r") > 1
        before = match.end()
        yield Line(match.start(), before, match.group(), words, fold(words), apart)


_HEADING = re.compile(
    r"第[一二三四五六七八九十百]+[章节编篇部]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)"
    r"|\d{1,3}[.、](?!\d)|\d(?:\.\d{1,2}){1,3}(?![\d年月%])|\(\d{1,3}\)|[①-⑳]|附件|附：|附表|【?任务[一二三四五六七八九十\d]"
)
_ATTACHED = re.compile(r"附[件表]?[\d一二三四五六七八九十]{0,2}：?")
_SALUTATION = re.compile(
    r"(?:[^。；：]{0,14}各[^。；：关印转]{0,30}(?:政府|部门|单位|机构|委|局|办|街道|司|处|区|市|县|乡|镇|村)"
    r"|[^。：]{2,60}(?:政府|委员会|党委|管委会|办事处|部门|单位|局|厅|委|办|院|公司|集团|同志)：$)"
)
_RECORD = re.compile(
    r"[•·*(-]?(?:您?(?:当前|现在|所在)的?位置|首页|索引号|信息索引|内容概述|所属类别|文件来源|所在位置|返回|主题分类|主题词|体裁|服务对象|发布机构|发布文号|发文机[关构]|发文单位|发布单位|"
    r"发布机关|制发机关|公开机构|公开方式|公开范围|公开时限|公开日期|发布日期|发布时间|发表时间|发文日期|成文日期|生成日期|印发日期|签发日期|"
    r"公布日期|文章来源|信息来源|来源|稿源|作者|编辑|责任编辑|浏览|点击|阅读|访问|字体|字号|打印|分享|关闭|有效性|效力|时效|生效|失效|废止|"
    r"文号|发文字号|文件编号|关键词|名称|标题|信息名称|文件名称|信息分类|组配分类|公文种类|文种|主管|主办|联系电话|政策解读|相关|下载|日期|时间|"
    r"https?：|www\.|签发人|紧急程度|密级)"
)
_BANNER = re.compile(
    r".*(?:文件|公报)$|目录|前言|-?\d{1,4}-?|.*第\d+期.*|总第\d+期.*|·.*·|\(示例.*|\(?此件.*|.{2,8}网(?:-.*)?|\d{4}"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_LONGEST_TITLE_LINE = 64


def _is_number_line(line: Line) -> bool:
    if (
        "号" not in line.folded
        or "·" in line.words
        or "…" in line.words
        or len(line.words) > _LONGEST_TITLE_LINE
    ):
        return False
    found = find_number(line.words, line.folded)
    if not found:
        return False
    rest = line.words[: found[1]] + line.words[found[2] :]
    rest = fold(DATE.sub("", rest))
    rest = re.sub(r"(?:发文)?(?:文号|字号|编号)|签发人：?[\u4e00-\u9fff]{2,4}|印发|签发", "", rest)
    return len(rest.strip("()，。：*|")) <= 1


def classify(line: Line) -> Kind:
    """Return what a line is, judged by itself."""
    folded = line.folded
    if _is_number_line(line):
        return Kind.NUMBER
    if DATE.fullmatch(line.words.strip("（）()〔〕")):
        return Kind.DATE
    if _RECORD.match(folded):
        return Kind.RECORD
    if "\t" in line.raw.strip() or line.raw.count("|") > 1:
        return Kind.CELLS
    if _ATTACHED.fullmatch(folded):
        return Kind.BANNER
    if _HEADING.match(folded):
        return Kind.HEADING
    if may_be_organs(line.folded) and organs(line.raw):
        return Kind.ORGANS
    return _of_words(line)


def _of_words(line: Line) -> Kind:
    folded = line.folded
    titled = re.search("关于|印发|转发|批转", folded)
    if _BANNER.fullmatch(folded) and not titled:
        return Kind.BANNER
    if not titled and _SALUTATION.match(folded) and re.search("[，、：]", folded):
        return Kind.SALUTATION
    if folded.endswith(("：", "。", "；", "，")) or len(folded) > _LONGEST_TITLE_LINE:
        return Kind.TEXT
    return Kind.WORDS
