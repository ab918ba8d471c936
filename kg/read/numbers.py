"""Document numbers (文号) in the normal form of GB/T 9704-2012: code〔year〕count号."""

from __future__ import annotations

import re

from kg.characters import fold, tidy

__all__ = ["BRACKETED", "find_number", "normal_number"]

BRACKETED = re.compile(r"\(((?:19|20)\d\d)\)第?(\d{1,5})号")
"""Year and count, in folded words without blanks. + (2011)201号  - (2011年)201号"""

_CODE = re.compile(r"[\u4e00-\u9fff]+$")
# A code runs on from a label, a date, or the last word of a title.
_BEFORE_CODE = re.compile(
    r".*(?:文号|字号|编号|号：|[年月日]|文件|的?通知|意见|决定|方案|办法|规划|分工|通报|公告|计划|批复|要点|清单)"
)
_LONGEST_CODE = 10
_HAN_DAY = re.compile("^.*[一二三四五六七八九十]日")
_LABELS = re.compile(r"^.*(?:文号|字号|编号|发文号)")


def _code(words: str) -> str:
    """Return the issuer's code that ``words`` end in, or empty."""
    found = _CODE.search(words)
    run = found.group() if found else ""
    if found and words[found.start() - 1 : found.start()].isdigit():
        run = run[1:]  # the 日 of a date: 1月29日柳政办
    run = _HAN_DAY.sub("", _LABELS.sub("", run))
    if len(run) <= _LONGEST_CODE:
        return run
    cut = _BEFORE_CODE.match(run[:-1])
    code = run[cut.end() :] if cut else ""
    return code if len(code) <= _LONGEST_CODE else ""


def find_number(words: str, folded: str = "") -> tuple[str, int, int] | None:
    """Return the first document number in tidied words, in normal form, and where it stands.

    Args:
        words: The words, without blanks.
        folded: The same words folded, where a caller has them.
    """
    folded = folded or fold(words)
    for match in BRACKETED.finditer(folded):
        code = _code(folded[max(0, match.start() - 40) : match.start()])
        if code:
            number = f"{code}〔{match[1]}〕{int(match[2])}号"
            return number, match.start() - len(code), match.end()
    return None


def normal_number(text: str) -> str:
    """Return the first document number in ``text`` in normal form, or empty."""
    found = find_number(tidy(text))
    return found[0] if found else ""
