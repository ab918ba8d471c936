"""Titles: where one starts, over how many lines it runs, and where the text begins after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.characters import fold, tidy
from kg.read.lines import Kind, Line
from kg.read.organs import organs

__all__ = ["Title", "find_title", "title_at", "titled_before"]

_NOTICE = "通知|意见|决定|通报|公告|公示|通告|批复|函|命令|令|决议|公报"
_PLAN = (
    r"方案|办法|规划|纲要|要点|清单|计划|预案|规定|细则|报告|措施|举措|行动|分工|任务|分解|安排|目标|项目|实事|台账|"
    r"规则|规程|章程|守则|解读|情况|责任书|任务书|议案|请示|条例|纪要|指引|指南|导则|名单|职责|说明|目录|建议|[表单册书]"
)
_SUFFIX = r"(?:\([^()]{1,30}\))*"
_ENDS = re.compile(rf"(?:{_NOTICE}|{_PLAN}){_SUFFIX}$")
_NOTICE_ENDS = re.compile(rf"(?:{_NOTICE}){_SUFFIX}$")
_STRONG_ENDS = re.compile(rf"(?:的(?:{_NOTICE})|(?:实施|指导|若干|工作)意见){_SUFFIX}$")
_KINDS = re.compile(rf"(?:{_NOTICE}|{_PLAN})(?:\([^()]{{1,12}}\))?")
_NOTICES = re.compile(rf"的(?:{_NOTICE})(?!的|精神|》|要求)")
_VERB = re.compile(r"关于|印发|转发|批转|下发|分解|公布|发布|下达|(?:贯彻)?落实|贯彻|做好|20\d\d年")
_NAMES = re.compile("关于|印发|转发|批转")
_SENDS = re.compile("印发|转发|批转|下发|下达|公布|发布")
_SPEAKS = re.compile(
    r"(?:为|根据|按照|现将|经|依据|自|凡|对|请|一是|附|注|本|以下|上述|主送|抄送|各|》|\)|-)"
)
_KEPT_BRACKET = re.compile(
    r"\([^()]*(?:试行|暂行|草案|修订|征求意见|节录|节选|续|\d{4}[年—-])[^()]*\)"
)
# What stands behind a title that runs on into the text on the same line.
_RUN_ON = re.compile(
    r"\(?[\u4e00-\u9fff]{1,10}\((?:19|20)\d\d\)|(?:发布|成文|发文|印发)日期|序号|来源：|索引号"
    r"|\(?(?:19|20)\d\d年\d{1,2}月"
)
_OPENING = re.compile(r"各[^项类级种]|《|为[了贯认深切进全加促推落]|\(?[一二]、")
_PUNCTUATION = re.compile("[，。；：？！]")
_MOST_LINES = 7
_LONGEST_ISSUER = 60
_LONGEST = 240
_LONGEST_LINE = 64
_LONGEST_PLAIN = 48
_SHORTEST = 4
_HEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class Title:
    """A title over the lines ``first`` to ``last``; ``issuer`` is the body it begins with."""

    words: str
    issuer: str
    first: int
    last: int
    complete: bool


def _balanced(words: str) -> bool:
    return all(words.count(a) == words.count(b) for a, b in ("《》", "〈〉", "()", "“”"))


def _complete(folded: str) -> bool:
    """Return whether a title may end here."""
    if not _balanced(folded):
        return False
    if _SENDS.search(re.sub("《[^》]*》", "", folded)):
        return bool(_NOTICE_ENDS.search(folded))
    return bool(_ENDS.search(folded))


def _cut(folded: str) -> int:
    """Return where a title that runs on into the text ends, or 0."""
    for match in _KINDS.finditer(folded, _SHORTEST, _LONGEST):
        end = match.end()
        notice = _NOTICE_ENDS.search(folded[:end])
        known = _RUN_ON.match(folded, end) or (notice and _OPENING.match(folded, end))
        if known and _balanced(folded[:end]):
            return end
    for match in _NOTICES.finditer(folded, 0, _LONGEST):
        if _balanced(folded[: match.end()]):
            return match.end()
    return 0


def _issuer(line: Line) -> str:
    """Return the bodies that stand before the verb of a title, or empty."""
    verbs = _VERB.finditer(line.folded[:_LONGEST_ISSUER])
    verb = next((m.start() for m in verbs if m.start() > 1), 0)
    if not verb and line.folded.endswith("令"):
        verb = len(line.words) - 1  # 某某省人民政府令
    return organs(line.raw_start(verb)) if verb else ""


def _opens(line: Line) -> bool:
    """Return whether a line may open a title that names its subject by a verb."""
    verb = _NAMES.search(line.folded[:_LONGEST_ISSUER])
    if not verb or _SPEAKS.match(line.folded):
        return False
    before = line.folded[: verb.start()]
    return not re.search("[。；：]|。|[（(]$", before)


def _stops(line: Line, kind: Kind, joined: str) -> bool:
    """Return whether a line below the first of a title is no part of it."""
    if kind is Kind.WORDS:
        if line.folded.startswith("("):
            return not _KEPT_BRACKET.fullmatch(line.folded)
        return bool(_PUNCTUATION.search(line.folded[:-1])) and _balanced(joined)
    if kind in (Kind.SALUTATION, Kind.ORGANS, Kind.BANNER):
        return line.folded.endswith("：") or not _complete(joined + line.folded)
    return kind is not Kind.TEXT or line.folded.endswith(("。", "；", "："))


def _continues(lines: Sequence[Line], kinds: Sequence[Kind], at: int, joined: str) -> bool:
    """Return whether line ``at`` goes on with a title that might have ended before it."""
    if at >= len(lines) or kinds[at] is not Kind.WORDS:
        return False
    folded = lines[at].folded
    if folded.startswith("的") or _KEPT_BRACKET.fullmatch(folded):
        return True
    return (
        not _STRONG_ENDS.search(joined)
        and len(folded) <= _LONGEST_PLAIN
        and not _opens(lines[at])
        and not _PUNCTUATION.search(folded)
        and not re.match(r"\(|\d{4}年", folded)
        and _complete(joined + folded)
    )


def _joined(lines: Sequence[Line], kinds: Sequence[Kind], first: int) -> tuple[str, int, bool]:
    """Join the lines of a title from ``first`` on: words, last line, and whether it is whole."""
    words = folded = ""
    at = first
    for at in range(first, min(first + _MOST_LINES, len(lines))):
        line = lines[at]
        if words and _stops(line, kinds[at], folded):
            return words, at - 1, False
        words += line.words
        folded += line.folded
        goes_on = _continues(lines, kinds, at + 1, folded)
        cut = _cut(folded)
        if cut and (cut < len(words) or not goes_on):
            return words[:cut], at, True
        whole = _complete(folded)
        if len(line.words) > _LONGEST_LINE:
            return (words, at, True) if whole and len(words) <= _LONGEST else ("", at, False)
        if whole and not goes_on:
            return words, at, True
    return words, at, False


def title_at(lines: Sequence[Line], kinds: Sequence[Kind], first: int) -> Title | None:
    """Return the title with a verb (关于, 印发 …) that starts with line ``first``, or ``None``.

    Bodies may stand on lines of their own above it.
    """
    at = first
    above: list[str] = []
    while at < len(lines) and kinds[at] is Kind.ORGANS and at < first + _MOST_LINES:
        above.append(organs(lines[at].raw))
        at += 1
    if at == len(lines) or kinds[at] not in (Kind.WORDS, Kind.TEXT, Kind.CELLS):
        return None
    own = "" if above and _VERB.match(lines[at].folded) else _issuer(lines[at])
    if not _opens(lines[at]) if own or not above else not _VERB.match(lines[at].folded):
        return None
    if above and own and not _adjacent(lines[first : at + 1]):
        return None
    words, last, whole = _joined(lines, kinds, at)
    if not words or (not whole and (len(words) > _LONGEST // 2 or "。" in words)):
        return None
    issuer = " ".join((*above, own)).strip()
    return Title(_bare(issuer + words[len(tidy(own)) :]), issuer, first, last, whole)


def _adjacent(lines: Sequence[Line]) -> bool:
    """Return whether no blank line parts bodies from the title that begins with the last one."""
    return not any(line.apart for line in lines[1:])


def _bare(words: str) -> str:
    """Return a title without what does not belong to it: a number in brackets, a label."""
    words = re.sub(
        r"[（(][^（）()]{1,12}[〔\[［（(【﹝]\d{4}[〕\]］）)】﹞]第?\d+号[）)]$", "", words
    )
    return re.sub(r"^(?:标题|名称)[：:]", "", words).rstrip("（(*#")


def _plain_at(lines: Sequence[Line], kinds: Sequence[Kind], first: int) -> Title | None:
    """Return the title without a verb (某某市2020年工作要点) that starts with line ``first``."""
    words = ""
    for at in range(first, min(first + 3, len(lines))):
        line = lines[at]
        if kinds[at] is not Kind.WORDS or _PUNCTUATION.search(line.folded) or "\t" in line.raw:
            return None
        if not _adjacent(lines[first : at + 1]):
            return None
        words += line.words
        if not _SHORTEST < len(words) <= _LONGEST_PLAIN:
            return None
        if _complete(fold(words)) and not _continues(lines, kinds, at + 1, fold(words)):
            return Title(_bare(words), _issuer(lines[first]), first, at, True)
    return None


def _body_start(kinds: Sequence[Kind]) -> int:
    """Return the first line that belongs to the text: whom it is sent to, or a heading."""
    starts = (k for k, kind in enumerate(kinds) if kind in (Kind.SALUTATION, Kind.HEADING))
    return min(next(starts, len(kinds)), _HEAD_LINES)


def _run_on(line: Line) -> Title | None:
    """Return the title that a first line begins with before wide blanks or a table's head."""
    first = re.split(r"[ \u3000\xa0]{2,}", line.raw.strip())[0]
    words = re.sub(r"^附(?:件|表)\d*[：:]?", "", tidy(first))
    if _SHORTEST < len(words) <= _LONGEST_PLAIN and len(words) < len(line.words):
        folded = fold(words)
        if _complete(folded) and not _PUNCTUATION.search(folded):
            return Title(words, "", 0, 0, True)
    cut = _cut(line.folded)
    if _SHORTEST < cut <= _LONGEST_PLAIN and not _PUNCTUATION.search(line.folded[:cut]):
        return Title(line.words[:cut], "", 0, 0, True)
    return None


