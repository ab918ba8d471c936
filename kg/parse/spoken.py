"""One sentence that assigns work: 由X牵头，Y、Z等单位参与，负责…; X负责…; 由X会同Y…."""

from __future__ import annotations

import regex

from kg.parse import grammar
from kg.parse.clause import Listed, verb_word
from kg.parse.found import Found
from kg.parse.page import Sentence
from kg.parse.partners import is_known, partners_of
from kg.parse.places import place_start
from kg.parse.tails import Item
from kg.parse.work import LEADING, worked

__all__ = ["spoken"]

# 不再由乡镇负责, 原由甲局负责: what is not so, or no longer.
_BY = regex.compile(r"(?<![自理缘原])(?<!不(?:得|再|应|能|可|宜))(?<!是否|原来|过去|此前|曾经)由")
# 甲局牵头，乙局、丙局组成 (or 共同做好…): those behind the lead support it.
_TOGETHER = regex.compile(
    r"(?:共同)?组成(?!部门|单位|员)|(?:共同|联合|协同)(?=做好|开展|推进|推动|抓好|制定|研究|组织|实施|完成|落实)"
)
_JOINS = regex.compile(
    r"，(?:联合|会同|协同|商)(?=[省市县区州国各有相])"
)  # 由甲局牵头，联合乙局开展…
_ALL = regex.compile(r"联合(?=制定|开展|实施|组织|推进|印发|发布|举办)")  # 由甲局、乙局联合制定…
_DEED = regex.compile(r"(?:牵头|负责)\p{Han}{1,8}$")
_STOPS = "。；！？"
_NOUN_PHRASE = regex.compile(
    r"(?:建立|形成|健全|完善|构建|实行|坚持|落实|推行|成立|组建|实施|采取|设立|按照|强化)[^。；，]{0,12}$"
)
# 由X牵头，负责建立…的机制 says what X is to do.
_NOUN_TAIL = regex.compile(
    r"(?:(?!，(?:主要|具体)?负责)[^。；]){0,30}?的(?:[\p{Han}、]{0,12})"
    r"(?:机制|格局|体系|制度|体制|局面|模式|网络|办法|原则|方式|小组|合力|平台|班子|队伍|专班|委员会)"
)
_ATTRIBUTE = regex.compile(r"[^，。；]{0,2}的")  # 由X牵头组织的督查
# What is done, or who belongs to a group, is no work that is given to anybody.
_TELLS = regex.compile(
    r"现(?:予以?)?(?:印发|转发|公布|发布)|已经[^，。；]{1,20}(?:同意|批准|通过)|公开征求意见"
    r"|^(?:去年|上年|近年来|[一几两三]年来|今年以来|[0-9]{4}年以来|截至)|累计\p{Han}{2,8}[0-9]"
    r"|(?:担任|为|任)(?:总|副)?(?:召集人|组长|指挥长|主任|成员)(?:[，。；]|$)"
)
_DONE = regex.compile(r"[\p{Han}]{0,8}(?<!为)了(?!解)")  # 会同审计局起草了…
# Who pays or answers: 经费由甲局承担, 由甲局承担维修责任.
_LIABLE = regex.compile(r"\p{Han}{0,4}承担[\p{Han}、]{0,10}(?:责任|费用|义务|经费|支出)")
_COSTS = regex.compile(
    r"(?:经费|费用|资金|支出|成本|责任|风险|损失|利息)[^。；，]{0,6}，?应?当?由$"
)
_LED = regex.compile(r"的(?!(?:工作|任务|事项)|[是士])")  # 文旅局牵头的展演
_MADE = regex.compile(r"(?!全|各|本|我)(?:组织|研究)?\p{Han}{2}的")  # 牵头建设的泵站
# 负责管理水库工作的部门 is one body.
_IN_CHARGE = regex.compile(r"[^，。；]{2,30}的(?:\p{Han}{0,6})(?:部门|机构|单位|人员)")
_DESCRIBES = regex.compile(r"的(?![是士])")
_EXHORT = regex.compile(r"(?:要|应|应当|须|必须|需|需要|可|可以|不得|将|已|均)$")
_DUTY = regex.compile(r"[^。；！？，]{2,40}?(?P<verb>(?:主要|具体|统筹)?负责)(?!的)")
# Of the document; 负责修订水价办法 is work.
_EXPLAINS = regex.compile(
    r"(?:具体)?(?:应用)?(?:中)?的?(?:具体)?(?:问题)?的?(?:进行)?"
    r"(?:解释|修订)(?:(?:和|与|及|、)?(?:解释|修订))?(?:工作)?"
)
# A word behind a comma belongs to what follows (，牵头单位要…); 为牵头单位 tells of a member.
_APART = frozenset("，；：为")
# 市审改办、浦东新区政府为主要责任单位
_ROLE = regex.compile(
    rf"(?P<support>副组长单位|{grammar.MEMBER_LABEL}|参加单位)|(?P<lead>组长单位)|{grammar.LABEL_WORDS}"
)
_IS_ROLE = regex.compile(rf"(?:均|同|共同|分别)?[为是](?=(?:{_ROLE.pattern})(?:[，；。]|$))")
_OTHERS = ("其他", "其它", "其余")
_SHORT_GROUP = 3
_EACH_ITS_OWN = regex.compile(r"^各[^，。；]{0,20}(?:要|应|须)")
_LONG_NAME, _WHOLE_NAME = 9, 3
_LIST_GOES_ON = "、，和与及"
_LONGEST_HEADING = 40
_LONGEST_AHEAD = 24  # characters of 灾害发生后，


