"""What stands around the tasks: title, number, addressees, preface, headings, date."""

from __future__ import annotations

from .desk import Desk
from .issuers import Issuer
from .reasons import closing, opening
from .words import FIELDS

__all__ = ["MARK", "chinese_number", "foot", "head", "number", "party_head", "subject"]

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


def number(desk: Desk) -> str:
    """Return a document number: 柳政办发〔2019〕12号."""
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


def head(desk: Desk, about: str, remark: str = "", numbered: str = "") -> None:
    """Write the head of a document.

    Args:
        desk: Where it is written.
        about: What it is about.
        remark: A sentence that ends its preface.
        numbered: Its number; drawn where left out.
    """
    write, who = desk.paper.write, desk.who
    desk.begin()
    numbered = numbered or number(desk)
    write(f"{who.office}关于印发{about}的通知\n{numbered}\n\n{_addressees(who)}\n\n")
    own = "国务院" if who.tier == "national" else f"{who.word}人民政府"
    write(f"　　《{about}》已经{own}同意，现印发给你们，请认真贯彻执行。{remark}\n\n")
    write(f"{who.office}\n{_date(desk)}\n\n")
    opening(desk)


def party_head(desk: Desk, about: str) -> None:
    """Write the head of a document of a party committee and its government."""
    write, who = desk.paper.write, desk.who
    name = f"中共{who.name}委员会办公{'厅' if who.tier == 'province' else '室'}"
    write(f"{name} {who.office}\n关于印发《{about}》的通知\n")
    write(f"{who.short[0]}办发〔{who.year}〕{desk.draw.between(1, 90)}号\n\n")
    write(
        f"各级党委和人民政府，{who.committee}各部委，{who.word}级国家机关各部门，各人民团体：\n\n"
    )
    write(f"　　现将《{about}》印发给你们，请结合实际认真贯彻落实。\n\n{_date(desk)}\n\n")
    opening(desk)


def _date(desk: Desk) -> str:
    return f"{desk.who.year}年{desk.draw.between(1, 12)}月{desk.draw.between(1, 28)}日"


def foot(desk: Desk) -> None:
    """Write the end of a text, and that all of it is invented."""
    closing(desk)
    desk.paper.write(f"\n{MARK}\n")
