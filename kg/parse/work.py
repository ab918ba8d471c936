"""What work a spoken clause assigns: what follows it, duties listed behind it, what precedes it."""

from __future__ import annotations

import regex

from kg.model import ClauseKind
from kg.parse import grammar
from kg.parse.bodies import mask
from kg.parse.clause import Listed, Reading, verb_word
from kg.parse.found import Found
from kg.parse.page import NUMBERED, Page, Sentence

__all__ = ["LEADING", "goes_on", "next_duty", "worked"]

# 2.市水务局负责。实施治理工程: an item that begins with its bodies.
_NUMBER = regex.compile(
    r"[0-9]{1,3}[.、]|\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十]{1,3}、"
)
# (二)抢险救援组。省应急厅牵头，省公安厅参与。负责…: the work of a group follows its members.
_GROUP = rf"(?:{_NUMBER.pattern})?[\p{{Han}}、]{{2,16}}(?:组|专班|分队)"
_GROUP_TITLE = regex.compile(rf"{_GROUP}[。：]?")
_GROUP_DUTY = regex.compile(r"(?:主要|具体)?(?:负责|承担)")
_NEXT_GROUP = regex.compile(
    rf"(?<=[。；])(?:{_NUMBER.pattern})[\p{{Han}}、]{{2,16}}(?:组|专班|分队)"
)
LEADING = regex.compile(
    r"^(?:(?:此项|该项|这项|上述|以上|本项|各项|具体|相关|有关)?(?:工作|任务|事项)(?:具体)?"
    r"|具体|日常工作|其中|同时|并|另外)?，?由"
)
_DUTY_AHEAD = regex.compile(
    r"[。；，]?(?:主要|具体|工作)?(?:职责|任务|职责任务|工作职责|工作任务|职能)(?:(?:是|为)?：|是(?=[\p{Han}]))"
)
# 关于…的问题，由X会同Y研究提出意见: what the work is about stands before the bodies.
_ABOUT = regex.compile(r"(?:\([^()]{1,4}\)|[\p{Han}0-9]{1,3}[、.])?(?:关于|针对|对于?)[^。；]{4,}")
# 省审计厅牵头的工作 heads what it leads.
_OF_WORK = regex.compile(r"^(?:的(?:工作|任务|事项)|[，：])+")
_TREATS = regex.compile(
    r"(?:研究|抓紧|尽快|负责)*(?:提出|制定|拟订|落实|办理|协调|解决|汇总)[^，。；]{0,8}"
)
_MEMBERS = regex.compile(r"^[^，。；]*组成$")  # 财政局及有关设计、施工等单位组成
_MARK = regex.compile(rf"^(?:{_NUMBER.pattern}|[一二三四五六七八九十]是|{NUMBERED.pattern})")
# 发布工作由甲局会同乙局共同组织开展: a verb that says no more than 由甲局负责.
_BARE_DEED = regex.compile(
    r"(?:共同|联合|具体|分别|统一)*(?:组织|实施|开展|落实|办理|推进|完成|执行|承担|进行)+(?:工作)?"
)
_GOES_ON = regex.compile(r"(?:主要|具体|全面|统一|同时)?(?:负责|承担|统筹|制定|组织|开展|牵头|对)")
_STOPS = "。；！？"
_STOP = regex.compile(r"[。；！？]")
_PAUSE = regex.compile(r"，(?:(?:同时|其中|并)?由)?")
# 明确市财政局负责…, 各部门要配合: no bodies alone, or an exhortation.
_NO_BODY = regex.compile(
    r"^(?:明确|要求|委托|授权|督促|指导|组织|协调|配合|协助|支持|鼓励|引导|依托|根据|经|报|提请|接受"
    r"|推动|通知|联系|会同|商(?!务)|与|对(?!外)|向|按|以|为|使|让|请|确定|指定|安排|责成|落实|联合|聘请|邀请)"
    r"|(?:可|可以|不得|将|已|均)$"
)
_URGED = regex.compile(r"(?:要|应当?|须|必须|需要?)(?=\p{Han})")  # 各县林业局要强化巡护
# What goes on behind a semicolon is another deed of the same bodies: ；调运物资；
_ON = regex.compile(
    r"(?:并|及时|依法|统一|积极|配合有关部门|协助有关部门)*(?:负责|组织|协调|指导|做好|开展|承担|制定|落实|推进"
    r"|调[运集配度查]|安[置抚排]|发[放布]|收集|汇总|报告|监[测督]|检查|督[促查]|维护|保障|抢[修险救]|救[治援助]"
    r"|疏[散导]|巡[查护]|转移|运送|储备|管理|建立|完善|加强|提[供出]|研究|核[实查定]|处[理置]|查处|宣传|引导|培训|统[筹计一]"
    r"|编制|参[与加]|承办|办理|审[核批]|受理|分[析配]|评估|协助|配合|支持|实施|联系|会商|启动|动员|接收|清[理运])"
)
_OTHERS = regex.compile(r"[，。；\p{Han}]由[\p{Han}、]{2,40}?(?:负责|牵头|承担)")
_CORE = regex.compile(
    r"[\p{Han}，]*?(?:牵头|负[责贵]|主办|主责|承办|职责分工|分工)(?:，?(?:牵头|负[责贵]))*"
)
_TASK_MIN, _OBJECT_MIN = 4, 2
_TRANSITIVE = ("落实", "办理", "承办", "承担")