def spoken(sentence: Sentence) -> Found | None:
    """Read a sentence that begins with bodies, or holds 由 before them."""
    hidden = sentence.hidden
    if _TELLS.search(hidden):
        return None
    named = _named_so(sentence, hidden)
    if named:
        return named
    by = [match.end() for match in _BY.finditer(hidden)]
    verb = grammar.VERB.search(hidden)
    # 甲局负责调度，其他工程由乙单位负责: what comes first is read first.
    if verb and by and verb.end() < by[0] and (found := _unled(sentence, hidden)):
        return found
    for at in by:
        found = _clause(sentence, hidden, at, by=True)
        if found:
            return found
    return None if LEADING.match(hidden) else _unled(sentence, hidden)


def _unled(sentence: Sentence, hidden: str) -> Found | None:
    """Read a sentence that begins with bodies, or has them behind words of time and place."""
    found = _clause(sentence, hidden, 0, by=False)
    verb = None if found else grammar.VERB.search(hidden)
    comma = hidden.rfind("，", 0, verb.start()) if verb else -1
    if 0 < comma <= _LONGEST_AHEAD:
        return _clause(sentence, hidden, comma + 1, by=False)
    return found


def _named_so(sentence: Sentence, hidden: str) -> Found | None:
    """Read a sentence that says nothing but what its bodies are: X为牵头单位，Y、Z为责任单位."""
    base, at = sentence.start, 0
    lists: list[Listed] = []
    while at < len(hidden):
        joint = _IS_ROLE.search(hidden, at)
        if lists and not joint:  # 甲局为组长单位，乙局参与
            end = _more_lists(sentence, hidden, at - 1, lists)
            return worked(sentence, 0, end, tuple(lists)) if end >= at else None
        role = _ROLE.match(hidden, joint.end()) if joint else None
        items = sentence.page.bodies(base + at, base + joint.start()) if joint else None
        if (
            not items
            or _nobody(sentence, items)
            or not role
            or not role.group().endswith(("单位", "部门"))
        ):
            return None
        if not lists and joint and _starts_later(sentence, items, base + joint.start()):
            return None
        word = next(held for held in ("lead", "support", "resp") if role[held])
        lists.append(Listed(tuple(items), word, (base + role.start(), base + role.end())))
        at = role.end() + 1
    if not lists:
        return None
    if all(listed.word == "support" for listed in lists):
        return None  # a list of members assigns nothing
    return worked(sentence, 0, len(hidden), tuple(lists))


