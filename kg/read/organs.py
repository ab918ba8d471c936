"""Names of bodies that issue documents, told by how they end."""

from __future__ import annotations

import re

from kg.characters import fold, tidy

__all__ = ["may_be_organs", "organs", "same_organ"]

_END = (
    r"人民政府|政府|办公厅|办公室|委员会|管委会|常委会|代表大会|行政公署|行署|公署|办事处|指挥部|领导小组|"
    r"委办|党委|党组|工委|管委|(?<![全内局干])部|委|厅|(?<![布格结大])局|(?<!部)署|院|(?<![承举协主督查])办|"
    r"[工协学商总]会|联合会|理事会|红十字会|妇联|残联|文联|工商联|"
    r"中心|总社|公司|集团|银行|[支分]行|总队|支队|兵团|管理处|工作站|大学|学院|[法检]察?院|军区|警备区|军分区"
)
_ORGAN = re.compile(
    rf"(?!各|有关|相关|本|该|我|为|对|经|按|根据|关于|附|注|第[一二三四五六七八九十])"
    rf"(?:(?![是将把请让向])[\u4e00-\u9fff()·、]){{1,44}}(?:{_END})(?:\([^()]{{2,20}}\))?"
    rf"(?:等[\d一二三四五六七八九十]{{1,3}}个?(?:部门|单位|部委|厅局))?"
)
# Words that name no body by themselves; they belong to what stands before them.
_BARE = re.compile(rf"(?:{_END}|委员会办公[厅室]|政府办公[厅室]|人民政府办公[厅室])")
_WITHOUT_END = {"中共中央", "中央军委"}
# Two offices written without a blank between them: 省委办公厅省政府办公厅.
_TWO = re.compile(r"(.+?办公[厅室])(.+?(?:政府|国务院|委员会|委)办公[厅室])")
_MOST = 60
_LAST = frozenset("府厅室会委部局署院办联心社司团行队处站学区组央席)位门")


def _is_bare(words: str) -> bool:
    return bool(_BARE.fullmatch(fold(words)))


def _one(words: str) -> bool:
    folded = fold(words)
    return folded in _WITHOUT_END or (bool(_ORGAN.fullmatch(folded)) and not _is_bare(words))


def may_be_organs(folded: str) -> bool:
    """Return whether folded words may be names of bodies, by a glance at their ends."""
    return 2 < len(folded) <= _MOST and folded[-1] in _LAST


def organs(text: str) -> str:
    """Return the body or bodies that ``text`` names and nothing else, one blank between, or empty.

    Blanks inside a name (人 民 政 府) are left out; a blank between two whole names stays.
    """
    whole = tidy(text)
    if not may_be_organs(fold(whole[-_MOST - 1 :])) or not _one(whole):
        return ""
    names: list[str] = []
    left = ""
    for piece in (tidy(piece) for piece in text.split()):
        if names and not left and _is_bare(piece):
            names[-1] += piece  # 柳州市人民政府 办公室
            continue
        left += piece
        if _one(left):
            names.append(left)
            left = ""
    if len(names) > 1 and not left:
        return " ".join(names)
    two = _TWO.fullmatch(fold(whole))
    return f"{whole[: two.end(1)]} {whole[two.end(1) :]}" if two else whole


def same_organ(one: str, other: str) -> bool:
    """Return whether one name is the other or its end: 区政府办公室, 某区人民政府办公室."""
    short, long = sorted((_short(one), _short(other)), key=len)
    return bool(short) and long.endswith(short)


def _short(name: str) -> str:
    return fold(tidy(name)).replace("人民政府", "政府").replace("中共", "")
