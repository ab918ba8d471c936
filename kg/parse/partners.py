"""Where bodies end that their work follows without a mark: 会同市人力资源社会保障局|制定方案.

A name may hold that of another body (县政府|办公室) and words that are verbs elsewhere (组织部): it
ends where work begins behind it, and best where vocabulary knows what stands before.
"""

from __future__ import annotations

import regex

from kg.parse import grammar
from kg.parse.bodies import split
from kg.parse.brackets import body_like
from kg.parse.known import forms
from kg.parse.page import Sentence
from kg.parse.places import place_start
from kg.parse.tails import Item, is_field

__all__ = ["is_known", "list_end", "partners_of"]

_PAUSE = regex.compile(r"[，。；]")
_JOINER = regex.compile(r"、|和|与|及|以及")
_CLOSING = regex.compile(
    r"等(?:有关|相关|责任|职能|主管)?(?:部门|单位|地区|方面)?(?:(?:和|及|、)(?:有关|相关)?(?:单位|部门))?\x02*"
)
# 会同公安、交通运输、水利等部门（单位）
_FIELDS = regex.compile(
    r"(?:[\p{Han}]{2,12}、){0,12}[\p{Han}]{2,8}?等(?:有关|相关|职能|主管)?(?:部门|单位)"
    r"(?:(?:和|、)(?:有关|相关)?单位|\x02+)?"
)
_SHARED = regex.compile(r"(?:[\p{Han}]{2,12}、){1,12}[\p{Han}]{2,10}?(?:部门|机关)")
_WORK = regex.compile(
    r"制[定订]|拟[定订]|开展|组织(?![部处委])|研究|提出|负责|做好|进行|编制|编[写印]|核[查实定准算拨减]|查[处办明]"
    r"|建[立设成](?![部厅局委管])|推[进动行广]|落实|加强|调[查研整度解](?![总局队])|办理|实施|审[核批查定议](?![局署])"
    r"|评[估审选价定比]|监督(?![管局])|检查|督[促查导办](?![室局组])|指导|协[调商助](?![局办])|确定|公[布示告]|发布|起草|修[订改复建]"
    r"|完善|对|按照?|依[法照据]|根据|及时|定期|共同|联合(?!会)|统一|另行|报|给予|予以|处[理置罚](?![局中])|解决|承担|履行|向"
    r"|提[请交供高升](?!升办)|选[定址派拔]|划定|设立|成立|举办|召开|印发|会签|认定|验收|复[核查]|征[求集收](?!局)|汇总|统筹"
    r"|明确|规定(?!局)|采取|保障(?![局厅部委中])|支持|安排|下达|分配|维护|分析|监测(?![中站总])|受理|决定|批准|商|抓|组[成建]|筛选|推荐|支付|发[放动送]|拨付"
    r"|筹[集措备]|收集|整理|整治|清理|打击|打造|培[训育养]|宣传(?!部)|引导|鼓励|深入|全面|积极|切实|严格|强化|深化|优化|探索"
    r"|试点|申报|申请|争取|跟踪|通报|反馈|约谈|追究|惩[处戒]|会商|商定|签订|签署|接[收受]|移[送交]|救[助治援](?![总支队站])|应"
    r"|要|可|不|将|在|于|以|为|每年|每[季月]|适时|重点|结合|围绕|参照|本着|坚持|通过|运用|利用|加快|促进|扩大|扶持|奖励|补[助贴充]"
)
_AND = regex.compile(r"和|与|及")
_MARK = regex.compile(r"、|(?<!天)等")  # no name holds one
_LONGEST = 26
_SHORTEST = 2
_CENTRE = regex.compile(r"国务院|国家|中央|全国|最高")
_OF_COMMITTEE = regex.compile(r"^(?:[省市县区州盟旗地]|自治区党)委")
_DEPARTMENT = regex.compile(r"(?P<field>[\p{Han}、]{2,12}?)(?:行政)?(?:主管|管理)?(?:部门|机关)$")
_GOVERNMENT = regex.compile(r"(?:人民)?政府$")


