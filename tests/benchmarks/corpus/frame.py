"""What stands around the tasks: title, number, addressees, preface, headings, date."""

from __future__ import annotations

from .desk import Desk
from .issuers import Issuer
from .words import FIELDS

__all__ = ["MARK", "NUMERALS", "chinese_number", "foot", "head", "subject"]

MARK = "（示例文本，内容虚构，仅供软件测试）"
NUMERALS = "一二三四五六七八九"
_KINDS = (
    "重点任务分工方案",
    "工作任务分解表",
    "行动计划任务分工",
    "重点工作责任分解方案",
    "实施方案任务分工",
)


def chinese_number(number: int) -> str:
    """Return 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    before = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return before + (NUMERALS[ones - 1] if ones else "")


def subject(desk: Desk) -> str:
    """Return what a document is about: 柳州市水污染防治重点任务分工方案."""
    return f"{desk.who.name}{desk.draw.of(FIELDS)}{desk.draw.of(_KINDS)}"


def _number(desk: Desk) -> str:
    who = desk.who
    mark = "国办" if who.tier == "national" else f"{who.short[0]}政办"
    return f"{mark}发〔{who.year}〕{desk.draw.between(1, 180)}号"


def _addressees(who: Issuer) -> str:
    if who.tier == "national":
        return "各省、自治区、直辖市人民政府，国务院各部委、各直属机构："
    own = f"{who.word}政府各部门、各直属机构"
    if who.word == "自治区":
        own = "自治区人民政府各组成部门、各直属机构"
    if who.seat == "municipality":
        return f"各区县人民政府，{own}："
    below = {"province": "各市、县人民政府", "prefecture": "各县（市、区）人民政府"}
    return f"{below.get(who.tier, '各乡镇人民政府、街道办事处')}，{own}："


def head(desk: Desk, about: str, remark: str = "") -> None:
    """Write the head of a document.

    Args:
        desk: Where it is written.
        about: What it is about.
        remark: A sentence that ends its preface.
    """
    write, who = desk.paper.write, desk.who
    write(f"{who.office}关于印发{about}的通知\n{_number(desk)}\n\n{_addressees(who)}\n\n")
    own = "国务院" if who.tier == "national" else f"{who.word}人民政府"
    write(f"　　《{about}》已经{own}同意，现印发给你们，请认真贯彻执行。{remark}\n\n")
    date = f"{who.year}年{desk.draw.between(1, 12)}月{desk.draw.between(1, 28)}日"
    write(f"{who.office}\n{date}\n\n")


def foot(desk: Desk) -> None:
    """Write that all of it is invented."""
    desk.paper.write(f"\n{MARK}\n")