def worked(sentence: Sentence, start: int, after: int, lists: tuple[Listed, ...]) -> Found:
    """Find the work: what follows in the sentence, duties listed behind it, or the text before."""
    page, base = sentence.page, sentence.start
    first, last = base + start, base + after
    reading = Reading(lists)
    rest = "" if last in page.starts else _OF_WORK.sub("", page.text[last : sentence.end])
    rest = "" if _MEMBERS.search(rest) else rest
    if _TREATS.fullmatch(rest) and _ABOUT.fullmatch(page.text, base, first):
        return Found(first, sentence.end, ClauseKind.PROSE, reading, cut=first)
    said = page.text[slice(*lists[-1].at)] if lists[-1].at else ""
    deed = _deed(said) if lists[-1].at and lists[-1].at[1] == last else ""
    listed = sentence.follows or page.text[base - 1 : base] == "；"
    alone = first - base < _TASK_MIN  # no work stands before: 同时，甲局负责巡查
    short = deed or listed or alone or said.endswith(_TRANSITIVE)  # 负责落实|资金
    least = _OBJECT_MIN if short else _TASK_MIN
    if _stands_before(sentence, first, last, rest):
        mark = NUMBERED.match(page.text, base)
        begin = mark.end() if mark else base
        return Found(first, last, ClauseKind.PROSE, reading, task=(begin, first))
    if len(rest) >= least and not grammar.SAME_WORK.match(rest):
        begin = sentence.end - len(rest)
        return _followed(sentence, first, begin - len(deed) * (begin == last), last, lists)
    if deed and not rest and listed:
        return Found(first, last, ClauseKind.PROSE, reading, task=(last - len(deed), last))
    duty = _DUTY_AHEAD.match(page.text, last)
    if duty:
        begin = duty.end() - len(duty.group().lstrip("。；，"))
        work = (begin, page.passage_end(begin))
        return Found(first, last, ClauseKind.PROSE, reading, task=work)
    behind = (sentence.end + 1, page.line_end(first))
    if behind[1] == behind[0] and _GROUP_DUTY.match(page.text, behind[0]):
        behind = (behind[0], page.line_end(behind[0]))
    if behind[1] > behind[0] and _heads_work(page, base, first, behind[0]):
        behind = (behind[0], _next_item(page, *behind))
        return Found(first, last, ClauseKind.PROSE, reading, task=behind)
    leading = LEADING.match(page.text, base, first + 1)
    return Found(first, last, ClauseKind.PROSE, reading, cut=base if leading else first)