def _by_place(lines: Sequence[Line], kinds: Sequence[Kind], body: int) -> Title | None:
    """Return the title that its place alone tells: above the number or whom it is sent to."""
    below = {Kind.NUMBER, Kind.DATE, Kind.SALUTATION}
    for at in range(min(body, len(lines) - 1)):
        line = lines[at]
        if kinds[at] is Kind.WORDS and kinds[at + 1] in below and not _SPEAKS.match(line.folded):
            fits = _SHORTEST < len(line.words) <= _LONGEST_PLAIN
            if fits and not _PUNCTUATION.search(line.folded):
                return Title(_bare(line.words), _issuer(line), at, at, False)
    return None


def find_title(lines: Sequence[Line], kinds: Sequence[Kind]) -> Title | None:
    """Return the title at the head of a document, or ``None``."""
    body = _body_start(kinds)
    broken = None
    for maker in (title_at, _plain_at):
        for first in range(body):
            title = maker(lines, kinds, first)
            if title and title.complete:
                return title
            broken = broken or title
    if broken:
        return broken
    placed = _by_place(lines, kinds, body)
    if placed or not lines:
        return placed
    if body < len(kinds) - 1 and kinds[body] is Kind.SALUTATION:
        return _plain_at(lines, kinds, body + 1) if body < _HEAD_LINES else None
    return _run_on(lines[0])


def titled_before(lines: Sequence[Line], kinds: Sequence[Kind], number: int) -> Title | None:
    """Return the title whose last line stands right above line ``number``, or ``None``."""
    last = number - 1
    while last >= 0 and kinds[last] is Kind.DATE:
        last -= 1
    for maker in (title_at, _plain_at):
        for first in range(max(0, last - _MOST_LINES), last + 1):
            if kinds[first] not in (Kind.WORDS, Kind.ORGANS, Kind.TEXT):
                continue
            title = maker(lines, kinds, first)
            if title and title.last == last:
                return title
    return None