def _nobody(sentence: Sentence, items: list[Item]) -> bool:
    """Return whether a list says no more than 其他."""
    text = sentence.page.text
    return all(text[item.start : item.end] in _OTHERS for item in items)


def _clause(sentence: Sentence, hidden: str, at: int, *, by: bool) -> Found | None:
    """Read the clause whose first list begins at ``at`` of the sentence."""
    verb = _verb(sentence, hidden, at)
    if not verb or not _assigns(sentence, hidden, at, verb, by=by):
        return None
    base = sentence.start
    at = at if by else sentence.page.title_end(base + at) - base
    items = sentence.page.bodies(base + at, base + verb.start())
    if items and at == 0 and _starts_later(sentence, items, base + verb.start()):
        return None
    if by and items and _EACH_ITS_OWN.search(hidden, 0, at) and _is_own(sentence, items):
        return None
    if not by and items and items[-1].group and not _firm(sentence, items[0]):
        return None
    if not items or (by and _is_noun_phrase(hidden, at, verb.end())):
        return None
    place = (base + verb.start(), base + verb.end())
    word = verb_word(verb)
    lists = [Listed(tuple(items), "lead" if word == "with" else word, place)]
    after = verb.end()
    joins = _JOINS.match(hidden, after)
    if by and word == "with" and len(items) > 1 and _ALL.match(hidden, verb.start()):
        lists = [Listed(tuple(items), "joint", place)]
    elif word == "with" or joins or verb.group().endswith(("会同", "商")):
        partners = partners_of(sentence, hidden, joins.end() if joins else after)
        if partners is None:
            return None
        lists.append(Listed(tuple(partners[0]), "support", place))
        after = partners[1]
    if _explains(sentence, hidden, after) or _explains(sentence, hidden, after + 2):
        return None
    after = _more_lists(sentence, hidden, after, lists)
    if _LED.match(hidden, after) or _DONE.match(hidden, after):
        return None
    if word != "resp" and _MADE.match(hidden, after):
        return None
    first = sentence.page.text[items[0].start : items[0].end]
    if grammar.GROUPING.match(first) and not (by and len(first) > _SHORT_GROUP):
        return None
    return worked(sentence, at - 1 if by else at, after, tuple(lists))


def _is_own(sentence: Sentence, items: list[Item]) -> bool:
    """Return whether the only body is an office that each of those addressed has: 办公室."""
    return len(items) == 1 and items[0].end - items[0].start <= _SHORT_GROUP and not items[0].tail


def _firm(sentence: Sentence, item: Item) -> bool:
    """Return whether what stands before a comma is a body without doubt: 重点地区，甲局负责…."""
    word = sentence.page.text[item.start : item.end]
    signs = (grammar.TIER_PREFIX.match(word), grammar.GROUP_OPENS.match(word), place_start(word))
    return any(signs) or bool(item.tail) or is_known(word)


def _verb(sentence: Sentence, hidden: str, at: int) -> regex.Match[str] | None:
    """Return the first role word; one that runs over a line start ends there."""
    verb = grammar.VERB.search(hidden, at)
    if not verb:
        return None
    inside = range(sentence.start + verb.start() + 1, sentence.start + verb.end())
    over = next((p - sentence.start for p in inside if p in sentence.page.starts), None)
    shorter = grammar.VERB.search(hidden, at, over) if over else None
    if not shorter or shorter.end() != over:
        return verb  # 按职责分工负 | 责: the line breaks the word itself
    return verb if verb_word(shorter) == "joint" and "负责" not in shorter.group() else shorter


def _starts_later(sentence: Sentence, items: list[Item], verb: int) -> bool:
    """Return whether the list rather starts with the line its word stands in.

    Lines without a full stop between them are no wrapped text: 开展招聘 / 教育部等按职责分工负责.
    """
    page = sentence.page
    line = page.line_start(verb)
    if line <= sentence.start or not page.bodies(line, verb):
        return False
    if page.text[line - 1] in _LIST_GOES_ON:
        return False
    over = next((i for i in items if i.start < line < i.end), None)
    return over is None or (over.end - over.start >= _LONG_NAME and over.end - line >= _WHOLE_NAME)