def _stands_before(sentence: Sentence, first: int, last: int, rest: str) -> bool:
    """Return whether the work is what the sentence names before 由, and nothing behind it.

    宣传工作由甲局负责，做到及时。; and in an article, where all before belongs to another.
    """
    page, base = sentence.page, max(sentence.start, sentence.page.line_start(first))
    object_ = _MARK.sub("", page.text[base:first]).rstrip("，")
    if page.text[first : first + 1] != "由" or len(object_) < _OBJECT_MIN or object_[-1] in "：。":
        return False
    if LEADING.match(page.text, base, first + 1) or _GROUP_TITLE.fullmatch(object_):
        return False
    if _BARE_DEED.fullmatch(rest):
        return True
    paused = page.text[last : last + 1] == "，" and not _GOES_ON.match(rest)
    article = NUMBERED.match(page.text, page.line_start(first))
    return paused or bool(article and len(rest) < _TASK_MIN)


def _deed(said: str) -> str:
    """Return what a role word says of the work itself: 负责|落实(资金)."""
    core = _CORE.match(said)
    return said[core.end() :] if core else ""


def _followed(
    sentence: Sentence, first: int, begin: int, last: int, lists: tuple[Listed, ...]
) -> Found:
    """Return a clause whose work follows, up to where the sentence tells of other bodies.

    Those that support (…，乙局配合) belong to the clause; others have a duty of their own.
    """
    page = sentence.page
    other = next_duty(page, last, sentence.end)
    if other and other.word == "support":
        lists = (*lists, other)
        last = other.at[1] if other.at else last
    if other:
        stop = other.items[0].start - 1
        stop -= page.text[stop] == "由"
        return Found(first, last, ClauseKind.PROSE, Reading(lists), task=(begin, stop))
    stop = sentence.end
    stop += stop < len(page.text) and page.text[stop] in _STOPS
    stop = _whole(page, first, stop)
    return Found(first, last, ClauseKind.PROSE, Reading(lists), task=(begin, stop))


def next_duty(page: Page, start: int, end: int) -> Listed | None:
    """Return the next bodies in a sentence that a pause and a role word enclose: ，乙局负责…."""
    hidden = mask(page.text[start:end])
    for pause in _PAUSE.finditer(hidden):
        role = _role(hidden, pause.end(), by=pause.group().endswith("由"))
        if not role or _NO_BODY.search(hidden, pause.end(), role[1]):
            continue
        word, at, behind = role
        items = page.bodies(start + pause.end(), start + at)
        if items:
            return Listed(tuple(items), word, (start + at, start + behind))
    return None


def _role(hidden: str, at: int, *, by: bool) -> tuple[str, int, int] | None:
    """Return the next role word that gives or urges work: its kind, where it stands."""
    verb, urged = grammar.VERB.search(hidden, at), _URGED.search(hidden, at)
    if urged and (not verb or urged.start() < verb.start()):
        return "urged", urged.start(), urged.end()
    if not verb:
        return None
    word = verb_word(verb)
    works = by or word != "resp" or "负责" in verb.group() or "承办" in verb.group()
    return (word, verb.start(), verb.end()) if works and word != "guide" else None


def _whole(page: Page, first: int, stop: int) -> int:
    """Return where work ends that goes on behind semicolons, as in 负责抢险；调运物资；安置."""
    return goes_on(page, stop, page.line_end(first), "；")


def goes_on(page: Page, start: int, end: int, behind: str = "。；") -> int:
    """Return how far more deeds of the same bodies follow, one behind the other.

    Args:
        page: The text.
        start: Where the work ends so far.
        end: Where it ends at the latest.
        behind: Stops behind which it may go on.
    """
    while start < end and page.text[start - 1] in behind:
        stop = _STOP.search(page.text, start, end)
        part = (start, stop.start() if stop else end)
        if not _ON.match(page.text, start) or _OTHERS.search(page.text, *part):
            break
        start = stop.end() if stop else end
    return start


def _heads_work(page: Page, base: int, first: int, behind: int) -> bool:
    """Return whether a clause opens its item, or its group's, and the work follows it."""
    line = page.line_start(first)
    if _NUMBER.fullmatch(page.text, line, first):
        return True
    if any(_GROUP_TITLE.fullmatch(page.text, start, first) for start in (line, base)):
        return True
    return line == first and bool(_GROUP_DUTY.match(page.text, behind))


def _next_item(page: Page, start: int, end: int) -> int:
    """Return where the next item of a list without line breaks begins, or the end."""
    item = _NEXT_GROUP.search(page.text, start, end)
    return item.start() if item else end
