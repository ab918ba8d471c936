"""Clauses in running text: 由X牵头，Y、Z等单位参与，负责…; X负责…; 民政部门：负责….

Running text speaks of 负责 and 配合 all the time. A clause must begin where a sentence does or
after 由, and what stands before its word must be nothing but bodies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import regex

from kg.model import ClauseKind
from kg.parse import grammar
from kg.parse.bodies import Item, mask, split
from kg.parse.brackets import body_like
from kg.parse.clause import Listed, Reading
from kg.parse.found import Found
from kg.parse.headings import Heading
from kg.parse.view import View

__all__ = ["prose_clauses"]

_NUMBER = regex.compile(r"\([^()]{1,6}\)|[0-9]{1,3}[.、]|[一二三四五六七八九十百]+、|[①-⑳]|——")
_STOP = regex.compile(r"[。；！？]")
_BY = regex.compile(r"由")
_PAUSE = regex.compile(r"[，。；]")
_JOINER = regex.compile(r"、|和|与|及|以及")
_CLOSING = regex.compile(r"等(?:有关|相关)?(?:部门|单位|地区)?(?:和单位)?")

_STOPS = "。；！？"
_WORD = regex.compile(r"牵头|负责|会同|主办|承办")
_LEADING = regex.compile(
    r"^(?:(?:此项|该项|这项|上述|以上|本项|各项|具体|相关|有关)?(?:工作|任务|事项)(?:具体)?|具体|日常工作|其中|同时|并|另外)?，?由"
)
_NOUN_PHRASE = regex.compile(
    r"(?:建立|形成|健全|完善|构建|实行|坚持|落实|推行|成立|组建|实施|采取|设立|按照|强化)[^。；，]{0,12}$"
)
_NOUN_TAIL = regex.compile(
    r"^[^。；]{0,30}?的(?:[\p{Han}、]{0,12})(?:机制|格局|体系|制度|体制|局面|模式|网络|办法|原则|方式|小组|合力|平台)"
)
_EXHORT = regex.compile(r"(?:要|应|应当|须|必须|需|需要|可|可以|不得|将|已|均)$")
_DUTY_AHEAD = regex.compile(
    r"^[。；，]?(?:主要|具体|工作)?(?:职责|任务|职责任务|工作职责|工作任务|职能)(?:是|为)?："
)
_DEPARTMENT = regex.compile(
    r"^([^，。；：]{2,60})：(?=(?:依法|依照|按照|具体|主要|牵头|全面|统筹)?[^，。；：]{0,10}?(?:负责|牵头|承担|组织|指导|协调|做好|开展|制定|落实|会同|配合|参与|协助|监督|管理|提供|保障|加强|推进|履行|依法|查处|审核))"
)
_ORGAN_AHEAD = regex.compile(
    r"[\p{Han}()]{1,18}?(?:有关部门和单位|相关部门和单位|部门和单位|部门|委员会|办公室|办公厅|管委会|中心|公司|集团|政府|机构|单位|部(?![门署分长队位件])|委(?![员托])|厅(?!长)|局(?![长势部面])|办(?![公理法事])|总队|支队|大队|院|行(?=[，。；做负开])|社(?![会区])|会(?![同议商])|组(?![织成建]))(?:\([^()]{1,20}\))?"
)
_TASK_MIN = 4
_FEWEST_ITEMS = 2
_LONGEST_HEADING = 40
_ITEM = 4  # numbers such as 一、 and （一）; 1. may count points inside one duty


def prose_clauses(view: View, taken: Sequence[Found], heads: Sequence[Heading]) -> list[Found]:
    """Return the clauses in running text outside the clauses already found."""
    masked = _masked(view.text, taken)
    starts = [head.start for head in heads if head.level <= _ITEM]
    out = _department_items(view, masked, heads)
    spans = [(f.start, f.after) for f in out]
    at = -1
    for start, end in _sentences(view, masked, heads):
        if start < at or any(a <= start < b for a, b in spans):
            continue
        found = _department(view, masked, start, end) or _sentence(view, masked, start, end)
        if found:
            found = _before_heading(found, starts)
            out.append(found)
            at = found.after
    return out


_DUTY = regex.compile(
    r"(?:组织|负责|承担|制定|保障|监测|做好|协调|指导|提供|为|会同|配合|参与|协助|监督|管理|加强|落实|开展|依法|主要|牵头|及时|根据)"
)


def _department_items(view: View, masked: str, heads: Sequence[Heading]) -> list[Found]:
    """Return the clauses of a list whose numbered heads are bodies: 1.河务部门。组织…."""
    found: list[Found] = []
    for head, following in zip_longest(heads, heads[1:]):
        start = _number_end(masked, head)
        if head.end <= start or masked[head.end - 1] != "。":
            continue
        items = _bodies(view.text, mask_window(masked, start, head.end), start, head.end - 1)
        stop = min(following.start if following else len(masked), _line_end(view, head.end))
        if items and _DUTY.match(masked, head.end) and stop - head.end >= _TASK_MIN:
            reading = Reading((Listed(tuple(items), "resp", None),))
            duty = (head.end, stop)
            found.append(Found(start, head.end - 1, ClauseKind.PROSE, reading, task=duty))
    return found if len(found) >= _FEWEST_ITEMS else []


def _before_heading(found: Found, starts: Sequence[int]) -> Found:
    """End a task that follows its clause where the next numbered item begins."""
    if found.task is None:
        return found
    begin, end = found.task
    k = bisect_right(starts, begin)
    stop = starts[k] if k < len(starts) else end
    return replace(found, task=(begin, min(end, stop))) if stop > begin else found


def _masked(text: str, taken: Sequence[Found]) -> str:
    pieces = []
    at = 0
    for clause in sorted(taken, key=lambda f: f.start):
        if clause.start >= at:
            pieces += [text[at : clause.start], "。" * (clause.end - clause.start)]
            at = clause.end
    pieces.append(text[at:])
    return "".join(pieces)


def _sentences(view: View, masked: str, heads: Sequence[Heading]) -> Iterator[tuple[int, int]]:
    """Yield the sentences that hold a role word or open a line with a colon."""
    starts = {0, *view.lines, *(h.end for h in heads), *(_number_end(masked, h) for h in heads)}
    edges = sorted(starts | {m.end() for m in _STOP.finditer(masked)})
    for k, start in enumerate(edges):
        stop = _STOP.search(masked, start)
        end = stop.start() if stop else len(masked)
        if end - start > _LONGEST:
            end = start + _LONGEST
        following = edges[k + 1] if k + 1 < len(edges) else len(masked)
        if following - start < 3:
            continue
        if _WORD.search(masked, start, end) or "：" in masked[start : min(end, start + 80)]:
            yield start, end


_LONGEST = 700


def _number_end(text: str, head: Heading) -> int:
    match = _NUMBER.match(text, head.start)
    return match.end() if match else head.start


def _bodies(text: str, masked: str, start: int, end: int) -> list[Item] | None:
    """Return the items of a list that holds nothing but bodies."""
    if end - start < 2 or end - start > 400:
        return None
    items = split(text, start, end, masked)
    if not items or items[0].start != start:
        return None
    for item in items:
        word = text[item.start : item.end]
        if not (item.tail or body_like(word)) or len(word) < 2:
            return None
    return items


def _sentence(view: View, masked: str, start: int, end: int) -> Found | None:
    """Read a sentence that begins with bodies, or holds 由 before them."""
    window = masked[start:end]
    for match in _BY.finditer(window):
        found = _from(view, masked, start, start + match.end(), end, by=True)
        if found:
            return found
    lead = _LEADING.match(window)
    if lead:
        return None
    return _from(view, masked, start, start, end, by=False)


def _from(
    view: View, masked: str, sentence: int, start: int, end: int, *, by: bool
) -> Found | None:
    """Read the clause whose first list begins at ``start``."""
    text = view.text
    hidden = masked[:start] + mask(masked[start:end]) + masked[end:]
    verb = grammar.VERB.search(hidden, start, end)
    if not verb:
        return None
    word = next(k for k in ("joint", "lead", "support", "with", "resp") if verb[k])
    exhorted = _EXHORT.search(hidden[start : verb.start()])
    if exhorted or (
        word == "support" or (word == "joint" and not by and not verb.group().endswith("负责"))
    ):
        return None
    if word == "with" and not by and not _opens_line(view, masked, start):
        return None
    if word == "resp" and "负责" not in verb.group() and "承办" not in verb.group():
        return None
    items = _bodies(text, hidden, start, verb.start())
    if not items or (by and _is_noun_phrase(hidden, sentence, start, verb.end(), end)):
        return None
    lists = [Listed(tuple(items), "lead" if word == "with" else word, (verb.start(), verb.end()))]
    at = verb.end()
    if word == "with" or verb.group().endswith(("会同", "商")):
        more = _partners(text, hidden, at, end)
        if not more:
            return None
        lists.append(Listed(tuple(more[0]), "support", (verb.start(), verb.end())))
        at = more[1]
        closing = grammar.VERB.match(hidden, pos=at, endpos=end)
        if closing and closing.end() == end:
            at = closing.end()
    at = _more_lists(text, hidden, at, end, lists)
    if not _named_enough(text, lists, by=by, word=word):
        return None
    clause_start = start - 1 if by else start
    return _with_task(view, masked, sentence, clause_start, at, end, lists)


def _opens_line(view: View, masked: str, start: int) -> bool:
    """Return whether a sentence opens a line or follows the heading that opens it."""
    if start in view.lines:
        return True
    before = max((line for line in view.lines if line < start), default=0)
    return start - before <= _LONGEST_HEADING and masked.find("。", before, start - 1) < 0


def _named_enough(text: str, lists: Sequence[Listed], *, by: bool, word: str) -> bool:
    """Return whether the first body is one: 政府负责, 企业负责 speak of nobody in particular."""
    first = lists[0].items[0]
    name = text[first.start : first.end]
    return not grammar.GROUPING.match(name) or (by and len(name) > 3)


def _is_noun_phrase(masked: str, sentence: int, start: int, verb_end: int, end: int) -> bool:
    before = masked[sentence : start - 1]
    return bool(_NOUN_PHRASE.search(before)) or bool(_NOUN_TAIL.match(masked[verb_end:end]))


def _partners(text: str, masked: str, start: int, end: int) -> tuple[list[Item], int] | None:
    """Return the bodies after 会同 and where they end."""
    stop = _PAUSE.search(masked, start, end)
    limit = stop.start() if stop else end
    at = start
    while True:
        match = _ORGAN_AHEAD.match(masked, pos=at, endpos=limit)
        if not match:
            return None
        at = match.end()
        joiner = _JOINER.match(masked[at:limit])
        if not joiner or not _ORGAN_AHEAD.match(masked, pos=at + joiner.end(), endpos=limit):
            break
        at += joiner.end()
    closer = _CLOSING.match(masked[at:limit])
    if closer:
        at += closer.end()
    items = split(text, start, at, masked)
    return (items, at) if items else None


def _more_lists(text: str, masked: str, at: int, end: int, lists: list[Listed]) -> int:
    """Add the lists that follow, each closed by its own word; return where they end."""
    while at < end and masked[at] in "，、":
        verb = grammar.VERB.search(masked, at + 1, end)
        if not verb:
            break
        items = _bodies(text, masked, at + 1, verb.start())
        if not items or _EXHORT.search(masked[at : verb.start()]):
            break
        word = next(k for k in ("joint", "lead", "support", "with", "resp") if verb[k])
        if word == "with":
            break
        if word == "joint" and (verb["jointjob"] or "") in ("配合", "参与", "协助"):
            word = "support"
        lists.append(Listed(tuple(items), word, (verb.start(), verb.end())))
        at = verb.end()
    return at


def _with_task(
    view: View, masked: str, sentence: int, start: int, at: int, end: int, lists: list[Listed]
) -> Found:
    """Find the work: what follows in the sentence, a list of duties behind it, or the text before."""
    reading = Reading(tuple(lists))
    rest = "" if at in view.lines else masked[at:end].lstrip("，：")
    if len(rest) >= _TASK_MIN and not grammar.SAME_WORK.match(rest):
        begin = end - len(rest)
        if lists[-1].word == "resp" and masked[at - 2 : at] == "负责" and begin == at:
            begin = at
        return Found(start, at, ClauseKind.PROSE, reading, task=(begin, _sentence_end(masked, end)))
    duty = _DUTY_AHEAD.match(masked[at : at + 20])
    if duty:
        begin = at + duty.end() - len(duty.group().lstrip("。；，"))
        return Found(start, at, ClauseKind.PROSE, reading, task=(begin, _line_end(view, begin)))
    before = sentence if _LEADING.match(masked[sentence : start + 1]) else start
    return Found(start, at, ClauseKind.PROSE, reading, cut=before)


def _sentence_end(masked: str, end: int) -> int:
    return min(end + 1, len(masked)) if end < len(masked) and masked[end] in _STOPS else end


def _line_end(view: View, start: int) -> int:
    lines = sorted(view.lines)
    at = bisect_right(lines, start)
    return lines[at] if at < len(lines) else len(view.text)


def _department(view: View, masked: str, start: int, end: int) -> Found | None:
    """Read a line of a list by departments: 民政部门：负责…."""
    line = _line_end(view, start)
    match = _DEPARTMENT.match(masked[start:line])
    if match and start + match.end() in view.lines:
        return None
    if not match or start + match.end(1) - start > 80:
        return None
    stop = start + match.end(1)
    items = _bodies(view.text, mask_window(masked, start, stop), start, stop)
    if not items:
        return None
    reading = Reading((Listed(tuple(items), "resp", None),))
    return Found(start, stop, ClauseKind.PROSE, reading, task=(start + match.end(), line))


def mask_window(masked: str, start: int, end: int) -> str:
    """Hide the insides of brackets in ``masked[start:end]``."""
    return masked[:start] + mask(masked[start:end]) + masked[end:]
