"""Characters that look alike: other code points for the same one, and wrong ones."""

from __future__ import annotations

from .draw import Draw
from .edits import Edit, Sheet
from .paper import Mention

__all__ = ["look_alikes", "scanning_slips"]

# Radicals that fonts of PDF files put in place of characters.
_RADICALS = str.maketrans(
    "一二人八入力十口土大女子寸小山工己干水火牛生用田白目石立米老耳自色行衣里金青革食户",
    "⼀⼆⼈⼋⼊⼒⼗⼝⼟⼤⼥⼦⼨⼩⼭⼯⼰⼲⽔⽕⽜⽣⽤⽥⽩⽬⽯⽴⽶⽼⽿⾃⾊⾏⾐⾥⾦⻘⾰⾷⼾",
)
_WIDE_DIGITS = str.maketrans("0123456789%.", "０１２３４５６７８９％．")
_ASCII = str.maketrans("（），：；", "(),:;")
_TURTLE = str.maketrans("（）", "〔〕")
# What a scanner reads for a character.
_READ_AS = {
    "政": "攻", "土": "士", "治": "冶", "未": "末", "设": "没", "责": "贵", "环": "坏", "农": "衣",
    "业": "亚", "民": "氏", "财": "材", "教": "救", "科": "料", "技": "枝", "交": "文", "水": "氷",
    "利": "刊", "商": "啇", "务": "夯", "住": "往", "建": "健", "运": "云", "林": "材", "体": "休",
    "审": "宙", "计": "汁", "统": "绕", "监": "盐", "督": "瞥", "市": "巿", "管": "菅", "理": "埋",
    "金": "全", "融": "触", "信": "倍", "息": "恩", "安": "妥", "全": "金", "生": "牛", "态": "杰",
    "社": "杜", "会": "合", "障": "陣", "育": "盲", "卫": "工", "健": "建", "康": "庚",
    "退": "迟", "役": "投", "军": "车", "人": "入", "急": "怠", "委": "季", "府": "俯",
}  # fmt: skip
_LEAVABLE = "和与及大市县区州盟旗省地总"  # without them another name may be meant
_LEAST = 5  # a shorter name leaves too little to know it by
_SHARE = 0.04


def look_alikes(sheet: Sheet, draw: Draw) -> None:
    """Write the same words with other code points; the length stays."""
    if draw.chance(0.5):
        sheet.text = sheet.text.translate(_RADICALS)
    if draw.chance(0.5):
        sheet.text = sheet.text.translate(_WIDE_DIGITS)
    if draw.chance(0.3):
        _brackets(sheet, dict(draw.of((_ASCII, _TURTLE))))


def _brackets(sheet: Sheet, table: dict[int, int]) -> None:
    """Write other brackets and marks, in the names as well: a name keeps its brackets."""
    sheet.text = sheet.text.translate(table)
    for line in sheet.lines:
        line.mentions = [
            (start, end, name.translate(table), role) for start, end, name, role in line.mentions
        ]


def scanning_slips(sheet: Sheet, draw: Draw) -> None:
    """Damage some names and some words for roles; what was meant stays the truth."""
    edits: list[Edit] = []
    for line in sheet.lines:
        for mention in line.mentions:
            if mention[1] - mention[0] >= _LEAST and draw.chance(_SHARE):
                edits += _slip(sheet.text, mention, draw)
    sheet.apply(edits)


def _slip(text: str, mention: Mention, draw: Draw) -> list[Edit]:
    """Misread, drop, double or swap a character inside a name; its last word stays whole."""
    start, end = mention[0] + 1, mention[1] - 2
    at = draw.between(start, end - 1) if end > start else start
    char = text[at]
    if not text[at : at + 2].isalpha():
        return []
    kind = draw.often(("misread", "misread", "drop", "double", "swap"))
    if kind == "misread":
        return [(at, at + 1, _READ_AS[char])] if char in _READ_AS else []
    if kind == "drop":
        return [] if char in _LEAVABLE else [(at, at + 1, "")]
    if kind == "double":
        return [(at, at + 1, char + char)]
    return [(at, at + 2, text[at + 1] + char)] if at + 2 <= end else []