def partners_of(sentence: Sentence, hidden: str, start: int) -> tuple[list[Item], int] | None:
    """Return the bodies after 会同 and where they, and a word that closes them, end.

    Args:
        sentence: What names them.
        hidden: Its words with the insides of brackets hidden.
        start: Where in it the first of them begins.
    """
    stop = _PAUSE.search(hidden, start)
    limit = stop.start() if stop else len(hidden)
    base = sentence.start
    at = list_end(hidden, start, limit)
    if at is None:
        verb = grammar.VERB.search(hidden, start, limit)
        whole = sentence.page.bodies(base + start, base + verb.start()) if verb else None
        return (whole, verb.end()) if whole and verb else None
    window = sentence.page.text[base : sentence.end]
    items = split(window, start, at, hidden)
    if not all(i.tail or body_like(window[i.start : i.end]) for i in items):
        return None
    moved = [Item(i.start + base, i.end + base, i.tail, i.group) for i in items]
    closing = grammar.VERB.match(hidden, at)
    if closing and (closing.end() == len(hidden) or base + closing.end() in sentence.page.starts):
        at = closing.end()
    return (moved, at) if moved else None


def list_end(hidden: str, start: int, limit: int) -> int | None:
    """Return where a list of bodies ends that work follows, what closes it included.

    Args:
        hidden: A sentence with the insides of brackets hidden.
        start: Where its first body begins.
        limit: Where it ends at the latest.
    """
    fields = _FIELDS.match(hidden, start, limit) or _SHARED.match(hidden, start, limit)
    if fields and _stands_apart(hidden, fields.end(), limit):
        return fields.end()
    end = _name_end(hidden, start, limit)
    if end is None:
        return None
    while (joiner := _JOINER.match(hidden, end, limit)) is not None:
        following = _name_end(hidden, joiner.end(), limit)
        if following is None:
            return None  # a list that cannot be read to its end
        end = following
    closer = _CLOSING.match(hidden, end, limit)
    return closer.end() if closer else end


def _name_end(hidden: str, start: int, limit: int) -> int | None:
    """Return where the body ends that begins at ``start``."""
    mark = _MARK.search(hidden, start + _SHORTEST, limit)
    limit_here = min(mark.start() if mark else limit, start + _LONGEST)
    ends = [
        end
        for end in range(start + _SHORTEST, limit_here + 1)
        if _is_body(hidden[start:end]) and _stands_apart(hidden, end, limit)
    ]
    known = [end for end in ends if is_known(hidden[start:end])]
    if not known and grammar.GROUP_OPENS.match(hidden[start:limit]):
        return min(ends, default=None)  # 有关军事机关|共同组织实施
    return max(known or ends, default=None)


def _is_body(word: str) -> bool:
    if any(grammar.ORGAN_END.search(word[: joint.start()]) for joint in _AND.finditer(word)):
        return False  # 县林草局和有关部门
    if grammar.ORGAN_END.search(word) or word.endswith("\x02"):
        return not grammar.NOT_IN_BODY.search(word)
    return bool(grammar.GROUP_OPENS.match(word) and grammar.UNIT_END.search(word))


def _stands_apart(hidden: str, end: int, limit: int) -> bool:
    """Return whether work, another body or nothing follows."""
    if end == limit or hidden[end] == "等":
        return True
    return bool(_JOINER.match(hidden, end, limit) or _WORK.match(hidden, end, limit))


def is_known(word: str) -> bool:
    """Return whether vocabulary knows a name by what stands behind its place or tier."""
    if grammar.GROUPING.match(word):
        return True
    if grammar.GROUP_OPENS.match(word) and grammar.UNIT_END.search(word):
        return True
    for head in (place_start(word), _matched(grammar.TIER_PREFIX, word), _matched(_CENTRE, word)):
        rest = word[len(head) :]
        if rest in forms() or _GOVERNMENT.fullmatch(rest) or grammar.PARTY_ORGAN.match(rest):
            return True
        committee = _OF_COMMITTEE.sub("", rest if head else word)
        if committee in forms() and committee != word:
            return True
        department = _DEPARTMENT.fullmatch(rest)
        if department and is_field(department["field"]):
            return True
    return False


def _matched(pattern: regex.Pattern[str], word: str) -> str:
    match = pattern.match(word)
    return match.group() if match else ""