def _assigns(sentence: Sentence, hidden: str, at: int, verb: regex.Match[str], *, by: bool) -> bool:
    """Return whether a role word assigns work here, rather than tells of it or exhorts."""
    word = verb_word(verb)
    if hidden[verb.start() - 1 : verb.start()] in _APART or _explains(sentence, hidden, verb.end()):
        return False
    if word == "lead" and verb.group().endswith(("单位", "部门")):
        return False  # X牵头部门 is a noun
    if word in ("support", "guide") or _EXHORT.search(hidden[at : verb.start()]):
        return False
    if by and word == "resp":
        return not (_LIABLE.match(hidden, verb.start()) or _COSTS.search(hidden, 0, at))
    if word == "joint":
        return by or sentence.follows or "负责" in verb.group()
    if word == "resp" and _DESCRIBES.match(hidden, verb.end()):
        return False  # 市水务局负责的水厂
    if not by and word == "resp" and _IN_CHARGE.match(hidden, verb.end()):
        return False
    if not by and word in ("with", "resp") and not _opens_line(sentence):
        return word == "resp" and "负责" in verb.group() and _among_duties(sentence)
    return word in ("with", "lead") or "负责" in verb.group() or "承办" in verb.group()


def _explains(sentence: Sentence, hidden: str, at: int) -> bool:
    """Return whether the words at ``at`` say who explains or revises the document itself."""
    match = _EXPLAINS.match(hidden, at)
    if not match:
        return False
    ends_line = sentence.start + match.end() in sentence.page.starts
    return ends_line or match.end() == len(hidden) or hidden[match.end()] in _APART


def _opens_line(sentence: Sentence) -> bool:
    """Return whether a sentence opens a line or follows the heading that opens it."""
    page, start = sentence.page, sentence.start
    if sentence.follows:
        return True
    before = page.line_start(start)
    near = start - before <= _LONGEST_HEADING and page.text.find("。", before, start - 1) < 0
    return start == before or near or page.text[start - 1] == "；"


def _among_duties(sentence: Sentence) -> bool:
    """Return whether the sentence before or behind tells a duty, too: 甲局负责…。乙局负责….

    One alone, in the middle of a paragraph, rather tells a story.
    """
    text = sentence.page.text
    before = max(text.rfind(stop, 0, sentence.start - 1) for stop in _STOPS) + 1
    return any(
        bool(duty and sentence.page.bodies(start, duty.start("verb")))
        for start, end in ((before, sentence.start), (sentence.end + 1, len(text)))
        if (duty := _DUTY.match(text, start, end))
    )


def _is_noun_phrase(hidden: str, at: int, verb_end: int) -> bool:
    """Return whether 由…牵头 only describes a thing: 建立由政府牵头的工作机制."""
    if _NOUN_PHRASE.search(hidden[: at - 1]) or _ATTRIBUTE.match(hidden, verb_end):
        return True
    return bool(_NOUN_TAIL.match(hidden, verb_end))


def _more_lists(sentence: Sentence, hidden: str, at: int, lists: list[Listed]) -> int:
    """Add the lists that follow, each closed by its own word; return where they end."""
    base = sentence.start
    while at < len(hidden) and hidden[at] in "，、":
        if hidden[at] == "、" and _DEED.search(hidden, 0, at):
            break  # 负责协调、推动…
        verb = grammar.VERB.search(hidden, at + 1)
        joined = _TOGETHER.search(hidden, at + 1, verb.start() + 1 if verb else None)
        role = joined or verb
        if not role or _EXHORT.search(hidden[at : role.start()]):
            break
        word = "support" if joined else verb_word(role)
        items = None if word == "with" else sentence.page.bodies(base + at + 1, base + role.start())
        if not items:
            break
        lists.append(Listed(tuple(items), word, (base + role.start(), base + role.end())))
        at = role.end()
    return at
