"""Lists by department: 民政部门：负责…. and 1.河务部门。组织…."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

import regex

from kg.model import ClauseKind
from kg.parse import grammar
from kg.parse.clause import Listed, Reading
from kg.parse.found import Found
from kg.parse.headings import Heading, number_end
from kg.parse.page import Page, Sentence
from kg.parse.partners import partners_of
from kg.parse.persons import is_person
from kg.parse.tails import Item
from kg.parse.view import View

__all__ = ["department_blanks", "department_items", "department_line", "lists_departments"]

# 各县人民政府：为做好…，现通知如下: an address.
_TO = (
    r"为(?:了|做好|贯彻|深入|进一步|加强|全面|认真|确保|切实|推[进动]|加快)|现将"
    r"|根据[^。]{0,40}通知|经[^。]{0,20}同意"
)
_DEPARTMENT = regex.compile(
    rf"([^，。；：]{{2,60}})：(?!是?指(?![导挥])|{_TO})(?=(?:依法|依照|按照|具体|主要|牵头|全面|统筹)?[^，。；：]{{0,10}}?"
    r"(?:负责|牵头|承担|组织|指导|协调|做好|开展|制定|落实|会同|配合|参与|协助|监督|管理|提供|保障"
    r"|加强|推进|履行|依法|查处|审核))"
)
_DUTY = regex.compile(
    r"(?:积极|密切|主动|全力|认真)*(?:组织|负责|承担|制定|保障|监测|做好|协调|指导|提供|为|会同|配合|参与|协助|监督|管理|加强"
    r"|落实|开展|依法|主要|牵头|及时|根据|按照|维护|疏导|查处|调查|审核|受理|收集|发布|参加|编制|拟[订定]"
    r"|执行|贯彻|推进|推动|完善|建立|强化|统筹|承办|研究|处[理置]|救治|调运|储备|检查|督促|监管)"
)
# 9.有序建设乡镇卫生院。开展…: the title of a task ends like the name of a body.
_DEED = regex.compile(
    r"(?:有序|集中|加快|统筹|规划|启动|开工|加强|全面|深入|积极|大力|支持|鼓励|推进|推动|完善|优化|扩大"
    r"|新建|续建|改建|改造|改扩建|建设|建成|提升|打造|培育|引进)(?!局|委|办|处|中心|领导|工作|发展)"
)
# 市司法局：配合市教育局做好普法: who is helped leads. A body with work of its own leads in that.
_WITH = regex.compile(
    r"(?:积极|密切|主动|全力|认真)*(?:配合|协助|(?P<takes>参与|参加))|(?P<joins>会同)"
)
_OWN_WORK = regex.compile(r"(?<!职责分工|协同|共同)负责|牵头|承担")
_LEAD = regex.compile(
    r"[^。；：]{2,60}?(?P<verb>(?:具体)?(?:牵头|负责)|[为是](?:牵头|组长|主要责任)单位)"
)
_TASK_MIN = 4
_FEWEST_ITEMS = 2
_LONGEST_HEAD = 30  # characters of the bodies at the head of a line


# Not a quotation, the meaning of a term, a count or a person: 市公安局：张三.
_ANY_DEPARTMENT = regex.compile(
    rf"([^，。；：]{{2,60}})：(?![《0-9]|是指|系指|指(?![导挥定标])|即(?![时日将])|{_TO})(?=[^，。；：]{{2}})"
)
_PERSON = regex.compile(r"\p{Han}{2,4}?(?=[，、(0-9]|$)")
# 综合组：由甲局、乙局组成。甲局局长任组长。负责…
_MEMBERS = regex.compile(
    r"(?:由[^。；：]{2,200}组成[。，；]|[^。；：，]{2,40}(?:任|担任|为)(?:总|副)?(?:组长|指挥长|召集人|成员)[。，；])+"
)
_ITS_DUTY = regex.compile(r"(?:的)?(?:主要|工作)?职责$")  # 县邮政局职责：


def lists_departments(page: Page, heads: Sequence[Heading]) -> bool:
    """Return whether a text lists bodies with a colon, by numbers or by lines: 3.市城建委：…."""
    numbered = [number_end(page.text, head) for head in heads]
    matches = [_ANY_DEPARTMENT.match(page.text, start) for start in (*numbered, *page.lines)]
    named = [match for match in matches if match and _bodies(page, match)]
    duties = sum(bool(_DEPARTMENT.match(page.text, match.start())) for match in named)
    return len(named) > _FEWEST_ITEMS and (duties > 0 or len(named) <= len(numbered))


def _bodies(page: Page, match: regex.Match[str]) -> list[Item] | None:
    """Return the bodies before a colon; a place by itself is none: 融江县：发展旅游业。."""
    start, end = match.span(1)
    tail = _ITS_DUTY.search(page.text, start, end)
    end = tail.start() if tail else end
    said = _PERSON.match(page.text, match.end())
    if said and is_person(said.group()):
        return None
    alone = grammar.UNIT_END.search(page.text, start, end)
    if alone and not grammar.COLLECTIVE.match(page.text, start, end):
        return None
    return page.bodies(start, end)


def department_line(page: Page, start: int, *, listed: bool = False) -> Found | None:
    """Read a line that opens with bodies and a colon: 民政部门：负责….

    Args:
        page: The text.
        start: Where the line, or its text behind a number, starts.
        listed: Whether such lines form a list, so that any duty may follow.
    """
    line = page.line_end(start)
    start = page.title_end(start)
    pattern = _ANY_DEPARTMENT if listed else _DEPARTMENT
    match = pattern.match(page.text, start, line)
    if not match or match.end() in page.starts:
        return None
    items = _bodies(page, match)
    if not items or _led_by_others(page, match.end()):
        return None
    members = _MEMBERS.match(page.text, match.end())
    duty = (members.end() if members else match.end(), page.duty_end(start))
    if duty[1] - duty[0] < _TASK_MIN:
        return None
    return _found(page, (start, match.end(1)), items, duty)


def _found(
    page: Page, head: tuple[int, int], items: Sequence[Item], duty: tuple[int, int]
) -> Found:
    """Return the clause of the bodies at a head, and of those their duty begins with."""
    resp = Reading((Listed(tuple(items), "resp", None),))
    alone = Found(*head, ClauseKind.PROSE, resp, task=duty)
    verb = _WITH.match(page.text, *duty)
    if not verb or (not verb["joins"] and _OWN_WORK.search(page.text, *duty)):
        return alone
    mine, theirs = ("lead", "support") if verb["joins"] else ("support", "lead")
    sentence = Sentence(page, duty[0], duty[1])
    found = partners_of(sentence, sentence.hidden, verb.end() - duty[0])
    if verb["takes"] or not found or duty[1] - duty[0] - found[1] < _TASK_MIN:
        helps = Reading((Listed(tuple(items), mine, verb.span()),))
        return alone if verb["joins"] else replace(alone, reading=helps)
    lists = Listed(tuple(items), mine, verb.span()), Listed(tuple(found[0]), theirs, verb.span())
    at = duty[0] + found[1]
    return Found(head[0], at, ClauseKind.PROSE, Reading(lists), task=(at, duty[1]))


def department_blanks(page: Page, view: View) -> list[Found]:
    """Return the clauses of lines that a blank or their end parts from their duty.

    县邮政局　组织寄送药品。 and 县邮政局 with the duty on the line below.
    """
    found: list[Found] = []
    told = 0
    for line in page.lines:
        end = page.line_end(line)
        blank = next(iter(view.breaks(line, min(end, line + _LONGEST_HEAD) + 1)), end)
        short = blank - line <= _LONGEST_HEAD and blank < len(page.text)
        if not short or not grammar.ORGAN_END.search(page.text, line, blank):
            continue
        duty = (blank, page.duty_end(blank))
        if duty[1] - duty[0] < _TASK_MIN or page.text[duty[1] - 1] not in "。；":
            continue
        items = page.bodies(line, blank)
        if items:
            told += bool(_DUTY.match(page.text, blank))
            found.append(_found(page, (line, blank), items, duty))
    return found if told > _FEWEST_ITEMS else []


def _led_by_others(page: Page, start: int) -> bool:
    """Return whether behind the colon other bodies lead: 善后处置组：市民政局牵头，…."""
    lead = _LEAD.match(page.text, start)
    start += page.text.startswith("由", start)
    return bool(lead and page.bodies(start, lead.start("verb")))


def department_items(page: Page, heads: Sequence[Heading]) -> list[Found]:
    """Return the clauses of a list whose numbered heads are bodies: 1.河务部门。组织….

    The head may be a line of its own.
    """
    found: list[Found] = []
    for head, following in zip_longest(heads, heads[1:]):
        stopped = page.text[head.end - 1] == "。"
        if not stopped and head.end not in page.starts:
            continue
        start = number_end(page.text, head)
        if head.end <= start:
            continue
        stop = min(following.start if following else len(page.text), page.passage_end(head.end))
        if stop - head.end < _TASK_MIN or not _DUTY.match(page.text, head.end):
            continue
        items = page.bodies(start, head.end - stopped)
        if items and not _DEED.match(page.text, start):
            span = (start, head.end - stopped)
            found.append(_found(page, span, items, (head.end, stop)))
    return found if len(found) >= _FEWEST_ITEMS else []
